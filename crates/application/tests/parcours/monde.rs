//! The world of these tests: an installation on either engine, a clock one can move, people.

use std::sync::Arc;

use application::comptes::{Identite, Profil, connecter};
use application::description::{Enregistrer, Intention, enregistrer};
use application::equipe::{Changement, ModifierEquipe, modifier_equipe};
use application::mesures::{Reponse, Statuer};
use application::services::{Creer, Depart, creer};
use application::{Context, Environnement, acces};
use domaine::droits::Role;
use domaine::reponses::Reponses;
use domaine::vocabulaire::{Champ, StatutDeploiement};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use stockage::ports::{AleaFixe, HorlogeFixe, Ids, IdsSysteme};
use stockage::{Parametres, Store, Trousseau};
use tempfile::TempDir;
use uuid::Uuid;

use crate::grappe;

pub(crate) const SIRET: &str = "21350238800019";

/// An installation of its own, on one of the engines.
pub(crate) struct Monde {
    _dossier: TempDir,
    base: Option<String>,
    pub(crate) env: Environnement,
    pub(crate) horloge: Arc<HorlogeFixe>,
}

impl Monde {
    pub(crate) async fn sqlite() -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let parametres = Parametres::Sqlite {
            dossier: dossier.path().to_owned(),
        };
        Self::monter(parametres, dossier, None).await
    }

    pub(crate) async fn postgres() -> Self {
        let base = format!("mss_test_{}", IdsSysteme.nouveau().simple());
        administrer(format!("CREATE DATABASE {base}")).await;
        let parametres = Parametres::Postgres {
            url: grappe::url(&base),
            connexions: 12,
        };
        Self::monter(parametres, tempfile::tempdir().unwrap(), Some(base)).await
    }

    async fn monter(parametres: Parametres, dossier: TempDir, base: Option<String>) -> Self {
        let trousseau = Trousseau::generer(&AleaFixe::new(7)).unwrap();
        let store = Store::open(parametres, trousseau).await.unwrap();
        store.migrate().await.unwrap();
        let horloge = Arc::new(HorlogeFixe::new("2026-11-21T09:00:00Z".parse().unwrap()));
        let env = Environnement::new(store, horloge.clone(), Arc::new(IdsSysteme));
        Self {
            _dossier: dossier,
            base,
            env,
            horloge,
        }
    }

    pub(crate) async fn fermer(self) {
        self.env.store().close().await;
        if let Some(base) = self.base {
            administrer(format!("DROP DATABASE {base} WITH (FORCE)")).await;
        }
    }

    pub(crate) async fn personne(&self, prenom: &str) -> Context {
        let identite = Identite {
            emetteur: "https://agents.example".into(),
            sub: format!("sub-{prenom}"),
            profil: Profil {
                email: format!("{prenom}@demo.example"),
                given_name: prenom.into(),
                usual_name: "Martin".into(),
                siret: SIRET.into(),
                ..Profil::default()
            },
        };
        let arrivee = connecter(&self.env, &identite).await.unwrap();
        let compte = arrivee.compte().unwrap();
        self.env.pour(compte.id)
    }

    /// Someone with a role on the service, besides its owner.
    pub(crate) async fn collegue(
        &self,
        proprietaire: &Context,
        service: Uuid,
        prenom: &str,
        role: Role,
    ) -> Context {
        let commande = ModifierEquipe {
            operation: proprietaire.nouvel_id(),
            service,
            changement: Changement::Inviter {
                courriel: format!("{prenom}@demo.example"),
                habilitation: role.into(),
            },
        };
        modifier_equipe(proprietaire, &commande).await.unwrap();
        self.personne(prenom).await
    }

    pub(crate) async fn brouillon(&self, ctx: &Context, depart: Depart) -> Uuid {
        let commande = Creer {
            operation: ctx.nouvel_id(),
            nom: "Réservation de salles".into(),
            siret: SIRET.into(),
            organisation: "Ville de Saint-Aubin".into(),
            depart,
        };
        creer(ctx, &commande).await.unwrap().service
    }

    /// A described service, from an example of the catalogue.
    pub(crate) async fn service(&self, ctx: &Context) -> Uuid {
        let exemple = &ctx.catalogue().exemples[0];
        let id = self
            .brouillon(ctx, Depart::Exemple(exemple.id.clone()))
            .await;
        let requis = {
            let service = acces::ouvrir(ctx, id).await.unwrap();
            ctx.catalogue()
                .baremes
                .provisoire(&service.reponses)
                .minimum
        };
        let commande = modification(ctx, id, 1, |r| {
            r.niveau_securite = Some(requis);
            r.statut_deploiement = Some(StatutDeploiement::EnLigne);
        });
        let commande = Enregistrer {
            intention: Intention::Terminer,
            ..commande
        };
        assert!(
            enregistrer(ctx, &commande)
                .await
                .unwrap()
                .vient_d_etre_decrit
        );
        id
    }
}

/// Answers typed on top of nothing: only the fields that `remplir` touched are in the form.
pub(crate) fn modification(
    ctx: &Context,
    service: Uuid,
    version: i64,
    remplir: impl Fn(&mut Reponses),
) -> Enregistrer {
    let mut saisie = Reponses::default();
    remplir(&mut saisie);
    let champs = Champ::TOUS
        .iter()
        .copied()
        .filter(|c| saisie.a_repondu(*c))
        .collect();
    Enregistrer {
        operation: ctx.nouvel_id(),
        service,
        version,
        champs,
        saisie,
        organisation: String::new(),
        intention: Intention::Etape,
    }
}

pub(crate) fn dire(
    ctx: &Context,
    service: Uuid,
    mesure: &str,
    version: i64,
    reponse: Reponse,
) -> Statuer {
    Statuer {
        operation: ctx.nouvel_id(),
        service,
        mesure: mesure.into(),
        version,
        reponse,
    }
}

pub(crate) async fn premieres_mesures(ctx: &Context, service: Uuid, nombre: usize) -> Vec<String> {
    let ouvert = acces::ouvrir(ctx, service).await.unwrap();
    let mesures = ouvert.bilan().unwrap().evaluation.mesures.toutes();
    let ids = mesures
        .iter()
        .map(|m| ouvert.catalogue.mesure(m).id.clone());
    ids.take(nombre).collect()
}

async fn administrer(requete: String) {
    let mut connexion = PgConnection::connect(&grappe::url("postgres"))
        .await
        .unwrap();
    connexion.execute(AssertSqlSafe(requete)).await.unwrap();
}
