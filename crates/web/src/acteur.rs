//! A signed-in person making a request: what nearly every handler starts from.
//!
//! Invariant: whoever holds an [`Acteur`] is signed in; use cases get their context from it and
//! nowhere else.

use application::Context;
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use domaine::catalogue::Catalogue;
use ui::{
    Vue,
    gabarit::{Avis, Ton},
};

use crate::{App, Erreur, Visiteur, connexion, visiteur::Personne};

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

    /// What the cookie of the session holds; handlers that list sessions only need it.
    pub(crate) fn id_de_session(&self) -> [u8; 16] {
        self.visiteur.id_de_session().unwrap_or_default()
    }

    /// Ends the session, here and at the provider.
    pub(crate) async fn sortir(&self) -> Result<Response, Erreur> {
        connexion::sortir(&self.app, &self.visiteur).await
    }

    /// The name of a provider of the configuration.
    pub(crate) fn nom_du_fournisseur(&self, identifiant: &str) -> Option<&str> {
        let trouve = self.app.fournisseurs.trouver(identifiant);
        trouve.map(|f| f.reglage.nom.as_str())
    }

    /// The name of the provider at that address, if it is still in the configuration.
    pub(crate) fn fournisseur(&self, emetteur: &str) -> Option<&str> {
        let liste = self.app.fournisseurs.liste().iter();
        let mut connus = liste.filter(|f| f.reglage.emetteur == emetteur);
        connus.next().map(|f| f.reglage.nom.as_str())
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

    /// A form given back as it was typed: it says what is wrong.
    ///
    /// # Errors
    ///
    /// As [`Acteur::page`].
    pub(crate) async fn refuser(&self, vue: &impl Vue) -> Result<Response, Erreur> {
        self.page_avec(StatusCode::UNPROCESSABLE_ENTITY, vue).await
    }

    /// A form that was sent once, then changed after coming back to it, given back as it was
    /// typed, ready to be sent again.
    ///
    /// # Errors
    ///
    /// The system has no random bytes.
    pub(crate) fn deja_envoye(&self, vue: &impl Vue) -> Result<Response, Erreur> {
        let avis = Avis {
            ton: Ton::Alerte,
            texte: "Ce formulaire a déjà été envoyé avec d’autres réponses. Relisez-les, puis enregistrez à nouveau.".to_owned(),
        };
        let page = self.visiteur.rendre(&self.app, vue, Some(&avis))?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
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
