//! What to do next: each measure's gain, the shortest way to an index, the simulator.
//!
//! Invariant: nothing here is stored. A simulation is an address: it can be shared, and shows the
//! same thing again as long as the service does not change.

mod cible;
mod liste;
mod simulateur;

pub use cible::{CheminVue, CibleVue, EtatCible};
pub(crate) use liste::condition;
pub(crate) use liste::liste;
pub use liste::{ActionVue, Appui, BaisseVue};
pub(crate) use simulateur::simulateur;
pub use simulateur::{Choisie, Simulateur};

use crate::format::compte;
use crate::gabarit::Bande;
use crate::prelude::*;

/// Last words of the address of the page.
pub const ADRESSE: &str = "prochaines-actions";
/// Form of the simulator, which the boxes of the list belong to.
pub(crate) const FORMULAIRE: &str = "simu";

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct ProchainesActions {
    /// Band of the service.
    pub bande: Bande,
    /// The index aimed at, and how to reach it.
    pub cible: CibleVue,
    /// What remains, the most useful first.
    pub actions: Vec<ActionVue>,
    /// What if.
    pub simulateur: Simulateur,
}

impl Vue for ProchainesActions {
    fn titre(&self) -> String {
        format!("Que faire ensuite pour {}", self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        maud! {
            div.fr-container--fluid.mss-page {
                h1 { "Que faire ensuite\u{a0}?" }
                @if self.actions.is_empty() {
                    p { "Toutes les mesures sont faites ou écartées." }
                } @else {
                    (cible::cible(service, &self.cible))
                    div.mss-duo.mss-duo--moitie {
                        section aria-labelledby="suite" {
                            h2 #suite { "Ce que rapporte chaque mesure" }
                            p.fr-text--sm {
                                (compte(self.actions.len(), "mesure reste à faire", "mesures restent à faire"))
                                ". D’abord celles qui font baisser les risques les plus graves, puis celles qui font le plus monter l’indice, puis les plus légères."
                            }
                            (liste(service, &self.actions))
                        }
                        (simulateur(cadre, service, &self.simulateur))
                    }
                }
            }
        }
    }
}
