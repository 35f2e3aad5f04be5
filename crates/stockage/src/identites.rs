//! How identity providers name people: a pair issuer + subject, several for one account.
//!
//! Invariant: a pair belongs to one account, and moves to no other; what the provider said is
//! encrypted.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tour::{DeLInstallation, Tour};
use crate::tx::{Tx, ligne, sql};

const SQL_PAR_SUJET: &str = "
    SELECT emetteur, sujet, compte_id, document, cree_le, vu_le
    FROM identites
    WHERE emetteur = $1 AND sujet = $2";

const SQL_DU_COMPTE: &str = "
    SELECT emetteur, sujet, compte_id, document, cree_le, vu_le
    FROM identites
    WHERE compte_id = $1
    ORDER BY vu_le DESC, emetteur, sujet";

const SQL_CREER: &str = "
    INSERT INTO identites (emetteur, sujet, compte_id, document, cree_le, vu_le)
    VALUES ($1, $2, $3, $4, $5, $5)";

const SQL_NOTER: &str = "
    UPDATE identites
    SET document = $3, vu_le = $4
    WHERE emetteur = $1 AND sujet = $2";

const SQL_RETIRER: &str = "
    DELETE FROM identites
    WHERE compte_id = $1 AND emetteur = $2 AND sujet = $3";

const SQL_CHANGER_EMETTEUR: &str = "
    UPDATE identites
    SET emetteur = $2, document = NULL
    WHERE emetteur = $1";

pub(crate) const REQUETES: &[&str] = &[
    SQL_PAR_SUJET,
    SQL_DU_COMPTE,
    SQL_CREER,
    SQL_NOTER,
    SQL_RETIRER,
    SQL_CHANGER_EMETTEUR,
];

/// An identity read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Identite<T> {
    /// The provider.
    pub emetteur: String,
    /// How that provider names the person.
    pub sujet: String,
    /// Whose it is.
    pub compte_id: Uuid,
    /// What the provider said last; none until the next sign-in when it changed address, or when
    /// the identity is older than this table.
    pub document: Option<T>,
    /// When it was attached to the account.
    pub cree_le: Timestamp,
    /// Last sign-in with it.
    pub vu_le: Timestamp,
}

/// An identity about to be written.
#[derive(Debug)]
pub struct Ecriture<'a, T: ?Sized> {
    /// The provider.
    pub emetteur: &'a str,
    /// How that provider names the person.
    pub sujet: &'a str,
    /// What the provider says.
    pub document: &'a T,
    /// When.
    pub vu_le: Timestamp,
}

ligne! {
    struct Ligne {
        emetteur: String,
        sujet: String,
        compte_id: Uuid,
        document: Option<Vec<u8>>,
        cree_le: i64,
        vu_le: i64,
    }
}

/// An identity, if that person already came.
///
/// # Errors
/// A document that does not read.
pub async fn par_sujet<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    emetteur: &str,
    sujet: &str,
) -> Result<Option<Identite<T>>, Error> {
    let ligne = sql!(tx, SQL_PAR_SUJET, fetch_optional as Ligne; emetteur, sujet)?;
    ligne.map(|ligne| lire(tx, ligne)).transpose()
}

/// The identities of an account, last used first.
///
/// # Errors
/// A document that does not read.
pub async fn du_compte<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    compte: Uuid,
) -> Result<Vec<Identite<T>>, Error> {
    let lignes = sql!(tx, SQL_DU_COMPTE, fetch_all as Ligne; compte)?;
    lignes.into_iter().map(|ligne| lire(tx, ligne)).collect()
}

/// Attaches an identity to an account.
///
/// # Errors
/// [`Error::DejaPresent`] when the pair is taken.
pub async fn creer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    compte: Uuid,
    identite: &Ecriture<'_, T>,
) -> Result<(), Error> {
    let document = fermer(tx, identite)?;
    sql!(tx, SQL_CREER;
        identite.emetteur, identite.sujet, compte, document.as_slice(), micros(identite.vu_le))?;
    Ok(())
}

/// Notes a sign-in and what the provider said.
///
/// # Errors
/// [`Error::Absent`] when there is no such identity.
pub async fn noter<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    identite: &Ecriture<'_, T>,
) -> Result<(), Error> {
    let document = fermer(tx, identite)?;
    let notees = sql!(tx, SQL_NOTER;
        identite.emetteur, identite.sujet, document.as_slice(), micros(identite.vu_le))?;
    match notees {
        0 => Err(Error::Absent { objet: "identites" }),
        _ => Ok(()),
    }
}

/// Detaches an identity from its account; false when it was not attached to it.
///
/// # Errors
/// The engine's failure.
pub async fn retirer(
    tx: &mut Tx<'_>,
    _tour: &mut Tour<DeLInstallation>,
    compte: Uuid,
    emetteur: &str,
    sujet: &str,
) -> Result<bool, Error> {
    Ok(sql!(tx, SQL_RETIRER; compte, emetteur, sujet)? > 0)
}

/// A provider now answers at another address: its people keep their accounts. Gives how many.
///
/// # Errors
/// [`Error::DejaPresent`] when someone already signed in at the new address.
pub async fn changer_emetteur(
    tx: &mut Tx<'_>,
    _tour: &mut Tour<DeLInstallation>,
    ancien: &str,
    nouveau: &str,
) -> Result<u64, Error> {
    sql!(tx, SQL_CHANGER_EMETTEUR; ancien, nouveau)
}

fn fermer<T: Serialize + Sync + ?Sized>(
    tx: &Tx<'_>,
    identite: &Ecriture<'_, T>,
) -> Result<Vec<u8>, Error> {
    let lieu = lieu("document", identite.emetteur, identite.sujet);
    tx.coffre.fermer_json(&lieu, identite.document)
}

/// The lengths keep two pairs from being written alike.
fn lieu(colonne: &'static str, emetteur: &str, sujet: &str) -> Lieu {
    let place = format!("{}/{emetteur}/{sujet}", emetteur.len());
    Lieu::new("identites", colonne, place)
}

fn lire<T: DeserializeOwned>(tx: &Tx<'_>, ligne: Ligne) -> Result<Identite<T>, Error> {
    let (emetteur, sujet) = (ligne.emetteur, ligne.sujet);
    let ou = |colonne| lieu(colonne, &emetteur, &sujet);
    let document = ligne
        .document
        .map(|ferme| tx.coffre.ouvrir_json(&ou("document"), &ferme))
        .transpose()?;
    let cree_le = instant(ligne.cree_le, || ou("cree_le"))?;
    let vu_le = instant(ligne.vu_le, || ou("vu_le"))?;
    Ok(Identite {
        emetteur,
        sujet,
        compte_id: ligne.compte_id,
        document,
        cree_le,
        vu_le,
    })
}
