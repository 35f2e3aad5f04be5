//! The list of services, its bin, deletion and duplication.

mod corbeille;
mod filtres;
mod gestes;
mod liste;

pub use corbeille::{Corbeille, ServiceSupprime};
pub use filtres::{Etat, Filtres, LIGNES, Tri};
pub use gestes::{Duplication, Suppression};
pub use liste::{ChiffresServices, LigneService, Services};
