//! Opening the pools of either engine.
//!
//! Invariant: SQLite has exactly one connection able to write; those that read are `query_only`.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::Bassins;
use crate::Error;

/// Name of the database file in the data directory.
const FICHIER: &str = "mss.sqlite";
/// For a connection to be free.
const ATTENTE: Duration = Duration::from_secs(5);
/// For another process (a backup, an operator's command) to let go of the SQLite file; short, so
/// that the whole transaction is tried again several times within its five seconds.
const ATTENTE_FICHIER: Duration = Duration::from_secs(1);
const LECTEURS_SQLITE: u32 = 8;
/// Rows a reader's thread may be ahead of whoever reads them; waiting for each other costs more
/// than the rows.
const RANGEES_D_AVANCE: usize = 1024;
/// A connection to PostgreSQL unused for so long is checked before it is used again. One lost
/// meanwhile is noticed by its first statement, and the transaction tried again.
const OISIVETE: Duration = Duration::from_secs(1);

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Parametres {
    /// An embedded SQLite, in a directory of its own.
    Sqlite {
        /// The data directory; made when missing.
        dossier: PathBuf,
    },
    /// A PostgreSQL server.
    Postgres {
        /// `postgres://user:password@host/base?sslmode=verify-full`; the database exists already.
        url: String,
        /// Most connections open at once; 20 suits one instance.
        connexions: u32,
    },
}

impl std::fmt::Debug for Parametres {
    /// Without the address, which may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite { dossier } => f.debug_struct("Sqlite").field("dossier", dossier).finish(),
            Self::Postgres { connexions, .. } => f
                .debug_struct("Postgres")
                .field("connexions", connexions)
                .finish_non_exhaustive(),
        }
    }
}

pub(super) async fn ouvrir(parametres: Parametres) -> Result<Bassins, Error> {
    match parametres {
        Parametres::Sqlite { dossier } => sqlite(dossier).await,
        Parametres::Postgres { url, connexions } => postgres(&url, connexions).await,
    }
}

async fn sqlite(dossier: PathBuf) -> Result<Bassins, Error> {
    let mut creation = tokio::fs::DirBuilder::new();
    creation.recursive(true);
    // The owner alone: the database, and often the keyring, are in there.
    #[cfg(unix)]
    creation.mode(0o700);
    creation
        .create(&dossier)
        .await
        .map_err(|source| Error::Dossier {
            chemin: dossier.display().to_string(),
            source,
        })?;
    let options = SqliteConnectOptions::new()
        .filename(dossier.join(FICHIER))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(ATTENTE_FICHIER)
        .row_buffer_size(RANGEES_D_AVANCE);
    // A file does not hang up: no connection is checked before use.
    // The writer first: it makes the file and its log, which readers then find.
    let ecriture = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(ATTENTE)
        .test_before_acquire(false)
        .connect_with(options.clone())
        .await?;
    let lecture = SqlitePoolOptions::new()
        .max_connections(LECTEURS_SQLITE)
        .acquire_timeout(ATTENTE)
        .test_before_acquire(false)
        .connect_lazy_with(options.create_if_missing(false).pragma("query_only", "ON"));
    Ok(Bassins::Sqlite { ecriture, lecture })
}

async fn postgres(url: &str, connexions: u32) -> Result<Bassins, Error> {
    let options = PgConnectOptions::from_str(url)?.application_name("mss");
    let bassin = PgPoolOptions::new()
        .max_connections(connexions)
        .acquire_timeout(ATTENTE)
        .test_before_acquire(false)
        .before_acquire(|connexion, etat| {
            Box::pin(async move {
                if etat.idle_for >= OISIVETE {
                    connexion.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(options)
        .await?;
    Ok(Bassins::Postgres(bassin))
}
