//! What every operation may also answer: refusals and their headers, said once.

use axum::http::Method;
use utoipa::ToSchema;
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, Ref, RefOr, ResponseBuilder,
    path::{Operation, ParameterIn},
    schema::{ObjectBuilder, Type},
};

use crate::api::probleme::{Document, TYPE};

/// Adds the refusals an operation may give, and the headers of what succeeds.
pub(super) fn completer(op: &mut Operation, methode: &Method, chemin: &str) {
    let corps = op.request_body.is_some();
    let versionnee = a_en_tete(op, "If-Match");
    let relue = a_en_tete(op, "If-None-Match");
    let lit = *methode == Method::GET;
    let du_service = chemin.contains("{id}");
    let prevus = [
        (304, relue, "Rien n’a changé depuis l’étiquette donnée"),
        (400, true, "Demande illisible"),
        (401, true, "Jeton absent ou refusé"),
        (403, true, "Au-delà du rôle ou de la portée du jeton"),
        (
            404,
            chemin.contains('{'),
            "Rien à cette adresse que ce jeton puisse voir",
        ),
        (409, du_service, "L’état actuel ne le permet pas"),
        (
            412,
            versionnee,
            "Quelqu’un l’a changé depuis ; « actuel » donne l’état présent",
        ),
        (413, corps, "Corps trop grand"),
        (415, corps, "Le corps n’est pas en application/json"),
        (422, !lit, "Saisie refusée"),
        (428, versionnee, "En-tête If-Match absent"),
        (429, true, "Quota dépassé"),
        (500, true, "Erreur interne"),
        (503, true, "Indisponible"),
    ];
    for reponse in op.responses.responses.values_mut() {
        if let RefOr::T(reponse) = reponse {
            for (nom, texte) in EN_TETES {
                reponse.headers.insert(nom.to_owned(), en_tete(texte));
            }
            if relue || versionnee {
                let texte = "Étiquette : la version, un point, une empreinte.";
                reponse.headers.insert("ETag".to_owned(), en_tete(texte));
            }
        }
    }
    for (statut, possible, texte) in prevus {
        if !possible {
            continue;
        }
        let mut reponse = ResponseBuilder::new().description(texte);
        if statut != 304 {
            let probleme = Ref::from_schema_name(Document::name());
            let contenu = ContentBuilder::new().schema(Some(probleme)).build();
            reponse = reponse.content(TYPE, contenu);
        }
        if matches!(statut, 429 | 503) {
            reponse = reponse.header("Retry-After", HeaderBuilder::new().build());
        }
        op.responses
            .responses
            .insert(statut.to_string(), reponse.build().into());
    }
}

const EN_TETES: [(&str, &str); 3] = [
    ("RateLimit-Limit", "Demandes permises par minute."),
    (
        "RateLimit-Remaining",
        "Demandes qui restent dans cette minute.",
    ),
    ("RateLimit-Reset", "Secondes avant la minute suivante."),
];

fn en_tete(texte: &str) -> RefOr<utoipa::openapi::header::Header> {
    let schema = ObjectBuilder::new().schema_type(Type::String).build();
    HeaderBuilder::new()
        .schema(Some(schema))
        .description(Some(texte))
        .build()
        .into()
}

fn a_en_tete(op: &Operation, nom: &str) -> bool {
    op.parameters
        .iter()
        .flatten()
        .any(|p| matches!(p, RefOr::T(p) if p.parameter_in == ParameterIn::Header && p.name == nom))
}
