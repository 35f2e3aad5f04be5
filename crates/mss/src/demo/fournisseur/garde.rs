//! Keeps the demo provider, and the date of the demonstration, on this machine.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, Request},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use url::{Host, Url};

/// Refuses a peer that is not on the loopback, or a request that names another host (which is
/// how a page of another site would reach a server of this machine).
pub(in crate::demo) async fn boucle_locale_seulement(request: Request, next: Next) -> Response {
    let pair_local = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .is_some_and(|ConnectInfo(pair)| pair.ip().is_loopback());
    let hote_local = request
        .headers()
        .get(header::HOST)
        .and_then(|hote| hote.to_str().ok())
        .and_then(|hote| Url::parse(&format!("http://{hote}")).ok())
        .is_some_and(|url| est_la_boucle_locale(&url));
    if pair_local && hote_local {
        next.run(request).await
    } else {
        (
            StatusCode::FORBIDDEN,
            "Cette partie de la démonstration ne répond qu’à cette machine.",
        )
            .into_response()
    }
}

/// Whether the address is one of this machine only.
pub(super) fn est_la_boucle_locale(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(nom)) => nom == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}
