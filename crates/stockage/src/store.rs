//! The open database: writes, reads, migration, health.
//!
//! Invariant: a write closure runs in one transaction and may run several times; what it returns
//! reaches the caller only after a successful COMMIT.

mod ouverture;
mod reprise;

use std::sync::Arc;

use futures_util::future::BoxFuture;
use sqlx::{Pool, Postgres, Sqlite};

use crate::chiffrement::{Coffre, Trousseau};
use crate::ports::{Alea, AleaSysteme};
use crate::tx::{Lien, Moteur, Tx};
use crate::{Error, installation, migrations};
pub use ouverture::Parametres;
use reprise::Reprise;

const SQLITE_ECRITURE: &str = "BEGIN IMMEDIATE";
const SQLITE_LECTURE: &str = "BEGIN DEFERRED";
const POSTGRES_ECRITURE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
const POSTGRES_LECTURE: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// The pools of the engine in use.
enum Bassins {
    Sqlite {
        ecriture: Pool<Sqlite>,
        lecture: Pool<Sqlite>,
    },
    Postgres(Pool<Postgres>),
}

struct Interieur {
    bassins: Bassins,
    coffre: Arc<Coffre>,
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    interieur: Arc<Interieur>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Store").field(&self.moteur()).finish()
    }
}

#[derive(Clone, Copy)]
enum Sens {
    Lecture,
    /// One statement that reads: it needs no transaction around to be consistent.
    Releve,
    Ecriture,
}

impl Store {
    /// Opens the database. SQLite: the directory and the file are made when missing. Nothing is
    /// migrated: see [`Self::migrate`].
    ///
    /// # Errors
    /// [`Error::Dossier`], [`Error::Base`] for parameters that make no sense,
    /// [`Error::Indisponible`] when PostgreSQL does not answer.
    pub async fn open(parametres: Parametres, trousseau: Trousseau) -> Result<Self, Error> {
        Self::open_avec(parametres, trousseau, Arc::new(AleaSysteme)).await
    }

    /// [`Self::open`] with a source of random bytes of one's own (tests).
    ///
    /// # Errors
    /// Those of [`Self::open`].
    pub async fn open_avec(
        parametres: Parametres,
        trousseau: Trousseau,
        alea: Arc<dyn Alea>,
    ) -> Result<Self, Error> {
        let interieur = Interieur {
            bassins: ouverture::ouvrir(parametres).await?,
            coffre: Arc::new(Coffre::new(&trousseau, alea)),
        };
        Ok(Self {
            interieur: Arc::new(interieur),
        })
    }

    /// Brings the schema up to date, then checks that the keyring is the one this database was
    /// made with.
    ///
    /// # Errors
    /// [`Error::Migration`] when a step fails or the database is newer than this program;
    /// [`Error::Chiffrement`] on `chaines` when the keyring is another one.
    pub async fn migrate(&self) -> Result<(), Error> {
        let mut reprise = Reprise::new(&self.interieur.coffre);
        loop {
            let migration = match &self.interieur.bassins {
                Bassins::Sqlite { ecriture, .. } => migrations::sqlite().run(ecriture).await,
                Bassins::Postgres(bassin) => migrations::postgres().run(bassin).await,
            };
            match migration {
                Ok(()) => break,
                // Another instance may be doing the same step at this very moment.
                Err(
                    sqlx::migrate::MigrateError::Execute(_)
                    | sqlx::migrate::MigrateError::ExecuteMigration(..),
                ) if reprise.encore().await? => {}
                Err(erreur) => return Err(erreur.into()),
            }
        }
        self.write(|tx| Box::pin(installation::installer(tx))).await
    }

    /// Runs `travail` in a write transaction and commits. On a passing failure (40001, 40P01,
    /// lost connection, busy file) everything is run again, with jitter, up to 20 times or 5 s:
    /// the closure must hold no state of its own, and record its operation id first so that an
    /// unknown COMMIT is recognised (see [`crate::operations`]).
    ///
    /// # Errors
    /// What `travail` returns (nothing is written then), or the engine's failure.
    pub async fn write<'env, T, E, F>(&self, travail: F) -> Result<T, E>
    where
        T: Send,
        E: From<Error> + Send,
        F: for<'t> FnMut(&'t mut Tx<'env>) -> BoxFuture<'t, Result<T, E>> + Send,
    {
        self.executer(Sens::Ecriture, travail).await
    }

    /// Runs `travail` on one consistent picture of the data, without being able to change it.
    ///
    /// # Errors
    /// What `travail` returns, or the engine's failure.
    pub async fn read<'env, T, E, F>(&self, travail: F) -> Result<T, E>
    where
        T: Send,
        E: From<Error> + Send,
        F: for<'t> FnMut(&'t mut Tx<'env>) -> BoxFuture<'t, Result<T, E>> + Send,
    {
        self.executer(Sens::Lecture, travail).await
    }

