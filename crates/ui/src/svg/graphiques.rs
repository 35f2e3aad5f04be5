//! The index drawn: mini bar, gauge and radar. Values are hundredths, 0 to 500.

use super::hypertext_elements;
use crate::format::indice;
use crate::texte::{categorie, duree};
use domaine::indice::{PALIERS, palier};
use domaine::vocabulaire::Categorie;
use hypertext::Renderable;
use hypertext::maud;
use hypertext::validation::attributes::{AriaAttributes, GlobalAttributes};

/// A small bar of five boxes beside an index (hundredths). Decorative.
pub fn mini(centiemes: u16) -> impl Renderable {
    let boites = (0..5u16).map(move |rang| {
        let part = centiemes.saturating_sub(rang * 100).min(100);
        (f64::from(rang) * 11.5, f64::from(part) / 10.0)
    });
    maud! {
        svg.mss-mini viewBox="0 0 56 8" aria-hidden="true" focusable="false" {
            @for (x, plein) in boites.clone() {
                rect.g-fond x=%(x) y="0" width="10" height="8" {}
                @if plein > 0.0 { rect.g-plein x=%(x) y="0" width=%(plein) height="8" {} }
            }
        }
    }
}

/// The gauge of the index (hundredths): five boxes, a pointer, the durations.
pub fn jauge(centiemes: u16) -> impl Renderable {
    let centiemes = centiemes.min(500);
    let atteint = palier(f64::from(centiemes) / 100.0);
    let x = 20 + u32::from(centiemes) * 120 / 100;
    maud! {
        figure.mss-graphe {
            svg viewBox="0 0 640 104" role="img" aria-labelledby="jauge-titre jauge-texte" {
                title #jauge-titre { "Jauge de l’indice cyber" }
                desc #jauge-texte {
                    "Indice de " (indice(centiemes)) " sur 5. Durée d’homologation recommandée à ce niveau : "
                    (duree(atteint.mois)) "."
                }
                g.mss-graphe__large {
                    @for (rang, palier) in PALIERS.iter().enumerate() {
                        @let gauche = rang * 120 + 20;
                        rect class=(if palier == atteint { "g-bande-active" } else { "g-bande" })
                            x=(gauche + 1) y="34" width="118" height="14" {}
                        text x=(gauche) y="70" "text-anchor"="middle" { (rang) }
                        text.fort[palier == atteint] x=(gauche + 60) y="96" "text-anchor"="middle" { (duree(palier.mois)) }
                    }
                    text x="620" y="70" "text-anchor"="middle" { "5" }
                    path.g-encre d={ "M" (x) " 31l-8-12h16z" } {}
                    path.g-axe-fort d={ "M" (x) " 30V52" } "stroke-width"="2" {}
                }
            }
        }
    }
}

/// The index of one category, for the radar and its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CategorieIndice {
    /// Which category.
    pub categorie: Categorie,
    /// Its index in hundredths, 0 to 500.
    pub centiemes: u16,
    /// How many measures of the service belong to it.
    pub mesures: usize,
    /// How many of them are done.
    pub faites: usize,
}

/// Where the axis of a category points: direction, then place and alignment of its label.
fn axe(categorie: Categorie) -> (f64, f64, u16, u16, &'static str) {
    match categorie {
        Categorie::Gouvernance => (0.0, -1.0, 160, 20, "middle"),
        Categorie::Protection => (1.0, 0.0, 278, 146, "start"),
        Categorie::Defense => (0.0, 1.0, 160, 292, "middle"),
        Categorie::Resilience => (-1.0, 0.0, 42, 146, "end"),
    }
}

/// Where a value (hundredths) of a category lies in the frame.
fn point(categorie: Categorie, centiemes: u16) -> (f64, f64) {
    let (dx, dy, ..) = axe(categorie);
    let rayon = 110.0 * f64::from(centiemes.min(500)) / 500.0;
    (160.0 + dx * rayon, 150.0 + dy * rayon)
}

/// The corners of the polygon through the given values.
fn coins(valeurs: impl Iterator<Item = (Categorie, u16)>) -> String {
    valeurs
        .map(|(categorie, centiemes)| {
            let (x, y) = point(categorie, centiemes);
            format!("{x:.1},{y:.1}")
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The radar of the four categories, then the same figures in a table.
pub fn radar(categories: &[CategorieIndice]) -> impl Renderable {
    let anneau = |rang: u16| coins(Categorie::TOUS.iter().map(|&c| (c, rang * 100)));
    maud! {
        figure.mss-graphe.mss-radar {
            svg viewBox="-80 0 496 306" role="img" aria-labelledby="radar-titre radar-texte" {
                title #radar-titre { "Indice par catégorie" }
                desc #radar-texte {
                    @for (rang, c) in categories.iter().enumerate() {
                        @if rang > 0 { ", " }
                        (categorie(c.categorie)) " " (indice(c.centiemes))
                    }
                    "."
                }
                @for rang in 1..=5 { polygon.g-axe points=(anneau(rang)) {} }
                @for &c in Categorie::TOUS {
                    @let (x, y) = point(c, 500);
                    path.g-axe d={ "M160 150L" %(x) " " %(y) } {}
                }
                polygon.g-aire points=(coins(categories.iter().map(|c| (c.categorie, c.centiemes)))) {}
                @for c in categories {
                    @let (x, y) = point(c.categorie, c.centiemes);
                    @let (_, _, gauche, haut, ancre) = axe(c.categorie);
                    circle.g-plein r="3.5" cx=%(x) cy=%(y) {}
                    @if ancre == "middle" {
                        text.fort x=(gauche) y=(haut) "text-anchor"=(ancre) {
                            (categorie(c.categorie)) " " (indice(c.centiemes))
                        }
                    } @else {
                        text.fort x=(gauche) y=(haut) "text-anchor"=(ancre) { (categorie(c.categorie)) }
                        text.fort x=(gauche) y=(haut + 20) "text-anchor"=(ancre) { (indice(c.centiemes)) }
                    }
                }
            }
        }
        div.fr-table { table {
            caption.fr-sr-only { "Indice et mesures par catégorie" }
            thead { tr {
                th scope="col" { "Catégorie" }
                th.mss-num scope="col" { "Mesures faites" }
                th.mss-num scope="col" { "Indice sur 5" }
            } }
            tbody { @for c in categories { tr {
                th scope="row" { (categorie(c.categorie)) }
                td.mss-num { (c.faites) " sur " (c.mesures) }
                td.mss-num { b { (indice(c.centiemes)) } }
            } } }
        } }
    }
}
