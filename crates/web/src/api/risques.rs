//! The risks of a service: those the catalogue works out and what people decide of them, its own,
//! and which measures weigh on which.

mod calcules;
mod liens;
mod propres;

use domaine::droits::{Action, Portee};
use utoipa_axum::routes;

use super::ligne;
use crate::routes::{Acces, Route};

pub(super) fn table() -> Vec<Route> {
    use Portee::{Ecriture, Lecture};
    let (lire, gerer) = (
        Acces::Service(Action::Lire),
        Acces::Service(Action::GererRisques),
    );
    vec![
        ligne(lire, Lecture, routes!(calcules::lister_risques)),
        ligne(lire, Lecture, routes!(calcules::lire_risque)),
        ligne(gerer, Ecriture, routes!(calcules::decider)),
        ligne(lire, Lecture, routes!(propres::lister_propres)),
        ligne(gerer, Ecriture, routes!(propres::ajouter_propre)),
        ligne(lire, Lecture, routes!(propres::lire_propre)),
        ligne(gerer, Ecriture, routes!(propres::remplacer_propre)),
        ligne(gerer, Ecriture, routes!(propres::retirer_propre)),
        ligne(gerer, Ecriture, routes!(propres::restaurer_propre)),
        ligne(lire, Lecture, routes!(liens::lister_liens)),
        ligne(gerer, Ecriture, routes!(liens::poser_lien)),
        ligne(gerer, Ecriture, routes!(liens::retirer_lien)),
    ]
}
