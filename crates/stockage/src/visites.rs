//! When each person last came to each service, and where its journal was then.
//!
//! Invariant: it says what to highlight and nothing else: no right and no figure depends on it,
//! and it is not journaled. The journal is the proof of what people declared; what they read is
//! nobody's business, and a line per visit would itself be a change to the service.

use jiff::Timestamp;
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tx::{Tx, ligne, sql};

const SQL_UNE: &str = "
    SELECT derniere_le, derniere_sequence, precedente_le, precedente_sequence
    FROM visites
    WHERE service_id = $1 AND compte_id = $2";

const SQL_POSER: &str = "
    INSERT INTO visites (
        service_id, compte_id, derniere_le, derniere_sequence, precedente_le, precedente_sequence)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (service_id, compte_id) DO UPDATE
    SET derniere_le = excluded.derniere_le, derniere_sequence = excluded.derniere_sequence,
        precedente_le = excluded.precedente_le,
        precedente_sequence = excluded.precedente_sequence
    WHERE visites.derniere_le <= excluded.derniere_le";

pub(crate) const REQUETES: &[&str] = &[SQL_UNE, SQL_POSER];

/// One passage: when, and the last line of the journal at that moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// When the person was last seen there.
    pub le: Timestamp,
    /// The number of the last line they could have read.
    pub sequence: i64,
}

/// A person's visits to a service, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visite {
    /// The present visit, or the latest one.
    pub derniere: Passage,
    /// The one before it; none the first time.
    pub precedente: Option<Passage>,
}

ligne! {
    pub(crate) struct LigneVisite {
        pub(crate) derniere_le: i64,
        pub(crate) derniere_sequence: i64,
        pub(crate) precedente_le: Option<i64>,
        pub(crate) precedente_sequence: Option<i64>,
    }
}

/// A person's visits to a service; none when they never came.
///
/// # Errors
/// [`Error::Inconsistance`] for an instant that makes no sense.
pub async fn une(tx: &mut Tx<'_>, service: Uuid, compte: Uuid) -> Result<Option<Visite>, Error> {
    let trouvee = sql!(tx, SQL_UNE, fetch_optional as LigneVisite; service, compte)?;
    trouvee
        .map(|ligne| lire(&ligne, service, compte))
        .transpose()
}

/// The visits a row says.
pub(crate) fn lire(ligne: &LigneVisite, service: Uuid, compte: Uuid) -> Result<Visite, Error> {
    let passage = |colonne, le, sequence| {
        let lieu = || Lieu::new("visites", colonne, format_args!("{service}/{compte}"));
        Ok::<_, Error>(Passage {
            le: instant(le, lieu)?,
            sequence,
        })
    };
    let precedente = match (ligne.precedente_le, ligne.precedente_sequence) {
        (Some(le), Some(sequence)) => Some(passage("precedente_le", le, sequence)?),
        _ => None,
    };
    Ok(Visite {
        derniere: passage("derniere_le", ligne.derniere_le, ligne.derniere_sequence)?,
        precedente,
    })
}

/// Writes a person's visits to a service; an older visit never replaces a later one. Takes no
/// turn: it is nobody's change.
///
/// # Errors
/// The engine's failure.
pub async fn poser(
    tx: &mut Tx<'_>,
    service: Uuid,
    compte: Uuid,
    visite: &Visite,
) -> Result<(), Error> {
    let precedente = visite.precedente;
    sql!(tx, SQL_POSER;
        service, compte, micros(visite.derniere.le), visite.derniere.sequence,
        precedente.map(|p| micros(p.le)), precedente.map(|p| p.sequence))?;
    Ok(())
}
