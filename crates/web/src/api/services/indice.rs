//! The index of a service.

use application::acces;
use axum::response::Response;
use domaine::indice::Indice;
use domaine::vocabulaire::Categorie;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::conditions::{Conditions, SiAutreVersion};
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Un indice, de 0 à 5, sans arrondi.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FiguresIndice)]
pub(in crate::api) struct Figures {
    /// Toutes catégories confondues.
    #[schema(minimum = 0, maximum = 5)]
    total: f64,
    /// Gouvernance.
    #[schema(minimum = 0, maximum = 5)]
    gouvernance: f64,
    /// Protection.
    #[schema(minimum = 0, maximum = 5)]
    protection: f64,
    /// Défense.
    #[schema(minimum = 0, maximum = 5)]
    defense: f64,
    /// Résilience.
    #[schema(minimum = 0, maximum = 5)]
    resilience: f64,
}

impl From<&Indice> for Figures {
    fn from(i: &Indice) -> Self {
        Self {
            total: i.total,
            gouvernance: i.categorie(Categorie::Gouvernance),
            protection: i.categorie(Categorie::Protection),
            defense: i.categorie(Categorie::Defense),
            resilience: i.categorie(Categorie::Resilience),
        }
    }
}

/// Part des mesures qui ont un statut.
#[derive(Serialize, ToSchema)]
#[schema(as = Completude)]
pub(in crate::api) struct Taux {
    /// Mesures qui ont un statut.
    faites: u32,
    /// Mesures du service.
    total: u32,
    /// Part, de 0 à 1.
    #[schema(minimum = 0, maximum = 1)]
    taux: f64,
}

/// L’indice cyber d’un service.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct IndiceCyber {
    /// Sur les mesures du catalogue.
    indice_cyber: Figures,
    /// Avec les mesures spécifiques et sans les mesures écartées.
    indice_cyber_personnalise: Figures,
    /// Part des mesures qui ont un statut.
    completude: Taux,
}

/// Lire l’indice cyber
#[utoipa::path(
    get, path = "/api/v1/services/{id}/indice-cyber", tag = "Indice cyber",
    operation_id = "lireIndiceCyber",
    params(("id" = Uuid, Path, description = "Le service"), SiAutreVersion),
    responses((status = 200, description = "L’indice cyber", body = IndiceCyber)),
)]
pub(super) async fn lire(
    programme: Programme,
    Chemin(id): Chemin<Uuid>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let service = acces::ouvrir(&programme.ctx, id).await?;
    let evaluation = &service.bilan()?.evaluation;
    let indice = IndiceCyber {
        indice_cyber: (&evaluation.indice).into(),
        indice_cyber_personnalise: (&evaluation.indice_personnalise).into(),
        completude: Taux {
            faites: evaluation.completude.faites,
            total: evaluation.completude.total,
            taux: evaluation.completude.taux(),
        },
    };
    Ok(conditions.lue(0, &indice))
}
