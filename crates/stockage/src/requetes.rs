//! Every SQL text of the crate, so that a test prepares them all on both engines.
//!
//! Invariant: a `const SQL_…` belongs to its module's `REQUETES`, and that list is here; a test
//! reads the sources and fails otherwise.

use crate::{
    administrateurs, commentaires, comptes, contacts, descriptions, identites, installation,
    invitations, jetons, journal, liens, membres, mesures, modeles, operations, organisations,
    risques, services, sessions, specifiques, visites,
};

/// Every statement.
#[doc(hidden)]
pub fn toutes() -> impl Iterator<Item = &'static str> {
    [
        administrateurs::REQUETES,
        identites::REQUETES,
        installation::REQUETES,
        commentaires::REQUETES,
        comptes::REQUETES,
        contacts::REQUETES,
        descriptions::REQUETES,
        invitations::REQUETES,
        jetons::REQUETES,
        journal::REQUETES,
        journal::lecture::REQUETES,
        liens::REQUETES,
        membres::REQUETES,
        mesures::REQUETES,
        modeles::REQUETES,
        operations::REQUETES,
        organisations::REQUETES,
        risques::REQUETES,
        sessions::REQUETES,
        specifiques::REQUETES,
        visites::REQUETES,
    ]
    .into_iter()
    .chain(services::REQUETES.iter().copied())
    .flatten()
    .copied()
}
