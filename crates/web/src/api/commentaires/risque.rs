//! Comments on a risk.

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

fn sujet(programme: Programme, service: Uuid, risque: String, conditions: Conditions) -> Sujet {
    Sujet {
        programme,
        service,
        objet: Objet::Risque(risque),
        conditions,
    }
}

/// Lister les commentaires d’un risque
///
/// Le plus récent d’abord.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/risques/{risque}/commentaires", tag = "Commentaires",
    operation_id = "listerCommentairesRisque",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque"),
        Demande,
        SiAutreVersion,
    ),
    responses((status = 200, description = "Une page de commentaires", body = Page<Commentaire>)),
)]
pub(super) async fn lister_sur_risque(
    programme: Programme,
    Chemin((service, risque)): Chemin<(Uuid, String)>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let sujet = sujet(programme, service, risque, conditions);
    sujet.lister(&demande).await
}

/// Commenter un risque
#[utoipa::path(
    post, path = "/api/v1/services/{id}/risques/{risque}/commentaires", tag = "Commentaires",
    operation_id = "commenterRisque",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque"),
        Repetable,
    ),
    request_body = Texte,
    responses((status = 201, description = "Le commentaire", body = Commentaire)),
)]
pub(super) async fn ajouter_sur_risque(
    programme: Programme,
    Chemin((service, risque)): Chemin<(Uuid, String)>,
    conditions: Conditions,
    Corps(corps): Corps<Texte>,
) -> Result<Response, Probleme> {
    let liste = format!("/api/v1/services/{service}/risques/{risque}/commentaires");
    let sujet = sujet(programme, service, risque, conditions);
    sujet.ajouter(corps.texte, &liste).await
}

/// Lire un commentaire d’un risque
#[utoipa::path(
    get, path = "/api/v1/services/{id}/risques/{risque}/commentaires/{commentaire}",
    tag = "Commentaires", operation_id = "lireCommentaireRisque",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque"),
        ("commentaire" = Uuid, Path, description = "Le commentaire"),
        SiAutreVersion,
    ),
    responses((status = 200, description = "Le commentaire", body = Commentaire)),
)]
pub(super) async fn lire_sur_risque(
    programme: Programme,
    Chemin((service, risque, commentaire)): Chemin<(Uuid, String, Uuid)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let sujet = sujet(programme, service, risque, conditions);
    sujet.lire(commentaire).await
}

/// Corriger un commentaire d’un risque
///
/// Chacun ne change que les siens.
#[utoipa::path(
    put, path = "/api/v1/services/{id}/risques/{risque}/commentaires/{commentaire}",
    tag = "Commentaires", operation_id = "corrigerCommentaireRisque",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque"),
        ("commentaire" = Uuid, Path, description = "Le commentaire"),
        Repetable,
    ),
    request_body = Texte,
    responses((status = 200, description = "Le commentaire", body = Commentaire)),
)]
pub(super) async fn modifier_sur_risque(
    programme: Programme,
    Chemin((service, risque, commentaire)): Chemin<(Uuid, String, Uuid)>,
    conditions: Conditions,
    Corps(corps): Corps<Texte>,
) -> Result<Response, Probleme> {
    let sujet = sujet(programme, service, risque, conditions);
    sujet.modifier(commentaire, corps.texte).await
}

/// Supprimer un commentaire d’un risque
///
/// Chacun ne supprime que les siens. Le texte est effacé, du journal aussi.
#[utoipa::path(
    delete, path = "/api/v1/services/{id}/risques/{risque}/commentaires/{commentaire}",
    tag = "Commentaires", operation_id = "supprimerCommentaireRisque",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque"),
        ("commentaire" = Uuid, Path, description = "Le commentaire"),
        Repetable,
    ),
    responses((status = 204, description = "Le commentaire est supprimé")),
)]
pub(super) async fn supprimer_sur_risque(
    programme: Programme,
    Chemin((service, risque, commentaire)): Chemin<(Uuid, String, Uuid)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let sujet = sujet(programme, service, risque, conditions);
    sujet.supprimer(commentaire).await
}
