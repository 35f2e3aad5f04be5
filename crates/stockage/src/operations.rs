//! Operation ids: what makes a retry, a double click or an unknown COMMIT harmless.
//!
//! Invariant: the row is written by the very transaction whose effect it stands for; finding it
//! means that the effect took place, not finding it means that it did not.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::micros;
use crate::tx::{Tx, sql};

const SQL_RECLAMER: &str = "
    INSERT INTO operations (id, acteur, empreinte, resultat, cree_le)
    VALUES ($1, $2, $3, NULL, $4)
    ON CONFLICT (id) DO NOTHING";

const SQL_CHARGER: &str = "
    SELECT acteur, empreinte, resultat
    FROM operations
    WHERE id = $1";

const SQL_TERMINER: &str = "
    UPDATE operations
    SET resultat = $2
    WHERE id = $1";

const SQL_PURGER: &str = "
    DELETE FROM operations
    WHERE cree_le < $1";

pub(crate) const REQUETES: &[&str] = &[SQL_RECLAMER, SQL_CHARGER, SQL_TERMINER, SQL_PURGER];

/// What a command is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The form's hidden token, or the API's `Idempotency-Key`.
    pub id: Uuid,
    /// Who sends it.
    pub acteur: Uuid,
    /// SHA-256 of what is asked: see [`Self::new`].
    pub empreinte: Vec<u8>,
}

impl Operation {
    /// An operation whose body is `corps`: everything the person chose, the name of the command
    /// and the object it is about included.
    #[must_use]
    pub fn new(id: Uuid, acteur: Uuid, corps: &[u8]) -> Self {
        Self {
            id,
            acteur,
            empreinte: Sha256::digest(corps).to_vec(),
        }
    }
}

/// What claiming an operation gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reclamation<T> {
    /// Never seen: act, then [`terminer`] in the same transaction.
    Nouvelle,
    /// Already done: answer with the recorded outcome, do nothing.
    Deja(T),
    /// Same id, but another body or another person: refuse (422).
    AutreCorps,
}

/// Claims an operation: the first statement of a command. On PostgreSQL, waits for another
/// transaction that claims the same id.
///
/// # Errors
/// [`Error::Inconsistance`] when the recorded outcome is not a `T`, or is missing.
pub async fn reclamer<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    operation: &Operation,
    maintenant: Timestamp,
) -> Result<Reclamation<T>, Error> {
    let id = operation.id;
    let inserees = sql!(tx, SQL_RECLAMER;
        id, operation.acteur, operation.empreinte.as_slice(), micros(maintenant))?;
    if inserees == 1 {
        return Ok(Reclamation::Nouvelle);
    }
    let trouvee = sql!(tx, SQL_CHARGER, fetch_optional as (Uuid, Vec<u8>, Option<Vec<u8>>); id)?;
    let (acteur, empreinte, resultat) = trouvee.ok_or(Error::Absent {
        objet: "operations",
    })?;
    if acteur != operation.acteur || empreinte != operation.empreinte {
        return Ok(Reclamation::AutreCorps);
    }
    let lieu = lieu(id);
    let resultat = resultat.ok_or_else(|| lieu.inconsistance())?;
    Ok(Reclamation::Deja(tx.coffre.ouvrir_json(&lieu, &resultat)?))
}

/// The recorded outcome of an operation of `acteur`, as long as it is remembered; none when that
/// person did nothing under that id.
///
/// # Errors
/// An outcome that does not read.
pub async fn issue<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    id: Uuid,
    acteur: Uuid,
) -> Result<Option<T>, Error> {
    let trouvee = sql!(tx, SQL_CHARGER, fetch_optional as (Uuid, Vec<u8>, Option<Vec<u8>>); id)?;
    let resultat = match trouvee {
        Some((auteur, _, resultat)) if auteur == acteur => resultat,
        _ => None,
    };
    let resultat = resultat.map(|secret| tx.coffre.ouvrir_json(&lieu(id), &secret));
    resultat.transpose()
}

/// Records the outcome of a claimed operation: the last statement of a command.
///
/// # Errors
/// [`Error::Absent`] when it was not claimed.
pub async fn terminer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    id: Uuid,
    resultat: &T,
) -> Result<(), Error> {
    let secret = tx.coffre.fermer_json(&lieu(id), resultat)?;
    match sql!(tx, SQL_TERMINER; id, secret.as_slice())? {
        0 => Err(Error::Absent {
            objet: "operations",
        }),
        _ => Ok(()),
    }
}

/// Forgets the operations made before `avant` (24 h ago, says the caller); gives how many.
///
/// # Errors
/// The engine's failure.
pub async fn purger(tx: &mut Tx<'_>, avant: Timestamp) -> Result<u64, Error> {
    sql!(tx, SQL_PURGER; micros(avant))
}

fn lieu(id: Uuid) -> Lieu {
    Lieu::new("operations", "resultat", id)
}
