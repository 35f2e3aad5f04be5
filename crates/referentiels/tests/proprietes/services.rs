//! Random services on the real catalogue.

use domaine::ensemble::MesureIdx;
use domaine::reponses::{Description, Reponses};
use domaine::statuts::{MesureSpecifique, Statuts};
use domaine::vocabulaire::{
    ActiviteExternalisee, Audience, Categorie, CategorieDonnees, DureeDysfonctionnement,
    Localisation, NiveauSecurite, Ouverture, Specificite, Statut, TypeHebergement, TypeService,
    Vocabulaire, Volumetrie,
};
use domaine::{EnumSet, EnumSetType};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) fn un<T: Vocabulaire>() -> impl Strategy<Value = T> {
    select(T::TOUS)
}

pub(crate) fn plusieurs<T: Vocabulaire + EnumSetType>(
    minimum: usize,
) -> impl Strategy<Value = EnumSet<T>> {
    vec(un::<T>(), minimum..=T::TOUS.len()).prop_map(|mots| mots.into_iter().collect())
}

prop_compose! {
    pub(crate) fn partielles()(
        (type_service, specificites_projet, activites_externalisees, categories_donnees_traitees) in (
            plusieurs::<TypeService>(1), plusieurs::<Specificite>(0),
            plusieurs::<ActiviteExternalisee>(0), plusieurs::<CategorieDonnees>(0),
        ),
        (type_hebergement, ouverture_systeme, audience_cible, duree_dysfonctionnement_acceptable) in (
            option::of(un::<TypeHebergement>()), option::of(un::<Ouverture>()),
            option::of(un::<Audience>()), option::of(un::<DureeDysfonctionnement>()),
        ),
        (volumetrie_donnees_traitees, localisation_donnees_traitees, niveau_securite) in (
            option::of(un::<Volumetrie>()), option::of(un::<Localisation>()),
            option::of(un::<NiveauSecurite>()),
        ),
        libres in vec("[a-z]{1,4}", 0..2),
    ) -> Reponses {
        Reponses {
            type_service, specificites_projet, activites_externalisees, type_hebergement,
            ouverture_systeme, audience_cible, duree_dysfonctionnement_acceptable,
            categories_donnees_traitees, volumetrie_donnees_traitees,
            localisation_donnees_traitees, niveau_securite,
            categories_donnees_traitees_supplementaires: libres,
            ..Reponses::default()
        }
    }
}

prop_compose! {
    pub(crate) fn completes()(
        base in partielles(),
        hebergement in un::<TypeHebergement>(), ouverture in un::<Ouverture>(),
        audience in un::<Audience>(), duree in un::<DureeDysfonctionnement>(),
        volume in un::<Volumetrie>(), lieu in un::<Localisation>(), niveau in un::<NiveauSecurite>(),
    ) -> Reponses {
        Reponses {
            type_hebergement: base.type_hebergement.or(Some(hebergement)),
            ouverture_systeme: base.ouverture_systeme.or(Some(ouverture)),
            audience_cible: base.audience_cible.or(Some(audience)),
            duree_dysfonctionnement_acceptable:
                base.duree_dysfonctionnement_acceptable.or(Some(duree)),
            volumetrie_donnees_traitees: base.volumetrie_donnees_traitees.or(Some(volume)),
            localisation_donnees_traitees: base.localisation_donnees_traitees.or(Some(lieu)),
            niveau_securite: base.niveau_securite.or(Some(niveau)),
            ..base
        }
    }
}

pub(crate) fn description() -> impl Strategy<Value = Description> {
    completes().prop_map(|r| r.description().unwrap())
}

pub(crate) fn statuts() -> impl Strategy<Value = Statuts> {
    vec(option::of(un::<Statut>()), 135).prop_map(|mots| {
        let paires = mots.into_iter().enumerate();
        paires
            .filter_map(|(rang, s)| Some((MesureIdx::depuis_rang(rang)?, s?)))
            .collect()
    })
}

pub(crate) fn specifiques() -> impl Strategy<Value = Vec<MesureSpecifique>> {
    let une = (un::<Categorie>(), option::of(un::<Statut>()));
    vec(
        une.prop_map(|(categorie, statut)| MesureSpecifique { categorie, statut }),
        0..4,
    )
}
