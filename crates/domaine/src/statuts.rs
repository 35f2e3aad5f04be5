//! Where the measures of a service stand.
//!
//! Invariant: a measure has at most one status.

use crate::ensemble::{Ensemble, MesureIdx};
use crate::vocabulaire::{Categorie, Statut};

/// The status of each measure of a catalogue; the service may not have all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Statuts([Ensemble; 4]);

impl Statuts {
    /// No status at all.
    pub const VIDES: Self = Self([Ensemble::VIDE; 4]);

    /// The same status for all of these measures, none for the others.
    #[must_use]
    pub fn tous(mesures: Ensemble, statut: Statut) -> Self {
        let mut statuts = Self::VIDES;
        statuts.0[statut.rang()] = mesures;
        statuts
    }

    /// Gives a status to a measure, or takes it away.
    pub fn poser(&mut self, mesure: MesureIdx, statut: Option<Statut>) {
        self.0.iter_mut().for_each(|e| e.retirer(mesure));
        if let Some(statut) = statut {
            self.0[statut.rang()].ajouter(mesure);
        }
    }

    /// The status of a measure, if it has one.
    #[must_use]
    pub fn de(&self, mesure: MesureIdx) -> Option<Statut> {
        let mut mots = Statut::TOUS.iter().copied();
        mots.find(|s| self.avec(*s).contient(mesure))
    }

    /// The measures with this status.
    #[must_use]
    pub fn avec(&self, statut: Statut) -> Ensemble {
        self.0[statut.rang()]
    }

    /// The measures with any status.
    #[must_use]
    pub fn renseignees(&self) -> Ensemble {
        self.0.into_iter().fold(Ensemble::VIDE, |a, b| a | b)
    }
}

impl FromIterator<(MesureIdx, Statut)> for Statuts {
    fn from_iter<I: IntoIterator<Item = (MesureIdx, Statut)>>(paires: I) -> Self {
        let mut statuts = Self::VIDES;
        for (mesure, statut) in paires {
            statuts.poser(mesure, Some(statut));
        }
        statuts
    }
}

/// What the engine reads of a measure the owner added: it counts as recommended, in the
/// personalised index and in completeness only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MesureSpecifique {
    /// Its family.
    pub categorie: Categorie,
    /// Where it stands.
    pub statut: Option<Statut>,
}
