//! The bin: putting a service in, seeing what it holds, taking it out.

use application::acces;
use application::services::{self, DansCorbeille, Restaurer, Supprimer};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::lecture::Service;
use crate::api::conditions::{Conditions, Repetable, SiAutreVersion, ecrite};
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Un service dans la corbeille.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ServiceSupprime {
    /// Identifiant.
    id: Uuid,
    /// Nom.
    nom: String,
    /// Suppression.
    supprime_le: Timestamp,
    /// Nom de la personne qui l’a supprimé.
    supprime_par: Option<String>,
    /// Effacement définitif.
    jusqu_au: Timestamp,
}

impl From<DansCorbeille> for ServiceSupprime {
    fn from(s: DansCorbeille) -> Self {
        Self {
            id: s.service,
            nom: s.nom,
            supprime_le: s.supprime_le,
            supprime_par: s.supprime_par,
            jusqu_au: s.jusqu_au,
        }
    }
}

/// Mettre un service à la corbeille
///
/// Il peut en être repris pendant 30 jours : aucune version n’est demandée.
#[utoipa::path(
    delete, path = "/api/v1/services/{id}", tag = "Services", operation_id = "supprimerService",
    params(("id" = Uuid, Path, description = "Le service"), Repetable),
    responses((status = 204, description = "Le service est dans la corbeille")),
)]
pub(super) async fn supprimer(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let commande = Supprimer {
        operation: conditions.operation(&programme.ctx),
        service,
    };
    services::supprimer(&programme.ctx, &commande).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Lister la corbeille
///
/// Les services que la personne peut reprendre, les derniers supprimés d’abord.
#[utoipa::path(
    get, path = "/api/v1/corbeille", tag = "Services", operation_id = "listerCorbeille",
    params(Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de la corbeille", body = Page<ServiceSupprime>)),
)]
pub(super) async fn lister(
    programme: Programme,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let lus = services::corbeille(&programme.ctx).await?;
    let lus = lus.into_iter().map(ServiceSupprime::from).collect();
    let page = demande.couper(lus, |s: &ServiceSupprime| s.id.to_string())?;
    Ok(conditions.lue(0, &page))
}

/// Reprendre un service de la corbeille
#[utoipa::path(
    post, path = "/api/v1/services/{id}/restaurer", tag = "Services",
    operation_id = "restaurerService",
    params(("id" = Uuid, Path, description = "Le service"), Repetable),
    responses((status = 200, description = "Le service", body = Service)),
)]
pub(super) async fn restaurer(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let commande = Restaurer {
        operation: conditions.operation(&programme.ctx),
        service,
    };
    services::restaurer(&programme.ctx, &commande).await?;
    let service = Service::from(acces::ouvrir(&programme.ctx, service).await?);
    Ok(ecrite(StatusCode::OK, service.version, &service))
}
