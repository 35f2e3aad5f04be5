//! The real router on a SQLite of its own, a clock one can move, and signed-in people.
//!
//! Invariant: people are signed in by a session written in the database, exactly as the sign-in
//! page leaves it; that page itself is tested with the demonstration's provider.

use std::{collections::HashMap, sync::Arc};

use ::web::{App, Durees, Mentions, ReglageFournisseur, Reglages};
use application::{
    Environnement,
    comptes::{self, Identite, Profil},
};
use axum::{
    Router,
    body::Body,
    http::{Method, Request, Response, StatusCode, header},
};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use stockage::{
    Parametres, Store, Trousseau,
    ports::{AleaFixe, HorlogeFixe, IdsSuite},
    sessions,
};
use tempfile::TempDir;
use tower::ServiceExt;
use tower_sessions::session::Id;
use url::Url;
use uuid::Uuid;

/// The secret of every test session, and one token made from it under an all-zero mask.
const SECRET: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
pub(crate) const JETON: &str =
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBw";

pub(crate) struct Banc {
    pub app: App,
    pub router: Router,
    pub monde: Environnement,
    pub horloge: Arc<HorlogeFixe>,
    pub hote: String,
    _dossier: TempDir,
}

pub(crate) fn reglages(url: &str) -> Reglages {
    Reglages {
        url_publique: Url::parse(url).unwrap(),
        fournisseurs: vec![ReglageFournisseur {
            identifiant: "agents".to_owned(),
            nom: "Agents".to_owned(),
            // Nothing listens there: sign-in meets a provider that is down.
            emetteur: "http://127.0.0.1:9".to_owned(),
            client_id: "mss".to_owned(),
            secret: "k7Zr-Qp2v-9sXm-41Tb".to_owned(),
            scopes: vec!["email".to_owned()],
            pkce: true,
            deconnexion: true,
            ..ReglageFournisseur::default()
        }],
        theme: None,
        mentions: Mentions {
            contact: "securite@ville.example".to_owned(),
            ..Mentions::default()
        },
        demonstration: false,
        quota: ::web::QUOTA,
        sessions: Durees::default(),
    }
}

impl Banc {
    pub(crate) async fn new() -> Self {
        Self::avec(reglages("https://mss.ville.example"), Router::new()).await
    }

    pub(crate) async fn avec(reglages: Reglages, annexe: Router) -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let alea = Arc::new(AleaFixe::new(1));
        let parametres = Parametres::Sqlite {
            dossier: dossier.path().to_owned(),
        };
        let trousseau = Trousseau::generer(&*alea).unwrap();
        let store = Store::open_avec(parametres, trousseau, alea.clone())
            .await
            .unwrap();
        store.migrate().await.unwrap();
        let debut: Timestamp = "2026-11-02T08:00:00Z".parse().unwrap();
        let horloge = Arc::new(HorlogeFixe::new(debut));
        let monde = Environnement::new(store, horloge.clone(), Arc::new(IdsSuite::default()));
        let hote = reglages.url_publique.authority().to_owned();
        let app = App::new(monde.clone(), alea, reglages).unwrap();
        Self {
            router: ::web::router(&app, annexe),
            app,
            monde,
            horloge,
            hote,
            _dossier: dossier,
        }
    }

    /// Signs someone in; gives their account and the `Cookie` header of their session.
    pub(crate) async fn connecter(&self, sub: &str) -> (Uuid, String) {
        let identite = Identite {
            emetteur: "https://identite.ville.example".to_owned(),
            sub: sub.to_owned(),
            profil: Profil {
                email: format!("{sub}@ville.example"),
                given_name: "Claire".to_owned(),
                usual_name: "Morvan".to_owned(),
                ..Profil::default()
            },
        };
        let arrivee = comptes::connecter(&self.monde, &identite).await.unwrap();
        let compte = arrivee.compte().unwrap().id;
        let id = Id::default();
        let octets = id.0.to_be_bytes();
        let document = json!({
            "personne": {
                "compte": compte, "nom": "Claire Morvan", "fournisseur": "agents", "id_token": "",
            },
            "csrf": SECRET,
        });
        let vue_le = self.monde.maintenant();
        let ecrite: Result<bool, stockage::Error> = self
            .monde
            .store()
            .write(|tx| {
                let document = &document;
                Box::pin(async move {
                    let session = sessions::Ecriture {
                        id: &octets,
                        compte_id: Some(compte),
                        document,
                        vue_le,
                        expire_le: vue_le + SignedDuration::from_hours(2),
                    };
                    sessions::creer(tx, &session).await
                })
            })
            .await;
        assert!(ecrite.unwrap());
        let nom = ::web::nom_du_cookie(self.hote == "mss.ville.example");
        (compte, format!("{nom}={id}"))
    }

    /// Adds to a signed-in session what a session before sign-in held, as signing in does.
    pub(crate) async fn fusionner(&self, avant: &str, apres: &str) {
        type Document = HashMap<String, serde_json::Value>;
        let octets = |cookie: &str| {
            let (_, valeur) = cookie.split_once('=').unwrap();
            valeur.parse::<Id>().unwrap().0.to_be_bytes()
        };
        let (avant, apres) = (octets(avant), octets(apres));
        let maintenant = self.monde.maintenant();
        let issue: Result<(), stockage::Error> = self
            .monde
            .store()
            .write(|tx| {
                Box::pin(async move {
                    let avant = sessions::charger::<Document>(tx, &avant, maintenant).await?;
                    let session = sessions::charger::<Document>(tx, &apres, maintenant).await?;
                    let mut document = avant.unwrap().document;
                    document.extend(session.unwrap().document);
                    let compte = document["personne"]["compte"].as_str().unwrap();
                    let ecriture = sessions::Ecriture {
                        id: &apres,
                        compte_id: Some(Uuid::parse_str(compte).unwrap()),
                        document: &document,
                        vue_le: maintenant,
                        expire_le: maintenant + SignedDuration::from_hours(2),
                    };
                    sessions::enregistrer(tx, &ecriture).await
                })
            })
            .await;
        issue.unwrap();
    }

    pub(crate) fn requete(&self, methode: Method, chemin: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(methode)
            .uri(chemin)
            .header(header::HOST, &self.hote)
    }

    pub(crate) async fn envoyer(&self, requete: Request<Body>) -> Reponse {
        Reponse::lire(self.router.clone().oneshot(requete).await.unwrap()).await
    }

    pub(crate) async fn get(&self, chemin: &str, cookie: &str) -> Reponse {
        let requete = self
            .requete(Method::GET, chemin)
            .header(header::COOKIE, cookie)
            .body(Body::empty());
        self.envoyer(requete.unwrap()).await
    }

    pub(crate) async fn post(&self, chemin: &str, cookie: &str, corps: &str) -> Reponse {
        let requete = self
            .requete(Method::POST, chemin)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(corps.to_owned()));
        self.envoyer(requete.unwrap()).await
    }
}

pub(crate) struct Reponse {
    pub statut: StatusCode,
    pub en_tetes: axum::http::HeaderMap,
    pub corps: String,
}

impl Reponse {
    async fn lire(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let octets = body.collect().await.unwrap().to_bytes();
        Self {
            statut: parts.status,
            en_tetes: parts.headers,
            corps: String::from_utf8_lossy(&octets).into_owned(),
        }
    }

    pub(crate) fn en_tete(&self, nom: &str) -> &str {
        self.en_tetes
            .get(nom)
            .map_or("", |valeur| valeur.to_str().unwrap())
    }
}
