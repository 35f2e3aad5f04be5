//! Server-side sessions, found by a digest of what the cookie holds.
//!
//! Invariant: what is in the database does not allow anyone to take over a session: ids are keyed
//! digests, documents are encrypted under a key of their own.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;
use uuid::Uuid;

use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tx::{Tx, sql};
use crate::{Error, Store};

const SQL_CREER: &str = "
    INSERT INTO sessions (id, compte_id, document, cree_le, vue_le, expire_le)
    VALUES ($1, $2, $3, $4, $4, $5)
    ON CONFLICT (id) DO NOTHING";

const SQL_ENREGISTRER: &str = "
    INSERT INTO sessions (id, compte_id, document, cree_le, vue_le, expire_le)
    VALUES ($1, $2, $3, $4, $4, $5)
    ON CONFLICT (id) DO UPDATE
    SET compte_id = excluded.compte_id, document = excluded.document, vue_le = excluded.vue_le,
        expire_le = excluded.expire_le";

const SQL_CHARGER: &str = "
    SELECT document, cree_le, vue_le, expire_le
    FROM sessions
    WHERE id = $1 AND expire_le > $2";

const SQL_TOUCHER: &str = "
    UPDATE sessions
    SET vue_le = $2, expire_le = $3
    WHERE id = $1";

const SQL_PROPRIETAIRE: &str = "
    SELECT compte_id
    FROM sessions
    WHERE id = $1";

const SQL_SUPPRIMER: &str = "
    DELETE FROM sessions
    WHERE id = $1";

const SQL_PURGER: &str = "
    DELETE FROM sessions
    WHERE expire_le <= $1";

const SQL_DU_COMPTE: &str = "
    SELECT id, document, cree_le, vue_le, expire_le
    FROM sessions
    WHERE compte_id = $1 AND expire_le > $2
    ORDER BY vue_le DESC, id";

const SQL_FERMER: &str = "
    DELETE FROM sessions
    WHERE compte_id = $1 AND id = $2";

const SQL_FERMER_SAUF: &str = "
    DELETE FROM sessions
    WHERE compte_id = $1 AND id <> $2";

pub(crate) const REQUETES: &[&str] = &[
    SQL_CREER,
    SQL_ENREGISTRER,
    SQL_CHARGER,
    SQL_TOUCHER,
    SQL_PROPRIETAIRE,
    SQL_SUPPRIMER,
    SQL_PURGER,
    SQL_DU_COMPTE,
    SQL_FERMER,
    SQL_FERMER_SAUF,
];

/// A session about to be written.
#[derive(Debug)]
pub struct Ecriture<'a, T: ?Sized> {
    /// What the cookie holds.
    pub id: &'a [u8],
    /// Whose it is; none before sign-in.
    pub compte_id: Option<Uuid>,
    /// What it remembers.
    pub document: &'a T,
    /// When it is written.
    pub vue_le: Timestamp,
    /// When it ends.
    pub expire_le: Timestamp,
}

/// A session read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Session<T> {
    /// What it remembers.
    pub document: T,
    /// When it began.
    pub cree_le: Timestamp,
    /// When it was last written.
    pub vue_le: Timestamp,
    /// When it ends.
    pub expire_le: Timestamp,
}

/// Makes a session; false when the id is taken (draw another one).
///
/// # Errors
/// The engine's failure.
pub async fn creer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    session: &Ecriture<'_, T>,
) -> Result<bool, Error> {
    Ok(ecrire(tx, SQL_CREER, session).await? == 1)
}

/// Writes a session over the one of the same id, or makes it.
///
/// # Errors
/// The engine's failure.
pub async fn enregistrer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    session: &Ecriture<'_, T>,
) -> Result<(), Error> {
    ecrire(tx, SQL_ENREGISTRER, session).await?;
    Ok(())
}

/// [`charger`] on its own: what every request starts with.
///
/// # Errors
/// A document that does not read, or the engine's failure.
pub async fn lire<T: DeserializeOwned + Send>(
    store: &Store,
    id: &[u8],
    maintenant: Timestamp,
) -> Result<Option<Session<T>>, Error> {
    store
        .read_one(|tx| Box::pin(charger(tx, id, maintenant)))
        .await
}

/// A session that has not ended; none otherwise.
///
/// # Errors
/// A document that does not read.
pub async fn charger<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    id: &[u8],
    maintenant: Timestamp,
) -> Result<Option<Session<T>>, Error> {
    let cle = tx.coffre.index_session(id);
    let trouvee = sql!(tx, SQL_CHARGER, fetch_optional as (Vec<u8>, i64, i64, i64);
        cle.as_slice(), micros(maintenant))?;
    let Some((document, cree_le, vue_le, expire_le)) = trouvee else {
        return Ok(None);
    };
    Ok(Some(Session {
        document: tx.coffre.ouvrir_json(&lieu("document", &cle), &document)?,
        cree_le: instant(cree_le, || lieu("cree_le", &cle))?,
        vue_le: instant(vue_le, || lieu("vue_le", &cle))?,
        expire_le: instant(expire_le, || lieu("expire_le", &cle))?,
    }))
}

