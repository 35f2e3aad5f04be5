//! The schema's history, embedded: the same numbers on both engines.
//!
//! Invariant: a migration that was released never changes; the next one gets the next number.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// One step of the schema: number, name, SQLite text, PostgreSQL text.
type Etape = (i64, &'static str, &'static str, &'static str);

/// Declares the steps from the names of their files.
macro_rules! etapes {
    ($($numero:literal $nom:literal),+ $(,)?) => {
        &[$((
            $numero,
            $nom,
            include_str!(concat!("../migrations/sqlite/", $nom, ".sql")),
            include_str!(concat!("../migrations/postgres/", $nom, ".sql")),
        )),+]
    };
}

const ETAPES: &[Etape] = etapes![
    1 "0001_socle",
    2 "0002_mesures",
    3 "0003_modeles",
    4 "0004_risques",
    5 "0005_visites",
    6 "0006_jetons",
    7 "0007_habilitations",
    8 "0008_identites",
    10 "0010_organisations",
    11 "0011_demarches",
    14 "0014_fins",
    15 "0015_contacts",
];

/// The number of the last step: what an up-to-date database holds.
pub(crate) fn derniere() -> i64 {
    ETAPES.last().map_or(0, |etape| etape.0)
}

/// The steps for SQLite.
pub(crate) fn sqlite() -> Migrator {
    migrator(|etape| etape.2)
}

/// The steps for PostgreSQL.
pub(crate) fn postgres() -> Migrator {
    migrator(|etape| etape.3)
}

fn migrator(texte: fn(&Etape) -> &'static str) -> Migrator {
    let etapes = ETAPES.iter().map(|etape| {
        Migration::new(
            etape.0,
            etape.1.into(),
            MigrationType::Simple,
            texte(etape).into_sql_str(),
            false,
        )
    });
    let mut migrator = Migrator::with_migrations(etapes.collect());
    // No advisory lock (portability). Two instances starting together: the loser fails on a
    // duplicate object, tries again, and finds the step done.
    migrator.set_locking(false);
    migrator
}
