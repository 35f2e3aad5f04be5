//! What follows the `?` of an address.
//!
//! Invariant: it never makes a request wrong: an unknown name is ignored, a missing one is empty,
//! and of a repeated one the last value counts.

use std::{collections::BTreeMap, convert::Infallible};

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::de::{
    DeserializeOwned,
    value::{Error, MapDeserializer},
};
use url::form_urlencoded;

/// The query, as a struct whose fields are all texts.
pub(crate) struct Parametres<T>(pub(crate) T);

impl<T: DeserializeOwned + Default> Parametres<T> {
    pub(crate) fn lire(requete: &str) -> Self {
        let textes: BTreeMap<_, _> = form_urlencoded::parse(requete.as_bytes())
            .into_owned()
            .collect();
        let lus = T::deserialize(MapDeserializer::<_, Error>::new(textes.into_iter()));
        Self(lus.unwrap_or_default())
    }
}

impl<T, S> FromRequestParts<S> for Parametres<T>
where
    T: DeserializeOwned + Default,
    S: Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::lire(parts.uri.query().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::Parametres;

    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Vue {
        q: String,
        tri: String,
    }

    #[test]
    fn repeated_unknown_and_broken_parameters_are_not_a_fault() {
        for (requete, attendu) in [
            ("", ("", "")),
            ("q=a&q=b", ("b", "")),
            ("q=a%20b&tri=nom&x=1&x=2", ("a b", "nom")),
            ("q&tri=%FF%zz&&=", ("", "\u{fffd}%zz")),
        ] {
            let Parametres(Vue { q, tri }) = Parametres::lire(requete);
            assert_eq!((q.as_str(), tri.as_str()), attendu, "{requete}");
        }
    }
}
