//! The use cases: what one can do, whoever asks (a page, the command line, a program).
//!
//! Invariant: rights are checked here and nowhere else, from the one table of [`domaine::droits`];
//! every write goes through [`ecriture`], which puts the state, its journal line and the operation
//! id in one transaction.
//!
//! To add a use case: a command struct (what is asked), an outcome struct (what it gave), one
//! `async fn verbe(&Context, &Commande) -> Result<Issue>`; a read goes through [`acces::lire`], a
//! write through [`ecriture::sur_service`]. Then add its [`domaine::Action`] to the table of
//! rights, and its refusals to `ui`.

pub mod acces;
pub mod actions;
pub mod commentaires;
pub mod comptes;
pub mod contacts;
mod contenu;
pub mod contexte;
pub mod description;
mod ecriture;
pub mod equipe;
pub mod error;
pub mod evaluation;
pub mod historique;
pub mod jetons;
pub mod mesures;
pub mod modeles;
pub mod organisations;
pub mod risques;
pub mod services;
pub mod sessions;
pub mod specifiques;
pub mod taches;

pub use contexte::{Context, Delegation, Environnement};
pub use error::{Error, Raison, Result};
