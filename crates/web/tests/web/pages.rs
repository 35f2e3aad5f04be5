//! Public pages, the table of routes, fragments, display choice.

use axum::{
    body::Body,
    http::{Method, header},
};

use super::commun::Banc;
use ::web::routes::{Acces, table};

#[tokio::test]
async fn every_public_page_answers_and_has_one_title() {
    let banc = Banc::new().await;
    for route in table() {
        let libre = route.acces == Acces::Public && route.methode == Method::GET;
        // Two are steps of signing in.
        let etape = ["/connexion/retour", "/connexion/rattachement"].contains(&&*route.chemin);
        if !libre || etape || route.chemin.contains('{') {
            continue;
        }
        let reponse = banc.get(&route.chemin, "").await;
        assert_eq!(reponse.statut, 200, "{}", route.chemin);
        assert_eq!(reponse.corps.matches("<h1").count(), 1, "{}", route.chemin);
        assert_eq!(reponse.en_tete("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn pages_of_signed_in_people_lead_to_the_sign_in_page() {
    let banc = Banc::new().await;
    let mut fermees = 0;
    for route in table() {
        if route.acces == Acces::Public || route.portee().is_some() {
            continue;
        }
        fermees += 1;
        let chemin = route.chemin.replace("{id}", &uuid::Uuid::nil().to_string());
        let corps = Body::from("nom=x");
        let requete = banc
            .requete(route.methode.clone(), &chemin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(corps);
        let reponse = banc.envoyer(requete.unwrap()).await;
        if route.methode == Method::GET {
            assert_eq!(reponse.statut, 303, "{chemin}");
            assert!(
                reponse
                    .en_tete("location")
                    .starts_with("/connexion?retour=")
            );
        } else {
            assert_eq!(reponse.statut, 401, "{chemin}");
        }
    }
    assert!(fermees > 0);
}

#[tokio::test]
async fn the_way_back_is_kept_only_when_it_is_ours() {
    let banc = Banc::new().await;
    let page = banc
        .get("/connexion?retour=%2Fservices%3Ftri%3Dnom", "")
        .await;
    assert!(
        page.corps
            .contains("/connexion/vers/agents?retour=%2Fservices%3Ftri%3Dnom")
    );
    for ailleurs in [
        "https%3A%2F%2Fa.example",
        "%2F%2Fa.example",
        "%2F%5Ca.example",
    ] {
        let page = banc.get(&format!("/connexion?retour={ailleurs}"), "").await;
        assert!(
            page.corps
                .contains("/connexion/vers/agents?retour=%2Fservices\"")
        );
        assert_eq!(page.corps.matches("/connexion/vers/").count(), 1);
    }
}

#[tokio::test]
async fn a_fragment_is_the_element_of_the_page() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    let page = banc.get("/methode", &cookie).await;
    assert!(page.en_tete("vary").contains("Mss-Fragment"));
    let requete = banc
        .requete(Method::GET, "/methode")
        .header(header::COOKIE, &cookie)
        .header("Mss-Fragment", "contenu pied")
        .body(Body::empty());
    let reponse = banc.envoyer(requete.unwrap()).await;
    let attendu = ["contenu", "pied"].map(|id| ::web::element(&page.corps, id).unwrap());
    assert_eq!(reponse.corps, attendu.concat());
    assert!(reponse.corps.starts_with("<main"));
    assert_eq!(reponse.en_tete("mss-fragment"), "contenu pied");
    assert!(reponse.en_tete("vary").contains("Mss-Fragment"));
}

#[tokio::test]
async fn an_unknown_fragment_gives_the_whole_page() {
    let banc = Banc::new().await;
    for id in ["absent", "contenu absent", "\"><script>", ""] {
        let requete = banc
            .requete(Method::GET, "/methode")
            .header("Mss-Fragment", id)
            .body(Body::empty());
        let reponse = banc.envoyer(requete.unwrap()).await;
        assert!(reponse.corps.starts_with("<!DOCTYPE html>"), "{id}");
        assert_eq!(reponse.en_tete("mss-fragment"), "", "{id}");
    }
}

#[tokio::test]
async fn the_display_choice_is_a_cookie_only_the_server_reads() {
    let banc = Banc::new().await;
    let reponse = banc
        .post("/affichage", "", "theme=sombre&retour=%2Fmethode")
        .await;
    assert_eq!(
        (reponse.statut.as_u16(), reponse.en_tete("location")),
        (303, "/methode")
    );
    let cookie = reponse.en_tete("set-cookie");
    assert_eq!(
        cookie,
        "mss-theme=sombre; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=31536000"
    );
    let page = banc.get("/methode", "mss-theme=sombre").await;
    assert!(page.corps.contains("data-theme=\"dark\""));
    let refus = banc.post("/affichage", "", "theme=fluo").await;
    assert_eq!(refus.statut, 422);
    let ailleurs = banc
        .post("/affichage", "", "theme=clair&retour=%2F%2Fa.example")
        .await;
    assert_eq!(ailleurs.en_tete("location"), "/");
}

#[tokio::test]
async fn machines_get_their_files() {
    let banc = Banc::new().await;
    assert!(
        banc.get("/robots.txt", "")
            .await
            .corps
            .contains("Disallow: /services")
    );
    let securite = banc.get("/.well-known/security.txt", "").await;
    assert!(
        securite
            .corps
            .contains("Contact: mailto:securite@ville.example\nExpires: 2027-")
    );
    let version = banc.get("/version", "").await;
    assert!(version.corps.contains(env!("CARGO_PKG_VERSION")));
    assert_eq!(banc.get("/sante/vivant", "").await.statut, 200);
}

#[tokio::test]
async fn health_names_the_component_that_fails_and_nothing_else() {
    let banc = Banc::new().await;
    let sans_identite = banc.get("/sante", "").await;
    assert_eq!(sans_identite.statut, 503);
    assert_eq!(
        sans_identite.corps,
        r#"{"composants":{"base":"ok","identite":"defaut"},"etat":"defaut"}"#
    );
    banc.monde.store().close().await;
    let sans_base = banc.get("/sante", "").await;
    assert_eq!(
        sans_base.corps,
        r#"{"composants":{"base":"defaut","identite":"defaut"},"etat":"defaut"}"#
    );
}

#[tokio::test]
async fn a_parameter_given_twice_is_not_a_fault() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    for chemin in [
        "/services?q=a&q=b&tri=n&tri=nom",
        "/affichage?retour=/a&retour=/methode",
        "/theme/mss.css?v=1&v=2",
    ] {
        assert_eq!(banc.get(chemin, &cookie).await.statut, 200, "{chemin}");
    }
    let page = banc.get("/affichage?retour=/a&retour=/methode", "").await;
    assert!(page.corps.contains("name=\"retour\" value=\"/methode\""));
}
