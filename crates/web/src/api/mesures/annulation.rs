//! Taking back a change to a selection of measures.

use application::mesures::{Annulation, AnnulerLot, annuler_lot};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::conditions::{Conditions, Repetable};
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::api::services::indice;
use crate::chemin::Chemin;

/// Ce qu’une annulation a donné.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AnnulationFaite {
    /// Mesures qui ont repris leurs valeurs d’avant.
    rendues: Vec<String>,
    /// Mesures laissées telles quelles : quelqu’un les a changées depuis, ou elles ont quitté le
    /// service.
    laissees: Vec<String>,
    /// Indice cyber du service ensuite, de 0 à 5.
    #[schema(minimum = 0, maximum = 5)]
    indice_cyber: Option<f64>,
}

impl From<Annulation> for AnnulationFaite {
    fn from(a: Annulation) -> Self {
        Self {
            rendues: a.rendues,
            laissees: a.laissees,
            indice_cyber: a.indice.map(indice),
        }
    }
}

/// Annuler un changement de plusieurs mesures
///
/// Chaque mesure reprend ses valeurs d’avant, sauf celles que quelqu’un a changées depuis : elles
/// restent en place, et « laissees » les nomme. Seule la personne qui a fait le changement peut
/// l’annuler, pendant 24 heures ; sinon la réponse est 404.
#[utoipa::path(
    post, path = "/api/v1/services/{id}/lots/{operation}/annuler", tag = "Mesures",
    operation_id = "annulerLot",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("operation" = Uuid, Path, description = "Valeur de « operation » du changement"),
        Repetable,
    ),
    responses((status = 200, description = "Ce qui a été rendu", body = AnnulationFaite)),
)]
pub(super) async fn annuler(
    programme: Programme,
    Chemin((service, lot)): Chemin<(Uuid, Uuid)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let commande = AnnulerLot {
        operation: conditions.operation(&programme.ctx),
        service,
        lot,
    };
    let annulation = annuler_lot(&programme.ctx, &commande).await?;
    Ok(Json(AnnulationFaite::from(annulation)).into_response())
}
