//! Every route of the API, with every role and every kind of token: what is answered follows from
//! the one table of rights, the scope of the token and its services.

use ::web::routes::{self, Acces, Route};
use application::Context;
use application::commentaires::{Commenter, Geste, Objet, commenter};
use application::mesures::{ModifierLot, modifier_lot};
use application::modeles;
use application::services::{Supprimer, supprimer};
use axum::http::{Method, StatusCode, header};
use domaine::droits::{Action, Portee, Role};
use domaine::suivi::{ChampMesure, SuiviMesure};
use domaine::vocabulaire::Statut;
use uuid::Uuid;

use super::outils::{Programme, jeton};
use crate::web::commun::{Banc, Reponse};
use crate::web::droits::{Cas, Gens, Qui, tous};

/// What the program shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Jeton {
    Aucun,
    Faux,
    Lecture,
    Ecriture,
    CeService,
    AutreService,
}

const JETONS: [Jeton; 6] = [
    Jeton::Aucun,
    Jeton::Faux,
    Jeton::Lecture,
    Jeton::Ecriture,
    Jeton::CeService,
    Jeton::AutreService,
];

/// Every kind of token, with those who tell the kinds apart; one that may write, with the others:
/// what a token takes away does not depend on the role.
fn jetons(qui: Qui) -> Vec<Jeton> {
    let temoins = [Role::Proprietaire, Role::Contributeur, Role::Lecteur];
    match qui {
        Qui::Avec(tenue) if tenue.est_limitee() || !temoins.contains(&tenue.role) => {
            vec![Jeton::Ecriture]
        }
        Qui::Ailleurs => vec![Jeton::Ecriture],
        _ => JETONS.to_vec(),
    }
}

/// A request that is right in everything but, perhaps, who sends it.
fn corps(route: &Route) -> Option<&'static str> {
    let fin = route.chemin.trim_start_matches("/api/v1/");
    Some(match (&route.methode, fin) {
        (&Method::GET | &Method::DELETE, _) => return None,
        (&Method::POST, "services") => {
            r#"{"nom":"Autre","siret":"21350238800019","organisation":"Ville"}"#
        }
        (&Method::POST, "services/{id}/dupliquer") => r#"{"nom":"Copie"}"#,
        (&Method::POST, fin) if fin.ends_with("/restaurer") || fin.ends_with("/annuler") => {
            return None;
        }
        (&Method::POST, "evaluation") => CAS,
        (&Method::POST, "services/{id}/simulation") => r#"{"statuts":{}}"#,
        (_, fin) if fin.contains("/commentaires") => r#"{"texte":"Vu."}"#,
        (&Method::PUT, "organisations/{organisation}") => r#"{"nom":"Ville de Saint-Aubin"}"#,
        (&Method::POST, "organisations/{organisation}/administrateurs") => {
            r#"{"courriel":"nouvelle@ville.example"}"#
        }
        (_, "services/{id}/equipe/{compte}") => {
            r#"{"role":"contributeur","rubriques":["risques"]}"#
        }
        (_, "services/{id}/invitations") => {
            r#"{"courriel":"nouvelle@ville.example","droit":{"role":"lecteur"}}"#
        }
        (_, "modeles/{modele}/partage") => r#"{"organisation":null}"#,
        (_, fin) if fin.contains("mesures-specifiques") || fin.starts_with("modeles") => {
            r#"{"titre":"Fermer la salle","categorie":"protection"}"#
        }
        (_, fin) if fin.contains("/risques-propres") => {
            r#"{"titre":"Inondation","categories":["disponibilite"],"graviteBrute":3,
                "vraisemblanceBrute":2,"graviteCourante":2,"vraisemblanceCourante":2}"#
        }
        (&Method::PATCH, "services/{id}/mesures") => {
            r#"{"mesures":[{"id":"X","version":0}],"changement":{"statut":"fait"}}"#
        }
        _ => "{}",
    })
}

const CAS: &str = r#"{"description":{"typeService":["api"],"typeHebergement":"cloud",
    "ouvertureSysteme":"interne","audienceCible":"limitee",
    "dureeDysfonctionnementAcceptable":"plusDe24h","volumetrieDonneesTraitees":"faible",
    "localisationDonneesTraitees":"UE","niveauSecurite":"niveau3"}}"#;

/// The version a write starts from: that of the description of the case, or of a fresh measure.
fn version(route: &Route) -> &'static str {
    let une = ["mesures-specifiques", "risques-propres", "modeles"];
    if une.iter().any(|morceau| route.chemin.contains(morceau)) {
        "\"1\""
    } else if ["{mesure}", "{risque}", "/contacts"]
        .iter()
        .any(|morceau| route.chemin.contains(morceau))
    {
        "\"0\""
    } else {
        "\"2\""
    }
}

