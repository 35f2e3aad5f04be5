//! Models through the API: made, shared, copied, deleted and taken back; out of sight of a token
//! made for some services.

use axum::http::{Method, StatusCode};
use domaine::droits::Portee;
use serde_json::{Value, json};

use super::outils::{Programme, jeton};
use super::services::decrit;
use crate::web::commun::Banc;

const MODELES: &str = "/api/v1/modeles";
const SALLE: &str = r#"{"titre":"Fermer la salle","categorie":"protection"}"#;

#[tokio::test]
async fn a_model_is_made_changed_deleted_and_taken_back() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let cree = programme.post(MODELES, SALLE).await;
    assert_eq!(cree.statut, StatusCode::CREATED);
    let adresse = cree.en_tete("location").to_owned();
    assert_eq!(cree.json()["mien"], true);
    let ecrire = async |methode: Method, version: &str, corps: Option<&str>| {
        let version = [("if-match", version)];
        programme.demander(methode, &adresse, &version, corps).await
    };
    let revu = r#"{"titre":"Fermer la salle à clé","categorie":"protection"}"#;
    ecrire(Method::PUT, "\"1\"", Some(revu)).await.reussie();
    // On a page, another part would be merged.
    let autre = r#"{"titre":"Fermer la salle","description":"À clé.","categorie":"protection"}"#;
    let refus = ecrire(Method::PUT, "\"1\"", Some(autre)).await;
    assert_eq!(refus.refus(), (412, "versionDepassee".to_owned()));
    let actuel = &refus.json()["actuel"];
    assert_eq!(actuel["contenu"]["titre"], "Fermer la salle à clé");
    assert_eq!(actuel["version"], 2);
    assert_eq!(ecrire(Method::DELETE, "\"1\"", None).await.refus().0, 412);
    let supprime = ecrire(Method::DELETE, "\"2\"", None).await;
    assert_eq!(supprime.statut, StatusCode::NO_CONTENT);
    assert_eq!(programme.get(&adresse).await.refus().0, 404);
    assert_eq!(ecrire(Method::DELETE, "\"2\"", None).await.refus().0, 404);
    let corbeille = programme.get("/api/v1/modeles/corbeille").await.reussie();
    assert!(corbeille.json()["elements"][0]["supprimeLe"].is_string());
    let retour = format!("{adresse}/restaurer");
    let repris = programme.demander(Method::POST, &retour, &[], None).await;
    assert_eq!(
        repris.reussie().json()["contenu"]["titre"],
        "Fermer la salle à clé"
    );
    for corps in [
        r#"{"titre":"","categorie":"protection"}"#,
        r#"{"titre":"a","categorie":"autre"}"#,
        r#"{"titre":"a","categorie":"protection","origine":"ailleurs"}"#,
        r#"{"titre":"a","categorie":"protection","origine":"modele:"}"#,
        r#"{"titre":"a","categorie":"protection","mien":true}"#,
    ] {
        let refus = programme.post(MODELES, corps).await;
        assert_eq!(refus.refus(), (422, "saisieInvalide".to_owned()), "{corps}");
    }
}

