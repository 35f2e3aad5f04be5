//! The bin: a deleted service stays 30 days, then goes for good.
//!
//! Invariant: a service in the bin is invisible to everything but this file; purging it removes
//! every row below it, and gives back the last head of its chain for the installation's journal.

use jiff::Timestamp;
use uuid::Uuid;

use super::tour;
use crate::Error;
use crate::administrateurs::tenus;
use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tour::{DeLInstallation, Tour};
use crate::tx::{Tx, sql};

const SQL_PRENDRE_TOUR_CORBEILLE: &str = "
    UPDATE services
    SET sequence = sequence + 1
    WHERE id = $1 AND supprime_le IS NOT NULL
    RETURNING sequence, tete, sceau";

const SQL_SUPPRIMER: &str = "
    UPDATE services
    SET supprime_le = $2, supprime_par = $3
    WHERE id = $1";

const SQL_RESTAURER: &str = "
    UPDATE services
    SET supprime_le = NULL, supprime_par = NULL
    WHERE id = $1";

/// Neither an owner nor an administrator has a last day: no need to know which one it is.
const SQL_CORBEILLE: &str = concat!(
    "
    SELECT s.id, s.nom, s.supprime_le, s.supprime_par
    FROM ",
    tenus!("''"),
    " m
    JOIN services s ON s.id = m.service_id
    WHERE m.role IN ('proprietaire', 'administrateurOrganisation') AND s.supprime_le IS NOT NULL
    ORDER BY s.supprime_le DESC, s.id"
);

const SQL_A_PURGER: &str = "
    SELECT id, sequence, tete
    FROM services
    WHERE supprime_le < $1
    ORDER BY id
    LIMIT 100";

const SQL_PURGER_VISITES: &str = "DELETE FROM visites WHERE service_id = $1";
const SQL_PURGER_INVITATIONS: &str = "DELETE FROM invitations WHERE service_id = $1";
const SQL_PURGER_JETONS: &str = "DELETE FROM jeton_services WHERE service_id = $1";
const SQL_PURGER_MEMBRES: &str = "DELETE FROM membres WHERE service_id = $1";
const SQL_PURGER_RESPONSABLES: &str = "DELETE FROM mesure_responsables WHERE service_id = $1";
const SQL_PURGER_COMMENTAIRES: &str = "DELETE FROM commentaires WHERE service_id = $1";
const SQL_PURGER_MESURES: &str = "DELETE FROM mesures WHERE service_id = $1";
const SQL_PURGER_SPECIFIQUES: &str = "DELETE FROM mesures_specifiques WHERE service_id = $1";
const SQL_PURGER_RISQUES: &str = "DELETE FROM risques WHERE service_id = $1";
const SQL_PURGER_LIENS: &str = "DELETE FROM liens WHERE service_id = $1";
const SQL_PURGER_CONTACTS: &str = "DELETE FROM contacts WHERE service_id = $1";
const SQL_PURGER_ACCUSES: &str = "DELETE FROM accuses WHERE service_id = $1";
const SQL_PURGER_DESCRIPTIONS: &str = "DELETE FROM descriptions WHERE service_id = $1";
const SQL_PURGER_JOURNAL: &str = "DELETE FROM journal WHERE chaine = $1";
const SQL_PURGER_SERVICE: &str = "DELETE FROM services WHERE id = $1";

pub(super) const REQUETES: &[&str] = &[
    SQL_PRENDRE_TOUR_CORBEILLE,
    SQL_SUPPRIMER,
    SQL_RESTAURER,
    SQL_CORBEILLE,
    SQL_A_PURGER,
    SQL_PURGER_VISITES,
    SQL_PURGER_INVITATIONS,
    SQL_PURGER_JETONS,
    SQL_PURGER_MEMBRES,
    SQL_PURGER_COMMENTAIRES,
    SQL_PURGER_RESPONSABLES,
    SQL_PURGER_MESURES,
    SQL_PURGER_SPECIFIQUES,
    SQL_PURGER_RISQUES,
    SQL_PURGER_LIENS,
    SQL_PURGER_CONTACTS,
    SQL_PURGER_ACCUSES,
    SQL_PURGER_DESCRIPTIONS,
    SQL_PURGER_JOURNAL,
    SQL_PURGER_SERVICE,
];