    /// [`Self::read`] for a single statement that reads: a session is looked up at every request,
    /// and a transaction around would cost more than the statement.
    pub(crate) async fn read_one<'env, T, F>(&self, travail: F) -> Result<T, Error>
    where
        T: Send,
        F: for<'t> FnMut(&'t mut Tx<'env>) -> BoxFuture<'t, Result<T, Error>> + Send,
    {
        self.executer(Sens::Releve, travail).await
    }

    async fn executer<'env, T, E, F>(&self, sens: Sens, mut travail: F) -> Result<T, E>
    where
        T: Send,
        E: From<Error> + Send,
        F: for<'t> FnMut(&'t mut Tx<'env>) -> BoxFuture<'t, Result<T, E>> + Send,
    {
        let mut reprise = Reprise::new(&self.interieur.coffre);
        loop {
            let (echec, passager) = match self.commencer(sens).await {
                Err(erreur) => {
                    let passager = crate::error::est_passagere(&erreur);
                    (E::from(erreur.into()), passager)
                }
                Ok(mut tx) => match travail(&mut tx).await {
                    // A read has nothing to keep: it ends with its transaction, unawaited.
                    Ok(issue) if !tx.a_reprendre && !matches!(sens, Sens::Ecriture) => {
                        return Ok(issue);
                    }
                    Ok(issue) if !tx.a_reprendre => match tx.commit().await {
                        Ok(()) => return Ok(issue),
                        Err(erreur) => {
                            let passager = crate::error::est_passagere(&erreur);
                            (E::from(erreur.into()), passager)
                        }
                    },
                    // A passing failure the closure swallowed: what it did is incomplete.
                    Ok(_) => {
                        abandonner(tx).await;
                        let erreur = sqlx::Error::Protocol("statement failed in passing".into());
                        (E::from(Error::Indisponible(erreur)), true)
                    }
                    Err(erreur) => {
                        let passager = tx.a_reprendre;
                        abandonner(tx).await;
                        (erreur, passager)
                    }
                },
            };
            if !passager || !reprise.encore().await? {
                return Err(echec);
            }
        }
    }

    async fn commencer<'env>(&self, sens: Sens) -> Result<Tx<'env>, sqlx::Error> {
        let moteur = match &self.interieur.bassins {
            Bassins::Sqlite { ecriture, lecture } => Moteur::Sqlite(match sens {
                Sens::Ecriture => Lien::Transaction(ecriture.begin_with(SQLITE_ECRITURE).await?),
                Sens::Lecture => Lien::Transaction(lecture.begin_with(SQLITE_LECTURE).await?),
                Sens::Releve => Lien::Seul(lecture.acquire().await?),
            }),
            Bassins::Postgres(bassin) => Moteur::Postgres(match sens {
                Sens::Ecriture => Lien::Transaction(bassin.begin_with(POSTGRES_ECRITURE).await?),
                Sens::Lecture => Lien::Transaction(bassin.begin_with(POSTGRES_LECTURE).await?),
                Sens::Releve => Lien::Seul(bassin.acquire().await?),
            }),
        };
        Ok(Tx::new(moteur, Arc::clone(&self.interieur.coffre)))
    }

    /// Proves that the database answers, that its schema is the one this program expects and
    /// that the keyring fits. Fast enough for a health probe.
    ///
    /// # Errors
    /// The reason why requests would fail.
    pub async fn sante(&self) -> Result<(), Error> {
        self.read(|tx| Box::pin(installation::verifier_installation(tx)))
            .await
    }

    /// `sqlite` or `postgres`, for the log and `/version`.
    #[must_use]
    pub fn moteur(&self) -> &'static str {
        match self.interieur.bassins {
            Bassins::Sqlite { .. } => "sqlite",
            Bassins::Postgres(_) => "postgres",
        }
    }

    /// Closes every connection, after the transactions under way. SQLite folds its log back into
    /// the file.
    pub async fn close(&self) {
        match &self.interieur.bassins {
            Bassins::Sqlite { ecriture, lecture } => {
                lecture.close().await;
                ecriture.close().await;
            }
            Bassins::Postgres(bassin) => bassin.close().await,
        }
    }
}

/// Rolls back; a connection that cannot is thrown away by the pool.
async fn abandonner(tx: Tx<'_>) {
    if let Err(erreur) = tx.rollback().await {
        tracing::debug!(%erreur, "annulation_impossible");
    }
}
