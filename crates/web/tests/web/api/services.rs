//! Services through the API: the same story as with pages.

use axum::http::{Method, StatusCode};
use domaine::droits::Portee;
use serde_json::json;
use uuid::Uuid;

use super::outils::{Programme, jeton};
use crate::web::commun::Banc;

const NOUVEAU: &str = r#"{"nom":"Piscine","siret":"21350238800019","organisation":"Ville"}"#;

/// Everything mandatory that a draft still lacks.
pub(super) const REPONSES: &str = r#"{"description":{"statutDeploiement":"enLigne",
    "typeService":["serviceEnLigne"],"typeHebergement":"cloud","ouvertureSysteme":"interne",
    "audienceCible":"limitee","dureeDysfonctionnementAcceptable":"plusDe24h",
    "volumetrieDonneesTraitees":"faible","localisationDonneesTraitees":"UE",
    "niveauSecurite":"niveau3"}}"#;

/// Makes a described service; gives its address.
pub(super) async fn decrit(programme: &Programme<'_>) -> String {
    let cree = programme.post("/api/v1/services", NOUVEAU).await.reussie();
    let adresse = cree.en_tete("location").to_owned();
    let terminer = format!("{adresse}/terminer");
    let version = [("if-match", cree.en_tete("etag"))];
    programme
        .demander(Method::POST, &terminer, &version, Some(REPONSES))
        .await
        .reussie();
    adresse
}

#[tokio::test]
async fn a_service_from_draft_to_bin_and_back() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let cree = programme.post("/api/v1/services", NOUVEAU).await;
    assert_eq!(cree.statut, StatusCode::CREATED);
    assert_eq!(cree.json()["etat"], "brouillon");
    let adresse = cree.en_tete("location").to_owned();
    let etiquette = cree.en_tete("etag").to_owned();
    assert!(etiquette.starts_with("\"1."), "{etiquette}");

    let brouillon = programme.get(&format!("{adresse}/indice-cyber")).await;
    assert_eq!(brouillon.refus(), (409, "brouillon".to_owned()));
    let terminer = format!("{adresse}/terminer");
    let version = [("if-match", etiquette.as_str())];
    let manque = programme
        .demander(Method::POST, &terminer, &version, Some("{}"))
        .await;
    assert_eq!(manque.refus(), (422, "saisieInvalide".to_owned()));
    assert!(
        manque
            .champs()
            .contains(&("typeService".into(), "manque".into()))
    );
    let termine = programme
        .demander(Method::POST, &terminer, &version, Some(REPONSES))
        .await
        .reussie();
    assert_eq!(termine.json()["etat"], "actif");
    assert_eq!(termine.json()["version"], 2);
    let indice = programme
        .get(&format!("{adresse}/indice-cyber"))
        .await
        .reussie();
    assert_eq!(indice.json()["indiceCyber"]["total"], 0.0);

    let liste = programme.get("/api/v1/services").await.reussie().json();
    assert_eq!(liste["elements"][0]["nom"], "Piscine");
    assert_eq!(liste["suivant"], json!(null));
    let copie = programme
        .post(&format!("{adresse}/dupliquer"), r#"{"nom":"Patinoire"}"#)
        .await
        .reussie();
    assert_eq!(copie.json()["description"]["nomService"], "Patinoire");

    let jete = programme
        .demander(Method::DELETE, &adresse, &[], None)
        .await;
    assert_eq!(
        (jete.statut, jete.corps.as_str()),
        (StatusCode::NO_CONTENT, "")
    );
    assert_eq!(programme.get(&adresse).await.refus().0, 404);
    let corbeille = programme.get("/api/v1/corbeille").await.reussie().json();
    assert_eq!(corbeille["elements"][0]["nom"], "Piscine");
    let repris = programme
        .demander(Method::POST, &format!("{adresse}/restaurer"), &[], None)
        .await
        .reussie();
    assert_eq!(repris.json()["description"]["nomService"], "Piscine");
    let journal = programme.get(&format!("{adresse}/journal")).await.reussie();
    let genres: Vec<_> = journal.json()["elements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["genre"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        genres,
        [
            "service.restaure",
            "service.supprime",
            "description.terminee",
            "service.cree"
        ]
    );
}

#[tokio::test]
async fn only_the_given_answers_change_and_null_clears_one() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let cree = programme.post("/api/v1/services", NOUVEAU).await.reussie();
    let adresse = cree.en_tete("location").to_owned();
    let mut etiquette = cree.en_tete("etag").to_owned();
    for (corps, attendu) in [
        (
            r#"{"description":{"presentation":"Les bassins."}}"#,
            json!(null),
        ),
        (
            r#"{"description":{"statutDeploiement":"enLigne"}}"#,
            json!("enLigne"),
        ),
        (r#"{"description":{"statutDeploiement":null}}"#, json!(null)),
    ] {
        let version = [("if-match", etiquette.as_str())];
        let lu = programme
            .demander(Method::PATCH, &adresse, &version, Some(corps))
            .await
            .reussie();
        assert_eq!(lu.json()["description"]["presentation"], "Les bassins.");
        assert_eq!(lu.json()["description"]["nomService"], "Piscine");
        let statut = lu.json()["description"].get("statutDeploiement").cloned();
        assert_eq!(statut.unwrap_or_default(), attendu, "{corps}");
        etiquette = lu.en_tete("etag").to_owned();
    }
}

