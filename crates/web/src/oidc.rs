//! OpenID Connect client, for any number of providers (rules 1114, 1438).
//!
//! Invariant: nothing a provider says is believed before its signature, issuer, audience, nonce
//! and dates are checked, and nothing of it leaves the server.

use std::{sync::Arc, time::Duration};

use application::Environnement;
use openidconnect::{
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, ProviderMetadataWithLogout,
    core::CoreClient, reqwest,
};
use stockage::ports::Alea;
use tokio::sync::RwLock;
use url::Url;

mod demande;
mod verification;

pub(crate) use demande::Tentative;
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
/// After a failure, the provider is left alone this long by background checks.
const REPOS: Duration = Duration::from_secs(30);

/// What the operator says of a provider.
#[derive(Clone)]
pub struct ReglageFournisseur {
    /// Short name, used in the sign-in form.
    pub identifiant: String,
    /// The name on the button.
    pub nom: String,
    /// The issuer, letter by letter.
    pub emetteur: String,
    /// Our identifier there.
    pub client_id: String,
    /// Our secret there.
    pub secret: String,
    /// Scopes asked besides `openid`.
    pub scopes: Vec<String>,
    /// Whether the provider accepts PKCE.
    pub pkce: bool,
    /// Whether the answer about the person must be a signed token.
    pub userinfo_signe: bool,
}

/// Why nobody was signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Echec {
    /// The provider does not answer, or answers nonsense.
    #[error("the identity provider does not answer")]
    Injoignable,
    /// No attempt matches: too old, already used, or from another browser.
    #[error("no sign-in attempt matches")]
    Perimee,
    /// The person gave up, or the provider refused them.
    #[error("the identity provider refused")]
    Refusee,
    /// The provider reports an error of its own.
    #[error("the identity provider reports an error")]
    Fournisseur,
    /// A check failed: signature, issuer, audience, nonce or dates.
    #[error("the identity provider's answer failed a check")]
    Invalide,
    /// The provider gave no usable e-mail address.
    #[error("the identity provider gave no e-mail address")]
    SansCourriel,
}

#[derive(Default)]
struct Connaissance {
    metadonnees: Option<Arc<ProviderMetadataWithLogout>>,
    lue: Option<jiff::Timestamp>,
    echec: Option<jiff::Timestamp>,
}

/// One provider and what we know of it.
pub(crate) struct Fournisseur {
    pub(crate) reglage: ReglageFournisseur,
    connaissance: RwLock<Connaissance>,
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
            .timeout(Duration::from_secs(10));
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

    /// The provider's documents, fetched again when an hour old or when `frais` asks for it.
    /// Old ones serve while the provider is down.
    async fn metadonnees(
        &self,
        fournisseur: &Fournisseur,
        frais: bool,
    ) -> Result<Arc<ProviderMetadataWithLogout>, Echec> {
        let maintenant = self.monde.maintenant();
        if !frais {
            let connu = fournisseur.connaissance.read().await;
            let recent = connu
                .lue
                .is_some_and(|lue| plus_jeune(lue, maintenant, FRAICHEUR));
            if let (true, Some(metadonnees)) = (recent, &connu.metadonnees) {
                return Ok(Arc::clone(metadonnees));
            }
        }
        let emetteur =
            IssuerUrl::new(fournisseur.reglage.emetteur.clone()).map_err(|_| Echec::Injoignable)?;
        let lues = ProviderMetadataWithLogout::discover_async(emetteur, &self.http).await;
        let mut connu = fournisseur.connaissance.write().await;
        match lues {
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
                tracing::warn!(fournisseur = nom, %erreur, "fournisseur_injoignable");
                connu.echec = Some(maintenant);
                connu.metadonnees.clone().ok_or(Echec::Injoignable)
            }
        }
    }

    fn client(&self, f: &Fournisseur, metadonnees: &ProviderMetadataWithLogout) -> Option<Client> {
        let client = CoreClient::from_provider_metadata(
            metadonnees.clone(),
            openidconnect::ClientId::new(f.reglage.client_id.clone()),
            Some(openidconnect::ClientSecret::new(f.reglage.secret.clone())),
        );
        let retour = openidconnect::RedirectUrl::new(self.retour.clone()).ok()?;
        Some(client.set_redirect_uri(retour))
    }

    /// Reads every provider's documents, so that the first person does not wait.
    pub(crate) async fn prechauffer(&self) {
        for fournisseur in &self.liste {
            // A failure is logged there and shown by `/sante`.
            let _ = self.metadonnees(fournisseur, false).await;
        }
    }

    /// Whether the last answer of every provider was a good one; one that failed more than
    /// [`REPOS`] ago is asked again.
    pub(crate) async fn en_etat(&self) -> bool {
        let maintenant = self.monde.maintenant();
        let mut tous = true;
        for fournisseur in &self.liste {
            let echec = fournisseur.connaissance.read().await.echec;
            tous &= match echec {
                None => true,
                Some(echec) if plus_jeune(echec, maintenant, REPOS) => false,
                Some(_) => self.metadonnees(fournisseur, true).await.is_ok(),
            };
        }
        tous
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

fn plus_jeune(instant: jiff::Timestamp, maintenant: jiff::Timestamp, duree: Duration) -> bool {
    maintenant.duration_since(instant).unsigned_abs() < duree
}

fn est_local(emetteur: &str) -> bool {
    Url::parse(emetteur).is_ok_and(|url| match url.host() {
        Some(url::Host::Domain(nom)) => nom == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    })
}
