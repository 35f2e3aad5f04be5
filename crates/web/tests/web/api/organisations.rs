//! Organisations through the API: what they are, who administers them, the audit of rights.

use application::organisations::nommer_par_exploitant;
use axum::http::{Method, StatusCode};
use domaine::droits::Portee;
use serde_json::Value;

use super::outils::Programme;
use super::services::decrit;
use crate::web::commun::Banc;

const ORGANISATIONS: &str = "/api/v1/organisations";

/// The address of the organisation of a service of Claire's, which she administers.
pub(super) async fn administree(banc: &Banc, programme: &Programme<'_>) -> String {
    decrit(programme).await;
    let liste = programme.get(ORGANISATIONS).await.reussie().json();
    let une = &liste["elements"][0];
    assert_eq!(une["role"], "agent");
    let siret = une["siret"].as_str().unwrap();
    nommer_par_exploitant(&banc.monde, siret, "claire@ville.example")
        .await
        .unwrap();
    format!("{ORGANISATIONS}/{}", une["id"].as_str().unwrap())
}

#[tokio::test]
async fn an_organisation_is_read_and_changed() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = administree(&banc, &programme).await;
    let lue = programme.get(&adresse).await.reussie();
    let (version, avant) = (lue.en_tete("etag").to_owned(), lue.json());
    assert_eq!(avant["role"], "administrateur");
    assert_eq!(avant["services"], 1);
    let ecrire = async |version: &str, corps: &str| {
        let version = [("if-match", version)];
        let demande = programme.demander(Method::PUT, &adresse, &version, Some(corps));
        demande.await
    };
    let revue = r#"{"nom":"Ville de Rennes","typeEntite":"commune","rna":null}"#;
    let apres = ecrire(&version, revue).await.reussie().json();
    assert_eq!(apres["nom"], "Ville de Rennes");
    assert_eq!(apres["typeEntite"], "commune");
    assert_eq!(apres["siret"], avant["siret"]);
    // On a page, other parts would be merged.
    let refus = ecrire(&version, r#"{"nom":"Rennes"}"#).await;
    assert_eq!(refus.refus(), (412, "versionDepassee".to_owned()));
    assert_eq!(refus.json()["actuel"]["nom"], "Ville de Rennes");
    let version = programme.get(&adresse).await.en_tete("etag").to_owned();
    for (corps, champ) in [
        (r#"{"nom":" "}"#, "nom"),
        (r#"{"nom":"Rennes","rna":"12"}"#, "rna"),
        (r#"{"nom":"Rennes","euid":"12"}"#, "euid"),
        (r#"{"nom":"Rennes","typeEntite":"royaume"}"#, "typeEntite"),
        (r#"{"nom":"Rennes","siret":"1"}"#, "siret"),
    ] {
        let refus = ecrire(&version, corps).await;
        assert_eq!(refus.refus(), (422, "saisieInvalide".to_owned()), "{corps}");
        assert_eq!(refus.json()["erreurs"][0]["champ"], champ, "{corps}");
    }
}

#[tokio::test]
async fn administrators_are_named_and_taken_off_and_the_audit_says_so() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = administree(&banc, &programme).await;
    // Whoever has never signed in cannot be named.
    let administrateurs = format!("{adresse}/administrateurs");
    let paul = r#"{"courriel":"paul@ville.example"}"#;
    assert_eq!(programme.post(&administrateurs, paul).await.refus().0, 422);
    banc.connecter("paul").await;
    let nommes = programme
        .post(&administrateurs, paul)
        .await
        .reussie()
        .json();
    let compte = nommes["administrateurs"][1]["compte"].as_str().unwrap();
    let retirer = format!("{administrateurs}/{compte}");
    let droits = format!("{adresse}/droits");
    assert_eq!(tous(&programme, &droits).await.len(), 3);
    let retire = programme
        .demander(Method::DELETE, &retirer, &[], None)
        .await;
    assert_eq!(retire.statut, StatusCode::NO_CONTENT);
    let encore = programme
        .demander(Method::DELETE, &retirer, &[], None)
        .await;
    assert_eq!(encore.refus().0, 404);
    let acces = tous(&programme, &droits).await;
    let tenus: Vec<_> = acces.iter().map(|a| &a["droit"]["role"]).collect();
    assert_eq!(tenus, ["administrateurOrganisation", "proprietaire"]);
    assert!(acces[0]["service"].is_null() && acces[1]["service"].is_string());
    let changements = tous(&programme, &format!("{droits}/changements")).await;
    let genres: Vec<_> = changements.iter().map(|c| &c["genre"]).collect();
    assert_eq!(
        genres,
        [
            "organisation.administrateurRetire",
            "organisation.administrateurNomme",
            "organisation.administrateurNomme",
            "service.cree"
        ]
    );
    let retrait = &changements[0];
    assert_eq!(retrait["avant"]["role"], "administrateurOrganisation");
    assert!(retrait["apres"].is_null());
}

/// A list read one element at a time.
async fn tous(programme: &Programme<'_>, chemin: &str) -> Vec<Value> {
    let (mut elements, mut apres) = (Vec::new(), String::new());
    loop {
        let page = programme.get(&format!("{chemin}?limite=1{apres}")).await;
        let page = page.reussie().json();
        elements.extend(page["elements"].as_array().unwrap().iter().cloned());
        match page["suivant"].as_str() {
            Some(suivant) => apres = format!("&apres={suivant}"),
            None => return elements,
        }
    }
}
