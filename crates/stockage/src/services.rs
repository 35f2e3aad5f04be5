//! Services: the head of each chain, and the clear columns lists are made of.
//!
//! Invariant: nothing below a service is written without its [`Tour`], taken here, and nothing a
//! decision rests on is read before it.

mod corbeille;
mod fiche;
mod liste;

pub use corbeille::{
    DansCorbeille, Purge, corbeille, prendre_tour_corbeille, purger, restaurer, supprimer,
};
pub use fiche::{
    Apercu, Etat, Fiche, Nouveau, Ouverture, Service, charger, creer, mettre_en_cache, modifier,
    ouvrir,
};
pub use liste::{
    Chiffres, Filtre, LigneListe, Ordre, Sens, Stade, Tri, chiffres, compter, liste, suite,
};

use uuid::Uuid;

use crate::Error;
use crate::tour::{Chaine, DuService, TeteLue, Tour};
use crate::tx::{Tx, sql};

const SQL_PRENDRE_TOUR: &str = "
    UPDATE services
    SET sequence = sequence + 1
    WHERE id = $1 AND supprime_le IS NULL
    RETURNING sequence, tete, sceau";

const SQL_AVANCER: &str = "
    UPDATE services
    SET sequence = $2, tete = $3, sceau = $4
    WHERE id = $1";

const SQL_LIRE_TETE: &str = "
    SELECT tete, sceau
    FROM services
    WHERE id = $1";

const PROPRES: &[&str] = &[SQL_PRENDRE_TOUR, SQL_AVANCER, SQL_LIRE_TETE];

pub(crate) const REQUETES: &[&[&str]] = &[
    PROPRES,
    corbeille::REQUETES,
    fiche::REQUETES,
    liste::REQUETES,
];

impl Chaine for DuService {
    const TABLE: &'static str = "services";
    const AVANCER_TETE: &'static str = SQL_AVANCER;
    const LIRE_TETE: &'static str = SQL_LIRE_TETE;
}

/// Takes the turn of a living service: the first statement on it in every write.
///
/// # Errors
/// [`Error::Absent`] when there is none or it is in the bin; [`Error::Chiffrement`] when its
/// chain's head was altered.
pub async fn prendre_tour(tx: &mut Tx<'_>, id: Uuid) -> Result<Tour, Error> {
    let trouvee = sql!(tx, SQL_PRENDRE_TOUR, fetch_optional as (i64, Vec<u8>, Vec<u8>); id)?;
    tour(tx, id, trouvee)
}

fn tour(tx: &Tx<'_>, id: Uuid, trouvee: Option<(i64, Vec<u8>, Vec<u8>)>) -> Result<Tour, Error> {
    let (sequence, tete, sceau) = trouvee.ok_or(Error::Absent { objet: "services" })?;
    Tour::prendre(
        tx,
        TeteLue {
            chaine: id,
            sequence,
            tete,
            sceau,
        },
    )
}
