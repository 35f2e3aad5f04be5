//! Who administers an organisation.

use application::organisations::{Geste, ModifierAdministrateurs, modifier_administrateurs};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::fiche::{Organisation, une};
use crate::api::conditions::{Conditions, Repetable, ecrite};
use crate::api::corps::Corps;
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Qui nommer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ANommer {
    /// Courriel d’une personne qui s’est déjà connectée.
    #[schema(max_length = 254)]
    courriel: String,
}

/// Nommer un administrateur
///
/// Il peut tout faire sur les services de l’organisation, présents et à venir.
#[utoipa::path(
    post, path = "/api/v1/organisations/{organisation}/administrateurs", tag = "Organisations",
    operation_id = "nommerAdministrateur",
    params(("organisation" = Uuid, Path, description = "L’organisation"), Repetable),
    request_body = ANommer,
    responses((status = 200, description = "L’organisation", body = Organisation)),
)]
pub(super) async fn nommer_administrateur(
    programme: Programme,
    Chemin(organisation): Chemin<Uuid>,
    conditions: Conditions,
    Corps(a_nommer): Corps<ANommer>,
) -> Result<Response, Probleme> {
    let geste = Geste::Nommer {
        courriel: a_nommer.courriel,
    };
    modifier(&programme, organisation, &conditions, geste).await?;
    let lue = une(&programme, organisation).await?;
    Ok(ecrite(StatusCode::OK, lue.version, &lue))
}

/// Retirer un administrateur
///
/// Ses rôles sur des services restent. Le dernier reste tant que l’organisation publie une démarche
/// ou déclare des mesures.
#[utoipa::path(
    delete, path = "/api/v1/organisations/{organisation}/administrateurs/{administrateur}",
    tag = "Organisations", operation_id = "retirerAdministrateur",
    params(
        ("organisation" = Uuid, Path, description = "L’organisation"),
        ("administrateur" = Uuid, Path, description = "Son compte"),
        Repetable,
    ),
    responses((status = 204, description = "Il n’administre plus l’organisation")),
)]
pub(super) async fn retirer_administrateur(
    programme: Programme,
    Chemin((organisation, compte)): Chemin<(Uuid, Uuid)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    modifier(
        &programme,
        organisation,
        &conditions,
        Geste::Retirer(compte),
    )
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn modifier(
    programme: &Programme,
    organisation: Uuid,
    conditions: &Conditions,
    geste: Geste,
) -> Result<(), Probleme> {
    let commande = ModifierAdministrateurs {
        operation: conditions.operation(&programme.ctx),
        organisation,
        geste,
    };
    Ok(modifier_administrateurs(&programme.ctx, &commande).await?)
}
