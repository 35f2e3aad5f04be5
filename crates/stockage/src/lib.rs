//! SQLite and PostgreSQL behind one API: transactions, migrations, encryption at rest, journal.
//!
//! # One write
//!
//! A use case opens one transaction, claims its operation, takes the service's turn, reads,
//! decides, writes state and a journal line. Writing below a service asks for its [`Tour`]:
//! forgetting the turn does not compile.
//!
//! ```
//! use jiff::Timestamp;
//! use stockage::{Error, Store, journal, mesures, operations, services};
//! use stockage::operations::{Operation, Reclamation};
//! use uuid::Uuid;
//!
//! enum Refus {
//!     OperationDifferente,
//!     Stockage(Error),
//! }
//!
//! impl From<Error> for Refus {
//!     fn from(erreur: Error) -> Self {
//!         Self::Stockage(erreur)
//!     }
//! }
//!
//! async fn declarer_fait(
//!     store: &Store,
//!     operation: &Operation,
//!     service: Uuid,
//!     mesure: &str,
//!     maintenant: Timestamp,
//! ) -> Result<i64, Refus> {
//!     store
//!         .write(|tx| {
//!             Box::pin(async move {
//!                 match operations::reclamer(tx, operation, maintenant).await? {
//!                     Reclamation::Deja(version) => return Ok(version),
//!                     Reclamation::AutreCorps => return Err(Refus::OperationDifferente),
//!                     Reclamation::Nouvelle => {}
//!                 }
//!                 let mut tour = services::prendre_tour(tx, service).await?;
//!                 let presente = mesures::une::<serde_json::Value>(tx, service, mesure).await?;
//!                 let version = mesures::enregistrer::<serde_json::Value>(
//!                     tx,
//!                     &mut tour,
//!                     &mesures::Ecriture {
//!                         id: mesure,
//!                         version_lue: presente.map_or(0, |presente| presente.version),
//!                         statut: Some("fait"),
//!                         incertaine: false,
//!                         reportee: false,
//!                         priorite: None,
//!                         echeance: None,
//!                         responsables: None,
//!                         document: None,
//!                         modifie_le: maintenant,
//!                         modifie_par: operation.acteur,
//!                     },
//!                 )
//!                 .await?;
//!                 journal::ajouter(
//!                     tx,
//!                     &mut tour,
//!                     &journal::Fait {
//!                         horodatage: maintenant,
//!                         acteur: Some(operation.acteur),
//!                         genre: "mesure.statut",
//!                         objet: mesure,
//!                         version: Some(version),
//!                         indice_apres: None,
//!                         corps: &serde_json::json!({ "statut": "fait" }),
//!                     },
//!                 )
//!                 .await?;
//!                 operations::terminer(tx, operation.id, &version).await?;
//!                 Ok(version)
//!             })
//!         })
//!         .await
//! }
//! ```
//!
//! The closure may run several times (see [`Store::write`]); it may borrow what surrounds it.
//! Reads have the same shape: `store.read(|tx| Box::pin(async move { … }))`.
//!
//! # Adding a query
//!
//! 1. Write `const SQL_VERBE: &str` in the file of its table, in clauses, `$1` parameters, valid
//!    on both engines (see below), and add it to the file's `REQUETES`.
//! 2. Run it with `sql!(tx, SQL_VERBE; a, b)` (rows affected) or
//!    `sql!(tx, SQL_VERBE, fetch_all as Ligne; a, b)`; `ligne! { struct Ligne { … } }` declares a
//!    row with more columns than a tuple reads well.
//! 3. A write below a service takes `&mut Tour`, and the service's id from it.
//! 4. Add a case to `tests/conformite/`: it runs on both engines.
//!
//! # SQL that means the same on both engines
//!
//! - A text that sorts or is searched has a companion column with its sort key, `COLLATE "C"` on
//!   PostgreSQL; search is `LIKE … ESCAPE '!'` on it; ties are broken by id.
//! - `NULLS LAST`, always; `CAST(SUM(x) AS BIGINT)`; a nullable parameter is
//!   `CAST($2 AS TEXT) IS NULL OR …`.
//! - STRICT tables; a boolean is an integer with a CHECK; a time is UTC microseconds.
//! - No array, `ANY`, `ILIKE` or JSON operator; no sequence, trigger or advisory lock.
//! - `GROUP BY` names every bare column; `INSERT … SELECT … ON CONFLICT` needs `WHERE true`.
//!
//! # Adding a table
//!
//! 1. `migrations/{sqlite,postgres}/NNNN_nom.sql`, the next number, and its name in
//!    `migrations.rs`. The test `schemas_are_equal` compares the two catalogues.
//! 2. One file named after the table, its `REQUETES` listed in `requetes.rs`.
//! 3. What a person types goes in an encrypted column: `tx.coffre.fermer_json(&Lieu::new(table,
//!    column, row), &value)`; only what lists sort or filter on stays in clear.

pub mod administrateurs;
mod chiffrement;
pub mod commentaires;
pub mod comptes;
pub mod contacts;
pub mod descriptions;
mod error;
pub mod identites;
pub mod installation;
pub mod invitations;
pub mod jetons;
pub mod journal;
pub mod liens;
pub mod membres;
pub mod mesures;
mod migrations;
pub mod modeles;
pub mod operations;
pub mod organisations;
pub mod ports;
mod requetes;
pub mod risques;
pub mod services;
pub mod sessions;
pub mod specifiques;
mod store;
mod temps;
mod tour;
mod tx;
pub mod visites;

pub use chiffrement::{CauseChiffrement, Coffre, Lieu, Trousseau, TrousseauError};
pub use error::{Error, Nature};
#[doc(hidden)]
pub use requetes::toutes as requetes;
pub use store::{Parametres, Store};
pub use tour::{Chaine, DeLInstallation, DeLOrganisation, DuService, Tour};
pub use tx::Tx;
