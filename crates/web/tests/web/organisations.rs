//! Organisations through the real router: what is shown, refused, kept; the audit as a file.

use application::organisations::nommer_par_exploitant;
use application::services::{Creer, Depart, creer};
use axum::http::StatusCode;
use uuid::Uuid;

use super::commun::{Banc, JETON, Reponse};

pub(super) const SIRET: &str = "21350238800019";

/// A draft of the town, made by that person.
pub(super) async fn service(banc: &Banc, compte: Uuid) -> Uuid {
    let ctx = banc.monde.pour(compte);
    let commande = Creer {
        operation: ctx.nouvel_id(),
        nom: "Réservation de salles".into(),
        siret: SIRET.into(),
        organisation: "Ville de Saint-Aubin".into(),
        depart: Depart::Vide,
    };
    creer(&ctx, &commande).await.unwrap().service
}

pub(super) fn formulaire(banc: &Banc, suite: &str) -> String {
    let operation = banc.monde.nouvel_id();
    format!("_csrf={JETON}&operation={operation}&{suite}")
}

pub(super) fn contient(reponse: &Reponse, textes: &[&str]) {
    for texte in textes {
        assert!(reponse.corps.contains(texte), "{texte}\n{}", reponse.corps);
    }
}

/// The organisation of a service, signed in as its administrator: its address and the cookie.
pub(super) async fn administree(banc: &Banc) -> (String, String, Uuid) {
    let (claire, _) = banc.connecter("claire").await;
    let service = service(banc, claire).await;
    let (nadia, cookie) = banc.connecter("nadia").await;
    nommer_par_exploitant(&banc.monde, SIRET, "nadia@ville.example")
        .await
        .unwrap();
    let ouvert = application::acces::ouvrir(&banc.monde.pour(nadia), service).await;
    let id = ouvert.unwrap().fiche.organisation_id;
    (format!("/organisations/{id}"), cookie, service)
}

#[tokio::test]
async fn an_organisation_is_seen_and_changed() {
    let banc = Banc::new().await;
    let (adresse, nadia, service) = administree(&banc).await;
    let (_, claire) = banc.connecter("claire").await;
    contient(
        &banc.get("/organisations", &nadia).await,
        &[
            "Ville de Saint-Aubin",
            "213\u{202f}502\u{202f}388\u{202f}00019",
            "Vous l’administrez",
        ],
    );
    let page = banc.get(&adresse, &claire).await;
    contient(
        &page,
        &[
            "<dd>213502388</dd>",
            "nadia@ville.example",
            "par l’exploitant",
        ],
    );
    assert!(!page.corps.contains("Nommer un administrateur"));
    let modifier = format!("{adresse}/modifier");
    let faux = "version=1&nom=&typeEntite=commune&rna=12&euid=12";
    let refus = banc.post(&modifier, &nadia, &formulaire(&banc, faux)).await;
    assert_eq!(refus.statut, StatusCode::UNPROCESSABLE_ENTITY);
    contient(
        &refus,
        &[
            "value=\"12\"",
            "W751234567",
            "DEK1101R.HRB116737",
            "selected",
        ],
    );
    let bon = "version=1&nom=Saint-Aubin&typeEntite=commune&rna=&euid=";
    let fait = banc.post(&modifier, &nadia, &formulaire(&banc, bon)).await;
    assert_eq!(fait.statut, StatusCode::SEE_OTHER, "{}", fait.corps);
    contient(
        &banc.get(&adresse, &nadia).await,
        &["<h1>Saint-Aubin</h1>", "Commune"],
    );
    let tard = "version=1&nom=Aubin&typeEntite=&rna=&euid=";
    let conflit = banc.post(&modifier, &nadia, &formulaire(&banc, tard)).await;
    assert_eq!(conflit.statut, StatusCode::CONFLICT);
    contient(
        &conflit,
        &[
            "value=\"Aubin\"",
            "<dd class=\"mss-texte\">Saint-Aubin</dd>",
            "name=\"version\" value=\"2\"",
        ],
    );
    let equipe = banc
        .get(&format!("/services/{service}/equipe"), &claire)
        .await;
    contient(
        &equipe,
        &["Ont accès par l’organisation", "nadia@ville.example"],
    );
    assert!(
        !equipe
            .corps
            .contains("value=\"administrateurOrganisation\"")
    );
}

#[tokio::test]
async fn administrators_come_and_go() {
    let banc = Banc::new().await;
    let (adresse, nadia, service) = administree(&banc).await;
    let (karim, cookie) = banc.connecter("karim").await;
    let cible = format!("{adresse}/administrateurs");
    let refus = banc
        .post(
            &cible,
            &nadia,
            &formulaire(&banc, "courriel=inconnue@ville.example"),
        )
        .await;
    assert_eq!(refus.statut, StatusCode::UNPROCESSABLE_ENTITY);
    contient(
        &refus,
        &["inconnue@ville.example", "se connecter une première fois"],
    );
    let fait = banc
        .post(
            &cible,
            &nadia,
            &formulaire(&banc, "courriel=karim@ville.example"),
        )
        .await;
    assert_eq!(fait.statut, StatusCode::SEE_OTHER, "{}", fait.corps);
    let vu = banc
        .get(&format!("/services/{service}/equipe"), &cookie)
        .await;
    contient(&vu, &["karim@ville.example"]);
    let retrait = format!("{cible}/{karim}");
    let fait = banc
        .post(&retrait, &cookie, &formulaire(&banc, "a=1"))
        .await;
    assert_eq!(fait.en_tete("location"), "/organisations");
    for chemin in [adresse, format!("/services/{service}/equipe")] {
        let vu = banc.get(&chemin, &cookie).await;
        assert_eq!(vu.statut, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_audit_is_a_page_and_a_file() {
    let banc = Banc::new().await;
    let (adresse, nadia, _) = administree(&banc).await;
    let page = banc.get(&format!("{adresse}/droits"), &nadia).await;
    contient(
        &page,
        &[
            "Administrateur de l’organisation",
            "Nomination",
            "A créé le service",
            "claire@ville.example",
        ],
    );
    let fichier = banc.get(&format!("{adresse}/droits.csv"), &nadia).await;
    assert_eq!(fichier.en_tete("content-type"), "text/csv; charset=utf-8");
    let lignes: Vec<_> = fichier.corps.lines().collect();
    assert_eq!(lignes.len(), 5, "{lignes:#?}");
    assert!(lignes[1].starts_with("accès;2026-11-02T08:00:00Z;"));
    assert!(lignes[4].contains("Création du service;Aucun;Propriétaire"));
}