/// Records that a session was used, without touching what it remembers.
///
/// # Errors
/// The engine's failure.
pub async fn toucher(
    tx: &mut Tx<'_>,
    id: &[u8],
    vue_le: Timestamp,
    expire_le: Timestamp,
) -> Result<(), Error> {
    let cle = tx.coffre.index_session(id);
    sql!(tx, SQL_TOUCHER; cle.as_slice(), micros(vue_le), micros(expire_le))?;
    Ok(())
}

/// Whose session it is, even ended, as long as it is not purged.
///
/// # Errors
/// The engine's failure.
pub async fn proprietaire(tx: &mut Tx<'_>, id: &[u8]) -> Result<Option<Uuid>, Error> {
    let cle = tx.coffre.index_session(id);
    let trouvee = sql!(tx, SQL_PROPRIETAIRE, fetch_optional as (Option<Uuid>,); cle.as_slice())?;
    Ok(trouvee.and_then(|(compte,)| compte))
}

/// Ends a session.
///
/// # Errors
/// The engine's failure.
pub async fn supprimer(tx: &mut Tx<'_>, id: &[u8]) -> Result<(), Error> {
    let cle = tx.coffre.index_session(id);
    sql!(tx, SQL_SUPPRIMER; cle.as_slice())?;
    Ok(())
}

/// Forgets the sessions that have ended; gives how many.
///
/// # Errors
/// The engine's failure.
pub async fn purger(tx: &mut Tx<'_>, maintenant: Timestamp) -> Result<u64, Error> {
    sql!(tx, SQL_PURGER; micros(maintenant))
}

/// Bytes of a digest.
const LONGUEUR: usize = 32;

/// What names a session in the database: a digest, which opens nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Empreinte(Vec<u8>);

impl fmt::Display for Empreinte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Hexadecimal(&self.0).fmt(f)
    }
}

impl Empreinte {
    /// That of the session a cookie holds.
    #[must_use]
    pub fn de(tx: &Tx<'_>, id: &[u8]) -> Self {
        Self(tx.coffre.index_session(id))
    }

    /// Reads it back from its digits.
    #[must_use]
    pub fn lire(texte: &str) -> Option<Self> {
        if texte.len() != 2 * LONGUEUR || !texte.bytes().all(|c| c.is_ascii_hexdigit()) {
            return None;
        }
        let chiffres = texte.as_bytes().chunks(2);
        let octets = chiffres.map(|deux| {
            let deux = str::from_utf8(deux).ok()?;
            u8::from_str_radix(deux, 16).ok()
        });
        octets.collect::<Option<Vec<_>>>().map(Self)
    }
}

/// The sessions of an account that have not ended, last used first.
///
/// # Errors
/// A document that does not read.
pub async fn du_compte<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    compte: Uuid,
    maintenant: Timestamp,
) -> Result<Vec<(Empreinte, Session<T>)>, Error> {
    type Lue = (Vec<u8>, Vec<u8>, i64, i64, i64);
    let lues = sql!(tx, SQL_DU_COMPTE, fetch_all as Lue; compte, micros(maintenant))?;
    lues.into_iter()
        .map(|(cle, document, cree_le, vue_le, expire_le)| {
            let session = Session {
                document: tx.coffre.ouvrir_json(&lieu("document", &cle), &document)?,
                cree_le: instant(cree_le, || lieu("cree_le", &cle))?,
                vue_le: instant(vue_le, || lieu("vue_le", &cle))?,
                expire_le: instant(expire_le, || lieu("expire_le", &cle))?,
            };
            Ok((Empreinte(cle), session))
        })
        .collect()
}

/// Ends one session of an account; false when it is not one of its own.
///
/// # Errors
/// The engine's failure.
pub async fn fermer(tx: &mut Tx<'_>, compte: Uuid, session: &Empreinte) -> Result<bool, Error> {
    Ok(sql!(tx, SQL_FERMER; compte, session.0.as_slice())? > 0)
}

/// Ends every session of an account but one, or all of them; gives how many.
///
/// # Errors
/// The engine's failure.
pub async fn fermer_toutes(
    tx: &mut Tx<'_>,
    compte: Uuid,
    sauf: Option<&Empreinte>,
) -> Result<u64, Error> {
    let gardee = sauf.map_or(&[] as &[u8], |session| &session.0);
    sql!(tx, SQL_FERMER_SAUF; compte, gardee)
}

async fn ecrire<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    requete: &'static str,
    session: &Ecriture<'_, T>,
) -> Result<u64, Error> {
    let cle = tx.coffre.index_session(session.id);
    let document = tx
        .coffre
        .fermer_json(&lieu("document", &cle), session.document)?;
    sql!(tx, requete;
        cle.as_slice(), session.compte_id, document.as_slice(), micros(session.vue_le),
        micros(session.expire_le))
}

fn lieu(colonne: &'static str, cle: &[u8]) -> Lieu {
    Lieu::new("sessions", colonne, Hexadecimal(cle))
}

/// A digest, two digits a byte.
struct Hexadecimal<'a>(&'a [u8]);

impl fmt::Display for Hexadecimal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}
