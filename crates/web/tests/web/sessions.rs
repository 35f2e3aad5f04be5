//! The session cookie, its limits, sign-out, and what was typed when it ended.

use axum::{
    body::Body,
    http::{Method, header},
};
use jiff::SignedDuration;

use super::commun::{Banc, JETON};

const CONNECTEE: &str = "Claire Morvan";

#[tokio::test]
async fn a_session_ends_after_two_idle_hours() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    banc.horloge.avancer(SignedDuration::from_mins(119));
    assert!(
        banc.get("/methode", &cookie)
            .await
            .corps
            .contains(CONNECTEE)
    );
    banc.horloge.avancer(SignedDuration::from_mins(119));
    assert!(
        banc.get("/methode", &cookie)
            .await
            .corps
            .contains(CONNECTEE),
        "the last use was recorded"
    );
    banc.horloge.avancer(SignedDuration::from_mins(121));
    assert!(
        !banc
            .get("/methode", &cookie)
            .await
            .corps
            .contains(CONNECTEE)
    );
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_whatever_its_use() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    for _ in 0..11 {
        banc.horloge.avancer(SignedDuration::from_hours(1));
        assert!(
            banc.get("/methode", &cookie)
                .await
                .corps
                .contains(CONNECTEE)
        );
    }
    banc.horloge.avancer(SignedDuration::from_mins(61));
    assert!(
        !banc
            .get("/methode", &cookie)
            .await
            .corps
            .contains(CONNECTEE)
    );
}

#[tokio::test]
async fn signing_out_ends_the_session_for_good() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    assert_eq!(
        banc.post("/deconnexion", &cookie, "").await.statut,
        403,
        "no token"
    );
    let reponse = banc
        .post("/deconnexion", &cookie, &format!("_csrf={JETON}"))
        .await;
    assert_eq!(
        (reponse.statut.as_u16(), reponse.en_tete("location")),
        (303, "/")
    );
    assert!(reponse.en_tete("set-cookie").starts_with("__Host-mss=; "));
    assert!(
        !banc
            .get("/methode", &cookie)
            .await
            .corps
            .contains(CONNECTEE)
    );
}

#[tokio::test]
async fn a_made_up_cookie_is_nobody() {
    let banc = Banc::new().await;
    for cookie in [
        "__Host-mss=",
        "__Host-mss=abc",
        "__Host-mss=AAAAAAAAAAAAAAAAAAAAAA",
    ] {
        let page = banc.get("/methode", cookie).await;
        assert_eq!(page.statut, 200);
        assert!(!page.corps.contains(CONNECTEE));
    }
}

#[tokio::test]
async fn a_reader_without_a_session_is_given_none() {
    let banc = Banc::new().await;
    for chemin in ["/", "/connexion", "/affichage"] {
        assert_eq!(banc.get(chemin, "").await.en_tete("set-cookie"), "");
    }
}

#[tokio::test]
async fn a_provider_that_is_down_has_its_page() {
    let banc = Banc::new().await;
    let reponse = banc.get("/connexion/vers/agents", "").await;
    assert_eq!(reponse.statut, 503);
    assert!(
        reponse
            .corps
            .contains("Le fournisseur d’identité ne répond pas")
    );
    assert!(
        reponse.corps.contains("/connexion/vers/agents"),
        "the way to start over"
    );
    assert_eq!(banc.get("/connexion/vers/inconnu", "").await.statut, 404);
}

#[tokio::test]
async fn an_answer_nobody_asked_for_has_its_page() {
    let banc = Banc::new().await;
    for requete in [
        "",
        "?code=a",
        "?code=a&state=b",
        "?error=access_denied&state=b",
    ] {
        let reponse = banc.get(&format!("/connexion/retour{requete}"), "").await;
        assert_eq!(reponse.statut, 400, "{requete}");
        assert!(
            reponse.corps.contains("a expiré ou a déjà servi"),
            "{requete}"
        );
    }
}

