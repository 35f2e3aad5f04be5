//! Changing the follow-up of measures: one, or a selection.
//!
//! Invariant: one measure starts from the version the program read, and nothing is merged; in a
//! selection each measure says its version, and has its own outcome.

use std::collections::{BTreeMap, BTreeSet};

use application::Error;
use application::acces;
use application::mesures::{self, Issue, Lot, Modifier, ModifierLot};
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domaine::EnumSet;
use domaine::suivi::{ChampMesure, Priorite, SuiviMesure};
use domaine::vocabulaire::Statut;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::lecture::Mesure;
use crate::api::conditions::{Conditions, Repetable, SiVersion, Version, ecrite};
use crate::api::corps::{Octets, lire};
use crate::api::jour;
use crate::api::mots::mot_ou_nul;
use crate::api::porteur::Programme;
use crate::api::probleme::{Code, Probleme};
use crate::api::services::indice;
use crate::chemin::Chemin;

/// Le suivi d’une mesure. Statut, « je ne sais pas » et « plus tard » s’excluent ; un motif est
/// obligatoire pour une mesure écartée (`nonFait`).
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Suivi {
    /// Où elle en est.
    #[schema(schema_with = mot_ou_nul::<Statut>, required = false)]
    statut: Option<Statut>,
    /// « Je ne sais pas ».
    #[schema(required = false)]
    incertaine: bool,
    /// « Plus tard ».
    #[schema(required = false)]
    reportee: bool,
    /// Pourquoi elle est écartée.
    #[schema(max_length = 1000, required = false)]
    motif: String,
    /// Modalités de mise en œuvre.
    #[schema(max_length = 5000, required = false)]
    details: String,
    /// Priorité.
    #[schema(schema_with = mot_ou_nul::<Priorite>, required = false)]
    priorite: Option<Priorite>,
    /// Échéance, de 2000-01-01 à 2199-12-31.
    #[schema(required = false)]
    #[serde(deserialize_with = "jour::lire")]
    echeance: Option<Date>,
    /// Comptes des responsables, membres du service.
    #[schema(required = false, max_items = 100)]
    responsables: BTreeSet<Uuid>,
}

/// Le même changement pour plusieurs mesures.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LotDemande {
    /// Les mesures, 300 au plus.
    #[schema(min_items = 1, max_items = 300)]
    mesures: Vec<MesureDuLot>,
    /// Ce qui change ; les champs absents restent.
    changement: Suivi,
}

/// Une mesure d’un lot.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MesureDuLot {
    /// Identifiant.
    #[schema(max_length = 30)]
    id: String,
    /// Version de laquelle on part.
    #[schema(minimum = 0)]
    version: i64,
}

/// Ce qu’un lot a donné.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LotFait {
    /// De quoi annuler ce changement pendant 24 heures.
    operation: Uuid,
    /// Une issue par mesure.
    resultats: Vec<ResultatDuLot>,
    /// Indice cyber du service ensuite, de 0 à 5.
    #[schema(minimum = 0, maximum = 5)]
    indice_cyber: Option<f64>,
}

/// Ce qu’un lot a donné pour une mesure.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ResultatDuLot {
    /// Identifiant.
    id: String,
    /// `modifiee`, `inchangee`, `conflit` (quelqu’un a changé le même champ depuis), `absente`.
    issue: &'static str,
    /// Version ensuite, quand elle a changé.
    version: Option<i64>,
}

/// Longest identifier of a measure, in characters.
const ID_MAX: usize = 30;

const REPONSE: [&str; 4] = ["statut", "incertaine", "reportee", "motif"];

/// The fields of the follow-up a JSON object gives.
fn champs(objet: &Value) -> EnumSet<ChampMesure> {
    let noms = objet.as_object().into_iter().flat_map(|o| o.keys());
    noms.filter_map(|nom| {
        if REPONSE.contains(&nom.as_str()) {
            Some(ChampMesure::Reponse)
        } else {
            ChampMesure::depuis_id(nom)
        }
    })
    .collect()
}

impl Suivi {
    fn lu(self) -> Result<SuiviMesure, Probleme> {
        let reponses = [self.statut.is_some(), self.incertaine, self.reportee];
        if reponses.iter().filter(|r| **r).count() > 1 {
            let message = "Choisissez entre un statut, « je ne sais pas » et « plus tard ».";
            return Err(Probleme::from(Code::SaisieInvalide).sur(
                "statut",
                "valeurInvalide",
                message,
            ));
        }
        Ok(SuiviMesure {
            statut: self.statut,
            incertaine: self.incertaine,
            reportee: self.reportee,
            motif: self.motif,
            details: self.details,
            priorite: self.priorite,
            echeance: self.echeance,
            responsables: self.responsables,
        })
    }
}

/// A reason goes with a measure that is declined, and is never dropped in silence.
fn motif_a_sa_place(suivi: &SuiviMesure) -> Result<(), Probleme> {
    if suivi.motif.trim().is_empty() || suivi.statut == Some(Statut::NonFait) {
        return Ok(());
    }
    let message = "Un motif accompagne une mesure écartée, de statut « nonFait ».";
    Err(Probleme::from(Code::SaisieInvalide).sur("motif", "valeurInvalide", message))
}

