//! The JSON body of a request, read strictly.
//!
//! Invariant: what is too large, too deep or of another type is refused before it is read into
//! anything; an unknown field is never ignored, a list never passes for an object.

mod strict;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use serde::de::DeserializeOwned;

use super::CORPS_MAX;
use super::jour;
use super::probleme::{Code, Probleme};
use strict::Strict;

/// Deepest nesting of lists and objects.
const PROFONDEUR_MAX: usize = 16;

/// The body, as a `T`.
pub(crate) struct Corps<T>(pub(crate) T);

/// The bytes of a JSON body, checked but not yet read.
pub(crate) struct Octets(pub(crate) Bytes);

impl<S: Send + Sync> FromRequest<S> for Octets {
    type Rejection = Probleme;

    async fn from_request(request: Request, etat: &S) -> Result<Self, Probleme> {
        if !est_json(request.headers()) {
            return Err(Code::TypeRefuse.into());
        }
        if annonce_trop(request.headers()) {
            return Err(Code::CorpsTropGrand.into());
        }
        let octets =
            Bytes::from_request(request, etat)
                .await
                .map_err(|rejet| match rejet.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Probleme::from(Code::CorpsTropGrand),
                    _ => Probleme::from(Code::CorpsIllisible),
                })?;
        if profondeur(&octets) > PROFONDEUR_MAX {
            return Err(Code::CorpsTropProfond.into());
        }
        Ok(Self(octets))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Corps<T> {
    type Rejection = Probleme;

    async fn from_request(request: Request, etat: &S) -> Result<Self, Probleme> {
        let Octets(octets) = Octets::from_request(request, etat).await?;
        lire(&octets).map(Self)
    }
}

/// Reads a value; what does not fit names its field.
pub(crate) fn lire<T: DeserializeOwned>(octets: &[u8]) -> Result<T, Probleme> {
    let mut lecteur = serde_json::Deserializer::from_slice(octets);
    let lu = serde_path_to_error::deserialize(Strict(&mut lecteur)).map_err(|erreur| {
        let chemin = erreur.path().to_string();
        refus(&chemin, &erreur.into_inner())
    })?;
    lecteur.end().map_err(|erreur| refus("", &erreur))?;
    Ok(lu)
}

fn refus(chemin: &str, erreur: &serde_json::Error) -> Probleme {
    if !erreur.is_data() {
        return Code::CorpsIllisible.into();
    }
    let texte = erreur.to_string();
    if texte.starts_with(jour::REFUS) {
        let probleme = Probleme::from(Code::SaisieInvalide);
        return probleme.sur(chemin, "valeurInvalide", jour::message());
    }
    let (code, message, nom) = nature(&texte);
    let champ = match (chemin, nom) {
        ("" | ".", Some(nom)) => nom.to_owned(),
        (chemin, Some(nom)) if !chemin.ends_with(nom) => format!("{chemin}.{nom}"),
        (chemin, _) => chemin.trim_start_matches('.').to_owned(),
    };
    Probleme::from(Code::SaisieInvalide).sur(&champ, code, message)
}

/// What kind of fault it is, in French, and the field the parser names.
fn nature(texte: &str) -> (&'static str, &'static str, Option<&str>) {
    let nom = texte.split('`').nth(1);
    if texte.starts_with("unknown field") {
        ("champInconnu", "Ce champ n’existe pas ici.", nom)
    } else if texte.starts_with("missing field") {
        ("manque", "Ce champ est obligatoire.", nom)
    } else if texte.starts_with("duplicate field") {
        ("double", "Ce champ est donné deux fois.", nom)
    } else if texte.starts_with("unknown variant") {
        (
            "inconnu",
            "Ce mot ne fait pas partie de ceux qui sont acceptés.",
            None,
        )
    } else if texte.starts_with("invalid type: sequence, expected struct") {
        (
            "typeInvalide",
            "Un objet est attendu ici, pas une liste.",
            None,
        )
    } else if texte.starts_with("invalid type") {
        ("typeInvalide", "La valeur n’a pas le type attendu.", None)
    } else {
        (
            "valeurInvalide",
            "La valeur n’a pas la forme attendue.",
            None,
        )
    }
}

/// `application/json`, or a merge patch (RFC 7396), in UTF-8.
fn est_json(en_tetes: &HeaderMap) -> bool {
    let valeur = en_tetes.get(header::CONTENT_TYPE);
    let Some(texte) = valeur.and_then(|v| v.to_str().ok()) else {
        return false;
    };
    let mut morceaux = texte.split(';').map(str::trim);
    let genre = morceaux.next().unwrap_or_default().to_ascii_lowercase();
    let genre_accepte = matches!(
        genre.as_str(),
        "application/json" | "application/merge-patch+json"
    );
    genre_accepte
        && morceaux.all(|p| {
            let p = p.to_ascii_lowercase();
            !p.starts_with("charset=")
                || p.trim_start_matches("charset=").trim_matches('"') == "utf-8"
        })
}

fn annonce_trop(en_tetes: &HeaderMap) -> bool {
    let longueur = en_tetes.get(header::CONTENT_LENGTH);
    let longueur = longueur.and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    longueur.is_some_and(|octets| octets > CORPS_MAX)
}

/// Deepest nesting of a JSON text, strings aside.
fn profondeur(octets: &[u8]) -> usize {
    let (mut niveau, mut maximum) = (0_usize, 0);
    let (mut dans_un_texte, mut echappe) = (false, false);
    for octet in octets {
        match octet {
            _ if echappe => echappe = false,
            b'\\' if dans_un_texte => echappe = true,
            b'"' => dans_un_texte = !dans_un_texte,
            _ if dans_un_texte => {}
            b'[' | b'{' => {
                niveau += 1;
                maximum = maximum.max(niveau);
            }
            b']' | b'}' => niveau = niveau.saturating_sub(1),
            _ => {}
        }
    }
    maximum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_brackets_outside_texts() {
        for (texte, attendu) in [
            ("1", 0),
            ("[{\"a\":[]}]", 3),
            ("\"[[[\"", 0),
            ("{\"a\\\"[\":[1]}", 2),
            ("]]][", 1),
        ] {
            assert_eq!(profondeur(texte.as_bytes()), attendu, "{texte}");
        }
    }

    #[test]
    fn json_in_utf_8_only() {
        for (genre, attendu) in [
            ("application/json", true),
            ("Application/JSON; charset=UTF-8", true),
            ("application/merge-patch+json", true),
            ("application/json; charset=latin1", false),
            ("text/plain", false),
            ("application/jsonp", false),
        ] {
            let mut en_tetes = HeaderMap::new();
            en_tetes.insert(header::CONTENT_TYPE, genre.parse().unwrap());
            assert_eq!(est_json(&en_tetes), attendu, "{genre}");
        }
    }
}
