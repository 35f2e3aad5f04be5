//! The schema is the same on both engines, and every statement is valid on both.

use std::collections::BTreeSet;
use std::path::Path;

use sqlx::{Executor, Row, SqlSafeStr};
use stockage::{Error, Store};

use crate::banc::{Banc, Brut, base_postgres, jeter, trousseau};

sur_les_deux_moteurs!(
    statements_are_valid,
    migrating_again_changes_nothing,
    unknown_migration_is_refused
);

/// One column: table, name, type, nullable, rank in the primary key (0 outside).
type Colonne = (String, String, &'static str, bool, i64);

async fn statements_are_valid(banc: &Banc) {
    for requete in stockage::requetes() {
        let preparee = match &banc.brut {
            Brut::Sqlite(bassin) => bassin.prepare(requete.into_sql_str()).await.map(drop),
            Brut::Postgres(bassin) => bassin.prepare(requete.into_sql_str()).await.map(drop),
        };
        assert!(preparee.is_ok(), "{requete}\n{preparee:?}");
    }
}

async fn migrating_again_changes_nothing(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    banc.store.migrate().await.unwrap();
    banc.store.sante().await.unwrap();
    assert_eq!(banc.nombre("SELECT COUNT(*) FROM chaines").await, 1);
    assert_eq!(banc.nombre("SELECT COUNT(*) FROM comptes").await, 1);
    assert!(!compte.is_nil());
}

async fn unknown_migration_is_refused(banc: &Banc) {
    banc.executer("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1")
        .await;
    assert!(matches!(
        banc.store.migrate().await,
        Err(Error::Migration(_))
    ));
    assert!(matches!(
        banc.store.sante().await,
        Err(Error::Schema { trouve: 9999, .. })
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instances_starting_together_migrate_once() {
    let (base, parametres) = base_postgres().await;
    let mut demarrages = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let parametres = parametres.clone();
        demarrages.spawn(async move {
            let store = Store::open(parametres, trousseau()).await?;
            store.migrate().await?;
            store.sante().await?;
            store.close().await;
            Ok::<_, Error>(())
        });
    }
    for issue in demarrages.join_all().await {
        issue.unwrap();
    }
    jeter(&base).await;
}

#[tokio::test]
async fn schemas_are_equal() {
    let (sqlite, postgres) = (Banc::sqlite().await, Banc::postgres().await);
    let (gauche, droite) = (colonnes(&sqlite).await, colonnes(&postgres).await);
    assert_eq!(gauche, droite);
    assert!(gauche.len() > 60, "the catalogue was not read");
    let (gauche, droite) = (index(&sqlite).await, index(&postgres).await);
    assert_eq!(gauche, droite);
    assert!(gauche.len() > 5, "the indexes were not read");
    sqlite.fermer().await;
    postgres.fermer().await;
}

#[tokio::test]
async fn every_table_is_strict() {
    let banc = Banc::sqlite().await;
    let laxes = banc
        .nombre(
            "SELECT COUNT(*) FROM pragma_table_list
             WHERE schema = 'main' AND type = 'table' AND strict = 0
               AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> '_sqlx_migrations'",
        )
        .await;
    assert_eq!(laxes, 0);
    banc.fermer().await;
}

#[tokio::test]
async fn postgres_text_compares_byte_by_byte() {
    let banc = Banc::postgres().await;
    let autres = banc
        .nombre(
            "SELECT COUNT(*) FROM information_schema.columns
             WHERE table_schema = 'public' AND data_type = 'text'
               AND table_name <> '_sqlx_migrations' AND collation_name IS DISTINCT FROM 'C'",
        )
        .await;
    assert_eq!(autres, 0);
    banc.fermer().await;
}

#[tokio::test]
async fn the_dictionary_holds_every_column_and_no_other() {
    let decrites: BTreeSet<(String, String)> =
        include_str!("../../../../docs/reference/donnees.md")
            .split("\n## ")
            .skip(1)
            .flat_map(|section| {
                let (table, lignes) = section.split_once('\n').unwrap();
                let noms = lignes
                    .lines()
                    .filter_map(|l| l.strip_prefix("| `")?.split('`').next());
                noms.map(|nom| (table.to_owned(), nom.to_owned()))
            })
            .collect();
    let presentes: BTreeSet<_> = colonnes(&Banc::sqlite().await)
        .await
        .into_iter()
        .map(|(table, nom, ..)| (table, nom))
        .collect();
    assert_eq!(decrites, presentes, "docs/reference/donnees.md has drifted");
}

async fn colonnes(banc: &Banc) -> BTreeSet<Colonne> {
    match &banc.brut {
        Brut::Sqlite(bassin) => sqlx::query(
            "SELECT m.name, c.name, c.type, c.\"notnull\", c.pk
             FROM sqlite_master m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!'
               AND m.name <> '_sqlx_migrations'",
        )
        .fetch_all(bassin)
        .await
        .unwrap()
        .iter()
        .map(|rangee| {
            let (obligatoire, cle): (i64, i64) = (rangee.get(3), rangee.get(4));
            let genre = commun(&rangee.get::<String, _>(2));
            (rangee.get(0), rangee.get(1), genre, obligatoire == 0, cle)
        })
        .collect(),
        Brut::Postgres(bassin) => sqlx::query(
            "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT),
                    CAST(c.data_type AS TEXT), c.is_nullable = 'YES',
                    COALESCE(CAST(k.ordinal_position AS BIGINT), 0)
             FROM information_schema.columns c
             LEFT JOIN information_schema.table_constraints t
               ON t.table_schema = c.table_schema AND t.table_name = c.table_name
              AND t.constraint_type = 'PRIMARY KEY'
             LEFT JOIN information_schema.key_column_usage k
               ON k.constraint_schema = t.constraint_schema
              AND k.constraint_name = t.constraint_name AND k.column_name = c.column_name
             WHERE c.table_schema = 'public' AND c.table_name <> '_sqlx_migrations'",
        )
        .fetch_all(bassin)
        .await
        .unwrap()
        .iter()
        .map(|rangee| {
            let genre = commun(&rangee.get::<String, _>(2));
            (
                rangee.get(0),
                rangee.get(1),
                genre,
                rangee.get(3),
                rangee.get(4),
            )
        })
        .collect(),
    }
}

/// Names of the indexes we made, and on which tables.
async fn index(banc: &Banc) -> BTreeSet<(String, String)> {
    match &banc.brut {
        Brut::Sqlite(bassin) => sqlx::query_as(
            "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        )
        .fetch_all(bassin)
        .await
        .unwrap()
        .into_iter()
        .collect(),
        Brut::Postgres(bassin) => sqlx::query_as(
            "SELECT CAST(i.tablename AS TEXT), CAST(i.indexname AS TEXT)
             FROM pg_indexes i
             WHERE i.schemaname = 'public' AND i.tablename <> '_sqlx_migrations'
               AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)",
        )
        .fetch_all(bassin)
        .await
        .unwrap()
        .into_iter()
        .collect(),
    }
}

/// The same word for the same thing on both engines. SQLite keeps UUIDs as bytes.
fn commun(genre: &str) -> &'static str {
    match genre {
        "INTEGER" | "bigint" => "nombre",
        "TEXT" | "text" => "texte",
        "BLOB" | "bytea" | "uuid" => "octets",
        autre => panic!("{autre} is not a portable type"),
    }
}

#[test]
fn every_statement_is_registered() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut declarees = 0;
    parcourir(&sources, &mut |texte| {
        let code = texte.split("#[cfg(test)]").next().unwrap_or_default();
        for suite in code.split("\nconst SQL_").skip(1) {
            let nom: String = suite
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            declarees += 1;
            let listees = code
                .split("REQUETES: &[&str] =")
                .skip(1)
                .chain(code.split("PROPRES: &[&str] =").skip(1))
                .filter_map(|suite| suite.split(';').next())
                .any(|liste| {
                    liste
                        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                        .any(|mot| mot == format!("SQL_{nom}"))
                });
            assert!(listees, "SQL_{nom} is not in the REQUETES of its file");
        }
    });
    assert_eq!(stockage::requetes().count(), declarees);
    let textes: BTreeSet<&str> = stockage::requetes().collect();
    assert!(textes.len() > 60);
}

#[test]
fn migrations_have_the_same_numbers() {
    let noms = |moteur: &str| -> BTreeSet<_> {
        let dossier = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        std::fs::read_dir(dossier.join(moteur))
            .unwrap()
            .map(|entree| entree.unwrap().file_name())
            .collect()
    };
    assert_eq!(noms("sqlite"), noms("postgres"));
    assert!(!noms("sqlite").is_empty());
}

fn parcourir(dossier: &Path, examiner: &mut impl FnMut(&str)) {
    for entree in std::fs::read_dir(dossier).unwrap() {
        let chemin = entree.unwrap().path();
        if chemin.is_dir() {
            parcourir(&chemin, examiner);
        } else if chemin.file_name().is_some_and(|nom| nom != "lib.rs") {
            examiner(&std::fs::read_to_string(&chemin).unwrap());
        }
    }
}
