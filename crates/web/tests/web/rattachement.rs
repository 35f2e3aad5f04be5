//! Several providers, and whose account a new identity is (rule 1435).

use ::web::ReglageFournisseur;
use application::acces;
use application::equipe::{Changement, ModifierEquipe, modifier_equipe};
use application::services::{Creer, Depart, creer};
use axum::Router;
use domaine::droits::Role;
use jiff::SignedDuration;
use serde_json::json;
use url::{Url, form_urlencoded::Serializer};
use uuid::Uuid;

use super::{
    commun::{Banc, Reponse, reglages},
    fournisseur::Fournisseur,
};

/// Two providers: "agents" and "proconnect".
struct Monde {
    banc: Banc,
    fournisseurs: [(&'static str, Fournisseur); 2],
}

/// A browser, which keeps the last cookie it was given.
struct Navigateur<'a> {
    monde: &'a Monde,
    cookie: String,
}

impl Monde {
    async fn new() -> Self {
        let maintenant = "2026-11-02T08:00:00Z".parse().unwrap();
        let fournisseurs = [
            ("agents", Fournisseur::demarrer(maintenant).await),
            ("proconnect", Fournisseur::demarrer(maintenant).await),
        ];
        let mut reglages = reglages("https://mss.ville.example");
        reglages.fournisseurs = fournisseurs
            .iter()
            .map(|(nom, fournisseur)| ReglageFournisseur {
                identifiant: (*nom).to_owned(),
                nom: format!("Compte {nom}"),
                emetteur: fournisseur.emetteur.clone(),
                client_id: "mss".to_owned(),
                secret: "k7Zr-Qp2v-9sXm-41Tb".to_owned(),
                pkce: true,
                ..ReglageFournisseur::default()
            })
            .collect();
        let banc = Banc::avec(reglages, Router::new()).await;
        Self { banc, fournisseurs }
    }

    fn navigateur(&self) -> Navigateur<'_> {
        Navigateur {
            monde: self,
            cookie: String::new(),
        }
    }
}

impl Navigateur<'_> {
    async fn get(&mut self, chemin: &str) -> Reponse {
        let reponse = self.monde.banc.get(chemin, &self.cookie).await;
        self.retenir(reponse)
    }

    async fn post(&mut self, chemin: &str, corps: &str) -> Reponse {
        let reponse = self.monde.banc.post(chemin, &self.cookie, corps).await;
        self.retenir(reponse)
    }

    fn retenir(&mut self, reponse: Reponse) -> Reponse {
        if let Some(cookie) = reponse.en_tete("set-cookie").split(';').next()
            && !cookie.is_empty()
        {
            self.cookie = cookie.to_owned();
        }
        reponse
    }

    /// Follows a sign-in link to its end, as `sub` at that provider.
    async fn suivre(&mut self, lien: &str, sub: &'static str, email: &str) -> Reponse {
        let depart = self.get(lien).await;
        assert_eq!(depart.statut, 303, "{lien}");
        let vers = Url::parse(depart.en_tete("location")).unwrap();
        let parametre = |nom: &str| {
            let (_, valeur) = vers.query_pairs().find(|(n, _)| n == nom).unwrap();
            valeur.into_owned()
        };
        let (_, fournisseur) = self
            .monde
            .fournisseurs
            .iter()
            .find(|(_, f)| vers.as_str().starts_with(&f.emetteur))
            .unwrap();
        {
            let mut scenario = fournisseur.scenario.lock().unwrap();
            scenario.nonce = parametre("nonce");
            scenario.sub = sub;
            scenario.userinfo = json!({
                "sub": sub, "email": email, "email_verified": true, "given_name": sub,
                "usual_name": "Morvan",
            });
        }
        let state = parametre("state");
        self.get(&format!("/connexion/retour?code=c&state={state}"))
            .await
    }

    async fn entrer(&mut self, par: &str, sub: &'static str, email: &str) -> Reponse {
        let lien = format!("/connexion/vers/{par}?retour=%2Fmethode");
        self.suivre(&lien, sub, email).await
    }

    /// The account of the open session.
    async fn compte(&mut self) -> String {
        let corps = self.get("/compte").await.corps;
        assert!(corps.contains("Mon compte"), "nobody is signed in");
        corps
    }
}

const COURRIEL: &str = "claire@ville.example";

