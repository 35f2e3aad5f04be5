//! Whom a model is shared with.

use application::modeles::{Partager, organisations, partager};
use axum::{http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::lecture::{Modele, un};
use crate::api::conditions::{Conditions, SiAutreVersion, SiVersion, Version, ecrite};
use crate::api::corps::Corps;
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Une organisation pour laquelle la personne travaille.
#[derive(Serialize, ToSchema)]
pub(super) struct Organisation {
    /// Identifiant.
    id: Uuid,
    /// Nom.
    nom: String,
}

impl From<(Uuid, String)> for Organisation {
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

/// Lister les organisations
///
/// Celles pour lesquelles la personne travaille : un modèle peut être partagé avec elles.
#[utoipa::path(
    get, path = "/api/v1/organisations", tag = "Modèles", operation_id = "listerOrganisations",
    params(Demande, SiAutreVersion),
    responses((status = 200, description = "Une page d’organisations", body = Page<Organisation>)),
)]
pub(super) async fn lister_organisations(
    programme: Programme,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let siennes = organisations(&programme.ctx).await?.into_iter();
    let siennes = siennes.map(|o| Organisation::from((o.id, o.nom))).collect();
    let page = demande.couper(siennes, |o: &Organisation| o.id.to_string())?;
    Ok(conditions.lue(0, &page))
}
