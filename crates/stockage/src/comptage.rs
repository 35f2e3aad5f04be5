//! How much the database holds: for operators, never for decisions.
//!
//! Invariant: counts only; nothing here tells who or what.

use crate::Error;
use crate::tx::{Tx, ligne, sql};

const SQL_COMPTER: &str = "
    SELECT (SELECT COUNT(*) FROM organisations) AS organisations,
           (SELECT COUNT(*) FROM comptes) AS comptes,
           (SELECT COUNT(*) FROM services WHERE supprime_le IS NULL) AS services,
           (SELECT COUNT(*) FROM services WHERE supprime_le IS NOT NULL) AS corbeille,
           (SELECT COUNT(*) FROM sessions) AS sessions";

pub(crate) const REQUETES: &[&str] = &[SQL_COMPTER];

ligne! {
    /// Numbers of rows.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Comptage {
        /// Organisations.
        pub organisations: i64,
        /// Accounts.
        pub comptes: i64,
        /// Services out of the bin.
        pub services: i64,
        /// Services in the bin.
        pub corbeille: i64,
        /// Sessions, ended ones included until they are purged.
        pub sessions: i64,
    }
}

/// Counts.
///
/// # Errors
/// The engine's failure.
pub async fn compter(tx: &mut Tx<'_>) -> Result<Comptage, Error> {
    sql!(tx, SQL_COMPTER, fetch_one as Comptage;)
}
