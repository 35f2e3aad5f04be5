//! The état des lieux: the measures as plain questions, one at a time.
//!
//! Invariant: leaving at any moment loses nothing: each answer is its own submission.

mod a_demander;
mod brouillon;
mod debut;
mod fin;
mod question;

pub use a_demander::{ADemander, GroupeADemander, QuestionADemander};
pub use brouillon::Brouillon;
pub use debut::Debut;
pub use fin::Fin;
pub use question::{PageQuestion, Reponse};

use crate::adresse;
use crate::format::{compte, typo};
use crate::prelude::*;
use uuid::Uuid;

/// A theme and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeVue {
    /// Its title.
    pub titre: String,
    /// Questions with an answer, "je ne sais pas" included.
    pub repondues: usize,
    /// All its questions.
    pub total: usize,
    /// Measure of the first question to show when the theme is opened.
    pub mesure: String,
    /// The theme on screen.
    pub courant: bool,
}

/// How far the person is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progression {
    /// Questions of the service.
    pub total: usize,
    /// With an answer, "je ne sais pas" included.
    pub repondues: usize,
    /// Answered "je ne sais pas" and still without a status.
    pub inconnues: usize,
    /// Minutes to answer the others, rounded up.
    pub minutes: usize,
}

impl Progression {
    /// Questions still to be asked.
    #[must_use]
    pub const fn restantes(&self) -> usize {
        self.total.saturating_sub(self.repondues)
    }
}

/// What an answer just did, in one sentence.
#[must_use]
pub fn annonce(reponse: Option<Reponse>) -> String {
    match reponse {
        Some(Reponse::JeNeSaisPas) => "Question mise de côté, à demander à qui sait.".to_owned(),
        Some(Reponse::PlusTard) => "Question remise à plus tard.".to_owned(),
        None => "Réponse effacée.".to_owned(),
        Some(Reponse::Statut(_)) => {
            let nom = Reponse::nom(reponse).to_lowercase();
            format!("Réponse enregistrée\u{a0}: {nom}.")
        }
    }
}

/// "encore 12 questions, 4 minutes", with its bar.
fn progression(progression: Progression) -> impl Renderable {
    maud! {
        p.fr-stepper__details {
            @if progression.restantes() == 0 { "Toutes les questions ont une réponse" }
            @else {
                "Encore " (compte(progression.restantes(), "question", "questions")) ", environ "
                (compte(progression.minutes.max(1), "minute", "minutes"))
            }
        }
        progress.mss-avance max=(progression.total.max(1)) value=(progression.repondues)
            aria-label="Avancement de l’état des lieux" {
            (progression.repondues) " sur " (progression.total)
        }
    }
}

/// The themes, each with its progress.
fn themes<'a>(service: Uuid, themes: &'a [ThemeVue]) -> impl Renderable + 'a {
    maud! {
        nav.fr-sidemenu aria-label="Thèmes de l’état des lieux" { ul.fr-sidemenu__list {
            @for theme in themes {
                li { a.fr-sidemenu__link aria-current=("true")[theme.courant]
                    href=(adresse::service(service, &format!("etat-des-lieux/{}", theme.mesure))) {
                    span { %(typo(&theme.titre)) }
                    span { (theme.repondues) "/" (theme.total) }
                } }
            }
        } }
    }
}

/// Page of the questions to ask someone else.
fn lien_a_demander(service: Uuid, inconnues: usize) -> impl Renderable {
    maud! {
        @if inconnues > 0 {
            p { a href=(adresse::service(service, "etat-des-lieux/a-demander")) {
                (compte(inconnues, "question à demander à quelqu’un", "questions à demander à quelqu’un"))
            } }
        }
    }
}
