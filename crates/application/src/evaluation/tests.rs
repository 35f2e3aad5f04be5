//! The exchange format: what is accepted, what is refused with which words, what comes out.

use super::*;
use referentiels::mss_v2;
use serde_json::{Value, json};

fn service() -> Value {
    json!({
        "description": {
            "typeService": ["serviceEnLigne"],
            "typeHebergement": "saas",
            "ouvertureSysteme": "accessibleSurInternet",
            "audienceCible": "moyenne",
            "dureeDysfonctionnementAcceptable": "plusDe24h",
            "volumetrieDonneesTraitees": "faible",
            "localisationDonneesTraitees": "UE",
            "niveauSecurite": "niveau1"
        }
    })
}

fn resultat(cas: &Value) -> Value {
    let lu = evaluer(mss_v2(), &cas.to_string(), Options::default());
    serde_json::to_value(lu.unwrap()).unwrap()
}

fn problemes(cas: &Value) -> Vec<(String, String)> {
    let problemes = lire(mss_v2(), &cas.to_string(), Options::default()).unwrap_err();
    problemes
        .into_iter()
        .map(|p| (p.champ, p.message))
        .collect()
}

/// The service with one thing changed: an object merged into it, level by level.
fn avec(changement: &Value) -> Value {
    fn fondre(cible: &mut Value, changement: &Value) {
        match (cible, changement) {
            (Value::Object(cible), Value::Object(changement)) => {
                for (cle, valeur) in changement {
                    fondre(cible.entry(cle.clone()).or_insert(Value::Null), valeur);
                }
            }
            (cible, valeur) => *cible = valeur.clone(),
        }
    }
    let mut cas = service();
    fondre(&mut cas, changement);
    cas
}

#[test]
fn only_what_the_rules_read_is_required() {
    let sortie = resultat(&service());
    let cles: Vec<&String> = sortie.as_object().unwrap().keys().collect();
    assert_eq!(
        cles,
        [
            "completude",
            "indiceCyber",
            "indiceCyberPersonnalise",
            "mesures",
            "niveauRequis",
            "prochainesActions",
            "risques"
        ]
    );
    assert_eq!(sortie["niveauRequis"], "niveau1");
    assert_eq!(sortie["indiceCyber"]["total"], 0.0);
    let risque = sortie["risques"].as_array().unwrap().first().unwrap();
    for champ in [
        "id",
        "titre",
        "gravite",
        "brut",
        "courant",
        "cible",
        "categories",
        "mesures",
    ] {
        assert!(!risque[champ].is_null(), "{champ}");
    }
}

#[test]
fn identity_is_accepted_whatever_it_says() {
    let identite = json!({"description": {
        "nomService": 12, "organisationResponsable": {"siret": "1"}, "statutDeploiement": "?",
        "presentation": null, "pointsAcces": ["x"]
    }, "attendu": {}});
    assert_eq!(resultat(&avec(&identite)), resultat(&service()));
}

#[test]
fn measures_come_in_catalogue_order_with_their_reasons() {
    let sortie = resultat(&service());
    let mesures = sortie["mesures"].as_array().unwrap();
    let rangs: Vec<usize> = mesures
        .iter()
        .map(|m| mss_v2().trouver(m["id"].as_str().unwrap()).unwrap().rang())
        .collect();
    assert!(rangs.is_sorted());
    assert!(
        mesures
            .iter()
            .all(|m| !m["raisons"].as_array().unwrap().is_empty())
    );
    let ajoutee = mesures
        .iter()
        .find(|m| m["raisons"][0]["effet"] == "ajoutee")
        .unwrap();
    assert!(ajoutee["raisons"][0]["champ"].is_string());
}

