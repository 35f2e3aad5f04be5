//! The loader: the embedded files are right, quick to read, and a wrong file is refused with reasons.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use domaine::besoins::Relevement;
use domaine::reponses::{Reponse, Reponses};
use domaine::vocabulaire::{
    CategorieDonnees, Champ, DureeDysfonctionnement, NiveauRisque, NiveauSecurite, Ouverture,
};
use referentiels::{MSS_V2, Sources, charger, mss_v2};

fn anomalies(sources: &Sources<'_>) -> Vec<String> {
    charger(sources)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn the_catalogue_is_complete() {
    let catalogue = mss_v2();
    assert_eq!(catalogue.version(), "mss-v2");
    assert_eq!(catalogue.toutes().len(), 135);
    assert_eq!(catalogue.themes().len(), 15);
    assert_eq!(catalogue.risques.risques.len(), 14);
    let ordre: Vec<&str> = catalogue
        .questions(catalogue.toutes())
        .map(|q| catalogue.themes()[q.theme].id.as_str())
        .collect();
    assert_eq!(ordre.len(), 135);
    assert_eq!(ordre.first(), Some(&"comptes-habilitations"));
}

#[test]
fn needs_are_called_basic_moderate_advanced() {
    let questionnaire = &mss_v2().questionnaire;
    let libelles: Vec<&str> = NiveauSecurite::TOUS
        .iter()
        .filter_map(|n| questionnaire.choix(Champ::NiveauSecurite, *n))
        .map(|c| c.libelle.as_str())
        .collect();
    assert_eq!(
        libelles,
        ["Besoins basiques", "Besoins modérés", "Besoins avancés"]
    );
}

#[test]
fn every_example_can_be_saved_at_its_required_level() {
    let catalogue = mss_v2();
    let ids: Vec<&str> = catalogue.exemples.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "newsletter",
            "cantine",
            "billetterie",
            "reservation-salles",
            "signalement",
            "site-vitrine"
        ]
    );
    for exemple in &catalogue.exemples {
        let description = exemple.reponses.description().unwrap();
        let requis = catalogue.baremes.besoins(&description).requis;
        assert_eq!(description.niveau_securite, requis, "{}", exemple.id);
        assert_eq!(exemple.reponses.refus(), [], "{}", exemple.id);
        assert_eq!(exemple.reponses.manques(), [Champ::Siret], "{}", exemple.id);
    }
}

#[test]
fn the_level_is_explained_with_what_would_raise_it() {
    let catalogue = mss_v2();
    let reponses = &catalogue.exemple("reservation-salles").unwrap().reponses;
    let provisoire = catalogue.baremes.provisoire(reponses);
    let besoins = provisoire.besoins.unwrap();
    assert_eq!((besoins.criticite, besoins.exposition), (1, 3));
    assert_eq!(besoins.ouverture, Ouverture::AccessibleSurInternet);
    let champs: Vec<Champ> = provisoire
        .relevements
        .iter()
        .map(|r| r.reponse.champ())
        .collect();
    assert!(champs.contains(&Champ::CategoriesDonneesTraitees));
    let duree = Relevement {
        reponse: Reponse::Duree(DureeDysfonctionnement::MoinsDe12h),
        niveau: NiveauSecurite::Niveau2,
    };
    assert!(
        provisoire.relevements.contains(&duree),
        "{:?}",
        provisoire.relevements
    );
    // The nearest answer only: "moins de 4 h" would raise it too.
    assert_eq!(
        champs
            .iter()
            .filter(|c| **c == duree.reponse.champ())
            .count(),
        1
    );

    // Without the volume the level is provisional, and says what is missing.
    let brouillon = Reponses {
        volumetrie_donnees_traitees: None,
        ..reponses.clone()
    };
    let provisoire = catalogue.baremes.provisoire(&brouillon);
    assert_eq!(provisoire.manquants, [Champ::VolumetrieDonneesTraitees]);
    assert_eq!(
        (provisoire.minimum, provisoire.maximum),
        (NiveauSecurite::Niveau1, NiveauSecurite::Niveau2)
    );
}

#[test]
fn data_that_determines_the_level_is_named() {
    let catalogue = mss_v2();
    let description = catalogue
        .exemple("cantine")
        .unwrap()
        .reponses
        .description()
        .unwrap();
    let besoins = catalogue.baremes.besoins(&description);
    assert_eq!(
        (besoins.requis, besoins.criticite),
        (NiveauSecurite::Niveau2, 2)
    );
    assert_eq!(
        besoins.donnees.determinantes,
        CategorieDonnees::DonneesCaracterePersonnelPersonneARisque
            | CategorieDonnees::DonneesSituationFamilialeEconomiqueFinanciere
    );
}

