//! What if: the same service with other answers to some of its measures.
//!
//! Invariant: nothing but two evaluations by the one engine; nothing is kept.

use crate::actions::Baisse;
use crate::catalogue::Catalogue;
use crate::ensemble::MesureIdx;
use crate::evaluation::Evaluation;
use crate::reponses::Description;
use crate::risques::RisqueEvalue;
use crate::statuts::{MesureSpecifique, Statuts};
use crate::vocabulaire::Statut;

/// A service before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    /// As it stands.
    pub avant: Evaluation,
    /// As it would.
    pub apres: Evaluation,
}

impl Simulation {
    /// The risks whose likelihood moves, before and after, in catalogue order.
    pub fn risques(&self) -> impl Iterator<Item = (RisqueEvalue, u8)> {
        // Statuses do not choose risks: both lists hold the same ones in the same order.
        let paires = self.avant.risques.iter().zip(&self.apres.risques);
        paires
            .filter(|(a, b)| a.courant != b.courant)
            .map(|(a, b)| (*a, b.courant))
    }

    /// Those that become less likely.
    pub fn baisses(&self) -> impl Iterator<Item = Baisse> {
        let baisses = self
            .risques()
            .filter(|(avant, apres)| *apres < avant.courant);
        baisses.map(|(risque, apres)| Baisse { risque, apres })
    }
}

impl Catalogue {
    /// Evaluates a service as it stands, then with these statuses instead (none: not answered).
    /// Of a measure given twice, the last one counts.
    #[must_use]
    pub fn simuler(
        &self,
        description: &Description,
        statuts: &Statuts,
        specifiques: &[MesureSpecifique],
        changements: &[(MesureIdx, Option<Statut>)],
    ) -> Simulation {
        let mut autres = *statuts;
        for (mesure, statut) in changements {
            autres.poser(*mesure, *statut);
        }
        Simulation {
            avant: self.evaluer(description, statuts, specifiques),
            apres: self.evaluer(description, &autres, specifiques),
        }
    }
}
