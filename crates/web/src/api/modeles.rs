//! Models of measures: the person's own, and those shared with them.
//!
//! Invariant: a token made for some services sees none of them, shared ones included: whom a model
//! is shared with tells of services the token was not made for.

mod ecriture;
mod lecture;
mod partage;

use domaine::droits::Portee;
use utoipa_axum::routes;

use super::ligne;
use crate::routes::{Acces, Route};

pub(super) fn table() -> Vec<Route> {
    use Acces::{Connecte, Sien};
    use Portee::{Ecriture, Lecture};
    vec![
        ligne(Connecte, Lecture, routes!(lecture::lister_modeles)),
        ligne(Connecte, Ecriture, routes!(ecriture::creer_modele)),
        ligne(Connecte, Lecture, routes!(lecture::lister_corbeille)),
        ligne(Sien, Lecture, routes!(lecture::lire_modele)),
        ligne(Sien, Ecriture, routes!(ecriture::remplacer_modele)),
        ligne(Sien, Ecriture, routes!(ecriture::supprimer_modele)),
        ligne(Sien, Ecriture, routes!(ecriture::restaurer_modele)),
        ligne(Sien, Ecriture, routes!(partage::partager_modele)),
    ]
}