fn lien_vers(page: &str, fournisseur: &str) -> String {
    let debut = page
        .find(&format!("/connexion/vers/{fournisseur}?"))
        .unwrap();
    let lien = page[debut..].split('"').next().unwrap();
    lien.replace("&amp;", "&")
}

#[tokio::test]
async fn each_provider_has_its_button() {
    let monde = Monde::new().await;
    let page = monde.navigateur().get("/connexion").await.corps;
    for nom in ["agents", "proconnect"] {
        assert!(page.contains(&format!("Continuer avec Compte {nom}")));
    }
}

#[tokio::test]
async fn the_same_subject_elsewhere_is_someone_else() {
    let monde = Monde::new().await;
    let mut un = monde.navigateur();
    let mut deux = monde.navigateur();
    assert_eq!(
        un.entrer("agents", "42", "a@ville.example").await.statut,
        303
    );
    let arrivee = deux.entrer("proconnect", "42", "b@ville.example").await;
    assert_eq!(arrivee.en_tete("location"), "/methode");
    assert!(deux.compte().await.contains("b@ville.example"));
    assert!(un.compte().await.contains("a@ville.example"));
}

#[tokio::test]
async fn a_new_identity_joins_an_account_only_once_its_owner_has_signed_in_to_it() {
    let monde = Monde::new().await;
    monde
        .navigateur()
        .entrer("agents", "claire", COURRIEL)
        .await;

    let mut autre = monde.navigateur();
    let arrivee = autre.entrer("proconnect", "7f3a", COURRIEL).await;
    assert_eq!(arrivee.en_tete("location"), "/connexion/rattachement");
    assert_eq!(
        autre.get("/services").await.statut,
        303,
        "not signed in yet"
    );
    let page = autre.get("/connexion/rattachement").await.corps;
    assert!(page.contains(COURRIEL) && page.contains("Compte proconnect"));
    assert!(!page.contains("Se déconnecter"));
    let lien = lien_vers(&page, "agents");
    assert!(
        !page.contains("/connexion/vers/proconnect"),
        "that account does not know it"
    );
    let retour = autre.suivre(&lien, "claire", COURRIEL).await;
    assert_eq!(retour.en_tete("location"), "/methode");
    let page = autre.get("/methode").await.corps;
    assert!(page.contains("ouvrent maintenant ce compte"), "{page}");

    // From now on either opens the account, without a question.
    let mut encore = monde.navigateur();
    let arrivee = encore.entrer("proconnect", "7f3a", COURRIEL).await;
    assert_eq!(arrivee.en_tete("location"), "/methode");
    let page = encore.compte().await;
    assert!(page.contains("Compte agents"));

    // One of the two can be taken off: it opens nothing any more, and what it opened is closed.
    let jeton = page.split("name=\"_csrf\" value=\"").nth(1).unwrap();
    let jeton = jeton.split('"').next().unwrap();
    let emetteur = &monde.fournisseurs[0].1.emetteur;
    let corps = Serializer::new(String::new())
        .append_pair("_csrf", jeton)
        .append_pair("operation", &Uuid::from_u128(9).to_string())
        .append_pair("emetteur", emetteur)
        .append_pair("sub", "claire")
        .finish();
    assert_eq!(encore.post("/compte/identites", &corps).await.statut, 303);
    assert!(!encore.compte().await.contains("Compte agents"));
    assert_eq!(autre.get("/compte").await.statut, 303);
    let mut claire = monde.navigateur();
    let arrivee = claire.entrer("agents", "claire", COURRIEL).await;
    assert_eq!(arrivee.en_tete("location"), "/connexion/rattachement");
}

#[tokio::test]
async fn signing_in_as_someone_else_attaches_nothing() {
    let monde = Monde::new().await;
    monde
        .navigateur()
        .entrer("agents", "claire", COURRIEL)
        .await;
    monde
        .navigateur()
        .entrer("agents", "karim", "karim@ville.example")
        .await;
    let mut autre = monde.navigateur();
    autre.entrer("proconnect", "7f3a", COURRIEL).await;
    let page = autre.get("/connexion/rattachement").await.corps;
    let lien = lien_vers(&page, "agents");
    autre.suivre(&lien, "karim", "karim@ville.example").await;
    let page = autre.get("/methode").await.corps;
    assert!(page.contains("Aucun moyen de connexion n’a été ajouté"));
    let mut encore = monde.navigateur();
    let arrivee = encore.entrer("proconnect", "7f3a", COURRIEL).await;
    assert_eq!(arrivee.en_tete("location"), "/connexion/rattachement");
}