/// A service in the bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DansCorbeille {
    /// Its identifier.
    pub id: Uuid,
    /// Its name.
    pub nom: String,
    /// When it was deleted.
    pub supprime_le: Timestamp,
    /// Who deleted it.
    pub supprime_par: Option<Uuid>,
}

/// What is left of a purged service: the proof to write in the installation's journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purge {
    /// The service that was.
    pub id: Uuid,
    /// The number its chain had reached.
    pub sequence: i64,
    /// The last head of its chain.
    pub tete: Vec<u8>,
}

/// Puts a service in the bin.
///
/// # Errors
/// The engine's failure.
pub async fn supprimer(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    par: Uuid,
    le: Timestamp,
) -> Result<(), Error> {
    sql!(tx, SQL_SUPPRIMER; tour.id(), micros(le), par)?;
    Ok(())
}

/// Takes the turn of a service in the bin.
///
/// # Errors
/// [`Error::Absent`] when it is not in the bin.
pub async fn prendre_tour_corbeille(tx: &mut Tx<'_>, id: Uuid) -> Result<Tour, Error> {
    let trouvee =
        sql!(tx, SQL_PRENDRE_TOUR_CORBEILLE, fetch_optional as (i64, Vec<u8>, Vec<u8>); id)?;
    tour(tx, id, trouvee)
}

/// Takes a service out of the bin.
///
/// # Errors
/// The engine's failure.
pub async fn restaurer(tx: &mut Tx<'_>, tour: &mut Tour) -> Result<(), Error> {
    sql!(tx, SQL_RESTAURER; tour.id())?;
    Ok(())
}

/// The services in the bin that are `compte`'s to take back, latest first.
///
/// # Errors
/// The engine's failure.
pub async fn corbeille(tx: &mut Tx<'_>, compte: Uuid) -> Result<Vec<DansCorbeille>, Error> {
    let lignes = sql!(tx, SQL_CORBEILLE, fetch_all as (Uuid, String, i64, Option<Uuid>); compte)?;
    lignes
        .into_iter()
        .map(|(id, nom, supprime_le, supprime_par)| {
            let supprime_le = instant(supprime_le, || Lieu::new("services", "supprime_le", id))?;
            Ok(DansCorbeille {
                id,
                nom,
                supprime_le,
                supprime_par,
            })
        })
        .collect()
}

/// Removes for good up to 100 services deleted before `avant` (30 days ago, says the caller), and
/// everything below them. Run again while it returns some. Asks for the installation's turn, in
/// whose journal the caller writes each [`Purge`].
///
/// # Errors
/// The engine's failure; nothing is removed then.
pub async fn purger(
    tx: &mut Tx<'_>,
    _tour: &mut Tour<DeLInstallation>,
    avant: Timestamp,
) -> Result<Vec<Purge>, Error> {
    let lignes = sql!(tx, SQL_A_PURGER, fetch_all as (Uuid, i64, Vec<u8>); micros(avant))?;
    let mut purges = Vec::with_capacity(lignes.len());
    for (id, sequence, tete) in lignes {
        // Its turn first: a restoration under way on PostgreSQL ends before, or finds nothing.
        match prendre_tour_corbeille(tx, id).await {
            Ok(_) => {}
            Err(Error::Absent { .. }) => continue,
            Err(erreur) => return Err(erreur),
        }
        for requete in [
            SQL_PURGER_VISITES,
            SQL_PURGER_INVITATIONS,
            SQL_PURGER_JETONS,
            SQL_PURGER_MEMBRES,
            SQL_PURGER_COMMENTAIRES,
            SQL_PURGER_RESPONSABLES,
            SQL_PURGER_MESURES,
            SQL_PURGER_SPECIFIQUES,
            SQL_PURGER_RISQUES,
            SQL_PURGER_LIENS,
            SQL_PURGER_CONTACTS,
            SQL_PURGER_ACCUSES,
            SQL_PURGER_DESCRIPTIONS,
            SQL_PURGER_JOURNAL,
            SQL_PURGER_SERVICE,
        ] {
            sql!(tx, requete; id)?;
        }
        purges.push(Purge { id, sequence, tete });
    }
    Ok(purges)
}
