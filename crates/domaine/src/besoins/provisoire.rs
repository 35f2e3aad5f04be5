//! The level of a description still being written: what is sure, what may yet raise it.
//!
//! Invariant: the provisional level is reached by some completion and no completion is lower.

use super::{Baremes, Besoins, Entrees};
use crate::reponses::{Reponse, Reponses};
use crate::vocabulaire::{
    Audience, CategorieDonnees, Champ, DureeDysfonctionnement, NiveauSecurite, Ouverture,
    Volumetrie,
};

/// The level of incomplete answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provisoire {
    /// The lowest level over every possible completion.
    pub minimum: NiveauSecurite,
    /// The highest one.
    pub maximum: NiveauSecurite,
    /// The questions the level depends on that have no answer yet, in the order of the questionnaire.
    /// Optional lists (data) count as answered: empty means none.
    pub manquants: Vec<Champ>,
    /// The steps of the calculation, when nothing is missing.
    pub besoins: Option<Besoins>,
    /// The nearest single answers that would raise the minimum; empty at the highest level.
    pub relevements: Vec<Relevement>,
}

/// A single change of answer that would raise the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relevement {
    /// The answer that would raise it.
    pub reponse: Reponse,
    /// The (provisional) level it would lead to.
    pub niveau: NiveauSecurite,
}

impl Baremes {
    /// The level of answers that may be incomplete.
    #[must_use]
    pub fn provisoire(&self, reponses: &Reponses) -> Provisoire {
        let (minimum, maximum) = self.bornes(reponses);
        let manquants: Vec<Champ> = [
            Champ::OuvertureSysteme,
            Champ::AudienceCible,
            Champ::DureeDysfonctionnementAcceptable,
            Champ::VolumetrieDonneesTraitees,
        ]
        .into_iter()
        .filter(|c| !reponses.a_repondu(*c))
        .collect();
        let besoins = manquants
            .is_empty()
            .then(|| completions(reponses).next().map(|e| self.calculer(&e)))
            .flatten();
        let relevements = self.relevements(reponses, minimum);
        Provisoire {
            minimum,
            maximum,
            manquants,
            besoins,
            relevements,
        }
    }

    /// Lowest and highest level over every completion.
    fn bornes(&self, reponses: &Reponses) -> (NiveauSecurite, NiveauSecurite) {
        let niveaux = completions(reponses).map(|e| self.calculer(&e).requis);
        niveaux.fold(
            (NiveauSecurite::Niveau3, NiveauSecurite::Niveau1),
            |(min, max), n| (min.min(n), max.max(n)),
        )
    }

    /// For each question, the answers of lowest criticality that raise the minimum.
    fn relevements(&self, reponses: &Reponses, actuel: NiveauSecurite) -> Vec<Relevement> {
        if actuel.suivant().is_none() {
            return Vec::new();
        }
        let ouvertures = Ouverture::TOUS.iter();
        let audiences = Audience::TOUS.iter();
        let durees = DureeDysfonctionnement::TOUS.iter();
        let donnees = CategorieDonnees::TOUS.iter();
        let volumes = Volumetrie::TOUS.iter();
        let pistes: [Vec<(u8, Reponse)>; 6] = [
            ouvertures
                .map(|v| (self.ouverture[v.rang()], Reponse::Ouverture(*v)))
                .collect(),
            audiences
                .map(|v| (self.audience[v.rang()], Reponse::Audience(*v)))
                .collect(),
            durees
                .map(|v| (self.duree[v.rang()], Reponse::Duree(*v)))
                .collect(),
            donnees
                .map(|v| (self.donnees[v.rang()], Reponse::Donnees((*v).into())))
                .collect(),
            vec![(
                self.donnees_supplementaires,
                Reponse::DonneesSupplementaires,
            )],
            volumes
                .map(|v| (self.volumetrie[v.rang()], Reponse::Volumetrie(*v)))
                .collect(),
        ];
        pistes
            .iter()
            .flat_map(|piste| self.les_plus_proches(reponses, actuel, piste))
            .collect()
    }

    fn les_plus_proches(
        &self,
        reponses: &Reponses,
        actuel: NiveauSecurite,
        piste: &[(u8, Reponse)],
    ) -> Vec<Relevement> {
        let efficaces: Vec<(u8, Relevement)> = piste
            .iter()
            .map(|(criticite, reponse)| {
                let (niveau, _) = self.bornes(&reponse.appliquee_a(reponses));
                (
                    *criticite,
                    Relevement {
                        reponse: *reponse,
                        niveau,
                    },
                )
            })
            .filter(|(_, relevement)| relevement.niveau > actuel)
            .collect();
        let plus_proche = efficaces.iter().map(|(criticite, _)| *criticite).min();
        let proches = efficaces
            .iter()
            .filter(|(criticite, _)| Some(*criticite) == plus_proche);
        proches.map(|(_, relevement)| *relevement).collect()
    }
}

/// Every way to answer what is still missing, as far as the level is concerned.
fn completions(r: &Reponses) -> impl Iterator<Item = Entrees> + use<'_> {
    fn choix<T: Copy>(reponse: Option<T>, tous: &'static [T]) -> impl Iterator<Item = T> + Clone {
        let libres = if reponse.is_some() { &[] } else { tous };
        reponse.into_iter().chain(libres.iter().copied())
    }
    let durees = choix(
        r.duree_dysfonctionnement_acceptable,
        DureeDysfonctionnement::TOUS,
    );
    let audiences = choix(r.audience_cible, Audience::TOUS);
    let volumes = choix(r.volumetrie_donnees_traitees, Volumetrie::TOUS);
    choix(r.ouverture_systeme, Ouverture::TOUS).flat_map(move |ouverture| {
        let (audiences, volumes) = (audiences.clone(), volumes.clone());
        durees.clone().flat_map(move |duree| {
            let volumes = volumes.clone();
            audiences.clone().flat_map(move |audience| {
                volumes.clone().map(move |volumetrie| Entrees {
                    donnees: r.categories_donnees_traitees,
                    donnees_supplementaires: !r
                        .categories_donnees_traitees_supplementaires
                        .is_empty(),
                    volumetrie,
                    audience,
                    duree,
                    ouverture,
                })
            })
        })
    })
}
