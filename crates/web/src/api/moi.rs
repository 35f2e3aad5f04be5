//! Whom the token acts for, and how far: the first request of a program.

use application::comptes;
use axum::response::Response;
use domaine::droits::Portee;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;

use super::conditions::{Conditions, SiAutreVersion};
use super::porteur::Programme;
use super::probleme::{Code, Probleme};
use super::{ligne, mots};
use crate::routes::{Acces, Route};

/// La personne au nom de qui le programme agit, et son jeton.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Moi {
    /// Le compte.
    compte: Compte,
    /// Le jeton.
    jeton: Jeton,
}

/// Une personne.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Compte {
    /// Identifiant.
    id: Uuid,
    /// Prénom et nom.
    nom: String,
    /// Adresse électronique.
    courriel: String,
}

/// Ce que le jeton permet.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Jeton {
    /// Identifiant ; le secret n’est jamais redonné.
    id: Uuid,
    /// Lecture seule, ou lecture et écriture.
    #[schema(schema_with = mots::mot::<Portee>)]
    portee: Portee,
    /// Les seuls services qu’il voit ; `null` pour tous ceux de la personne.
    services: Option<Vec<Uuid>>,
}

pub(super) fn table() -> Vec<Route> {
    vec![ligne(Acces::Connecte, Portee::Lecture, routes!(moi))]
}

/// Savoir pour qui le jeton agit
///
/// Utile pour vérifier un jeton : la personne, la portée et les services.
#[utoipa::path(
    get, path = "/api/v1/moi", tag = "Jeton", operation_id = "lireMoi",
    params(SiAutreVersion),
    responses((status = 200, description = "La personne et son jeton", body = Moi)),
)]
async fn moi(programme: Programme, conditions: Conditions) -> Result<Response, Probleme> {
    let compte = comptes::moi(&programme.ctx).await?;
    let delegation = programme.delegation().ok_or(Code::JetonInvalide)?;
    let limites = delegation.services.as_ref();
    let moi = Moi {
        compte: Compte {
            id: compte.id,
            nom: compte.profil.nom_affiche(),
            courriel: compte.profil.email,
        },
        jeton: Jeton {
            id: delegation.jeton,
            portee: delegation.portee,
            services: limites.map(|s| s.iter().copied().collect()),
        },
    };
    Ok(conditions.lue(0, &moi))
}
