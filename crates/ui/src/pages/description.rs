//! Describing a service: step by step, on one page, its summary, its level, two edits at once.
//!
//! Invariant: what was typed is always shown again, right or wrong. Form fields are named after
//! the identifiers of the questionnaire; a list of free texts is one text, an item per line.

mod conflit;
mod etape;
mod niveau;
mod question;
mod rapide;
mod recapitulatif;

pub use conflit::{ChampEnConflit, ConflitDescription, PREFIXE_CHOIX};
pub use etape::EtapeDescription;
pub use niveau::{ChoixNiveau, NiveauVue};
pub use question::{QuestionVue, erreurs};
pub use rapide::DescriptionRapide;
pub use recapitulatif::Recapitulatif;

use crate::composants::fil;
use crate::format::heure;
use crate::gabarit::Bande;
use crate::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

/// Number of steps: three of questions, the summary, the level.
pub const ETAPES: usize = 5;

/// What every page of the description knows of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceDecrit {
    /// Key of the service.
    pub id: Uuid,
    /// Its name so far.
    pub nom: String,
    /// Version of the description on screen.
    pub version: i64,
    /// When the description was last saved.
    pub enregistre: Option<Timestamp>,
    /// The band, once the description is complete.
    pub bande: Option<Bande>,
}

impl ServiceDecrit {
    /// Address of a page of the description.
    fn adresse(&self, suite: &str) -> String {
        crate::adresse::service(self.id, &format!("description/{suite}"))
    }
}

/// The way back to the list, while there is no band.
fn fil_si_brouillon(service: &ServiceDecrit) -> impl Renderable {
    maud! {
        @if service.bande.is_none() {
            (fil(&[("/services", "Services")], &service.nom))
        }
    }
}

/// The hidden fields and the state of the draft, replaced after each automatic saving.
fn jetons<'a>(cadre: &'a Cadre<'_>, service: &'a ServiceDecrit) -> impl Renderable + 'a {
    maud! {
        div #jetons {
            (crate::composants::champs_caches(cadre, Some(service.version)))
            p data-etat {
                @if let Some(instant) = service.enregistre { "Brouillon enregistré à " (heure(instant)) }
            }
        }
    }
}
