//! Three-way merge of two edits of the same description.
//!
//! Invariant: nothing is lost silently: a field changed on both sides to two different values is a
//! conflict, never a choice.

use crate::reponses::Reponses;
use crate::vocabulaire::Champ;

/// The outcome of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fusion {
    /// Both edits together; a field in conflict keeps the stored value.
    pub reponses: Reponses,
    /// Fields the other person changed and this edit did not.
    pub repris: Vec<Champ>,
    /// Fields both changed to different values.
    pub conflits: Vec<Champ>,
}

/// Merges what is stored and what was typed, both starting from `base`, field by field.
/// A list is one field.
#[must_use]
pub fn fusionner(base: &Reponses, stockees: &Reponses, miennes: &Reponses) -> Fusion {
    let mut fusion = Fusion {
        reponses: stockees.clone(),
        repris: Vec::new(),
        conflits: Vec::new(),
    };
    for champ in Champ::TOUS.iter().copied() {
        let par_autrui = !base.meme(stockees, champ);
        let par_moi = !base.meme(miennes, champ);
        match (par_autrui, par_moi) {
            (true, true) if !stockees.meme(miennes, champ) => fusion.conflits.push(champ),
            (true, false) => fusion.repris.push(champ),
            (false, true) => fusion.reponses.reprendre(miennes, champ),
            (true, true) | (false, false) => {}
        }
    }
    fusion
}

/// The fields in which two descriptions differ, in the order of the questionnaire.
#[must_use]
pub fn differences(avant: &Reponses, apres: &Reponses) -> Vec<Champ> {
    Champ::TOUS
        .iter()
        .copied()
        .filter(|c| !avant.meme(apres, *c))
        .collect()
}

/// Declares, from one list of fields, the two operations a merge needs.
macro_rules! champs {
    ($($champ:ident => $($partie:ident).+),+ $(,)?) => {
        impl Reponses {
            /// Whether both have the same answer to a question.
            #[must_use]
            pub fn meme(&self, autre: &Self, champ: Champ) -> bool {
                match champ { $(Champ::$champ => self.$($partie).+ == autre.$($partie).+),+ }
            }

            /// Takes the other's answer to a question.
            pub fn reprendre(&mut self, autre: &Self, champ: Champ) {
                match champ {
                    $(Champ::$champ => self.$($partie).+.clone_from(&autre.$($partie).+)),+
                }
            }
        }
    };
}

champs! {
    NomService => nom_service,
    Siret => organisation_responsable.siret,
    StatutDeploiement => statut_deploiement,
    Presentation => presentation,
    PointsAcces => points_acces,
    TypeService => type_service,
    SpecificitesProjet => specificites_projet,
    TypeHebergement => type_hebergement,
    ActivitesExternalisees => activites_externalisees,
    OuvertureSysteme => ouverture_systeme,
    AudienceCible => audience_cible,
    DureeDysfonctionnementAcceptable => duree_dysfonctionnement_acceptable,
    CategoriesDonneesTraitees => categories_donnees_traitees,
    CategoriesDonneesTraiteesSupplementaires => categories_donnees_traitees_supplementaires,
    VolumetrieDonneesTraitees => volumetrie_donnees_traitees,
    LocalisationDonneesTraitees => localisation_donnees_traitees,
    NiveauSecurite => niveau_securite,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulaire::{Audience, TypeService, Volumetrie};
    use proptest::prelude::*;

    prop_compose! {
        fn reponses()(
            nom in "[ab]{0,1}",
            siret in "[12]{0,1}",
            audience in prop::option::of(prop::sample::select(Audience::TOUS)),
            volume in prop::option::of(prop::sample::select(Volumetrie::TOUS)),
            types in prop::collection::vec(prop::sample::select(TypeService::TOUS), 0..3),
            libres in prop::collection::vec("[xy]", 0..2),
        ) -> Reponses {
            let mut r = Reponses {
                nom_service: nom,
                audience_cible: audience,
                volumetrie_donnees_traitees: volume,
                type_service: types.into_iter().collect(),
                categories_donnees_traitees_supplementaires: libres,
                ..Reponses::default()
            };
            r.organisation_responsable.siret = siret;
            r
        }
    }

    proptest! {
        #[test]
        fn an_edit_alone_wins(base in reponses(), miennes in reponses()) {
            let fusion = fusionner(&base, &base, &miennes);
            prop_assert_eq!(&fusion.reponses, &miennes);
            prop_assert!(fusion.conflits.is_empty() && fusion.repris.is_empty());
        }

        #[test]
        fn not_touching_anything_keeps_what_is_stored(base in reponses(), stockees in reponses()) {
            let fusion = fusionner(&base, &stockees, &base);
            prop_assert_eq!(&fusion.reponses, &stockees);
            prop_assert!(fusion.conflits.is_empty());
            prop_assert_eq!(fusion.repris, differences(&base, &stockees));
        }

        #[test]
        fn symmetric_without_conflict(base in reponses(), a in reponses(), b in reponses()) {
            let (ab, ba) = (fusionner(&base, &a, &b), fusionner(&base, &b, &a));
            prop_assert_eq!(&ab.conflits, &ba.conflits);
            if ab.conflits.is_empty() {
                prop_assert_eq!(ab.reponses, ba.reponses);
            }
        }

        #[test]
        fn every_field_comes_from_one_side(base in reponses(), a in reponses(), b in reponses()) {
            let fusion = fusionner(&base, &a, &b);
            for champ in Champ::TOUS {
                let de_a = fusion.reponses.meme(&a, *champ);
                let de_b = fusion.reponses.meme(&b, *champ);
                prop_assert!(de_a || de_b);
                // What one side alone changed is always there.
                if base.meme(&a, *champ) { prop_assert!(de_b); }
                if base.meme(&b, *champ) { prop_assert!(de_a); }
            }
        }
    }

    #[test]
    fn both_changing_to_the_same_value_is_no_conflict() {
        let base = Reponses::default();
        let meme = Reponses {
            nom_service: "Salles".into(),
            ..Reponses::default()
        };
        let fusion = fusionner(&base, &meme, &meme);
        assert_eq!((fusion.conflits, fusion.reponses), (vec![], meme));
    }
}
