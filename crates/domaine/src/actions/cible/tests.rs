//! The shortest set against every set there is.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;

/// A small service: what is done already, and the effort of each measure that remains.
fn petit() -> impl Strategy<Value = (Comptes, Classes)> {
    let classe = || vec(1u32..=3, 0..=2);
    let categorie = || {
        (
            [classe(), classe(), classe(), classe()],
            0u32..3,
            0u32..3,
            0u32..2,
        )
    };
    vec(categorie(), CATEGORIES).prop_map(|categories| {
        let (mut comptes, mut classes) = (Comptes::default(), Classes::default());
        let mut rang = 0;
        for (c, (efforts, faites, autres, ecartees)) in categories.into_iter().enumerate() {
            for (rang_classe, efforts) in efforts.into_iter().enumerate() {
                let compte = &mut comptes[c][rang_classe / 2];
                compte.total += efforts.len() as u32;
                if rang_classe % 2 == 1 {
                    compte.en_cours += efforts.len() as u32;
                }
                for effort in efforts {
                    let mesure = MesureIdx::depuis_rang(rang).unwrap();
                    classes[c][rang_classe].push((effort, mesure));
                    rang += 1;
                }
                classes[c][rang_classe].sort_unstable();
            }
            comptes[c][0].total += faites + ecartees;
            comptes[c][0].faites += faites;
            comptes[c][1].total += autres;
            comptes[c][1].faites += autres;
        }
        (comptes, classes)
    })
}

/// The fewest measures, then the least effort, over every set of them.
fn force_brute(comptes: &Comptes, classes: &Classes, cible: u16) -> Option<(usize, u32)> {
    let toutes: Vec<(usize, usize, u32)> = classes
        .iter()
        .enumerate()
        .flat_map(|(c, classes)| {
            classes.iter().enumerate().flat_map(move |(rang, classe)| {
                classe.iter().map(move |(effort, _)| (c, rang, *effort))
            })
        })
        .collect();
    let evaluer = |masque: u32| {
        let (mut parts, mut effort) = ([[0; CLASSES]; CATEGORIES], 0);
        for (rang, (c, classe, e)) in toutes.iter().enumerate() {
            if masque >> rang & 1 == 1 {
                parts[*c][*classe] += 1;
                effort += e;
            }
        }
        let total = calculer(&apres(comptes, &parts)).total;
        (centiemes(total) >= cible).then_some((masque.count_ones() as usize, effort))
    };
    (0..1u32 << toutes.len()).filter_map(evaluer).min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]
    #[test]
    fn none_is_shorter_and_none_as_short_is_lighter((comptes, classes) in petit(), cible in 1u16..=500) {
        prop_assume!(classes.iter().flatten().map(Vec::len).sum::<usize>() <= 14);
        prop_assume!(centiemes(calculer(&comptes).total) < cible);
        let trouve = chercher(&comptes, &classes, cible);
        let taille = |parts: &Parts| parts.iter().flatten().sum::<usize>();
        prop_assert_eq!(
            trouve.as_ref().map(|(parts, effort)| (taille(parts), *effort)),
            force_brute(&comptes, &classes, cible)
        );
        if let Some((parts, _)) = trouve {
            prop_assert!(centiemes(calculer(&apres(&comptes, &parts)).total) >= cible);
        }
    }
}

#[test]
fn a_measure_begun_counts_for_the_other_half_only() {
    let mut comptes = Comptes::default();
    comptes[0][0] = Compte {
        total: 2,
        faites: 0,
        en_cours: 1,
    };
    let mesure = |rang| MesureIdx::depuis_rang(rang).unwrap();
    let mut classes = Classes::default();
    classes[0][classe(Exigence::Indispensable, false)] = vec![(3, mesure(0))];
    classes[0][classe(Exigence::Indispensable, true)] = vec![(1, mesure(1))];
    // 1.25 so far: finishing the one under way gives 2.5, doing the other 3.75.
    let parts = |cible| chercher(&comptes, &classes, cible).map(|(p, e)| (p[0], e));
    assert_eq!(parts(250), Some(([0, 1, 0, 0], 1)));
    assert_eq!(parts(251), Some(([1, 0, 0, 0], 3)));
    assert_eq!(parts(500), Some(([1, 1, 0, 0], 4)));
}

#[test]
fn a_service_without_measures_reaches_nothing() {
    assert!(chercher(&Comptes::default(), &Classes::default(), 1).is_none());
}
