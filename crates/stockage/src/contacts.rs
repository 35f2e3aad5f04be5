//! Who answers for what around a service: one encrypted document a service, with its version.
//!
//! Invariant: no row until someone writes something; a version is written over the one before.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tour::Tour;
use crate::tx::{Tx, sql};

/// What the lines of the journal about contacts name as their object.
pub const OBJET: &str = "contacts";

const SQL_CHARGER: &str = "
    SELECT version, document, modifie_le, modifie_par
    FROM contacts
    WHERE service_id = $1";

const SQL_CREER: &str = "
    INSERT INTO contacts (service_id, version, document, modifie_le, modifie_par)
    VALUES ($1, 1, $2, $3, $4)";

const SQL_REMPLACER: &str = "
    UPDATE contacts
    SET version = version + 1, document = $3, modifie_le = $4, modifie_par = $5
    WHERE service_id = $1 AND version = $2";

pub(crate) const REQUETES: &[&str] = &[SQL_CHARGER, SQL_CREER, SQL_REMPLACER];

/// The contacts of a service, as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Ecrits<T> {
    /// From 1.
    pub version: i64,
    /// What they say.
    pub document: T,
    /// Last change.
    pub modifie_le: Timestamp,
    /// Who made it.
    pub modifie_par: Uuid,
}

/// The contacts of a service; none until someone wrote some.
///
/// # Errors
/// A document that does not read.
pub async fn charger<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    service: Uuid,
) -> Result<Option<Ecrits<T>>, Error> {
    let lus = sql!(tx, SQL_CHARGER, fetch_optional as (i64, Vec<u8>, i64, Uuid); service)?;
    let Some((version, document, modifie_le, modifie_par)) = lus else {
        return Ok(None);
    };
    Ok(Some(Ecrits {
        version,
        document: tx.coffre.ouvrir_json(&lieu(service), &document)?,
        modifie_le: instant(modifie_le, || Lieu::new("contacts", "modifie_le", service))?,
        modifie_par,
    }))
}

/// Writes them, the first time or over the version that was read; gives the new version. The
/// journal line (object: [`OBJET`]) is the caller's.
///
/// # Errors
/// [`Error::Conflit`] when the stored version is another one.
pub async fn enregistrer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    version_lue: i64,
    document: &T,
    (modifie_le, modifie_par): (Timestamp, Uuid),
) -> Result<i64, Error> {
    let service = tour.id();
    let secret = tx.coffre.fermer_json(&lieu(service), document)?;
    let trouvee = sql!(tx, SQL_CHARGER, fetch_optional as (i64, Vec<u8>, i64, Uuid); service)?
        .map_or(0, |(version, ..)| version);
    if trouvee != version_lue {
        return Err(Error::Conflit {
            objet: OBJET,
            attendue: version_lue,
            trouvee,
        });
    }
    if version_lue == 0 {
        sql!(tx, SQL_CREER; service, secret.as_slice(), micros(modifie_le), modifie_par)?;
    } else {
        sql!(tx, SQL_REMPLACER;
            service, version_lue, secret.as_slice(), micros(modifie_le), modifie_par)?;
    }
    Ok(version_lue + 1)
}

fn lieu(service: Uuid) -> Lieu {
    Lieu::new("contacts", "document", service)
}
