//! Where to go after signing in.
//!
//! Invariant: a `CheminLocal` is a path of this server, never another address.

use serde::{Deserialize, Serialize};

/// A path of this server, with its query: `/services?tri=nom`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CheminLocal(String);

/// The text is not a path of this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a path of this server")]
pub struct PasUnCheminLocal;

impl CheminLocal {
    /// Where someone goes when nothing else was asked.
    #[must_use]
    pub fn defaut() -> Self {
        Self("/services".to_owned())
    }

    /// The path, ready for a `Location` header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CheminLocal {
    type Error = PasUnCheminLocal;

    /// Accepts `/…` of at most 2 000 visible ASCII characters. Browsers read `\` as `/`, so it is
    /// refused, like `//` that would name another server, and `/connexion` that would loop.
    fn try_from(texte: String) -> Result<Self, PasUnCheminLocal> {
        let local = texte.starts_with('/')
            && !texte.starts_with("//")
            && texte.len() <= 2_000
            && texte.chars().all(|c| c.is_ascii_graphic() && c != '\\');
        let boucle = ["/connexion", "/deconnexion"]
            .iter()
            .any(|chemin| texte.starts_with(chemin));
        if local && !boucle {
            Ok(Self(texte))
        } else {
            Err(PasUnCheminLocal)
        }
    }
}

impl From<CheminLocal> for String {
    fn from(chemin: CheminLocal) -> Self {
        chemin.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_this_server_are_kept() {
        for texte in [
            "/",
            "/services",
            "/services?tri=nom&page=2",
            "/services/1#haut",
        ] {
            assert_eq!(
                CheminLocal::try_from(texte.to_owned()).map(String::from),
                Ok(texte.to_owned())
            );
        }
    }

    #[test]
    fn other_addresses_are_refused() {
        let long = format!("/{}", "a".repeat(2_000));
        for texte in [
            "",
            "services",
            "//ailleurs.example",
            "/\\ailleurs.example",
            "https://ailleurs.example",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x=y",
            "/a\tb",
            "/é",
            "/connexion?retour=/",
            "/deconnexion",
            &long,
        ] {
            assert!(CheminLocal::try_from(texte.to_owned()).is_err(), "{texte}");
        }
    }
}
