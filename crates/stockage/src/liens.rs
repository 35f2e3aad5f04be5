//! Links made by hand between measures and risks; those of the catalogue are computed.
//!
//! Invariant: a link is there or it is not; it has no other state, its history is in the journal.

use uuid::Uuid;

use crate::Error;
use crate::tour::Tour;
use crate::tx::{Tx, sql};

const SQL_TOUS: &str = "
    SELECT mesure_id, risque_id
    FROM liens
    WHERE service_id = $1
    ORDER BY risque_id, mesure_id";

const SQL_POSER: &str = "
    INSERT INTO liens (service_id, mesure_id, risque_id)
    VALUES ($1, $2, $3)
    ON CONFLICT (service_id, mesure_id, risque_id) DO NOTHING";

const SQL_RETIRER: &str = "
    DELETE FROM liens
    WHERE service_id = $1 AND mesure_id = $2 AND risque_id = $3";

pub(crate) const REQUETES: &[&str] = &[SQL_TOUS, SQL_POSER, SQL_RETIRER];

/// A measure that weighs on a risk because someone said so.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Lien {
    /// `AUTH.1` or `SPE.1`.
    pub mesure: String,
    /// `R3` or `RP.1`.
    pub risque: String,
}

/// The links of a service.
///
/// # Errors
/// The engine's failure.
pub async fn tous(tx: &mut Tx<'_>, service: Uuid) -> Result<Vec<Lien>, Error> {
    let lignes = sql!(tx, SQL_TOUS, fetch_all as (String, String); service)?;
    let lien = |(mesure, risque)| Lien { mesure, risque };
    Ok(lignes.into_iter().map(lien).collect())
}

/// Makes a link; false when it is there already.
///
/// # Errors
/// The engine's failure.
pub async fn poser(tx: &mut Tx<'_>, tour: &mut Tour, lien: &Lien) -> Result<bool, Error> {
    let posees = sql!(tx, SQL_POSER; tour.id(), lien.mesure.as_str(), lien.risque.as_str())?;
    Ok(posees > 0)
}

/// Undoes a link; false when it was not there.
///
/// # Errors
/// The engine's failure.
pub async fn retirer(tx: &mut Tx<'_>, tour: &mut Tour, lien: &Lien) -> Result<bool, Error> {
    let retirees = sql!(tx, SQL_RETIRER; tour.id(), lien.mesure.as_str(), lien.risque.as_str())?;
    Ok(retirees > 0)
}
