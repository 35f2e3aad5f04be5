//! Every list, page by page; every body, hostile: walks over the published description, so that a
//! new route is covered without being named.

use axum::http::Method;
use domaine::droits::Portee;
use serde_json::Value;

use super::organisations::administree;
use super::outils::{Programme, jeton};
use super::services::decrit;
use crate::web::commun::Banc;

struct Operation {
    methode: Method,
    chemin: String,
    description: Value,
}

fn operations() -> Vec<Operation> {
    let description: Value = serde_json::from_str(::web::openapi()).unwrap();
    let mut operations = Vec::new();
    for (chemin, element) in description["paths"].as_object().unwrap() {
        for (methode, operation) in element.as_object().unwrap() {
            operations.push(Operation {
                methode: methode.to_uppercase().parse().unwrap(),
                chemin: chemin.clone(),
                description: operation.clone(),
            });
        }
    }
    operations
}

fn parametres(operation: &Operation) -> Vec<&str> {
    let tous = operation.description["parameters"].as_array();
    let tous = tous.into_iter().flatten();
    tous.map(|p| p["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_list_is_the_same_page_by_page() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let organisation = administree(&banc, &programme).await;
    let service = decrit(&programme).await;
    let mesures = programme
        .get(&format!("{service}/mesures"))
        .await
        .reussie()
        .json();
    let mesure = mesures["elements"][0]["id"].as_str().unwrap().to_owned();
    let risques = programme
        .get(&format!("{service}/risques"))
        .await
        .reussie()
        .json();
    let risque = risques["elements"][0]["id"].as_str().unwrap().to_owned();
    for rang in 0..3 {
        decrit(&programme).await;
        let titre = format!(r#"{{"titre":"Fermer {rang}","categorie":"protection"}}"#);
        programme.post("/api/v1/modeles", &titre).await.reussie();
        let specifiques = format!("{service}/mesures-specifiques");
        programme.post(&specifiques, &titre).await.reussie();
        let propre = r#"{"titre":"Crue","categories":["disponibilite"],"graviteBrute":3,
            "vraisemblanceBrute":2,"graviteCourante":2,"vraisemblanceCourante":2}"#;
        let propres = format!("{service}/risques-propres");
        programme.post(&propres, propre).await.reussie();
        for sujet in [format!("mesures/{mesure}"), format!("risques/{risque}")] {
            let liste = format!("{service}/{sujet}/commentaires");
            programme.post(&liste, r#"{"texte":"Vu."}"#).await.reussie();
        }
    }
    let mut vues = 0;
    for operation in operations() {
        let parametres = parametres(&operation);
        if !parametres.contains(&"apres") {
            let reponse = &operation.description["responses"]["200"]["content"];
            let reference = reponse["application/json"]["schema"]["$ref"].as_str();
            let liste = reference.is_some_and(|r| r.contains("/Page_"));
            assert!(!liste, "{} has no cursor", operation.chemin);
            continue;
        }
        if !parametres.contains(&"limite") {
            continue;
        }
        let chemin = operation
            .chemin
            .replace("/api/v1/services/{id}", &service)
            .replace("/api/v1/organisations/{organisation}", &organisation)
            .replace("{mesure}", &mesure)
            .replace("{risque}", &risque);
        let entiere = programme
            .get(&format!("{chemin}?limite=100"))
            .await
            .reussie()
            .json();
        let elements = entiere["elements"].as_array().unwrap().clone();
        let (mut relus, mut suite) = (Vec::new(), String::new());
        while relus.len() < elements.len().min(7) || suite.is_empty() {
            let page = programme
                .get(&format!("{chemin}?limite=1{suite}"))
                .await
                .reussie()
                .json();
            let un = page["elements"].as_array().unwrap().clone();
            assert!(un.len() <= 1, "{chemin}");
            relus.extend(un);
            match page["suivant"].as_str() {
                Some(suivant) => suite = format!("&apres={suivant}"),
                None => break,
            }
        }
        assert_eq!(relus, elements[..relus.len()], "{chemin}");
        if elements.len() <= 7 {
            assert_eq!(relus.len(), elements.len(), "{chemin}");
        }
        vues += 1;
    }
    assert!(vues >= 14, "{vues} lists only");
}

/// Makes three of a kind, reads one, takes it away, and goes on from where it was.
async fn continuer_apres(
    programme: &Programme<'_>,
    liste: &str,
    corps: &str,
    (retirer, suite): (Method, &str),
) {
    for _ in 0..3 {
        programme.post(liste, corps).await.reussie();
    }
    let page = programme.get(&format!("{liste}?limite=1")).await.reussie();
    let page = page.json();
    let tous = programme.get(liste).await.reussie().json();
    let tous = tous["elements"].as_array().unwrap();
    let (premier, curseur) = (&page["elements"][0], page["suivant"].as_str().unwrap());
    let chemin = format!("{liste}/{}{suite}", premier["id"].as_str().unwrap());
    let version = [("if-match", "\"1\"")];
    let retire = programme.demander(retirer, &chemin, &version, None).await;
    assert!(retire.statut.is_success(), "{chemin} {}", retire.corps);
    let reste = programme.get(&format!("{liste}?apres={curseur}")).await;
    let reste = reste.reussie().json();
    assert_eq!(
        reste["elements"],
        Value::from(tous[1..].to_vec()),
        "{liste}"
    );
}

#[tokio::test]
async fn a_list_goes_on_after_the_last_one_read_is_gone() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let service = decrit(&programme).await;
    let mesure = r#"{"titre":"Fermer","categorie":"protection"}"#;
    let risque = r#"{"titre":"Crue","categories":["disponibilite"],"graviteBrute":3,
        "vraisemblanceBrute":2,"graviteCourante":2,"vraisemblanceCourante":2}"#;
    let commentaires = format!("{service}/risques/R1/commentaires");
    let risques = programme.get(&format!("{service}/risques?limite=1")).await;
    let risques = risques.reussie().json();
    let r1 = risques["elements"][0]["id"].as_str().unwrap();
    let commentaires = commentaires.replace("R1", r1);
    for (liste, corps) in [
        ("/api/v1/modeles", mesure),
        (&format!("{service}/mesures-specifiques"), mesure),
        (&format!("{service}/risques-propres"), risque),
        (&commentaires, r#"{"texte":"Vu."}"#),
        // Last: the service itself goes.
        (
            "/api/v1/services",
            r#"{"nom":"A","siret":"21350238800019","organisation":"V"}"#,
        ),
    ] {
        continuer_apres(&programme, liste, corps, (Method::DELETE, "")).await;
    }
}

#[tokio::test]
async fn every_body_is_bounded_strict_and_read_after_the_token() {
    let banc = Banc::new().await;
    let (ecriture, ctx) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let lecture = Programme {
        banc: &banc,
        secret: jeton(&ctx, Portee::Lecture, None).await,
    };
    let sans = Programme {
        banc: &banc,
        secret: String::new(),
    };
    let trop = format!("{{\"nom\":\"{}\"}}", "a".repeat(300 * 1024));
    let profond = format!("{{\"nom\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let mut vues = 0;
    for operation in operations() {
        if operation.description["requestBody"].is_null() {
            continue;
        }
        let chemin = operation
            .chemin
            .replace("{id}", &uuid::Uuid::nil().to_string())
            .replace("{modele}", &uuid::Uuid::nil().to_string())
            .replace("{commentaire}", &uuid::Uuid::nil().to_string())
            .replace("{compte}", &uuid::Uuid::nil().to_string())
            .replace("{organisation}", &uuid::Uuid::nil().to_string())
            .replace("{mesure}", "X")
            .replace("{risque}", "X");
        let demander = async |programme: &Programme<'_>, genre: &str, corps: &str| {
            let en_tetes = [("if-match", "\"1\""), ("content-type", genre)];
            let methode = operation.methode.clone();
            programme
                .demander(methode, &chemin, &en_tetes, Some(corps))
                .await
        };
        let json = "application/json";
        if parametres(&operation).contains(&"If-Match") {
            // Asked for before the body, whichever the method is.
            for corps in [trop.as_str(), "{", "{}", r#"{"inconnu":1}"#] {
                let methode = operation.methode.clone();
                let refus = ecriture.demander(methode, &chemin, &[], Some(corps)).await;
                let nom = format!("{} {chemin}", operation.methode);
                assert_eq!(refus.refus(), (428, "versionRequise".to_owned()), "{nom}");
            }
        }
        assert_eq!(
            demander(&sans, "text/plain", &trop).await.refus().0,
            401,
            "{chemin}"
        );
        if ecrit(&operation) {
            assert_eq!(
                demander(&lecture, json, &trop).await.refus().0,
                403,
                "{chemin}"
            );
        }
        for (genre, corps, statut) in [
            (json, trop.as_str(), 413),
            (json, &profond, 400),
            (json, "{", 400),
            ("text/plain", "{}", 415),
            (json, r#"{"inconnu":1}"#, 422),
        ] {
            let refus = demander(&ecriture, genre, corps).await;
            let debut: String = corps.chars().take(20).collect();
            assert_eq!(
                refus.refus().0,
                statut,
                "{} {chemin} {debut}",
                operation.methode
            );
        }
        vues += 1;
    }
    assert!(vues >= 18, "{vues} bodies only");
}

/// Whether the operation changes something, from the table of routes.
fn ecrit(operation: &Operation) -> bool {
    let routes = ::web::routes::table();
    let sienne = routes
        .iter()
        .find(|r| r.chemin == operation.chemin && r.methode == operation.methode);
    sienne.unwrap().portee() == Some(Portee::Ecriture)
}
