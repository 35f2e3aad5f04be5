//! Organisations: one per SIRET, with a chain of its own.
//!
//! Invariant: two services of the same SIRET always share the same row.

use jiff::Timestamp;
use uuid::Uuid;

use crate::Error;
use crate::journal::genese;
use crate::temps::micros;
use crate::tour::{Chaine, DeLOrganisation, TeteLue, Tour};
use crate::tx::{Tx, ligne, sql};

const SQL_CREER: &str = "
    INSERT INTO organisations (id, siret, nom, nom_tri, sequence, tete, sceau, cree_le)
    VALUES ($1, $2, $3, $4, 0, $5, $6, $7)
    ON CONFLICT (siret) DO NOTHING";

const SQL_PAR_SIRET: &str = "
    SELECT id, siret, nom
    FROM organisations
    WHERE siret = $1";

const SQL_PAR_ID: &str = "
    SELECT id, siret, nom
    FROM organisations
    WHERE id = $1";

const SQL_DU_COMPTE: &str = "
    SELECT o.id, o.siret, o.nom
    FROM organisations o
    WHERE EXISTS (
        SELECT 1
        FROM membres m
        JOIN services s ON s.id = m.service_id
        WHERE m.compte_id = $1 AND s.organisation_id = o.id AND s.supprime_le IS NULL)
    ORDER BY o.nom_tri, o.id";

const SQL_PRENDRE_TOUR: &str = "
    UPDATE organisations
    SET sequence = sequence + 1
    WHERE id = $1
    RETURNING sequence, tete, sceau";

const SQL_AVANCER: &str = "
    UPDATE organisations
    SET sequence = $2, tete = $3, sceau = $4
    WHERE id = $1";

const SQL_LIRE_TETE: &str = "
    SELECT tete, sceau
    FROM organisations
    WHERE id = $1";

pub(crate) const REQUETES: &[&str] = &[
    SQL_CREER,
    SQL_PAR_SIRET,
    SQL_PAR_ID,
    SQL_DU_COMPTE,
    SQL_PRENDRE_TOUR,
    SQL_AVANCER,
    SQL_LIRE_TETE,
];

impl Chaine for DeLOrganisation {
    const TABLE: &'static str = "organisations";
    const AVANCER_TETE: &'static str = SQL_AVANCER;
    const LIRE_TETE: &'static str = SQL_LIRE_TETE;
}

ligne! {
    /// An organisation read back.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Organisation {
        /// Its identifier.
        pub id: Uuid,
        /// 14 digits.
        pub siret: String,
        /// Its name.
        pub nom: String,
    }
}

/// An organisation about to be made, unless its SIRET is known.
#[derive(Debug, Clone)]
pub struct Nouvelle<'a> {
    /// The identifier it gets if it is new.
    pub id: Uuid,
    /// 14 digits, checked by the caller.
    pub siret: &'a str,
    /// Its name, kept only if it is new.
    pub nom: &'a str,
    /// The sort key of its name.
    pub nom_tri: &'a str,
    /// When.
    pub cree_le: Timestamp,
}

/// The organisation of that SIRET, made if it is not known yet.
///
/// # Errors
/// The engine's failure.
pub async fn trouver_ou_creer(
    tx: &mut Tx<'_>,
    nouvelle: &Nouvelle<'_>,
) -> Result<Organisation, Error> {
    if let Some(connue) = par_siret(tx, nouvelle.siret).await? {
        return Ok(connue);
    }
    let tete = genese(nouvelle.id);
    let sceau = tx.coffre.sceau(nouvelle.id, &tete);
    sql!(tx, SQL_CREER;
        nouvelle.id, nouvelle.siret, nouvelle.nom, nouvelle.nom_tri, tete.as_slice(),
        sceau.as_slice(), micros(nouvelle.cree_le))?;
    // Ours, or the one another transaction made meanwhile.
    par_siret(tx, nouvelle.siret).await?.ok_or(Error::Absent {
        objet: "organisations",
    })
}

/// The organisation of that SIRET, if it is known.
///
/// # Errors
/// The engine's failure.
pub async fn par_siret(tx: &mut Tx<'_>, siret: &str) -> Result<Option<Organisation>, Error> {
    sql!(tx, SQL_PAR_SIRET, fetch_optional as Organisation; siret)
}

/// An organisation.
///
/// # Errors
/// [`Error::Absent`] when there is none.
pub async fn charger(tx: &mut Tx<'_>, id: Uuid) -> Result<Organisation, Error> {
    sql!(tx, SQL_PAR_ID, fetch_optional as Organisation; id)?.ok_or(Error::Absent {
        objet: "organisations",
    })
}

/// The organisations a person works for: those of the living services with a role for them.
///
/// # Errors
/// The engine's failure.
pub async fn du_compte(tx: &mut Tx<'_>, compte: Uuid) -> Result<Vec<Organisation>, Error> {
    sql!(tx, SQL_DU_COMPTE, fetch_all as Organisation; compte)
}

/// Takes the organisation's turn; before those of its services, when both are needed.
///
/// # Errors
/// [`Error::Absent`]; [`Error::Chiffrement`] when its chain's head was altered.
pub async fn prendre_tour(tx: &mut Tx<'_>, id: Uuid) -> Result<Tour<DeLOrganisation>, Error> {
    let trouvee = sql!(tx, SQL_PRENDRE_TOUR, fetch_optional as (i64, Vec<u8>, Vec<u8>); id)?;
    let (sequence, tete, sceau) = trouvee.ok_or(Error::Absent {
        objet: "organisations",
    })?;
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
