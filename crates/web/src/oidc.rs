//! OpenID Connect client, for any number of providers (rules 1114, 1438).
//!
//! Invariant: nothing a provider says is believed before its signature, issuer, audience, nonce
//! and dates are checked, and nothing of it leaves the server.

use std::{sync::Arc, time::Duration};

use application::Environnement;
use jiff::Timestamp;
use openidconnect::{
    AuthType, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, ProviderMetadataWithLogout,
    core::{CoreClient, CoreClientAuthMethod},
    reqwest,
};
use stockage::ports::Alea;
use tokio::sync::{Mutex, RwLock};
use url::Url;

mod demande;
mod echec;
mod reglage;
mod verification;

pub(crate) use demande::Tentative;
pub(crate) use echec::Echec;
pub use reglage::ReglageFournisseur;
pub(crate) use verification::Identifie;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider's documents are read again after this long, in case its keys changed.
const FRAICHEUR: Duration = Duration::from_hours(1);
/// After a failure, the provider is left alone this long.
const REPOS: Duration = Duration::from_secs(30);
/// After a good answer, monitoring believes it this long.
const CONFIANCE: Duration = Duration::from_mins(1);
/// The longest signing in waits for each answer of a provider.
const ATTENTE: Duration = Duration::from_secs(10);
/// The longest monitoring and signing out wait for a provider.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone, Default)]
struct Connaissance {
    metadonnees: Option<Arc<ProviderMetadataWithLogout>>,
    /// When they were read.
    lue: Option<Timestamp>,
    /// When the last attempt failed; nothing once one works.
    echec: Option<Timestamp>,
}

/// One provider and what we know of it.
pub(crate) struct Fournisseur {
    pub(crate) reglage: ReglageFournisseur,
    connaissance: RwLock<Connaissance>,
    /// Held by the request that asks for news on behalf of monitoring.
    sonde: Mutex<()>,
}

/// All providers.
pub(crate) struct Fournisseurs {
    liste: Vec<Fournisseur>,
    http: reqwest::Client,
    retour: String,
    accueil: String,
    monde: Environnement,
    alea: Arc<dyn Alea>,
}

impl Fournisseurs {
    /// Nothing is fetched yet.
    ///
    /// # Errors
    ///
    /// The HTTP client cannot be built.
    pub(crate) fn new(
        reglages: Vec<ReglageFournisseur>,
        url_publique: &Url,
        monde: Environnement,
        alea: Arc<dyn Alea>,
    ) -> Result<Self, reqwest::Error> {
        let locale = reglages.iter().all(|r| est_local(&r.emetteur));
        let mut http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(ATTENTE);
        if locale {
            http = http.no_proxy();
        }
        let base = url_publique.as_str().trim_end_matches('/');
        Ok(Self {
            liste: reglages
                .into_iter()
                .map(|reglage| Fournisseur {
                    reglage,
                    connaissance: RwLock::default(),
                    sonde: Mutex::default(),
                })
                .collect(),
            http: http.build()?,
            retour: format!("{base}/connexion/retour"),
            accueil: format!("{base}/"),
            monde,
            alea,
        })
    }

    pub(crate) fn liste(&self) -> &[Fournisseur] {
        &self.liste
    }

    pub(crate) fn trouver(&self, identifiant: &str) -> Option<&Fournisseur> {
        self.liste
            .iter()
            .find(|f| f.reglage.identifiant == identifiant)
    }

    /// The provider's documents: those we have for an hour, and while the provider is down; new
    /// ones otherwise, or when `frais` asks for them.
    async fn metadonnees(
        &self,
        fournisseur: &Fournisseur,
        frais: bool,
    ) -> Result<Arc<ProviderMetadataWithLogout>, Echec> {
        let connu = fournisseur.connaissance.read().await.clone();
        let maintenant = self.monde.maintenant();
        let suffit =
            recent(connu.lue, maintenant, FRAICHEUR) || recent(connu.echec, maintenant, REPOS);
        if let (false, true, Some(metadonnees)) = (frais, suffit, &connu.metadonnees) {
            return Ok(Arc::clone(metadonnees));
        }
        let lues = self.lire(fournisseur, ATTENTE).await;
        lues.or_else(|echec| connu.metadonnees.ok_or(echec))
    }

