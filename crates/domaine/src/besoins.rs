//! The required level of needs, and how the answers lead to it (`regles.md` §6, F41).
//!
//! Invariant: figures and matrices come from `questionnaire.yaml`; only the formula is here.

mod provisoire;

pub use provisoire::{Provisoire, Relevement};

use crate::reponses::Description;
use crate::vocabulaire::{
    Audience, CategorieDonnees, DureeDysfonctionnement, NiveauSecurite, Ouverture, Volumetrie,
};
use enumset::EnumSet;

/// A matrix of figures from 1 to 4, indexed by (criticality − 1).
pub type Matrice = [[u8; 4]; 4];

/// Criticalities of the answers and matrices, as read from `questionnaire.yaml`.
///
/// Criticalities run from 1 to 4. Arrays are indexed by the rank of the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baremes {
    /// Criticality of each category of data.
    pub donnees: [u8; 9],
    /// Criticality of all free-text data together.
    pub donnees_supplementaires: u8,
    /// Criticality of each acceptable duration.
    pub duree: [u8; 4],
    /// Criticality of each audience.
    pub audience: [u8; 4],
    /// Criticality of each opening.
    pub ouverture: [u8; 4],
    /// Criticality of each volume.
    pub volumetrie: [u8; 4],
    /// Rows: volume; columns: criticality of the data.
    pub volumetrie_donnees: Matrice,
    /// Rows: audience; columns: availability.
    pub audience_disponibilite: Matrice,
    /// Exposure by criticality of the opening.
    pub exposition: [u8; 4],
    /// Rows: general criticality; columns: exposure.
    pub criticite_exposition: [[NiveauSecurite; 4]; 4],
}

/// The required level with each step that leads to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Besoins {
    /// The lowest level the owner may choose.
    pub requis: NiveauSecurite,
    /// General criticality, 1 to 4: the higher of data and availability.
    pub criticite: u8,
    /// Exposure, 1 to 3.
    pub exposition: u8,
    /// What comes from the data.
    pub donnees: CritereDonnees,
    /// What comes from availability.
    pub disponibilite: CritereDisponibilite,
    /// What gives the exposure.
    pub ouverture: Ouverture,
}

/// Criticality that comes from the data handled and its volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CritereDonnees {
    /// From 1 to 4.
    pub criticite: u8,
    /// The categories that give it; empty when no category weighs more than the minimum.
    pub determinantes: EnumSet<CategorieDonnees>,
    /// The volume it was crossed with.
    pub volumetrie: Volumetrie,
}

/// Criticality that comes from the acceptable downtime and the audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CritereDisponibilite {
    /// From 1 to 4.
    pub criticite: u8,
    /// How long one can do without it.
    pub duree: DureeDysfonctionnement,
    /// How far its public extends.
    pub audience: Audience,
}

/// The answers the required level depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entrees {
    pub(crate) donnees: EnumSet<CategorieDonnees>,
    pub(crate) donnees_supplementaires: bool,
    pub(crate) volumetrie: Volumetrie,
    pub(crate) audience: Audience,
    pub(crate) duree: DureeDysfonctionnement,
    pub(crate) ouverture: Ouverture,
}

impl From<&Description> for Entrees {
    fn from(d: &Description) -> Self {
        Self {
            donnees: d.categories_donnees_traitees,
            donnees_supplementaires: d.donnees_supplementaires,
            volumetrie: d.volumetrie_donnees_traitees,
            audience: d.audience_cible,
            duree: d.duree_dysfonctionnement_acceptable,
            ouverture: d.ouverture_systeme,
        }
    }
}

/// Cell of a matrix at two criticalities; criticalities are 1 to 4, checked at load.
fn case<T: Copy>(matrice: &[[T; 4]; 4], ligne: u8, colonne: u8) -> T {
    matrice[usize::from(ligne.clamp(1, 4) - 1)][usize::from(colonne.clamp(1, 4) - 1)]
}

impl Baremes {
    /// Data criticality read by the rules: the highest of the categories, 1 when there are none.
    /// Free-text data and volume are not used (`regles.md` §3).
    #[must_use]
    pub fn criticite_donnees(&self, donnees: EnumSet<CategorieDonnees>) -> u8 {
        let criticites = donnees.iter().map(|c| self.donnees[c.rang()]);
        criticites.max().unwrap_or(1)
    }

    /// The required level, explained.
    #[must_use]
    pub fn besoins(&self, description: &Description) -> Besoins {
        self.calculer(&Entrees::from(description))
    }

    pub(crate) fn calculer(&self, e: &Entrees) -> Besoins {
        let volumetrie = self.volumetrie[e.volumetrie.rang()];
        let pese = |criticite| case(&self.volumetrie_donnees, volumetrie, criticite);
        let libres = e
            .donnees_supplementaires
            .then(|| pese(self.donnees_supplementaires));
        let poids = |c: CategorieDonnees| pese(self.donnees[c.rang()]);
        let par_categorie = e.donnees.iter().map(poids).max();
        let criticite_donnees = par_categorie.max(libres).unwrap_or(1).max(1);
        let determinantes = if criticite_donnees > 1 {
            e.donnees
                .iter()
                .filter(|c| poids(*c) == criticite_donnees)
                .collect()
        } else {
            EnumSet::empty()
        };
        let disponibilite = case(
            &self.audience_disponibilite,
            self.audience[e.audience.rang()],
            self.duree[e.duree.rang()],
        );
        let criticite = criticite_donnees.max(disponibilite);
        let rang_ouverture = usize::from(self.ouverture[e.ouverture.rang()].clamp(1, 4) - 1);
        let exposition = self.exposition[rang_ouverture];
        Besoins {
            requis: case(&self.criticite_exposition, criticite, exposition),
            criticite,
            exposition,
            donnees: CritereDonnees {
                criticite: criticite_donnees,
                determinantes,
                volumetrie: e.volumetrie,
            },
            disponibilite: CritereDisponibilite {
                criticite: disponibilite,
                duree: e.duree,
                audience: e.audience,
            },
            ouverture: e.ouverture,
        }
    }

    /// The displayed part of the matrix: for each criticality from 4 down to 1, the level at each
    /// exposure that an answer can reach.
    #[must_use]
    pub fn grille(&self) -> Vec<(u8, Vec<NiveauSecurite>)> {
        let expositions = self.exposition.iter().copied().max().unwrap_or(1);
        let ligne = |c| {
            (1..=expositions)
                .map(|e| case(&self.criticite_exposition, c, e))
                .collect()
        };
        (1..=4).rev().map(|c| (c, ligne(c))).collect()
    }
}