/// Remplacer le suivi d’une mesure
///
/// Les champs absents reprennent leur valeur vide.
#[utoipa::path(
    put, path = "/api/v1/services/{id}/mesures/{mesure}", tag = "Mesures",
    operation_id = "remplacerMesure",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure"),
        SiVersion,
    ),
    request_body = Suivi,
    responses((status = 200, description = "La mesure", body = Mesure)),
)]
pub(super) async fn remplacer_mesure(
    programme: Programme,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    Version(version): Version,
    conditions: Conditions,
    Octets(corps): Octets,
) -> Result<Response, Probleme> {
    let saisie = lire::<Suivi>(&corps)?.lu()?;
    motif_a_sa_place(&saisie)?;
    let commande = Modifier {
        operation: conditions.operation(&programme.ctx),
        service,
        mesure,
        version,
        champs: EnumSet::all(),
        saisie,
        stricte: true,
    };
    enregistrer(&programme, &commande).await
}

/// Changer des champs du suivi d’une mesure
///
/// Les champs absents restent. Le statut, « je ne sais pas », « plus tard » et le motif forment un
/// seul champ : en donner un remplace les autres, sauf le motif, qui s’ajoute au statut actuel.
#[utoipa::path(
    patch, path = "/api/v1/services/{id}/mesures/{mesure}", tag = "Mesures",
    operation_id = "modifierMesure",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure"),
        SiVersion,
    ),
    request_body = Suivi,
    responses((status = 200, description = "La mesure", body = Mesure)),
)]
pub(super) async fn modifier_mesure(
    programme: Programme,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    Version(version): Version,
    conditions: Conditions,
    Octets(corps): Octets,
) -> Result<Response, Probleme> {
    let mut saisie = lire::<Suivi>(&corps)?.lu()?;
    let objet: Value = lire(&corps)?;
    let motif_seul =
        objet.get("motif").is_some() && REPONSE[..3].iter().all(|nom| objet.get(nom).is_none());
    if motif_seul {
        // The version says whether this is still true when it is written.
        let ouvert = acces::ouvrir(&programme.ctx, service).await?;
        saisie.statut = ouvert.lignes.get(&mesure).and_then(|l| l.suivi.statut);
    }
    motif_a_sa_place(&saisie)?;
    let commande = Modifier {
        operation: conditions.operation(&programme.ctx),
        service,
        mesure,
        version,
        champs: champs(&objet),
        saisie,
        stricte: true,
    };
    enregistrer(&programme, &commande).await
}

async fn enregistrer(programme: &Programme, commande: &Modifier) -> Result<Response, Probleme> {
    match mesures::modifier(&programme.ctx, commande).await {
        Ok(_) => {
            let service = acces::ouvrir(&programme.ctx, commande.service).await?;
            let mesure = Mesure::de(&service, &commande.mesure)?;
            Ok(ecrite(StatusCode::OK, mesure.version, &mesure))
        }
        Err(Error::ConflitMesure(conflit)) => {
            let actuelle = Mesure::de(&conflit.service, &commande.mesure)?;
            Err(Probleme::from(Code::VersionDepassee).avec_actuel(&actuelle))
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// Changer plusieurs mesures à la fois
///
/// Le même changement, 300 mesures au plus. Chaque mesure a son issue : ce que quelqu’un a changé
/// entre-temps sur le même champ reste en place. « operation » permet de tout annuler ensuite.
#[utoipa::path(
    patch, path = "/api/v1/services/{id}/mesures", tag = "Mesures", operation_id = "modifierMesures",
    params(("id" = Uuid, Path, description = "Le service"), Repetable),
    request_body = LotDemande,
    responses((status = 200, description = "L’issue de chaque mesure", body = LotFait)),
)]
pub(super) async fn modifier_lot(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    Octets(corps): Octets,
) -> Result<Response, Probleme> {
    let lot: LotDemande = lire(&corps)?;
    let objet: Value = lire(&corps)?;
    if lot.mesures.iter().any(|m| m.id.chars().count() > ID_MAX) {
        let message = "L’identifiant d’une mesure a 30 caractères au plus.";
        return Err(Probleme::from(Code::SaisieInvalide).sur("mesures", "tropLong", message));
    }
    let nombre = lot.mesures.len();
    let mesures: BTreeMap<_, _> = lot.mesures.into_iter().map(|m| (m.id, m.version)).collect();
    if mesures.len() < nombre {
        let message = "Chaque mesure est donnée une fois.";
        return Err(Probleme::from(Code::SaisieInvalide).sur("mesures", "double", message));
    }
    let saisie = lot.changement.lu()?;
    motif_a_sa_place(&saisie)?;
    let commande = ModifierLot {
        operation: conditions.operation(&programme.ctx),
        service,
        mesures,
        champs: objet.get("changement").map(champs).unwrap_or_default(),
        saisie,
    };
    let fait = mesures::modifier_lot(&programme.ctx, &commande).await?;
    Ok(Json(LotFait::new(commande.operation, fait)).into_response())
}

impl LotFait {
    fn new(operation: Uuid, lot: Lot) -> Self {
        let resultats = lot.resultats.into_iter().map(|r| {
            let (issue, version) = match r.issue {
                Issue::Modifiee { version } => ("modifiee", Some(version)),
                Issue::Inchangee => ("inchangee", None),
                Issue::Conflit { .. } => ("conflit", None),
                Issue::Absente => ("absente", None),
            };
            ResultatDuLot {
                id: r.mesure,
                issue,
                version,
            }
        });
        Self {
            operation,
            resultats: resultats.collect(),
            indice_cyber: lot.indice.map(indice),
        }
    }
}
