//! The personalised list, and beside it the panel of the open measure: its status, its plan, what
//! the team says of it, why it is there.
//!
//! Invariant: the panel is an address of its own, the same page everywhere: a narrow screen shows
//! the panel, a wide one the list beside it.

mod barre;
mod choix;
mod conflit;
mod filtres;
mod ligne;
mod liste;
mod lot;
mod mesure;
mod panneau;
mod plan;
mod propre;

pub use choix::{CHOIX, Garder};
pub use conflit::{ChampEnConflit, ConflitMesure, Regle};
pub use filtres::{EcheanceMesures, FiltresMesures, OngletMesures, TriMesures};
pub use ligne::LigneMesure;
pub use liste::{ComptesMesures, Mesures, annonce};
pub use lot::{Bilan, LaisseeVue, LotVue};
pub use mesure::{PageMesure, PropreVue, RisqueVue, Voisines};
pub use panneau::FicheVue;
pub use plan::{PlanVue, champ, changements, valeur};

pub(crate) use ligne::liste_simple;
