//! Versions, repeats, quotas: the headers of HTTP, taken at their word.

use axum::http::{Method, StatusCode};
use domaine::droits::Portee;
use jiff::SignedDuration;
use url::Url;

use super::outils::Programme;
use super::services::decrit;
use crate::web::commun::{Banc, reglages};

#[tokio::test]
async fn a_write_starts_from_the_version_it_read() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let lu = programme.get(&adresse).await.reussie();
    let ancienne = [("if-match", lu.en_tete("etag"))];
    let corps = r#"{"description":{"presentation":"Une."}}"#;
    programme
        .demander(Method::PATCH, &adresse, &ancienne, Some(corps))
        .await
        .reussie();
    // Another field, the same person: a program is never merged behind its back.
    let corps = r#"{"description":{"nomService":"Deux"}}"#;
    let refus = programme
        .demander(Method::PATCH, &adresse, &ancienne, Some(corps))
        .await;
    assert_eq!(refus.refus(), (412, "versionDepassee".to_owned()));
    let actuel = &refus.json()["actuel"];
    assert_eq!(actuel["description"]["presentation"], "Une.");
    assert_eq!(actuel["version"], 3);
    let sans = programme
        .demander(Method::PATCH, &adresse, &[], Some(corps))
        .await;
    assert_eq!(sans.refus(), (428, "versionRequise".to_owned()));
    for fausse in ["3", "*", "\"trois\"", "\"\""] {
        let version = [("if-match", fausse)];
        let refus = programme
            .demander(Method::PATCH, &adresse, &version, Some(corps))
            .await;
        assert_eq!(refus.refus().0, 400, "{fausse}");
    }
    let seule = [("if-match", "\"3\"")];
    programme
        .demander(Method::PATCH, &adresse, &seule, Some(corps))
        .await
        .reussie();
}

#[tokio::test]
async fn what_is_known_already_is_not_sent_again() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    for chemin in [
        adresse.clone(),
        "/api/v1/services".into(),
        format!("{adresse}/journal"),
    ] {
        let lu = programme.get(&chemin).await.reussie();
        let connue = [("if-none-match", lu.en_tete("etag"))];
        let encore = programme
            .demander(Method::GET, &chemin, &connue, None)
            .await;
        assert_eq!(encore.statut, StatusCode::NOT_MODIFIED, "{chemin}");
        assert!(encore.corps.is_empty());
        let autre = [("if-none-match", "\"1.0\"")];
        programme
            .demander(Method::GET, &chemin, &autre, None)
            .await
            .reussie();
    }
}

#[tokio::test]
async fn the_same_key_acts_once_and_another_body_is_refused() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let cle = [("idempotency-key", "01920000-0000-7000-8000-0000000000aa")];
    let corps = r#"{"nom":"Piscine","siret":"21350238800019","organisation":"Ville"}"#;
    let creer = async |corps: &str| {
        programme
            .demander(Method::POST, "/api/v1/services", &cle, Some(corps))
            .await
    };
    let premier = creer(corps).await.reussie();
    let second = creer(corps).await;
    assert_eq!(second.statut, StatusCode::CREATED);
    assert_eq!(premier.json()["id"], second.json()["id"]);
    let autre = creer(&corps.replace("Piscine", "Zoo")).await;
    assert_eq!(autre.refus(), (422, "cleDejaUtilisee".to_owned()));
    let liste = programme.get("/api/v1/services").await.reussie().json();
    assert_eq!(liste["elements"].as_array().unwrap().len(), 1);
    let fausse = [("idempotency-key", "1")];
    let refus = programme
        .demander(Method::POST, "/api/v1/services", &fausse, Some(corps))
        .await;
    assert_eq!(refus.refus(), (400, "cleInvalide".to_owned()));
}

#[tokio::test]
async fn a_token_that_asks_too_much_waits() {
    let mut reglages = reglages("https://mss.ville.example");
    reglages.quota = 3;
    assert_eq!(
        reglages.url_publique,
        Url::parse("https://mss.ville.example").unwrap()
    );
    let banc = Banc::avec(reglages, axum::Router::new()).await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Lecture).await;
    for reste in ["2", "1", "0"] {
        let lu = programme.get("/api/v1/moi").await.reussie();
        assert_eq!(lu.en_tete("ratelimit-remaining"), reste);
        assert_eq!(lu.en_tete("ratelimit-limit"), "3");
    }
    let refus = programme.get("/api/v1/moi").await;
    assert_eq!(refus.refus(), (429, "quotaDepasse".to_owned()));
    assert_eq!(refus.en_tete("retry-after"), "60");
    let (autre, _) = Programme::new(&banc, "yacine", Portee::Lecture).await;
    autre.get("/api/v1/moi").await.reussie();
    banc.horloge.avancer(SignedDuration::from_secs(60));
    programme.get("/api/v1/moi").await.reussie();
}

#[tokio::test]
async fn head_and_options_say_without_doing() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let tete = programme
        .demander(Method::HEAD, "/api/v1/services", &[], None)
        .await;
    assert_eq!((tete.statut, tete.corps.as_str()), (StatusCode::OK, ""));
    assert!(!tete.en_tete("etag").is_empty());
    let options = programme
        .demander(Method::OPTIONS, "/api/v1/services", &[], None)
        .await;
    assert_eq!(options.statut, StatusCode::NO_CONTENT);
    assert_eq!(options.en_tete("allow"), "GET,HEAD,POST");
    let refus = programme
        .demander(Method::DELETE, "/api/v1/services", &[], None)
        .await;
    assert_eq!(refus.refus(), (405, "methodeRefusee".to_owned()));
    assert_eq!(refus.en_tete("allow"), "GET,HEAD,POST");
}
