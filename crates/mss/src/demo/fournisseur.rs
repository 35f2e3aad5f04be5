//! The OpenID Connect provider of the demonstration.
//!
//! Invariant: it exists on this machine only. It is built for one loopback address, answers only
//! loopback peers that name a loopback host, and sends people back to that one address.
//! Its keys are made at start and never stored.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, bail};
use axum::{
    Router,
    extract::FromRef,
    middleware,
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{SigningKey, pkcs8::EncodePrivateKey, pkcs8::spki::der::pem::LineEnding};
use jiff::{SignedDuration, Timestamp};
use openidconnect::{JsonWebKeyId, core::CoreEdDsaPrivateSigningKey};
use stockage::ports::{Alea, AleaIndisponible, Horloge};
use url::Url;

use super::personnes::Personne;

mod autorisation;
mod decouverte;
pub(super) mod garde;
mod jetons;

/// The path of the provider on the demonstration's own address.
pub(crate) const CHEMIN: &str = "/demo-oidc";
/// Our identifier at the provider.
pub(crate) const CLIENT_ID: &str = "mss-demo";

const DUREE_CODE: SignedDuration = SignedDuration::from_secs(60);
const DUREE_JETON: SignedDuration = SignedDuration::from_mins(10);
/// Beyond it the oldest are dropped: nobody signs in a thousand times in a minute.
const EN_ATTENTE_MAX: usize = 1_000;

/// The provider. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Fournisseur(Arc<Interne>);

/// What its routes share.
#[derive(Clone)]
struct Etat {
    demo: Fournisseur,
    /// The style sheets of its one page.
    feuilles: Arc<[String]>,
}

impl FromRef<Etat> for Fournisseur {
    fn from_ref(etat: &Etat) -> Self {
        etat.demo.clone()
    }
}

struct Interne {
    emetteur: String,
    retour: String,
    apres_deconnexion: String,
    secret: String,
    cle: CoreEdDsaPrivateSigningKey,
    horloge: Arc<dyn Horloge>,
    alea: Arc<dyn Alea>,
    codes: Mutex<HashMap<String, Code>>,
    acces: Mutex<HashMap<String, Acces>>,
}

/// What an authorisation code stands for, once.
struct Code {
    personne: &'static Personne,
    nonce: Option<String>,
    defi: String,
    expire: Timestamp,
}

/// What an access token gives access to.
struct Acces {
    personne: &'static Personne,
    expire: Timestamp,
}

impl Fournisseur {
    /// A provider for the server whose address is `adresse`, with fresh keys.
    ///
    /// # Errors
    ///
    /// `adresse` is not a loopback address.
    pub(crate) fn new(
        adresse: &Url,
        horloge: Arc<dyn Horloge>,
        alea: Arc<dyn Alea>,
    ) -> anyhow::Result<Self> {
        if !garde::est_la_boucle_locale(adresse) {
            bail!(
                "Le fournisseur d’identité de démonstration ne fonctionne que sur cette machine \
                 (127.0.0.1). Pour une vraie installation, utilisez « mss servir »."
            );
        }
        let base = adresse.as_str().trim_end_matches('/').to_owned();
        let mut graine = [0; 32];
        alea.remplir(&mut graine)?;
        let pem = SigningKey::from_bytes(&graine)
            .to_pkcs8_pem(LineEnding::LF)
            .context("clé du fournisseur de démonstration")?;
        let kid = JsonWebKeyId::new(jeton(&*alea)?);
        let cle = CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(kid))
            .map_err(anyhow::Error::msg)?;
        Ok(Self(Arc::new(Interne {
            emetteur: format!("{base}{CHEMIN}"),
            retour: format!("{base}/connexion/retour"),
            apres_deconnexion: format!("{base}/"),
            secret: jeton(&*alea)?,
            cle,
            horloge,
            alea,
            codes: Mutex::default(),
            acces: Mutex::default(),
        })))
    }

    /// Its issuer.
    #[must_use]
    pub(crate) fn emetteur(&self) -> &str {
        &self.0.emetteur
    }

    /// The secret that only the server of this process knows.
    #[must_use]
    pub(crate) fn secret(&self) -> &str {
        &self.0.secret
    }

    /// Its routes, under [`CHEMIN`], for a listener that gives the peer's address. `feuilles` are
    /// the style sheets of its one page.
    pub(crate) fn router(self, feuilles: Vec<String>) -> Router {
        let etat = Etat {
            demo: self,
            feuilles: feuilles.into(),
        };
        let routes = Router::new()
            .route(
                "/.well-known/openid-configuration",
                get(decouverte::configuration),
            )
            .route("/jwks", get(decouverte::cles))
            .route(
                "/authorize",
                get(autorisation::choisir).post(autorisation::accorder),
            )
            .route("/token", post(jetons::echanger))
            .route("/userinfo", get(jetons::personne))
            .route("/end_session", get(jetons::terminer))
            .layer(middleware::from_fn(garde::boucle_locale_seulement))
            .with_state(etat);
        Router::new().nest(CHEMIN, routes)
    }
}

impl Interne {
    fn deposer_code(&self, code: Code) -> Result<String, AleaIndisponible> {
        let nom = jeton(&*self.alea)?;
        let maintenant = self.horloge.maintenant();
        let mut codes = verrou(&self.codes);
        codes.retain(|_, c| c.expire > maintenant);
        if codes.len() < EN_ATTENTE_MAX {
            codes.insert(nom.clone(), code);
        }
        Ok(nom)
    }

    /// Takes the code: a second use finds nothing.
    fn prendre_code(&self, nom: &str) -> Option<Code> {
        let maintenant = self.horloge.maintenant();
        verrou(&self.codes)
            .remove(nom)
            .filter(|code| code.expire > maintenant)
    }

    fn deposer_acces(&self, personne: &'static Personne) -> Result<String, AleaIndisponible> {
        let nom = jeton(&*self.alea)?;
        let maintenant = self.horloge.maintenant();
        let mut acces = verrou(&self.acces);
        acces.retain(|_, a| a.expire > maintenant);
        if acces.len() < EN_ATTENTE_MAX {
            let expire = maintenant + DUREE_JETON;
            acces.insert(nom.clone(), Acces { personne, expire });
        }
        Ok(nom)
    }

    fn lire_acces(&self, nom: &str) -> Option<&'static Personne> {
        let maintenant = self.horloge.maintenant();
        verrou(&self.acces)
            .get(nom)
            .filter(|acces| acces.expire > maintenant)
            .map(|acces| acces.personne)
    }
}

/// A panic elsewhere leaves the table whole: every change to it is a single call.
fn verrou<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// 256 random bits as text.
fn jeton(alea: &dyn Alea) -> Result<String, AleaIndisponible> {
    let mut octets = [0; 32];
    alea.remplir(&mut octets)?;
    Ok(URL_SAFE_NO_PAD.encode(octets))
}
