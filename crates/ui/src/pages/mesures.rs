//! The personalised list: every measure in one click, a page per measure, two statuses at once.

mod conflit;
mod filtres;
mod liste;
mod mesure;

pub use conflit::ConflitMesure;
pub use filtres::{FiltresMesures, OngletMesures, TriMesures};
pub use liste::{ComptesMesures, LigneMesure, Mesures, annonce};
pub use mesure::{MOTIF_MAX, PageMesure, RisqueVue, Voisines};

pub(crate) use liste::liste_simple;
