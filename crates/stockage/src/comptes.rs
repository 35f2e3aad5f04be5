//! People's accounts, their details encrypted; how they sign in is in [`crate::identites`].
//!
//! Invariant: an e-mail address is never stored in clear; it is found by its blind index.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tx::{Tx, ligne, sql};
use crate::{Error, Store};

const SQL_PAR_ID: &str = "
    SELECT id, document, version, cree_le, vu_le
    FROM comptes
    WHERE id = $1";

const SQL_PAR_COURRIEL: &str = "
    SELECT id, document, version, cree_le, vu_le
    FROM comptes
    WHERE courriel_index = $1
    ORDER BY id";

const SQL_DU_SERVICE: &str = "
    SELECT c.id, c.document, c.version, c.cree_le, c.vu_le
    FROM membres m
    JOIN comptes c ON c.id = m.compte_id
    WHERE m.service_id = $1 AND m.fin IS NULL
    ORDER BY m.ajoute_le, c.id";

const SQL_CREER: &str = "
    INSERT INTO comptes (id, courriel_index, document, version, cree_le, vu_le)
    VALUES ($1, $2, $3, 1, $4, $4)";

const SQL_MODIFIER: &str = "
    UPDATE comptes
    SET courriel_index = $2, document = $3, version = version + 1
    WHERE id = $1";

const SQL_VU: &str = "
    UPDATE comptes
    SET vu_le = $2
    WHERE id = $1";

pub(crate) const REQUETES: &[&str] = &[
    SQL_PAR_ID,
    SQL_PAR_COURRIEL,
    SQL_DU_SERVICE,
    SQL_CREER,
    SQL_MODIFIER,
    SQL_VU,
];

/// An account read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Compte<T> {
    /// Its identifier.
    pub id: Uuid,
    /// The person's details.
    pub document: T,
    /// Version of the details, from 1.
    pub version: i64,
    /// First sign-in.
    pub cree_le: Timestamp,
    /// Last sign-in.
    pub vu_le: Timestamp,
}

/// An account about to be made.
#[derive(Debug)]
pub struct Nouveau<'a, T: ?Sized> {
    /// Its identifier, made by the caller.
    pub id: Uuid,
    /// The person's address, for the blind index.
    pub courriel: &'a str,
    /// The person's details.
    pub document: &'a T,
    /// When.
    pub cree_le: Timestamp,
}

ligne! {
    struct LigneCompte {
        id: Uuid,
        document: Vec<u8>,
        version: i64,
        cree_le: i64,
        vu_le: i64,
    }
}

/// An account.
///
/// # Errors
/// [`Error::Absent`], or details that do not read.
pub async fn charger<T: DeserializeOwned>(tx: &mut Tx<'_>, id: Uuid) -> Result<Compte<T>, Error> {
    let ligne = sql!(tx, SQL_PAR_ID, fetch_optional as LigneCompte; id)?;
    lire(tx, &ligne.ok_or(Error::Absent { objet: "comptes" })?)
}

/// The accounts with that address (people may share one).
///
/// # Errors
/// Details that do not read.
pub async fn par_courriel<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    courriel: &str,
) -> Result<Vec<Compte<T>>, Error> {
    let index = tx.coffre.index_courriel(courriel);
    let lignes = sql!(tx, SQL_PAR_COURRIEL, fetch_all as LigneCompte; index.as_slice())?;
    lignes.iter().map(|ligne| lire(tx, ligne)).collect()
}

/// [`du_service`] on its own.
///
/// # Errors
/// Details that do not read, or the engine's failure.
pub async fn lire_ceux_du_service<T: DeserializeOwned + Send>(
    store: &Store,
    service: Uuid,
) -> Result<Vec<Compte<T>>, Error> {
    store.read_one(|tx| Box::pin(du_service(tx, service))).await
}

/// The accounts of everyone on a service, in order of arrival.
///
/// # Errors
/// Details that do not read.
pub async fn du_service<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    service: Uuid,
) -> Result<Vec<Compte<T>>, Error> {
    let lignes = sql!(tx, SQL_DU_SERVICE, fetch_all as LigneCompte; service)?;
    lignes.iter().map(|ligne| lire(tx, ligne)).collect()
}

/// Makes an account.
///
/// # Errors
/// The engine's failure.
pub async fn creer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    nouveau: &Nouveau<'_, T>,
) -> Result<(), Error> {
    let index = tx.coffre.index_courriel(nouveau.courriel);
    let document = tx.coffre.fermer_json(&lieu(nouveau.id), nouveau.document)?;
    sql!(tx, SQL_CREER;
        nouveau.id, index.as_slice(), document.as_slice(), micros(nouveau.cree_le))?;
    Ok(())
}

/// Replaces a person's details.
///
/// # Errors
/// [`Error::Absent`] when there is no such account.
pub async fn modifier<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    id: Uuid,
    courriel: &str,
    document: &T,
) -> Result<(), Error> {
    let index = tx.coffre.index_courriel(courriel);
    let secret = tx.coffre.fermer_json(&lieu(id), document)?;
    match sql!(tx, SQL_MODIFIER; id, index.as_slice(), secret.as_slice())? {
        0 => Err(Error::Absent { objet: "comptes" }),
        _ => Ok(()),
    }
}

/// Notes a sign-in.
///
/// # Errors
/// [`Error::Absent`] when there is no such account.
pub async fn noter_passage(tx: &mut Tx<'_>, id: Uuid, le: Timestamp) -> Result<(), Error> {
    match sql!(tx, SQL_VU; id, micros(le))? {
        0 => Err(Error::Absent { objet: "comptes" }),
        _ => Ok(()),
    }
}

fn lieu(id: Uuid) -> Lieu {
    Lieu::new("comptes", "document", id)
}

fn lire<T: DeserializeOwned>(tx: &Tx<'_>, ligne: &LigneCompte) -> Result<Compte<T>, Error> {
    let id = ligne.id;
    Ok(Compte {
        id,
        document: tx.coffre.ouvrir_json(&lieu(id), &ligne.document)?,
        version: ligne.version,
        cree_le: instant(ligne.cree_le, || Lieu::new("comptes", "cree_le", id))?,
        vu_le: instant(ligne.vu_le, || Lieu::new("comptes", "vu_le", id))?,
    })
}
