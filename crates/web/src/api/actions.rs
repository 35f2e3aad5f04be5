//! What to do next, what it would change, how the index moved: calculations on a service.

use application::acces;
use application::historique::courbe;
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domaine::actions::{Baisse, Gain};
use domaine::catalogue::Catalogue;
use domaine::droits::{Action, Portee};
use domaine::vocabulaire::{Effort, Statut};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;

use super::conditions::{Conditions, SiAutreVersion};
use super::corps::Corps;
use super::evaluation::StatutOuNul;
use super::mots::mot;
use super::page::{Demande, Page};
use super::porteur::Programme;
use super::probleme::{Code, Probleme};
use super::services::FiguresIndice;
use super::{ligne, services};
use crate::chemin::Chemin;
use crate::routes::{Acces, Route};

/// Ce qu’une mesure apporterait, faite.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ActionProchaine {
    /// La mesure.
    id: String,
    /// Son titre.
    titre: String,
    /// Ce que l’indice gagnerait, de 0 à 5.
    #[schema(minimum = 0, maximum = 5)]
    gain_indice: f64,
    /// Les risques qui baisseraient.
    gain_risques: Vec<RisqueQuiBouge>,
    /// Le travail demandé.
    #[schema(schema_with = mot::<Effort>)]
    effort: Effort,
}

/// Un risque dont la vraisemblance change, de 1 à 4.
#[derive(Serialize, ToSchema)]
struct RisqueQuiBouge {
    /// Identifiant.
    id: String,
    /// Vraisemblance avant.
    #[schema(minimum = 1, maximum = 4)]
    avant: u8,
    /// Vraisemblance après.
    #[schema(minimum = 1, maximum = 4)]
    apres: u8,
}

/// Des statuts à essayer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Essai {
    /// Le statut à essayer pour chaque mesure ; `null` : à statuer.
    #[schema(value_type = BTreeMap<String, StatutOuNul>)]
    statuts: BTreeMap<String, Option<Statut>>,
}

/// Ce qu’un essai donnerait. Rien n’est enregistré.
#[derive(Serialize, ToSchema)]
struct SimulationFaite {
    /// L’indice d’aujourd’hui.
    avant: FiguresIndice,
    /// L’indice avec ces statuts.
    apres: FiguresIndice,
    /// Les risques dont la vraisemblance change.
    risques: Vec<RisqueQuiBouge>,
}

/// L’indice à la fin d’un jour.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PointIndice {
    /// Le jour.
    jour: Date,
    /// L’indice cyber, de 0 à 5.
    #[schema(minimum = 0, maximum = 5)]
    indice_cyber: f64,
}

pub(super) fn table() -> Vec<Route> {
    let acces = Acces::Service(Action::Lire);
    vec![
        ligne(acces, Portee::Lecture, routes!(lister_actions)),
        ligne(acces, Portee::Lecture, routes!(simuler)),
        ligne(acces, Portee::Lecture, routes!(lister_historique)),
    ]
}

fn qui_bouge(catalogue: &Catalogue, baisse: &Baisse) -> RisqueQuiBouge {
    RisqueQuiBouge {
        id: catalogue.risques.risque(&baisse.risque).id.clone(),
        avant: baisse.risque.courant,
        apres: baisse.apres,
    }
}

/// Lister les prochaines actions
///
/// Chaque mesure ni faite ni écartée, la plus utile d’abord : ce qu’elle apporterait seule.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/prochaines-actions", tag = "Prochaines actions",
    operation_id = "listerProchainesActions",
    params(("id" = Uuid, Path, description = "Le service"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page d’actions", body = Page<ActionProchaine>)),
)]
async fn lister_actions(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let service = acces::ouvrir(&programme.ctx, service).await?;
    let catalogue = service.catalogue;
    let gains = service.gains()?;
    let action = |gain: &Gain| {
        let fiche = catalogue.mesure(gain.mesure);
        ActionProchaine {
            id: fiche.id.clone(),
            titre: fiche.titre.clone(),
            gain_indice: gain.indice,
            gain_risques: gain
                .risques
                .iter()
                .map(|b| qui_bouge(catalogue, b))
                .collect(),
            effort: gain.effort,
        }
    };
    let actions = gains.iter().map(action).collect();
    let page = demande.couper(actions, |a: &ActionProchaine| a.id.clone())?;
    Ok(conditions.lue(0, &page))
}

/// Simuler : « si je fais ces mesures »
///
/// L’indice et les risques avec d’autres statuts. Rien n’est enregistré : un jeton de lecture
/// suffit.
#[utoipa::path(
    post, path = "/api/v1/services/{id}/simulation", tag = "Prochaines actions",
    operation_id = "simuler",
    params(("id" = Uuid, Path, description = "Le service")), request_body = Essai,
    responses((status = 200, description = "Avant et après", body = SimulationFaite)),
)]
async fn simuler(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    Corps(essai): Corps<Essai>,
) -> Result<Response, Probleme> {
    let service = acces::ouvrir(&programme.ctx, service).await?;
    let (bilan, catalogue) = (service.bilan()?, service.catalogue);
    let toutes = bilan.evaluation.mesures.toutes();
    let mut changements = Vec::with_capacity(essai.statuts.len());
    for (id, statut) in &essai.statuts {
        let mesure = catalogue.trouver(id).filter(|m| toutes.contient(*m));
        let mesure = mesure.ok_or_else(|| {
            let message = "Le service n’a pas cette mesure du catalogue.";
            Probleme::from(Code::SaisieInvalide).sur(&format!("statuts.{id}"), "inconnu", message)
        })?;
        changements.push((mesure, *statut));
    }
    let simulation = service.simuler(&changements)?;
    let risques = simulation
        .risques()
        .map(|(risque, apres)| Baisse { risque, apres });
    let faite = SimulationFaite {
        avant: (&simulation.avant.indice).into(),
        apres: (&simulation.apres.indice).into(),
        risques: risques.map(|b| qui_bouge(catalogue, &b)).collect(),
    };
    Ok(Json(faite).into_response())
}

/// Lire l’historique de l’indice cyber
///
/// Un point par jour où il a changé, du plus ancien au plus récent.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/indice-cyber/historique", tag = "Indice cyber",
    operation_id = "lireHistoriqueIndice",
    params(("id" = Uuid, Path, description = "Le service"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de points", body = Page<PointIndice>)),
)]
async fn lister_historique(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let courbe = courbe(&programme.ctx, service).await?;
    let points = courbe.points.into_iter().map(|p| PointIndice {
        jour: p.jour,
        indice_cyber: services::indice(p.centiemes.into()),
    });
    let page = demande.couper(points.collect(), |p: &PointIndice| p.jour.to_string())?;
    Ok(conditions.lue(0, &page))
}
