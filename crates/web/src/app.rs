//! What every handler shares: the world, the settings, the providers, the theme.

use std::{path::PathBuf, sync::Arc};

use application::Environnement;
use stockage::ports::Alea;
use ui::gabarit::Ressources;
use url::Url;

use crate::{
    api::Quotas,
    assets::Assets,
    oidc::{Fournisseurs, ReglageFournisseur},
    passages::Passages,
    session::Durees,
};

/// What the operator decides, as far as pages are concerned.
pub struct Reglages {
    /// The address people use, without a path.
    pub url_publique: Url,
    /// The identity providers, in the order of the sign-in page.
    pub fournisseurs: Vec<ReglageFournisseur>,
    /// A directory of theme files that come before ours.
    pub theme: Option<PathBuf>,
    /// What the legal pages say.
    pub mentions: Mentions,
    /// `mss demo`: a banner says so.
    pub demonstration: bool,
    /// Requests a token may make each minute.
    pub quota: u32,
    /// How long sessions last.
    pub sessions: Durees,
}

/// Requests a token may make each minute, when the operator does not say.
pub const QUOTA: u32 = 600;

/// Legal mentions; empty when not filled in.
#[derive(Debug, Default, Clone)]
pub struct Mentions {
    /// Who publishes this installation.
    pub editeur: String,
    /// Director of publication.
    pub directeur: String,
    /// An e-mail address.
    pub contact: String,
    /// Who hosts it.
    pub hebergeur: String,
    /// How to reach the data protection officer.
    pub contact_dpo: String,
}

/// Shared by all requests. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Interne>);

/// What [`App`] gives access to.
pub struct Interne {
    pub(crate) monde: Environnement,
    pub(crate) alea: Arc<dyn Alea>,
    pub(crate) url_publique: Url,
    pub(crate) mentions: Mentions,
    pub(crate) demonstration: bool,
    pub(crate) quotas: Quotas,
    pub(crate) sessions: Durees,
    pub(crate) fournisseurs: Fournisseurs,
    pub(crate) assets: Assets,
    pub(crate) ressources: Ressources,
    pub(crate) passages: Passages,
}

/// The application cannot be put together.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operator's theme cannot be read.
    #[error("le dossier du thème est illisible : {0}")]
    Theme(#[from] std::io::Error),
    /// The client of the identity providers cannot be made.
    #[error("le client des fournisseurs d’identité ne démarre pas : {0}")]
    Http(#[from] openidconnect::reqwest::Error),
}

impl App {
    /// Puts the application together. Nothing is fetched yet.
    ///
    /// # Errors
    ///
    /// The theme directory cannot be read, or TLS cannot be set up.
    pub fn new(
        monde: Environnement,
        alea: Arc<dyn Alea>,
        reglages: Reglages,
    ) -> Result<Self, Error> {
        let assets = Assets::charger(reglages.theme.as_deref())?;
        let ressources = assets.ressources();
        let fournisseurs = Fournisseurs::new(
            reglages.fournisseurs,
            &reglages.url_publique,
            monde.clone(),
            Arc::clone(&alea),
        )?;
        Ok(Self(Arc::new(Interne {
            monde,
            alea,
            url_publique: reglages.url_publique,
            mentions: reglages.mentions,
            demonstration: reglages.demonstration,
            quotas: Quotas::new(reglages.quota),
            sessions: reglages.sessions,
            fournisseurs,
            assets,
            ressources,
            passages: Passages::default(),
        })))
    }

    /// Reads the identity providers' documents, so that the first person does not wait.
    pub async fn prechauffer(&self) {
        self.fournisseurs.prechauffer().await;
    }

    /// The addresses of the style sheets, for a page that is not made by `ui`.
    #[must_use]
    pub fn feuilles(&self) -> Vec<String> {
        self.assets.feuilles()
    }

    /// Whether people reach us over TLS.
    pub(crate) fn est_https(&self) -> bool {
        self.url_publique.scheme() == "https"
    }
}

impl std::ops::Deref for App {
    type Target = Interne;

    fn deref(&self) -> &Interne {
        &self.0
    }
}
