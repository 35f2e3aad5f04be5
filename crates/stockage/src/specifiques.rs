//! The measures a service added for itself: what they say. What was said of them is in `mesures`.
//!
//! Invariant: a number is used once in the life of a service; a measure taken off keeps its row,
//! so that it can come back with what was said of it.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tour::Tour;
use crate::tx::{Tx, ligne, sql};

const SQL_TOUTES: &str = "
    SELECT id, version, titre, categorie, document, modifie_le, modifie_par, supprime_le
    FROM mesures_specifiques
    WHERE service_id = $1 AND supprime_le IS NULL
    ORDER BY numero";

const SQL_UNE: &str = "
    SELECT id, version, titre, categorie, document, modifie_le, modifie_par, supprime_le
    FROM mesures_specifiques
    WHERE service_id = $1 AND id = $2";

const SQL_DERNIER: &str = "
    SELECT CAST(COALESCE(MAX(numero), 0) AS BIGINT)
    FROM mesures_specifiques
    WHERE service_id = $1";

const SQL_CREER: &str = "
    INSERT INTO mesures_specifiques (
        service_id, id, numero, version, titre, titre_tri, categorie, document, cree_le,
        modifie_le, modifie_par)
    VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $8, $9)";

const SQL_MODIFIER: &str = "
    UPDATE mesures_specifiques
    SET version = version + 1, titre = $4, titre_tri = $5, categorie = $6, document = $7,
        modifie_le = $8, modifie_par = $9
    WHERE service_id = $1 AND id = $2 AND version = $3";

const SQL_POSER_SUPPRESSION: &str = "
    UPDATE mesures_specifiques
    SET supprime_le = $3
    WHERE service_id = $1 AND id = $2";

pub(crate) const REQUETES: &[&str] = &[
    SQL_TOUTES,
    SQL_UNE,
    SQL_DERNIER,
    SQL_CREER,
    SQL_MODIFIER,
    SQL_POSER_SUPPRESSION,
];

/// A specific measure as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Specifique<T> {
    /// `SPE.1`…
    pub id: String,
    /// From 1.
    pub version: i64,
    /// Its title.
    pub titre: String,
    /// `gouvernance`, `protection`, `defense` or `resilience`.
    pub categorie: String,
    /// The rest of what it says.
    pub document: T,
    /// Last change of what it says.
    pub modifie_le: Timestamp,
    /// Who made it.
    pub modifie_par: Option<Uuid>,
    /// When it was taken off; none otherwise.
    pub supprime_le: Option<Timestamp>,
}

/// What a specific measure is written with.
#[derive(Debug)]
pub struct Ecriture<'a, T: ?Sized> {
    /// `SPE.1`…
    pub id: &'a str,
    /// Its title.
    pub titre: &'a str,
    /// The sort key of its title (`domaine::texte::cle_de_tri`).
    pub titre_tri: &'a str,
    /// `gouvernance`, `protection`, `defense` or `resilience`.
    pub categorie: &'a str,
    /// The rest of what it says.
    pub document: &'a T,
    /// When.
    pub modifie_le: Timestamp,
    /// Who.
    pub modifie_par: Uuid,
}

ligne! {
    struct LigneSpecifique {
        id: String,
        version: i64,
        titre: String,
        categorie: String,
        document: Vec<u8>,
        modifie_le: i64,
        modifie_par: Option<Uuid>,
        supprime_le: Option<i64>,
    }
}

/// The specific measures a service has, in the order they were added.
///
/// # Errors
/// A document that does not read.
pub async fn toutes<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    service: Uuid,
) -> Result<Vec<Specifique<T>>, Error> {
    let lignes = sql!(tx, SQL_TOUTES, fetch_all as LigneSpecifique; service)?;
    lignes
        .into_iter()
        .map(|ligne| lire(tx, service, ligne))
        .collect()
}

/// One specific measure, taken off or not; none when there never was such one.
///
/// # Errors
/// A document that does not read.
pub async fn une<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    service: Uuid,
    id: &str,
) -> Result<Option<Specifique<T>>, Error> {
    let ligne = sql!(tx, SQL_UNE, fetch_optional as LigneSpecifique; service, id)?;
    ligne.map(|ligne| lire(tx, service, ligne)).transpose()
}

/// The next number of a service; asks for its turn, so that no one else takes it.
///
/// # Errors
/// The engine's failure.
pub async fn prochain_numero(tx: &mut Tx<'_>, tour: &Tour) -> Result<i64, Error> {
    let (dernier,) = sql!(tx, SQL_DERNIER, fetch_one as (i64,); tour.id())?;
    Ok(dernier + 1)
}

/// Adds a specific measure of that number, at version 1. The journal line is the caller's.
///
/// # Errors
/// [`Error::DejaPresent`] when the number is taken.
pub async fn creer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    numero: i64,
    ecriture: &Ecriture<'_, T>,
) -> Result<(), Error> {
    let service = tour.id();
    let lieu = lieu(service, ecriture.id);
    let document = tx.coffre.fermer_json(&lieu, ecriture.document)?;
    sql!(tx, SQL_CREER;
        service, ecriture.id, numero, ecriture.titre, ecriture.titre_tri, ecriture.categorie,
        document.as_slice(), micros(ecriture.modifie_le), ecriture.modifie_par)?;
    Ok(())
}

/// Writes a specific measure over the version that was read; gives the new version.
///
/// # Errors
/// [`Error::Conflit`] when the stored version is another one.
pub async fn modifier<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    version_lue: i64,
    ecriture: &Ecriture<'_, T>,
) -> Result<i64, Error> {
    let service = tour.id();
    let lieu = lieu(service, ecriture.id);
    let document = tx.coffre.fermer_json(&lieu, ecriture.document)?;
    let ecrites = sql!(tx, SQL_MODIFIER;
        service, ecriture.id, version_lue, ecriture.titre, ecriture.titre_tri, ecriture.categorie,
        document.as_slice(), micros(ecriture.modifie_le), ecriture.modifie_par)?;
    if ecrites == 0 {
        return Err(Error::Conflit {
            objet: "mesures_specifiques",
            attendue: version_lue,
            trouvee: 0,
        });
    }
    Ok(version_lue + 1)
}

/// Takes a specific measure off (`le`), or brings it back (none).
///
/// # Errors
/// The engine's failure.
pub async fn poser_suppression(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    id: &str,
    le: Option<Timestamp>,
) -> Result<(), Error> {
    sql!(tx, SQL_POSER_SUPPRESSION; tour.id(), id, le.map(micros))?;
    Ok(())
}

fn lieu(service: Uuid, id: &str) -> Lieu {
    Lieu::new(
        "mesures_specifiques",
        "document",
        format_args!("{service}/{id}"),
    )
}

fn lire<T: DeserializeOwned>(
    tx: &Tx<'_>,
    service: Uuid,
    ligne: LigneSpecifique,
) -> Result<Specifique<T>, Error> {
    let lieu = lieu(service, &ligne.id);
    let date = |colonne, micros| {
        instant(micros, || {
            Lieu::new("mesures_specifiques", colonne, lieu.ligne.clone())
        })
    };
    Ok(Specifique {
        document: tx.coffre.ouvrir_json(&lieu, &ligne.document)?,
        modifie_le: date("modifie_le", ligne.modifie_le)?,
        supprime_le: ligne
            .supprime_le
            .map(|micros| date("supprime_le", micros))
            .transpose()?,
        id: ligne.id,
        version: ligne.version,
        titre: ligne.titre,
        categorie: ligne.categorie,
        modifie_par: ligne.modifie_par,
    })
}