async fn demander(
    cas: &Cas<'_>,
    ctx: &Context,
    route: &Route,
    programme: &Programme<'_>,
) -> Reponse {
    let mut chemin = cas.chemin(route);
    if chemin.contains("{commentaire}") {
        let commentaire = commentaire(cas, ctx, route).await;
        chemin = chemin.replace("{commentaire}", &commentaire.to_string());
    }
    if chemin.contains("{operation}") {
        let lot = lot(cas, ctx).await;
        chemin = chemin.replace("{operation}", &lot.to_string());
    }
    let organisation = format!("\"{}\"", cas.version_organisation);
    let version = if route.chemin == "/api/v1/organisations/{organisation}" {
        &organisation
    } else {
        version(route)
    };
    let en_tetes = [("if-match", version)];
    let methode = route.methode.clone();
    programme
        .demander(methode, &chemin, &en_tetes, corps(route))
        .await
}

/// What is expected: a status, whoever asks.
fn attendu(qui: Qui, montre: Jeton, route: &Route) -> Option<u16> {
    let besoin = route.portee().unwrap();
    match montre {
        Jeton::Aucun | Jeton::Faux => return Some(401),
        Jeton::Lecture if besoin == Portee::Ecriture => return Some(403),
        Jeton::AutreService if matches!(route.acces, Acces::Service(_)) => return Some(404),
        _ => {}
    }
    let limite = matches!(montre, Jeton::CeService | Jeton::AutreService);
    let cree = route.methode == Method::POST && route.chemin == "/api/v1/services";
    let de_la_personne = ["/api/v1/modeles", "/api/v1/organisations"];
    let reservee = cree || de_la_personne.iter().any(|c| route.chemin.starts_with(c));
    match (route.acces, qui) {
        (Acces::Connecte | Acces::Sien, _) if limite && reservee => Some(403),
        (Acces::Sien, qui) if qui.proprietaire() => None,
        (Acces::Sien, _) => Some(404),
        (Acces::Organisation(_), _) if limite => Some(403),
        (Acces::Organisation(action), qui) => match qui.pour_l_organisation() {
            None => Some(404),
            Some(role) if role.permet(action) => None,
            Some(_) => Some(403),
        },
        (Acces::Service(_), Qui::SansRole | Qui::Ailleurs) => Some(404),
        (Acces::Service(Action::Dupliquer), _) if limite => Some(403),
        (Acces::Service(action), Qui::Avec(tenue)) if !tenue.permet(action) => Some(403),
        _ => None,
    }
}

#[tokio::test]
async fn every_route_with_every_role_and_token() {
    let (mut surprises, mut vues) = (Vec::new(), 0);
    for route in routes::table() {
        if route.portee().is_none() {
            continue;
        }
        let banc = Banc::new().await;
        let gens = Gens::new(&banc).await;
        for qui in tous() {
            let role = match qui {
                Qui::Avec(role) => Some(role),
                Qui::SansRole | Qui::Ailleurs => None,
                Qui::Personne => continue,
            };
            for montre in jetons(qui) {
                let cas = Cas::new(&banc, &gens, role).await;
                let secret = secret(&banc, &gens, &cas, qui, montre).await;
                if route.acces == Acces::Service(Action::Restaurer) {
                    let commande = Supprimer {
                        operation: cas.proprietaire.nouvel_id(),
                        service: cas.service,
                    };
                    supprimer(&cas.proprietaire, &commande).await.unwrap();
                }
                if route.chemin == "/api/v1/modeles/{modele}/restaurer" {
                    let commande = modeles::Supprimer {
                        operation: cas.proprietaire.nouvel_id(),
                        modele: cas.modele,
                        version: None,
                    };
                    let supprime = modeles::supprimer(&cas.proprietaire, &commande).await;
                    supprime.unwrap();
                }
                let banc = &banc;
                let ctx = banc.monde.pour(gens.compte(qui).unwrap());
                let programme = Programme { banc, secret };
                let reponse = demander(&cas, &ctx, &route, &programme).await;
                vues += 1;
                let bon = match attendu(qui, montre, &route) {
                    Some(statut) => {
                        reponse.statut.as_u16() == statut && reponse.refus().0 == statut
                    }
                    None => reponse.statut.is_success(),
                };
                if !bon {
                    surprises.push(format!(
                        "{} {} as {qui:?} with {montre:?}: {} {}",
                        route.methode, route.chemin, reponse.statut, reponse.corps
                    ));
                }
            }
        }
    }
    assert!(vues > 200, "{vues} requests only");
    assert!(surprises.is_empty(), "\n{}", surprises.join("\n"));
}

async fn secret(banc: &Banc, gens: &Gens, cas: &Cas<'_>, qui: Qui, montre: Jeton) -> String {
    let compte = gens.compte(qui).unwrap();
    let ctx = banc.monde.pour(compte);
    let limite = |service| (Portee::Ecriture, Some(vec![service]));
    let (portee, services) = match montre {
        Jeton::Aucun => return String::new(),
        Jeton::Faux => return format!("mss_{}", "A".repeat(43)),
        Jeton::Lecture => (Portee::Lecture, None),
        Jeton::Ecriture => (Portee::Ecriture, None),
        // Whoever has no role on it cannot name it either: theirs is another one.
        Jeton::CeService if !matches!(qui, Qui::SansRole | Qui::Ailleurs) => limite(cas.service),
        Jeton::CeService | Jeton::AutreService => limite(autre(&ctx).await),
    };
    let secret = jeton(&ctx, portee, services).await;
    revoquer_les_autres(&ctx, &secret).await;
    secret
}

