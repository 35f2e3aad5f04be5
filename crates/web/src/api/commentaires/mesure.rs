//! Comments on a measure.

use application::commentaires::Objet;
use axum::response::Response;
use uuid::Uuid;

use super::{Commentaire, Sujet, Texte};
use crate::api::conditions::{Conditions, Repetable, SiAutreVersion};
use crate::api::corps::Corps;
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

fn sujet(programme: Programme, service: Uuid, mesure: String, conditions: Conditions) -> Sujet {
    Sujet {
        programme,
        service,
        objet: Objet::Mesure(mesure),
        conditions,
    }
}

/// Lister les commentaires d’une mesure
///
/// Le plus récent d’abord.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/mesures/{mesure}/commentaires", tag = "Commentaires",
    operation_id = "listerCommentairesMesure",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure"),
        Demande,
        SiAutreVersion,
    ),
    responses((status = 200, description = "Une page de commentaires", body = Page<Commentaire>)),
)]
pub(super) async fn lister_sur_mesure(
    programme: Programme,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let sujet = sujet(programme, service, mesure, conditions);
    sujet.lister(&demande).await
}

/// Commenter une mesure
#[utoipa::path(
    post, path = "/api/v1/services/{id}/mesures/{mesure}/commentaires", tag = "Commentaires",
    operation_id = "commenterMesure",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure"),
        Repetable,
    ),
    request_body = Texte,
    responses((status = 201, description = "Le commentaire", body = Commentaire)),
)]
pub(super) async fn ajouter_sur_mesure(
    programme: Programme,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    conditions: Conditions,
    Corps(corps): Corps<Texte>,
) -> Result<Response, Probleme> {
    let liste = format!("/api/v1/services/{service}/mesures/{mesure}/commentaires");
    let sujet = sujet(programme, service, mesure, conditions);
    sujet.ajouter(corps.texte, &liste).await
}

/// Lire un commentaire d’une mesure
#[utoipa::path(
    get, path = "/api/v1/services/{id}/mesures/{mesure}/commentaires/{commentaire}",
    tag = "Commentaires", operation_id = "lireCommentaireMesure",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure"),
        ("commentaire" = Uuid, Path, description = "Le commentaire"),
        SiAutreVersion,
    ),
    responses((status = 200, description = "Le commentaire", body = Commentaire)),
)]
pub(super) async fn lire_sur_mesure(
    programme: Programme,
    Chemin((service, mesure, commentaire)): Chemin<(Uuid, String, Uuid)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let sujet = sujet(programme, service, mesure, conditions);
    sujet.lire(commentaire).await
}

/// Corriger un commentaire d’une mesure
///
/// Chacun ne change que les siens.
#[utoipa::path(
    put, path = "/api/v1/services/{id}/mesures/{mesure}/commentaires/{commentaire}",
    tag = "Commentaires", operation_id = "corrigerCommentaireMesure",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure"),
        ("commentaire" = Uuid, Path, description = "Le commentaire"),
        Repetable,
    ),
    request_body = Texte,
    responses((status = 200, description = "Le commentaire", body = Commentaire)),
)]
pub(super) async fn modifier_sur_mesure(
    programme: Programme,
    Chemin((service, mesure, commentaire)): Chemin<(Uuid, String, Uuid)>,
    conditions: Conditions,
    Corps(corps): Corps<Texte>,
) -> Result<Response, Probleme> {
    let sujet = sujet(programme, service, mesure, conditions);
    sujet.modifier(commentaire, corps.texte).await
}

/// Supprimer un commentaire d’une mesure
///
/// Chacun ne supprime que les siens. Le texte est effacé, du journal aussi.
#[utoipa::path(
    delete, path = "/api/v1/services/{id}/mesures/{mesure}/commentaires/{commentaire}",
    tag = "Commentaires", operation_id = "supprimerCommentaireMesure",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure"),
        ("commentaire" = Uuid, Path, description = "Le commentaire"),
        Repetable,
    ),
    responses((status = 204, description = "Le commentaire est supprimé")),
)]
pub(super) async fn supprimer_sur_mesure(
    programme: Programme,
    Chemin((service, mesure, commentaire)): Chemin<(Uuid, String, Uuid)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let sujet = sujet(programme, service, mesure, conditions);
    sujet.supprimer(commentaire).await
}
