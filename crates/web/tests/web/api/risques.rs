//! Risks through the API: decisions, risks of one's own, links with measures.

use axum::http::{Method, StatusCode};
use domaine::droits::Portee;
use serde_json::{Value, json};

use super::outils::Programme;
use super::services::decrit;
use crate::web::commun::Banc;

fn inondation() -> Value {
    json!({
        "titre": "Inondation", "categories": ["disponibilite"],
        "graviteBrute": 3, "vraisemblanceBrute": 2,
        "graviteCourante": 2, "vraisemblanceCourante": 2,
    })
}

#[tokio::test]
async fn own_risks_are_added_changed_taken_out_and_put_back() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let service = decrit(&programme).await;
    let liste = format!("{service}/risques-propres");
    let cree = programme.post(&liste, &inondation().to_string()).await;
    assert_eq!(cree.statut, StatusCode::CREATED);
    let adresse = cree.en_tete("location").to_owned();
    assert!(adresse.ends_with("/risques-propres/RP.1"));
    let ecrire = async |methode: Method, version: Option<&str>, corps: Option<&str>| {
        let version = version.map(|v| ("if-match", v));
        let en_tetes: Vec<_> = version.into_iter().collect();
        programme
            .demander(methode, &adresse, &en_tetes, corps)
            .await
    };
    let mut autre = inondation();
    autre["titre"] = json!("Crue");
    let autre = autre.to_string();
    let change = ecrire(Method::PUT, Some("\"1\""), Some(&autre))
        .await
        .reussie();
    assert_eq!(
        (&change.json()["titre"], &change.json()["version"]),
        (&json!("Crue"), &json!(2))
    );
    // An older version: nothing is merged, even for the same person.
    let mut commente = inondation();
    commente["commentaire"] = json!("Zone inondable.");
    let commente = commente.to_string();
    let refus = ecrire(Method::PUT, Some("\"1\""), Some(&commente)).await;
    assert_eq!(refus.refus(), (412, "versionDepassee".to_owned()));
    assert_eq!(refus.json()["actuel"]["titre"], "Crue");
    assert_eq!(refus.json()["actuel"]["commentaire"], "");
    let refus = ecrire(Method::DELETE, None, None).await;
    assert_eq!(refus.refus(), (428, "versionRequise".to_owned()));
    let refus = ecrire(Method::DELETE, Some("\"1\""), None).await;
    assert_eq!(refus.refus().0, 412);
    let retire = ecrire(Method::DELETE, Some("\"2\""), None).await;
    assert_eq!(retire.statut, StatusCode::NO_CONTENT);
    assert_eq!(programme.get(&adresse).await.refus().0, 404);
    let encore = ecrire(Method::PUT, Some("\"3\""), Some(&autre)).await;
    assert_eq!(encore.refus().0, 404);
    let retour = format!("{adresse}/restaurer");
    let retabli = programme
        .demander(Method::POST, &retour, &[], None)
        .await
        .reussie();
    assert_eq!(retabli.json()["titre"], "Crue");
    let parmi_tous = programme
        .get(&format!("{service}/risques/RP.1"))
        .await
        .reussie();
    assert_eq!(parmi_tous.json()["propre"], true);

    for (champ, valeur) in [
        ("titre", json!("")),
        ("categories", json!([])),
        ("categories", json!(["meteo"])),
        ("graviteBrute", json!(5)),
        ("graviteBrute", json!(-1)),
        ("graviteCourante", json!(4)),
        ("commentaire", json!("a".repeat(2_001))),
        ("inconnu", json!(1)),
    ] {
        let mut corps = inondation();
        corps[champ] = valeur;
        let refus = programme.post(&liste, &corps.to_string()).await;
        assert_eq!(refus.refus(), (422, "saisieInvalide".to_owned()), "{corps}");
    }
}

