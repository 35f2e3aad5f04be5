//! Evaluating a service without storing anything: `mss evaluer` for programs (rules 1100, PD1-T4).

mod decrite;

use application::evaluation::{Options, evaluer};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domaine::droits::Portee;
use serde::Deserialize;
use utoipa_axum::routes;

use super::corps::Octets;
use super::ligne;
use super::porteur::Programme;
use super::probleme::{Code, Probleme};
use crate::routes::{Acces, Route};
pub(super) use decrite::StatutOuNul;
use decrite::{Cas, Resultat};

/// Problems said back, at most.
const PROBLEMES_MAX: usize = 100;

#[derive(Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
struct Demande {
    /// Accepter un niveau de besoins inférieur au niveau requis.
    #[param(required = false, default = false)]
    niveau_libre: Option<bool>,
}

pub(super) fn table() -> Vec<Route> {
    vec![ligne(
        Acces::Connecte,
        Portee::Lecture,
        routes!(evaluer_cas),
    )]
}

/// Évaluer un service sans rien enregistrer
///
/// Le niveau requis, les mesures et leurs raisons, l’indice et les risques d’un service décrit en
/// JSON. Le même calcul que pour un service enregistré et que `mss evaluer`.
#[utoipa::path(
    post, path = "/api/v1/evaluation", tag = "Évaluation", operation_id = "evaluer",
    params(Demande), request_body = Cas,
    responses((status = 200, description = "Le résultat", body = Resultat)),
)]
async fn evaluer_cas(
    programme: Programme,
    demande: Result<Query<Demande>, QueryRejection>,
    Octets(corps): Octets,
) -> Result<Response, Probleme> {
    let Query(demande) = demande?;
    let texte = std::str::from_utf8(&corps).map_err(|_| Code::CorpsIllisible)?;
    let options = Options {
        niveau_libre: demande.niveau_libre.unwrap_or_default(),
    };
    match evaluer(programme.ctx.catalogue(), texte, options) {
        Ok(resultat) => Ok(Json(resultat).into_response()),
        Err(problemes) if serde_json::from_str::<serde::de::IgnoredAny>(texte).is_err() => {
            drop(problemes);
            Err(Code::CorpsIllisible.into())
        }
        Err(problemes) => Err(problemes
            .into_iter()
            .take(PROBLEMES_MAX)
            .fold(Code::SaisieInvalide.into(), |probleme: Probleme, p| {
                probleme.sur(&p.champ, "valeurInvalide", p.message)
            })),
    }
}
