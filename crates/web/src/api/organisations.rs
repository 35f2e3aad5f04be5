//! Organisations: those one works for, what they are, who administers them, the audit of rights.
//!
//! Invariant: a token made for some services sees none of them: they tell of services the token
//! was not made for.

mod administrateurs;
mod droits;
mod fiche;

use domaine::droits::{ActionOrganisation, Portee};
use utoipa_axum::routes;

use super::ligne;
use crate::routes::{Acces, Route};

pub(super) fn table() -> Vec<Route> {
    use Acces::{Connecte, Organisation};
    use ActionOrganisation::{Auditer, GererAdministrateurs, Identifier, Lire};
    use Portee::{Ecriture, Lecture};
    vec![
        ligne(Connecte, Lecture, routes!(fiche::lister_organisations)),
        ligne(
            Organisation(Lire),
            Lecture,
            routes!(fiche::lire_organisation),
        ),
        ligne(
            Organisation(Identifier),
            Ecriture,
            routes!(fiche::remplacer_organisation),
        ),
        ligne(
            Organisation(GererAdministrateurs),
            Ecriture,
            routes!(administrateurs::nommer_administrateur),
        ),
        ligne(
            Organisation(GererAdministrateurs),
            Ecriture,
            routes!(administrateurs::retirer_administrateur),
        ),
        ligne(
            Organisation(Auditer),
            Lecture,
            routes!(droits::lister_acces),
        ),
        ligne(
            Organisation(Auditer),
            Lecture,
            routes!(droits::lister_changements),
        ),
    ]
}
