//! Who may do what on a service: one role per person.
//!
//! Invariant: a role changes only under the service's turn, so a right checked after the turn
//! still holds at COMMIT.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tour::Tour;
use crate::tx::{Tx, sql};

const SQL_TITRE: &str = "
    SELECT role, rubriques, fin
    FROM membres
    WHERE service_id = $1 AND compte_id = $2";

const SQL_TOUS: &str = "
    SELECT compte_id, role, rubriques, fin, ajoute_le, ajoute_par
    FROM membres
    WHERE service_id = $1
    ORDER BY ajoute_le, compte_id";

const SQL_POSER: &str = "
    INSERT INTO membres (service_id, compte_id, role, rubriques, fin, ajoute_le, ajoute_par)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (service_id, compte_id)
    DO UPDATE SET role = excluded.role, rubriques = excluded.rubriques, fin = excluded.fin";

const SQL_RETIRER: &str = "
    DELETE FROM membres
    WHERE service_id = $1 AND compte_id = $2";

pub(crate) const REQUETES: &[&str] = &[SQL_TITRE, SQL_TOUS, SQL_POSER, SQL_RETIRER];

/// Who reads, and the day it is in Europe/Paris: a role that ended opens nothing.
pub type Lecteur = (Uuid, Date);

/// What a person holds on a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titre {
    /// A role, by its identifier (`proprietaire`).
    pub role: String,
    /// The parts a contributor writes in, separated by spaces; none for all of them.
    pub rubriques: Option<String>,
    /// The last day of an auditor, `YYYY-MM-DD`; none for any other role.
    pub fin: Option<String>,
}

/// The columns of a title, as they are read.
pub(crate) type TitreLu = (String, Option<String>, Option<String>);

impl From<TitreLu> for Titre {
    fn from((role, rubriques, fin): TitreLu) -> Self {
        Self {
            role,
            rubriques,
            fin,
        }
    }
}

/// A role without limits.
impl From<&str> for Titre {
    fn from(role: &str) -> Self {
        Self {
            role: role.to_owned(),
            rubriques: None,
            fin: None,
        }
    }
}

/// A person on a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membre {
    /// The person.
    pub compte_id: Uuid,
    /// What the person holds.
    pub titre: Titre,
    /// Since when.
    pub ajoute_le: Timestamp,
    /// Who brought the person in; none for the one who made the service.
    pub ajoute_par: Option<Uuid>,
}

/// What a person was given on a service, even if it ended since; none without any role.
///
/// # Errors
/// The engine's failure.
pub async fn titre(tx: &mut Tx<'_>, service: Uuid, compte: Uuid) -> Result<Option<Titre>, Error> {
    let lu = sql!(tx, SQL_TITRE, fetch_optional as TitreLu; service, compte)?;
    Ok(lu.map(Titre::from))
}

/// Everyone on a service, those whose role ended included, in order of arrival.
///
/// # Errors
/// The engine's failure.
pub async fn tous(tx: &mut Tx<'_>, service: Uuid) -> Result<Vec<Membre>, Error> {
    type Lue = (
        Uuid,
        String,
        Option<String>,
        Option<String>,
        i64,
        Option<Uuid>,
    );
    let lignes = sql!(tx, SQL_TOUS, fetch_all as Lue; service)?;
    lignes
        .into_iter()
        .map(|(compte_id, role, rubriques, fin, ajoute_le, ajoute_par)| {
            let lieu = || {
                Lieu::new(
                    "membres",
                    "ajoute_le",
                    format_args!("{service}/{compte_id}"),
                )
            };
            Ok(Membre {
                compte_id,
                titre: (role, rubriques, fin).into(),
                ajoute_le: instant(ajoute_le, lieu)?,
                ajoute_par,
            })
        })
        .collect()
}

/// Gives a person a role, in place of the one held before.
///
/// # Errors
/// [`Error::Base`] for an unknown role or person.
pub async fn poser(tx: &mut Tx<'_>, tour: &mut Tour, membre: &Membre) -> Result<(), Error> {
    sql!(tx, SQL_POSER;
        tour.id(), membre.compte_id, membre.titre.role.as_str(), membre.titre.rubriques.as_deref(),
        membre.titre.fin.as_deref(), micros(membre.ajoute_le), membre.ajoute_par)?;
    Ok(())
}

/// Takes a person off a service; false when the person was not on it.
///
/// # Errors
/// The engine's failure.
pub async fn retirer(tx: &mut Tx<'_>, tour: &mut Tour, compte: Uuid) -> Result<bool, Error> {
    Ok(sql!(tx, SQL_RETIRER; tour.id(), compte)? > 0)
}
