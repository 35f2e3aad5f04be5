//! A signed-in person making a request: what nearly every handler starts from.
//!
//! Invariant: whoever holds an [`Acteur`] is signed in; use cases get their context from it and
//! nowhere else.

use application::Context;
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::Response,
};
use domaine::catalogue::Catalogue;
use ui::{Vue, gabarit::Ton};

use crate::{App, Erreur, Visiteur, visiteur::Personne};

/// A signed-in person, the context of what they ask, and the frame of the page they get.
pub(crate) struct Acteur {
    pub(crate) ctx: Context,
    app: App,
    visiteur: Visiteur,
}

impl Acteur {
    /// The catalogue services are evaluated with.
    pub(crate) fn catalogue(&self) -> &'static Catalogue {
        self.ctx.catalogue()
    }

    /// The page, inside the frame of this person.
    ///
    /// # Errors
    ///
    /// The database does not answer, or the system has no random bytes.
    pub(crate) async fn page(&self, vue: &impl Vue) -> Result<Response, Erreur> {
        self.visiteur.page(&self.app, vue).await
    }

    /// The same page with another status: a form given back, a conflict.
    ///
    /// # Errors
    ///
    /// As [`Acteur::page`].
    pub(crate) async fn page_avec(
        &self,
        status: StatusCode,
        vue: &impl Vue,
    ) -> Result<Response, Erreur> {
        self.visiteur.page_avec(&self.app, status, vue).await
    }

    /// Leaves a message for the next page this person sees.
    ///
    /// # Errors
    ///
    /// The database does not answer.
    pub(crate) async fn annoncer(&self, ton: Ton, texte: impl Into<String>) -> Result<(), Erreur> {
        self.visiteur.annoncer(ton, texte).await
    }
}

impl FromRequestParts<App> for Acteur {
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Erreur> {
        let personne = Personne::from_request_parts(parts, app).await?;
        Ok(Self {
            ctx: app.monde.pour(personne.compte),
            app: app.clone(),
            visiteur: Visiteur::from_request_parts(parts, app).await?,
        })
    }
}
