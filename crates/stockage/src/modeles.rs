//! Models of measures: one person's own, or shared with an organisation.
//!
//! Invariant: a model is written under the installation's turn only, whatever chain its lines go
//! to, so that two writes on the same one never cross; a deleted model is seen by its author alone.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::membres::Lecteur;
use crate::temps::{instant, micros};
use crate::tour::{DeLInstallation, Tour};
use crate::tx::{Tx, ligne, sql};

/// What every reading of models gives.
macro_rules! lus {
    ($suite:literal) => {
        concat!(
            "
    SELECT m.id, m.auteur_id, m.organisation_id, o.nom AS organisation, m.version, m.titre,
           m.categorie, m.document, m.modifie_le, m.supprime_le
    FROM modeles m
    LEFT JOIN organisations o ON o.id = m.organisation_id",
            $suite
        )
    };
}

const SQL_CHARGER: &str = lus!(
    "
    WHERE m.id = $1"
);

/// `$1` the person, `$2` the day it is.
const SQL_VISIBLES: &str = lus!(
    "
    WHERE m.supprime_le IS NULL
      AND (m.auteur_id = $1
        OR m.organisation_id IN (
            SELECT s.organisation_id
            FROM membres t
            JOIN services s ON s.id = t.service_id
            WHERE t.compte_id = $1 AND s.supprime_le IS NULL AND (t.fin IS NULL OR t.fin >= $2)
            UNION
            SELECT a.organisation_id
            FROM organisation_membres a
            WHERE a.compte_id = $1))
    ORDER BY m.titre_tri, m.id"
);

const SQL_SUPPRIMES: &str = lus!(
    "
    WHERE m.auteur_id = $1 AND m.supprime_le > $2
    ORDER BY m.supprime_le DESC, m.id"
);

const SQL_COMPTER: &str = "
    SELECT COUNT(*)
    FROM modeles
    WHERE auteur_id = $1 AND supprime_le IS NULL";

const SQL_CREER: &str = "
    INSERT INTO modeles (
        id, auteur_id, organisation_id, version, titre, titre_tri, categorie, document, cree_le,
        modifie_le)
    VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $8)";

const SQL_MODIFIER: &str = "
    UPDATE modeles
    SET version = version + 1, organisation_id = $3, titre = $4, titre_tri = $5, categorie = $6,
        document = $7, modifie_le = $8
    WHERE id = $1 AND version = $2";

const SQL_POSER_SUPPRESSION: &str = "
    UPDATE modeles
    SET supprime_le = $2
    WHERE id = $1";

const SQL_PURGER: &str = "
    DELETE FROM modeles
    WHERE supprime_le < $1";

pub(crate) const REQUETES: &[&str] = &[
    SQL_CHARGER,
    SQL_VISIBLES,
    SQL_SUPPRIMES,
    SQL_COMPTER,
    SQL_CREER,
    SQL_MODIFIER,
    SQL_POSER_SUPPRESSION,
    SQL_PURGER,
];

/// A model as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Modele<T> {
    /// Its key.
    pub id: Uuid,
    /// Whose it is.
    pub auteur_id: Uuid,
    /// The organisation it is shared with: key and name; none while personal.
    pub organisation: Option<(Uuid, String)>,
    /// From 1.
    pub version: i64,
    /// Its title.
    pub titre: String,
    /// `gouvernance`, `protection`, `defense` or `resilience`.
    pub categorie: String,
    /// The rest of what it says.
    pub document: T,
    /// Last change.
    pub modifie_le: Timestamp,
    /// When it was deleted; none otherwise.
    pub supprime_le: Option<Timestamp>,
}

/// What a model is written with.
#[derive(Debug)]
pub struct Ecriture<'a, T: ?Sized> {
    /// Its key.
    pub id: Uuid,
    /// The organisation it is shared with.
    pub organisation_id: Option<Uuid>,
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
}

ligne! {
    struct LigneModele {
        id: Uuid,
        auteur_id: Uuid,
        organisation_id: Option<Uuid>,
        organisation: Option<String>,
        version: i64,
        titre: String,
        categorie: String,
        document: Vec<u8>,
        modifie_le: i64,
        supprime_le: Option<i64>,
    }
}

/// A model, deleted ones included; none when there is no such one.
///
/// # Errors
/// A document that does not read.
pub async fn charger<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    id: Uuid,
) -> Result<Option<Modele<T>>, Error> {
    let ligne = sql!(tx, SQL_CHARGER, fetch_optional as LigneModele; id)?;
    ligne.map(|ligne| lire(tx, ligne)).transpose()
}

