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
        ("nom=&duree=30", "Remplissez ce champ."),
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
