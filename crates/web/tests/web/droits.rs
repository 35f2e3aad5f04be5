//! Every route as everyone: what is answered is what the table of rights says, and nothing tells
//! whether a service exists to someone who has no role on it.

use ::web::routes::{self, Acces, Route};
use application::{
    Context, Error, acces,
    comptes::mes_identites,
    description::{Enregistrer, Intention, enregistrer},
    equipe::{self, Changement, ModifierEquipe, modifier_equipe},
    jetons::{self, Expiration},
    modeles,
    organisations::{self, nommer_par_exploitant},
    risques::{AjouterRisque, ajouter_risque, exemples_de_risques},
    services::{Creer, Depart, Supprimer, creer, supprimer},
    specifiques,
};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use domaine::{
    droits::{Action, Habilitation, Portee, Role, RoleOrganisation, Rubrique},
    reponses::Reponses,
    specifiques::{ContenuSaisi, Origine},
    vocabulaire::{Categorie, Champ, NiveauSecurite, StatutDeploiement},
};
use jiff::civil::Date;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

use super::commun::{Banc, JETON, Reponse};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Qui {
    Personne,
    SansRole,
    /// Administers another organisation.
    Ailleurs,
    Avec(Habilitation),
}

impl Qui {
    pub(super) fn proprietaire(self) -> bool {
        matches!(self, Self::Avec(tenue) if tenue.role == Role::Proprietaire)
    }

    fn administrateur(self) -> bool {
        matches!(self, Self::Avec(tenue) if tenue.role == Role::AdministrateurOrganisation)
    }

    /// What the person is for the organisation of the service, if anything.
    pub(super) fn pour_l_organisation(self) -> Option<RoleOrganisation> {
        match self {
            Self::Personne | Self::SansRole | Self::Ailleurs => None,
            qui if qui.administrateur() => Some(RoleOrganisation::Administrateur),
            Self::Avec(_) => Some(RoleOrganisation::Agent),
        }
    }
}

/// The last day of an auditor.
const FIN: Date = Date::constant(2027, 3, 31);

/// A role as it is given: an auditor's ends.
fn tenue(role: Role) -> Habilitation {
    match role {
        Role::Auditeur => Habilitation::auditeur(FIN),
        role => role.into(),
    }
}

/// Everyone there is: nobody, a stranger, another organisation's administrator, each role, and a
/// contributor kept to each single part.
pub(super) fn tous() -> Vec<Qui> {
    let roles = Role::TOUS.iter().map(|role| tenue(*role));
    let limites = Rubrique::TOUS
        .iter()
        .map(|rubrique| Habilitation::limitee(Role::Contributeur, (*rubrique).into()));
    [Qui::Personne, Qui::SansRole, Qui::Ailleurs]
        .into_iter()
        .chain(roles.chain(limites).map(Qui::Avec))
        .collect()
}

/// One fresh service and everyone around it: what one request changes, no other one sees.
pub(super) struct Cas<'a> {
    banc: &'a Banc,
    pub(super) proprietaire: Context,
    pub(super) service: Uuid,
    /// The one that answers for it.
    organisation: Uuid,
    /// Someone who administers it.
    administrateur: Uuid,
    pub(super) version_organisation: i64,
    pub(super) mesure: String,
    /// A computed risk; `RP.1` is one of its own.
    pub(super) risque: String,
    collegue: Uuid,
    invitation: Uuid,
    /// A token of whoever asks, when the route is about one.
    jeton: Uuid,
    /// How their provider names whoever asks.
    sub: String,
    /// A model of the owner's, shared with nobody.
    pub(super) modele: Uuid,
    /// What the form of the description says, as a browser sends it.
    reponses: String,
}