#[tokio::test]
async fn a_decision_starts_from_the_version_it_read() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let service = decrit(&programme).await;
    let risques = programme.get(&format!("{service}/risques")).await.reussie();
    let id = risques.json()["elements"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let adresse = format!("{service}/risques/{id}");
    let decider = async |version: &str, corps: &str| {
        let version = [("if-match", version)];
        programme
            .demander(Method::PUT, &adresse, &version, Some(corps))
            .await
    };
    let gravite = r#"{"gravite":{"valeur":4,"raison":"Des mineurs."}}"#;
    decider("\"0\"", gravite).await.reussie();
    // Another field, the same person: a page would merge, a program is told.
    let refus = decider("\"0\"", r#"{"desactivation":"Sans objet."}"#).await;
    assert_eq!(refus.refus(), (412, "versionDepassee".to_owned()));
    let actuel = &refus.json()["actuel"];
    assert_eq!(
        (&actuel["version"], &actuel["gravite"]),
        (&json!(1), &json!(4))
    );
    assert_eq!(actuel["etudie"], true);
    let retour = decider("\"1\"", "{}").await.reussie();
    assert_eq!(retour.json()["raisonGravite"], json!(null));
    let propre = adresse.replace(&id, "RP.1");
    let version = [("if-match", "\"1\"")];
    let refus = programme
        .demander(Method::PUT, &propre, &version, Some("{}"))
        .await;
    assert_eq!(
        refus.refus().0,
        404,
        "a risk of one's own is not decided of"
    );
}

#[tokio::test]
async fn measures_and_risks_are_linked_both_ways() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let service = decrit(&programme).await;
    let propres = format!("{service}/risques-propres");
    programme
        .post(&propres, &inondation().to_string())
        .await
        .reussie();
    let mesures = programme.get(&format!("{service}/mesures")).await.reussie();
    let mesure = mesures.json()["elements"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let lien = format!("{service}/risques/RP.1/mesures/{mesure}");
    let ecrire = async |methode: Method, adresse: &str| {
        programme.demander(methode, adresse, &[], None).await
    };
    for _ in 0..2 {
        let pose = ecrire(Method::PUT, &lien).await;
        assert_eq!(pose.statut, StatusCode::NO_CONTENT);
    }
    let risque = programme
        .get(&format!("{service}/risques/RP.1"))
        .await
        .reussie();
    assert_eq!(risque.json()["mesures"], json!([mesure]));
    let mut tous = Vec::new();
    let mut suite = String::new();
    loop {
        let page = programme
            .get(&format!("{service}/liens?limite=100{suite}"))
            .await
            .reussie()
            .json();
        tous.extend(page["elements"].as_array().unwrap().clone());
        let Some(suivant) = page["suivant"].as_str() else {
            break;
        };
        suite = format!("&apres={suivant}");
    }
    let a_la_main: Vec<_> = tous.iter().filter(|l| l["origine"] == "main").collect();
    assert_eq!(a_la_main.len(), 1);
    assert_eq!(a_la_main[0]["mesure"], json!(mesure));
    let du_catalogue = tous.iter().find(|l| l["origine"] == "catalogue").unwrap();
    let fige = format!(
        "{service}/risques/{}/mesures/{}",
        du_catalogue["risque"].as_str().unwrap(),
        du_catalogue["mesure"].as_str().unwrap()
    );
    for methode in [Method::PUT, Method::DELETE] {
        let refus = ecrire(methode, &fige).await;
        assert_eq!(refus.refus(), (422, "saisieInvalide".to_owned()));
        assert_eq!(refus.champs()[0].0, "risque");
    }
    for inconnu in ["R999/mesures/X", "RP.1/mesures/NULLE.1", "RP.2/mesures/X"] {
        let refus = ecrire(Method::PUT, &format!("{service}/risques/{inconnu}")).await;
        assert_eq!(refus.refus().0, 404, "{inconnu}");
    }
    let defait = ecrire(Method::DELETE, &lien).await;
    assert_eq!(defait.statut, StatusCode::NO_CONTENT);
    let risque = programme
        .get(&format!("{service}/risques/RP.1"))
        .await
        .reussie();
    assert_eq!(risque.json()["mesures"], json!([]));
}
