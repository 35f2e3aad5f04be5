//! The risks drawn: the 4×4 map, a real table, and the line from raw to target.

use super::hypertext_elements;
use crate::format::typo;
use domaine::risques::ModeleRisques;
use hypertext::Renderable;
use hypertext::maud;
use hypertext::validation::attributes::{AriaAttributes, GlobalAttributes};

/// A risk on a map; figures are 1 to 4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointRisque {
    /// Its identifier, written in its cell.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// Its page.
    pub adresse: String,
    /// The row.
    pub gravite: u8,
    /// The column.
    pub vraisemblance: u8,
    /// On screen.
    pub courant: bool,
}

/// How many risks the fullest cell of each row holds, lowest gravity first, over several maps.
#[must_use]
pub fn rangees(cartes: &[&[PointRisque]]) -> [usize; 4] {
    let mut pleines = [0; 4];
    for carte in cartes {
        for (gravite, pleine) in (1u8..).zip(&mut pleines) {
            let du_rang = carte.iter().filter(|p| p.gravite == gravite);
            let mut cases = [0; 4];
            for point in du_rang {
                cases[usize::from(point.vraisemblance.clamp(1, 4) - 1)] += 1;
            }
            *pleine = cases.into_iter().fold(*pleine, usize::max);
        }
    }
    pleines
}

/// The cell that makes a row as tall as its neighbours, the emptiest, and how many risks it lacks.
fn calage(points: &[PointRisque], gravite: u8, rangee: usize) -> (u8, usize) {
    let nombre = |v: &u8| {
        let case = points.iter();
        case.filter(|p| (p.gravite, p.vraisemblance) == (gravite, *v))
            .count()
    };
    let vide = (1..=4u8).min_by_key(nombre).unwrap_or(1);
    (vide, rangee.saturating_sub(nombre(&vide)))
}

/// The map of some risks, highest gravity first. Maps side by side are given the same `rangees`:
/// their rows are then of the same height, whatever the width.
pub fn carte_risques<'a>(
    nom: &'a str,
    modele: &'a ModeleRisques,
    points: &'a [PointRisque],
    rangees: [usize; 4],
) -> impl Renderable + 'a {
    maud! {
        table.mss-carte.mss-carte--risques {
            caption.fr-sr-only {
                (nom) " : gravité en lignes de 4 à 1, vraisemblance en colonnes de 1 à 4"
            }
            thead { tr {
                td {}
                @for (v, echelon) in (1u8..).zip(&modele.vraisemblances) {
                    th scope="col" { b { (v) } span { %(typo(&echelon.libelle)) } }
                }
            } }
            tbody { @for (g, echelon) in (1u8..).zip(&modele.gravites).collect::<Vec<_>>().into_iter().rev() { tr {
                th scope="row" { b { (g) } span { %(typo(&echelon.libelle)) } }
                @let (vide, manque) = calage(points, g, rangees[usize::from(g - 1)]);
                @for v in 1..=4u8 {
                    td class=(modele.niveau(g, v).id()) {
                        @for point in points.iter().filter(|p| (p.gravite, p.vraisemblance) == (g, v)) {
                            a href=(point.adresse) aria-current=("true")[point.courant] {
                                (point.id) span.fr-sr-only { ", " (point.titre) }
                            } wbr;
                        }
                        // Never seen nor read: as wide as a risk.
                        @if v == vide { @for _ in 0..manque { i {} wbr; } }
                    }
                }
            } } }
        }
    }
}

/// Likelihoods of a risk on one line: raw (ring), current (disc), target (diamond). The words say
/// the same.
pub fn trajectoire(brut: u8, courant: u8, cible: Option<u8>) -> impl Renderable {
    let x = |valeur: u8| 12 + 40 * (u32::from(valeur.clamp(1, 4)) - 1);
    let (b, c, t) = (x(brut), x(courant), cible.map(x));
    maud! {
        svg.mss-mini.mss-mini--risque viewBox="0 0 144 24" aria-hidden="true" focusable="false" {
            path.g-axe-fort d="M12 12H132M12 8v8M52 8v8M92 8v8M132 8v8" {}
            path.g-trait d={ "M" (c) " 12H" (b) } {}
            @if let Some(t) = t { path.g-cible d={ "M" (t) " 12H" (c) } {} }
            @if b != c { circle.g-vide cx=(b) cy="12" r="4.5" {} }
            @if let Some(t) = t {
                @if t != c { path.g-vide d={ "M" (t) " 6.5l5.5 5.5-5.5 5.5-5.5-5.5z" } {} }
            }
            circle.g-plein cx=(c) cy="12" r="6" {}
        }
        span.fr-sr-only {
            "de " (brut) " à " (courant)
            @if let Some(cible) = cible { ", cible " (cible) }
        }
    }
}
