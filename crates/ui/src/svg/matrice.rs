//! The level matrix: criticality by exposure, the service's own cell marked. A real table.

use super::hypertext_elements;
use crate::texte::niveau_court;
use domaine::besoins::{Baremes, Besoins};
use hypertext::Renderable;
use hypertext::maud;
use hypertext::validation::attributes::{AriaAttributes, GlobalAttributes};

/// The matrix of the catalogue, highest criticality first. With the needs of a service, its own
/// cell carries `aria-current`.
pub fn matrice_niveaux<'a>(
    baremes: &'a Baremes,
    besoins: Option<&'a Besoins>,
) -> impl Renderable + 'a {
    let position = besoins.map(|b| (b.criticite, b.exposition));
    let expositions = baremes.grille().first().map_or(0, |(_, ligne)| ligne.len());
    maud! {
        table.mss-carte {
            caption.fr-text--xs.mss-2 { "Criticité (de haut en bas) et exposition (de gauche à droite)" }
            thead { tr {
                th scope="col" { span.fr-sr-only { "Criticité" } }
                @for exposition in 1..=expositions { th scope="col" { (exposition) } }
            } }
            tbody {
                @for (criticite, ligne) in baremes.grille() { tr {
                    th scope="row" { (criticite) }
                    @for (exposition, niveau) in (1u8..).zip(ligne) {
                        td aria-current=("true")[position == Some((criticite, exposition))] {
                            (niveau_court(niveau))
                        }
                    }
                } }
            }
        }
    }
}
