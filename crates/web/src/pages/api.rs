//! The page of the API: its description, read for people.

use axum::extract::State;
use axum::response::Response;
use serde_json::Value;
use ui::format::nombre;
use ui::pages::api::{Api, Champ, CodeErreur, Groupe, Objet, Operation, Parametre, Reponse};

use crate::api::{description, probleme::Code};
use crate::{App, Erreur, Visiteur};

const CURL: &str = include_str!("../../../../docs/exemples/api/suivre.sh");
const PYTHON: &str = include_str!("../../../../docs/exemples/api/tableau_de_bord.py");

pub(crate) async fn get(State(app): State<App>, visiteur: Visiteur) -> Result<Response, Erreur> {
    let description: Value = serde_json::from_str(description::texte()).unwrap_or_default();
    let vue = Api {
        version: description::VERSION,
        adresse: app.url_publique.as_str().trim_end_matches('/').to_owned(),
        quota: app.quotas.par_minute(),
        groupes: groupes(&description),
        objets: objets(&description),
        erreurs: Code::TOUS.iter().map(|code| erreur(*code)).collect(),
        curl: CURL,
        python: PYTHON,
    };
    visiteur.page(&app, &vue).await
}

fn erreur(code: Code) -> CodeErreur {
    CodeErreur {
        id: code.id(),
        statut: code.statut().as_u16(),
        detail: code.detail(),
    }
}

fn texte(valeur: &Value, cle: &str) -> String {
    valeur[cle].as_str().unwrap_or_default().to_owned()
}

fn paires(valeur: &Value) -> impl Iterator<Item = (&String, &Value)> {
    valeur.as_object().into_iter().flatten()
}

fn liste(valeur: &Value) -> impl Iterator<Item = &Value> {
    valeur.as_array().into_iter().flatten()
}

fn groupes(description: &Value) -> Vec<Groupe> {
    let groupe = |(rang, etiquette): (usize, &Value)| {
        let nom = texte(etiquette, "name");
        let siennes = paires(&description["paths"]).flat_map(|(chemin, element)| {
            paires(element).map(move |(methode, op)| (methode, chemin, op))
        });
        let siennes = siennes.filter(|(_, _, op)| op["tags"][0].as_str() == Some(nom.as_str()));
        Groupe {
            ancre: format!("theme-{}", rang + 1),
            texte: texte(etiquette, "description"),
            operations: siennes.map(|(m, c, op)| operation(m, c, op)).collect(),
            nom,
        }
    };
    liste(&description["tags"])
        .enumerate()
        .map(groupe)
        .collect()
}

fn operation(methode: &str, chemin: &str, op: &Value) -> Operation {
    let parametre = |p: &Value| Parametre {
        nom: texte(p, "name"),
        lieu: texte(p, "in"),
        obligatoire: p["required"].as_bool().unwrap_or_default(),
        texte: texte(p, "description"),
    };
    let reponse = |(statut, r): (&String, &Value)| Reponse {
        statut: statut.clone(),
        texte: texte(r, "description"),
        objet: objet_de(r).filter(|nom| nom != "Probleme"),
    };
    Operation {
        methode: methode.to_uppercase(),
        chemin: chemin.to_owned(),
        resume: texte(op, "summary"),
        detail: texte(op, "description"),
        parametres: liste(&op["parameters"]).map(parametre).collect(),
        corps: objet_de(&op["requestBody"]),
        reponses: paires(&op["responses"]).map(reponse).collect(),
    }
}

/// The name of the object a body holds.
fn objet_de(corps: &Value) -> Option<String> {
    let contenu = corps["content"].as_object()?.values().next()?;
    contenu["schema"]["$ref"].as_str().map(nom_d_objet)
}

fn nom_d_objet(reference: &str) -> String {
    let nom = reference.rsplit('/').next();
    nom.unwrap_or_default().to_owned()
}

fn objets(description: &Value) -> Vec<Objet> {
    let schemas = paires(&description["components"]["schemas"]);
    let objet = |(nom, schema): (&String, &Value)| {
        let obligatoires: Vec<_> = liste(&schema["required"]).collect();
        let champ = |(nom, s): (&String, &Value)| Champ {
            nom: nom.clone(),
            genre: genre(s),
            obligatoire: obligatoires.iter().any(|o| o.as_str() == Some(nom)),
            texte: texte(s, "description"),
        };
        Objet {
            nom: nom.clone(),
            texte: texte(schema, "description"),
            champs: paires(&schema["properties"]).map(champ).collect(),
        }
    };
    schemas.map(objet).collect()
}

/// The type of a value, in words.
fn genre(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return nom_d_objet(reference);
    }
    if let Some(choix) = schema["oneOf"].as_array() {
        let noms: Vec<_> = choix.iter().map(genre).collect();
        return noms.join(" ou ");
    }
    if let Some(mots) = schema["enum"].as_array() {
        let mots: Vec<_> = mots.iter().map(|m| m.as_str().unwrap_or("null")).collect();
        return mots.join(", ");
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        un => un.as_str().into_iter().collect::<Vec<_>>(),
    };
    let noms: Vec<_> = types.iter().map(|t| nom_du_type(t, schema)).collect();
    noms.join(" ou ")
}

fn nom_du_type(nom: &str, schema: &Value) -> String {
    match (nom, schema["format"].as_str()) {
        ("string", Some("uuid")) => "UUID".to_owned(),
        ("string", Some("date")) => "jour".to_owned(),
        ("string", Some("date-time")) => "date et heure".to_owned(),
        ("string", _) => match schema["maxLength"].as_u64() {
            Some(max) => format!(
                "texte, {} caractères au plus",
                nombre(usize::try_from(max).unwrap_or(usize::MAX))
            ),
            None => "texte".to_owned(),
        },
        ("integer", _) => "entier".to_owned(),
        ("number", _) => "nombre".to_owned(),
        ("boolean", _) => "vrai ou faux".to_owned(),
        ("array", _) => format!("liste de {}", genre(&schema["items"])),
        ("object", _) if schema["additionalProperties"].is_object() => {
            format!(
                "objet, par identifiant, de {}",
                genre(&schema["additionalProperties"])
            )
        }
        ("object", _) => "objet".to_owned(),
        (autre, _) => autre.to_owned(),
    }
}
