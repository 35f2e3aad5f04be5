//! Every refusal and failure of the API: `application/problem+json` (RFC 9457) with a stable code.
//!
//! Invariant: a code never changes meaning; an answer never repeats what an error says inside.

mod code;
mod refus;

pub(crate) use code::Code;

use axum::{
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hygiene::IdRequete;

/// Type of the answer.
pub(crate) const TYPE: &str = "application/problem+json";

/// Une demande refusée ou qui n’a pas abouti (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Probleme)]
pub(crate) struct Document<'a> {
    /// Adresse de l’explication de ce code.
    #[serde(rename = "type")]
    genre: String,
    /// Ce qui se passe, en quelques mots.
    title: &'static str,
    /// Statut HTTP.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// Ce qui se passe et que faire, en français.
    detail: &'static str,
    /// Code stable, fait pour les programmes.
    code: &'static str,
    /// Nom de la demande, à citer à l’exploitant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    instance: Option<String>,
    /// Les champs en cause.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(value_type = Vec<ErreurChamp>, required = false)]
    erreurs: &'a [ErreurChamp],
    /// L’état actuel de ce qui a changé entre-temps.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object, required = false)]
    actuel: Option<&'a serde_json::Value>,
}

/// Why a request is refused, on its way out.
#[derive(Clone, Debug)]
pub(crate) struct Probleme {
    de: Code,
    erreurs: Vec<ErreurChamp>,
    actuel: Option<Box<serde_json::Value>>,
}

/// Un champ refusé.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ErreurChamp {
    /// Le champ : `nom`, `description.siret`, `mesures[2]`.
    champ: String,
    /// Code stable.
    code: String,
    /// Ce qui ne va pas et ce qui est accepté.
    message: String,
}

impl From<Code> for Probleme {
    fn from(code: Code) -> Self {
        Self {
            de: code,
            erreurs: Vec::new(),
            actuel: None,
        }
    }
}

impl Probleme {
    /// The same, about a field.
    #[must_use]
    pub(crate) fn sur(mut self, champ: &str, code: &str, message: impl Into<String>) -> Self {
        self.erreurs.push(ErreurChamp {
            champ: champ.chars().take(200).collect(),
            code: code.to_owned(),
            message: message.into(),
        });
        self
    }

    /// The same, with what is stored now.
    #[must_use]
    pub(crate) fn avec_actuel(mut self, actuel: &impl Serialize) -> Self {
        self.actuel = serde_json::to_value(actuel).ok().map(Box::new);
        self
    }

    /// Why a write is refused; with what is stored now when the version it names is an old one.
    pub(crate) async fn d_ecriture<T: Serialize>(
        erreur: application::Error,
        actuel: impl Future<Output = Result<T, Self>>,
    ) -> Self {
        let probleme = Self::from(erreur);
        if probleme.de != Code::VersionDepassee {
            return probleme;
        }
        match actuel.await {
            Ok(actuel) => probleme.avec_actuel(&actuel),
            Err(disparu) => disparu,
        }
    }

    /// Gives a field another name.
    pub(crate) fn renommer(&mut self, de: &str, en: &str) {
        for erreur in self.erreurs.iter_mut().filter(|e| e.champ == de) {
            en.clone_into(&mut erreur.champ);
        }
    }

    fn document(&self, instance: Option<Uuid>) -> Document<'_> {
        Document {
            genre: format!("/api#erreur-{}", self.de.id()),
            title: self.de.titre(),
            status: self.de.statut().as_u16(),
            detail: self.de.detail(),
            code: self.de.id(),
            instance: instance.map(|id| format!("urn:uuid:{id}")),
            erreurs: &self.erreurs,
            actuel: self.actuel.as_deref(),
        }
    }
}

impl IntoResponse for Probleme {
    /// The body is written by [`couche`], which knows the name of the request.
    fn into_response(self) -> Response {
        let mut response = self.de.statut().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives every refusal below `/api` its body, those of axum and of the layers included.
pub(crate) async fn couche(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<IdRequete>().map(|id| id.0);
    let sans_corps = *request.method() == Method::HEAD;
    let response = next.run(request).await;
    let statut = response.status();
    if !statut.is_client_error() && !statut.is_server_error() {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    let connu = parts.extensions.remove::<Probleme>();
    let probleme = connu.unwrap_or_else(|| Code::du_statut(statut).into());
    parts.status = probleme.de.statut();
    poser_en_tetes(&mut parts.headers, probleme.de);
    let corps = serde_json::to_vec(&probleme.document(id)).unwrap_or_default();
    let corps = if sans_corps { Vec::new() } else { corps };
    Response::from_parts(parts, corps.into())
}

fn poser_en_tetes(en_tetes: &mut axum::http::HeaderMap, code: Code) {
    en_tetes.remove(header::CONTENT_LENGTH);
    en_tetes.insert(header::CONTENT_TYPE, HeaderValue::from_static(TYPE));
    match code.statut() {
        StatusCode::UNAUTHORIZED => {
            let defi = match code {
                Code::JetonAbsent => "Bearer realm=\"mss\"",
                _ => "Bearer realm=\"mss\", error=\"invalid_token\"",
            };
            en_tetes.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(defi));
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            en_tetes.insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
        }
        _ => {}
    }
}