/// The living models a person sees: their own, and those shared with an organisation they work
/// for; by title.
///
/// # Errors
/// A document that does not read.
pub async fn visibles<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    (compte, jour): Lecteur,
) -> Result<Vec<Modele<T>>, Error> {
    let lignes = sql!(tx, SQL_VISIBLES, fetch_all as LigneModele; compte, jour.to_string())?;
    lignes.into_iter().map(|ligne| lire(tx, ligne)).collect()
}

/// A person's own models deleted after `depuis`, latest first.
///
/// # Errors
/// A document that does not read.
pub async fn supprimes<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    compte: Uuid,
    depuis: Timestamp,
) -> Result<Vec<Modele<T>>, Error> {
    let lignes = sql!(tx, SQL_SUPPRIMES, fetch_all as LigneModele; compte, micros(depuis))?;
    lignes.into_iter().map(|ligne| lire(tx, ligne)).collect()
}

/// How many living models a person has.
///
/// # Errors
/// The engine's failure.
pub async fn compter(tx: &mut Tx<'_>, compte: Uuid) -> Result<i64, Error> {
    let (nombre,) = sql!(tx, SQL_COMPTER, fetch_one as (i64,); compte)?;
    Ok(nombre)
}

/// Makes a model, at version 1. The journal line is the caller's.
///
/// # Errors
/// [`Error::DejaPresent`] when the key is taken.
pub async fn creer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    _tour: &mut Tour<DeLInstallation>,
    auteur: Uuid,
    ecriture: &Ecriture<'_, T>,
) -> Result<(), Error> {
    let document = tx
        .coffre
        .fermer_json(&lieu(ecriture.id), ecriture.document)?;
    sql!(tx, SQL_CREER;
        ecriture.id, auteur, ecriture.organisation_id, ecriture.titre, ecriture.titre_tri,
        ecriture.categorie, document.as_slice(), micros(ecriture.modifie_le))?;
    Ok(())
}

/// Writes a model over the version that was read; gives the new version.
///
/// # Errors
/// [`Error::Conflit`] when the stored version is another one.
pub async fn modifier<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    _tour: &mut Tour<DeLInstallation>,
    version_lue: i64,
    ecriture: &Ecriture<'_, T>,
) -> Result<i64, Error> {
    let document = tx
        .coffre
        .fermer_json(&lieu(ecriture.id), ecriture.document)?;
    let ecrites = sql!(tx, SQL_MODIFIER;
        ecriture.id, version_lue, ecriture.organisation_id, ecriture.titre, ecriture.titre_tri,
        ecriture.categorie, document.as_slice(), micros(ecriture.modifie_le))?;
    if ecrites == 0 {
        return Err(Error::Conflit {
            objet: "modeles",
            attendue: version_lue,
            trouvee: 0,
        });
    }
    Ok(version_lue + 1)
}

/// Deletes a model (`le`), or takes it back (none).
///
/// # Errors
/// The engine's failure.
pub async fn poser_suppression(
    tx: &mut Tx<'_>,
    _tour: &mut Tour<DeLInstallation>,
    id: Uuid,
    le: Option<Timestamp>,
) -> Result<(), Error> {
    sql!(tx, SQL_POSER_SUPPRESSION; id, le.map(micros))?;
    Ok(())
}

/// Removes for good the models deleted before `avant` (30 days ago, says the caller); gives how
/// many.
///
/// # Errors
/// The engine's failure.
pub async fn purger(tx: &mut Tx<'_>, avant: Timestamp) -> Result<u64, Error> {
    sql!(tx, SQL_PURGER; micros(avant))
}

fn lieu(id: Uuid) -> Lieu {
    Lieu::new("modeles", "document", id)
}

fn lire<T: DeserializeOwned>(tx: &Tx<'_>, ligne: LigneModele) -> Result<Modele<T>, Error> {
    let id = ligne.id;
    let date = |colonne, micros| instant(micros, || Lieu::new("modeles", colonne, id));
    Ok(Modele {
        document: tx.coffre.ouvrir_json(&lieu(id), &ligne.document)?,
        modifie_le: date("modifie_le", ligne.modifie_le)?,
        supprime_le: ligne
            .supprime_le
            .map(|micros| date("supprime_le", micros))
            .transpose()?,
        id,
        auteur_id: ligne.auteur_id,
        organisation: ligne.organisation_id.zip(ligne.organisation),
        version: ligne.version,
        titre: ligne.titre,
        categorie: ligne.categorie,
    })
}
