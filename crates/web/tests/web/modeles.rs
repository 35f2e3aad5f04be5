//! Models through the real router: what is refused, what is kept, who sees what.

use application::modeles::organisations;
use application::services::{Creer, Depart, creer};
use axum::http::StatusCode;

use super::commun::{Banc, JETON, Reponse};

fn formulaire(banc: &Banc, suite: &str) -> String {
    let operation = banc.monde.nouvel_id();
    format!("_csrf={JETON}&operation={operation}&{suite}")
}

const MODELE: &str =
    "titre=Fermer+la+salle&categorie=protection&description=Une+porte&etapes=Un%0D%0A%0D%0ADeux";

async fn creer_modele(banc: &Banc, cookie: &str, corps: &str) -> String {
    let reponse = banc
        .post("/modeles/nouveau", cookie, &formulaire(banc, corps))
        .await;
    assert_eq!(reponse.statut, StatusCode::SEE_OTHER, "{}", reponse.corps);
    reponse.en_tete("location").to_owned()
}

fn contient(reponse: &Reponse, textes: &[&str]) {
    for texte in textes {
        assert!(reponse.corps.contains(texte), "{texte}\n{}", reponse.corps);
    }
}

#[tokio::test]
async fn a_model_is_written_read_and_changed() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    let adresse = creer_modele(&banc, &cookie, MODELE).await;
    let page = banc.get(&adresse, &cookie).await;
    contient(
        &page,
        &[
            "Fermer la salle",
            "Un\nDeux</textarea>",
            "name=\"version\" value=\"1\"",
        ],
    );
    let corps = format!("version=1&{}", MODELE.replace("Fermer", "Ouvrir"));
    let envoi = formulaire(&banc, &corps);
    let change = banc.post(&adresse, &cookie, &envoi).await;
    assert_eq!(change.statut, StatusCode::SEE_OTHER);
    contient(&banc.get("/modeles", &cookie).await, &["Ouvrir la salle"]);
    // The same form, then the same form with something else in it.
    assert_eq!(
        banc.post(&adresse, &cookie, &envoi).await.statut,
        StatusCode::SEE_OTHER
    );
    let autre = banc
        .post(&adresse, &cookie, &envoi.replace("Ouvrir", "Murer"))
        .await;
    assert_eq!(autre.statut, StatusCode::UNPROCESSABLE_ENTITY);
    contient(&autre, &["déjà été envoyé", "value=\"Murer la salle\""]);
}

#[tokio::test]
async fn a_refused_model_keeps_what_was_typed() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    let long = "x".repeat(501);
    let lignes = vec!["a"; 21].join("%0A");
    for (corps, attendus) in [
        (
            "titre=&description=Ma+description".to_owned(),
            vec![
                "Donnez un titre",
                "Choisissez une catégorie",
                "Ma description",
            ],
        ),
        (
            format!("titre=T&categorie=defense&etapes=a%0A{long}"),
            vec!["La ligne 2 est trop longue", "500 caractères"],
        ),
        (
            format!("titre=T&categorie=defense&etapes={lignes}"),
            vec!["20 lignes au plus"],
        ),
        (
            format!("titre={}&categorie=pirate", "t".repeat(201)),
            vec!["200 caractères au plus", "Choisissez une catégorie"],
        ),
    ] {
        let reponse = banc
            .post("/modeles/nouveau", &cookie, &formulaire(&banc, &corps))
            .await;
        assert_eq!(reponse.statut, StatusCode::UNPROCESSABLE_ENTITY);
        contient(&reponse, &attendus);
    }
    let sans = banc
        .post(
            "/modeles/nouveau",
            &cookie,
            &format!("_csrf={JETON}&titre=T"),
        )
        .await;
    assert_eq!(sans.statut, StatusCode::BAD_REQUEST, "no operation id");
}

