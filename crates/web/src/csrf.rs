//! The token every form of a signed-in person carries.
//!
//! Invariant: the secret of the session is never in a page; each form gets it under a fresh
//! mask, because pages are compressed and a repeated secret could be guessed from their size.
//! Requests from another site are refused before this, by `hygiene`.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq;

/// The form field that carries the token.
pub const CHAMP: &str = "_csrf";

const LONGUEUR: usize = 32;

/// The session's secret: 256 random bits, kept on the server.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret([u8; LONGUEUR]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    pub(crate) fn new(octets: [u8; LONGUEUR]) -> Self {
        Self(octets)
    }

    /// Its form inside the encrypted session.
    pub(crate) fn encoder(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    pub(crate) fn decoder(texte: &str) -> Option<Self> {
        let octets = URL_SAFE_NO_PAD.decode(texte).ok()?;
        octets.try_into().ok().map(Self)
    }

    /// The token for one form: `mask ‖ (mask ⊕ secret)`.
    pub(crate) fn jeton(&self, masque: &[u8; LONGUEUR]) -> String {
        let mut jeton = Vec::with_capacity(2 * LONGUEUR);
        jeton.extend_from_slice(masque);
        jeton.extend(masque.iter().zip(&self.0).map(|(m, s)| m ^ s));
        URL_SAFE_NO_PAD.encode(jeton)
    }

    /// Whether `jeton` was made from this secret, in constant time.
    pub(crate) fn reconnait(&self, jeton: &str) -> bool {
        let Ok(octets) = URL_SAFE_NO_PAD.decode(jeton) else {
            return false;
        };
        let Some((masque, cache)) = octets.split_at_checked(LONGUEUR) else {
            return false;
        };
        let clair: Vec<u8> = masque.iter().zip(cache).map(|(m, c)| m ^ c).collect();
        octets.len() == 2 * LONGUEUR && bool::from(clair.as_slice().ct_eq(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_its_own_token_and_all_are_recognised() {
        let secret = Secret::new([7; 32]);
        let (un, deux) = (secret.jeton(&[1; 32]), secret.jeton(&[2; 32]));
        assert_ne!(un, deux);
        assert!(secret.reconnait(&un) && secret.reconnait(&deux));
        assert!(!un.contains(&secret.encoder()));
    }

    #[test]
    fn anything_else_is_refused() {
        let secret = Secret::new([7; 32]);
        let autre = Secret::new([8; 32]).jeton(&[1; 32]);
        let trop_long = format!("{}AAAA", secret.jeton(&[1; 32]));
        for jeton in ["", "é", "AAAA", &autre, &trop_long, &secret.encoder()] {
            assert!(!secret.reconnait(jeton), "{jeton}");
        }
    }

    #[test]
    fn the_stored_form_reads_back() {
        let secret = Secret::new([9; 32]);
        assert_eq!(Secret::decoder(&secret.encoder()), Some(secret));
        assert_eq!(Secret::decoder("court"), None);
    }
}
