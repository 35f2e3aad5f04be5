//! Sets of measures as three machine words: the reason an evaluation takes microseconds.
//!
//! Invariant: a [`MesureIdx`] is a rank in the catalogue, below [`MesureIdx::MAX`]; it never leaves
//! the engine (outside, a measure is its identifier).

use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not, Sub};

/// Rank of a measure in its catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MesureIdx(u8);

impl MesureIdx {
    /// The most measures a catalogue may hold.
    pub const MAX: usize = 192;

    /// The measure of that rank, if a catalogue can hold it.
    #[must_use]
    pub fn depuis_rang(rang: usize) -> Option<Self> {
        u8::try_from(rang)
            .ok()
            .filter(|_| rang < Self::MAX)
            .map(Self)
    }

    /// Its rank, from 0.
    #[must_use]
    pub const fn rang(self) -> usize {
        self.0 as usize
    }
}

/// A set of measures of one catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ensemble([u64; 3]);

impl Ensemble {
    /// No measure.
    pub const VIDE: Self = Self([0; 3]);

    /// The first `nombre` measures of a catalogue.
    #[must_use]
    pub fn premiers(nombre: usize) -> Self {
        (0..nombre).filter_map(MesureIdx::depuis_rang).collect()
    }

    /// Whether it holds a measure.
    #[must_use]
    pub const fn contient(&self, mesure: MesureIdx) -> bool {
        self.0[mesure.rang() / 64] >> (mesure.rang() % 64) & 1 == 1
    }

    /// Adds a measure.
    pub const fn ajouter(&mut self, mesure: MesureIdx) {
        self.0[mesure.rang() / 64] |= 1 << (mesure.rang() % 64);
    }

    /// Takes a measure out.
    pub const fn retirer(&mut self, mesure: MesureIdx) {
        self.0[mesure.rang() / 64] &= !(1 << (mesure.rang() % 64));
    }

    /// How many measures it holds.
    #[must_use]
    pub const fn len(&self) -> u32 {
        self.0[0].count_ones() + self.0[1].count_ones() + self.0[2].count_ones()
    }

    /// Whether it holds none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0[0] | self.0[1] | self.0[2] == 0
    }

    /// Whether everything it holds is in `autre` too.
    #[must_use]
    pub fn est_inclus_dans(&self, autre: &Self) -> bool {
        (*self - *autre).is_empty()
    }

    /// Its measures, in catalogue order.
    pub fn iter(&self) -> impl Iterator<Item = MesureIdx> + use<> {
        self.0
            .into_iter()
            .zip([0u8, 64, 128])
            .flat_map(|(mut mot, debut)| {
                std::iter::from_fn(move || {
                    let rang = u8::try_from(mot.trailing_zeros())
                        .ok()
                        .filter(|r| *r < 64)?;
                    mot &= mot - 1;
                    Some(MesureIdx(debut + rang))
                })
            })
    }

    fn combiner(self, autre: Self, f: impl Fn(u64, u64) -> u64) -> Self {
        let ([a, b, c], [x, y, z]) = (self.0, autre.0);
        Self([f(a, x), f(b, y), f(c, z)])
    }
}

impl FromIterator<MesureIdx> for Ensemble {
    fn from_iter<I: IntoIterator<Item = MesureIdx>>(mesures: I) -> Self {
        let mut ensemble = Self::VIDE;
        mesures.into_iter().for_each(|m| ensemble.ajouter(m));
        ensemble
    }
}

impl BitOr for Ensemble {
    type Output = Self;
    fn bitor(self, autre: Self) -> Self {
        self.combiner(autre, |a, b| a | b)
    }
}

impl BitAnd for Ensemble {
    type Output = Self;
    fn bitand(self, autre: Self) -> Self {
        self.combiner(autre, |a, b| a & b)
    }
}

/// What the first holds and the second does not.
impl Sub for Ensemble {
    type Output = Self;
    fn sub(self, autre: Self) -> Self {
        self.combiner(autre, |a, b| a & !b)
    }
}

/// Every other measure a catalogue could hold.
impl Not for Ensemble {
    type Output = Self;
    fn not(self) -> Self {
        Self(self.0.map(|mot| !mot))
    }
}

impl BitOrAssign for Ensemble {
    fn bitor_assign(&mut self, autre: Self) {
        *self = *self | autre;
    }
}

impl BitAndAssign for Ensemble {
    fn bitand_assign(&mut self, autre: Self) {
        *self = *self & autre;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::btree_set, prelude::*};

    fn ensemble(rangs: &std::collections::BTreeSet<usize>) -> Ensemble {
        rangs
            .iter()
            .filter_map(|r| MesureIdx::depuis_rang(*r))
            .collect()
    }

    #[test]
    fn ranks_are_bounded() {
        assert!(MesureIdx::depuis_rang(191).is_some());
        assert!(MesureIdx::depuis_rang(192).is_none());
        assert!(MesureIdx::depuis_rang(256).is_none());
        assert_eq!(Ensemble::premiers(135).len(), 135);
    }

    proptest! {
        #[test]
        fn behaves_as_a_set(a in btree_set(0usize..192, 0..80), b in btree_set(0usize..192, 0..80)) {
            let (x, y) = (ensemble(&a), ensemble(&b));
            let rangs = |e: Ensemble| e.iter().map(MesureIdx::rang).collect::<Vec<_>>();
            prop_assert_eq!(rangs(x), a.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(rangs(x | y), a.union(&b).copied().collect::<Vec<_>>());
            prop_assert_eq!(rangs(x & y), a.intersection(&b).copied().collect::<Vec<_>>());
            prop_assert_eq!(rangs(x - y), a.difference(&b).copied().collect::<Vec<_>>());
            prop_assert_eq!(x - y, x & !y);
            prop_assert_eq!(x.est_inclus_dans(&y), a.is_subset(&b));
            prop_assert_eq!(x.len() as usize, a.len());
            prop_assert_eq!(x.is_empty(), a.is_empty());
            for m in x.iter() {
                prop_assert!(x.contient(m));
                let mut moins = x;
                moins.retirer(m);
                prop_assert!(!moins.contient(m));
            }
        }
    }
}
