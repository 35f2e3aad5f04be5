//! Which measures weigh on which risks, both ways: what the catalogue says, and links made by hand.
//!
//! Invariant: a link has no version: making one that is there, or undoing one that is not, changes
//! nothing.

use application::risques::{Lier, RisquesOuverts, lier, ouvrir};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domaine::risques::{OrigineLien, id_propre};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::conditions::{Conditions, Repetable, SiAutreVersion};
use crate::api::mots::mot;
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Une mesure qui pèse sur un risque.
#[derive(Serialize, ToSchema)]
struct Lien {
    /// Le risque.
    risque: String,
    /// La mesure.
    mesure: String,
    /// Du catalogue, ou fait à la main par l’équipe.
    #[schema(schema_with = mot::<OrigineLien>)]
    origine: OrigineLien,
}

/// Every link of a service, risk by risk, in the order of its risks.
fn tous(ouverts: &RisquesOuverts) -> Result<Vec<Lien>, Probleme> {
    let (service, modele) = (&ouverts.service, &ouverts.service.catalogue.risques);
    let calcules = service.risques_calcules()?.into_iter();
    let calcules = calcules.map(|c| modele.risque(&c.evalue).id.clone());
    let propres = service.risques.presents().map(|(n, _)| id_propre(n));
    let mut liens = Vec::new();
    for risque in calcules.chain(propres) {
        for (mesure, origine) in ouverts.couverture.mesures(&risque) {
            liens.push(Lien {
                risque: risque.clone(),
                mesure: mesure.to_owned(),
                origine,
            });
        }
    }
    Ok(liens)
}

/// Lister les liens entre risques et mesures
///
/// Risque par risque : les mesures qui pèsent sur lui, d’après le catalogue ou d’après l’équipe.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/liens", tag = "Risques", operation_id = "listerLiens",
    params(("id" = Uuid, Path, description = "Le service"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de liens", body = Page<Lien>)),
)]
pub(super) async fn lister_liens(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let ouverts = ouvrir(&programme.ctx, service).await?;
    let page = demande.couper(tous(&ouverts)?, |l: &Lien| {
        format!("{}:{}", l.risque, l.mesure)
    })?;
    Ok(conditions.lue(0, &page))
}

/// Lier une mesure à un risque
///
/// Une mesure spécifique à tout risque, toute mesure à un risque propre au service : les autres
/// liens sont ceux du catalogue.
#[utoipa::path(
    put, path = "/api/v1/services/{id}/risques/{risque}/mesures/{mesure}", tag = "Risques",
    operation_id = "lierMesureRisque",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque"),
        ("mesure" = String, Path, description = "La mesure"),
        Repetable,
    ),
    responses((status = 204, description = "La mesure et le risque sont liés")),
)]
pub(super) async fn poser_lien(
    programme: Programme,
    Chemin(couple): Chemin<(Uuid, String, String)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    changer(&programme, couple, &conditions, false).await
}

/// Délier une mesure d’un risque
#[utoipa::path(
    delete, path = "/api/v1/services/{id}/risques/{risque}/mesures/{mesure}", tag = "Risques",
    operation_id = "delierMesureRisque",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque"),
        ("mesure" = String, Path, description = "La mesure"),
        Repetable,
    ),
    responses((status = 204, description = "La mesure et le risque ne sont plus liés")),
)]
pub(super) async fn retirer_lien(
    programme: Programme,
    Chemin(couple): Chemin<(Uuid, String, String)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    changer(&programme, couple, &conditions, true).await
}

async fn changer(
    programme: &Programme,
    (service, risque, mesure): (Uuid, String, String),
    conditions: &Conditions,
    delier: bool,
) -> Result<Response, Probleme> {
    let commande = Lier {
        operation: conditions.operation(&programme.ctx),
        service,
        mesure,
        risque,
        delier,
    };
    lier(&programme.ctx, &commande).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