impl<'a> Cas<'a> {
    pub(super) async fn new(banc: &'a Banc, gens: &Gens, tenue: Option<Habilitation>) -> Self {
        let ctx = banc.monde.pour(gens.proprietaire.0);
        let commande = Creer {
            operation: ctx.nouvel_id(),
            nom: "Réservation de salles".into(),
            siret: "21350238800019".into(),
            organisation: "Ville de Saint-Aubin".into(),
            depart: Depart::Exemple(ctx.catalogue().exemples[0].id.clone()),
        };
        let service = creer(&ctx, &commande).await.unwrap().service;
        let commande = Enregistrer {
            operation: ctx.nouvel_id(),
            service,
            version: 1,
            champs: Champ::NiveauSecurite | Champ::StatutDeploiement,
            saisie: Reponses {
                niveau_securite: Some(NiveauSecurite::Niveau1),
                statut_deploiement: Some(StatutDeploiement::EnLigne),
                ..Reponses::default()
            },
            organisation: String::new(),
            intention: Intention::Terminer,
        };
        enregistrer(&ctx, &commande).await.unwrap();
        let inviter = async |courriel: &str, habilitation| {
            let commande = ModifierEquipe {
                operation: ctx.nouvel_id(),
                service,
                changement: Changement::Inviter {
                    courriel: courriel.into(),
                    habilitation,
                },
            };
            modifier_equipe(&ctx, &commande).await.unwrap();
        };
        inviter("collegue@ville.example", Role::Lecteur.into()).await;
        inviter("attendue@ville.example", Role::Lecteur.into()).await;
        if let Some(tenue) = tenue.filter(|t| t.role.attribuable() && t.role != Role::Proprietaire)
        {
            inviter("membre@ville.example", tenue).await;
        }
        let ouvert = acces::ouvrir(&ctx, service).await.unwrap();
        let mesures = ouvert.bilan().unwrap().evaluation.mesures.toutes();
        let premiere = mesures.iter().next().unwrap();
        let commande = modeles::Creer {
            operation: ctx.nouvel_id(),
            contenu: ContenuSaisi {
                titre: "Fermer la salle".into(),
                categorie: Some(Categorie::Protection),
                ..ContenuSaisi::default()
            },
            origine: Origine::Aucune,
        };
        let modele = modeles::creer(&ctx, &commande).await.unwrap().modele;
        let commande = specifiques::AjouterSpecifique {
            operation: ctx.nouvel_id(),
            service,
            contenu: commande.contenu,
            origine: Origine::Aucune,
        };
        specifiques::ajouter(&ctx, &commande).await.unwrap();
        let calcule = ouvert.risques_calcules().unwrap()[0].evalue;
        let commande = AjouterRisque {
            operation: ctx.nouvel_id(),
            service,
            saisie: exemples_de_risques()[0].propose(NiveauSecurite::Niveau1, false),
        };
        ajouter_risque(&ctx, &commande).await.unwrap();
        let invitations = equipe::equipe(&ctx, service).await.unwrap().invitations;
        // Named again in each case: a request may have taken them off.
        for courriel in ["administrateur@ville.example", "autre@ville.example"] {
            let nomme = nommer_par_exploitant(&banc.monde, "21350238800019", courriel).await;
            assert!(matches!(nomme, Ok(()) | Err(Error::Saisie { .. })));
        }
        Self {
            banc,
            service,
            organisation: ouvert.fiche.organisation_id,
            administrateur: gens.autre,
            version_organisation: version_organisation(banc, gens, ouvert.fiche.organisation_id)
                .await,
            mesure: ouvert.catalogue.mesure(premiere).id.clone(),
            risque: ouvert.catalogue.risques.risque(&calcule).id.clone(),
            collegue: gens.collegue.0,
            invitation: invitations[0].id,
            jeton: Uuid::nil(),
            sub: String::new(),
            modele,
            reponses: en_formulaire(&ouvert.reponses),
            proprietaire: ctx,
        }
    }

