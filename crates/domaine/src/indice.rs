//! The cyber index (F32): how much of what is asked of a service is done, out of 5.
//!
//! Invariant: figures are in [0, 5] and never rounded here; `nonFait`, `aLancer` and no status bring
//! nothing and stay in the total.

use crate::vocabulaire::{Categorie, Exigence};

/// Highest value of the index.
pub const MAXIMUM: f64 = 5.0;
/// Share of the rate that the indispensable measures alone can reach.
const PART_INDISPENSABLES: f64 = 0.6;
/// What the recommended ones add to it.
const PART_RECOMMANDEES: f64 = 0.4;

/// The index, in total and by category; each in [0, 5], not rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Indice {
    /// Mean of the categories, weighted by their number of measures.
    pub total: f64,
    categories: [f64; 4],
}

impl Indice {
    /// The index of a category; 0 when the service has no measure in it.
    #[must_use]
    pub const fn categorie(&self, categorie: Categorie) -> f64 {
        self.categories[categorie.rang()]
    }

    /// The duration of homologation recommended at this index.
    #[must_use]
    pub fn palier(&self) -> &'static Palier {
        palier(self.total)
    }
}

/// An index in hundredths, rounded down: what is shown never claims a threshold not reached.
#[must_use]
pub fn centiemes(indice: f64) -> u16 {
    // The margin absorbs what floating-point sums lose (2.3 is 2.2999999999999998).
    (indice.clamp(0.0, MAXIMUM) * 100.0 + 1e-9) as u16
}

/// Counts of one category for one requirement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Compte {
    pub(crate) total: u32,
    pub(crate) faites: u32,
    pub(crate) en_cours: u32,
}

impl Compte {
    /// Share done; `None` when there is no such measure.
    fn fraction(self) -> Option<f64> {
        (self.total > 0).then(|| {
            (f64::from(self.faites) + 0.5 * f64::from(self.en_cours)) / f64::from(self.total)
        })
    }
}

/// Counts by category, then by requirement.
pub(crate) type Comptes = [[Compte; Exigence::TOUS.len()]; Categorie::TOUS.len()];

/// Number of measures of a category, and the share of its points they earn, from 0 to 1.
pub(crate) fn apport(
    [indispensables, recommandees]: &[Compte; Exigence::TOUS.len()],
) -> (f64, f64) {
    let taux = match (indispensables.fraction(), recommandees.fraction()) {
        (Some(ind), Some(rec)) => (PART_INDISPENSABLES + PART_RECOMMANDEES * rec) * ind,
        (Some(seule), None) | (None, Some(seule)) => seule,
        (None, None) => 0.0,
    };
    (f64::from(indispensables.total + recommandees.total), taux)
}

/// The formula of `docs/architecture.md`, "Evaluation rules".
pub(crate) fn calculer(comptes: &Comptes) -> Indice {
    let mut indice = Indice::default();
    let (mut somme, mut nombre) = (0.0, 0.0);
    for (categorie, compte) in Categorie::TOUS.iter().zip(comptes) {
        let (n, taux) = apport(compte);
        indice.categories[categorie.rang()] = (MAXIMUM * taux).min(MAXIMUM);
        somme += n * taux;
        nombre += n;
    }
    if nombre > 0.0 {
        indice.total = (MAXIMUM * somme / nombre).min(MAXIMUM);
    }
    indice
}

/// A step of the recommended-duration scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palier {
    /// The index from which it holds; up to the next step, excluded.
    pub seuil: f64,
    /// Longest recommended duration, in months; `None`: no homologation possible.
    pub mois: Option<u8>,
    /// Homologating at this index is advised against, and at least one réserve is required.
    pub deconseille: bool,
}

/// The scale, lowest step first: none, then 6 months (advised against), one, two and three years.
pub const PALIERS: [Palier; 5] = [
    Palier {
        seuil: 0.0,
        mois: None,
        deconseille: true,
    },
    Palier {
        seuil: 1.0,
        mois: Some(6),
        deconseille: true,
    },
    Palier {
        seuil: 2.0,
        mois: Some(12),
        deconseille: false,
    },
    Palier {
        seuil: 3.0,
        mois: Some(24),
        deconseille: false,
    },
    Palier {
        seuil: 4.0,
        mois: Some(36),
        deconseille: false,
    },
];

/// The step an index stands on.
#[must_use]
pub fn palier(indice: f64) -> &'static Palier {
    let atteints = PALIERS.iter().rev().find(|p| indice + 1e-9 >= p.seuil);
    atteints.unwrap_or(&PALIERS[0])
}

/// The step above, if there is one.
#[must_use]
pub fn palier_suivant(indice: f64) -> Option<&'static Palier> {
    PALIERS.iter().find(|p| p.seuil > indice + 1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn compte(total: u32, faites: u32, en_cours: u32) -> Compte {
        Compte {
            total,
            faites,
            en_cours,
        }
    }

    #[test]
    fn one_class_empty_leaves_the_other_alone() {
        let mut comptes = Comptes::default();
        comptes[0] = [compte(4, 1, 2), compte(0, 0, 0)];
        comptes[1] = [compte(0, 0, 0), compte(2, 1, 0)];
        comptes[2] = [compte(2, 2, 0), compte(2, 0, 1)];
        let indice = calculer(&comptes);
        assert_eq!(indice.categorie(Categorie::Gouvernance), 2.5);
        assert_eq!(indice.categorie(Categorie::Protection), 2.5);
        assert_eq!(indice.categorie(Categorie::Defense), 3.5);
        assert_eq!(indice.categorie(Categorie::Resilience), 0.0);
        assert!((indice.total - 29.0 / 10.0).abs() < 1e-12);
        assert_eq!(calculer(&Comptes::default()), Indice::default());
    }

    #[test]
    fn hundredths_never_claim_a_threshold() {
        assert_eq!(centiemes(2.999_999), 299);
        assert_eq!(centiemes(2.3), 230);
        assert_eq!(centiemes(5.0), 500);
        assert_eq!(centiemes(-1.0), 0);
    }

    #[test]
    fn scale() {
        let mois = |indice| palier(indice).mois;
        assert_eq!(mois(0.99), None);
        assert_eq!(mois(1.0), Some(6));
        assert!(palier(1.5).deconseille);
        assert_eq!(mois(2.0), Some(12));
        assert_eq!(mois(3.999), Some(24));
        assert_eq!(mois(5.0), Some(36));
        assert_eq!(palier_suivant(3.1).map(|p| p.seuil), Some(4.0));
        assert_eq!(palier_suivant(4.2), None);
    }
}
