//! Tokens of the API: what a person lets a program do in their name.
//!
//! Invariant: the secret is never here, only its SHA-256; a token is found by that digest alone,
//! and one that was revoked or has expired is still found, so that the caller decides.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tour::{DeLInstallation, Tour};
use crate::tx::{Tx, ligne, sql};

const SQL_CREER: &str = "
    INSERT INTO jetons (
        id, compte_id, empreinte, document, portee, tous_services, cree_le, expire_le,
        vu_le, revoque_le)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL)";

const SQL_LIMITER: &str = "
    INSERT INTO jeton_services (service_id, jeton_id)
    VALUES ($1, $2)";

const SQL_PAR_EMPREINTE: &str = "
    SELECT id, compte_id, document, portee, tous_services, cree_le, expire_le, vu_le, revoque_le
    FROM jetons
    WHERE empreinte = $1";

const SQL_DU_COMPTE: &str = "
    SELECT id, compte_id, document, portee, tous_services, cree_le, expire_le, vu_le, revoque_le
    FROM jetons
    WHERE compte_id = $1
    ORDER BY cree_le DESC, id DESC";

const SQL_SERVICES: &str = "
    SELECT service_id
    FROM jeton_services
    WHERE jeton_id = $1
    ORDER BY service_id";

const SQL_VU: &str = "
    UPDATE jetons
    SET vu_le = $2
    WHERE id = $1";

const SQL_REVOQUER: &str = "
    UPDATE jetons
    SET revoque_le = $3
    WHERE id = $1 AND compte_id = $2 AND revoque_le IS NULL";

const SQL_PURGER_SERVICES: &str = "
    DELETE FROM jeton_services
    WHERE jeton_id IN (
        SELECT id FROM jetons WHERE expire_le < $1 OR revoque_le < $1)";

const SQL_PURGER: &str = "
    DELETE FROM jetons
    WHERE expire_le < $1 OR revoque_le < $1";

pub(crate) const REQUETES: &[&str] = &[
    SQL_CREER,
    SQL_LIMITER,
    SQL_PAR_EMPREINTE,
    SQL_DU_COMPTE,
    SQL_SERVICES,
    SQL_VU,
    SQL_REVOQUER,
    SQL_PURGER_SERVICES,
    SQL_PURGER,
];

/// Random bytes of a secret: 256 bits, so that its bare digest cannot be searched.
pub const SECRET: usize = 32;

/// A token about to be made.
#[derive(Debug)]
pub struct Nouveau<'a, T: ?Sized> {
    /// Its identifier, made by the caller.
    pub id: Uuid,
    /// In whose name.
    pub compte_id: Uuid,
    /// The digest of its secret: see [`empreinte`].
    pub empreinte: &'a [u8],
    /// What its owner calls it.
    pub document: &'a T,
    /// `lecture` or `ecriture`.
    pub portee: &'a str,
    /// The services it is limited to; none for all those of its owner.
    pub services: Option<&'a [Uuid]>,
    /// When.
    pub cree_le: Timestamp,
    /// When it ends.
    pub expire_le: Timestamp,
}

/// A token read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Jeton<T> {
    /// Its identifier.
    pub id: Uuid,
    /// In whose name.
    pub compte_id: Uuid,
    /// What its owner calls it.
    pub document: T,
    /// `lecture` or `ecriture`.
    pub portee: String,
    /// The services it is limited to, purged ones aside; none for all those of its owner.
    pub services: Option<Vec<Uuid>>,
    /// When it was made.
    pub cree_le: Timestamp,
    /// When it ends.
    pub expire_le: Timestamp,
    /// Last use, to the minute.
    pub vu_le: Option<Timestamp>,
    /// When it was revoked.
    pub revoque_le: Option<Timestamp>,
}

ligne! {
    struct LigneJeton {
        id: Uuid,
        compte_id: Uuid,
        document: Vec<u8>,
        portee: String,
        tous_services: i64,
        cree_le: i64,
        expire_le: i64,
        vu_le: Option<i64>,
        revoque_le: Option<i64>,
    }
}

