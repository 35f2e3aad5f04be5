//! A day of the calendar in a body: `2026-12-31`, and nothing else.
//!
//! Invariant: what is refused is told in the form that is accepted.

use domaine::suivi::ANNEES;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de::Error};

/// What a refusal of [`lire`] begins with.
pub(super) const REFUS: &str = "not a day";

/// How a day is written, in characters.
const FORME: usize = "2026-12-31".len();

/// Reads a day, or none.
pub(super) fn lire<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Date>, D::Error> {
    let Some(texte) = Option::<String>::deserialize(d)? else {
        return Ok(None);
    };
    let jour = texte.parse().ok().filter(|_| texte.len() == FORME);
    jour.map(Some).ok_or_else(|| D::Error::custom(REFUS))
}

/// What is said of a day that is not one, or too far away.
pub(super) fn message() -> String {
    let (de, a) = (ANNEES.start(), ANNEES.end());
    format!("Donnez un jour du calendrier au format AAAA-MM-JJ, de {de}-01-01 à {a}-12-31.")
}
