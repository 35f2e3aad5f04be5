//! Who a program acts for: the bearer token of the request.
//!
//! Invariant: decided from the head of the request alone, for every address below `/api/v1`,
//! unknown ones included; a token is looked up at each request, so revoking it takes effect at
//! once. A cookie is never read.

use application::jetons;
use application::{Context, Delegation};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domaine::droits::Portee;
use uuid::Uuid;

use super::probleme::{Code, Probleme};
use crate::App;

/// A program that showed a valid token: whoever holds one may act in its owner's name.
#[derive(Clone, Debug)]
pub(crate) struct Programme {
    pub(crate) ctx: Context,
}

impl Programme {
    /// How far its token goes.
    pub(crate) fn portee(&self) -> Portee {
        self.ctx.delegation().map_or(Portee::Lecture, |d| d.portee)
    }

    /// Its token.
    pub(crate) fn delegation(&self) -> Option<&Delegation> {
        self.ctx.delegation()
    }
}

/// The token a request showed, carried out to the technical log (traces of use, PD1-T2).
#[derive(Clone, Copy, Debug)]
pub(crate) struct JetonUtilise(pub(crate) Uuid);

/// Looks the token up, counts the request against its quota, hands the program on.
pub(crate) async fn identifier(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Response {
    let programme = match reconnaitre(&app, request.headers()).await {
        Ok(programme) => programme,
        Err(probleme) => return probleme.into_response(),
    };
    let Some(jeton) = programme.delegation().map(|d| d.jeton) else {
        return Probleme::from(Code::JetonInvalide).into_response();
    };
    let compte = app.quotas.compter(jeton, app.monde.maintenant());
    let mut response = if compte.depasse() {
        Probleme::from(Code::QuotaDepasse).into_response()
    } else {
        request.extensions_mut().insert(programme);
        next.run(request).await
    };
    compte.dire(response.headers_mut());
    response.extensions_mut().insert(JetonUtilise(jeton));
    response
}

async fn reconnaitre(app: &App, en_tetes: &HeaderMap) -> Result<Programme, Probleme> {
    let mut valeurs = en_tetes.get_all(header::AUTHORIZATION).iter();
    let valeur = valeurs.next().ok_or(Code::JetonAbsent)?;
    if valeurs.next().is_some() {
        return Err(Code::JetonInvalide.into());
    }
    let secret = secret(valeur).ok_or(Code::JetonInvalide)?;
    let ctx = jetons::reconnaitre(&app.monde, secret).await?;
    let ctx = ctx.ok_or(Code::JetonInvalide)?;
    Ok(Programme { ctx })
}

/// What follows `Bearer`, whatever its case (RFC 9110).
fn secret(valeur: &HeaderValue) -> Option<&str> {
    let (schema, secret) = valeur.to_str().ok()?.split_once(' ')?;
    schema
        .eq_ignore_ascii_case("bearer")
        .then(|| secret.trim_start_matches(' '))
}

impl<S: Sync> FromRequestParts<S> for Programme {
    type Rejection = Probleme;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Probleme> {
        let programme = parts.extensions.get::<Self>().cloned();
        programme.ok_or_else(|| Code::JetonAbsent.into())
    }
}