/// What a secret is known by.
#[must_use]
pub fn empreinte(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Draws the bytes of a secret.
///
/// # Errors
/// The system has no random bytes.
pub fn tirer(tx: &Tx<'_>) -> Result<[u8; SECRET], Error> {
    tx.coffre.octets()
}

/// Makes a token. The journal line is the caller's.
///
/// # Errors
/// [`Error::DejaPresent`] when the digest is taken, [`Error::Base`] for a service that does not
/// exist.
pub async fn creer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    _tour: &mut Tour<DeLInstallation>,
    nouveau: &Nouveau<'_, T>,
) -> Result<(), Error> {
    let id = nouveau.id;
    let document = tx.coffre.fermer_json(&lieu(id), nouveau.document)?;
    sql!(tx, SQL_CREER;
        id, nouveau.compte_id, nouveau.empreinte, document.as_slice(), nouveau.portee,
        i64::from(nouveau.services.is_none()), micros(nouveau.cree_le),
        micros(nouveau.expire_le))?;
    for service in nouveau.services.unwrap_or_default() {
        sql!(tx, SQL_LIMITER; *service, id)?;
    }
    Ok(())
}

/// The token of that digest, whatever its state.
///
/// # Errors
/// A document that does not read.
pub async fn par_empreinte<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    empreinte: &[u8],
) -> Result<Option<Jeton<T>>, Error> {
    match sql!(tx, SQL_PAR_EMPREINTE, fetch_optional as LigneJeton; empreinte)? {
        Some(ligne) => lire(tx, ligne).await.map(Some),
        None => Ok(None),
    }
}

/// The tokens of an account, whatever their state, latest first.
///
/// # Errors
/// A document that does not read.
pub async fn du_compte<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    compte: Uuid,
) -> Result<Vec<Jeton<T>>, Error> {
    let lignes = sql!(tx, SQL_DU_COMPTE, fetch_all as LigneJeton; compte)?;
    let mut jetons = Vec::with_capacity(lignes.len());
    for ligne in lignes {
        jetons.push(lire(tx, ligne).await?);
    }
    Ok(jetons)
}

/// Records that a token was used.
///
/// # Errors
/// The engine's failure.
pub async fn noter_passage(tx: &mut Tx<'_>, id: Uuid, le: Timestamp) -> Result<(), Error> {
    sql!(tx, SQL_VU; id, micros(le))?;
    Ok(())
}

/// Ends a token of `compte`; false when it is not theirs, or ended already.
///
/// # Errors
/// The engine's failure.
pub async fn revoquer(
    tx: &mut Tx<'_>,
    _tour: &mut Tour<DeLInstallation>,
    id: Uuid,
    compte: Uuid,
    le: Timestamp,
) -> Result<bool, Error> {
    Ok(sql!(tx, SQL_REVOQUER; id, compte, micros(le))? == 1)
}

/// Forgets the tokens that ended before `avant`; gives how many.
///
/// # Errors
/// The engine's failure.
pub async fn purger(tx: &mut Tx<'_>, avant: Timestamp) -> Result<u64, Error> {
    sql!(tx, SQL_PURGER_SERVICES; micros(avant))?;
    sql!(tx, SQL_PURGER; micros(avant))
}

fn lieu(id: Uuid) -> Lieu {
    Lieu::new("jetons", "document", id)
}

async fn lire<T: DeserializeOwned>(tx: &mut Tx<'_>, ligne: LigneJeton) -> Result<Jeton<T>, Error> {
    let id = ligne.id;
    let services = if ligne.tous_services == 1 {
        None
    } else {
        let lus = sql!(tx, SQL_SERVICES, fetch_all as (Uuid,); id)?;
        Some(lus.into_iter().map(|(service,)| service).collect())
    };
    let date = |valeur, colonne| instant(valeur, || Lieu::new("jetons", colonne, id));
    Ok(Jeton {
        id,
        compte_id: ligne.compte_id,
        document: tx.coffre.ouvrir_json(&lieu(id), &ligne.document)?,
        portee: ligne.portee,
        services,
        cree_le: date(ligne.cree_le, "cree_le")?,
        expire_le: date(ligne.expire_le, "expire_le")?,
        vu_le: ligne.vu_le.map(|v| date(v, "vu_le")).transpose()?,
        revoque_le: ligne
            .revoque_le
            .map(|v| date(v, "revoque_le"))
            .transpose()?,
    })
}
