//! The REST API, `/api/v1`: the same use cases as the pages, for programs (rules 1065, 1100,
//! PD1-T2, PD1-T4).
//!
//! Invariant: who asks, and how far their token goes, is decided before a body is read; no cookie
//! opens anything here, so no anti-forgery token is needed; every refusal is a [`Probleme`].
//!
//! A handler reads *extract → same use case as the page → representation*. Docstrings of handlers
//! and of representations are the published description: they are in French. To add a route: a
//! handler with `#[utoipa::path]` in the module of its resource and its line in that module's
//! `table`; the walk over all routes, the description and its page follow.

mod actions;
mod bibliotheque;
mod commentaires;
pub(crate) mod conditions;
mod contacts;
mod contenu;
pub(crate) mod corps;
pub(crate) mod description;
mod droit;
mod equipe;
mod evaluation;
mod jour;
mod journal;
mod mesures;
mod modeles;
mod moi;
pub(crate) mod mots;
mod organisations;
mod page;
pub(crate) mod porteur;
pub(crate) mod probleme;
mod quotas;
pub(crate) mod regle;
mod risques;
mod services;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{Method, StatusCode},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use domaine::droits::Portee;
use tower::ServiceBuilder;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};
use utoipa::openapi::path::{HttpMethod, Operation, PathItem};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::routes::{Acces, Route};
use crate::{App, Erreur, hygiene};

pub(crate) use probleme::Probleme;
pub(crate) use quotas::Quotas;

/// The largest body a program may send.
pub(crate) const CORPS_MAX: usize = 256 * 1024;

/// The lines of the table of routes that are the API's.
pub(crate) fn table() -> Vec<Route> {
    [
        moi::table(),
        services::table(),
        equipe::table(),
        mesures::table(),
        actions::table(),
        risques::table(),
        commentaires::table(),
        contacts::table(),
        modeles::table(),
        organisations::table(),
        bibliotheque::table(),
        journal::table(),
        evaluation::table(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Everything below `/api`, the page `/api` aside.
pub(crate) fn router(app: &App) -> Router<App> {
    let v1 = table()
        .into_iter()
        .fold(Router::new(), |router, ligne| {
            let chemin = ligne.chemin.clone();
            router.route(&chemin, regle::garder(ligne))
        })
        .route("/api/v1", any(introuvable))
        .route("/api/v1/", any(introuvable))
        .route("/api/v1/{*reste}", any(introuvable))
        .layer(from_fn_with_state(app.clone(), porteur::identifier));
    Router::new()
        .route("/api/openapi.json", get(description::get))
        .route("/api/{*reste}", any(introuvable))
        .merge(v1)
        .layer(
            ServiceBuilder::new()
                .layer(from_fn(probleme::couche))
                .layer(from_fn(options))
                .layer(CatchPanicLayer::custom(|_| Erreur::Panique.into_response()))
                .layer(from_fn_with_state(app.clone(), hygiene::verifier_hote))
                .layer(TimeoutLayer::with_status_code(
                    StatusCode::SERVICE_UNAVAILABLE,
                    hygiene::DELAI,
                ))
                .layer(DefaultBodyLimit::max(CORPS_MAX)),
        )
}

async fn introuvable() -> Probleme {
    probleme::Code::Introuvable.into()
}

/// `OPTIONS` says which methods an address takes, and does nothing else.
async fn options(request: Request, next: Next) -> Response {
    let demandee = *request.method() == Method::OPTIONS;
    let mut response = next.run(request).await;
    if demandee && response.status() == StatusCode::METHOD_NOT_ALLOWED {
        *response.status_mut() = StatusCode::NO_CONTENT;
    }
    response
}

/// A line of the table: the method, the address and the description are those of the handler.
fn ligne(acces: Acces, portee: Portee, routeur: UtoipaMethodRouter<App>) -> Route {
    let (schemas, chemins, service) = routeur;
    let (chemin, element) = chemins.paths.into_iter().next().unwrap_or_default();
    let (methode, _) = operation(&element).unwrap_or((Method::GET, &VIDE));
    Route {
        methode,
        chemin: chemin.into(),
        acces,
        service,
        api: Some(Box::new(regle::Regle {
            portee,
            element,
            schemas,
        })),
    }
}

static VIDE: std::sync::LazyLock<Operation> = std::sync::LazyLock::new(Operation::new);

/// The one operation of a handler, and its method.
fn operation(element: &PathItem) -> Option<(Method, &Operation)> {
    let PathItem {
        get,
        put,
        post,
        patch,
        delete,
        ..
    } = element;
    let toutes = [
        (Method::GET, get),
        (Method::PUT, put),
        (Method::POST, post),
        (Method::PATCH, patch),
        (Method::DELETE, delete),
    ];
    toutes
        .into_iter()
        .find_map(|(methode, operation)| Some((methode, operation.as_ref()?)))
}

/// The same, as the description names methods.
fn methode_decrite(methode: &Method) -> HttpMethod {
    match *methode {
        Method::PUT => HttpMethod::Put,
        Method::POST => HttpMethod::Post,
        Method::PATCH => HttpMethod::Patch,
        Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}
