//! The index over time: a stair, since it holds until the next change, with numbered marks.

use super::hypertext_elements;
use crate::format::{date, indice, mois_court};
use crate::texte::evenement;
use domaine::historique::{Courbe, Point};
use hypertext::Renderable;
use hypertext::maud;
use hypertext::validation::attributes::{AriaAttributes, GlobalAttributes};
use jiff::civil::Date;

/// Left and right ends of the time axis, bottom of the frame, height of one point of index.
const GAUCHE: f64 = 42.0;
const DROITE: f64 = 604.0;
const BAS: f64 = 206.0;
const PAS: f64 = 34.0;

/// A mark: its place and its number, written on the side the curve comes from, above it.
struct Repere {
    x: f64,
    y: f64,
    numero: usize,
}

/// The time axis of a curve.
struct Axe {
    debut: Date,
    jours: f64,
}

impl Axe {
    fn new(points: &[Point]) -> Option<Self> {
        let (premier, dernier) = (points.first()?, points.last()?);
        let jours = nombre(premier.jour, dernier.jour);
        (jours > 0.0).then_some(Self {
            debut: premier.jour,
            jours,
        })
    }

    fn x(&self, jour: Date) -> f64 {
        GAUCHE + (DROITE - GAUCHE) * nombre(self.debut, jour) / self.jours
    }
}

fn nombre(de: Date, a: Date) -> f64 {
    f64::from((a - de).get_days())
}

fn y(centiemes: u16) -> f64 {
    BAS - f64::from(centiemes.min(500)) / 100.0 * PAS
}

/// The curve, then the list of what happened, then its figures in a table. Nothing to draw before
/// two days are known: says so.
pub fn courbe(courbe: &Courbe) -> impl Renderable {
    let points = courbe.points.as_slice();
    let axe = Axe::new(points);
    maud! {
        @if let (Some(axe), Some(premier), Some(dernier)) = (&axe, points.first(), points.last()) {
            @let reperes = reperes(axe, points);
            figure.mss-graphe {
                svg viewBox="0 0 640 236" role="img" aria-labelledby="courbe-titre courbe-texte" {
                    title #courbe-titre { "Évolution de l’indice cyber" }
                    desc #courbe-texte {
                        "L’indice passe de " (indice(premier.centiemes)) " le " (date(premier.jour))
                        " à " (indice(dernier.centiemes)) " le " (date(dernier.jour)) "."
                        @if !reperes.is_empty() { " Les événements numérotés sont décrits sous la courbe." }
                    }
                    g.mss-graphe__large {
                        @for rang in 0..=5u16 {
                            @let haut = y(rang * 100);
                            path.g-axe d={ "M" %(GAUCHE) " " %(haut) "H" %(DROITE) } {}
                            text x="24" y=%(haut + 4.0) "text-anchor"="end" { (rang) }
                        }
                        path.g-trait d=(trait_de(axe, points)) {}
                        @for repere in &reperes {
                            circle.g-vide r="5" cx=(arrondi(repere.x)) cy=(arrondi(repere.y)) {}
                            text.fort x=(arrondi(repere.x - 6.0)) y=(arrondi(repere.y - 7.0)) "text-anchor"="end" { (repere.numero) }
                        }
                        circle.g-plein r="5" cx=%(DROITE) cy=(arrondi(y(dernier.centiemes))) {}
                        text.fort x=%(DROITE + 10.0) y=(arrondi(y(dernier.centiemes) + 4.0)) { (indice(dernier.centiemes)) }
                        text x=%(GAUCHE) y="228" { (mois_court(premier.jour)) }
                        text x=%(DROITE) y="228" "text-anchor"="end" { (mois_court(dernier.jour)) }
                    }
                }
            }
            @if !reperes.is_empty() {
                ol.fr-text--sm { @for point in marques(points) {
                    li { (date(point.jour)) ", indice " (indice(point.centiemes)) ". " (evenements(point)) "." }
                } }
            }
            (donnees(points))
        } @else if points.is_empty() {
            p.mss-texte { "La courbe commence le jour où la description est terminée." }
        } @else {
            p.mss-texte { "L’indice est connu depuis un seul jour. La courbe se dessine dès demain." }
        }
    }
}

/// The days that carry a mark.
fn marques(points: &[Point]) -> impl Iterator<Item = &Point> {
    points.iter().filter(|p| !p.evenements.is_empty())
}

fn reperes(axe: &Axe, points: &[Point]) -> Vec<Repere> {
    let marques = marques(points).enumerate();
    marques
        .map(|(rang, point)| Repere {
            x: axe.x(point.jour),
            y: y(point.centiemes),
            numero: rang + 1,
        })
        .collect()
}

/// The stair: flat until the next change.
fn trait_de(axe: &Axe, points: &[Point]) -> String {
    let mut trait_ = String::new();
    for (rang, point) in points.iter().enumerate() {
        let (x, y) = (arrondi(axe.x(point.jour)), arrondi(y(point.centiemes)));
        trait_.push_str(&if rang == 0 {
            format!("M{x} {y}")
        } else {
            format!("H{x}V{y}")
        });
    }
    trait_
}

fn arrondi(valeur: f64) -> String {
    format!("{valeur:.1}")
}

/// What happened that day, one after the other.
fn evenements(point: &Point) -> String {
    let textes: Vec<_> = point.evenements.iter().map(|e| evenement(*e)).collect();
    textes.join(". ")
}

fn donnees(points: &[Point]) -> impl Renderable {
    maud! {
        details.mss-donnees {
            summary { "Les données de la courbe" }
            div.fr-table { table {
                caption.fr-sr-only { "Indice cyber par date" }
                thead { tr {
                    th scope="col" { "Date" }
                    th.mss-num scope="col" { "Indice sur 5" }
                    th scope="col" { "Événement" }
                } }
                tbody { @for point in points { tr {
                    th scope="row" { (date(point.jour)) }
                    td.mss-num { b { (indice(point.centiemes)) } }
                    td { (evenements(point)) }
                } } }
            } }
        }
    }
}
