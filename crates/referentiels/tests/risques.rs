//! What carries a risk and what would lower it, on the real catalogue; the examples of risks.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use domaine::ensemble::{Ensemble, MesureIdx};
use domaine::evaluation::Evaluation;
use domaine::reponses::Description;
use domaine::risques::{
    Ajustement, Couverture, GraviteRetenue, OrigineLien, RisqueEvalue, ajuster, leviers_communs,
};
use domaine::statuts::Statuts;
use domaine::vocabulaire::{
    CategorieRisque, NiveauRisque, NiveauSecurite, Ouverture, Statut, TypeHebergement,
};
use proptest::prelude::*;
use proptest::sample::select;
use referentiels::mss_v2;
use referentiels::{exemples_de_risques, lire_risques};

prop_compose! {
    /// An example of the catalogue, placed elsewhere and at any level.
    fn description()(
        rang in 0..mss_v2().exemples.len(),
        hebergement in select(TypeHebergement::TOUS),
        ouverture in select(Ouverture::TOUS),
        niveau in select(NiveauSecurite::TOUS),
    ) -> Description {
        let mut reponses = mss_v2().exemples[rang].reponses.clone();
        reponses.type_hebergement = Some(hebergement);
        reponses.ouverture_systeme = Some(ouverture);
        reponses.niveau_securite = Some(niveau);
        reponses.description().unwrap()
    }
}

/// Many measures done, so that groups are nearly complete, and the others declined or under way.
fn statuts() -> impl Strategy<Value = Statuts> {
    let un = prop_oneof![
        8 => Just(Some(Statut::Fait)),
        1 => Just(Some(Statut::NonFait)),
        1 => Just(Some(Statut::EnCours)),
        2 => Just(None),
    ];
    prop::collection::vec(un, 135).prop_map(|mots| {
        let paires = mots.into_iter().enumerate();
        paires
            .filter_map(|(rang, s)| Some((MesureIdx::depuis_rang(rang)?, s?)))
            .collect()
    })
}

fn avec(statuts: &Statuts, mesures: impl IntoIterator<Item = MesureIdx>) -> Statuts {
    let mut faites = *statuts;
    for mesure in mesures {
        faites.poser(mesure, Some(Statut::Fait));
    }
    faites
}

/// The same risk under other statuses.
fn sous(d: &Description, statuts: &Statuts, rang: usize) -> RisqueEvalue {
    mss_v2().evaluer(d, statuts, &[]).risques[rang]
}

