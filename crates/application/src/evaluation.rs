//! The storage-free use case: evaluate a service described in JSON, answer in JSON.
//!
//! Invariant: the input is read strictly and every problem in it is listed; what is evaluated is
//! exactly what the engine evaluates for a stored service.

mod json;
mod lecture;
mod sortie;

pub use sortie::Resultat;

use domaine::catalogue::Catalogue;
use domaine::reponses::Description;
use domaine::statuts::{MesureSpecifique, Statuts};
use serde::Serialize;

/// How strict to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Accept a level of needs below the required one.
    pub niveau_libre: bool,
}

/// A service to evaluate, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cas {
    /// What the rules read of it.
    pub description: Description,
    /// Where its measures stand; those it does not have are ignored by the engine.
    pub statuts: Statuts,
    /// The measures its owner added.
    pub specifiques: Vec<MesureSpecifique>,
}

/// One problem in the input, in words for a person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Probleme {
    /// The field: `audienceCible`, `statuts.AUTH.1`, `mesuresSpecifiques[0]`; `json` for the text itself.
    pub champ: String,
    /// What was given, shortened; null when nothing was.
    pub valeur: serde_json::Value,
    /// What is wrong and what is accepted, in French.
    pub message: String,
}

/// Reads a case.
///
/// # Errors
/// Everything that is wrong with it: never empty.
pub fn lire(catalogue: &Catalogue, json: &str, options: Options) -> Result<Cas, Vec<Probleme>> {
    lecture::lire(catalogue, json, options)
}

/// Reads and evaluates a case; the result serialises to the exchange format.
///
/// # Errors
/// Everything that is wrong with the input: never empty.
pub fn evaluer<'a>(
    catalogue: &'a Catalogue,
    json: &str,
    options: Options,
) -> Result<Resultat<'a>, Vec<Probleme>> {
    Ok(Resultat::new(catalogue, lire(catalogue, json, options)?))
}

#[cfg(test)]
mod tests;
