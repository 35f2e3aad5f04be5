//! Services and drafts: the list, one service, its bin.

mod apercu;
mod corbeille;
pub(super) mod decrite;
mod ecriture;
mod indice;
mod lecture;

pub(super) use decrite::Description;
pub(super) use indice::{Figures as FiguresIndice, Taux as Completude};
pub(super) use lecture::indice;

use domaine::droits::{Action, Portee};
use utoipa_axum::routes;

use super::ligne;
use crate::routes::{Acces, Route};

pub(super) fn table() -> Vec<Route> {
    use Acces::{Connecte, Service};
    use Portee::{Ecriture, Lecture};
    vec![
        ligne(Connecte, Lecture, routes!(lecture::lister)),
        ligne(Connecte, Ecriture, routes!(ecriture::creer)),
        ligne(Service(Action::Lire), Lecture, routes!(lecture::lire)),
        ligne(Service(Action::Lire), Lecture, routes!(apercu::prevoir)),
        ligne(
            Service(Action::Decrire),
            Ecriture,
            routes!(ecriture::modifier),
        ),
        ligne(
            Service(Action::Decrire),
            Ecriture,
            routes!(ecriture::terminer),
        ),
        ligne(
            Service(Action::Dupliquer),
            Ecriture,
            routes!(ecriture::dupliquer),
        ),
        ligne(
            Service(Action::Supprimer),
            Ecriture,
            routes!(corbeille::supprimer),
        ),
        ligne(Connecte, Lecture, routes!(corbeille::lister)),
        ligne(
            Service(Action::Restaurer),
            Ecriture,
            routes!(corbeille::restaurer),
        ),
        ligne(Service(Action::Lire), Lecture, routes!(indice::lire)),
    ]
}
