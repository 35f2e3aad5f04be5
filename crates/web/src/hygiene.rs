//! What holds for every request: a name in the logs, the right host, safe response headers.
//!
//! Invariant: neither a query string nor anything personal reaches the technical logs.

use std::time::Duration;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use tracing::Instrument;
use url::{Host, Url};
use uuid::Uuid;

use crate::{App, Erreur, api::porteur::JetonUtilise};

/// The longest a request may take.
pub(crate) const DELAI: Duration = Duration::from_secs(30);
/// The largest body a form may send.
pub(crate) const CORPS_MAX: usize = 512 * 1024;

const EN_TETE_REQUETE: HeaderName = HeaderName::from_static("x-request-id");

/// Names a request in the logs and on error pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IdRequete(pub(crate) Uuid);

/// Opens the request's span, logs its end, and gives its name back in a header.
pub(crate) async fn tracer(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = app.monde.nouvel_id();
    request.extensions_mut().insert(IdRequete(id));
    let methode = request.method().clone();
    let span = tracing::info_span!("requete", id = %id);
    let debut = tokio::time::Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let route = response
        .extensions()
        .get::<MatchedPath>()
        .map_or("-", |chemin| chemin.as_str());
    let duree_ms = u64::try_from(debut.elapsed().as_millis()).unwrap_or(u64::MAX);
    let statut = response.status().as_u16();
    let jeton = response.extensions().get::<JetonUtilise>();
    let jeton = jeton.map(|jeton| tracing::field::display(jeton.0));
    span.in_scope(|| tracing::info!(%methode, route, statut, duree_ms, jeton, "requete"));
    if let Ok(valeur) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(EN_TETE_REQUETE, valeur);
    }
    response
}

/// Carries the route's pattern out to [`tracer`]: `/services/{id}`, never the id.
pub(crate) async fn nommer_la_route(
    route: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

/// Refuses requests for another host; sends `localhost` to the loopback address people use, so
/// that the cookie and the provider agree on one name.
pub(crate) async fn verifier_hote(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let hote = request
        .headers()
        .get(header::HOST)
        .and_then(|h| h.to_str().ok())
        .and_then(|h| Url::parse(&format!("{}://{h}", app.url_publique.scheme())).ok());
    let Some(hote) = hote else {
        return Erreur::Requete(StatusCode::BAD_REQUEST).into_response();
    };
    if hote.origin() == app.url_publique.origin() {
        return next.run(request).await;
    }
    let lecture = matches!(*request.method(), Method::GET | Method::HEAD);
    if lecture && est_local(&hote) && est_local(&app.url_publique) {
        let suite = request.uri().path_and_query().map_or("/", |p| p.as_str());
        let base = app.url_publique.as_str().trim_end_matches('/');
        return Redirect::temporary(&format!("{base}{suite}")).into_response();
    }
    Erreur::Requete(StatusCode::MISDIRECTED_REQUEST).into_response()
}

fn est_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(nom)) => nom == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Headers of every response. Pages are never stored; files of the theme say otherwise.
pub(crate) async fn proteger(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let en_tetes = response.headers_mut();
    for (nom, valeur) in FIXES {
        en_tetes.insert(nom, HeaderValue::from_static(valeur));
    }
    if let Ok(valeur) = HeaderValue::from_str(&politique(&app)) {
        en_tetes.insert(header::CONTENT_SECURITY_POLICY, valeur);
    }
    if app.est_https() {
        // Names under ours are the operator's, not ours to bind.
        let valeur = HeaderValue::from_static("max-age=63072000");
        en_tetes.insert(header::STRICT_TRANSPORT_SECURITY, valeur);
    }
    en_tetes
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

const FIXES: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Forms may lead to the identity providers: signing out goes through them.
fn politique(app: &App) -> String {
    let mut formulaires = "'self'".to_owned();
    for origine in app.fournisseurs.origines() {
        formulaires.push(' ');
        formulaires.push_str(&origine);
    }
    format!(
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
         frame-ancestors 'none'; form-action {formulaires}"
    )
}
