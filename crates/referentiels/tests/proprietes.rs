//! Properties of the engine over random services, on the real catalogue.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use domaine::EnumSet;
use domaine::ensemble::{Ensemble, MesureIdx};
use domaine::etat_des_lieux::Suivi;
use domaine::indice::MAXIMUM;
use domaine::mesures::Effet;
use domaine::reponses::{Description, Reponses};
use domaine::statuts::Statuts;
use domaine::vocabulaire::{ActiviteExternalisee, Categorie, Exigence, Porteur, Statut};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use referentiels::mss_v2;
use services::{completes, description, partielles, plusieurs, specifiques, statuts, un};

#[path = "proprietes/actions.rs"]
mod actions;
#[path = "proprietes/ecarts.rs"]
mod ecarts;
#[path = "proprietes/services.rs"]
mod services;

/// How far a status is from done.
fn avance(statut: Option<Statut>) -> u8 {
    match statut {
        Some(Statut::Fait) => 2,
        Some(Statut::EnCours) => 1,
        Some(Statut::ALancer | Statut::NonFait) | None => 0,
    }
}

fn choisie(mesures: Ensemble, rang: &Index) -> MesureIdx {
    let toutes: Vec<MesureIdx> = mesures.iter().collect();
    *rang.get(&toutes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn all_done_is_five_and_nothing_done_is_zero(d in description(), s in specifiques()) {
        let catalogue = mss_v2();
        let faites = Statuts::tous(catalogue.toutes(), Statut::Fait);
        let tout = catalogue.evaluer(&d, &faites, &[]);
        prop_assert_eq!(tout.indice.total, MAXIMUM);
        for categorie in Categorie::TOUS {
            let presentes = tout.mesures.toutes() & catalogue.de_categorie(*categorie);
            let attendu = if presentes.is_empty() { 0.0 } else { MAXIMUM };
            prop_assert_eq!(tout.indice.categorie(*categorie), attendu);
        }
        for risque in &tout.risques {
            prop_assert_eq!(risque.courant, risque.cible);
        }
        let rien = catalogue.evaluer(&d, &Statuts::VIDES, &[]);
        prop_assert_eq!(rien.indice.total, 0.0);
        for risque in &rien.risques {
            prop_assert_eq!(risque.courant, risque.brut);
        }
        // Specific measures touch the personalised index and completeness only.
        let propres = catalogue.evaluer(&d, &faites, &s);
        prop_assert_eq!(propres.indice, tout.indice);
        prop_assert_eq!(propres.risques, tout.risques);
        let refusees = Statuts::tous(catalogue.toutes(), Statut::NonFait);
        prop_assert_eq!(catalogue.evaluer(&d, &refusees, &[]).indice_personnalise.total, 0.0);
    }

    #[test]
    fn figures_stay_in_their_bounds(d in description(), s in statuts(), p in specifiques()) {
        let e = mss_v2().evaluer(&d, &s, &p);
        for indice in [e.indice, e.indice_personnalise] {
            let categories = Categorie::TOUS.iter().map(|c| indice.categorie(*c));
            for valeur in categories.chain([indice.total]) {
                prop_assert!((0.0..=MAXIMUM).contains(&valeur));
            }
        }
        prop_assert!(e.completude.faites <= e.completude.total);
        for r in &e.risques {
            prop_assert!(r.brut >= r.courant && r.courant >= r.cible, "{:?}", r);
            for valeur in [r.gravite, r.brut, r.courant, r.cible] {
                prop_assert!((1..=4).contains(&valeur));
            }
        }
    }

    #[test]
    fn index_and_likelihoods_are_monotone(
        d in description(), s in statuts(), rang in any::<Index>(), nouveau in option::of(un::<Statut>()),
    ) {
        let catalogue = mss_v2();
        let avant = catalogue.evaluer(&d, &s, &[]);
        let mesure = choisie(avant.mesures.toutes(), &rang);
        let mut changes = s;
        changes.poser(mesure, nouveau);
        let apres = catalogue.evaluer(&d, &changes, &[]);
        // Sums of floating-point numbers may differ in their last bit.
        let (depart, arrivee) = (avance(s.de(mesure)), avance(nouveau));
        if arrivee >= depart {
            prop_assert!(apres.indice.total >= avant.indice.total - 1e-12);
        }
        if arrivee <= depart {
            prop_assert!(apres.indice.total <= avant.indice.total + 1e-12);
        }
        for (a, b) in avant.risques.iter().zip(&apres.risques) {
            let sens = (arrivee == 2).cmp(&(depart == 2));
            match sens {
                std::cmp::Ordering::Greater => prop_assert!(b.courant <= a.courant),
                std::cmp::Ordering::Less => prop_assert!(b.courant >= a.courant),
                std::cmp::Ordering::Equal => prop_assert_eq!(b.courant, a.courant),
            }
            prop_assert_eq!((a.gravite, a.brut, a.cible), (b.gravite, b.brut, b.cible));
        }
    }

    #[test]
    fn order_of_answers_is_irrelevant(reponses in completes(), s in statuts(), p in specifiques()) {
        fn renverser(valeur: serde_json::Value) -> String {
            match valeur {
                serde_json::Value::Array(l) => {
                    let elements: Vec<String> = l.into_iter().rev().map(renverser).collect();
                    format!("[{}]", elements.join(","))
                }
                serde_json::Value::Object(o) => {
                    let champs: Vec<String> = o
                        .into_iter()
                        .rev()
                        .map(|(cle, v)| format!("\"{cle}\":{}", renverser(v)))
                        .collect();
                    format!("{{{}}}", champs.join(","))
                }
                scalaire => scalaire.to_string(),
            }
        }
        let texte = renverser(serde_json::to_value(&reponses).unwrap());
        let relues: Reponses = serde_json::from_str(&texte).unwrap();
        let (d, relue) = (reponses.description().unwrap(), relues.description().unwrap());
        let mut paires: Vec<_> =
            mss_v2().toutes().iter().filter_map(|m| Some((m, s.de(m)?))).collect();
        paires.reverse();
        let renverses: Statuts = paires.into_iter().collect();
        let mut specifiques = p.clone();
        specifiques.reverse();
        prop_assert_eq!(
            mss_v2().evaluer(&d, &s, &p),
            mss_v2().evaluer(&relue, &renverses, &specifiques)
        );
    }

    #[test]
    fn what_is_outsourced_only_changes_carriers(
        d in description(), s in statuts(), activites in plusieurs::<ActiviteExternalisee>(0),
    ) {
        let autre = Description { activites_externalisees: activites, ..d.clone() };
        let (a, b) = (mss_v2().evaluer(&d, &s, &[]), mss_v2().evaluer(&autre, &s, &[]));
        for exigence in Exigence::TOUS {
            prop_assert_eq!(a.mesures.avec(*exigence), b.mesures.avec(*exigence));
        }
        prop_assert_eq!(a.indice, b.indice);
        if activites.is_empty() {
            for mesure in b.mesures.toutes().iter() {
                let porteur = b.mesures.porteur(mesure);
                prop_assert!(matches!(porteur, Some(Porteur::Projet | Porteur::Mixte)));
            }
        }
    }

    #[test]
    fn reasons_agree_with_the_result(d in description()) {
        let catalogue = mss_v2();
        let e = catalogue.evaluer(&d, &Statuts::VIDES, &[]);
        for mesure in catalogue.toutes().iter() {
            let raisons = catalogue.raisons(&d, mesure);
            let effets: EnumSet<Effet> = raisons.iter().map(|r| r.effet).collect();
            let Some(exigence) = e.mesures.exigence(mesure) else {
                prop_assert!(raisons.is_empty());
                continue;
            };
            prop_assert!(effets.contains(Effet::Socle) != effets.contains(Effet::Ajoutee));
            if effets.contains(Effet::Abaissee) {
                prop_assert_eq!(exigence, Exigence::Recommandee);
            } else if effets.contains(Effet::Relevee) {
                prop_assert_eq!(exigence, Exigence::Indispensable);
            }
            let porteurs: EnumSet<Porteur> =
                effets.iter().filter_map(Effet::porteur).collect();
            let attendu = match porteurs.len() {
                0 => None,
                1 => porteurs.iter().next(),
                _ => Some(Porteur::Mixte),
            };
            prop_assert_eq!(e.mesures.porteur(mesure), attendu);
            for raison in raisons {
                if !matches!(raison.reponse.champ().id(), "categoriesDonneesTraitees") {
                    prop_assert!(raison.reponse.est_vraie(&d), "{:?}", raison);
                }
            }
        }
    }

    #[test]
    fn provisional_level_bounds_every_completion(r in partielles(), autre in completes()) {
        let baremes = &mss_v2().baremes;
        let provisoire = baremes.provisoire(&r);
        let complete = Reponses {
            audience_cible: r.audience_cible.or(autre.audience_cible),
            ouverture_systeme: r.ouverture_systeme.or(autre.ouverture_systeme),
            duree_dysfonctionnement_acceptable: r
                .duree_dysfonctionnement_acceptable
                .or(autre.duree_dysfonctionnement_acceptable),
            volumetrie_donnees_traitees: r
                .volumetrie_donnees_traitees
                .or(autre.volumetrie_donnees_traitees),
            type_hebergement: autre.type_hebergement,
            localisation_donnees_traitees: autre.localisation_donnees_traitees,
            niveau_securite: autre.niveau_securite,
            ..r.clone()
        };
        let besoins = baremes.besoins(&complete.description().unwrap());
        prop_assert!(provisoire.minimum <= besoins.requis && besoins.requis <= provisoire.maximum);
        prop_assert_eq!(provisoire.besoins.is_some(), provisoire.manquants.is_empty());
        if let Some(exact) = provisoire.besoins {
            prop_assert_eq!(exact, besoins);
            prop_assert_eq!(provisoire.minimum, provisoire.maximum);
        }
        prop_assert_eq!(baremes.provisoire(&complete).minimum, besoins.requis);
        for relevement in &provisoire.relevements {
            let releve = baremes.provisoire(&relevement.reponse.appliquee_a(&r));
            prop_assert_eq!(releve.minimum, relevement.niveau);
            prop_assert!(releve.minimum > provisoire.minimum);
        }
    }

    #[test]
    fn every_question_is_asked_once_and_what_was_put_off_last(
        d in description(), s in statuts(), inconnues in vec(any::<Index>(), 0..6),
        remises in vec(any::<Index>(), 0..6),
    ) {
        let catalogue = mss_v2();
        let mesures = catalogue.evaluer(&d, &Statuts::VIDES, &[]).mesures.toutes();
        let suivi = Suivi {
            statuts: s,
            inconnues: inconnues.iter().map(|i| choisie(mesures, i)).collect(),
            plus_tard: remises.iter().map(|i| choisie(mesures, i)).collect(),
        };
        let file = catalogue.file(mesures, &suivi);
        let posees: Ensemble = file.iter().copied().collect();
        prop_assert_eq!(posees, suivi.a_poser(mesures));
        prop_assert_eq!(posees.len() as usize, file.len());
        let remises: Ensemble = suivi.plus_tard.iter().copied().collect();
        prop_assert!(file.iter().map(|m| remises.contient(*m)).is_sorted());

        let avancement = catalogue.avancement(mesures, &suivi);
        let comptes = avancement.repondues + avancement.inconnues + avancement.restantes;
        prop_assert_eq!(comptes, avancement.total);
        let themes = catalogue.avancement_par_theme(mesures, &suivi);
        prop_assert_eq!(themes.iter().map(|(_, a)| a.total).sum::<u32>(), avancement.total);
        prop_assert_eq!(themes.iter().map(|(_, a)| a.secondes).sum::<u32>(), avancement.secondes);
        let demandees: u32 =
            catalogue.a_demander(mesures, &suivi).iter().map(|g| g.mesures.len() as u32).sum();
        prop_assert_eq!(demandees, avancement.inconnues);
    }

    #[test]
    fn priorities_hold_exactly_what_remains(d in description(), s in statuts()) {
        let catalogue = mss_v2();
        let e = catalogue.evaluer(&d, &s, &[]);
        let restes = catalogue.priorites(&d, &s, &e);
        let closes = s.avec(Statut::Fait) | s.avec(Statut::NonFait);
        let ensemble: Ensemble = restes.iter().map(|r| r.mesure).collect();
        prop_assert_eq!(ensemble, e.mesures.toutes() - closes);
        prop_assert_eq!(ensemble.len() as usize, restes.len());
        prop_assert!(restes.iter().map(|r| r.exigence).is_sorted());
        for paire in restes.windows(2) {
            if let [a, b] = paire && a.exigence == b.exigence {
                prop_assert!(a.gravite >= b.gravite);
            }
        }
    }
}
