//! Measures of one's own: choosing a text to add, writing it, changing it, taking it off.

mod ajouter;
mod conflit;
mod retrait;
mod texte;

pub use ajouter::AjouterMesure;
pub use conflit::{ChampEnConflit, ConflitSpecifique, REUNI_PREFIXE, REUNIS};
pub use retrait::{RetirerMesure, Retrait};
pub use texte::TexteSpecifique;

use crate::adresse;
use uuid::Uuid;

/// Where one chooses a text to add.
#[must_use]
pub fn adresse_ajouter(service: Uuid) -> String {
    adresse::service(service, "mesures/ajouter")
}

/// A page about a specific measure: `texte`, `retirer`, `modele`.
#[must_use]
pub fn adresse_specifique(service: Uuid, mesure: &str, suite: &str) -> String {
    adresse::service(service, &format!("mesures/{mesure}/{suite}"))
}
