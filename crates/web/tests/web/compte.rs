//! My account: making a token, seeing its secret once, ending it.

use axum::http::StatusCode;
use uuid::Uuid;

use super::commun::{Banc, JETON};

fn corps(operation: u128, suite: &str) -> String {
    let operation = Uuid::from_u128(operation);
    format!("_csrf={JETON}&operation={operation}&{suite}")
}

fn secret(page: &str) -> Option<&str> {
    let debut = page.find("mss_")?;
    page[debut..].split('<').next()
}

#[tokio::test]
async fn a_secret_is_shown_once_then_the_token_can_be_revoked() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    let formulaire = corps(
        1,
        "nom=Tableau+de+bord&portee=ecriture&etendue=tous&duree=30",
    );
    let page = banc.post("/compte/jetons", &cookie, &formulaire).await;
    assert_eq!(page.statut, StatusCode::CREATED);
    assert_eq!(secret(&page.corps).unwrap().len(), 47);
    let encore = banc.post("/compte/jetons", &cookie, &formulaire).await;
    assert_eq!(encore.statut, StatusCode::CREATED);
    assert!(encore.corps.contains("Ce jeton existe déjà"));
    let page = banc.get("/compte", &cookie).await;
    assert_eq!(secret(&page.corps), None, "never again");
    assert_eq!(
        page.corps.matches("Dernier jour").count(),
        1,
        "one token only"
    );
    assert!(page.corps.contains("claire@ville.example"));
    let (_, suite) = page.corps.split_once("action=\"/compte/jetons/").unwrap();
    let adresse = format!("/compte/jetons/{}", suite.split('"').next().unwrap());
    let (_, autre) = banc.connecter("yacine").await;
    let refus = banc.post(&adresse, &autre, &corps(2, "")).await;
    assert_eq!(refus.statut, StatusCode::NOT_FOUND);
    let suite = banc.post(&adresse, &cookie, &corps(3, "")).await;
    assert_eq!(suite.statut, StatusCode::SEE_OTHER);
    let page = banc.get("/compte", &cookie).await;
    assert!(page.corps.contains("Le jeton est révoqué") && page.corps.contains("Révoqué"));
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_stays() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    for (suite, attendu) in [
        ("nom=&duree=30", "Donnez un nom."),
        (
            "nom=Suivi&duree=date&expiration=",
            "Indiquez le jour, le mois et l’année",
        ),
        (
            "nom=Suivi&duree=date&expiration=2020-01-01",
            "Choisissez une date à venir",
        ),
        ("nom=Suivi&etendue=liste", "Cochez au moins un service."),
    ] {
        let page = banc.post("/compte/jetons", &cookie, &corps(4, suite)).await;
        assert_eq!(page.statut, StatusCode::UNPROCESSABLE_ENTITY, "{suite}");
        assert!(page.corps.contains(attendu), "{suite}");
        assert!(suite.starts_with("nom=&") || page.corps.contains("value=\"Suivi\""));
    }
}

/// The name of the one session the page offers to end.
fn session_offerte(page: &str) -> &str {
    let (_, suite) = page.split_once("action=\"/compte/sessions/").unwrap();
    suite.split('"').next().unwrap()
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one() {
    let banc = Banc::new().await;
    let (_, ici) = banc.connecter("claire").await;
    let (_, ailleurs) = banc.connecter("claire").await;
    let (_, autre) = banc.connecter("karim").await;
    let page = banc.get("/compte", &ici).await.corps;
    assert_eq!(page.matches("Cette session").count(), 1);
    assert_eq!(page.matches("Ouverte le").count(), 2);
    let (_, secret) = ici.split_once('=').unwrap();
    assert!(
        !page.contains(secret),
        "what the cookie holds is not in the page"
    );
    let adresse = format!("/compte/sessions/{}", session_offerte(&page));

    // Someone else who learns its name ends nothing.
    let refus = banc.post(&adresse, &autre, &corps(1, "")).await;
    assert_eq!(refus.statut, StatusCode::SEE_OTHER);
    assert_eq!(banc.get("/compte", &ailleurs).await.statut, 200);
    for _ in 0..2 {
        let suite = banc.post(&adresse, &ici, &corps(2, "")).await;
        assert_eq!(
            suite.statut,
            StatusCode::SEE_OTHER,
            "twice is the same as once"
        );
    }
    assert_eq!(
        banc.get("/compte", &ailleurs).await.statut,
        303,
        "signed out"
    );
    let page = banc.get("/compte", &ici).await.corps;
    assert!(page.contains("La session est fermée."));
    assert_eq!(page.matches("Ouverte le").count(), 1);
    let inconnue = banc.post("/compte/sessions/0a", &ici, &corps(3, "")).await;
    assert_eq!(inconnue.statut, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn all_sessions_are_ended_at_once() {
    let banc = Banc::new().await;
    let (_, ici) = banc.connecter("claire").await;
    let (_, deux) = banc.connecter("claire").await;
    let (_, autre) = banc.connecter("karim").await;
    let geste = async |geste: &str| {
        let formulaire = corps(1, &format!("geste={geste}"));
        banc.post("/compte/sessions", &ici, &formulaire).await
    };
    assert_eq!(geste("").await.statut, StatusCode::BAD_REQUEST);
    assert_eq!(geste("autres").await.en_tete("location"), "/compte");
    assert_eq!(banc.get("/compte", &deux).await.statut, 303);
    assert_eq!(banc.get("/compte", &ici).await.statut, 200);
    let (_, trois) = banc.connecter("claire").await;
    assert_eq!(geste("toutes").await.en_tete("location"), "/");
    for cookie in [&ici, &trois] {
        assert_eq!(banc.get("/compte", cookie).await.statut, 303);
    }
    assert_eq!(banc.get("/compte", &autre).await.statut, 200);
}

#[tokio::test]
async fn the_last_way_to_sign_in_stays() {
    let banc = Banc::new().await;
    let (_, ici) = banc.connecter("claire").await;
    let formulaire = |operation, sub: &str| {
        let emetteur = "https%3A%2F%2Fidentite.ville.example";
        corps(operation, &format!("emetteur={emetteur}&sub={sub}"))
    };
    let reste = banc
        .post("/compte/identites", &ici, &formulaire(1, "claire"))
        .await;
    assert_eq!(reste.statut, StatusCode::SEE_OTHER);
    let page = banc.get("/compte", &ici).await.corps;
    assert!(page.contains("C’est votre dernier moyen de connexion"));
    banc.connecter("karim").await;
    let autre = banc
        .post("/compte/identites", &ici, &formulaire(2, "karim"))
        .await;
    assert_eq!(autre.statut, StatusCode::NOT_FOUND);
}
