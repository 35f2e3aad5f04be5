//! Three-way merge of two edits of the same thing, field by field.
//!
//! Invariant: nothing is lost silently: a field changed on both sides to two different values is a
//! conflict, never a choice. To make a type mergeable, list its fields once with [`par_champs!`].

pub mod texte;

use crate::reponses::Reponses;
use crate::vocabulaire::{Champ, Vocabulaire};

/// Something two people may edit at the same time, seen as a list of fields.
pub trait ParChamps: Clone {
    /// The fields, in the order they are shown.
    type Champ: Vocabulaire;

    /// Whether both have the same value in a field.
    #[must_use]
    fn meme(&self, autre: &Self, champ: Self::Champ) -> bool;

    /// Takes the other's value of a field.
    fn reprendre(&mut self, autre: &Self, champ: Self::Champ);
}

/// The outcome of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fusion<T: ParChamps> {
    /// Both edits together; a field in conflict keeps the stored value.
    pub valeur: T,
    /// Fields the other person changed and this edit did not.
    pub repris: Vec<T::Champ>,
    /// Fields both changed to different values.
    pub conflits: Vec<T::Champ>,
}

/// Merges what is stored and what was typed, both starting from `base`, field by field.
/// A list is one field.
#[must_use]
pub fn fusionner<T: ParChamps>(base: &T, stockee: &T, mienne: &T) -> Fusion<T> {
    let mut fusion = Fusion {
        valeur: stockee.clone(),
        repris: Vec::new(),
        conflits: Vec::new(),
    };
    for champ in T::Champ::TOUS.iter().copied() {
        let par_autrui = !base.meme(stockee, champ);
        let par_moi = !base.meme(mienne, champ);
        match (par_autrui, par_moi) {
            (true, true) if !stockee.meme(mienne, champ) => fusion.conflits.push(champ),
            (true, false) => fusion.repris.push(champ),
            (false, true) => fusion.valeur.reprendre(mienne, champ),
            (true, true) | (false, false) => {}
        }
    }
    fusion
}

/// The fields in which two values differ, in order.
#[must_use]
pub fn differences<T: ParChamps>(avant: &T, apres: &T) -> Vec<T::Champ> {
    let champs = T::Champ::TOUS.iter().copied();
    champs.filter(|c| !avant.meme(apres, *c)).collect()
}

/// Declares, from one list of fields, the two operations a merge needs. A field made of several
/// parts lists them all: they change together.
#[macro_export]
macro_rules! par_champs {
    ($type:ty, $champ:ident { $($mot:ident => $($($partie:ident).+),+);+ $(;)? }) => {
        impl $crate::fusion::ParChamps for $type {
            type Champ = $champ;

            fn meme(&self, autre: &Self, champ: $champ) -> bool {
                match champ { $($champ::$mot => $(self.$($partie).+ == autre.$($partie).+)&&+),+ }
            }

            fn reprendre(&mut self, autre: &Self, champ: $champ) {
                match champ {
                    $($champ::$mot => { $(self.$($partie).+.clone_from(&autre.$($partie).+);)+ })+
                }
            }
        }
    };
}

par_champs! {
    Reponses, Champ {
        NomService => nom_service;
        Siret => organisation_responsable.siret;
        StatutDeploiement => statut_deploiement;
        Presentation => presentation;
        PointsAcces => points_acces;
        TypeService => type_service;
        SpecificitesProjet => specificites_projet;
        TypeHebergement => type_hebergement;
        ActivitesExternalisees => activites_externalisees;
        OuvertureSysteme => ouverture_systeme;
        AudienceCible => audience_cible;
        DureeDysfonctionnementAcceptable => duree_dysfonctionnement_acceptable;
        CategoriesDonneesTraitees => categories_donnees_traitees;
        CategoriesDonneesTraiteesSupplementaires => categories_donnees_traitees_supplementaires;
        VolumetrieDonneesTraitees => volumetrie_donnees_traitees;
        LocalisationDonneesTraitees => localisation_donnees_traitees;
        NiveauSecurite => niveau_securite;
    }
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
            prop_assert_eq!(&fusion.valeur, &miennes);
            prop_assert!(fusion.conflits.is_empty() && fusion.repris.is_empty());
        }

        #[test]
        fn not_touching_anything_keeps_what_is_stored(base in reponses(), stockees in reponses()) {
            let fusion = fusionner(&base, &stockees, &base);
            prop_assert_eq!(&fusion.valeur, &stockees);
            prop_assert!(fusion.conflits.is_empty());
            prop_assert_eq!(fusion.repris, differences(&base, &stockees));
        }

        #[test]
        fn symmetric_without_conflict(base in reponses(), a in reponses(), b in reponses()) {
            let (ab, ba) = (fusionner(&base, &a, &b), fusionner(&base, &b, &a));
            prop_assert_eq!(&ab.conflits, &ba.conflits);
            if ab.conflits.is_empty() {
                prop_assert_eq!(ab.valeur, ba.valeur);
            }
        }

        #[test]
        fn every_field_comes_from_one_side(base in reponses(), a in reponses(), b in reponses()) {
            let fusion = fusionner(&base, &a, &b);
            for champ in Champ::TOUS {
                let de_a = fusion.valeur.meme(&a, *champ);
                let de_b = fusion.valeur.meme(&b, *champ);
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
        assert_eq!((fusion.conflits, fusion.valeur), (vec![], meme));
    }
}
