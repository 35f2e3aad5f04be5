//! The layers every request goes through, from the outside in.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    timeout::TimeoutLayer,
};

use crate::{
    App, Erreur, api, erreur, fragment, hygiene, parametres::Parametres, routes, session, visiteur,
};

/// The whole application. `annexe` holds routes that are not part of it but share its address
/// (the demonstration's identity provider).
pub fn router(app: &App, annexe: Router) -> Router {
    let pages = routes::pages(app)
        .layer(from_fn_with_state(app.clone(), visiteur::identifier))
        .layer(session::couche(app));
    let fichiers = Router::new().route("/theme/{*nom}", get(theme));
    let application = pages
        .merge(fichiers)
        .fallback(introuvable)
        .method_not_allowed_fallback(methode_refusee)
        .layer(
            ServiceBuilder::new()
                .layer(from_fn(fragment::couche))
                .layer(from_fn_with_state(app.clone(), erreur::pages))
                .layer(CatchPanicLayer::custom(|_| Erreur::Panique.into_response()))
                .layer(from_fn_with_state(app.clone(), hygiene::verifier_hote))
                .layer(TimeoutLayer::with_status_code(
                    StatusCode::SERVICE_UNAVAILABLE,
                    hygiene::DELAI,
                ))
                .layer(
                    CsrfLayer::new()
                        .with_rejection_response(|_| Erreur::Contrefait.into_response()),
                )
                .layer(DefaultBodyLimit::max(hygiene::CORPS_MAX)),
        )
        .merge(routes::machines())
        .merge(api::router(app))
        .with_state(app.clone());
    application.merge(annexe).layer(
        ServiceBuilder::new()
            .layer(from_fn_with_state(app.clone(), hygiene::tracer))
            .layer(from_fn_with_state(app.clone(), hygiene::proteger))
            .layer(CompressionLayer::new())
            .layer(from_fn(hygiene::nommer_la_route)),
    )
}

async fn introuvable() -> Erreur {
    Erreur::Requete(StatusCode::NOT_FOUND)
}

async fn methode_refusee() -> Erreur {
    Erreur::Requete(StatusCode::METHOD_NOT_ALLOWED)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Version {
    v: String,
}

async fn theme(
    State(app): State<App>,
    Path(nom): Path<String>,
    Parametres(version): Parametres<Version>,
    headers: HeaderMap,
) -> Response {
    app.assets.repondre(&nom, &version.v, &headers).await
}
