//! A JSON text as a tree that borrows from it, with every key kept, even repeated.
//!
//! Invariant: depth is bounded by the parser; order is that of the text.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// Longest text quoted back, in characters.
const CITATION: usize = 100;

/// A JSON value.
#[derive(Debug)]
pub(super) enum Json<'a> {
    Nul,
    Booleen(bool),
    Nombre(serde_json::Number),
    Texte(Cow<'a, str>),
    Liste(Vec<Json<'a>>),
    Objet(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl Json<'_> {
    /// The value as quoted back to whoever sent it: short, and never a structure.
    pub(super) fn citation(&self) -> Value {
        match self {
            Self::Nul => Value::Null,
            Self::Booleen(b) => Value::Bool(*b),
            Self::Nombre(n) => Value::Number(n.clone()),
            Self::Texte(t) => Value::String(abreger(t)),
            Self::Liste(l) => Value::String(format!("liste de {} élément(s)", l.len())),
            Self::Objet(o) => Value::String(format!("objet à {} champ(s)", o.len())),
        }
    }
}

/// The beginning of a text, on one line.
pub(super) fn abreger(texte: &str) -> String {
    // The two separators end a line for many programs, as control characters do.
    let coupe = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let debut = texte.chars().map(|c| if coupe(c) { '\u{fffd}' } else { c });
    let mut court: String = debut.take(CITATION).collect();
    if texte.chars().nth(CITATION).is_some() {
        court.push('…');
    }
    court
}

#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Cle<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(Arbre)
    }
}

struct Arbre;

impl<'de> Visitor<'de> for Arbre {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json<'de>, E> {
        Ok(Json::Nul)
    }

    fn visit_bool<E: Error>(self, b: bool) -> Result<Json<'de>, E> {
        Ok(Json::Booleen(b))
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<Json<'de>, E> {
        Ok(Json::Nombre(n.into()))
    }

    fn visit_i64<E: Error>(self, n: i64) -> Result<Json<'de>, E> {
        Ok(Json::Nombre(n.into()))
    }

    fn visit_f64<E: Error>(self, n: f64) -> Result<Json<'de>, E> {
        Ok(serde_json::Number::from_f64(n).map_or(Json::Nul, Json::Nombre))
    }

    fn visit_str<E: Error>(self, t: &str) -> Result<Json<'de>, E> {
        Ok(Json::Texte(Cow::Owned(t.to_owned())))
    }

    fn visit_borrowed_str<E: Error>(self, t: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Texte(Cow::Borrowed(t)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut acces: A) -> Result<Json<'de>, A::Error> {
        let mut liste = Vec::new();
        while let Some(element) = acces.next_element()? {
            liste.push(element);
        }
        Ok(Json::Liste(liste))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut acces: A) -> Result<Json<'de>, A::Error> {
        let mut objet = Vec::new();
        while let Some((Cle(cle), valeur)) = acces.next_entry()? {
            objet.push((cle, valeur));
        }
        Ok(Json::Objet(objet))
    }
}