    pub(super) fn chemin(&self, route: &Route) -> String {
        let catalogue = self.proprietaire.catalogue();
        let propre = [
            "/modifier",
            "/risques-propres/",
            "/risques/{risque}/mesures/",
        ];
        let risque = if propre.iter().any(|morceau| route.chemin.contains(morceau)) {
            "RP.1"
        } else {
            &self.risque
        };
        route
            .chemin
            .replace(
                "/mesures-specifiques/{mesure}",
                "/mesures-specifiques/SPE.1",
            )
            .replace("{risque}", risque)
            .replace("{id}", &self.service.to_string())
            .replace("{organisation}", &self.organisation.to_string())
            .replace("{administrateur}", &self.administrateur.to_string())
            .replace("{mesure}", &self.mesure)
            .replace("{compte}", &self.collegue.to_string())
            .replace("{invitation}", &self.invitation.to_string())
            .replace("{etape}", &catalogue.questionnaire.etapes[0].id)
            .replace("{jeton}", &self.jeton.to_string())
            .replace("{session}", &"0a".repeat(32))
            .replace("{specifique}", "SPE.1")
            .replace("{contact}", "autorite")
            .replace("{modele}", &self.modele.to_string())
            .replace("{complement}", "autorite-homologation")
            .replace("{fournisseur}", "agents")
    }

    /// A form any of our pages would accept: what is refused is refused for the right alone.
    fn corps(&self, route: &Route) -> String {
        let statut = if route.chemin.ends_with("/mesures") {
            format!("{}:fait:0", self.mesure)
        } else {
            "fait".to_owned()
        };
        let version = match &*route.chemin {
            chemin if chemin.contains("/description") => 2,
            "/services/{id}/risques/{risque}/modifier" => 1,
            chemin if chemin.contains("{specifique}") => 1,
            "/organisations/{organisation}/modifier" => self.version_organisation,
            _ => 0,
        };
        let geste = match &*route.chemin {
            "/compte/sessions" => "autres",
            "/services/{id}/risques/liens" => "lier",
            "/services/{id}/risques/{risque}" => "gravite",
            _ => "role",
        };
        let operation = self.proprietaire.nouvel_id();
        format!(
            "_csrf={JETON}&operation={operation}&version={version}&statut={statut}&reponse=fait\
             &nom=Copie&texte=Bonjour&courriel=nouvelle@ville.example&role=lecteur&geste={geste}&theme=clair&titre=Fermer&categorie=defense\
             &emetteur=https%3A%2F%2Fidentite.ville.example&sub={}&mesure={}&risque=RP.1&categories=integrite&graviteBrute=3&vraisemblanceBrute=3\
             &graviteCourante=2&vraisemblanceCourante=2&{}",
            self.sub, self.mesure, self.reponses
        )
    }

    async fn demander(&self, route: &Route, cookie: Option<&str>) -> Reponse {
        let mut requete = self
            .banc
            .requete(route.methode.clone(), &self.chemin(route));
        if let Some(cookie) = cookie {
            requete = requete.header(header::COOKIE, cookie);
        }
        let corps = if route.methode == Method::POST {
            requete = requete.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            Body::from(self.corps(route))
        } else {
            Body::empty()
        };
        self.banc.envoyer(requete.body(corps).unwrap()).await
    }
}

/// The version of an organisation, as its administrator reads it.
async fn version_organisation(banc: &Banc, gens: &Gens, id: Uuid) -> i64 {
    let ctx = banc.monde.pour(gens.administrateur.0);
    organisations::ouvrir(&ctx, id).await.unwrap().version
}

/// A token of that person.
async fn jeton(ctx: &Context) -> Uuid {
    let commande = jetons::Creer {
        operation: ctx.nouvel_id(),
        nom: "Tableau de bord".into(),
        portee: Portee::Lecture,
        services: None,
        expiration: Expiration::Jours(30),
    };
    jetons::creer(ctx, &commande).await.unwrap().jeton
}

/// The answers as the fields of a form; the SIRET is the one nested among them.
fn en_formulaire(reponses: &Reponses) -> String {
    let siret = &reponses.organisation_responsable.siret;
    let mut champs = Serializer::new(String::new());
    champs.append_pair(Champ::Siret.id(), siret);
    let json = serde_json::to_value(reponses).unwrap();
    for (nom, valeur) in json.as_object().unwrap() {
        let plusieurs = valeur.as_array().into_iter().flatten();
        for texte in plusieurs.chain([valeur]).filter_map(|v| v.as_str()) {
            champs.append_pair(nom, texte);
        }
    }
    champs.finish()
}

