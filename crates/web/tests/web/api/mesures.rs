//! Measures through the API: follow-up, versions, selections, what to do next.

use axum::http::Method;
use domaine::droits::Portee;
use serde_json::{Value, json};

use super::outils::Programme;
use super::services::decrit;
use crate::web::commun::Banc;

async fn premiere(programme: &Programme<'_>, adresse: &str) -> Value {
    let page = programme.get(&format!("{adresse}/mesures?limite=2")).await;
    page.reussie().json()["elements"][0].clone()
}

#[tokio::test]
async fn two_programs_on_one_measure_the_second_sees_the_first() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let mesure = premiere(&programme, &adresse).await;
    assert_eq!(
        (&mesure["version"], &mesure["statut"]),
        (&json!(0), &json!(null))
    );
    let adresse = format!("{adresse}/mesures/{}", mesure["id"].as_str().unwrap());
    let lue = programme.get(&adresse).await.reussie();
    let version = [("if-match", lue.en_tete("etag"))];
    let ecrire = async |methode, corps: &str| {
        programme
            .demander(methode, &adresse, &version, Some(corps))
            .await
    };
    let un = r#"{"statut":"enCours","details":"Devis reçu.","echeance":"2027-01-31"}"#;
    let ecrite = ecrire(Method::PUT, un).await.reussie().json();
    assert_eq!(
        (&ecrite["version"], &ecrite["echeance"]),
        (&json!(1), &json!("2027-01-31"))
    );
    // Another field, even: the program has not seen what changed.
    let refus = ecrire(Method::PATCH, r#"{"priorite":"haute"}"#).await;
    assert_eq!(refus.refus(), (412, "versionDepassee".to_owned()));
    assert_eq!(refus.json()["actuel"]["details"], "Devis reçu.");
    let version = [("if-match", "\"1\"")];
    let change = programme
        .demander(
            Method::PATCH,
            &adresse,
            &version,
            Some(r#"{"priorite":"haute"}"#),
        )
        .await
        .reussie()
        .json();
    assert_eq!(change["statut"], "enCours");
    assert_eq!(change["priorite"], "haute");
    let vide = programme
        .demander(Method::PUT, &adresse, &[("if-match", "\"2\"")], Some("{}"))
        .await
        .reussie()
        .json();
    assert_eq!(
        (&vide["statut"], &vide["details"]),
        (&json!(null), &json!(""))
    );
}

#[tokio::test]
async fn what_is_said_of_a_measure_is_checked() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let mesure = premiere(&programme, &adresse).await;
    let adresse = format!("{adresse}/mesures/{}", mesure["id"].as_str().unwrap());
    let trop = format!("{{\"details\":\"{}\"}}", "a".repeat(5_001));
    for (corps, champ) in [
        (r#"{"statut":"nonFait"}"#, "motif"),
        (r#"{"motif":"Perdu."}"#, "motif"),
        (r#"{"statut":"fini"}"#, "statut"),
        (r#"{"statut":"fait","incertaine":true}"#, "statut"),
        (r#"{"echeance":"31/01/2027"}"#, "echeance"),
        (r#"{"echeance":"2027-02-30"}"#, "echeance"),
        (r#"{"echeance":"2027-01-31T10:00:00"}"#, "echeance"),
        (r#"{"echeance":"0001-01-01"}"#, "echeance"),
        (r#"{"priorite":1}"#, "priorite"),
        (
            r#"{"responsables":["01920000-0000-7000-8000-000000000001"]}"#,
            "responsables",
        ),
        (r#"{"details":"\u0000"}"#, "details"),
        (r#"{"version":1}"#, "version"),
        (&trop, "details"),
    ] {
        let version = [("if-match", "\"0\"")];
        let refus = programme
            .demander(Method::PATCH, &adresse, &version, Some(corps))
            .await;
        assert_eq!(refus.refus(), (422, "saisieInvalide".to_owned()), "{corps}");
        assert_eq!(refus.champs()[0].0, champ, "{corps}");
        let message = refus.json()["erreurs"][0]["message"].clone();
        let jour = "Donnez un jour du calendrier au format AAAA-MM-JJ, de 2000-01-01 à 2199-12-31.";
        assert_eq!(message == jour, champ == "echeance", "{corps} {message}");
    }
    let inconnue = adresse.replace(mesure["id"].as_str().unwrap(), "NULLE.1");
    assert_eq!(programme.get(&inconnue).await.refus().0, 404);
}

#[tokio::test]
async fn a_selection_says_what_became_of_each() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let page = programme
        .get(&format!("{adresse}/mesures?limite=2"))
        .await
        .reussie();
    let ids: Vec<_> = page.json()["elements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["id"].as_str().unwrap().to_owned())
        .collect();
    let corps = json!({
        "mesures": [
            { "id": ids[0], "version": 0 }, { "id": ids[1], "version": 0 },
            { "id": "NULLE.1", "version": 0 },
        ],
        "changement": { "statut": "fait" },
    });
    let lot = programme
        .demander(
            Method::PATCH,
            &format!("{adresse}/mesures"),
            &[],
            Some(&corps.to_string()),
        )
        .await
        .reussie()
        .json();
    let mut issues: Vec<_> = lot["resultats"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["issue"].as_str().unwrap())
        .collect();
    issues.sort_unstable();
    assert_eq!(issues, ["absente", "modifiee", "modifiee"]);
    let indice = programme
        .get(&format!("{adresse}/indice-cyber/historique"))
        .await;
    assert!(
        !indice.reussie().json()["elements"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_selection_is_taken_back_but_not_what_someone_changed_since() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let liste = format!("{adresse}/mesures");
    let page = programme.get(&format!("{liste}?limite=2")).await.reussie();
    let page = page.json();
    let ids: Vec<_> = page["elements"].as_array().unwrap().iter().collect();
    let ids: Vec<_> = ids.iter().map(|m| m["id"].as_str().unwrap()).collect();
    let corps = json!({
        "mesures": [{ "id": ids[0], "version": 0 }, { "id": ids[1], "version": 0 }],
        "changement": { "statut": "fait" },
    });
    let cle = [("idempotency-key", "01920000-0000-7000-8000-00000000000a")];
    let lot = programme
        .demander(Method::PATCH, &liste, &cle, Some(&corps.to_string()))
        .await
        .reussie()
        .json();
    assert_eq!(lot["operation"], cle[0].1);
    let deuxieme = format!("{liste}/{}", ids[1]);
    let version = [("if-match", "\"1\"")];
    let change = r#"{"statut":"enCours"}"#;
    programme
        .demander(Method::PATCH, &deuxieme, &version, Some(change))
        .await
        .reussie();
    let operation = lot["operation"].as_str().unwrap();
    let annuler = format!("{adresse}/lots/{operation}/annuler");
    let essai = [("idempotency-key", "01920000-0000-7000-8000-00000000000b")];
    for _ in 0..2 {
        // The same key twice does it once.
        let annule = programme
            .demander(Method::POST, &annuler, &essai, None)
            .await
            .reussie()
            .json();
        assert_eq!(annule["rendues"], json!([ids[0]]));
        assert_eq!(annule["laissees"], json!([ids[1]]));
        let (avant, apres) = (&lot["indiceCyber"], &annule["indiceCyber"]);
        assert!(apres.as_f64() < avant.as_f64(), "{avant} {apres}");
    }
    let rendue = programme
        .get(&format!("{liste}/{}", ids[0]))
        .await
        .reussie();
    assert_eq!(rendue.json()["statut"], json!(null));
    let laissee = programme.get(&deuxieme).await.reussie();
    assert_eq!(laissee.json()["statut"], "enCours");
    // A change to one measure is no selection, and another's is nobody else's.
    for autre in [essai[0].1, "01920000-0000-7000-8000-00000000000c"] {
        let chemin = format!("{adresse}/lots/{autre}/annuler");
        let refus = programme.demander(Method::POST, &chemin, &[], None).await;
        assert_eq!(refus.refus().0, 404, "{autre}");
    }
}

#[tokio::test]
async fn what_to_do_next_and_what_if_are_the_same_calculation() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let actions = programme
        .get(&format!("{adresse}/prochaines-actions?limite=100"))
        .await
        .reussie();
    let action = actions.json()["elements"][0].clone();
    let id = action["id"].as_str().unwrap();
    let essai = json!({ "statuts": { id: "fait" } }).to_string();
    let simulation = programme
        .post(&format!("{adresse}/simulation"), &essai)
        .await
        .reussie();
    let (avant, apres) = (&simulation.json()["avant"], &simulation.json()["apres"]);
    let gain = apres["total"].as_f64().unwrap() - avant["total"].as_f64().unwrap();
    assert!((gain - action["gainIndice"].as_f64().unwrap()).abs() < 1e-9);
    let court = async |cible: &str| {
        let chemin = format!("{adresse}/prochaines-actions/plus-court?cible={cible}");
        programme.get(&chemin).await
    };
    let un = court("1").await.reussie().json();
    assert_eq!(un["etat"], "accessible");
    let a_faire = un["mesures"].as_array().unwrap().iter();
    let statuts: serde_json::Map<_, _> = a_faire
        .map(|id| (id.as_str().unwrap().to_owned(), json!("fait")))
        .collect();
    let essai = json!({ "statuts": statuts }).to_string();
    let faites = programme
        .post(&format!("{adresse}/simulation"), &essai)
        .await
        .reussie();
    assert_eq!(faites.json()["apres"]["total"], un["indice"]);
    assert_eq!(court("").await.refus().0, 400);
    for cible in ["0", "5.01", "NaN", "trois"] {
        assert_eq!(court(cible).await.refus().0, 400, "{cible}");
    }
    let toutes = actions.json()["elements"].as_array().unwrap().clone();
    let nulle = toutes.iter().find(|a| a["gainIndice"] == 0.0).unwrap();
    assert!(nulle["dependDe"]["indispensable"].is_string(), "{nulle}");
    let inconnue = programme
        .post(
            &format!("{adresse}/simulation"),
            r#"{"statuts":{"X":"fait"}}"#,
        )
        .await;
    assert_eq!(inconnue.champs()[0].0, "statuts.X");
    let mesure = programme
        .get(&format!("{adresse}/mesures/{id}"))
        .await
        .reussie();
    assert_eq!(mesure.json()["version"], 0, "nothing was stored");
}

#[tokio::test]
async fn what_if_follows_what_was_decided_of_risks() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let mesures = programme
        .get(&format!("{adresse}/mesures?limite=100"))
        .await;
    let mesures = mesures.reussie().json()["elements"].clone();
    let ids = mesures.as_array().unwrap().iter();
    let statuts: serde_json::Map<_, _> = ids
        .map(|m| (m["id"].as_str().unwrap().to_owned(), json!("fait")))
        .collect();
    let essai = json!({ "statuts": statuts }).to_string();
    let qui_bougent = async || {
        let simulation = programme
            .post(&format!("{adresse}/simulation"), &essai)
            .await;
        let risques = simulation.reussie().json()["risques"].clone();
        let risques = risques.as_array().unwrap().iter();
        let ids = risques.map(|r| r["id"].as_str().unwrap().to_owned());
        ids.collect::<Vec<_>>()
    };
    let avant = qui_bougent().await;
    let (premier, suite) = avant.split_first().unwrap();
    programme
        .demander(
            Method::PUT,
            &format!("{adresse}/risques/{premier}"),
            &[("if-match", "\"0\"")],
            Some(r#"{"desactivation":"Le service est fermé au public."}"#),
        )
        .await
        .reussie();
    assert_eq!(qui_bougent().await, suite, "not studied, not simulated");
}

#[tokio::test]
async fn risks_are_decided_with_a_reason_and_commented() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let risques = programme.get(&format!("{adresse}/risques")).await.reussie();
    let id = risques.json()["elements"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let un = format!("{adresse}/risques/{id}");
    let decision = r#"{"desactivation":"Sans objet : service fermé au public."}"#;
    let version = [("if-match", "\"0\"")];
    let decide = programme
        .demander(Method::PUT, &un, &version, Some(decision))
        .await
        .reussie()
        .json();
    assert_eq!(
        (&decide["etudie"], &decide["version"]),
        (&json!(false), &json!(1))
    );
    let refus = programme
        .demander(Method::PUT, &un, &version, Some("{}"))
        .await;
    assert_eq!(refus.refus().0, 412);
    let commentaires = format!("{un}/commentaires");
    let ecrit = programme
        .post(&commentaires, r#"{"texte":"À revoir."}"#)
        .await
        .reussie();
    assert_eq!(ecrit.json()["texte"], "À revoir.");
    let vide = programme.post(&commentaires, r#"{"texte":" "}"#).await;
    assert_eq!(vide.refus().0, 422);
    let lus = programme.get(&commentaires).await.reussie().json();
    assert_eq!(lus["elements"].as_array().unwrap().len(), 1);
}
