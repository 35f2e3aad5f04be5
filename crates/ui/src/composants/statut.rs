//! The status switch: three submit buttons, one pressed.
//!
//! Invariant: one form serves a whole list, so a button carries all it takes:
//! `name="statut" value="AUTH.1:fait:3"` (measure, status, version of its row).

use crate::format::typo;
use crate::prelude::*;
use domaine::vocabulaire::Statut;

/// The switch of one measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bascule<'a> {
    /// Identifier of the measure (`AUTH.1`).
    pub mesure: &'a str,
    /// What names it on the page: its title, or its question.
    pub titre: &'a str,
    /// Where it stands.
    pub statut: Option<Statut>,
    /// Version of its row, 0 when it has never been answered.
    pub version: i64,
    /// Larger, on the page of the measure.
    pub grande: bool,
}

/// The three answers of F30. "Non fait" means to be started (`aLancer`) until declined.
const REPONSES: [(Statut, &str); 3] = [
    (Statut::Fait, "Fait"),
    (Statut::EnCours, "En cours"),
    (Statut::ALancer, "Non fait"),
];

/// The switch; its buttons belong to the form around it.
pub fn bascule_statut<'a>(bascule: Bascule<'a>) -> impl Renderable + 'a {
    let ecartee = bascule.statut == Some(Statut::NonFait);
    let reponses = REPONSES.map(|(reponse, nom)| {
        let enfoncee = bascule.statut == Some(reponse) || (ecartee && reponse == Statut::ALancer);
        // A declined measure shows "Non fait", without the colour of what is to be started.
        let couleur = if enfoncee && ecartee {
            Statut::NonFait
        } else {
            reponse
        };
        (reponse, nom, enfoncee, couleur)
    });
    // The list beside a panel has the same measure's switch.
    let prefixe = if bascule.grande {
        "panneau-"
    } else {
        "statut-"
    };
    maud! {
        fieldset.mss-statut.mss-statut--grand[bascule.grande] {
            legend.fr-sr-only { "Statut de la mesure « " %(typo(bascule.titre)) " »" }
            @for (reponse, nom, enfoncee, couleur) in reponses {
                button #{ (prefixe) (bascule.mesure) "-" (reponse.id()) } name="statut"
                    value={ (bascule.mesure) ":" (reponse.id()) ":" (bascule.version) }
                    data-statut=(couleur.id()) aria-pressed=(enfoncee) { (nom) }
            }
        }
    }
}
