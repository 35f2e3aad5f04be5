//! A program with its token, and what it reads.

use application::Context;
use application::jetons::{self, Creer, Expiration};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use domaine::droits::Portee;
use serde_json::Value;
use uuid::Uuid;

use crate::web::commun::{Banc, Reponse};

/// A program that acts in someone's name.
pub(super) struct Programme<'a> {
    pub(super) banc: &'a Banc,
    pub(super) secret: String,
}

/// Makes a token.
pub(super) async fn jeton(ctx: &Context, portee: Portee, services: Option<Vec<Uuid>>) -> String {
    let commande = Creer {
        operation: ctx.nouvel_id(),
        nom: "Essai".into(),
        portee,
        services,
        expiration: Expiration::Jours(30),
    };
    let cree = jetons::creer(ctx, &commande).await.unwrap();
    cree.secret.unwrap()
}

impl<'a> Programme<'a> {
    /// A program of a person of that name.
    pub(super) async fn new(banc: &'a Banc, sub: &str, portee: Portee) -> (Self, Context) {
        let (compte, _) = banc.connecter(sub).await;
        let ctx = banc.monde.pour(compte);
        let secret = jeton(&ctx, portee, None).await;
        (Self { banc, secret }, ctx)
    }

    pub(super) async fn demander(
        &self,
        methode: Method,
        chemin: &str,
        en_tetes: &[(&str, &str)],
        corps: Option<&str>,
    ) -> Reponse {
        let mut requete = self.banc.requete(methode, chemin);
        if !self.secret.is_empty() {
            let valeur = format!("Bearer {}", self.secret);
            requete = requete.header(header::AUTHORIZATION, valeur);
        }
        for (nom, valeur) in en_tetes {
            requete = requete.header(*nom, *valeur);
        }
        let corps = match corps {
            Some(texte) => {
                if !en_tetes.iter().any(|(nom, _)| *nom == "content-type") {
                    requete = requete.header(header::CONTENT_TYPE, "application/json");
                }
                Body::from(texte.to_owned())
            }
            None => Body::empty(),
        };
        self.banc.envoyer(requete.body(corps).unwrap()).await
    }

    pub(super) async fn get(&self, chemin: &str) -> Reponse {
        self.demander(Method::GET, chemin, &[], None).await
    }

    pub(super) async fn post(&self, chemin: &str, corps: &str) -> Reponse {
        self.demander(Method::POST, chemin, &[], Some(corps)).await
    }
}

impl Reponse {
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.corps).unwrap()
    }

    /// The status and the code of a refusal, whose form is checked.
    pub(super) fn refus(&self) -> (u16, String) {
        assert_eq!(self.en_tete("content-type"), "application/problem+json");
        let corps = self.json();
        assert_eq!(corps["status"], self.statut.as_u16());
        let code = corps["code"].as_str().unwrap();
        assert_eq!(corps["type"], format!("/api#erreur-{code}"));
        assert!(corps["title"].is_string() && corps["detail"].is_string());
        assert!(corps["instance"].as_str().unwrap().starts_with("urn:uuid:"));
        (self.statut.as_u16(), code.to_owned())
    }

    /// The fields a refusal is about, with their codes.
    pub(super) fn champs(&self) -> Vec<(String, String)> {
        let corps = self.json();
        let erreurs = corps["erreurs"].as_array().unwrap();
        let texte = |v: &Value| v.as_str().unwrap().to_owned();
        erreurs
            .iter()
            .map(|e| (texte(&e["champ"]), texte(&e["code"])))
            .collect()
    }

    pub(super) fn reussie(self) -> Self {
        assert!(
            matches!(self.statut, StatusCode::OK | StatusCode::CREATED),
            "{} {}",
            self.statut,
            self.corps
        );
        self
    }
}
