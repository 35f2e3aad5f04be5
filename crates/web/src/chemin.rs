//! The parameters of an address.
//!
//! Invariant: what does not read is an address that leads nowhere, never a malformed request:
//! an unknown identifier and an impossible one get the same page.

use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

use crate::Erreur;

/// The parameters of the path.
pub(crate) struct Chemin<T>(pub(crate) T);

impl<T, S> FromRequestParts<S> for Chemin<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, etat: &S) -> Result<Self, Erreur> {
        match Path::from_request_parts(parts, etat).await {
            Ok(Path(parametres)) => Ok(Self(parametres)),
            Err(_) => Err(Erreur::Requete(StatusCode::NOT_FOUND)),
        }
    }
}
