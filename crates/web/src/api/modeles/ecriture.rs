//! Making models, changing what they say, deleting them and taking them back.

use application::modeles::{
    Creer, Modifier, Restaurer, Supprimer, creer, modifier, restaurer, supprimer,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

use super::lecture::{Modele, un};
use crate::api::conditions::{Conditions, Repetable, SiVersion, Version, creee, ecrite};
use crate::api::contenu::{ContenuDemande, ContenuNouveau};
use crate::api::corps::Corps;
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Créer un modèle
///
/// Il est personnel : le partager est une autre demande.
#[utoipa::path(
    post, path = "/api/v1/modeles", tag = "Modèles", operation_id = "creerModele",
    params(Repetable), request_body = ContenuNouveau,
    responses((status = 201, description = "Le modèle", body = Modele)),
)]
pub(super) async fn creer_modele(
    programme: Programme,
    conditions: Conditions,
    Corps(nouveau): Corps<ContenuNouveau>,
) -> Result<Response, Probleme> {
    let (contenu, origine) = nouveau.lu()?;
    let commande = Creer {
        operation: conditions.operation(&programme.ctx),
        contenu,
        origine,
    };
    let cree = creer(&programme.ctx, &commande).await?;
    let modele = un(&programme, cree.modele).await?;
    let adresse = format!("/api/v1/modeles/{}", cree.modele);
    Ok(creee(&adresse, modele.version, &modele))
}

/// Remplacer ce que dit un modèle
///
/// Seul son auteur le change. Les mesures qui en ont été copiées restent comme elles sont.
#[utoipa::path(
    put, path = "/api/v1/modeles/{modele}", tag = "Modèles", operation_id = "remplacerModele",
    params(("modele" = Uuid, Path, description = "Le modèle"), SiVersion),
    request_body = ContenuDemande,
    responses((status = 200, description = "Le modèle", body = Modele)),
)]
pub(super) async fn remplacer_modele(
    programme: Programme,
    Chemin(modele): Chemin<Uuid>,
    Version(version): Version,
    conditions: Conditions,
    Corps(contenu): Corps<ContenuDemande>,
) -> Result<Response, Probleme> {
    let commande = Modifier {
        operation: conditions.operation(&programme.ctx),
        modele,
        version,
        contenu: contenu.into(),
        stricte: true,
    };
    let actuel = un(&programme, modele);
    if let Err(erreur) = modifier(&programme.ctx, &commande).await {
        return Err(Probleme::d_ecriture(erreur, actuel).await);
    }
    let modele = actuel.await?;
    Ok(ecrite(StatusCode::OK, modele.version, &modele))
}

/// Supprimer un modèle
///
/// Son auteur peut le reprendre pendant 30 jours.
#[utoipa::path(
    delete, path = "/api/v1/modeles/{modele}", tag = "Modèles", operation_id = "supprimerModele",
    params(("modele" = Uuid, Path, description = "Le modèle"), SiVersion),
    responses((status = 204, description = "Le modèle est supprimé")),
)]
pub(super) async fn supprimer_modele(
    programme: Programme,
    Chemin(modele): Chemin<Uuid>,
    Version(version): Version,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let commande = Supprimer {
        operation: conditions.operation(&programme.ctx),
        modele,
        version: Some(version),
    };
    if let Err(erreur) = supprimer(&programme.ctx, &commande).await {
        return Err(Probleme::d_ecriture(erreur, un(&programme, modele)).await);
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Reprendre un modèle supprimé
#[utoipa::path(
    post, path = "/api/v1/modeles/{modele}/restaurer", tag = "Modèles",
    operation_id = "restaurerModele",
    params(("modele" = Uuid, Path, description = "Le modèle"), Repetable),
    responses((status = 200, description = "Le modèle", body = Modele)),
)]
pub(super) async fn restaurer_modele(
    programme: Programme,
    Chemin(modele): Chemin<Uuid>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let commande = Restaurer {
        operation: conditions.operation(&programme.ctx),
        modele,
    };
    restaurer(&programme.ctx, &commande).await?;
    let modele = un(&programme, modele).await?;
    Ok(ecrite(StatusCode::OK, modele.version, &modele))
}
