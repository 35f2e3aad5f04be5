//! Gains, companions and shortest sets are what evaluating the service again would show.

use crate::services::{description, statuts};
use domaine::actions::{Appuis, Cible, Gain};
use domaine::ensemble::Ensemble;
use domaine::indice::centiemes;
use domaine::statuts::Statuts;
use domaine::vocabulaire::{Categorie, Exigence, Statut};
use proptest::prelude::*;
use referentiels::mss_v2;

/// These statuses with these measures done.
fn avec(
    statuts: &Statuts,
    mesures: impl IntoIterator<Item = domaine::ensemble::MesureIdx>,
) -> Statuts {
    let mut faits = *statuts;
    mesures
        .into_iter()
        .for_each(|m| faits.poser(m, Some(Statut::Fait)));
    faits
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_gain_is_what_the_simulation_shows(d in description(), s in statuts()) {
        let catalogue = mss_v2();
        let e = catalogue.evaluer(&d, &s, &[]);
        let gains = catalogue.gains(&d, &s, &e);
        let mesures: Ensemble = gains.iter().map(|g| g.mesure).collect();
        prop_assert_eq!(mesures, s.restantes(e.mesures.toutes()));
        prop_assert_eq!(mesures.len() as usize, gains.len());
        for gain in &gains {
            let simulation = catalogue.simuler(&d, &s, &[], &[(gain.mesure, Some(Statut::Fait))]);
            prop_assert_eq!(&simulation.avant, &e);
            prop_assert_eq!(gain.indice, simulation.apres.indice.total - e.indice.total);
            prop_assert_eq!(&gain.risques, &simulation.baisses().collect::<Vec<_>>());
            prop_assert_eq!(simulation.risques().count(), gain.risques.len(), "none rises");
            prop_assert!(gain.indice >= 0.0);
            let texte = &catalogue.mesure(gain.mesure);
            prop_assert_eq!(gain.effort, texte.effort);
        }
    }

    /// Risks first, then the index, then effort: better on one and worse on none comes before.
    #[test]
    fn the_ranking_is_total_and_never_puts_the_lesser_first(d in description(), s in statuts()) {
        let catalogue = mss_v2();
        let e = catalogue.evaluer(&d, &s, &[]);
        let gains = catalogue.gains(&d, &s, &e);
        let mieux = |a: &Gain, b: &Gain| {
            let marge = a.indice - b.indice;
            let pas_pire = a.poids() >= b.poids() && marge > -1e-9 && a.effort <= b.effort;
            pas_pire && (a.poids() > b.poids() || marge > 1e-5 || a.effort < b.effort)
        };
        for (rang, a) in gains.iter().enumerate() {
            for b in &gains[rang + 1..] {
                prop_assert!(!mieux(b, a), "{b:?} after {a:?}");
            }
        }
        prop_assert!(gains.iter().map(Gain::poids).rev().is_sorted());
        let memes = |a: &Gain, b: &Gain| a.poids() == b.poids() && a.indice == b.indice && a.effort == b.effort;
        for paire in gains.windows(2) {
            if let [a, b] = paire && memes(a, b) {
                prop_assert!(a.mesure < b.mesure);
            }
        }
    }

    #[test]
    fn the_shortest_set_reaches_the_target_and_needs_each_of_its_measures(
        d in description(), s in statuts(), cible in 1_u16..=500,
    ) {
        let catalogue = mss_v2();
        let e = catalogue.evaluer(&d, &s, &[]);
        let gains = catalogue.gains(&d, &s, &e);
        let restantes = s.restantes(e.mesures.toutes());
        let tout = catalogue.evaluer(&d, &avec(&s, restantes.iter()), &[]).indice.total;
        match catalogue.plus_court(&s, &e, &gains, cible) {
            Cible::Atteinte => prop_assert!(centiemes(e.indice.total) >= cible),
            Cible::HorsDePortee { maximum, ecartees } => {
                prop_assert_eq!(maximum, tout);
                prop_assert!(centiemes(tout) < cible);
                prop_assert_eq!(ecartees, e.mesures.toutes() & s.avec(Statut::NonFait));
                prop_assert!(!ecartees.is_empty());
            }
            Cible::Accessible(chemin) => {
                let choisies: Ensemble = chemin.mesures.iter().copied().collect();
                prop_assert!(choisies.est_inclus_dans(&restantes));
                let apres = catalogue.evaluer(&d, &avec(&s, choisies.iter()), &[]);
                prop_assert_eq!(apres.indice.total, chemin.indice);
                prop_assert!(centiemes(chemin.indice) >= cible);
                for mesure in &chemin.mesures {
                    let autres = chemin.mesures.iter().copied().filter(|m| m != mesure);
                    let sans = catalogue.evaluer(&d, &avec(&s, autres), &[]);
                    prop_assert!(centiemes(sans.indice.total) < cible);
                }
                // Doing the best each time is never shorter.
                let (mut faits, mut pas) = (s, 0);
                loop {
                    let e = catalogue.evaluer(&d, &faits, &[]);
                    if centiemes(e.indice.total) >= cible {
                        break;
                    }
                    let gains = catalogue.gains(&d, &faits, &e);
                    let meilleur = gains.iter().max_by(|a, b| a.indice.total_cmp(&b.indice)).unwrap();
                    faits.poser(meilleur.mesure, Some(Statut::Fait));
                    pas += 1;
                }
                prop_assert!(chemin.mesures.len() <= pas);
            }
        }
    }

    #[test]
    fn a_measure_that_brings_nothing_alone_counts_with_its_company(d in description(), s in statuts()) {
        let catalogue = mss_v2();
        let e = catalogue.evaluer(&d, &s, &[]);
        let appuis = Appuis::new(catalogue, &d, &s, &e);
        for gain in catalogue.gains(&d, &s, &e) {
            let indispensables = appuis.indice(gain.mesure);
            prop_assert_eq!(gain.indice == 0.0, !indispensables.is_empty());
            for m in indispensables.iter() {
                // Any of them is enough.
                let faits = avec(&s, [m]);
                let avant = catalogue.evaluer(&d, &faits, &[]);
                let apres = catalogue.evaluer(&d, &avec(&faits, [gain.mesure]), &[]);
                prop_assert!(apres.indice.total > avant.indice.total);
            }
            for appui in appuis.risques(gain.mesure) {
                let courant = |s: &Statuts| {
                    let evalues = catalogue.evaluer(&d, s, &[]).risques;
                    let lui = |r: &&domaine::risques::RisqueEvalue| {
                        catalogue.risques.risque(r).id == catalogue.risques.risque(&appui.risque).id
                    };
                    evalues.iter().find(lui).unwrap().courant
                };
                prop_assert!(!appui.avec.contient(gain.mesure) && !appui.avec.is_empty());
                prop_assert!((appui.avec & s.avec(Statut::Fait)).is_empty());
                let compagnie = avec(&s, appui.avec.iter());
                prop_assert_eq!(courant(&avec(&compagnie, [gain.mesure])), appui.apres);
                prop_assert!(appui.apres < courant(&compagnie));
                prop_assert!(appui.apres < appui.risque.courant);
                prop_assert!(gain.risques.iter().all(|b| b.risque != appui.risque));
            }
        }
    }
}

