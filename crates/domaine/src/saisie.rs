//! Why what someone typed is refused.
//!
//! Invariant: a refusal names a field and carries data; its French sentence is in `ui`.

use crate::reponses::Refus;
use crate::texte::est_interdit;
use crate::vocabulaire::{Champ, NiveauSecurite};

/// Why an answer to the questionnaire is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalide {
    /// Its content.
    Contenu(Refus),
    /// It is mandatory, and missing.
    Manque(Champ),
    /// The chosen level is below the one the answers require (F41).
    NiveauTropBas {
        /// The lowest acceptable level.
        requis: NiveauSecurite,
    },
}

impl Invalide {
    /// The question it is about.
    #[must_use]
    pub const fn champ(&self) -> Champ {
        match self {
            Self::Contenu(refus) => refus.champ,
            Self::Manque(champ) => *champ,
            Self::NiveauTropBas { .. } => Champ::NiveauSecurite,
        }
    }
}

/// Why a value outside the questionnaire is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raison {
    /// Nothing was given.
    Vide,
    /// More than `max` characters.
    TropLong {
        /// The most that is accepted.
        max: usize,
    },
    /// More than `max` lines.
    TropDeLignes {
        /// The most that is accepted.
        max: usize,
    },
    /// A line of more than `max` characters.
    LigneTropLongue {
        /// Which one, from 1.
        ligne: usize,
        /// The most that is accepted.
        max: usize,
    },
    /// A character that cannot be displayed.
    CaractereInterdit,
    /// Not an e-mail address.
    CourrielInvalide,
    /// Not a phone number.
    TelephoneInvalide,
    /// Not one of the accepted words.
    Inconnu,
    /// The person already has a role on this service.
    DejaMembre,
    /// A current figure of a risk above its raw one.
    PlusHautQueBrut,
    /// A date that is past, or too far away.
    DateHorsBornes,
    /// The person has no role on this service.
    PasMembre,
    /// Not a day of the calendar, or too far away.
    DateInvalide,
    /// Not a number of the register of associations.
    RnaInvalide,
    /// Not a European identifier.
    EuidInvalide,
    /// Another organisation has that identifier already.
    DejaPris,
    /// The person administers this organisation already.
    DejaAdministrateur,
    /// Nobody with that address has signed in yet.
    CompteInconnu,
    /// There are `max` of them already, or more than `max` were given.
    TropNombreux {
        /// The most that is accepted.
        max: usize,
    },
}

/// Why an e-mail address cannot be saved: one can write to it, without being stricter than mail
/// servers are. It is normalised already.
#[must_use]
pub fn controler_courriel(courriel: &str, max: usize) -> Option<Raison> {
    if courriel.is_empty() {
        return Some(Raison::Vide);
    }
    if courriel.chars().count() > max {
        return Some(Raison::TropLong { max });
    }
    let lisible = courriel.split_once('@').is_some_and(|(avant, apres)| {
        !avant.is_empty()
            && apres.contains('.')
            && !apres.starts_with('.')
            && !apres.ends_with('.')
            && !apres.contains('@')
    });
    let interdit = |c: char| c.is_whitespace() || c.is_control() || "<>,;:\"()[]\\".contains(c);
    let mauvais = !lisible || courriel.chars().any(interdit);
    mauvais.then_some(Raison::CourrielInvalide)
}

/// Why a text cannot be saved; it is normalised already.
#[must_use]
pub fn controler(texte: &str, max: usize, obligatoire: bool) -> Option<Raison> {
    if texte.is_empty() {
        obligatoire.then_some(Raison::Vide)
    } else if texte.chars().count() > max {
        Some(Raison::TropLong { max })
    } else {
        let interdit = texte.chars().any(est_interdit);
        interdit.then_some(Raison::CaractereInterdit)
    }
}
