//! Whom a model is shared with.

use application::modeles::{Partager, partager};
use axum::{http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::lecture::{Modele, un};
use crate::api::conditions::{Conditions, SiVersion, Version, ecrite};
use crate::api::corps::Corps;
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Une organisation avec laquelle un modèle est partagé.
#[derive(Serialize, ToSchema)]
pub(super) struct OrganisationPartagee {
    /// Identifiant.
    id: Uuid,
    /// Nom.
    nom: String,
}

impl From<(Uuid, String)> for OrganisationPartagee {
    fn from((id, nom): (Uuid, String)) -> Self {
        Self { id, nom }
    }
}

/// Avec qui partager un modèle.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Partage {
    /// L’organisation ; `null` le rend personnel.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required = true)]
    organisation: Option<Uuid>,
}

/// Partager un modèle
///
/// Les personnes qui ont un rôle sur un service de cette organisation le voient ; seul son auteur
/// le change.
#[utoipa::path(
    put, path = "/api/v1/modeles/{modele}/partage", tag = "Modèles",
    operation_id = "partagerModele",
    params(("modele" = Uuid, Path, description = "Le modèle"), SiVersion),
    request_body = Partage,
    responses((status = 200, description = "Le modèle", body = Modele)),
)]
pub(super) async fn partager_modele(
    programme: Programme,
    Chemin(modele): Chemin<Uuid>,
    Version(version): Version,
    conditions: Conditions,
    Corps(partage): Corps<Partage>,
) -> Result<Response, Probleme> {
    let commande = Partager {
        operation: conditions.operation(&programme.ctx),
        modele,
        organisation: partage.organisation,
        version: Some(version),
    };
    let actuel = un(&programme, modele);
    if let Err(erreur) = partager(&programme.ctx, &commande).await {
        return Err(Probleme::d_ecriture(erreur, actuel).await);
    }
    let modele = actuel.await?;
    Ok(ecrite(StatusCode::OK, modele.version, &modele))
}
