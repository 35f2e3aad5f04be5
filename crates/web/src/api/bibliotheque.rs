//! The complementary measures delivered with the product, to copy from.

use axum::response::Response;
use domaine::complements::{Complement, RoleComplement};
use domaine::droits::Portee;
use domaine::specifiques::Origine;
use domaine::vocabulaire::Effort;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::conditions::{Conditions, SiAutreVersion};
use super::contenu::ContenuLu;
use super::ligne;
use super::mots::mot;
use super::page::{Demande, Page};
use super::porteur::Programme;
use super::probleme::{Code, Probleme};
use crate::chemin::Chemin;
use crate::routes::{Acces, Route};

/// Une mesure complémentaire de la bibliothèque.
#[derive(Serialize, ToSchema)]
struct MesureBibliotheque {
    /// Identifiant.
    id: String,
    /// Ce qu’elle dit.
    contenu: ContenuLu,
    /// Sujet.
    theme: String,
    /// Qui la réalise le plus souvent.
    #[schema(schema_with = mot::<RoleComplement>)]
    role: RoleComplement,
    /// Le travail demandé.
    #[schema(schema_with = mot::<Effort>)]
    effort: Effort,
}

impl From<&Complement> for MesureBibliotheque {
    fn from(c: &Complement) -> Self {
        Self {
            id: c.id.clone(),
            contenu: ContenuLu::new(c.contenu.clone(), &Origine::Aucune),
            theme: c.theme.clone(),
            role: c.role,
            effort: c.effort,
        }
    }
}

pub(super) fn table() -> Vec<Route> {
    vec![
        ligne(Acces::Connecte, Portee::Lecture, routes!(lister)),
        ligne(Acces::Connecte, Portee::Lecture, routes!(lire)),
    ]
}

/// Lister la bibliothèque
///
/// Les mesures complémentaires livrées avec le produit : aucune n’est jamais évaluée.
#[utoipa::path(
    get, path = "/api/v1/bibliotheque", tag = "Modèles", operation_id = "listerBibliotheque",
    params(Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de mesures", body = Page<MesureBibliotheque>)),
)]
async fn lister(
    programme: Programme,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let toutes = programme.ctx.complements().mesures().iter();
    let toutes = toutes.map(MesureBibliotheque::from).collect();
    let page = demande.couper(toutes, |m: &MesureBibliotheque| m.id.clone())?;
    Ok(conditions.lue(0, &page))
}

/// Lire une mesure de la bibliothèque
#[utoipa::path(
    get, path = "/api/v1/bibliotheque/{complement}", tag = "Modèles",
    operation_id = "lireMesureBibliotheque",
    params(("complement" = String, Path, description = "La mesure"), SiAutreVersion),
    responses((status = 200, description = "La mesure", body = MesureBibliotheque)),
)]
async fn lire(
    programme: Programme,
    Chemin(id): Chemin<String>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let mesure = programme.ctx.complements().trouver(&id);
    let mesure = MesureBibliotheque::from(mesure.ok_or(Code::Introuvable)?);
    Ok(conditions.lue(0, &mesure))
}
