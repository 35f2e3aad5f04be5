//! The files of the theme: ours, and the operator's in their place.

use std::fs;

use axum::{
    Router,
    body::Body,
    http::{Method, header},
};

use super::commun::{Banc, Reponse, reglages};

#[path = "../../build/complements.rs"]
mod complements;

async fn demander(banc: &Banc, adresse: &str, nom: header::HeaderName, valeur: &str) -> Reponse {
    let requete = banc
        .requete(Method::GET, adresse)
        .header(nom, valeur)
        .body(Body::empty());
    banc.envoyer(requete.unwrap()).await
}

#[tokio::test]
async fn a_page_links_addresses_that_never_expire() {
    let banc = Banc::new().await;
    let page = banc.get("/", "").await.corps;
    let (_, suite) = page.split_once("rel=\"stylesheet\" href=\"").unwrap();
    let adresse = suite.split('"').next().unwrap();
    assert!(adresse.starts_with("/theme/mss.css?v="));
    let css = banc.get(adresse, "").await;
    assert_eq!(css.en_tete("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        css.en_tete("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let sans = banc.get("/theme/mss.css", "").await;
    assert_eq!(
        sans.en_tete("cache-control"),
        "public, max-age=0, must-revalidate"
    );
    assert_eq!(sans.corps, css.corps);
    let perimee = banc.get("/theme/mss.css?v=ancienne", "").await;
    assert_eq!(
        perimee.en_tete("cache-control"),
        "public, max-age=0, must-revalidate"
    );
}

#[tokio::test]
async fn a_file_the_browser_has_is_not_sent_again() {
    let banc = Banc::new().await;
    let etag = banc
        .get("/theme/mss.css", "")
        .await
        .en_tete("etag")
        .to_owned();
    let deja = demander(&banc, "/theme/mss.css", header::IF_NONE_MATCH, &etag).await;
    assert_eq!((deja.statut.as_u16(), deja.corps.as_str()), (304, ""));
    assert_eq!(deja.en_tete("etag"), etag);
    let autre = demander(&banc, "/theme/mss.css", header::IF_NONE_MATCH, "\"autre\"").await;
    assert_eq!(autre.statut, 200);
}

#[tokio::test]
async fn files_are_compressed_beforehand() {
    let banc = Banc::new().await;
    for (accepte, obtenu) in [("gzip, br", "br"), ("gzip", "gzip"), ("identity", "")] {
        let reponse = demander(&banc, "/theme/mss.css", header::ACCEPT_ENCODING, accepte).await;
        assert_eq!(reponse.en_tete("content-encoding"), obtenu);
        assert_eq!(reponse.en_tete("vary"), "Accept-Encoding");
    }
    assert_eq!(banc.get("/theme/mss.css.br", "").await.statut, 404);
}

#[tokio::test]
async fn the_operators_directory_comes_first() {
    let dossier = tempfile::tempdir().unwrap();
    fs::create_dir_all(dossier.path().join("dsfr/fonts")).unwrap();
    fs::write(dossier.path().join("dsfr/dsfr.min.css"), "/* état */").unwrap();
    fs::write(dossier.path().join("dsfr/fonts/a.woff2"), "police").unwrap();
    fs::write(dossier.path().join("favicon.svg"), "<svg/>").unwrap();
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::os::unix::fs::symlink(secret.path(), dossier.path().join("lien.css")).unwrap();
    let mut reglages = reglages("https://mss.ville.example");
    reglages.theme = Some(dossier.path().to_owned());
    let banc = Banc::avec(reglages, Router::new()).await;

    let page = banc.get("/", "").await.corps;
    let feuilles: Vec<_> = page
        .split("rel=\"stylesheet\" href=\"")
        .skip(1)
        .map(|suite| suite.split('"').next().unwrap())
        .collect();
    assert_eq!(feuilles.len(), 2);
    assert!(feuilles[0].starts_with("/theme/dsfr/dsfr.min.css?v="));
    assert!(feuilles[1].starts_with("/theme/mss-complements.css?v="));
    assert_eq!(banc.get(feuilles[0], "").await.corps, "/* état */");
    let complements = banc.get(feuilles[1], "").await.corps;
    assert!(complements.contains(".mss-") && !complements.contains(".fr-btn {"));
    let police = banc.get("/theme/dsfr/fonts/a.woff2", "").await;
    assert_eq!(police.en_tete("content-type"), "font/woff2");
    assert_eq!(banc.get("/theme/favicon.svg", "").await.corps, "<svg/>");
    assert_eq!(
        banc.get("/theme/mss.js", "").await.statut,
        200,
        "ours otherwise"
    );
    assert_eq!(
        banc.get("/theme/lien.css", "").await.statut,
        404,
        "links are not followed"
    );
}

#[tokio::test]
async fn no_path_leaves_the_theme() {
    let banc = Banc::new().await;
    for chemin in [
        "/theme/../Cargo.toml",
        "/theme/%2e%2e/Cargo.toml",
        "/theme/..%2fCargo.toml",
        "/theme//etc/passwd",
        "/theme/",
    ] {
        assert_eq!(banc.get(chemin, "").await.statut, 404, "{chemin}");
    }
}

#[test]
fn complements_keep_our_classes_and_tokens_only() {
    let css = "/* a { */ :root { --x: 1px } h1 { margin: 0 }
.fr-btn, .mss-ligne:is(.a, .b) { color: red }
@media print { .fr-nav { display: none } .mss-lot { display: none } }
@media (x) { .fr-nav { display: none } } .g-plein { fill: red }";
    assert_eq!(
        complements::complements(css),
        ":root { --x: 1px }\n.mss-ligne:is(.a, .b) { color: red }\n\
         @media print {\n.mss-lot { display: none }\n}\n.g-plein { fill: red }\n"
    );
}
