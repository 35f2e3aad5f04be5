//! The measures of a service's own: what they say. Their follow-up is that of any measure.

use application::Error;
use application::acces::{self, ServiceOuvert};
use application::specifiques::{
    AjouterSpecifique, ModifierSpecifique, RetirerSpecifique, Specifique, ajouter, modifier,
    retirer,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::conditions::{
    Conditions, Repetable, SiAutreVersion, SiVersion, Version, creee, ecrite,
};
use crate::api::contenu::{ContenuDemande, ContenuLu, ContenuNouveau};
use crate::api::corps::Corps;
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Une mesure spécifique.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MesureSpecifique {
    /// Identifiant (`SPE.1`) ; son suivi est celui de la mesure de cet identifiant.
    id: String,
    /// Version de ce qu’elle dit. Elle est aussi dans l’étiquette (`ETag`).
    #[schema(minimum = 1)]
    version: i64,
    /// Ce qu’elle dit.
    contenu: ContenuLu,
}

impl From<Specifique> for MesureSpecifique {
    fn from(s: Specifique) -> Self {
        Self {
            id: s.id,
            version: s.version,
            contenu: ContenuLu::new(s.contenu, &s.origine),
        }
    }
}

fn une(service: &ServiceOuvert, id: &str) -> Result<MesureSpecifique, Error> {
    service.bilan()?;
    Ok(service.specifique(id)?.clone().into())
}

/// Lister les mesures spécifiques
#[utoipa::path(
    get, path = "/api/v1/services/{id}/mesures-specifiques", tag = "Mesures spécifiques",
    operation_id = "listerMesuresSpecifiques",
    params(("id" = Uuid, Path, description = "Le service"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de mesures", body = Page<MesureSpecifique>)),
)]
pub(super) async fn lister_specifiques(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let service = acces::ouvrir(&programme.ctx, service).await?;
    service.bilan()?;
    let siennes = service.specifiques.into_iter().map(MesureSpecifique::from);
    let page = demande.couper(siennes.collect(), |m: &MesureSpecifique| m.id.clone())?;
    Ok(conditions.lue(0, &page))
}

/// Lire une mesure spécifique
#[utoipa::path(
    get, path = "/api/v1/services/{id}/mesures-specifiques/{mesure}", tag = "Mesures spécifiques",
    operation_id = "lireMesureSpecifique",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure : `SPE.1`"),
        SiAutreVersion,
    ),
    responses((status = 200, description = "La mesure", body = MesureSpecifique)),
)]
pub(super) async fn lire_specifique(
    programme: Programme,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let service = acces::ouvrir(&programme.ctx, service).await?;
    let mesure = une(&service, &mesure)?;
    Ok(conditions.lue(mesure.version, &mesure))
}

/// Ajouter une mesure spécifique
///
/// Écrite par l’équipe, ou copiée d’un modèle ou de la bibliothèque : « origine » dit alors duquel.
#[utoipa::path(
    post, path = "/api/v1/services/{id}/mesures-specifiques", tag = "Mesures spécifiques",
    operation_id = "ajouterMesureSpecifique",
    params(("id" = Uuid, Path, description = "Le service"), Repetable),
    request_body = ContenuNouveau,
    responses((status = 201, description = "La mesure", body = MesureSpecifique)),
)]
pub(super) async fn ajouter_specifique(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    Corps(nouveau): Corps<ContenuNouveau>,
) -> Result<Response, Probleme> {
    let (contenu, origine) = nouveau.lu()?;
    let commande = AjouterSpecifique {
        operation: conditions.operation(&programme.ctx),
        service,
        contenu,
        origine,
    };
    let ajoutee = ajouter(&programme.ctx, &commande).await?;
    let ouvert = acces::ouvrir(&programme.ctx, service).await?;
    let mesure = une(&ouvert, &ajoutee.id)?;
    let adresse = format!(
        "/api/v1/services/{service}/mesures-specifiques/{}",
        mesure.id
    );
    Ok(creee(&adresse, mesure.version, &mesure))
}

/// Remplacer ce que dit une mesure spécifique
#[utoipa::path(
    put, path = "/api/v1/services/{id}/mesures-specifiques/{mesure}", tag = "Mesures spécifiques",
    operation_id = "remplacerMesureSpecifique",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure"),
        SiVersion,
    ),
    request_body = ContenuDemande,
    responses((status = 200, description = "La mesure", body = MesureSpecifique)),
)]
pub(super) async fn remplacer_specifique(
    programme: Programme,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    Version(version): Version,
    conditions: Conditions,
    Corps(contenu): Corps<ContenuDemande>,
) -> Result<Response, Probleme> {
    let commande = ModifierSpecifique {
        operation: conditions.operation(&programme.ctx),
        service,
        mesure,
        version,
        contenu: contenu.into(),
        stricte: true,
    };
    let actuelle = lue(&programme, service, &commande.mesure);
    if let Err(erreur) = modifier(&programme.ctx, &commande).await {
        return Err(Probleme::d_ecriture(erreur, actuelle).await);
    }
    let mesure = actuelle.await?;
    Ok(ecrite(StatusCode::OK, mesure.version, &mesure))
}

/// Retirer une mesure spécifique
///
/// Elle peut être rétablie ensuite, telle qu’elle était.
#[utoipa::path(
    delete, path = "/api/v1/services/{id}/mesures-specifiques/{mesure}",
    tag = "Mesures spécifiques", operation_id = "retirerMesureSpecifique",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure"),
        SiVersion,
    ),
    responses((status = 204, description = "La mesure est retirée")),
)]
pub(super) async fn retirer_specifique(
    programme: Programme,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    Version(version): Version,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let commande = RetirerSpecifique {
        operation: conditions.operation(&programme.ctx),
        service,
        mesure,
        retablir: false,
        version: Some(version),
    };
    if let Err(erreur) = retirer(&programme.ctx, &commande).await {
        let actuelle = lue(&programme, service, &commande.mesure);
        return Err(Probleme::d_ecriture(erreur, actuelle).await);
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Rétablir une mesure spécifique retirée
///
/// Elle revient avec son suivi.
#[utoipa::path(
    post, path = "/api/v1/services/{id}/mesures-specifiques/{mesure}/restaurer",
    tag = "Mesures spécifiques", operation_id = "restaurerMesureSpecifique",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure"),
        Repetable,
    ),
    responses((status = 200, description = "La mesure", body = MesureSpecifique)),
)]
pub(super) async fn restaurer_specifique(
    programme: Programme,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let commande = RetirerSpecifique {
        operation: conditions.operation(&programme.ctx),
        service,
        mesure,
        retablir: true,
        version: None,
    };
    retirer(&programme.ctx, &commande).await?;
    let mesure = lue(&programme, service, &commande.mesure).await?;
    Ok(ecrite(StatusCode::OK, mesure.version, &mesure))
}

async fn lue(programme: &Programme, service: Uuid, id: &str) -> Result<MesureSpecifique, Probleme> {
    let ouvert = acces::ouvrir(&programme.ctx, service).await?;
    Ok(une(&ouvert, id)?)
}
