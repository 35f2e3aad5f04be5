//! What people do with a service, through the use cases, on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

/// Declares each test once and runs it on both engines.
macro_rules! sur_les_deux_moteurs {
    ($($nom:ident),+ $(,)?) => {$(
        mod $nom {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let monde = crate::monde::Monde::sqlite().await;
                super::$nom(&monde).await;
                monde.fermer().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let monde = crate::monde::Monde::postgres().await;
                super::$nom(&monde).await;
                monde.fermer().await;
            }
        }
    )+};
}

#[path = "parcours/commentaires.rs"]
mod commentaires;
#[path = "parcours/connexion.rs"]
mod connexion;
#[path = "parcours/contacts.rs"]
mod contacts;
#[path = "parcours/description.rs"]
mod description;
#[path = "parcours/equipe.rs"]
mod equipe;
#[path = "parcours/exact.rs"]
mod exact;
#[path = "../../stockage/tests/conformite/grappe.rs"]
mod grappe;
#[path = "parcours/historique.rs"]
mod historique;
#[path = "parcours/jetons.rs"]
mod jetons;
#[path = "parcours/mesures.rs"]
mod mesures;
#[path = "parcours/modeles.rs"]
mod modeles;
#[path = "parcours/monde.rs"]
mod monde;
#[path = "parcours/organisations.rs"]
mod organisations;
#[path = "parcours/risques.rs"]
mod risques;
#[path = "parcours/services.rs"]
mod services;
#[path = "parcours/specifiques.rs"]
mod specifiques;
#[path = "parcours/suivi.rs"]
mod suivi;