pub(super) struct Gens {
    proprietaire: (Uuid, String),
    administrateur: (Uuid, String),
    /// Administers another organisation.
    ailleurs: (Uuid, String),
    /// Administers the organisation besides.
    autre: Uuid,
    membre: (Uuid, String),
    collegue: (Uuid, String),
}

impl Gens {
    pub(super) async fn new(banc: &Banc) -> Self {
        let ailleurs = banc.connecter("ailleurs").await;
        let ctx = banc.monde.pour(ailleurs.0);
        let commande = Creer {
            operation: ctx.nouvel_id(),
            nom: "Registre".into(),
            siret: "13002526500013".into(),
            organisation: "Autre administration".into(),
            depart: Depart::Vide,
        };
        creer(&ctx, &commande).await.unwrap();
        nommer_par_exploitant(&banc.monde, "13002526500013", "ailleurs@ville.example")
            .await
            .unwrap();
        // Whoever a form names has an account.
        banc.connecter("nouvelle").await;
        Self {
            ailleurs,
            administrateur: banc.connecter("administrateur").await,
            autre: banc.connecter("autre").await.0,
            proprietaire: banc.connecter("proprietaire").await,
            membre: banc.connecter("membre").await,
            collegue: banc.connecter("collegue").await,
        }
    }

    pub(super) fn compte(&self, qui: Qui) -> Option<Uuid> {
        match qui {
            Qui::Personne => None,
            qui if qui.proprietaire() => Some(self.proprietaire.0),
            qui if qui.administrateur() => Some(self.administrateur.0),
            Qui::Ailleurs => Some(self.ailleurs.0),
            Qui::SansRole | Qui::Avec(_) => Some(self.membre.0),
        }
    }

    fn cookie(&self, qui: Qui) -> Option<&str> {
        match qui {
            Qui::Personne => None,
            qui if qui.proprietaire() => Some(&self.proprietaire.1),
            qui if qui.administrateur() => Some(&self.administrateur.1),
            Qui::Ailleurs => Some(&self.ailleurs.1),
            Qui::SansRole | Qui::Avec(_) => Some(&self.membre.1),
        }
    }
}

/// Whether the answer is the expected one. Whoever may gets what they asked for, or is led on.
fn attendu(qui: Qui, route: &Route, statut: StatusCode) -> bool {
    let ouverte = statut == ouverture(qui, route);
    match (route.acces, qui) {
        (Acces::Public, _) => ouverte,
        (_, Qui::Personne) if route.methode == Method::GET => statut == StatusCode::SEE_OTHER,
        (_, Qui::Personne) => statut == StatusCode::UNAUTHORIZED,
        (Acces::Connecte, _) => ouverte,
        (Acces::Sien, qui) if qui.proprietaire() => ouverte,
        (Acces::Sien, _) => statut == StatusCode::NOT_FOUND,
        (Acces::Organisation(action), qui) => match qui.pour_l_organisation() {
            None => statut == StatusCode::NOT_FOUND,
            Some(role) if role.permet(action) => ouverte,
            Some(_) => statut == StatusCode::FORBIDDEN,
        },
        (Acces::Service(_), Qui::SansRole | Qui::Ailleurs) => statut == StatusCode::NOT_FOUND,
        (Acces::Service(action), Qui::Avec(tenue)) if tenue.permet(action) => ouverte,
        (Acces::Service(_), Qui::Avec(_)) => statut == StatusCode::FORBIDDEN,
    }
}

