//! Encryption at rest: keyring, envelopes, blind indexes and seals.
//!
//! Invariant: nothing leaves [`Coffre`] in clear without its authentication tag having been
//! checked against the very table, column and row it is read from.

mod coffre;
mod trousseau;

pub use coffre::{CauseChiffrement, Coffre, Lieu};
pub use trousseau::{Trousseau, TrousseauError};