#[tokio::test]
async fn a_list_goes_on_where_it_stopped() {
    let banc = Banc::new().await;
    let (programme, ctx) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let mut attendus = Vec::new();
    for nom in ["Zoo", "Cantine", "Piscine"] {
        let corps = NOUVEAU.replace("Piscine", nom);
        let cree = programme.post("/api/v1/services", &corps).await.reussie();
        attendus.push(cree.json()["id"].as_str().unwrap().to_owned());
    }
    let (mut lus, mut chemin) = (Vec::new(), "/api/v1/services?limite=2".to_owned());
    loop {
        let page = programme.get(&chemin).await.reussie().json();
        let elements = page["elements"].as_array().unwrap();
        lus.extend(
            elements
                .iter()
                .map(|s| s["id"].as_str().unwrap().to_owned()),
        );
        let Some(suivant) = page["suivant"].as_str() else {
            break;
        };
        chemin = format!("/api/v1/services?limite=2&apres={suivant}");
    }
    assert_eq!(lus, attendus);
    // A token of one service sees that one only.
    let un = Uuid::parse_str(&attendus[1]).unwrap();
    let limite = Programme {
        banc: &banc,
        secret: jeton(&ctx, Portee::Lecture, Some(vec![un])).await,
    };
    let page = limite.get("/api/v1/services").await.reussie().json();
    assert_eq!(page["elements"].as_array().unwrap().len(), 1);
    assert_eq!(page["elements"][0]["nom"], "Cantine");
    let moi = limite.get("/api/v1/moi").await.reussie().json();
    assert_eq!(moi["jeton"]["services"], json!([un]));
    assert_eq!(moi["compte"]["courriel"], "claire@ville.example");
}

#[tokio::test]
async fn evaluation_needs_no_service_and_names_what_is_wrong() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Lecture).await;
    let sans_identite = REPONSES.replace("\"statutDeploiement\":\"enLigne\",", "");
    let lu = programme
        .post("/api/v1/evaluation", &sans_identite)
        .await
        .reussie();
    assert_eq!(lu.json()["indiceCyber"]["total"], 0.0);
    assert!(lu.json()["mesures"].as_array().unwrap().len() > 20);
    let refus = programme
        .post(
            "/api/v1/evaluation",
            r#"{"description":{"typeService":["x"]},"autre":1}"#,
        )
        .await;
    assert_eq!(refus.refus(), (422, "saisieInvalide".to_owned()));
    let champs: Vec<_> = refus.champs().into_iter().map(|(champ, _)| champ).collect();
    assert!(champs.contains(&"autre".to_owned()) && champs.contains(&"typeService[0]".to_owned()));
    let libre = sans_identite
        .replace("niveau3", "niveau1")
        .replace("plusDe24h", "moinsDe4h");
    assert_eq!(
        programme.post("/api/v1/evaluation", &libre).await.refus().0,
        422
    );
    programme
        .post("/api/v1/evaluation?niveauLibre=true", &libre)
        .await
        .reussie();
}

#[tokio::test]
async fn a_change_is_previewed_without_being_stored() {
    let banc = Banc::new().await;
    let (programme, ctx) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let lecture = Programme {
        banc: &banc,
        secret: jeton(&ctx, Portee::Lecture, None).await,
    };
    let prevoir = async |corps: &str| lecture.post(&format!("{adresse}/apercu"), corps).await;
    let avant = programme.get(&adresse).await.reussie().json();
    let rien = prevoir("{}").await.reussie().json();
    assert_eq!(rien["ajoutees"], json!([]));
    assert_eq!(rien["indiceAvant"], rien["indiceApres"]);
    let corps = r#"{"description":{"ouvertureSysteme":"accessibleSurInternet"}}"#;
    let prevu = prevoir(corps).await.reussie().json();
    assert_ne!(prevu, rien);
    assert_eq!(programme.get(&adresse).await.reussie().json(), avant);
    // What was previewed is what the change does.
    let mesures = async || {
        let page = programme
            .get(&format!("{adresse}/mesures?limite=100"))
            .await;
        let page = page.reussie().json();
        let lues = page["elements"].as_array().unwrap().iter();
        lues.map(|m| m["id"].clone()).collect::<Vec<_>>()
    };
    let anciennes = mesures().await;
    let version = [("if-match", "\"2\"")];
    programme
        .demander(Method::PATCH, &adresse, &version, Some(corps))
        .await
        .reussie();
    let ajoutees: Vec<_> = mesures()
        .await
        .into_iter()
        .filter(|m| !anciennes.contains(m))
        .collect();
    assert_eq!(prevu["ajoutees"], json!(ajoutees));
    let manque = prevoir(r#"{"description":{"typeHebergement":null}}"#).await;
    assert_eq!(manque.refus(), (422, "saisieInvalide".to_owned()));
}
