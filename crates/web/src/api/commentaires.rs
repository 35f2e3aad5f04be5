//! What the team writes about a measure or a risk.
//!
//! Invariant: a comment is its author's alone, so it needs no version.

use application::commentaires::{
    Commentaire as Lu, Commenter, Geste, Objet, commentaires, commenter,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domaine::droits::{Action, Portee};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;

use super::conditions::{Conditions, Repetable, SiAutreVersion, ecrite};
use super::corps::Corps;
use super::ligne;
use super::page::Page;
use super::porteur::Programme;
use super::probleme::{Code, Probleme};
use crate::chemin::Chemin;
use crate::routes::{Acces, Route};

/// Un commentaire.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Commentaire {
    /// Identifiant.
    id: Uuid,
    /// Compte de l’auteur.
    auteur: Uuid,
    /// Nom de l’auteur.
    nom: Option<String>,
    /// Texte.
    texte: String,
    /// Écriture.
    cree_le: Timestamp,
    /// Dernière correction.
    modifie_le: Option<Timestamp>,
}

/// Le texte d’un commentaire.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Texte {
    /// Le texte.
    #[schema(min_length = 1, max_length = 3000)]
    texte: String,
}

impl From<Lu> for Commentaire {
    fn from(c: Lu) -> Self {
        Self {
            id: c.id,
            auteur: c.auteur,
            nom: c.nom,
            texte: c.texte,
            cree_le: c.cree_le,
            modifie_le: c.modifie_le,
        }
    }
}

pub(super) fn table() -> Vec<Route> {
    use Portee::{Ecriture, Lecture};
    let (lire, commenter) = (
        Acces::Service(Action::Lire),
        Acces::Service(Action::Commenter),
    );
    vec![
        ligne(lire, Lecture, routes!(lister_sur_mesure)),
        ligne(commenter, Ecriture, routes!(ajouter_sur_mesure)),
        ligne(lire, Lecture, routes!(lister_sur_risque)),
        ligne(commenter, Ecriture, routes!(ajouter_sur_risque)),
    ]
}

async fn lister(
    programme: &Programme,
    service: Uuid,
    objet: &Objet,
    conditions: &Conditions,
) -> Result<Response, Probleme> {
    let lus = commentaires(&programme.ctx, service, objet).await?;
    let page = Page {
        elements: lus.into_iter().map(Commentaire::from).collect(),
        suivant: None,
    };
    Ok(conditions.lue(0, &page))
}

async fn ajouter(
    programme: &Programme,
    service: Uuid,
    objet: Objet,
    conditions: &Conditions,
    texte: String,
) -> Result<Response, Probleme> {
    let commande = Commenter {
        operation: conditions.operation(&programme.ctx),
        service,
        objet,
        geste: Geste::Ajouter { texte },
    };
    let id = commenter(&programme.ctx, &commande).await?;
    let lus = commentaires(&programme.ctx, service, &commande.objet).await?;
    let ecrit = lus.into_iter().find(|c| c.id == id);
    let commentaire = Commentaire::from(ecrit.ok_or(Code::Introuvable)?);
    Ok(ecrite(StatusCode::CREATED, 0, &commentaire).into_response())
}

/// Lire les commentaires d’une mesure
///
/// Les 200 derniers, le plus récent d’abord.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/mesures/{mesure}/commentaires", tag = "Commentaires",
    operation_id = "listerCommentairesMesure",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure"),
        SiAutreVersion,
    ),
    responses((status = 200, description = "Les commentaires", body = Page<Commentaire>)),
)]
async fn lister_sur_mesure(
    programme: Programme,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    lister(&programme, service, &Objet::Mesure(mesure), &conditions).await
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
async fn ajouter_sur_mesure(
    programme: Programme,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    conditions: Conditions,
    Corps(corps): Corps<Texte>,
) -> Result<Response, Probleme> {
    ajouter(
        &programme,
        service,
        Objet::Mesure(mesure),
        &conditions,
        corps.texte,
    )
    .await
}

/// Lire les commentaires d’un risque
///
/// Les 200 derniers, le plus récent d’abord.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/risques/{risque}/commentaires", tag = "Commentaires",
    operation_id = "listerCommentairesRisque",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque"),
        SiAutreVersion,
    ),
    responses((status = 200, description = "Les commentaires", body = Page<Commentaire>)),
)]
async fn lister_sur_risque(
    programme: Programme,
    Chemin((service, risque)): Chemin<(Uuid, String)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    lister(&programme, service, &Objet::Risque(risque), &conditions).await
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
async fn ajouter_sur_risque(
    programme: Programme,
    Chemin((service, risque)): Chemin<(Uuid, String)>,
    conditions: Conditions,
    Corps(corps): Corps<Texte>,
) -> Result<Response, Probleme> {
    ajouter(
        &programme,
        service,
        Objet::Risque(risque),
        &conditions,
        corps.texte,
    )
    .await
}
