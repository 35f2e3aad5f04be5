//! The published description is the router's, and its copy in the documentation is up to date.

use std::{fs, path::Path};

use ::web::routes;
use axum::http::StatusCode;
use serde_json::Value;

use crate::web::commun::Banc;

fn copie() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/openapi.json")
}

/// `OPENAPI_UPDATE=1 cargo test -p web description` writes it again.
#[test]
fn the_checked_in_copy_is_the_description() {
    if std::env::var_os("OPENAPI_UPDATE").is_some() {
        fs::write(copie(), ::web::openapi()).unwrap();
    }
    let publiee = fs::read_to_string(copie()).unwrap_or_default();
    assert!(
        publiee == ::web::openapi(),
        "docs/reference/openapi.json has drifted: OPENAPI_UPDATE=1 cargo test -p web description"
    );
}

#[test]
fn every_route_of_the_api_is_described_and_no_other() {
    let description: Value = serde_json::from_str(::web::openapi()).unwrap();
    let mut decrites: Vec<String> = Vec::new();
    for (chemin, element) in description["paths"].as_object().unwrap() {
        for (methode, operation) in element.as_object().unwrap() {
            decrites.push(format!("{} {chemin}", methode.to_uppercase()));
            assert!(operation["summary"].is_string(), "{chemin}");
            assert!(operation["operationId"].is_string(), "{chemin}");
            for statut in ["400", "401", "429", "500", "503"] {
                assert!(
                    operation["responses"][statut].is_object(),
                    "{chemin} {statut}"
                );
            }
        }
    }
    let mut routes: Vec<String> = routes::table()
        .iter()
        .filter(|route| route.chemin.starts_with("/api/"))
        .map(|route| format!("{} {}", route.methode, route.chemin))
        .collect();
    decrites.sort();
    routes.sort();
    assert_eq!(decrites, routes);
    assert_eq!(description["openapi"], "3.1.0");
    let uniques: std::collections::BTreeSet<_> = decrites.iter().collect();
    assert_eq!(uniques.len(), decrites.len());
}

#[test]
fn every_reference_leads_somewhere_and_every_text_is_french() {
    let texte = ::web::openapi();
    let description: Value = serde_json::from_str(texte).unwrap();
    let schemas = description["components"]["schemas"].as_object().unwrap();
    for morceau in texte.split("\"$ref\": \"#/components/schemas/").skip(1) {
        let nom = morceau.split('"').next().unwrap();
        assert!(schemas.contains_key(nom), "{nom}");
    }
    for mot in ["password", "string value", "TODO", "simplement"] {
        assert!(!texte.contains(mot), "{mot}");
    }
}

/// What only the size of the body, or the measures there are, bounds.
const SANS_BORNE_PROPRE: [&str; 3] = ["Cas.mesuresSpecifiques", "Cas.statuts", "Essai.statuts"];

#[test]
fn every_bound_of_what_is_sent_is_published() {
    let description: Value = serde_json::from_str(::web::openapi()).unwrap();
    let mut lecteur = Bornes {
        schemas: &description["components"]["schemas"],
        vus: Vec::new(),
        libres: Vec::new(),
    };
    for element in description["paths"].as_object().unwrap().values() {
        for operation in element.as_object().unwrap().values() {
            let contenus = operation["requestBody"]["content"].as_object();
            for contenu in contenus.into_iter().flatten() {
                lecteur.parcourir(&contenu.1["schema"], "");
            }
        }
    }
    assert!(lecteur.vus.len() > 10, "{:?}", lecteur.vus);
    lecteur.libres.sort();
    assert_eq!(lecteur.libres, SANS_BORNE_PROPRE);
}

struct Bornes<'a> {
    schemas: &'a Value,
    vus: Vec<String>,
    /// Texts, lists and maps that may be of any length.
    libres: Vec<String>,
}

impl Bornes<'_> {
    fn parcourir(&mut self, schema: &Value, chemin: &str) {
        if let Some(reference) = schema["$ref"].as_str() {
            let nom = reference.rsplit('/').next().unwrap().to_owned();
            if !self.vus.contains(&nom) {
                self.vus.push(nom.clone());
                self.parcourir(&self.schemas[&nom].clone(), &nom);
            }
        }
        for mot in ["oneOf", "anyOf", "allOf"] {
            for choix in schema[mot].as_array().into_iter().flatten() {
                self.parcourir(choix, chemin);
            }
        }
        let est = |genre: &str| match &schema["type"] {
            Value::Array(genres) => genres.iter().any(|g| g == genre),
            seul => seul == genre,
        };
        let dit = |mot: &str| !schema[mot].is_null();
        let format = schema["format"].as_str().unwrap_or_default();
        let ferme = dit("enum") || ["uuid", "date"].contains(&format);
        let libre = est("string") && !ferme && !dit("maxLength")
            || est("array") && !dit("maxItems") && schema["uniqueItems"] != true
            || schema["additionalProperties"].is_object() && !dit("maxProperties");
        if libre {
            self.libres.push(chemin.to_owned());
        }
        self.parcourir_si(&schema["items"], &format!("{chemin}[]"));
        self.parcourir_si(&schema["additionalProperties"], &format!("{chemin}{{}}"));
        for (nom, champ) in schema["properties"].as_object().into_iter().flatten() {
            self.parcourir(champ, &format!("{chemin}.{nom}"));
        }
    }

    fn parcourir_si(&mut self, schema: &Value, chemin: &str) {
        if schema.is_object() {
            self.parcourir(schema, chemin);
        }
    }
}

#[tokio::test]
async fn the_description_is_public() {
    let banc = Banc::new().await;
    let lue = banc.get("/api/openapi.json", "").await;
    assert_eq!(lue.statut, StatusCode::OK);
    assert_eq!(lue.en_tete("content-type"), "application/json");
    assert_eq!(lue.corps, ::web::openapi());
}