/// The cookie that an answer sets, as a request sends it back.
fn nouveau_cookie(set_cookie: &str) -> String {
    set_cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_was_typed_too_late_is_kept_for_the_same_person() {
    let banc = Banc::new().await;
    let (_, ancien) = banc.connecter("claire").await;
    banc.horloge.avancer(SignedDuration::from_hours(3));
    let reponse = banc
        .post("/reprise", &ancien, "texte=mon%20texte&operation=x")
        .await;
    assert_eq!(reponse.statut, 401);
    assert!(
        reponse.corps.contains("est gardé : connectez-vous"),
        "{}",
        reponse.corps
    );
    let cookie = nouveau_cookie(reponse.en_tete("set-cookie"));
    assert_ne!(cookie, ancien);

    let (_, claire) = banc.connecter("claire").await;
    banc.fusionner(&cookie, &claire).await;
    let page = banc.get("/reprise", &claire).await;
    assert!(page.corps.contains("mon texte") && page.corps.contains("action=\"/reprise\""));
    let abandon = banc
        .post("/reprise", &claire, &format!("_csrf={JETON}"))
        .await;
    assert_eq!(abandon.en_tete("location"), "/services");
    assert_eq!(banc.get("/reprise", &claire).await.statut, 303, "forgotten");
}

#[tokio::test]
async fn what_someone_else_typed_is_never_shown() {
    let banc = Banc::new().await;
    let (_, ancien) = banc.connecter("claire").await;
    banc.horloge.avancer(SignedDuration::from_hours(3));
    let reponse = banc.post("/reprise", &ancien, "texte=mon%20texte").await;
    let cookie = nouveau_cookie(reponse.en_tete("set-cookie"));
    let (_, autre) = banc.connecter("karim").await;
    banc.fusionner(&cookie, &autre).await;
    assert_eq!(banc.get("/reprise", &autre).await.statut, 303);
}

#[tokio::test]
async fn a_page_still_open_after_signing_in_again_loses_nothing() {
    let banc = Banc::new().await;
    let (_, claire) = banc.connecter("claire").await;
    let envoyer = |site: &'static str, corps: &'static str| {
        let requete = banc
            .requete(Method::POST, "/services/nouveau?x=1")
            .header(header::COOKIE, &claire)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site)
            .body(Body::from(corps));
        banc.envoyer(requete.unwrap())
    };
    let corps = "_csrf=ancien&nomService=Mon%20texte";
    let gardee = envoyer("same-origin", corps).await;
    assert_eq!(
        (gardee.statut.as_u16(), gardee.en_tete("location")),
        (303, "/reprise")
    );
    let page = banc.get("/reprise", &claire).await;
    assert!(page.corps.contains("Mon texte"), "{}", page.corps);
    assert!(page.corps.contains("action=\"/services/nouveau\""));
    assert!(!page.corps.contains("ancien"), "the token is not kept");
    // Nothing typed, or no proof that the page is ours: refused as before.
    assert_eq!(envoyer("same-origin", "_csrf=ancien").await.statut, 403);
    assert_eq!(envoyer("none", corps).await.statut, 403);
}

#[tokio::test]
async fn what_was_kept_is_forgotten_once_it_is_saved() {
    let banc = Banc::new().await;
    let (_, claire) = banc.connecter("claire").await;
    let operation = uuid::Uuid::from_u128(7);
    let garder = "_csrf=ancien&enregistrement=auto&nomService=Salles\
                  &organisationResponsable.siret=21350238800019&organisation=Saint-Aubin";
    let requete = banc
        .requete(Method::POST, "/services/nouveau")
        .header(header::COOKIE, &claire)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(format!("{garder}&operation={operation}")));
    assert_eq!(banc.envoyer(requete.unwrap()).await.statut, 303);
    let page = banc.get("/reprise", &claire).await.corps;
    for mots in ["Nom du service", "Nom de l’organisation", "Salles"] {
        assert!(page.contains(mots), "{mots}");
    }
    assert!(!page.contains("enregistrement"), "the person sends it now");

    // Another form, or a refused one, forgets nothing.
    let envoyer = |operation: uuid::Uuid, nom: &str| {
        let corps = format!(
            "_csrf={JETON}&operation={operation}&nomService={nom}\
             &organisationResponsable.siret=21350238800019&organisation=Saint-Aubin"
        );
        let (banc, claire) = (&banc, &claire);
        async move { banc.post("/services/nouveau", claire, &corps).await.statut }
    };
    assert_eq!(envoyer(uuid::Uuid::from_u128(8), "Autre").await, 303);
    assert_eq!(envoyer(operation, "").await, 422);
    assert_eq!(banc.get("/reprise", &claire).await.statut, 200);
    assert_eq!(envoyer(operation, "Salles").await, 303);
    let suite = banc.get("/reprise", &claire).await;
    assert_eq!(suite.en_tete("location"), "/services");
}

#[tokio::test]
async fn nothing_is_kept_for_a_stranger_or_beyond_reason() {
    let banc = Banc::new().await;
    let inconnu = banc
        .post("/reprise", "__Host-mss=AAAAAAAAAAAAAAAAAAAAAA", "a=b")
        .await;
    let (_, cookie) = banc.connecter("claire").await;
    banc.horloge.avancer(SignedDuration::from_hours(3));
    let trop = banc
        .post("/reprise", &cookie, &format!("a={}", "b".repeat(65 * 1024)))
        .await;
    for reponse in [inconnu, trop] {
        assert_eq!(reponse.statut, 401);
        assert!(reponse.corps.contains("pour copier ce que vous avez saisi"));
    }
}
