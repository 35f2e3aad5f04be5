//! Contacts by the API: read, replaced, merged; versions and unknown fields.

use axum::http::Method;
use domaine::droits::Portee;
use serde_json::json;

use super::outils::Programme;
use crate::web::commun::{Banc, Reponse};
use crate::web::organisations::service;

async fn ecrire(
    programme: &Programme<'_>,
    methode: Method,
    id: &str,
    si: &str,
    corps: &str,
) -> Reponse {
    let chemin = format!("/api/v1/services/{id}/contacts");
    programme
        .demander(methode, &chemin, &[("if-match", si)], Some(corps))
        .await
}

#[tokio::test]
async fn contacts_are_read_replaced_and_merged() {
    let banc = Banc::new().await;
    let (programme, ctx) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let id = service(&banc, ctx.acteur()).await.to_string();
    let chemin = format!("/api/v1/services/{id}/contacts");
    let lus = programme.get(&chemin).await.reussie();
    assert_eq!(lus.json()["version"], 0);
    assert_eq!(lus.json()["contacts"]["autorite"]["nom"], "");
    assert_eq!(lus.json()["manques"][0]["champ"], "autorite");

    let put = r#"{"autorite":{"nom":"Anne Roy","telephone":"112"},"hebergement":[{"nom":"H"}]}"#;
    let ecrits = ecrire(&programme, Method::PUT, &id, lus.en_tete("etag"), put)
        .await
        .reussie();
    assert_eq!(ecrits.json()["version"], 1);
    let patch = r#"{"autorite":{"nom":"Paul Petit"},"hebergement":null,"rssi":{"nom":"Karim"}}"#;
    let fusionnes = ecrire(&programme, Method::PATCH, &id, "\"1\"", patch)
        .await
        .reussie();
    let contacts = &fusionnes.json()["contacts"];
    assert_eq!(contacts["autorite"]["nom"], "Paul Petit");
    assert_eq!(contacts["autorite"]["telephone"], "112");
    assert_eq!(contacts["hebergement"], json!([]));
    let vides = ecrire(&programme, Method::PUT, &id, "\"2\"", "{}")
        .await
        .reussie();
    assert_eq!(vides.json()["contacts"]["rssi"]["nom"], "");
}

#[tokio::test]
async fn an_old_version_an_unknown_field_and_a_bad_address_are_refused() {
    let banc = Banc::new().await;
    let (programme, ctx) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let id = service(&banc, ctx.acteur()).await.to_string();
    let chemin = format!("/api/v1/services/{id}/contacts");
    let sans = programme
        .demander(Method::PUT, &chemin, &[], Some("{}"))
        .await;
    assert_eq!(sans.refus(), (428, "versionRequise".to_owned()));
    let nom = r#"{"moa":{"nom":"Anne"}}"#;
    ecrire(&programme, Method::PATCH, &id, "\"0\"", nom)
        .await
        .reussie();
    for methode in [Method::PUT, Method::PATCH] {
        let vieux = ecrire(&programme, methode.clone(), &id, "\"0\"", nom).await;
        assert_eq!(vieux.refus(), (412, "versionDepassee".to_owned()));
        assert_eq!(vieux.json()["actuel"]["contacts"]["moa"]["nom"], "Anne");
        for (corps, champ, code) in [
            (r#"{"jardinier":{}}"#, "jardinier", "champInconnu"),
            (r#"{"moa":{"age":3}}"#, "moa.age", "champInconnu"),
            (
                r#"{"moa":{"courriel":"non"}}"#,
                "moa.courriel",
                "valeurInvalide",
            ),
            (
                r#"{"autresRoles":[{"role":"Élue","tenuPar":{"telephone":"non"}}]}"#,
                "autresRoles.0.tenuPar.telephone",
                "valeurInvalide",
            ),
            (
                r#"{"hebergement":[{"courriel":"a@b.fr"}]}"#,
                "hebergement.0.nom",
                "manque",
            ),
        ] {
            let refus = ecrire(&programme, methode.clone(), &id, "\"1\"", corps).await;
            assert_eq!(refus.refus().0, 422, "{corps}");
            assert_eq!(
                refus.champs(),
                [(champ.to_owned(), code.to_owned())],
                "{corps}"
            );
        }
    }
}
