//! What to do next: what each measure that remains would bring, alone or with others.
//!
//! Invariant: a gain is exactly what evaluating the service again with that measure done would
//! show (`simulation`), to the last bit; the ranking is a total order.

mod appuis;
mod cible;

pub use appuis::{Appui, AppuiRisque, Appuis};
pub use cible::{Chemin, Cible};

use crate::catalogue::Catalogue;
use crate::ensemble::{Ensemble, MesureIdx};
use crate::evaluation::Evaluation;
use crate::indice::{self, Comptes};
use crate::reponses::Description;
use crate::risques::RisqueEvalue;
use crate::statuts::Statuts;
use crate::vocabulaire::{Categorie, Effort, Exigence, Statut};
use std::cmp::Reverse;

/// What a measure would bring, were it done.
#[derive(Clone, Debug, PartialEq)]
pub struct Gain {
    /// The measure: neither done nor declined.
    pub mesure: MesureIdx,
    /// How much the index rises, not rounded; from 0 to 5.
    pub indice: f64,
    /// The risks it lowers by itself, in catalogue order.
    pub risques: Vec<Baisse>,
    /// How much work it asks for.
    pub effort: Effort,
}

/// A risk that becomes less likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Baisse {
    /// The risk as it stands: its current likelihood is the one before.
    pub risque: RisqueEvalue,
    /// Likelihood after, 1 to 4, below the one before.
    pub apres: u8,
}

impl Gain {
    /// What it takes off the risks: each fall of a likelihood weighted by the gravity.
    #[must_use]
    pub fn poids(&self) -> u32 {
        let poids =
            |b: &Baisse| u32::from(b.risque.gravite) * u32::from(b.risque.courant - b.apres);
        self.risques.iter().map(poids).sum()
    }

    /// Whether the measure alone changes neither the index nor a risk.
    #[must_use]
    pub fn est_nul(&self) -> bool {
        self.indice == 0.0 && self.risques.is_empty()
    }

    /// The rank: risks lowered (weighted by gravity) first, then what the index gains, then the
    /// lightest effort, then catalogue order. Gains are compared to the millionth, so that two
    /// that differ only by floating-point noise leave the decision to the effort.
    fn rang(&self) -> impl Ord + use<> {
        let millioniemes = (self.indice * 1e6).round() as u32;
        (
            Reverse(self.poids()),
            Reverse(millioniemes),
            self.effort,
            self.mesure,
        )
    }
}

impl Statuts {
    /// What remains of these measures: neither done nor declined.
    #[must_use]
    pub fn restantes(&self, mesures: Ensemble) -> Ensemble {
        mesures - self.avec(Statut::Fait) - self.avec(Statut::NonFait)
    }
}

impl Catalogue {
    /// What each measure that remains would bring, the most useful first ([`Gain::rang`]).
    /// `evaluation` is that of this description and these statuses.
    #[must_use]
    pub fn gains(
        &self,
        description: &Description,
        statuts: &Statuts,
        evaluation: &Evaluation,
    ) -> Vec<Gain> {
        let comptes = self.compter(&evaluation.mesures, statuts, Ensemble::VIDE);
        let par_classe = GainsIndice::new(&comptes, evaluation.indice.total);
        let restantes = statuts.restantes(evaluation.mesures.toutes());
        let mut places = [u8::MAX; MesureIdx::MAX];
        let mut gains = Vec::with_capacity(restantes.len() as usize);
        for (place, mesure) in (0..).zip(restantes.iter()) {
            places[mesure.rang()] = place;
            let fiche = self.mesure(mesure);
            let exigence = if evaluation
                .mesures
                .avec(Exigence::Indispensable)
                .contient(mesure)
            {
                Exigence::Indispensable
            } else {
                Exigence::Recommandee
            };
            let commencee = statuts.avec(Statut::EnCours).contient(mesure);
            gains.push(Gain {
                mesure,
                indice: par_classe.de(fiche.categorie, exigence, commencee),
                risques: Vec::new(),
                effort: fiche.effort,
            });
        }
        let acquises = statuts.avec(Statut::Fait) | !evaluation.mesures.toutes();
        for risque in &evaluation.risques {
            let noter = |mesure: MesureIdx, apres| {
                if let Some(gain) = gains.get_mut(usize::from(places[mesure.rang()])) {
                    gain.risques.push(Baisse {
                        risque: *risque,
                        apres,
                    });
                }
            };
            self.risques.baisses(risque, description, acquises, noter);
        }
        gains.sort_by_cached_key(Gain::rang);
        gains
    }
}

/// What one more measure done brings to the index: it depends only on its category, on how
/// strongly it is asked, and on whether it is under way (then half of it already counts).
struct GainsIndice([[[f64; 2]; Exigence::TOUS.len()]; Categorie::TOUS.len()]);

impl GainsIndice {
    fn new(comptes: &Comptes, avant: f64) -> Self {
        let mut gains = [[[0.0; 2]; Exigence::TOUS.len()]; Categorie::TOUS.len()];
        for (categorie, par_exigence) in gains.iter_mut().enumerate() {
            for (exigence, [nouvelle, commencee]) in par_exigence.iter_mut().enumerate() {
                let mut apres = *comptes;
                let compte = &mut apres[categorie][exigence];
                if compte.faites == compte.total {
                    continue;
                }
                compte.faites += 1;
                *nouvelle = indice::calculer(&apres).total - avant;
                let compte = &mut apres[categorie][exigence];
                if compte.en_cours > 0 {
                    compte.en_cours -= 1;
                    *commencee = indice::calculer(&apres).total - avant;
                }
            }
        }
        Self(gains)
    }

    const fn de(&self, categorie: Categorie, exigence: Exigence, commencee: bool) -> f64 {
        self.0[categorie.rang()][exigence.rang()][commencee as usize]
    }
}
