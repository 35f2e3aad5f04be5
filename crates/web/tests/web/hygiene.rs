//! Headers, hosts, cross-site requests, limits, error pages.

use axum::{
    Router,
    body::Body,
    http::{Method, header},
};

use super::commun::{Banc, JETON, reglages};

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let banc = Banc::new().await;
    for chemin in ["/", "/absente", "/sante/vivant", "/theme/mss.css"] {
        let reponse = banc.get(chemin, "").await;
        let politique = reponse.en_tete("content-security-policy");
        assert_eq!(
            politique,
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
             frame-ancestors 'none'; form-action 'self' http://127.0.0.1:9",
            "{chemin}"
        );
        assert_eq!(reponse.en_tete("x-content-type-options"), "nosniff");
        assert_eq!(reponse.en_tete("referrer-policy"), "same-origin");
        assert_eq!(
            reponse.en_tete("strict-transport-security"),
            "max-age=63072000"
        );
        assert_ne!(reponse.en_tete("cache-control"), "");
        assert_ne!(reponse.en_tete("x-request-id"), "");
    }
}

#[tokio::test]
async fn pages_hold_no_inline_script_or_style() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    for chemin in ["/", "/methode", "/affichage"] {
        let page = banc.get(chemin, &cookie).await.corps;
        assert!(
            !page.contains("<style") && !page.contains(" style="),
            "{chemin}"
        );
        assert!(
            !page.contains("<script>") && !page.contains(" onclick="),
            "{chemin}"
        );
    }
}

#[tokio::test]
async fn another_host_is_refused() {
    let banc = Banc::new().await;
    for hote in ["ailleurs.example", "mss.ville.example:8443", "", "a b"] {
        let requete = axum::http::Request::builder()
            .uri("/")
            .header(header::HOST, hote)
            .body(Body::empty());
        let reponse = banc.envoyer(requete.unwrap()).await;
        assert!([400, 421].contains(&reponse.statut.as_u16()), "{hote}");
        assert!(reponse.corps.contains("<h1"), "{hote}");
    }
}

#[tokio::test]
async fn the_names_of_this_machine_lead_to_the_one_people_use() {
    let banc = Banc::avec(reglages("http://127.0.0.1:18201"), Router::new()).await;
    let requete = axum::http::Request::builder()
        .uri("/methode?a=b")
        .header(header::HOST, "localhost:18201")
        .body(Body::empty());
    let reponse = banc.envoyer(requete.unwrap()).await;
    assert_eq!(reponse.statut, 307);
    assert_eq!(
        reponse.en_tete("location"),
        "http://127.0.0.1:18201/methode?a=b"
    );
    assert_eq!(reponse.en_tete("strict-transport-security"), "");
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let banc = Banc::new().await;
    for (nom, valeur) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://ailleurs.example"),
        ("origin", "null"),
    ] {
        let requete = banc
            .requete(Method::POST, "/affichage")
            .header(nom, valeur)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("theme=clair"));
        let reponse = banc.envoyer(requete.unwrap()).await;
        assert_eq!(reponse.statut, 403, "{nom}: {valeur}");
        assert!(reponse.corps.contains("ne vient pas d’une page de ce site"));
        assert_eq!(reponse.en_tete("set-cookie"), "");
    }
}

#[tokio::test]
async fn a_form_of_ours_is_accepted_by_origin() {
    let banc = Banc::new().await;
    let requete = banc
        .requete(Method::POST, "/affichage")
        .header("sec-fetch-site", "same-origin")
        .header("origin", "https://mss.ville.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("theme=clair"));
    assert_eq!(banc.envoyer(requete.unwrap()).await.statut, 303);
}

#[tokio::test]
async fn a_signed_in_form_needs_the_token_of_its_session() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    for jeton in ["", "AAAA", &JETON.replace('B', "C")] {
        let reponse = banc
            .post("/affichage", &cookie, &format!("theme=clair&_csrf={jeton}"))
            .await;
        assert_eq!(reponse.statut, 403, "{jeton}");
    }
    let reponse = banc
        .post("/affichage", &cookie, &format!("theme=clair&_csrf={JETON}"))
        .await;
    assert_eq!(reponse.statut, 303);
}

#[tokio::test]
async fn every_page_masks_the_token_afresh_and_its_own_form_is_accepted() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    let mut jetons = Vec::new();
    for _ in 0..2 {
        let page = banc.get("/affichage", &cookie).await.corps;
        let (_, suite) = page.split_once("name=\"_csrf\" value=\"").unwrap();
        let jeton = suite.split('"').next().unwrap().to_owned();
        let reponse = banc
            .post("/affichage", &cookie, &format!("theme=clair&_csrf={jeton}"))
            .await;
        assert_eq!(reponse.statut, 303);
        jetons.push(jeton);
    }
    assert_ne!(jetons[0], jetons[1]);
}

#[tokio::test]
async fn refusals_have_a_page_each() {
    let banc = Banc::new().await;
    let cas = [
        (banc.requete(Method::GET, "/absente"), Body::empty(), 404),
        (
            banc.requete(Method::DELETE, "/affichage"),
            Body::empty(),
            405,
        ),
        (
            banc.requete(Method::POST, "/affichage"),
            Body::from("theme=clair"),
            415,
        ),
        (
            banc.requete(Method::POST, "/affichage")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
            Body::from(vec![b'a'; 513 * 1024]),
            413,
        ),
        (
            banc.requete(Method::POST, "/affichage")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
            Body::from("theme=%00"),
            400,
        ),
    ];
    for (requete, corps, statut) in cas {
        let reponse = banc.envoyer(requete.body(corps).unwrap()).await;
        assert_eq!(reponse.statut, statut);
        assert!(
            reponse.corps.contains("Ce que vous pouvez faire"),
            "{statut}"
        );
        assert!(reponse.en_tete("content-type").starts_with("text/html"));
    }
}

#[tokio::test]
async fn a_database_that_does_not_answer_gives_a_page_and_its_number() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    banc.monde.store().close().await;
    let reponse = banc.get("/methode", &cookie).await;
    assert_eq!(reponse.statut, 503);
    assert_eq!(reponse.en_tete("retry-after"), "30");
    assert!(reponse.corps.contains(reponse.en_tete("x-request-id")));
}

#[tokio::test]
async fn pages_are_compressed() {
    let banc = Banc::new().await;
    for (accepte, obtenu) in [("br", "br"), ("gzip", "gzip"), ("identity", "")] {
        let requete = banc
            .requete(Method::GET, "/methode")
            .header(header::ACCEPT_ENCODING, accepte)
            .body(Body::empty());
        let reponse = banc.envoyer(requete.unwrap()).await;
        assert_eq!(reponse.en_tete("content-encoding"), obtenu);
    }
}
