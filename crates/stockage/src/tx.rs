//! A transaction on either engine, and the macro that runs one SQL text on both.
//!
//! Invariant: every statement goes through [`sql!`], which remembers a passing failure, so that
//! [`crate::Store`] knows the whole transaction must be run again whatever the closure returns.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use sqlx::pool::PoolConnection;
use sqlx::{Database, Postgres, Sqlite, Transaction};

use crate::Error;
use crate::chiffrement::Coffre;
use crate::error::est_passagere;

/// What statements run on.
pub(crate) enum Lien<B: Database> {
    /// A transaction.
    Transaction(Transaction<'static, B>),
    /// A connection without a transaction around, for one statement.
    Seul(PoolConnection<B>),
}

impl<B: Database> Lien<B> {
    async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Transaction(tx) => tx.commit().await,
            Self::Seul(_) => Ok(()),
        }
    }

    async fn rollback(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Transaction(tx) => tx.rollback().await,
            Self::Seul(_) => Ok(()),
        }
    }
}

impl<B: Database> Deref for Lien<B> {
    type Target = B::Connection;

    fn deref(&self) -> &B::Connection {
        match self {
            Self::Transaction(tx) => tx,
            Self::Seul(connexion) => connexion,
        }
    }
}

impl<B: Database> DerefMut for Lien<B> {
    fn deref_mut(&mut self) -> &mut B::Connection {
        match self {
            Self::Transaction(tx) => tx,
            Self::Seul(connexion) => connexion,
        }
    }
}

/// The two engines.
pub(crate) enum Moteur {
    Sqlite(Lien<Sqlite>),
    Postgres(Lien<Postgres>),
}

/// An open transaction, with the keys to read and write encrypted columns.
///
/// `'env` is the lifetime of what the closure given to [`crate::Store::write`] may borrow.
pub struct Tx<'env> {
    pub(crate) moteur: Moteur,
    pub(crate) coffre: Arc<Coffre>,
    pub(crate) a_reprendre: bool,
    env: PhantomData<&'env ()>,
}

impl Tx<'_> {
    pub(crate) fn new(moteur: Moteur, coffre: Arc<Coffre>) -> Self {
        Self {
            moteur,
            coffre,
            a_reprendre: false,
            env: PhantomData,
        }
    }

    /// Turns a driver's error into ours, and remembers whether it was a passing one.
    pub(crate) fn echec(&mut self, erreur: sqlx::Error) -> Error {
        self.a_reprendre |= est_passagere(&erreur);
        Error::from(erreur)
    }

    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        match self.moteur {
            Moteur::Sqlite(lien) => lien.commit().await,
            Moteur::Postgres(lien) => lien.commit().await,
        }
    }

    pub(crate) async fn rollback(self) -> Result<(), sqlx::Error> {
        match self.moteur {
            Moteur::Sqlite(lien) => lien.rollback().await,
            Moteur::Postgres(lien) => lien.rollback().await,
        }
    }
}

/// Runs one SQL text on the engine of a transaction.
///
/// `sql!(tx, SQL; a, b)` executes and gives the number of rows affected;
/// `sql!(tx, SQL, fetch_all as Ligne; a, b)` gives rows (also `fetch_one`, `fetch_optional`),
/// `Ligne` being a tuple or a struct made by [`ligne!`]. Arguments follow `$1`, `$2`… in order.
macro_rules! sql {
    ($tx:expr, $requete:expr; $($argument:expr),* $(,)?) => {{
        let tx: &mut $crate::tx::Tx<'_> = $tx;
        let resultat = match &mut tx.moteur {
            $crate::tx::Moteur::Sqlite(moteur) => sqlx::query::<sqlx::Sqlite>($requete)
                $(.bind($argument))*
                .execute(&mut **moteur)
                .await
                .map(|fait| fait.rows_affected()),
            $crate::tx::Moteur::Postgres(moteur) => sqlx::query::<sqlx::Postgres>($requete)
                $(.bind($argument))*
                .execute(&mut **moteur)
                .await
                .map(|fait| fait.rows_affected()),
        };
        resultat.map_err(|erreur| tx.echec(erreur))
    }};
    ($tx:expr, $requete:expr, $methode:ident as $ligne:ty; $($argument:expr),* $(,)?) => {{
        let tx: &mut $crate::tx::Tx<'_> = $tx;
        let resultat = match &mut tx.moteur {
            $crate::tx::Moteur::Sqlite(moteur) => sqlx::query_as::<sqlx::Sqlite, $ligne>($requete)
                $(.bind($argument))*
                .$methode(&mut **moteur)
                .await,
            $crate::tx::Moteur::Postgres(moteur) => sqlx::query_as::<sqlx::Postgres, $ligne>($requete)
                $(.bind($argument))*
                .$methode(&mut **moteur)
                .await,
        };
        resultat.map_err(|erreur| tx.echec(erreur))
    }};
}
pub(crate) use sql;

/// Declares a row: a struct whose fields are read from the columns of the same names, on both
/// engines.
macro_rules! ligne {
    (
        $(#[$attribut:meta])*
        $vis:vis struct $nom:ident {
            $($(#[$doc:meta])* $portee:vis $champ:ident: $type:ty),+ $(,)?
        }
    ) => {
        $(#[$attribut])*
        $vis struct $nom { $($(#[$doc])* $portee $champ: $type),+ }

        $crate::tx::ligne!(@lire $nom, sqlx::sqlite::SqliteRow, $($champ),+);
        $crate::tx::ligne!(@lire $nom, sqlx::postgres::PgRow, $($champ),+);
    };
    (@lire $nom:ident, $rangee:ty, $($champ:ident),+) => {
        impl sqlx::FromRow<'_, $rangee> for $nom {
            fn from_row(rangee: &$rangee) -> Result<Self, sqlx::Error> {
                Ok(Self { $($champ: sqlx::Row::try_get(rangee, stringify!($champ))?),+ })
            }
        }
    };
}
pub(crate) use ligne;
