//! Notes who is on which service, so that they are told what changed since.
//!
//! Invariant: best effort, after the page and beside it: a page never waits for it nor fails by it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use application::historique::noter_passage;
use axum::{
    extract::{RawPathParams, Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use domaine::historique::FINESSE;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{App, Visiteur};

/// Passages remembered, at most; beyond, all are forgotten and noted again.
const RETENUS: usize = 10_000;

/// When this process last noted each person on each service: spares the database the question.
#[derive(Debug, Default)]
pub(crate) struct Passages(Mutex<HashMap<(Uuid, Uuid), Timestamp>>);

impl Passages {
    /// Whether it is time to note this passage; answers yes once a minute.
    fn a_noter(&self, compte: Uuid, service: Uuid, maintenant: Timestamp) -> bool {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = notes
            .get(&(compte, service))
            .is_some_and(|note| maintenant.duration_since(*note) < FINESSE);
        if recent {
            return false;
        }
        if notes.len() >= RETENUS {
            notes.clear();
        }
        notes.insert((compte, service), maintenant);
        true
    }
}

/// Notes the passage of whoever was shown a page of a service.
pub(crate) async fn noter(
    State(app): State<App>,
    visiteur: Visiteur,
    chemin: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    let lecture = request.method() == Method::GET;
    let response = next.run(request).await;
    let service = chemin
        .iter()
        .find(|(nom, _)| *nom == "id")
        .and_then(|(_, id)| Uuid::parse_str(id).ok());
    if let (true, true, Some(service), Some(personne)) = (
        lecture,
        response.status().is_success(),
        service,
        visiteur.personne(),
    ) {
        let ctx = app.monde.pour(personne.compte);
        if app
            .passages
            .a_noter(personne.compte, service, ctx.maintenant())
        {
            tokio::spawn(async move {
                if let Err(erreur) = noter_passage(&ctx, service).await {
                    tracing::debug!(%erreur, "visite_non_notee");
                }
            });
        }
    }
    response
}
