//! The level matrix: criticality by exposure, the service's own cell marked. A real table.

use super::hypertext_elements;
use crate::texte::niveau_court;
use domaine::vocabulaire::NiveauSecurite;
use hypertext::Renderable;
use hypertext::maud;
use hypertext::validation::attributes::{AriaAttributes, GlobalAttributes};

/// What the matrix shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matrice {
    /// `niveaux[criticality - 1][exposure - 1]`, from the catalogue; exposures 1 to 3.
    pub niveaux: [[NiveauSecurite; 3]; 4],
    /// Criticality (1 to 4) and exposure (1 to 3) of the service, when both are known.
    pub position: Option<(u8, u8)>,
}

/// The matrix as a table; the current cell carries `aria-current`.
pub fn matrice_niveaux(matrice: &Matrice) -> impl Renderable {
    // Highest criticality first, as on the drawing of the method.
    maud! {
        table.mss-carte.mss-niveaux {
            caption.fr-text--xs.mss-2 { "Criticité (de haut en bas) et exposition (de gauche à droite)" }
            thead { tr {
                td {}
                @for exposition in 1..=3 { th scope="col" { (exposition) } }
            } }
            tbody {
                @for (criticite, ligne) in (1u8..=4).zip(matrice.niveaux).rev() { tr {
                    th scope="row" { (criticite) }
                    @for (exposition, niveau) in (1u8..).zip(ligne) {
                        td aria-current=("true")[matrice.position == Some((criticite, exposition))] {
                            (niveau_court(niveau))
                        }
                    }
                } }
            }
        }
    }
}