/// The size of the smallest set of `manquantes` that lowers the risk, looked for the long way.
fn plus_petit(d: &Description, s: &Statuts, rang: usize, manquantes: &[MesureIdx]) -> Option<u32> {
    let e = mss_v2().evaluer(d, s, &[]);
    let tailles = (1..1_u32 << manquantes.len()).filter(|choix| {
        let prises = manquantes.iter().enumerate();
        let prises = prises.filter(|(i, _)| choix >> i & 1 == 1).map(|(_, m)| *m);
        sous(d, &avec(s, prises), rang).courant < e.risques[rang].courant
    });
    tailles.map(u32::count_ones).min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn levers_and_steps_do_what_they_say(d in description(), s in statuts()) {
        let catalogue = mss_v2();
        let modele = &catalogue.risques;
        let e = catalogue.evaluer(&d, &s, &[]);
        for (rang, risque) in e.risques.iter().enumerate() {
            let analyse = modele.analyser(risque, &d, &e.mesures, &s);
            let associees: Ensemble =
                modele.mesures_associees(risque, &d, &e.mesures).collect();
            let leviers: Ensemble = analyse.leviers.iter().map(|l| l.mesure).collect();
            prop_assert!(leviers.est_inclus_dans(&associees));
            prop_assert!((leviers & s.avec(Statut::Fait)).is_empty());
            prop_assert_eq!(leviers.len() as usize, analyse.leviers.len());
            prop_assert!(analyse.leviers.iter().map(|l| l.apres).is_sorted());
            for levier in &analyse.leviers {
                let apres = sous(&d, &avec(&s, [levier.mesure]), rang).courant;
                prop_assert_eq!(apres, levier.apres);
            }
            prop_assert_eq!(analyse.pas.is_none(), risque.courant == risque.cible);
            if let Some(pas) = &analyse.pas {
                let apres = sous(&d, &avec(&s, pas.mesures.iter().copied()), rang).courant;
                prop_assert_eq!(apres, pas.apres);
                prop_assert!(pas.apres < risque.courant && pas.apres >= risque.cible);
                prop_assert!(pas.mesures.iter().all(|m| leviers.contient(*m)));
                let manquantes: Vec<_> = leviers.iter().collect();
                if manquantes.len() <= 7 {
                    let taille = plus_petit(&d, &s, rang, &manquantes);
                    prop_assert_eq!(taille, Some(pas.mesures.len() as u32));
                }
            }
            let seule = analyse.leviers.first().is_some_and(|l| l.apres < risque.courant);
            prop_assert_eq!(seule, analyse.pas.as_ref().is_some_and(|p| p.mesures.len() == 1));
        }
    }

    #[test]
    fn what_carries_a_risk_is_in_the_answers_and_the_groups(d in description(), s in statuts()) {
        let catalogue = mss_v2();
        let modele = &catalogue.risques;
        let e = catalogue.evaluer(&d, &s, &[]);
        for risque in &e.risques {
            let analyse = modele.analyser(risque, &d, &e.mesures, &s);
            prop_assert!(!analyse.origines.is_empty());
            for origine in &analyse.origines {
                prop_assert!(origine.reponse.est_vraie(&d));
            }
            for barriere in &analyse.barrieres {
                prop_assert!(!barriere.mesures.is_empty());
                let manque = barriere.manquantes.len();
                prop_assert_eq!(
                    barriere.tient || manque > 0, true, "a barrier that fails misses something"
                );
                if !barriere.une_suffit {
                    prop_assert_eq!(barriere.tient, manque == 0);
                }
            }
            if analyse.barrieres.iter().all(|b| b.tient) {
                prop_assert_eq!(risque.courant, risque.cible);
            }
        }
    }

    #[test]
    fn the_matrix_is_the_associated_measures(d in description(), s in statuts()) {
        let catalogue = mss_v2();
        let e = catalogue.evaluer(&d, &s, &[]);
        let matrice = Couverture::du_catalogue(catalogue, &d, &e.mesures, &e.risques);
        for risque in &e.risques {
            let id = &catalogue.risques.risque(risque).id;
            let attendues: Ensemble = catalogue
                .risques
                .mesures_associees(risque, &d, &e.mesures)
                .collect();
            let trouvees: Ensemble = matrice
                .mesures(id)
                .filter_map(|(m, _)| catalogue.trouver(m))
                .collect();
            prop_assert_eq!(attendues, trouvees);
            for mesure in e.mesures.toutes().iter() {
                let mot = &catalogue.mesure(mesure).id;
                prop_assert_eq!(matrice.lien(mot, id).is_some(), attendues.contient(mesure));
                let par_mesure = matrice.risques(mot).any(|(risque, _)| risque == id);
                prop_assert_eq!(par_mesure, attendues.contient(mesure));
            }
        }
    }

    #[test]
    fn decisions_change_gravity_alone_and_disabled_risks_never_count(
        d in description(), s in statuts(),
        decisions in prop::collection::vec((prop::option::of(1_u8..=4), any::<bool>()), 14),
    ) {
        let e: Evaluation = mss_v2().evaluer(&d, &s, &[]);
        let ajustements: Vec<_> = decisions
            .iter()
            .map(|(gravite, desactive)| Ajustement {
                gravite: gravite.map(|valeur| GraviteRetenue { valeur, raison: "Oui.".into() }),
                desactivation: desactive.then(|| "Non.".into()),
            })
            .collect();
        let rang = |r: &RisqueEvalue| e.risques.iter().position(|x| {
            mss_v2().risques.risque(x).id == mss_v2().risques.risque(r).id
        });
        let (etudies, desactives) = ajuster(&e.risques, |r| ajustements.get(rang(r)?));
        prop_assert_eq!(etudies.len() + desactives.len(), e.risques.len());
        for (risques, attendu) in [(&etudies, false), (&desactives, true)] {
            for risque in risques {
                let rang = rang(risque).unwrap();
                let (calcule, decide) = (&e.risques[rang], &ajustements[rang]);
                prop_assert_eq!(decide.desactivation.is_some(), attendu);
                let gravite = decide.gravite.as_ref().map_or(calcule.gravite, |g| g.valeur);
                prop_assert_eq!(risque.gravite, gravite);
                prop_assert_eq!(risque.gravite_calculee, calcule.gravite);
                prop_assert_eq!(
                    (risque.brut, risque.courant, risque.cible),
                    (calcule.brut, calcule.courant, calcule.cible)
                );
                prop_assert!(risque.brut >= risque.courant && risque.courant >= risque.cible);
            }
        }
    }
}

