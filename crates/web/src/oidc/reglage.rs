//! What the operator says of a provider: one client, and switches for what providers do their own
//! way.
//!
//! Invariant: nothing here changes which checks an answer goes through, only what more is asked.

use std::collections::BTreeMap;

/// What the operator says of a provider.
#[derive(Clone, Default)]
pub struct ReglageFournisseur {
    /// Short name, used in the sign-in form.
    pub identifiant: String,
    /// The name on the button.
    pub nom: String,
    /// The issuer, letter by letter.
    pub emetteur: String,
    /// Our identifier there.
    pub client_id: String,
    /// Our secret there.
    pub secret: String,
    /// Scopes asked besides `openid`.
    pub scopes: Vec<String>,
    /// Whether the provider accepts PKCE.
    pub pkce: bool,
    /// Whether the answer about the person must be a signed token.
    pub userinfo_signe: bool,
    /// Whether addresses it says nothing of are those of the people: without `email_verified`,
    /// an address is not believed otherwise.
    pub courriels_fiables: bool,
    /// The levels of authentication (`acr`) accepted, the lowest first; any when empty.
    pub acr: Vec<String>,
    /// More parameters of the address people are sent to; ProConnect refuses unknown ones.
    pub parametres: BTreeMap<String, String>,
    /// Attributes kept besides those of the federation, by their names.
    pub attributs: Vec<String>,
    /// Whether signing out here signs out there too, when the provider has a page for that.
    pub deconnexion: bool,
}
