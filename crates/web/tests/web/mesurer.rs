//! Saying where measures stand: the état des lieux, the list, a measure, the index.

mod actions;
mod etat_des_lieux;
mod journal;
mod liste;
mod mesure;
mod ouverture;
mod risques;
mod specifiques;

use application::{
    Context, acces,
    description::{Enregistrer, Intention, enregistrer},
    equipe::{Changement, ModifierEquipe, modifier_equipe},
    mesures::{Reponse as Dite, Statuer, statuer},
    services::{Creer, Depart, creer},
};
use domaine::{
    droits::Role,
    reponses::Reponses,
    vocabulaire::{Champ, NiveauSecurite, StatutDeploiement},
};
use uuid::Uuid;

use super::commun::{Banc, JETON, Reponse};

/// A signed-in owner and their service.
struct Cas {
    banc: Banc,
    ctx: Context,
    cookie: String,
    service: Uuid,
}

impl Cas {
    async fn brouillon() -> Self {
        let banc = Banc::new().await;
        let (compte, cookie) = banc.connecter("claire").await;
        let ctx = banc.monde.pour(compte);
        let commande = Creer {
            operation: ctx.nouvel_id(),
            nom: "Réservation de salles".into(),
            siret: "21350238800019".into(),
            organisation: "Ville de Saint-Aubin".into(),
            depart: Depart::Exemple(ctx.catalogue().exemples[0].id.clone()),
        };
        let service = creer(&ctx, &commande).await.unwrap().service;
        Self {
            banc,
            ctx,
            cookie,
            service,
        }
    }

    async fn new() -> Self {
        let cas = Self::brouillon().await;
        let saisie = Reponses {
            niveau_securite: Some(NiveauSecurite::Niveau1),
            statut_deploiement: Some(StatutDeploiement::EnLigne),
            ..Reponses::default()
        };
        let commande = Enregistrer {
            operation: cas.ctx.nouvel_id(),
            service: cas.service,
            version: 1,
            champs: Champ::NiveauSecurite | Champ::StatutDeploiement,
            saisie,
            organisation: String::new(),
            intention: Intention::Terminer,
        };
        enregistrer(&cas.ctx, &commande).await.unwrap();
        cas
    }

    /// Someone else, with a role on the service.
    async fn collegue(&self, nom: &str, role: Role) -> (Context, String) {
        let (compte, cookie) = self.banc.connecter(nom).await;
        let commande = ModifierEquipe {
            operation: self.ctx.nouvel_id(),
            service: self.service,
            changement: Changement::Inviter {
                courriel: format!("{nom}@ville.example"),
                habilitation: role.into(),
            },
        };
        modifier_equipe(&self.ctx, &commande).await.unwrap();
        (self.banc.monde.pour(compte), cookie)
    }

    /// The identifiers of its measures, in catalogue order.
    async fn mesures(&self) -> Vec<String> {
        let ouvert = acces::ouvrir(&self.ctx, self.service).await.unwrap();
        let toutes = ouvert.bilan().unwrap().evaluation.mesures.toutes();
        let id = |m| ouvert.catalogue.mesure(m).id.clone();
        toutes.iter().map(id).collect()
    }

    async fn dire(&self, ctx: &Context, mesure: &str, version: i64, reponse: Dite) {
        let commande = Statuer {
            operation: ctx.nouvel_id(),
            service: self.service,
            mesure: mesure.into(),
            version,
            reponse,
        };
        statuer(ctx, &commande).await.unwrap();
    }

    fn chemin(&self, suite: &str) -> String {
        format!("/services/{}/{suite}", self.service)
    }

    async fn get(&self, suite: &str) -> Reponse {
        self.banc.get(&self.chemin(suite), &self.cookie).await
    }

    async fn post(&self, suite: &str, champs: &[(&str, &str)]) -> Reponse {
        let mut corps = format!("_csrf={JETON}");
        for (nom, valeur) in champs {
            corps += &format!("&{}", ui::adresse::requete(&[(nom, valeur)]));
        }
        self.banc
            .post(&self.chemin(suite), &self.cookie, &corps)
            .await
    }

    /// Presses a button of the list, on a fresh form.
    async fn presser(&self, bouton: &str) -> Reponse {
        let operation = self.ctx.nouvel_id().to_string();
        self.post("mesures", &[("operation", &operation), ("statut", bouton)])
            .await
    }
}

/// The value of the first field of that name.
fn champ<'a>(page: &'a str, nom: &str) -> &'a str {
    let marque = format!("name=\"{nom}\" value=\"");
    let (_, suite) = page.split_once(&marque).unwrap();
    suite.split('"').next().unwrap()
}

/// The counts beside the tabs, in order.
fn onglets(page: &str) -> Vec<usize> {
    let comptes = page.split("<span class=\"mss-compte\">").skip(1);
    comptes
        .map(|c| c.split('<').next().unwrap().parse().unwrap())
        .collect()
}

/// The lines of the list, in order.
fn lignes(page: &str) -> Vec<&str> {
    let lignes = page.split(" class=\"mss-ligne\"");
    lignes
        .filter_map(|avant| avant.rsplit_once("<li id=\"")?.1.strip_suffix('"'))
        .collect()
}