#[test]
fn statuses_count_and_absent_ones_do_not() {
    let neutre = json!({"statuts": {"RECENSEMENT.1": "", "ADMIN.1": "fait"}});
    let sortie = resultat(&avec(&neutre));
    assert!(
        !sortie["mesures"]
            .as_array()
            .unwrap()
            .iter()
            .any(|m| m["id"] == "ADMIN.1")
    );
    assert_eq!(sortie, resultat(&service()));

    let faite = resultat(&avec(&json!({"statuts": {"RECENSEMENT.1": "fait"}})));
    assert_eq!(faite["completude"]["faites"], 1);
    assert!(faite["indiceCyber"]["total"].as_f64() > Some(0.0));

    let avec_propres = avec(&json!({
        "statuts": {"RECENSEMENT.1": "fait"},
        "mesuresSpecifiques": [["gouvernance", "fait"], ["gouvernance", ""]]
    }));
    let propres = resultat(&avec_propres);
    assert_eq!(propres["indiceCyber"], faite["indiceCyber"]);
    assert_ne!(
        propres["indiceCyberPersonnalise"],
        faite["indiceCyberPersonnalise"]
    );
    assert_eq!(propres["completude"]["faites"], 2);
}

#[test]
fn every_problem_is_listed_with_the_accepted_values() {
    let cas = json!({
        "description": {
            "typeService": [],
            "typeHebergement": "nuage",
            "activitesExternalisees": ["menage"],
            "ouvertureSysteme": "",
            "audienceCible": 4,
            "categoriesDonneesTraitees": "donneesTechniques",
            "couleur": "bleu"
        },
        "statuts": {"AUTH.1": "presque", "AUTH.999": "fait"},
        "mesuresSpecifiques": [["protection"], ["attaque", "fait"]],
        "extra": 1
    });
    let trouves = problemes(&cas);
    let message = |champ: &str| {
        let mut messages = trouves.iter().filter(|(c, _)| c == champ);
        let unique = messages.next().map(|(_, m)| m.clone());
        assert!(
            unique.is_some() && messages.next().is_none(),
            "{champ}: {trouves:#?}"
        );
        unique.unwrap_or_default()
    };
    assert!(message("typeService").contains("portailInformation, serviceEnLigne, api"));
    assert!(message("typeHebergement").contains("onPremise, cloud, saas, autre"));
    assert!(message("activitesExternalisees[0]").contains("administrationTechnique"));
    assert!(message("ouvertureSysteme").starts_with("réponse obligatoire"));
    assert!(message("audienceCible").contains("limitee, moyenne, large, tresLarge"));
    assert!(message("dureeDysfonctionnementAcceptable").contains("moinsDe4h"));
    assert!(message("categoriesDonneesTraitees").contains("une liste est attendue"));
    assert!(message("volumetrieDonneesTraitees").contains("tresEleve"));
    assert!(message("localisationDonneesTraitees").contains("horsUE"));
    assert!(message("niveauSecurite").contains("niveau1, niveau2, niveau3"));
    assert!(message("couleur").contains("champ inconnu"));
    assert_eq!(
        message("extra"),
        "champ inconnu. Champs acceptés : description, statuts, mesuresSpecifiques"
    );
    assert!(message("statuts.AUTH.1").contains("fait, enCours, aLancer, nonFait"));
    assert!(message("statuts.AUTH.999").contains("mesure absente du catalogue"));
    assert!(message("mesuresSpecifiques[0]").contains("une paire"));
    assert!(message("mesuresSpecifiques[1]").contains("gouvernance, protection"));
    assert_eq!(trouves.len(), 16);
}

#[test]
fn a_level_below_the_required_one() {
    let cas = avec(&json!({"description": {
        "dureeDysfonctionnementAcceptable": "moinsDe4h", "audienceCible": "large"
    }}));
    let [probleme] = lire(mss_v2(), &cas.to_string(), Options::default())
        .unwrap_err()
        .try_into()
        .unwrap();
    assert_eq!(
        (probleme.champ.as_str(), &probleme.valeur),
        ("niveauSecurite", &json!("niveau1"))
    );
    assert!(
        probleme.message.ends_with("Valeurs acceptées : niveau3"),
        "{}",
        probleme.message
    );
    let libre = Options { niveau_libre: true };
    let lu = evaluer(mss_v2(), &cas.to_string(), libre).unwrap();
    assert_eq!(lu.evaluation().niveau_requis.id(), "niveau3");
}

#[test]
fn texts_that_are_not_a_case() {
    let message = |texte: &str| {
        let [probleme] = lire(mss_v2(), texte, Options::default())
            .unwrap_err()
            .try_into()
            .unwrap();
        assert_eq!(probleme.champ, "json");
        probleme.message
    };
    assert!(message("").contains("s’arrête avant la fin"));
    assert!(message("{\"description\": {").contains("s’arrête avant la fin"));
    assert!(message("{'description': {}}").contains("colonne 2"));
    assert!(message("[]").contains("un objet est attendu"));
    assert!(message(&"[".repeat(5000)).contains("trop de niveaux"));
}

