//! The three maps and the same in words.

use super::tableau::{Moment, Tableau};
use crate::format::compte;
use crate::prelude::*;
use crate::svg::{PointRisque, carte_risques};
use crate::texte;
use domaine::vocabulaire::NiveauRisque;

/// One map, with how many risks of each level it holds.
pub(super) fn carte<'a>(
    page: &'a Tableau<'_>,
    moment: Moment,
    points: &'a [PointRisque],
    nom: &'static str,
    precision: String,
    rangees: [usize; 4],
) -> impl Renderable + 'a {
    let nombre = |niveau| page.nombre(niveau, moment);
    let (eleves, moyens, faibles) = (
        nombre(NiveauRisque::Eleve),
        nombre(NiveauRisque::Moyen),
        nombre(NiveauRisque::Faible),
    );
    maud! {
        section {
            h2.mss-h { (nom) }
            p.fr-text--sm.mss-2 { (precision) }
            (carte_risques(nom, page.modele, points, rangees))
            p.fr-text--sm {
                b { (compte(eleves, "élevé", "élevés")) } ", " (compte(moyens, "moyen", "moyens"))
                ", " (compte(faibles, "faible", "faibles"))
            }
        }
    }
}

/// The three maps as sentences.
pub(super) fn transcription<'a>(page: &'a Tableau<'_>) -> impl Renderable + 'a {
    maud! {
        details.mss-donnees {
            summary { "Les trois cartes en texte" }
            ul { @for r in &page.risques {
                li {
                    (r.id) " : " (r.titre) ". Gravité " (texte::cote(&page.modele.gravites, r.gravite))
                    ". Vraisemblance brute " (texte::cote(&page.modele.vraisemblances, r.brut))
                    " ; aujourd’hui " (texte::cote(&page.modele.vraisemblances, r.courant))
                    " ; une fois tout fait " (texte::cote(&page.modele.vraisemblances, r.cible)) ". Niveau "
                    (texte::niveau_risque(page.niveau(r, Moment::Brut)).to_lowercase()) ", puis "
                    (texte::niveau_risque(page.niveau(r, Moment::Courant)).to_lowercase()) ", puis "
                    (texte::niveau_risque(page.niveau(r, Moment::Cible)).to_lowercase()) "."
                }
            } }
        }
    }
}
