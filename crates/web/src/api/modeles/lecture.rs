//! Reading models.

use application::modeles::{self, Modele as Lu};
use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::partage::OrganisationPartagee;
use crate::api::conditions::{Conditions, SiAutreVersion};
use crate::api::contenu::ContenuLu;
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::{Code, Probleme};
use crate::chemin::Chemin;

/// Un modèle de mesure.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Modele {
    /// Identifiant.
    pub(super) id: Uuid,
    /// Version. Elle est aussi dans l’étiquette (`ETag`).
    #[schema(minimum = 1)]
    pub(super) version: i64,
    /// Ce qu’il dit.
    contenu: ContenuLu,
    /// La personne du jeton en est l’auteur : elle seule le change.
    mien: bool,
    /// Nom de l’auteur, quand c’est quelqu’un d’autre.
    auteur: Option<String>,
    /// Organisation avec laquelle il est partagé ; `null` s’il est personnel.
    organisation: Option<OrganisationPartagee>,
    /// Dernier changement.
    modifie_le: Timestamp,
    /// Suppression ; `null` s’il n’est pas supprimé.
    supprime_le: Option<Timestamp>,
}

impl From<Lu> for Modele {
    fn from(m: Lu) -> Self {
        Self {
            id: m.id,
            version: m.version,
            contenu: ContenuLu::new(m.contenu, &m.origine),
            mien: m.mien,
            auteur: m.auteur,
            organisation: m.organisation.map(OrganisationPartagee::from),
            modifie_le: m.modifie_le,
            supprime_le: m.supprime_le,
        }
    }
}

/// A living model the person sees.
pub(super) async fn un(programme: &Programme, id: Uuid) -> Result<Modele, Probleme> {
    let modele = Modele::from(modeles::modele(&programme.ctx, id).await?);
    match modele.supprime_le {
        None => Ok(modele),
        Some(_) => Err(Code::Introuvable.into()),
    }
}

/// Lister les modèles
///
/// Ceux de la personne et ceux que l’on partage avec elle, par titre. Un jeton limité à certains
/// services n’en voit aucun.
#[utoipa::path(
    get, path = "/api/v1/modeles", tag = "Modèles", operation_id = "listerModeles",
    params(Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de modèles", body = Page<Modele>)),
)]
pub(super) async fn lister_modeles(
    programme: Programme,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let lus = modeles::visibles(&programme.ctx).await?;
    page(lus, &conditions, &demande)
}

/// Lister les modèles supprimés
///
/// Ceux que la personne peut reprendre, les derniers supprimés d’abord.
#[utoipa::path(
    get, path = "/api/v1/modeles/corbeille", tag = "Modèles",
    operation_id = "listerModelesSupprimes",
    params(Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de modèles", body = Page<Modele>)),
)]
pub(super) async fn lister_corbeille(
    programme: Programme,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let lus = modeles::supprimes(&programme.ctx).await?;
    page(lus, &conditions, &demande)
}

fn page(lus: Vec<Lu>, conditions: &Conditions, demande: &Demande) -> Result<Response, Probleme> {
    let tous = lus.into_iter().map(Modele::from).collect();
    let page = demande.couper(tous, |m: &Modele| m.id.to_string())?;
    Ok(conditions.lue(0, &page))
}

/// Lire un modèle
#[utoipa::path(
    get, path = "/api/v1/modeles/{modele}", tag = "Modèles", operation_id = "lireModele",
    params(("modele" = Uuid, Path, description = "Le modèle"), SiAutreVersion),
    responses((status = 200, description = "Le modèle", body = Modele)),
)]
pub(super) async fn lire_modele(
    programme: Programme,
    Chemin(id): Chemin<Uuid>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let modele = un(&programme, id).await?;
    Ok(conditions.lue(modele.version, &modele))
}
