//! What a route of the API asks before its handler: a token that goes that far, and only the
//! parameters it describes.
//!
//! Invariant: all of it is read from the head of the request; the body waits.

use std::sync::Arc;

use axum::{
    extract::Request,
    http::Uri,
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use domaine::droits::Portee;
use url::form_urlencoded;
use utoipa::openapi::{
    RefOr, Schema,
    path::{Operation, ParameterIn, PathItem},
};

use super::porteur::Programme;
use super::probleme::{Code, Probleme};
use crate::App;
use crate::routes::Route;

/// Longest query, in bytes.
const REQUETE_MAX: usize = 2_000;

/// What the API adds to a line of the table.
pub(crate) struct Regle {
    /// What the token must allow.
    pub(crate) portee: Portee,
    pub(super) element: PathItem,
    pub(super) schemas: Vec<(String, RefOr<Schema>)>,
}

/// A route's rule, as its layer reads it.
#[derive(Clone)]
struct Garde {
    portee: Portee,
    parametres: Arc<[String]>,
}

/// The handler of a line, behind its rule.
pub(super) fn garder(ligne: Route) -> MethodRouter<App> {
    let Some(regle) = ligne.api else {
        return ligne.service;
    };
    let operation = super::operation(&regle.element).map(|(_, operation)| operation);
    let garde = Garde {
        portee: regle.portee,
        parametres: operation.map(parametres).unwrap_or_default().into(),
    };
    ligne
        .service
        .route_layer(from_fn_with_state(garde, appliquer))
}

fn parametres(operation: &Operation) -> Vec<String> {
    let tous = operation.parameters.iter().flatten();
    tous.filter_map(|p| match p {
        RefOr::T(p) if p.parameter_in == ParameterIn::Query => Some(p.name.clone()),
        _ => None,
    })
    .collect()
}

async fn appliquer(
    axum::extract::State(garde): axum::extract::State<Garde>,
    request: Request,
    next: Next,
) -> Response {
    let verifiee = verifier(&garde, request.extensions().get(), request.uri());
    match verifiee {
        Ok(()) => next.run(request).await,
        Err(probleme) => probleme.into_response(),
    }
}

fn verifier(garde: &Garde, programme: Option<&Programme>, uri: &Uri) -> Result<(), Probleme> {
    let Some(programme) = programme else {
        return Err(Code::JetonAbsent.into());
    };
    let accordee = programme.portee();
    if garde.portee == Portee::Ecriture && accordee != Portee::Ecriture {
        return Err(Code::HorsPortee.into());
    }
    let requete = uri.query().unwrap_or_default();
    if requete.len() > REQUETE_MAX {
        return Err(Code::ParametreInvalide.into());
    }
    let mut vus: Vec<String> = Vec::new();
    for (nom, valeur) in form_urlencoded::parse(requete.as_bytes()) {
        let refus = if !garde.parametres.iter().any(|p| *p == nom) {
            Some(("inconnu", "Ce paramètre n’existe pas ici."))
        } else if vus.iter().any(|vu| *vu == nom) {
            Some(("double", "Ce paramètre est donné deux fois."))
        } else if valeur.contains(['\0', '\u{fffd}']) {
            Some((
                "caractereInterdit",
                "Ce paramètre contient un caractère interdit.",
            ))
        } else {
            None
        };
        if let Some((code, message)) = refus {
            return Err(Probleme::from(Code::ParametreInvalide).sur(&nom, code, message));
        }
        vus.push(nom.into_owned());
    }
    Ok(())
}
