//! Sessions: one cookie with a random id, everything else in the database, encrypted
//! (rules 1337, 1342, 1344).
//!
//! Invariant: a session ends some time after its last use and some time after sign-in, whichever
//! comes first, by the injected clock ([`Durees`]); a session that has ended never comes back.

use std::collections::HashMap;

use application::Environnement;
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use stockage::sessions::{self, Ecriture};
use time::OffsetDateTime;
use tower_sessions::{
    SessionManagerLayer, SessionStore,
    cookie::SameSite,
    session::{Id, Record},
    session_store::{Error, Result},
};
use uuid::Uuid;

use crate::{App, Erreur};

/// How long sessions last. The operator decides, within bounds the configuration checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Durees {
    /// Longest time without a request.
    pub inactivite: SignedDuration,
    /// Longest time since sign-in.
    pub totale: SignedDuration,
}

impl Default for Durees {
    fn default() -> Self {
        Self {
            inactivite: SignedDuration::from_hours(2),
            totale: SignedDuration::from_hours(12),
        }
    }
}

impl Durees {
    /// When a session used now, that began at `cree_le`, ends.
    fn fin(self, maintenant: Timestamp, cree_le: Timestamp) -> Timestamp {
        (maintenant + self.inactivite).min(cree_le + self.totale)
    }
}

/// The last use is written at most this often.
const FINESSE: SignedDuration = SignedDuration::from_mins(1);

/// Where the signed-in person is in the session's data.
pub(crate) const CLE_PERSONNE: &str = "personne";

type Document = HashMap<String, Value>;

/// The cookie's name: browsers refuse `__Host-` without TLS, so the loopback goes without.
#[must_use]
pub fn nom_du_cookie(https: bool) -> &'static str {
    if https { "__Host-mss" } else { "mss" }
}

/// `HttpOnly`, `Secure` over TLS, `SameSite=Lax` (Strict loses it on the way back from the
/// provider), gone when the browser closes.
pub(crate) fn couche(app: &App) -> SessionManagerLayer<Magasin> {
    SessionManagerLayer::new(Magasin(app.monde.clone(), app.sessions))
        .with_name(nom_du_cookie(app.est_https()))
        .with_secure(app.est_https())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
}

/// Whose session the cookie named, when that session has ended.
pub(crate) async fn proprietaire(
    app: &App,
    cookie: &str,
) -> std::result::Result<Option<Uuid>, Erreur> {
    let Ok(id) = cookie.parse::<Id>() else {
        return Ok(None);
    };
    let id = id.0.to_be_bytes();
    let lecture = app
        .monde
        .store()
        .read(|tx| Box::pin(async move { sessions::proprietaire(tx, &id).await }))
        .await;
    lecture.map_err(|erreur| application::Error::from(erreur).into())
}

/// The sessions table as tower-sessions wants it.
#[derive(Debug, Clone)]
pub(crate) struct Magasin(Environnement, Durees);

impl Magasin {
    /// Best effort: a database that only reads still serves pages.
    async fn toucher(&self, id: [u8; 16], maintenant: Timestamp, cree_le: Timestamp) {
        let fin = self.1.fin(maintenant, cree_le);
        let ecriture: std::result::Result<(), stockage::Error> = self
            .0
            .store()
            .write(|tx| Box::pin(async move { sessions::toucher(tx, &id, maintenant, fin).await }))
            .await;
        if let Err(erreur) = ecriture {
            tracing::debug!(%erreur, "session_non_touchee");
        }
    }
}

fn compte(document: &Document) -> Option<Uuid> {
    let texte = document.get(CLE_PERSONNE)?.get("compte")?.as_str()?;
    Uuid::parse_str(texte).ok()
}

fn panne(erreur: &stockage::Error) -> Error {
    Error::Backend(erreur.to_string())
}

#[async_trait]
impl SessionStore for Magasin {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let maintenant = self.0.maintenant();
        loop {
            let id = record.id.0.to_be_bytes();
            let data = &record.data;
            let libre = self
                .0
                .store()
                .write(|tx| {
                    Box::pin(async move {
                        let session = Ecriture {
                            id: &id,
                            compte_id: compte(data),
                            document: data,
                            vue_le: maintenant,
                            expire_le: self.1.fin(maintenant, maintenant),
                        };
                        sessions::creer(tx, &session).await
                    })
                })
                .await
                .map_err(|e| panne(&e))?;
            if libre {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    /// Writes over a session that still exists: signing out in another tab is final.
    async fn save(&self, record: &Record) -> Result<()> {
        let maintenant = self.0.maintenant();
        let id = record.id.0.to_be_bytes();
        let data = &record.data;
        self.0
            .store()
            .write(|tx| {
                Box::pin(async move {
                    let connue = sessions::charger::<Document>(tx, &id, maintenant).await?;
                    let Some(connue) = connue else {
                        return Ok(());
                    };
                    let session = Ecriture {
                        id: &id,
                        compte_id: compte(data),
                        document: data,
                        vue_le: maintenant,
                        expire_le: self.1.fin(maintenant, connue.cree_le),
                    };
                    sessions::enregistrer(tx, &session).await
                })
            })
            .await
            .map_err(|e| panne(&e))
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let maintenant = self.0.maintenant();
        let octets = id.0.to_be_bytes();
        let connue = sessions::lire::<Document>(self.0.store(), &octets, maintenant)
            .await
            .map_err(|e| panne(&e))?;
        let Some(connue) = connue else {
            return Ok(None);
        };
        if maintenant.duration_since(connue.vue_le) >= FINESSE {
            self.toucher(octets, maintenant, connue.cree_le).await;
        }
        Ok(Some(Record {
            id: *id,
            data: connue.document,
            expiry_date: OffsetDateTime::from_unix_timestamp(connue.expire_le.as_second())
                .map_err(|e| Error::Decode(e.to_string()))?,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let octets = id.0.to_be_bytes();
        self.0
            .store()
            .write(|tx| Box::pin(async move { sessions::supprimer(tx, &octets).await }))
            .await
            .map_err(|e| panne(&e))
    }
}