#[tokio::test]
async fn a_shared_model_is_read_by_colleagues_and_copied_with_its_origin() {
    let banc = Banc::new().await;
    let (claire, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let (paul, _) = Programme::new(&banc, "paul", Portee::Ecriture).await;
    decrit(&claire).await;
    // Of the same organisation.
    let service = decrit(&paul).await;
    let cree = claire.post(MODELES, SALLE).await;
    let (adresse, id) = (
        cree.en_tete("location").to_owned(),
        cree.json()["id"].clone(),
    );
    assert_eq!(paul.get(&adresse).await.refus().0, 404);
    let siennes = claire.get("/api/v1/organisations").await.reussie().json();
    let organisation = siennes["elements"][0]["id"].clone();
    let partager = async |version: &str, organisation: &Value| {
        let corps = json!({ "organisation": organisation }).to_string();
        let version = [("if-match", version)];
        let partage = format!("{adresse}/partage");
        claire
            .demander(Method::PUT, &partage, &version, Some(&corps))
            .await
    };
    let inconnue = json!("01920000-0000-7000-8000-000000000001");
    let refus = partager("\"1\"", &inconnue).await;
    assert_eq!(refus.champs()[0].0, "organisation");
    let partage = partager("\"1\"", &organisation).await.reussie();
    assert_eq!(partage.json()["organisation"]["id"], organisation);
    assert_eq!(partager("\"1\"", &json!(null)).await.refus().0, 412);

    let lu = paul.get(&adresse).await.reussie().json();
    assert_eq!(
        (&lu["mien"], &lu["auteur"]),
        (&json!(false), &json!("Claire Morvan"))
    );
    let version = [("if-match", "\"2\"")];
    let refus = paul
        .demander(Method::PUT, &adresse, &version, Some(SALLE))
        .await;
    assert_eq!(refus.refus(), (403, "pasAuteur".to_owned()));
    let origine = format!("modele:{}", id.as_str().unwrap());
    let copie = json!({ "titre": "Fermer", "categorie": "protection", "origine": origine });
    let specifiques = format!("{service}/mesures-specifiques");
    let copiee = paul.post(&specifiques, &copie.to_string()).await.reussie();
    assert_eq!(copiee.json()["contenu"]["origine"], origine);

    // A token for one service: no model at all, and no trace of where a copy could come from.
    let compte = paul_compte(&banc).await;
    let id: uuid::Uuid = service.rsplit('/').next().unwrap().parse().unwrap();
    let secret = jeton(&banc.monde.pour(compte), Portee::Ecriture, Some(vec![id])).await;
    let limite = Programme {
        banc: &banc,
        secret,
    };
    for chemin in [
        MODELES,
        &adresse,
        "/api/v1/modeles/corbeille",
        "/api/v1/organisations",
    ] {
        let refus = limite.get(chemin).await;
        assert_eq!(refus.refus(), (403, "horsPortee".to_owned()), "{chemin}");
    }
    assert_eq!(limite.post(MODELES, SALLE).await.refus().0, 403);
    let copiee = limite
        .post(&specifiques, &copie.to_string())
        .await
        .reussie();
    assert_eq!(copiee.json()["contenu"]["origine"], json!(null));

    let personnel = partager("\"2\"", &json!(null)).await.reussie();
    assert_eq!(personnel.json()["organisation"], json!(null));
    assert_eq!(paul.get(&adresse).await.refus().0, 404);
}

async fn paul_compte(banc: &Banc) -> uuid::Uuid {
    banc.connecter("paul").await.0
}

#[tokio::test]
async fn the_library_is_read_and_copied_from() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let page = programme
        .get("/api/v1/bibliotheque?limite=1")
        .await
        .reussie()
        .json();
    let une = &page["elements"][0];
    let id = une["id"].as_str().unwrap();
    let lue = programme
        .get(&format!("/api/v1/bibliotheque/{id}"))
        .await
        .reussie();
    assert_eq!(lue.json(), *une);
    assert_eq!(
        programme.get("/api/v1/bibliotheque/nulle").await.refus().0,
        404
    );
    let corps = json!({
        "titre": une["contenu"]["titre"], "categorie": une["contenu"]["categorie"],
        "etapes": une["contenu"]["etapes"], "origine": format!("bibliotheque:{id}"),
    });
    let modele = programme.post(MODELES, &corps.to_string()).await.reussie();
    assert_eq!(modele.json()["contenu"]["origine"], corps["origine"]);
}

#[tokio::test]
async fn a_specific_measure_is_taken_off_and_brought_back() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let service = decrit(&programme).await;
    let cree = programme
        .post(&format!("{service}/mesures-specifiques"), SALLE)
        .await;
    let adresse = cree.en_tete("location").to_owned();
    let retirer = async |version: &str| {
        let version = [("if-match", version)];
        programme
            .demander(Method::DELETE, &adresse, &version, None)
            .await
    };
    let refus = retirer("\"9\"").await;
    assert_eq!(refus.refus(), (412, "versionDepassee".to_owned()));
    assert_eq!(
        refus.json()["actuel"]["contenu"]["titre"],
        "Fermer la salle"
    );
    assert_eq!(retirer("\"1\"").await.statut, StatusCode::NO_CONTENT);
    assert_eq!(programme.get(&adresse).await.refus().0, 404);
    let retour = format!("{adresse}/restaurer");
    let revenue = programme.demander(Method::POST, &retour, &[], None).await;
    assert_eq!(revenue.reussie().json()["id"], "SPE.1");
    programme.get(&adresse).await.reussie();
    let inconnue = adresse.replace("SPE.1", "SPE.9") + "/restaurer";
    let refus = programme.demander(Method::POST, &inconnue, &[], None).await;
    assert_eq!(refus.refus().0, 404);
}