#[tokio::test]
async fn an_ordinary_sign_in_on_the_same_computer_attaches_nothing() {
    let monde = Monde::new().await;
    monde
        .navigateur()
        .entrer("agents", "claire", COURRIEL)
        .await;
    let mut poste = monde.navigateur();
    poste.entrer("proconnect", "7f3a", COURRIEL).await;
    // Someone else sits down, and signs in as usual.
    poste.entrer("agents", "claire", COURRIEL).await;
    assert!(!poste.compte().await.contains("Compte proconnect"));
}

#[tokio::test]
async fn a_question_left_open_is_forgotten() {
    let monde = Monde::new().await;
    monde
        .navigateur()
        .entrer("agents", "claire", COURRIEL)
        .await;
    let mut autre = monde.navigateur();
    autre.entrer("proconnect", "7f3a", COURRIEL).await;
    monde.banc.horloge.avancer(SignedDuration::from_mins(16));
    for reponse in [
        autre.get("/connexion/rattachement").await,
        autre.post("/connexion/rattachement", "").await,
    ] {
        assert_eq!(
            (reponse.statut.as_u16(), reponse.en_tete("location")),
            (303, "/connexion")
        );
    }
    assert_eq!(
        autre.get("/services").await.statut,
        303,
        "nobody is signed in"
    );
}

/// Two people may share the address of a small town's hall.
#[tokio::test]
async fn someone_with_a_shared_address_gets_an_account_of_their_own() {
    let monde = Monde::new().await;
    monde
        .navigateur()
        .entrer("agents", "claire", COURRIEL)
        .await;
    let mut autre = monde.navigateur();
    autre.entrer("proconnect", "paul", COURRIEL).await;
    let reponse = autre.post("/connexion/rattachement", "").await;
    assert_eq!(reponse.en_tete("location"), "/methode");
    let compte = autre.compte().await;
    assert!(compte.contains("paul Morvan") && !compte.contains("Compte agents"));
    let encore = monde
        .navigateur()
        .entrer("proconnect", "paul", COURRIEL)
        .await;
    assert_eq!(encore.en_tete("location"), "/methode", "asked once");
}

/// An invitation goes to whoever a provider vouches for, never to an address someone typed.
#[tokio::test]
async fn an_address_nobody_vouches_for_opens_no_invitation() {
    let monde = Monde::new().await;
    let (proprietaire, _) = monde.banc.connecter("proprietaire").await;
    let ctx = monde.banc.monde.pour(proprietaire);
    let commande = Creer {
        operation: ctx.nouvel_id(),
        nom: "Cantine".into(),
        siret: "21350238800019".into(),
        organisation: "Ville de Saint-Aubin".into(),
        depart: Depart::Vide,
    };
    let service: Uuid = creer(&ctx, &commande).await.unwrap().service;
    let commande = ModifierEquipe {
        operation: ctx.nouvel_id(),
        service,
        changement: Changement::Inviter {
            courriel: COURRIEL.into(),
            habilitation: Role::Contributeur.into(),
        },
    };
    modifier_equipe(&ctx, &commande).await.unwrap();

    let mut intrus = monde.navigateur();
    let depart = intrus.get("/connexion/vers/agents").await;
    let vers = Url::parse(depart.en_tete("location")).unwrap();
    let parametre = |nom: &str| {
        let (_, valeur) = vers.query_pairs().find(|(n, _)| n == nom).unwrap();
        valeur.into_owned()
    };
    {
        let mut scenario = monde.fournisseurs[0].1.scenario.lock().unwrap();
        scenario.nonce = parametre("nonce");
        scenario.userinfo = json!({ "sub": "42", "email": COURRIEL });
    }
    let retour = format!("/connexion/retour?code=c&state={}", parametre("state"));
    assert_eq!(intrus.get(&retour).await.statut, 403);
    let equipe = application::equipe::equipe(&ctx, service).await.unwrap();
    assert_eq!(equipe.invitations.len(), 1, "it still waits");

    let mut claire = monde.navigateur();
    claire.entrer("agents", "claire", COURRIEL).await;
    let page = claire.get(&format!("/services/{service}/equipe")).await;
    assert_eq!(page.statut, 200);
    acces::ouvrir(&ctx, service).await.unwrap();
}
