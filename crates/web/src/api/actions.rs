//! What to do next, what it would change, how the index moved: calculations on a service.

use application::acces;
use application::historique::courbe;
use axum::{
    Json,
    extract::{Query, rejection::QueryRejection},
    response::{IntoResponse, Response},
};
use domaine::actions::{Appui, AppuiRisque, Appuis, Baisse, Cible, Gain};
use domaine::catalogue::Catalogue;
use domaine::droits::{Action, Portee};
use domaine::ensemble::MesureIdx;
use domaine::texte::typographier;
use domaine::vocabulaire::{Categorie, Effort, Statut};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;

use super::conditions::{Conditions, SiAutreVersion};
use super::corps::Corps;
use super::evaluation::StatutOuNul;
use super::mots::{mot, mot_ou_nul};
use super::page::{Demande, Page};
use super::porteur::Programme;
use super::probleme::{Code, Probleme};
use super::services::FiguresIndice;
use super::{ligne, services};
use crate::chemin::Chemin;
use crate::pages::actions::vues::{cible_suivante, visee};
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
    /// Ce dont elle dépend, quand elle n’abaisse aucun risque seule.
    depend_de: Option<Dependance>,
}

/// Avec quoi une mesure compterait.
#[derive(Serialize, ToSchema)]
struct Dependance {
    /// Elle comptera dans l’indice dès qu’une mesure indispensable de cette catégorie sera
    /// commencée ou faite ; `null` si elle y compte déjà.
    #[schema(schema_with = mot_ou_nul::<Categorie>)]
    indispensable: Option<Categorie>,
    /// Faite avec ces mesures, elle abaisse « risque ».
    mesures: Vec<String>,
    /// Le risque qu’elles abaissent ensemble.
    risque: Option<RisqueQuiBouge>,
}

/// Le plus petit ensemble de mesures avec lequel l’indice atteint une cible.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PlusCourt {
    /// `atteinte` : c’est déjà fait ; `accessible` : « mesures » suffit ; `horsDePortee` : tout ce
    /// qui reste ne suffirait pas.
    etat: &'static str,
    /// Les mesures à faire.
    mesures: Vec<String>,
    /// L’indice une fois ces mesures faites ; hors de portée, le plus haut possible.
    #[schema(minimum = 0, maximum = 5)]
    indice: f64,
    /// Hors de portée : les mesures écartées, qui restent dans le total.
    ecartees: Vec<String>,
}

/// L’indice visé.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct CibleDemande {
    /// L’indice à atteindre, au centième ; le palier suivant de l’échelle s’il manque.
    #[param(minimum = 0.01, maximum = 5.0)]
    cible: Option<f64>,
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
        ligne(acces, Portee::Lecture, routes!(lire_plus_court)),
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

fn ids(catalogue: &Catalogue, mesures: impl IntoIterator<Item = MesureIdx>) -> Vec<String> {
    let id = |m| catalogue.mesure(m).id.clone();
    mesures.into_iter().map(id).collect()
}

fn dependance(catalogue: &Catalogue, gain: &Gain, appui: Appui) -> Dependance {
    match appui {
        Appui::Indispensable => Dependance {
            indispensable: Some(catalogue.mesure(gain.mesure).categorie),
            mesures: Vec::new(),
            risque: None,
        },
        Appui::Groupe(AppuiRisque {
            risque,
            apres,
            avec,
        }) => Dependance {
            indispensable: None,
            mesures: ids(catalogue, avec.iter()),
            risque: Some(qui_bouge(catalogue, &Baisse { risque, apres })),
        },
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
    let (bilan, catalogue) = (service.bilan()?, service.catalogue);
    let gains = service.gains()?;
    let statuts = &service.suivi.statuts;
    let appuis = Appuis::new(catalogue, &bilan.description, statuts, &bilan.evaluation);
    let action = |gain: &Gain| {
        let fiche = catalogue.mesure(gain.mesure);
        ActionProchaine {
            id: fiche.id.clone(),
            titre: typographier(&fiche.titre),
            gain_indice: gain.indice,
            gain_risques: gain
                .risques
                .iter()
                .map(|b| qui_bouge(catalogue, b))
                .collect(),
            effort: gain.effort,
            depend_de: appuis
                .de(gain)
                .map(|appui| dependance(catalogue, gain, appui)),
        }
    };
    let actions = gains.iter().map(action).collect();
    let page = demande.couper(actions, |a: &ActionProchaine| a.id.clone())?;
    Ok(conditions.lue(0, &page))
}

/// Chercher le plus court chemin vers un indice
///
/// Aucun ensemble plus petit n’y mène ; entre deux aussi petits, le moins d’effort.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/prochaines-actions/plus-court", tag = "Prochaines actions",
    operation_id = "chercherPlusCourt",
    params(("id" = Uuid, Path, description = "Le service"), CibleDemande, SiAutreVersion),
    responses((status = 200, description = "Ce qu’il reste à faire", body = PlusCourt)),
)]
async fn lire_plus_court(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Result<Query<CibleDemande>, QueryRejection>,
) -> Result<Response, Probleme> {
    let Query(CibleDemande { cible }) = demande?;
    let service = acces::ouvrir(&programme.ctx, service).await?;
    let (bilan, catalogue) = (service.bilan()?, service.catalogue);
    let cible = cible.unwrap_or_else(|| cible_suivante(bilan.evaluation.indice.total));
    let visee = visee(cible).ok_or_else(|| {
        let message = "Donnez un indice de 0,01 à 5.";
        Probleme::from(Code::ParametreInvalide).sur("cible", "valeurInvalide", message)
    })?;
    let rien = PlusCourt {
        etat: "atteinte",
        mesures: Vec::new(),
        indice: bilan.evaluation.indice.total,
        ecartees: Vec::new(),
    };
    let trouve = match service.plus_court(&service.gains()?, visee)? {
        Cible::Atteinte => rien,
        Cible::Accessible(chemin) => PlusCourt {
            etat: "accessible",
            mesures: ids(catalogue, chemin.mesures),
            indice: chemin.indice,
            ..rien
        },
        Cible::HorsDePortee { maximum, ecartees } => PlusCourt {
            etat: "horsDePortee",
            indice: maximum,
            ecartees: ids(catalogue, ecartees.iter()),
            ..rien
        },
    };
    Ok(conditions.lue(0, &trouve))
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