/// A page for what is read, another page to go to for what is written.
fn ouverture(qui: Qui, route: &Route) -> StatusCode {
    // The only answer that holds a token's secret: nowhere else to go to read it.
    if route.chemin == "/compte/jetons" {
        return StatusCode::CREATED;
    }
    let mene_ailleurs = match &*route.chemin {
        // To the section that comes next; back to the services, as nothing is kept here.
        "/services/{id}" | "/reprise" => true,
        // Whoever is signed in already has nothing to do there.
        "/connexion" => qui != Qui::Personne,
        _ => false,
    };
    if mene_ailleurs || route.methode == Method::POST {
        StatusCode::SEE_OTHER
    } else {
        StatusCode::OK
    }
}

#[tokio::test]
async fn every_route_as_everyone() {
    let mut surprises = Vec::new();
    let mut vues = 0;
    for qui in tous() {
        let banc = Banc::new().await;
        let gens = Gens::new(&banc).await;
        for route in routes::table() {
            if route.portee().is_some() {
                // A route of the API: no cookie opens it; see `api::droits`.
                continue;
            }
            let tenue = match qui {
                Qui::Avec(tenue) => Some(tenue),
                Qui::Personne | Qui::SansRole | Qui::Ailleurs => None,
            };
            let mut cas = Cas::new(&banc, &gens, tenue).await;
            if let Some(compte) = gens
                .compte(qui)
                .filter(|_| route.chemin.contains("{jeton}"))
            {
                cas.jeton = jeton(&banc.monde.pour(compte)).await;
            }
            if let Some(compte) = gens.compte(qui) {
                let siennes = mes_identites(&banc.monde.pour(compte)).await.unwrap();
                cas.sub.clone_from(&siennes[0].sub);
            }
            if route.acces == Acces::Service(Action::Restaurer) {
                let commande = Supprimer {
                    operation: cas.proprietaire.nouvel_id(),
                    service: cas.service,
                };
                supprimer(&cas.proprietaire, &commande).await.unwrap();
            }
            if route.chemin == "/modeles/{modele}/restaurer" {
                let commande = modeles::Supprimer {
                    operation: cas.proprietaire.nouvel_id(),
                    modele: cas.modele,
                    version: None,
                };
                modeles::supprimer(&cas.proprietaire, &commande)
                    .await
                    .unwrap();
            }
            // Sign-in leads to a provider that does not answer here, and sign-out ends a session.
            if route.chemin.starts_with("/connexion/") || route.chemin == "/deconnexion" {
                continue;
            }
            let reponse = cas.demander(&route, gens.cookie(qui)).await;
            vues += 1;
            if !attendu(qui, &route, reponse.statut) {
                surprises.push(format!(
                    "{} {} as {qui:?}: {}",
                    route.methode, route.chemin, reponse.statut
                ));
            }
        }
    }
    assert!(vues > 150, "{vues} requests only");
    assert!(surprises.is_empty(), "\n{}", surprises.join("\n"));
}

#[tokio::test]
async fn another_s_service_and_none_look_the_same() {
    let banc = Banc::new().await;
    let gens = Gens::new(&banc).await;
    let cas = Cas::new(&banc, &gens, None).await;
    let cookie = gens.cookie(Qui::SansRole).unwrap();
    let sans_id = |page: &Reponse, id: Uuid| page.corps.replace(&id.to_string(), "ID");
    for suite in ["mesures", "description", "equipe", "supprimer"] {
        let jamais = cas.proprietaire.nouvel_id();
        let autre = banc
            .get(&format!("/services/{}/{suite}", cas.service), cookie)
            .await;
        let aucun = banc
            .get(&format!("/services/{jamais}/{suite}"), cookie)
            .await;
        assert_eq!(
            (autre.statut, aucun.statut),
            (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
        );
        let jetons = |texte: String| {
            let mut lignes: Vec<_> = texte.split('<').map(str::to_owned).collect();
            lignes.retain(|l| !l.contains("_csrf") && !l.contains("name=\"operation\""));
            lignes
        };
        assert_eq!(
            jetons(sans_id(&autre, cas.service)),
            jetons(sans_id(&aucun, jamais))
        );
    }
}
