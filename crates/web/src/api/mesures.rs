//! The measures of a service and their follow-up, those of the catalogue and its own alike.

mod annulation;
mod ecriture;
mod lecture;
mod specifiques;

use domaine::droits::{Action, Portee};
use utoipa_axum::routes;

use super::ligne;
use crate::routes::{Acces, Route};

pub(super) fn table() -> Vec<Route> {
    use Portee::{Ecriture, Lecture};
    let (lire, securiser) = (
        Acces::Service(Action::Lire),
        Acces::Service(Action::Securiser),
    );
    vec![
        ligne(lire, Lecture, routes!(lecture::lister_mesures)),
        ligne(lire, Lecture, routes!(lecture::lire_mesure)),
        ligne(securiser, Ecriture, routes!(ecriture::remplacer_mesure)),
        ligne(securiser, Ecriture, routes!(ecriture::modifier_mesure)),
        ligne(securiser, Ecriture, routes!(ecriture::modifier_lot)),
        ligne(securiser, Ecriture, routes!(annulation::annuler)),
        ligne(lire, Lecture, routes!(specifiques::lister_specifiques)),
        ligne(
            securiser,
            Ecriture,
            routes!(specifiques::ajouter_specifique),
        ),
        ligne(lire, Lecture, routes!(specifiques::lire_specifique)),
        ligne(
            securiser,
            Ecriture,
            routes!(specifiques::remplacer_specifique),
        ),
        ligne(
            securiser,
            Ecriture,
            routes!(specifiques::retirer_specifique),
        ),
        ligne(
            securiser,
            Ecriture,
            routes!(specifiques::restaurer_specifique),
        ),
    ]
}