/// Another service of that person.
async fn autre(ctx: &Context) -> Uuid {
    use application::services::{Creer, Depart, creer};
    let commande = Creer {
        operation: ctx.nouvel_id(),
        nom: "Autre".into(),
        siret: "21350238800019".into(),
        organisation: "Ville".into(),
        depart: Depart::Vide,
    };
    creer(ctx, &commande).await.unwrap().service
}

/// A person may only have so many tokens: those of earlier cases end.
async fn revoquer_les_autres(ctx: &Context, _: &str) {
    use application::jetons::{Etat, Revoquer, lister, revoquer};
    let liste = lister(ctx).await.unwrap();
    let anciens = liste.iter().filter(|j| j.etat == Etat::Valable).skip(1);
    for ancien in anciens {
        let commande = Revoquer {
            operation: ctx.nouvel_id(),
            jeton: ancien.id,
        };
        revoquer(ctx, &commande).await.unwrap();
    }
}

#[tokio::test]
async fn no_cookie_opens_the_api_and_no_token_opens_a_page() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let (_, cookie) = banc.connecter("claire").await;
    let sans = banc.get("/api/v1/services", &cookie).await;
    assert_eq!(sans.refus(), (401, "jetonAbsent".to_owned()));
    assert_eq!(sans.en_tete("www-authenticate"), "Bearer realm=\"mss\"");
    let page = programme.get("/services").await;
    assert_eq!(page.statut, StatusCode::SEE_OTHER, "to sign in");
    assert!(page.en_tetes.get(header::SET_COOKIE).is_none());
    // A cross-site page could not use it either: there is nothing of the browser's to use.
    let tiers = [
        ("origin", "https://ailleurs.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let lue = programme
        .demander(Method::GET, "/api/v1/moi", &tiers, None)
        .await
        .reussie();
    assert!(lue.en_tetes.get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn nothing_below_v1_is_said_without_a_token() {
    let banc = Banc::new().await;
    let sans = Programme {
        banc: &banc,
        secret: String::new(),
    };
    for methode in [Method::GET, Method::POST, Method::DELETE, Method::OPTIONS] {
        for chemin in [
            "/api/v1",
            "/api/v1/",
            "/api/v1/inconnue",
            "/api/v1/services",
        ] {
            let refus = sans.demander(methode.clone(), chemin, &[], Some("{")).await;
            assert_eq!(refus.refus().0, 401, "{methode} {chemin}");
        }
    }
    for valeur in [
        "Basic YTpi",
        "Bearer",
        "bearer mss_",
        "Bearer mss_é",
        "mss_a b",
    ] {
        let en_tetes = [("authorization", valeur)];
        let refus = sans
            .demander(Method::GET, "/api/v1/moi", &en_tetes, None)
            .await;
        assert_eq!(refus.refus(), (401, "jetonInvalide".to_owned()), "{valeur}");
        assert!(refus.en_tete("www-authenticate").contains("invalid_token"));
    }
    let publique = sans.get("/api/openapi.json").await;
    assert_eq!(publique.statut, StatusCode::OK);
    let ailleurs = sans.get("/api/autre").await;
    assert_eq!(ailleurs.refus(), (404, "introuvable".to_owned()));
}

/// A change to a selection by whoever asks, to take back; the owner's when they may make none.
async fn lot(cas: &Cas<'_>, ctx: &Context) -> Uuid {
    let commande = ModifierLot {
        operation: ctx.nouvel_id(),
        service: cas.service,
        mesures: [(cas.mesure.clone(), 0)].into(),
        champs: ChampMesure::Reponse.into(),
        saisie: SuiviMesure {
            statut: Some(Statut::Fait),
            ..SuiviMesure::default()
        },
    };
    if modifier_lot(ctx, &commande).await.is_err() {
        modifier_lot(&cas.proprietaire, &commande).await.unwrap();
    }
    commande.operation
}

/// A comment of whoever asks, or of the owner's when they may write none.
async fn commentaire(cas: &Cas<'_>, ctx: &Context, route: &Route) -> Uuid {
    let objet = if route.chemin.contains("{mesure}") {
        Objet::Mesure(cas.mesure.clone())
    } else {
        Objet::Risque(cas.risque.clone())
    };
    let commande = Commenter {
        operation: ctx.nouvel_id(),
        service: cas.service,
        objet,
        geste: Geste::Ajouter {
            texte: "Devis reçu.".into(),
        },
    };
    match commenter(ctx, &commande).await {
        Ok(id) => id,
        Err(_) => commenter(&cas.proprietaire, &commande).await.unwrap(),
    }
}
