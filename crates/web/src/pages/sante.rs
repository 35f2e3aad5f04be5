//! State of this instance, for monitoring (PF1-T6), and what is running.
//!
//! Invariant: a failure names its component and nothing else.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{App, REVISION, VERSION};

/// 200 when every component answers, 503 with the names of those that do not.
pub(crate) async fn get(State(app): State<App>) -> Response {
    let base = app.monde.store().sante().await.is_ok();
    let identite = app.fournisseurs.en_etat().await;
    let mot = |bon: bool| if bon { "ok" } else { "defaut" };
    let status = if base && identite {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let corps = json!({
        "etat": mot(base && identite),
        "composants": { "base": mot(base), "identite": mot(identite) },
    });
    (status, Json(corps)).into_response()
}

/// The process answers.
pub(crate) async fn vivant() -> Response {
    Json(json!({ "etat": "ok" })).into_response()
}

/// Version, and revision of the sources when the packager gave it.
pub(crate) async fn version() -> Response {
    Json(json!({ "nom": "mss", "version": VERSION, "revision": REVISION })).into_response()
}
