//! The product over HTTP: pages, sign-in, sessions, the files of the theme.
//!
//! A request goes through the layers of [`router`], then a handler that reads
//! *extract → use case → render*. To add a page: a line in [`routes`], a module in `pages` named
//! after the feature with `get` and `post` only, and its view in `ui::pages`. Errors are returned
//! as [`Erreur`], which alone knows their status and their page.

mod acteur;
mod api;
mod app;
pub mod assets;
mod chemin;
mod connexion;
mod contenu;
mod csrf;
mod decrit;
mod erreur;
mod formulaire;
mod fragment;
mod hygiene;
mod navigateur;
mod oidc;
mod pages;
mod parametres;
mod passages;
mod reprise;
mod retour;
pub mod routes;
mod routeur;
mod session;
mod visiteur;

pub use api::description::texte as openapi;
pub use app::{App, Interne, Mentions, QUOTA, Reglages};
pub use csrf::CHAMP as CHAMP_CSRF;
pub use erreur::Erreur;
pub use formulaire::Formulaire;
pub use fragment::element;
pub use oidc::ReglageFournisseur;
pub use retour::{CheminLocal, PasUnCheminLocal};
pub use routeur::router;
pub use session::{Durees, nom_du_cookie};
pub use visiteur::{Personne, Visiteur};

/// Version of the product, as in its package.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Revision of the sources, when the packager gave it (`MSS_REVISION` at build time).
pub const REVISION: Option<&str> = option_env!("MSS_REVISION");
