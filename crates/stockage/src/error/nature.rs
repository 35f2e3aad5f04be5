//! What an operator can do about a failure, without the engine's own words.
//!
//! Invariant: every [`Error`] has one nature; [`Nature::Autre`] is what only its text explains.

use sqlx::migrate::MigrateError;

use super::{Error, est_passagere};

/// Why the database cannot be used, by what there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// The directory or the file cannot be opened or written.
    Acces,
    /// The file is damaged, or is not a database.
    Illisible,
    /// No room left on the disk.
    DisquePlein,
    /// Another program holds the file.
    Occupee,
    /// The server does not answer.
    Injoignable,
    /// No encrypted link could be agreed upon with the server.
    Liaison,
    /// The address of the server makes no sense.
    Adresse,
    /// The server refuses the account or its password.
    Compte,
    /// The server has no database of that name.
    Inexistante,
    /// The account may not do what is asked in the database.
    Droits,
    /// The database was brought up to date by a newer program.
    PlusRecente,
    /// The schema is not one that this program made.
    Schema,
    /// The keyring is not the one of this database, or what it protects was altered.
    AutreTrousseau,
    /// Something else: the text of the error tells.
    Autre,
}

impl Error {
    /// What an operator can do about it.
    #[must_use]
    pub fn nature(&self) -> Nature {
        match self {
            Self::Dossier { .. } => Nature::Acces,
            Self::Chiffrement { .. } => Nature::AutreTrousseau,
            Self::Schema { attendu, trouve } if trouve > attendu => Nature::PlusRecente,
            Self::Schema { .. } => Nature::Schema,
            Self::Migration(MigrateError::VersionMissing(version))
                if *version > crate::migrations::derniere() =>
            {
                Nature::PlusRecente
            }
            Self::Migration(
                MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _),
            )
            | Self::DejaPresent(cause)
            | Self::Indisponible(cause)
            | Self::Base(cause) => nature_du_moteur(cause),
            Self::Migration(_) => Nature::Schema,
            _ => Nature::Autre,
        }
    }
}

fn nature_du_moteur(erreur: &sqlx::Error) -> Nature {
    match erreur {
        sqlx::Error::Configuration(_) => Nature::Adresse,
        sqlx::Error::Tls(_) => Nature::Liaison,
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut => Nature::Injoignable,
        sqlx::Error::Database(base) => {
            let code = base.code().unwrap_or_default();
            let sqlite = base.try_downcast_ref::<sqlx::sqlite::SqliteError>();
            match sqlite {
                Some(_) => nature_sqlite(&code),
                None if est_passagere(erreur) => Nature::Injoignable,
                None => nature_postgres(&code),
            }
        }
        _ => Nature::Autre,
    }
}

/// By the primary result code, the low byte of the extended one (<https://sqlite.org/rescode.html>).
fn nature_sqlite(code: &str) -> Nature {
    match code.parse::<i32>().map(|code| code & 0xff) {
        // PERM, READONLY, CANTOPEN
        Ok(3 | 8 | 14) => Nature::Acces,
        // BUSY, LOCKED
        Ok(5 | 6) => Nature::Occupee,
        // CORRUPT, NOTADB
        Ok(11 | 26) => Nature::Illisible,
        // FULL
        Ok(13) => Nature::DisquePlein,
        _ => Nature::Autre,
    }
}

/// By SQLSTATE (PostgreSQL's manual, appendix A).
fn nature_postgres(code: &str) -> Nature {
    match code {
        "28000" | "28P01" => Nature::Compte,
        "3D000" => Nature::Inexistante,
        // The second: no schema where the account may make tables.
        "42501" | "3F000" => Nature::Droits,
        "53100" => Nature::DisquePlein,
        _ => Nature::Autre,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_engines() {
        // 1032 is READONLY_DBMOVED, 776 READONLY_CANTLOCK: extended codes.
        for (code, nature) in [
            ("14", Nature::Acces),
            ("1032", Nature::Acces),
            ("5", Nature::Occupee),
            ("26", Nature::Illisible),
            ("13", Nature::DisquePlein),
            ("1", Nature::Autre),
            ("", Nature::Autre),
        ] {
            assert_eq!(nature_sqlite(code), nature, "{code}");
        }
        for (code, nature) in [
            ("28P01", Nature::Compte),
            ("3D000", Nature::Inexistante),
            ("42501", Nature::Droits),
            ("3F000", Nature::Droits),
            ("XX000", Nature::Autre),
        ] {
            assert_eq!(nature_postgres(code), nature, "{code}");
        }
    }

    #[test]
    fn a_newer_database_is_told_from_a_foreign_one() {
        let migration = |cause| Error::Migration(cause).nature();
        assert_eq!(
            migration(MigrateError::VersionMissing(9_999)),
            Nature::PlusRecente
        );
        assert_eq!(migration(MigrateError::VersionMismatch(1)), Nature::Schema);
        let schema = |trouve| Error::Schema { attendu: 1, trouve }.nature();
        assert_eq!(
            (schema(2), schema(0)),
            (Nature::PlusRecente, Nature::Schema)
        );
    }
}
