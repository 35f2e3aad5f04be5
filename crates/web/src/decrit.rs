//! A described service, opened for whoever asks for one of its pages.
//!
//! Invariant: a page that needs measures takes a [`Decrit`], so that a draft (F28) always gets the
//! same page: finish the description first.

use std::sync::Arc;

use application::acces::{self, Bilan, ServiceOuvert};
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use domaine::droits::Action;
use ui::gabarit::{Bande, SectionService};
use ui::pages::etat_des_lieux::Brouillon;
use uuid::Uuid;

use crate::pages::bande::bande;
use crate::{App, Erreur, Visiteur, visiteur::Personne};

/// A service of the path's `{id}`, with what the engine found.
pub(crate) struct Decrit {
    pub(crate) service: ServiceOuvert,
    pub(crate) bilan: Arc<Bilan>,
}

impl Decrit {
    /// The band of the service, with the section on screen.
    pub(crate) fn bande(&self, section: SectionService) -> Bande {
        bande(&self.service, section)
    }

    /// Whether the person may say where measures stand.
    pub(crate) fn modifiable(&self) -> bool {
        self.service.peut(Action::Securiser)
    }
}

impl FromRequestParts<App> for Decrit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let service = ouvrir(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        match service.bilan.clone() {
            Some(bilan) => Ok(Self { service, bilan }),
            None => Err(brouillon(parts, app, &service).await.into_response()),
        }
    }
}

async fn ouvrir(parts: &mut Parts, app: &App) -> Result<ServiceOuvert, Erreur> {
    let personne = Personne::from_request_parts(parts, app).await?;
    let chemin = RawPathParams::from_request_parts(parts, app).await.ok();
    let id = chemin
        .as_ref()
        .and_then(|p| p.iter().find(|(nom, _)| *nom == "id"));
    let id = id
        .and_then(|(_, id)| Uuid::parse_str(id).ok())
        .ok_or(application::Error::Introuvable)?;
    Ok(acces::ouvrir(&app.monde.pour(personne.compte), id).await?)
}

async fn brouillon(
    parts: &mut Parts,
    app: &App,
    service: &ServiceOuvert,
) -> Result<Response, Erreur> {
    let visiteur = Visiteur::from_request_parts(parts, app).await?;
    let section = match parts.uri.path().split('/').nth(3) {
        Some("mesures") => SectionService::Mesures,
        Some("indice-cyber" | "prochaines-actions") => SectionService::IndiceCyber,
        Some("risques") => SectionService::Risques,
        _ => SectionService::EtatDesLieux,
    };
    let vue = Brouillon {
        bande: bande(service, section),
        modifiable: service.peut(Action::Decrire),
    };
    visiteur.page_avec(app, StatusCode::CONFLICT, &vue).await
}
