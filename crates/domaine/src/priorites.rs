//! In which order to carry out what remains (F16, F31).
//!
//! Invariant: a total order, so that two computations never disagree.

use crate::catalogue::Catalogue;
use crate::ensemble::MesureIdx;
use crate::evaluation::Evaluation;
use crate::reponses::Description;
use crate::statuts::Statuts;
use crate::vocabulaire::{Exigence, Statut};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A measure that remains to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reste {
    /// The measure.
    pub mesure: MesureIdx,
    /// How strongly it is asked.
    pub exigence: Exigence,
    /// How many risks of the service it weighs on.
    pub risques: u32,
    /// Sum of the gravities of those risks.
    pub gravite: u32,
}

impl Catalogue {
    /// What remains, neither done nor declined: indispensable first, then the risks it weighs on
    /// (sum of their gravities, then their number), then the lightest effort, then catalogue order.
    #[must_use]
    pub fn priorites(
        &self,
        description: &Description,
        statuts: &Statuts,
        evaluation: &Evaluation,
    ) -> Vec<Reste> {
        let closes = statuts.avec(Statut::Fait) | statuts.avec(Statut::NonFait);
        let mut poids = vec![(0, 0); self.toutes().len() as usize];
        for risque in &evaluation.risques {
            let associees =
                self.risques
                    .mesures_associees(risque, description, &evaluation.mesures);
            for mesure in associees.collect::<BTreeSet<_>>() {
                poids[mesure.rang()].0 += u32::from(risque.gravite);
                poids[mesure.rang()].1 += 1;
            }
        }
        let mut restes: Vec<Reste> = (evaluation.mesures.toutes() - closes)
            .iter()
            .filter_map(|mesure| {
                let (gravite, risques) = poids[mesure.rang()];
                let exigence = evaluation.mesures.exigence(mesure)?;
                Some(Reste {
                    mesure,
                    exigence,
                    risques,
                    gravite,
                })
            })
            .collect();
        restes.sort_by_key(|r| {
            let effort = self.mesure(r.mesure).effort;
            (
                r.exigence,
                Reverse(r.gravite),
                Reverse(r.risques),
                effort,
                r.mesure,
            )
        });
        restes
    }
}
