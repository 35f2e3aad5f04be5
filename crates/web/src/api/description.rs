//! The OpenAPI 3.1 description, put together from the table of routes (rule 1446).
//!
//! Invariant: it is made of the very lines the router is made of; a checked-in copy,
//! `docs/reference/openapi.json`, shows what changed.

mod reponses;

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use utoipa::ToSchema;
use utoipa::openapi::{
    Components, ContactBuilder, Info, LicenseBuilder, OpenApi, OpenApiBuilder, Paths, RefOr,
    SecurityRequirement, ServerBuilder,
    path::PathItem,
    security::{Http, HttpAuthScheme, SecurityScheme},
    tag::TagBuilder,
};

use super::probleme::{Document, ErreurChamp};
use super::{methode_decrite, operation, table};

/// Version of the API, apart from the product's: it changes when the contract does.
pub(crate) const VERSION: &str = "1.0.0";

/// Name of the security scheme.
const JETON: &str = "jeton";

/// The description and its text, made once.
pub(crate) static OPENAPI: LazyLock<OpenApi> = LazyLock::new(composer);
static TEXTE: LazyLock<String> = LazyLock::new(|| {
    let mut texte = OPENAPI.to_pretty_json().unwrap_or_default();
    texte.push('\n');
    texte
});

/// `/api/openapi.json`: public.
pub(crate) async fn get() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], TEXTE.as_str()).into_response()
}

/// The text of the description.
#[must_use]
pub fn texte() -> &'static str {
    &TEXTE
}

fn composer() -> OpenApi {
    let mut paths = Paths::new();
    let mut components = Components::new();
    for route in table() {
        let Some(regle) = route.api else { continue };
        let Some((methode, op)) = operation(&regle.element) else {
            continue;
        };
        let mut op = op.clone();
        reponses::completer(&mut op, &methode, &route.chemin);
        components.schemas.extend(regle.schemas);
        let element = PathItem::new(methode_decrite(&methode), op);
        match paths.paths.get_mut(&*route.chemin) {
            Some(connu) => connu.merge_operations(element),
            None => {
                paths.paths.insert(route.chemin.into_owned(), element);
            }
        }
    }
    for (nom, schema) in schemas_communs() {
        components.schemas.insert(nom, schema);
    }
    components.add_security_scheme(
        JETON,
        SecurityScheme::Http({
            let mut http = Http::new(HttpAuthScheme::Bearer);
            http.description = Some(
                "Un jeton créé sur la page « Mon compte », ou par « mss jetons creer ».".to_owned(),
            );
            http
        }),
    );
    OpenApiBuilder::new()
        .info(info())
        .servers(Some([ServerBuilder::new().url("/").build()]))
        .paths(paths)
        .components(Some(components))
        .security(Some([SecurityRequirement::new(
            JETON,
            Vec::<String>::new(),
        )]))
        .tags(Some(ETIQUETTES.map(|(nom, texte)| {
            TagBuilder::new().name(nom).description(Some(texte)).build()
        })))
        .build()
}

fn info() -> Info {
    let mut info = Info::new("MonServiceSécurisé", VERSION);
    info.description = Some(
        "Décrire, sécuriser et suivre des services numériques : tout ce qu’une page fait, un programme peut le faire. \
         Chaque demande porte un jeton et n’obtient que ce que la personne qui l’a créé peut faire."
            .to_owned(),
    );
    info.license = Some(
        LicenseBuilder::new()
            .name("Apache-2.0")
            .identifier(Some("Apache-2.0"))
            .build(),
    );
    info.contact = Some(
        ContactBuilder::new()
            .name(Some("Exploitant de cette installation"))
            .build(),
    );
    info
}

/// What groups the routes, in the order of the page.
pub(crate) const ETIQUETTES: [(&str, &str); 14] = [
    ("Jeton", "Pour qui le programme agit."),
    (
        "Services",
        "Les services, leurs brouillons et la corbeille.",
    ),
    (
        "Équipe",
        "Qui travaille sur un service, et qui est attendu.",
    ),
    ("Mesures", "Les mesures d’un service et leur suivi."),
    ("Mesures spécifiques", "Les mesures propres à un service."),
    (
        "Modèles",
        "Les modèles de mesures de la personne, ceux que l’on partage avec elle, la bibliothèque. Un jeton limité à certains services ne voit aucun modèle.",
    ),
    (
        "Commentaires",
        "Ce que l’équipe écrit sur une mesure ou un risque.",
    ),
    (
        "Contacts",
        "Qui répond de quoi autour d’un service, et qui d’autre y accède.",
    ),
    (
        "Indice cyber",
        "La note de 0 à 5 d’un service et son histoire.",
    ),
    (
        "Prochaines actions",
        "Ce qui apporterait le plus, et ce qu’un choix changerait.",
    ),
    (
        "Risques",
        "Les risques d’un service, ce que l’équipe en décide, et les siens.",
    ),
    ("Journal", "Ce qui s’est passé sur un service."),
    (
        "Organisations",
        "Les organisations pour lesquelles la personne travaille, qui les administre, qui a accès à leurs services. Un jeton limité à certains services n’en voit aucune.",
    ),
    ("Évaluation", "Les calculs, sans rien enregistrer."),
];

fn schemas_communs() -> Vec<(String, RefOr<utoipa::openapi::Schema>)> {
    let mut schemas = vec![
        (
            Document::name().into_owned(),
            <Document<'_> as utoipa::PartialSchema>::schema(),
        ),
        (
            ErreurChamp::name().into_owned(),
            <ErreurChamp as utoipa::PartialSchema>::schema(),
        ),
    ];
    Document::schemas(&mut schemas);
    schemas
}
