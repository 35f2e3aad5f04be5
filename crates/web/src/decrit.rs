//! A described service, opened for whoever asks for one of its pages.
//!
//! Invariant: a page that needs measures takes a [`Decrit`], so that a draft (F28) always gets the
//! same page: finish the description first.

use std::sync::Arc;

use application::Context;
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
        let ouvert = match demande(parts, app).await {
            Ok((ctx, id)) => acces::ouvrir(&ctx, id).await.map_err(Erreur::from),
            Err(erreur) => Err(erreur),
        };
        let service = ouvert.map_err(IntoResponse::into_response)?;
        decrit(parts, app, service).await
    }
}

/// The same, with the members of the service, in order of arrival.
pub(crate) struct DecritAvecMembres(pub(crate) Decrit, pub(crate) Vec<(Uuid, String)>);

impl FromRequestParts<App> for DecritAvecMembres {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let ouvert = match demande(parts, app).await {
            Ok((ctx, id)) => acces::ouvrir_avec_membres(&ctx, id)
                .await
                .map_err(Erreur::from),
            Err(erreur) => Err(erreur),
        };
        let (service, membres) = ouvert.map_err(IntoResponse::into_response)?;
        Ok(Self(decrit(parts, app, service).await?, membres))
    }
}

async fn decrit(parts: &mut Parts, app: &App, service: ServiceOuvert) -> Result<Decrit, Response> {
    match service.bilan.clone() {
        Some(bilan) => Ok(Decrit { service, bilan }),
        None => Err(brouillon(parts, app, &service).await.into_response()),
    }
}

/// Who asks, and for which service.
async fn demande(parts: &mut Parts, app: &App) -> Result<(Context, Uuid), Erreur> {
    let personne = Personne::from_request_parts(parts, app).await?;
    let chemin = RawPathParams::from_request_parts(parts, app).await.ok();
    let id = chemin
        .as_ref()
        .and_then(|p| p.iter().find(|(nom, _)| *nom == "id"));
    let id = id
        .and_then(|(_, id)| Uuid::parse_str(id).ok())
        .ok_or(application::Error::Introuvable)?;
    Ok((app.monde.pour(personne.compte), id))
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