#[tokio::test]
async fn a_copy_of_the_library_says_where_it_comes_from() {
    let banc = Banc::new().await;
    let (_, cookie) = banc.connecter("claire").await;
    let liste = banc.get("/modeles?q=sauvegarde+isol%C3%A9e", &cookie).await;
    contient(&liste, &["/modeles/bibliotheque/sauvegarde-isolee"]);
    let lue = banc
        .get("/modeles/bibliotheque/sauvegarde-isolee", &cookie)
        .await;
    contient(&lue, &["depuis=bibliotheque%3Asauvegarde-isolee"]);
    let depart = "/modeles/nouveau?depuis=bibliotheque%3Asauvegarde-isolee";
    let page = banc.get(depart, &cookie).await;
    contient(
        &page,
        &["D’après", "value=\"bibliotheque:sauvegarde-isolee\""],
    );
    let corps = format!("depuis=bibliotheque%3Asauvegarde-isolee&{MODELE}");
    let adresse = creer_modele(&banc, &cookie, &corps).await;
    contient(
        &banc.get(&adresse, &cookie).await,
        &["D’après", "/modeles/bibliotheque/sauvegarde-isolee"],
    );
    for absente in [
        "/modeles/bibliotheque/inconnue",
        "/modeles/pas-une-cle",
        "/modeles/01920000-0000-7000-8000-000000000001",
    ] {
        assert_eq!(
            banc.get(absente, &cookie).await.statut,
            StatusCode::NOT_FOUND
        );
    }
    let page = banc
        .get("/modeles/nouveau?depuis=modele%3Apas-une-cle", &cookie)
        .await;
    assert_eq!(page.statut, StatusCode::OK);
}

#[tokio::test]
async fn a_shared_model_is_read_by_colleagues_only() {
    let banc = Banc::new().await;
    let (compte, cookie) = banc.connecter("claire").await;
    let (_, autre) = banc.connecter("autre").await;
    let claire = banc.monde.pour(compte);
    let service = Creer {
        operation: claire.nouvel_id(),
        nom: "Cantine".into(),
        siret: "21350238800019".into(),
        organisation: "Ville de Saint-Aubin".into(),
        depart: Depart::Vide,
    };
    let service = creer(&claire, &service).await.unwrap().service;
    let ville = organisations(&claire).await.unwrap()[0].id;
    let adresse = creer_modele(&banc, &cookie, MODELE).await;
    let partage = format!("{adresse}/partage");
    let corps = formulaire(&banc, &format!("organisation={ville}"));
    assert_eq!(
        banc.post(&partage, &cookie, &corps).await.statut,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        banc.get(&adresse, &autre).await.statut,
        StatusCode::NOT_FOUND
    );
    let invitation = formulaire(&banc, "courriel=autre@ville.example&role=lecteur");
    banc.post(&format!("/services/{service}/equipe"), &cookie, &invitation)
        .await;
    let lue = banc.get(&adresse, &autre).await;
    contient(
        &lue,
        &["Modèle de Claire Morvan", "En faire un modèle à moi"],
    );
    assert!(!lue.corps.contains("/supprimer"));
    let essai = formulaire(&banc, &format!("version=2&{MODELE}"));
    let refus = banc.post(&adresse, &autre, &essai).await;
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    contient(&refus, &["appartient à une autre personne"]);
    let supprimer = formulaire(&banc, "");
    let vers = banc
        .post(&format!("{adresse}/supprimer"), &cookie, &supprimer)
        .await;
    assert_eq!(vers.en_tete("location"), adresse);
    assert_eq!(
        banc.get(&adresse, &autre).await.statut,
        StatusCode::NOT_FOUND
    );
    contient(
        &banc.get(&adresse, &cookie).await,
        &["Ce modèle est supprimé", "/restaurer"],
    );
    let reprendre = formulaire(&banc, "");
    banc.post(&format!("{adresse}/restaurer"), &cookie, &reprendre)
        .await;
    assert_eq!(banc.get(&adresse, &autre).await.statut, StatusCode::OK);
}