#[test]
fn an_empty_adjustment_is_an_empty_object() {
    let vide: Ajustement = serde_json::from_str("{}").unwrap();
    assert!(vide.est_vide());
    assert_eq!(serde_json::to_string(&vide).unwrap(), "{}");
    assert!(serde_json::from_str::<Ajustement>(r#"{"vraisemblance": 1}"#).is_err());
}

#[test]
fn the_most_useful_measures_come_first() {
    let catalogue = mss_v2();
    let mut reponses = catalogue.exemples[3].reponses.clone();
    reponses.niveau_securite = Some(NiveauSecurite::Niveau1);
    let d = reponses.description().unwrap();
    let vierge = catalogue.evaluer(&d, &Statuts::VIDES, &[]);
    let s = Statuts::tous(vierge.mesures.toutes(), Statut::Fait);
    let e = catalogue.evaluer(&d, &s, &[]);
    let analyses: Vec<_> = e
        .risques
        .iter()
        .map(|r| (r.courant, catalogue.risques.analyser(r, &d, &e.mesures, &s)))
        .collect();
    let communs = leviers_communs(analyses.iter().map(|(courant, a)| (*courant, a)));
    assert!(communs.is_empty(), "everything is done");
    let mut presque = s;
    for mesure in vierge.mesures.toutes().iter() {
        presque = s;
        presque.poser(mesure, None);
        let e = catalogue.evaluer(&d, &presque, &[]);
        if e.risques.iter().any(|r| r.courant > r.cible) {
            let analyses: Vec<_> = e
                .risques
                .iter()
                .map(|r| {
                    let analyse = catalogue.risques.analyser(r, &d, &e.mesures, &presque);
                    (r.courant, analyse)
                })
                .collect();
            let communs = leviers_communs(analyses.iter().map(|(c, a)| (*c, a)));
            let hausses = e.risques.iter().filter(|r| r.courant > r.cible).count();
            assert_eq!(communs, [(mesure, hausses)]);
            return;
        }
    }
    panic!("one of {presque:?} weighs");
}

#[test]
fn a_link_made_by_hand_adds_to_the_catalogue() {
    let catalogue = mss_v2();
    let mut reponses = catalogue.exemples[3].reponses.clone();
    reponses.niveau_securite = Some(NiveauSecurite::Niveau1);
    let d = reponses.description().unwrap();
    let e = catalogue.evaluer(&d, &Statuts::VIDES, &[]);
    let mut matrice = Couverture::du_catalogue(catalogue, &d, &e.mesures, &e.risques);
    matrice.ajouter_risque("RP.1");
    assert_eq!(matrice.decouverts().collect::<Vec<_>>(), ["RP.1"]);
    matrice.lier("SPE.1", "RP.1");
    matrice.lier("SPE.1", "RP.2");
    assert_eq!(matrice.lien("SPE.1", "RP.1"), Some(OrigineLien::Main));
    assert_eq!(matrice.lien("SPE.1", "RP.2"), None, "no such risk");
    assert_eq!(matrice.decouverts().count(), 0);
    let (connue, origine) = matrice.mesures("R5").next().unwrap();
    assert_eq!(origine, OrigineLien::Catalogue);
    let connue = connue.to_owned();
    matrice.lier(&connue, "R5");
    assert_eq!(matrice.lien(&connue, "R5"), Some(OrigineLien::Catalogue));
}

#[test]
fn sixteen_examples_may_be_saved_as_they_are() {
    let exemples = exemples_de_risques();
    assert_eq!(exemples.len(), 16);
    for exemple in exemples {
        for niveau in NiveauSecurite::TOUS {
            for ouvert in [false, true] {
                let propose = exemple.propose(*niveau, ouvert);
                assert_eq!(propose.refus(), [], "{}", exemple.id);
                assert_eq!(propose.clone().normalise(), propose, "{}", exemple.id);
            }
        }
    }
    let fuite = &exemples[0];
    assert_eq!(fuite.id, "fuite-donnees");
    assert_eq!(fuite.categories, CategorieRisque::Confidentialite);
    let propose = fuite.propose(NiveauSecurite::Niveau3, true);
    assert_eq!((propose.gravite_brute, propose.vraisemblance_brute), (4, 3));
    assert!(propose.description.ends_with("perte de confiance."));
    let niveau = mss_v2().risques.niveau(4, 3);
    assert_eq!(niveau, NiveauRisque::Eleve);
}

#[test]
fn a_wrong_example_is_refused_with_reasons() {
    assert!(lire_risques("{").is_err());
    let faux = r#"{"risques": [{"id": "a", "titre": " ", "description": "d", "vecteurs": [],
        "criteres": [], "gravite": {"basique": 0, "modere": 2, "avance": 5},
        "vraisemblance_initiale": {"defaut": 1, "ouvert_internet": 2},
        "consequences_exemple": "c"}]}"#;
    let anomalies = lire_risques(faux).unwrap_err();
    assert_eq!(anomalies.len(), 4, "{anomalies:?}");
}
