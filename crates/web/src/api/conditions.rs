//! Versions and repeats: `ETag`, `If-Match`, `If-None-Match`, `Idempotency-Key`.
//!
//! Invariant: `"7.1f3a…"` is the version of the row, a dot, the digest of what was sent: a write
//! compares versions only, so that what is worked out of other rows never makes it fail; a read
//! compares everything, so that 304 never hides a change.

use application::Context;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::IntoParams;
use uuid::Uuid;

use super::probleme::{Code, Probleme};

const CLE: HeaderName = HeaderName::from_static("idempotency-key");
/// Bytes of the digest in a tag.
const EMPREINTE: usize = 8;

/// What the description says of reads.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only described")]
pub(crate) struct SiAutreVersion {
    /// Étiquette (`ETag`) déjà connue : 304 si rien n’a changé.
    #[param(rename = "If-None-Match", required = false)]
    si_autre: String,
}

/// What the description says of writes on a version.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only described")]
pub(crate) struct SiVersion {
    /// Étiquette (`ETag`) de l’état que l’on change.
    #[param(rename = "If-Match")]
    si_version: String,
    /// UUID à usage unique : la même demande envoyée deux fois n’a d’effet qu’une fois.
    #[param(rename = "Idempotency-Key", required = false, format = Uuid)]
    cle: String,
}

/// What the description says of other writes.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only described")]
pub(crate) struct Repetable {
    /// UUID à usage unique : la même demande envoyée deux fois n’a d’effet qu’une fois.
    #[param(rename = "Idempotency-Key", required = false, format = Uuid)]
    cle: String,
}

/// The conditional headers of a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions {
    si_autre: Option<String>,
    cle: Option<Uuid>,
}

impl<S: Sync> FromRequestParts<S> for Conditions {
    type Rejection = Probleme;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Probleme> {
        let cle = match un_seul(&parts.headers, &CLE)? {
            Some(texte) => Some(Uuid::try_parse(texte).map_err(|_| Code::CleInvalide)?),
            None => None,
        };
        Ok(Self {
            si_autre: un_seul(&parts.headers, &header::IF_NONE_MATCH)?.map(str::to_owned),
            cle,
        })
    }
}

/// The version a write starts from: asked for by its handler before the body, so that a request
/// without one is refused as such whatever its body is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Version(pub(crate) i64);

impl<S: Sync> FromRequestParts<S> for Version {
    type Rejection = Probleme;

    /// 428 without `If-Match`, 400 for a tag that is not one of ours.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Probleme> {
        let etiquette = un_seul(&parts.headers, &header::IF_MATCH)?.ok_or(Code::VersionRequise)?;
        let version = version(etiquette).ok_or(Code::RequeteIllisible)?;
        Ok(Self(version))
    }
}

fn un_seul<'a>(en_tetes: &'a HeaderMap, nom: &HeaderName) -> Result<Option<&'a str>, Probleme> {
    let mut valeurs = en_tetes.get_all(nom).iter();
    let Some(valeur) = valeurs.next() else {
        return Ok(None);
    };
    match (valeur.to_str(), valeurs.next()) {
        (Ok(texte), None) => Ok(Some(texte)),
        _ => Err(Code::RequeteIllisible.into()),
    }
}

impl Conditions {
    /// The operation id: the client's key, or a fresh one.
    pub(crate) fn operation(&self, ctx: &Context) -> Uuid {
        self.cle.unwrap_or_else(|| ctx.nouvel_id())
    }

    /// What is read, with its tag; 304 when the client has it already.
    pub(crate) fn lue(&self, version: i64, valeur: &impl Serialize) -> Response {
        repondre(StatusCode::OK, version, valeur, self.si_autre.as_deref())
    }
}

/// What was made, with its address and its tag.
pub(crate) fn creee(adresse: &str, version: i64, valeur: &impl Serialize) -> Response {
    let mut response = ecrite(StatusCode::CREATED, version, valeur);
    if let Ok(adresse) = HeaderValue::from_str(adresse) {
        response.headers_mut().insert(header::LOCATION, adresse);
    }
    response
}

/// What a write gave, with its new tag.
pub(crate) fn ecrite(statut: StatusCode, version: i64, valeur: &impl Serialize) -> Response {
    repondre(statut, version, valeur, None)
}

fn repondre(
    statut: StatusCode,
    version: i64,
    valeur: &impl Serialize,
    connue: Option<&str>,
) -> Response {
    let Ok(corps) = serde_json::to_vec(valeur) else {
        return Probleme::from(Code::ErreurInterne).into_response();
    };
    let etiquette = etiquette(version, &corps);
    let a_jour = connue.is_some_and(|c| contient(c, &etiquette));
    let mut response = if a_jour {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let json = [(header::CONTENT_TYPE, "application/json")];
        (statut, json, corps).into_response()
    };
    if let Ok(valeur) = HeaderValue::from_str(&etiquette) {
        response.headers_mut().insert(header::ETAG, valeur);
    }
    // The answer may be kept by the program, and asked about again each time.
    let prive = HeaderValue::from_static("private, no-cache");
    response.headers_mut().insert(header::CACHE_CONTROL, prive);
    response
}

fn etiquette(version: i64, corps: &[u8]) -> String {
    let empreinte = Sha256::digest(corps);
    let mut texte = format!("\"{version}.");
    for octet in empreinte.iter().take(EMPREINTE) {
        texte.push_str(&format!("{octet:02x}"));
    }
    texte.push('"');
    texte
}

/// Whether a list of tags (RFC 9110) holds this one; compression may have made it weak.
fn contient(liste: &str, etiquette: &str) -> bool {
    liste.trim() == "*"
        || liste
            .split(',')
            .map(|e| e.trim().trim_start_matches("W/"))
            .any(|e| e == etiquette)
}

/// The version of a tag: `"7.1f3a…"`, `"7"`, `W/"7"`.
fn version(etiquette: &str) -> Option<i64> {
    let texte = etiquette.trim().trim_start_matches("W/");
    let texte = texte.strip_prefix('"')?.strip_suffix('"')?;
    let nombre = texte.split('.').next().filter(|n| n.len() < 18)?;
    let chiffres = !nombre.is_empty() && nombre.bytes().all(|o| o.is_ascii_digit());
    chiffres.then(|| nombre.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_gives_its_version_back() {
        assert_eq!(version(&etiquette(7, b"{}")), Some(7));
        assert_eq!(version("W/\"12\""), Some(12));
        for faux in [
            "",
            "7",
            "*",
            "\"\"",
            "\"a\"",
            "\"-1\"",
            "\"99999999999999999999\"",
        ] {
            assert_eq!(version(faux), None, "{faux}");
        }
    }

    #[test]
    fn a_read_compares_everything() {
        let (un, deux) = (etiquette(1, b"a"), etiquette(1, b"b"));
        assert!(contient(&format!("\"x\", W/{un}"), &un));
        assert!(!contient(&deux, &un));
        assert!(contient("*", &un));
    }
}
