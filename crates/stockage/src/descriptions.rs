//! The description of a service: one encrypted document, one version.
//!
//! Invariant: a version is written once, under the service's turn, and its journal line (object
//! [`OBJET`]) holds the same document: that line is the base of a later three-way comparison.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::chiffrement::Lieu;
use crate::tour::Tour;
use crate::tx::{Tx, sql};
use crate::{Error, journal};

/// What journal lines about a description carry as their object.
pub const OBJET: &str = "description";

const SQL_CHARGER: &str = "
    SELECT version, document
    FROM descriptions
    WHERE service_id = $1";

const SQL_CREER: &str = "
    INSERT INTO descriptions (service_id, version, document)
    VALUES ($1, 1, $2)";

const SQL_REMPLACER: &str = "
    UPDATE descriptions
    SET version = version + 1, document = $3
    WHERE service_id = $1 AND version = $2
    RETURNING version";

const SQL_VERSION: &str = "
    SELECT version
    FROM descriptions
    WHERE service_id = $1";

pub(crate) const REQUETES: &[&str] = &[SQL_CHARGER, SQL_CREER, SQL_REMPLACER, SQL_VERSION];

/// A description read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Lue<T> {
    /// From 1.
    pub version: i64,
    /// The answers.
    pub document: T,
}

/// The description of a service.
///
/// # Errors
/// [`Error::Absent`], or a document that does not read.
pub async fn charger<T: DeserializeOwned>(tx: &mut Tx<'_>, service: Uuid) -> Result<Lue<T>, Error> {
    let trouvee = sql!(tx, SQL_CHARGER, fetch_optional as (i64, Vec<u8>); service)?;
    let (version, document) = trouvee.ok_or(Error::Absent {
        objet: "descriptions",
    })?;
    lire(tx, service, version, &document)
}

/// Opens the description a row holds.
pub(crate) fn lire<T: DeserializeOwned>(
    tx: &Tx<'_>,
    service: Uuid,
    version: i64,
    document: &[u8],
) -> Result<Lue<T>, Error> {
    Ok(Lue {
        version,
        document: tx.coffre.ouvrir_json(&lieu(service), document)?,
    })
}

/// Writes the first version (`version_lue` 0) or the one after `version_lue`; gives the new
/// version. The journal line is the caller's.
///
/// # Errors
/// [`Error::Conflit`] when the stored version is another one.
pub async fn enregistrer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    version_lue: i64,
    document: &T,
) -> Result<i64, Error> {
    let service = tour.id();
    let secret = tx.coffre.fermer_json(&lieu(service), document)?;
    let trouvee = sql!(tx, SQL_VERSION, fetch_optional as (i64,); service)?.map_or(0, |(v,)| v);
    if trouvee != version_lue {
        return Err(Error::Conflit {
            objet: "descriptions",
            attendue: version_lue,
            trouvee,
        });
    }
    if version_lue == 0 {
        sql!(tx, SQL_CREER; service, secret.as_slice())?;
        return Ok(1);
    }
    let (version,) = sql!(tx, SQL_REMPLACER, fetch_one as (i64,);
        service, version_lue, secret.as_slice())?;
    Ok(version)
}

/// The description as it was at `version`, read back from the journal. None when its line was
/// erased.
///
/// # Errors
/// A line that does not read.
pub async fn a_la_version<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    service: Uuid,
    version: i64,
) -> Result<Option<T>, Error> {
    journal::a_la_version(tx, service, OBJET, version).await
}

/// Who wrote the description after `version` and when, oldest first.
///
/// # Errors
/// A date that does not read.
pub async fn ecritures_depuis(
    tx: &mut Tx<'_>,
    service: Uuid,
    version: i64,
) -> Result<Vec<(Option<Uuid>, Timestamp)>, Error> {
    journal::ecritures_depuis(tx, service, OBJET, version).await
}

fn lieu(service: Uuid) -> Lieu {
    Lieu::new("descriptions", "document", service)
}
