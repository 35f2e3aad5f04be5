//! The installation's own chain: what belongs to no service and no organisation (purges,
//! settings). Its head also tells whether the keyring fits the database.
//!
//! Invariant: there is exactly one row, made by the first migration run.

use uuid::Uuid;

use crate::chiffrement::{CauseChiffrement, Lieu};
use crate::journal::genese;
use crate::tour::{Chaine, DeLInstallation, TeteLue, Tour};
use crate::tx::{Tx, sql};
use crate::{Error, migrations};

/// The identifier of the installation's chain.
pub const INSTALLATION: Uuid = Uuid::nil();

const SQL_INSTALLER: &str = "
    INSERT INTO chaines (id, sequence, tete, sceau)
    VALUES ($1, 0, $2, $3)
    ON CONFLICT (id) DO NOTHING";

const SQL_LIRE: &str = "
    SELECT tete, sceau
    FROM chaines
    WHERE id = $1";

const SQL_SCHEMA: &str = "
    SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT)
    FROM _sqlx_migrations
    WHERE success";

const SQL_PRENDRE_TOUR: &str = "
    UPDATE chaines
    SET sequence = sequence + 1
    WHERE id = $1
    RETURNING sequence, tete, sceau";

const SQL_AVANCER: &str = "
    UPDATE chaines
    SET sequence = $2, tete = $3, sceau = $4
    WHERE id = $1";

pub(crate) const REQUETES: &[&str] = &[
    SQL_INSTALLER,
    SQL_LIRE,
    SQL_SCHEMA,
    SQL_PRENDRE_TOUR,
    SQL_AVANCER,
];

impl Chaine for DeLInstallation {
    const TABLE: &'static str = "chaines";
    const AVANCER_TETE: &'static str = SQL_AVANCER;
    const LIRE_TETE: &'static str = SQL_LIRE;
}

/// Makes the row when missing, then checks that the keyring fits.
pub(crate) async fn installer(tx: &mut Tx<'_>) -> Result<(), Error> {
    let tete = genese(INSTALLATION);
    let sceau = tx.coffre.sceau(INSTALLATION, &tete);
    sql!(tx, SQL_INSTALLER; INSTALLATION, tete.clone(), sceau.clone())?;
    verifier_installation(tx).await
}

/// Checks that the schema is there and that the keyring is the one that sealed this database.
pub(crate) async fn verifier_installation(tx: &mut Tx<'_>) -> Result<(), Error> {
    let attendu = migrations::derniere();
    let (trouve,) = sql!(tx, SQL_SCHEMA, fetch_one as (i64,);)?;
    if trouve != attendu {
        return Err(Error::Schema { attendu, trouve });
    }
    let trouvee = sql!(tx, SQL_LIRE, fetch_optional as (Vec<u8>, Vec<u8>); INSTALLATION)?;
    let (tete, sceau) = trouvee.ok_or(Error::Absent { objet: "chaines" })?;
    if tx.coffre.sceau_valable(INSTALLATION, &tete, &sceau) {
        return Ok(());
    }
    Err(Lieu::new("chaines", "sceau", INSTALLATION).refus(CauseChiffrement::Altere))
}

/// Takes the installation's turn.
///
/// # Errors
/// [`Error::Chiffrement`] when the head was altered.
pub async fn prendre_tour(tx: &mut Tx<'_>) -> Result<Tour<DeLInstallation>, Error> {
    let trouvee =
        sql!(tx, SQL_PRENDRE_TOUR, fetch_optional as (i64, Vec<u8>, Vec<u8>); INSTALLATION)?;
    let (sequence, tete, sceau) = trouvee.ok_or(Error::Absent { objet: "chaines" })?;
    Tour::prendre(
        tx,
        TeteLue {
            chaine: INSTALLATION,
            sequence,
            tete,
            sceau,
        },
    )
}
