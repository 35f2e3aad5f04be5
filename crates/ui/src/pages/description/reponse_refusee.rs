//! A refused answer, in words: beside its field and in the summary of the form.
//!
//! Invariant: it names a question of the form on screen, or the organisation asked with the SIRET.

use crate::composants::Erreur;
use crate::texte;
use domaine::reponses::Refus;
use domaine::saisie::{Invalide, Raison};
use domaine::vocabulaire::Champ;

/// Identifier of the field that names an organisation whose SIRET is not known yet.
pub const ORGANISATION: &str = "organisation";

/// An answer that cannot be saved, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReponseRefusee {
    /// Identifier of the question, or `organisation`.
    pub champ: &'static str,
    /// What is wrong and what is accepted.
    pub message: String,
}

impl ReponseRefusee {
    /// An answer that is not one of those proposed.
    #[must_use]
    pub fn hors_liste(champ: Champ) -> Self {
        Self {
            champ: champ.id(),
            message: texte::raison_saisie(champ.id(), Raison::Inconnu),
        }
    }

    /// The name of the organisation.
    #[must_use]
    pub fn organisation(raison: Raison) -> Self {
        Self {
            champ: ORGANISATION,
            message: texte::raison_saisie(ORGANISATION, raison),
        }
    }
}

impl From<Invalide> for ReponseRefusee {
    fn from(invalide: Invalide) -> Self {
        Self {
            champ: invalide.champ().id(),
            message: texte::invalide(invalide),
        }
    }
}

impl From<Refus> for ReponseRefusee {
    fn from(refus: Refus) -> Self {
        Invalide::Contenu(refus).into()
    }
}

/// Refused fields, for the summary at the top of a form.
#[must_use]
pub fn erreurs(refusees: &[ReponseRefusee]) -> Vec<Erreur> {
    refusees
        .iter()
        .map(|r| Erreur {
            champ: r.champ.to_owned(),
            message: r.message.clone(),
        })
        .collect()
}
