//! What can go wrong below the use cases.
//!
//! Invariant: an error names a table, a column and a row at most; it never carries a key, a
//! person's data or the text of a document.

mod nature;

pub use nature::Nature;

use crate::chiffrement::{CauseChiffrement, TrousseauError};
use crate::ports::AleaIndisponible;

/// Every failure of this crate.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing there: never existed, purged, or in the bin when the living one was asked for.
    #[error("no such {objet}")]
    Absent {
        /// What was looked for: the name of the table.
        objet: &'static str,
    },

    /// Written by someone else since it was read.
    #[error("{objet} changed meanwhile: version {attendue} expected, {trouvee} found")]
    Conflit {
        /// What was about to be written: the name of the table.
        objet: &'static str,
        /// The version the writer had read; 0 for none.
        attendue: i64,
        /// The version the database holds; 0 for none.
        trouvee: i64,
    },

    /// A unique key is taken.
    #[error("a unique key is taken: {0}")]
    DejaPresent(#[source] sqlx::Error),

    /// The database holds something this program never wrote.
    #[error("unreadable {table}.{colonne} at {ligne}")]
    Inconsistance {
        /// Table of the value.
        table: &'static str,
        /// Column of the value.
        colonne: &'static str,
        /// Key of the row.
        ligne: String,
    },

    /// An encrypted or sealed value does not open: wrong key, or altered.
    #[error("{table}.{colonne} at {ligne}: {cause}")]
    Chiffrement {
        /// Table of the value.
        table: &'static str,
        /// Column of the value.
        colonne: &'static str,
        /// Key of the row.
        ligne: String,
        /// What is wrong.
        cause: CauseChiffrement,
    },

    /// A value cannot be written as JSON.
    #[error("cannot write {table}.{colonne} as JSON: {source}")]
    Serialisation {
        /// Table of the value.
        table: &'static str,
        /// Column of the value.
        colonne: &'static str,
        /// What the serialiser says.
        source: serde_json::Error,
    },

    /// The keyring cannot be used.
    #[error(transparent)]
    Trousseau(#[from] TrousseauError),

    /// The schema cannot be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),

    /// The database has another schema than the one this program was made for.
    #[error("schema {trouve} found, {attendu} expected")]
    Schema {
        /// The last migration this program knows.
        attendu: i64,
        /// The last migration applied.
        trouve: i64,
    },

    /// The data directory cannot be used.
    #[error("data directory {chemin}: {source}")]
    Dossier {
        /// The directory.
        chemin: String,
        /// What the system says.
        source: std::io::Error,
    },

    /// No random bytes.
    #[error(transparent)]
    Alea(#[from] AleaIndisponible),

    /// The database does not answer, or could not be reached in time. Trying later may do.
    #[error("the database does not answer: {0}")]
    Indisponible(#[source] sqlx::Error),

    /// The database refused a statement.
    #[error("the database refused: {0}")]
    Base(#[source] sqlx::Error),
}

impl From<sqlx::Error> for Error {
    fn from(erreur: sqlx::Error) -> Self {
        match &erreur {
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_) => Self::Indisponible(erreur),
            sqlx::Error::Database(base) if base.is_unique_violation() => Self::DejaPresent(erreur),
            _ if est_passagere(&erreur) => Self::Indisponible(erreur),
            _ => Self::Base(erreur),
        }
    }
}

/// True when running the whole transaction again may succeed: serialisation failure (40001),
/// deadlock (40P01), lost or refused connection, busy SQLite file.
pub(crate) fn est_passagere(erreur: &sqlx::Error) -> bool {
    match erreur {
        sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed | sqlx::Error::BeginFailed => true,
        sqlx::Error::Database(base) => match base.code().as_deref() {
            // SQLITE_BUSY, SQLITE_LOCKED and their extended codes: the low byte tells.
            Some(code)
                if base
                    .try_downcast_ref::<sqlx::sqlite::SqliteError>()
                    .is_some() =>
            {
                matches!(code.parse::<i32>().map(|c| c & 0xff), Ok(5 | 6))
            }
            Some(code) => {
                matches!(
                    code,
                    "40001" | "40P01" | "57P01" | "57P02" | "57P03" | "53300"
                ) || code.starts_with("08")
            }
            None => false,
        },
        _ => false,
    }
}
