//! The description of a service: its summary, and the forms that write it.
//!
//! Invariant: a form is always answered with everything that was typed, or with a redirection
//! once it is saved; nothing is written outside the one use case, which asks for the effect of a
//! change to be seen first.

pub(crate) mod besoins;
pub(crate) mod etape;
pub(crate) mod rapide;
pub(crate) mod recapitulatif;

mod annonce;
mod apercu;
mod conflit;
mod ecran;
mod envoi;
mod saisie;

use application::acces::{ServiceOuvert, ouvrir};
use axum::response::{IntoResponse, Redirect, Response};
use domaine::droits::Action;
use domaine::reponses::Reponses;
use domaine::vocabulaire::Champ;
use ui::gabarit::SectionService;
use ui::pages::description::{NiveauVue, RECAPITULATIF, ServiceDecrit};
use uuid::Uuid;

use crate::pages::bande::bande_si_decrit;
use crate::{Erreur, acteur::Acteur, chemin::Chemin};

/// The summary; someone who may write a draft is taken to where it was left.
pub(crate) async fn get(acteur: Acteur, Chemin(service): Chemin<Uuid>) -> Result<Response, Erreur> {
    let ouvert = ouvrir(&acteur.ctx, service).await?;
    if ouvert.bilan.is_none() && ouvert.peut(Action::Decrire) {
        return Ok(Redirect::to(&adresse(service, reprise(&ouvert))).into_response());
    }
    acteur.page(&recapitulatif::page(&ouvert)).await
}

/// Address of a page of the description.
pub(crate) fn adresse(service: Uuid, suite: &str) -> String {
    ui::adresse::service(service, &format!("description/{suite}"))
}

/// The first step with a mandatory question left; the summary when only the level is.
fn reprise(ouvert: &ServiceOuvert) -> &'static str {
    let questionnaire = &ouvert.catalogue.questionnaire;
    let manques = ouvert.reponses.manques();
    let premier = manques.iter().find(|c| **c != Champ::NiveauSecurite);
    premier
        .map(|champ| questionnaire.question(*champ).etape)
        .and_then(|numero| questionnaire.etapes.iter().find(|e| e.numero == numero))
        .map_or(RECAPITULATIF, |etape| etape.id.as_str())
}

/// What every page of the description shows of the service.
fn decrit(ouvert: &ServiceOuvert) -> ServiceDecrit {
    ServiceDecrit {
        id: ouvert.fiche.id,
        nom: ouvert.fiche.nom.clone(),
        version: ouvert.version,
        enregistre: Some(ouvert.fiche.modifie_le),
        bande: bande_si_decrit(ouvert, SectionService::Description),
    }
}

/// The level these answers lead to.
fn niveau(ouvert: &ServiceOuvert, reponses: &Reponses) -> NiveauVue<'static> {
    NiveauVue {
        catalogue: ouvert.catalogue,
        provisoire: ouvert.catalogue.baremes.provisoire(reponses),
    }
}
