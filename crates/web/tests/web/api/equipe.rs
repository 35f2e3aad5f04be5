//! The team of a service through the API: invited, limited, dated, taken off.

use axum::http::{Method, StatusCode};
use domaine::droits::Portee;
use serde_json::Value;

use super::outils::Programme;
use super::services::decrit;
use crate::web::commun::Banc;

#[tokio::test]
async fn people_are_invited_given_a_role_and_taken_off() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let service = decrit(&programme).await;
    let (equipe, invitations) = (
        format!("{service}/equipe"),
        format!("{service}/invitations"),
    );
    let elements = async |chemin: &str| -> Vec<Value> {
        let page = programme.get(chemin).await.reussie().json();
        page["elements"].as_array().unwrap().clone()
    };
    banc.connecter("paul").await;
    let paul = r#"{"courriel":"paul@ville.example","droit":{"role":"contributeur","rubriques":["risques"]}}"#;
    let invite = programme.post(&invitations, paul).await;
    assert_eq!(invite.statut, StatusCode::NO_CONTENT);
    let attendue = r#"{"courriel":"attendue@ville.example","droit":{"role":"dpo"}}"#;
    let invite = programme.post(&invitations, attendue).await;
    assert_eq!(invite.statut, StatusCode::NO_CONTENT);

    let membres = elements(&equipe).await;
    assert_eq!(membres[1]["droit"]["role"], "contributeur");
    assert_eq!(membres[1]["droit"]["rubriques"][0], "risques");
    let attendues = elements(&invitations).await;
    assert_eq!(attendues[0]["courriel"], "attendue@ville.example");
    assert_eq!(attendues[0]["droit"]["role"], "dpo");

    let compte = |membre: &Value| format!("{equipe}/{}", membre["compte"].as_str().unwrap());
    let donner = async |membre: &Value, droit: &str| {
        let adresse = compte(membre);
        let demande = programme.demander(Method::PUT, &adresse, &[], Some(droit));
        demande.await
    };
    let fin = banc.monde.aujourd_hui().tomorrow().unwrap();
    let auditeur = format!(r#"{{"role":"auditeur","fin":"{fin}"}}"#);
    let donne = donner(&membres[1], &auditeur).await;
    assert_eq!(donne.statut, StatusCode::NO_CONTENT);
    assert_eq!(elements(&equipe).await[1]["droit"]["fin"], fin.to_string());
    for (droit, champ) in [
        (r#"{"role":"auditeur"}"#, "fin"),
        (r#"{"role":"auditeur","fin":"2020-01-01"}"#, "fin"),
        (r#"{"role":"lecteur","fin":"2099-01-01"}"#, "fin"),
        (r#"{"role":"lecteur","rubriques":[]}"#, "rubriques"),
        (r#"{"role":"administrateurOrganisation"}"#, "role"),
        (r#"{"role":"roi"}"#, "role"),
    ] {
        let refus = donner(&membres[1], droit).await;
        assert_eq!(refus.refus(), (422, "saisieInvalide".to_owned()), "{droit}");
        assert_eq!(refus.json()["erreurs"][0]["champ"], champ, "{droit}");
    }
    let sans_fin = r#"{"courriel":"x@ville.example","droit":{"role":"auditeur"}}"#;
    let refus = programme.post(&invitations, sans_fin).await.json();
    assert_eq!(refus["erreurs"][0]["champ"], "droit.fin");

    let dernier = donner(&membres[0], r#"{"role":"lecteur"}"#).await;
    assert_eq!(dernier.refus(), (409, "dernierProprietaire".to_owned()));
    let supprimer = async |chemin: String| {
        let demande = programme.demander(Method::DELETE, &chemin, &[], None);
        demande.await.statut
    };
    assert_eq!(supprimer(compte(&membres[1])).await, StatusCode::NO_CONTENT);
    assert_eq!(supprimer(compte(&membres[1])).await, StatusCode::NOT_FOUND);
    let attendue = format!("{invitations}/{}", attendues[0]["id"].as_str().unwrap());
    assert_eq!(supprimer(attendue).await, StatusCode::NO_CONTENT);
    assert_eq!(elements(&equipe).await.len(), 1);
    assert!(elements(&invitations).await.is_empty());
}
