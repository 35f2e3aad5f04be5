//! The personalised list: every measure in one click, a page per measure, two statuses at once.

mod conflit;
mod filtres;
mod liste;
mod mesure;

pub use conflit::ConflitMesure;
pub use filtres::{FiltresMesures, OngletMesures};
pub use liste::{ComptesMesures, LigneMesure, Mesures};
pub use mesure::{MOTIF_MAX, PageMesure, RisqueVue};

pub(crate) use liste::liste_simple;
