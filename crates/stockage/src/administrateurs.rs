//! Who administers an organisation, and what follows on each of its services.
//!
//! Invariant: the right over a service is read from here at each request, never copied into
//! `membres`; it changes only under the organisation's turn.

use jiff::Timestamp;
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::membres::Titre;
use crate::temps::{instant, micros};
use crate::tour::{DeLOrganisation, Tour};
use crate::tx::{Tx, sql};

/// What an administrator holds on each service of the organisation.
pub const ROLE_SUR_UN_SERVICE: &str = "administrateurOrganisation";

/// What a role that ended leaves out, `t` being the member and `$jour` the day it is.
macro_rules! en_cours {
    ($jour:literal) => {
        concat!("(t.fin IS NULL OR t.fin >= ", $jour, ")")
    };
}
pub(crate) use en_cours;

/// The services a person has some right over, with the role: `$1` the person, `$jour` the day it
/// is. An owner stays one; any other role gives way to that of an administrator. What the person
/// administers, nothing for nearly everyone, is looked up once, not for each of their services.
macro_rules! tenus {
    ($jour:literal) => {
        concat!(
            "(
        SELECT t.service_id, t.role
        FROM membres t
        WHERE t.compte_id = $1 AND ",
            $crate::administrateurs::en_cours!($jour),
            "
          AND t.service_id NOT IN (
            SELECT p.id
            FROM organisation_membres a
            JOIN services p ON p.organisation_id = a.organisation_id
            WHERE a.compte_id = $1)
        UNION ALL
        SELECT p.id AS service_id,
               COALESCE((
                 SELECT t.role
                 FROM membres t
                 WHERE t.service_id = p.id AND t.compte_id = $1 AND t.role = 'proprietaire'),
               'administrateurOrganisation') AS role
        FROM organisation_membres a
        JOIN services p ON p.organisation_id = a.organisation_id
        WHERE a.compte_id = $1)"
        )
    };
}
pub(crate) use tenus;

const SQL_TITRE: &str = "
    SELECT m.role, m.rubriques, m.fin, a.role
    FROM services s
    LEFT JOIN membres m ON m.service_id = s.id AND m.compte_id = $2
    LEFT JOIN organisation_membres a
      ON a.organisation_id = s.organisation_id AND a.compte_id = $2
    WHERE s.id = $1";

const SQL_ROLE: &str = "
    SELECT role
    FROM organisation_membres
    WHERE organisation_id = $1 AND compte_id = $2";

const SQL_TOUS: &str = "
    SELECT compte_id, ajoute_le, ajoute_par
    FROM organisation_membres
    WHERE organisation_id = $1
    ORDER BY ajoute_le, compte_id";

const SQL_POSER: &str = "
    INSERT INTO organisation_membres (organisation_id, compte_id, role, ajoute_le, ajoute_par)
    VALUES ($1, $2, 'administrateur', $3, $4)
    ON CONFLICT (organisation_id, compte_id) DO NOTHING";

const SQL_RETIRER: &str = "
    DELETE FROM organisation_membres
    WHERE organisation_id = $1 AND compte_id = $2";

pub(crate) const REQUETES: &[&str] = &[SQL_TITRE, SQL_ROLE, SQL_TOUS, SQL_POSER, SQL_RETIRER];

/// Someone who administers an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administrateur {
    /// The person.
    pub compte_id: Uuid,
    /// Since when.
    pub ajoute_le: Timestamp,
    /// Who named the person; none for the operator.
    pub ajoute_par: Option<Uuid>,
}

/// What a person was given on a service, by a role on it or as an administrator of its
/// organisation; none without any. Whether it ended is for the caller to say. An owner stays one; any other role gives way to the administrator's.
///
/// # Errors
/// The engine's failure.
pub async fn titre_sur_service(
    tx: &mut Tx<'_>,
    service: Uuid,
    compte: Uuid,
) -> Result<Option<Titre>, Error> {
    type Lue = (
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
    );
    let lue = sql!(tx, SQL_TITRE, fetch_optional as Lue; service, compte)?;
    let Some((role, rubriques, fin, administre)) = lue else {
        return Ok(None);
    };
    let propre = role.map(|role| (role, rubriques, fin).into());
    Ok(titre_retenu(propre, administre.is_some()))
}

/// Of what a person holds on a service and by administering its organisation, what counts.
pub(crate) fn titre_retenu(propre: Option<Titre>, administre: bool) -> Option<Titre> {
    match propre {
        Some(titre) if administre && titre.role == "proprietaire" => Some(titre),
        _ if administre => Some(ROLE_SUR_UN_SERVICE.into()),
        propre => propre,
    }
}

/// Whether a person administers an organisation.
///
/// # Errors
/// The engine's failure.
pub async fn est_un(tx: &mut Tx<'_>, organisation: Uuid, compte: Uuid) -> Result<bool, Error> {
    let role = sql!(tx, SQL_ROLE, fetch_optional as (String,); organisation, compte)?;
    Ok(role.is_some())
}

/// Everyone who administers an organisation, in order of arrival.
///
/// # Errors
/// The engine's failure.
pub async fn tous(tx: &mut Tx<'_>, organisation: Uuid) -> Result<Vec<Administrateur>, Error> {
    let lus = sql!(tx, SQL_TOUS, fetch_all as (Uuid, i64, Option<Uuid>); organisation)?;
    lus.into_iter()
        .map(|(compte_id, ajoute_le, ajoute_par)| {
            let lieu = || {
                let place = format_args!("{organisation}/{compte_id}").to_string();
                Lieu::new("organisation_membres", "ajoute_le", place)
            };
            Ok(Administrateur {
                compte_id,
                ajoute_le: instant(ajoute_le, lieu)?,
                ajoute_par,
            })
        })
        .collect()
}

/// Names someone; false when they administer it already.
///
/// # Errors
/// [`Error::Base`] for an unknown person.
pub async fn poser(
    tx: &mut Tx<'_>,
    tour: &mut Tour<DeLOrganisation>,
    administrateur: &Administrateur,
) -> Result<bool, Error> {
    let posees = sql!(tx, SQL_POSER;
        tour.id(), administrateur.compte_id, micros(administrateur.ajoute_le),
        administrateur.ajoute_par)?;
    Ok(posees > 0)
}

/// Takes someone off; false when they were not one.
///
/// # Errors
/// The engine's failure.
pub async fn retirer(
    tx: &mut Tx<'_>,
    tour: &mut Tour<DeLOrganisation>,
    compte: Uuid,
) -> Result<bool, Error> {
    Ok(sql!(tx, SQL_RETIRER; tour.id(), compte)? > 0)
}