    /// Asks the provider for its documents, and remembers how that went.
    async fn lire(
        &self,
        fournisseur: &Fournisseur,
        patience: Duration,
    ) -> Result<Arc<ProviderMetadataWithLogout>, Echec> {
        let emetteur =
            IssuerUrl::new(fournisseur.reglage.emetteur.clone()).map_err(|_| Echec::Injoignable)?;
        let lecture = ProviderMetadataWithLogout::discover_async(emetteur, &self.http);
        let issue = match tokio::time::timeout(patience, lecture).await {
            Ok(issue) => issue.map_err(|erreur| erreur.to_string()),
            Err(delai) => Err(delai.to_string()),
        };
        let maintenant = self.monde.maintenant();
        let mut connu = fournisseur.connaissance.write().await;
        match issue {
            Ok(lues) => {
                let lues = Arc::new(lues);
                *connu = Connaissance {
                    metadonnees: Some(Arc::clone(&lues)),
                    lue: Some(maintenant),
                    echec: None,
                };
                Ok(lues)
            }
            Err(erreur) => {
                let nom = &fournisseur.reglage.identifiant;
                tracing::warn!(fournisseur = nom, erreur, "fournisseur_injoignable");
                connu.echec = Some(maintenant);
                Err(Echec::Injoignable)
            }
        }
    }

    /// The documents we have, whatever their age; else those the provider gives at once.
    async fn metadonnees_sans_attendre(
        &self,
        fournisseur: &Fournisseur,
    ) -> Option<Arc<ProviderMetadataWithLogout>> {
        let connu = fournisseur.connaissance.read().await.clone();
        match connu.metadonnees {
            Some(metadonnees) => Some(metadonnees),
            None if recent(connu.echec, self.monde.maintenant(), REPOS) => None,
            None => self.lire(fournisseur, PATIENCE).await.ok(),
        }
    }

    fn client(&self, f: &Fournisseur, metadonnees: &ProviderMetadataWithLogout) -> Option<Client> {
        let client = CoreClient::from_provider_metadata(
            metadonnees.clone(),
            openidconnect::ClientId::new(f.reglage.client_id.clone()),
            Some(openidconnect::ClientSecret::new(f.reglage.secret.clone())),
        );
        let retour = openidconnect::RedirectUrl::new(self.retour.clone()).ok()?;
        let client = client.set_auth_type(presentation(metadonnees));
        Some(client.set_redirect_uri(retour))
    }

    /// Reads every provider's documents, so that the first person does not wait.
    pub(crate) async fn prechauffer(&self) {
        for fournisseur in &self.liste {
            // A failure is logged there and shown by `/sante`.
            let _ = self.metadonnees(fournisseur, false).await;
        }
    }

    /// Whether every provider answered well the last time it was asked anything. One that has not
    /// been asked for a while is asked now, by one request at a time.
    pub(crate) async fn en_etat(&self) -> bool {
        let mut tous = true;
        for fournisseur in &self.liste {
            tous &= self.repond(fournisseur).await;
        }
        tous
    }

    async fn repond(&self, fournisseur: &Fournisseur) -> bool {
        let connu = fournisseur.connaissance.read().await.clone();
        let maintenant = self.monde.maintenant();
        let recent = match connu.echec {
            Some(_) => recent(connu.echec, maintenant, REPOS),
            None => recent(connu.lue, maintenant, CONFIANCE),
        };
        match fournisseur.sonde.try_lock() {
            Ok(_seule) if !recent => self.lire(fournisseur, PATIENCE).await.is_ok(),
            _ => connu.echec.is_none(),
        }
    }

    /// Origins that forms may lead to: the providers', as far as they are known.
    pub(crate) fn origines(&self) -> Vec<String> {
        let mut origines = Vec::new();
        for fournisseur in &self.liste {
            let mut adresses = vec![Url::parse(&fournisseur.reglage.emetteur).ok()];
            if let Ok(connu) = fournisseur.connaissance.try_read()
                && let Some(m) = &connu.metadonnees
            {
                let fin = &m.additional_metadata().end_session_endpoint;
                adresses.push(Some(m.authorization_endpoint().url().clone()));
                adresses.push(fin.as_ref().map(|f| f.url().clone()));
            }
            origines.extend(
                adresses
                    .into_iter()
                    .flatten()
                    .map(|url| url.origin().ascii_serialization()),
            );
        }
        origines.sort();
        origines.dedup();
        origines
    }
}

/// How to show our secret: in the header, unless the provider only reads it in the body.
fn presentation(metadonnees: &ProviderMetadataWithLogout) -> AuthType {
    match metadonnees.token_endpoint_auth_methods_supported() {
        Some(admis)
            if admis.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !admis.contains(&CoreClientAuthMethod::ClientSecretBasic) =>
        {
            AuthType::RequestBody
        }
        _ => AuthType::BasicAuth,
    }
}

/// Whether it happened less than `duree` ago.
fn recent(quand: Option<Timestamp>, maintenant: Timestamp, duree: Duration) -> bool {
    quand.is_some_and(|quand| maintenant.duration_since(quand).unsigned_abs() < duree)
}

fn est_local(emetteur: &str) -> bool {
    Url::parse(emetteur).is_ok_and(|url| match url.host() {
        Some(url::Host::Domain(nom)) => nom == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    })
}
