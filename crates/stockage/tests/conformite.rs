//! The conformance suite: every test runs on SQLite and on PostgreSQL, on a fresh database each.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

#[path = "conformite/banc.rs"]
mod banc;
#[path = "conformite/grappe.rs"]
mod grappe;

/// Declares the tests of a file: each `async fn(&Banc)` becomes one test per engine.
macro_rules! sur_les_deux_moteurs {
    ($($nom:ident),+ $(,)?) => {$(
        mod $nom {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let banc = crate::banc::Banc::sqlite().await;
                super::$nom(&banc).await;
                banc.fermer().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let banc = crate::banc::Banc::postgres().await;
                super::$nom(&banc).await;
                banc.fermer().await;
            }
        }
    )+};
}

#[path = "conformite/chiffrement.rs"]
mod chiffrement;
#[path = "conformite/concurrence.rs"]
mod concurrence;
#[path = "conformite/contacts.rs"]
mod contacts;
#[path = "conformite/corbeille.rs"]
mod corbeille;
#[path = "conformite/historique.rs"]
mod historique;
#[path = "conformite/identites.rs"]
mod identites;
#[path = "conformite/jetons.rs"]
mod jetons;
#[path = "conformite/journal.rs"]
mod journal;
#[path = "conformite/liste.rs"]
mod liste;
#[path = "conformite/modeles.rs"]
mod modeles;
#[path = "conformite/operations.rs"]
mod operations;
#[path = "conformite/personnes.rs"]
mod personnes;
#[path = "conformite/reprise.rs"]
mod reprise;
#[path = "conformite/risques.rs"]
mod risques;
#[path = "conformite/schema.rs"]
mod schema;
#[path = "conformite/services.rs"]
mod services;
#[path = "conformite/specifiques.rs"]
mod specifiques;
#[path = "conformite/suivi.rs"]
mod suivi;
#[path = "conformite/visites.rs"]
mod visites;