#[test]
fn a_field_given_twice_is_refused() {
    let texte = service().to_string().replacen(
        "{\"description\":{",
        "{\"description\":{\"typeHebergement\":\"cloud\",",
        1,
    );
    let problemes = lire(mss_v2(), &texte, Options::default()).unwrap_err();
    assert_eq!(problemes.len(), 1);
    assert_eq!(problemes[0].champ, "typeHebergement");
    assert!(problemes[0].message.contains("deux fois"));
}

#[test]
fn an_expected_result_is_ignored_beside_a_case_only() {
    assert_eq!(
        resultat(&avec(&json!({"attendu": 1}))),
        resultat(&service())
    );
    let [probleme] = problemes(&avec(&json!({"description": {"attendu": 1}})))
        .try_into()
        .unwrap();
    assert_eq!(probleme.0, "attendu");
}

#[test]
fn what_is_quoted_back_is_on_one_line() {
    let texte = service()
        .to_string()
        .replacen("moyenne", "a\\u2028b\\u0085c\\nd", 1);
    let problemes = lire(mss_v2(), &texte, Options::default()).unwrap_err();
    assert_eq!(problemes[0].valeur, "a\u{fffd}b\u{fffd}c\u{fffd}d");
}

#[test]
fn what_is_quoted_back_is_short() {
    let cas = avec(&json!({"description": {"audienceCible": "x".repeat(10_000)}}));
    let problemes = lire(mss_v2(), &cas.to_string(), Options::default()).unwrap_err();
    assert_eq!(
        problemes[0].valeur.as_str().map(|v| v.chars().count()),
        Some(101)
    );
}

#[test]
fn next_actions_are_what_each_measure_would_change_ranked() {
    let vide = resultat(&service());
    let id = |rang: usize| vide["mesures"][rang]["id"].as_str().unwrap();
    let (ecartee, finie) = (id(0), id(1));
    let avec_une = |autre: &str| {
        let statuts = json!({ecartee: "nonFait", finie: "fait", autre: "fait"});
        resultat(&avec(&json!({"statuts": statuts})))
    };
    let sortie = avec_une(finie);
    let actions = sortie["prochainesActions"].as_array().unwrap();
    let mesures = sortie["mesures"].as_array().unwrap();
    assert_eq!(
        actions.len() + 2,
        mesures.len(),
        "all but the done and the declined"
    );
    let poids = |action: &Value| -> u64 {
        let risques = action["gainRisques"].as_array().unwrap().iter();
        let gravite = |r: &Value| {
            let tous = sortie["risques"].as_array().unwrap();
            let risque = tous.iter().find(|t| t["id"] == r["id"]).unwrap();
            assert_eq!(risque["courant"], r["avant"]);
            risque["gravite"].as_u64().unwrap()
        };
        let baisse = |r: &Value| r["avant"].as_u64().unwrap() - r["apres"].as_u64().unwrap();
        risques.map(|r| gravite(r) * baisse(r)).sum()
    };
    assert!(actions.iter().map(poids).rev().is_sorted());
    assert!(poids(&actions[0]) > 0);
    // Doing one of them moves the index by what was announced, and its risks.
    for action in actions {
        let id = action["id"].as_str().unwrap();
        let apres = avec_une(id);
        let total = |v: &Value| v["indiceCyber"]["total"].as_f64().unwrap();
        assert_eq!(
            action["gainIndice"].as_f64().unwrap(),
            total(&apres) - total(&sortie)
        );
        for r in action["gainRisques"].as_array().unwrap() {
            let tous = apres["risques"].as_array().unwrap();
            let risque = tous.iter().find(|t| t["id"] == r["id"]).unwrap();
            assert_eq!(risque["courant"], r["apres"]);
        }
        assert!(["faible", "moyen", "eleve"].contains(&action["effort"].as_str().unwrap()));
        let cles: Vec<&String> = action.as_object().unwrap().keys().collect();
        assert_eq!(cles, ["effort", "gainIndice", "gainRisques", "id"]);
    }
}