/// At the very start: recommended measures wait for an indispensable one, of each category.
#[test]
fn at_the_start_recommended_measures_wait_for_an_indispensable_one() {
    let catalogue = mss_v2();
    let d = catalogue.exemples[0].reponses.clone();
    let d = domaine::reponses::Reponses {
        niveau_securite: Some(domaine::vocabulaire::NiveauSecurite::Niveau3),
        ..d
    };
    let d = d.description().unwrap();
    let s = Statuts::VIDES;
    let e = catalogue.evaluer(&d, &s, &[]);
    let gains = catalogue.gains(&d, &s, &e);
    let appuis = Appuis::new(catalogue, &d, &s, &e);
    for gain in &gains {
        let categorie = catalogue.mesure(gain.mesure).categorie;
        let indispensables =
            e.mesures.avec(Exigence::Indispensable) & catalogue.de_categorie(categorie);
        match e.mesures.exigence(gain.mesure) {
            Some(Exigence::Recommandee) if !indispensables.is_empty() => {
                assert_eq!(gain.indice, 0.0);
                assert_eq!(appuis.indice(gain.mesure), indispensables);
            }
            _ => assert!(gain.indice > 0.0),
        }
    }
    assert!(
        Categorie::TOUS
            .iter()
            .any(|c| !catalogue.de_categorie(*c).is_empty())
    );
}