#[test]
fn the_displayed_grid_stops_at_the_exposure_one_can_reach() {
    const UN: NiveauSecurite = NiveauSecurite::Niveau1;
    const DEUX: NiveauSecurite = NiveauSecurite::Niveau2;
    const TROIS: NiveauSecurite = NiveauSecurite::Niveau3;
    assert_eq!(
        mss_v2().baremes.grille(),
        [
            (4, vec![DEUX, TROIS, TROIS]),
            (3, vec![DEUX, DEUX, TROIS]),
            (2, vec![UN, UN, DEUX]),
            (1, vec![UN, UN, UN]),
        ]
    );
}

#[test]
fn risk_grid_follows_the_rule() {
    for g in 1..=4u8 {
        for v in 1..=4u8 {
            let attendu = if g * v <= 4 && v < 3 && g < 4 {
                NiveauRisque::Faible
            } else if g * v >= 8 && v > 2 && g >= 2 {
                NiveauRisque::Eleve
            } else {
                NiveauRisque::Moyen
            };
            assert_eq!(
                mss_v2().risques.niveau(g, v),
                attendu,
                "gravity {g}, likelihood {v}"
            );
        }
    }
}

#[test]
fn every_problem_is_listed() {
    let mesures = MSS_V2
        .mesures
        .replacen("effort: faible", "effort: infime", 1);
    let regles = MSS_V2.regles.replacen(";presente;", ";partout;", 1);
    let trouvees = anomalies(&Sources {
        mesures: &mesures,
        ..MSS_V2
    });
    assert!(
        trouvees.iter().any(|a| a.contains("infime")),
        "{trouvees:?}"
    );
    let risques = MSS_V2.risques.replacen("[RH.2]", "[RH.99]", 1);
    let trouvees = anomalies(&Sources {
        regles: &regles,
        risques: &risques,
        ..MSS_V2
    });
    assert_eq!(trouvees.len(), 2, "{trouvees:?}");
    assert!(
        trouvees
            .iter()
            .any(|a| a.contains("socle_initial `partout`")),
        "{trouvees:?}"
    );
    assert!(
        trouvees
            .iter()
            .any(|a| a.contains("unknown measure `RH.99`")),
        "{trouvees:?}"
    );
}

#[test]
fn wrong_files_are_refused() {
    let refuse = |sources: &Sources<'_>, attendu: &str| {
        let trouvees = anomalies(sources);
        assert!(
            trouvees.iter().any(|a| a.contains(attendu)),
            "{attendu}: {trouvees:?}"
        );
    };
    let q = |de: &str, a: &str| MSS_V2.questionnaire.replacen(de, a, 1);
    let essais = [
        (
            q("{id: enProjet,", "{id: enRetard,"),
            "statutDeploiement: found",
        ),
        (
            q("longueur_max: 200", "longueur_max: 300"),
            "nomService: longueur_max",
        ),
        (
            q("{id: faible, criticite: 1", "{id: faible, criticite: 9"),
            "faible: 9 is not between",
        ),
        (q("nombre_max: 20", "nombre_min: 20"), "nombre_min"),
        (
            q("pourquoi: \"Ce nom", "autre: \"Ce nom"),
            "questionnaire.yaml",
        ),
    ];
    for (questionnaire, attendu) in &essais {
        refuse(
            &Sources {
                questionnaire,
                ..MSS_V2
            },
            attendu,
        );
    }
    let regles = MSS_V2
        .regles
        .replacen("ajouter+projet", "ajouter+voisin", 1);
    refuse(
        &Sources {
            regles: &regles,
            ..MSS_V2
        },
        "unknown modifier `voisin`",
    );
    let regles = MSS_V2.regles.replacen("donnees_1", "donnees_5", 1);
    refuse(
        &Sources {
            regles: &regles,
            ..MSS_V2
        },
        "columns",
    );
    let mut lignes: Vec<&str> = MSS_V2.regles.lines().collect();
    lignes.swap(1, 2);
    refuse(
        &Sources {
            regles: &lignes.join("\n"),
            ..MSS_V2
        },
        "same order",
    );
    let questions = MSS_V2.questions.replacen("- id: ID.1\n", "- id: ID.2\n", 1);
    refuse(
        &Sources {
            questions: &questions,
            ..MSS_V2
        },
        "`ID.1` has no question",
    );
    let risques = MSS_V2
        .risques
        .replacen("postesDeTravail: ajouter", "postes: ajouter", 1);
    refuse(
        &Sources {
            risques: &risques,
            ..MSS_V2
        },
        "no answer `specificitesProjet` = `postes`",
    );
    let exemples = MSS_V2
        .exemples
        .replacen("audienceCible: moyenne", "couleur: bleu", 1);
    refuse(
        &Sources {
            exemples: &exemples,
            ..MSS_V2
        },
        "couleur",
    );
    let exemples = MSS_V2
        .exemples
        .replacen("    audienceCible: moyenne\n", "", 1);
    refuse(
        &Sources {
            exemples: &exemples,
            ..MSS_V2
        },
        "AudienceCible",
    );
    refuse(
        &Sources {
            mesures: "- id: A.1",
            ..MSS_V2
        },
        "mesures.yaml",
    );
}
