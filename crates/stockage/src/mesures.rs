//! The measures of a service someone said something about: one row each.
//!
//! Invariant: a row exists from the first answer on; a measure without a row has no status. Two
//! people on two measures never write the same row.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tour::Tour;
use crate::tx::{Tx, ligne, sql};

/// One row per responsible person, or one for nobody: the rows of a measure follow each other.
macro_rules! avec_responsables {
    ($fin:literal) => {
        concat!(
            "
    SELECT m.id, m.version, m.statut, m.incertaine, m.reportee, m.priorite, m.echeance,
           m.document, m.modifie_le, m.modifie_par, r.compte_id AS responsable
    FROM mesures m
    LEFT JOIN mesure_responsables r ON r.service_id = m.service_id AND r.mesure_id = m.id
    WHERE m.service_id = $1",
            $fin,
            "
    ORDER BY m.id, r.compte_id"
        )
    };
}

const SQL_TOUTES: &str = avec_responsables!("");
const SQL_UNE: &str = avec_responsables!(" AND m.id = $2");

const SQL_CREER: &str = "
    INSERT INTO mesures (
        service_id, id, version, statut, incertaine, reportee, document, modifie_le, modifie_par,
        priorite, echeance)
    VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (service_id, id) DO NOTHING";

const SQL_REMPLACER: &str = "
    UPDATE mesures
    SET version = version + 1, statut = $4, incertaine = $5, reportee = $6, document = $7,
        modifie_le = $8, modifie_par = $9, priorite = $10, echeance = $11
    WHERE service_id = $1 AND id = $2 AND version = $3";

const SQL_VERSION: &str = "
    SELECT version
    FROM mesures
    WHERE service_id = $1 AND id = $2";

const SQL_DECHARGER: &str = "
    DELETE FROM mesure_responsables
    WHERE service_id = $1 AND mesure_id = $2";

const SQL_CONFIER: &str = "
    INSERT INTO mesure_responsables (service_id, mesure_id, compte_id)
    VALUES ($1, $2, $3)";

pub(crate) const REQUETES: &[&str] = &[
    SQL_TOUTES,
    SQL_UNE,
    SQL_CREER,
    SQL_REMPLACER,
    SQL_VERSION,
    SQL_DECHARGER,
    SQL_CONFIER,
];

/// A measure as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Mesure<T> {
    /// Identifier in the catalogue (`AUTH.1`), or of a specific measure (`SPE.1`).
    pub id: String,
    /// From 1.
    pub version: i64,
    /// `fait`, `enCours`, `aLancer`, `nonFait`, or none.
    pub statut: Option<String>,
    /// Someone answered "je ne sais pas".
    pub incertaine: bool,
    /// Someone answered "plus tard".
    pub reportee: bool,
    /// `haute`, `moyenne`, `basse`, or none.
    pub priorite: Option<String>,
    /// Its deadline, `2026-12-31`, or none.
    pub echeance: Option<String>,
    /// The accounts that carry it out, in order.
    pub responsables: Vec<Uuid>,
    /// What goes with it: everything typed at length.
    pub document: Option<T>,
    /// Last change.
    pub modifie_le: Timestamp,
    /// Who made it.
    pub modifie_par: Option<Uuid>,
}

/// A measure about to be written.
#[derive(Debug)]
pub struct Ecriture<'a, T: ?Sized> {
    /// Identifier of the measure.
    pub id: &'a str,
    /// The version it was read at; 0 when there was no row.
    pub version_lue: i64,
    /// `fait`, `enCours`, `aLancer`, `nonFait`, or none.
    pub statut: Option<&'a str>,
    /// "Je ne sais pas".
    pub incertaine: bool,
    /// "Plus tard".
    pub reportee: bool,
    /// `haute`, `moyenne`, `basse`, or none.
    pub priorite: Option<&'a str>,
    /// Its deadline, `2026-12-31`, or none.
    pub echeance: Option<&'a str>,
    /// The accounts that carry it out, in place of those before; none to leave them as they are.
    pub responsables: Option<&'a [Uuid]>,
    /// What goes with it.
    pub document: Option<&'a T>,
    /// When.
    pub modifie_le: Timestamp,
    /// Who.
    pub modifie_par: Uuid,
}

ligne! {
    struct LigneMesure {
        id: String,
        version: i64,
        statut: Option<String>,
        incertaine: i64,
        reportee: i64,
        priorite: Option<String>,
        echeance: Option<String>,
        document: Option<Vec<u8>>,
        modifie_le: i64,
        modifie_par: Option<Uuid>,
        responsable: Option<Uuid>,
    }
}

/// Every measure of a service that has a row, by identifier.
///
/// # Errors
/// A document that does not read.
pub async fn toutes<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    service: Uuid,
) -> Result<Vec<Mesure<T>>, Error> {
    let lignes = sql!(tx, SQL_TOUTES, fetch_all as LigneMesure; service)?;
    regrouper(tx, service, lignes)
}

/// One measure; none when it has no row yet.
///
/// # Errors
/// A document that does not read.
pub async fn une<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    service: Uuid,
    id: &str,
) -> Result<Option<Mesure<T>>, Error> {
    let lignes = sql!(tx, SQL_UNE, fetch_all as LigneMesure; service, id)?;
    Ok(regrouper(tx, service, lignes)?.pop())
}

/// Writes one measure, the first time or over the version that was read; gives the new version.
/// The journal line (object: the measure's identifier) is the caller's.
///
/// # Errors
/// [`Error::Conflit`] when the stored version is another one.
pub async fn enregistrer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    ecriture: &Ecriture<'_, T>,
) -> Result<i64, Error> {
    let (service, id, lue) = (tour.id(), ecriture.id, ecriture.version_lue);
    let document = match ecriture.document {
        Some(document) => Some(tx.coffre.fermer_json(&lieu(service, id), document)?),
        None => None,
    };
    let (incertaine, reportee) = (i64::from(ecriture.incertaine), i64::from(ecriture.reportee));
    let (modifie_le, modifie_par) = (micros(ecriture.modifie_le), ecriture.modifie_par);
    let ecrites = if lue == 0 {
        sql!(tx, SQL_CREER;
            service, id, ecriture.statut, incertaine, reportee, document.as_deref(), modifie_le,
            modifie_par, ecriture.priorite, ecriture.echeance)?
    } else {
        sql!(tx, SQL_REMPLACER;
            service, id, lue, ecriture.statut, incertaine, reportee, document.as_deref(),
            modifie_le, modifie_par, ecriture.priorite, ecriture.echeance)?
    };
    if ecrites == 0 {
        let trouvee = sql!(tx, SQL_VERSION, fetch_optional as (i64,); service, id)?;
        return Err(Error::Conflit {
            objet: "mesures",
            attendue: lue,
            trouvee: trouvee.map_or(0, |(version,)| version),
        });
    }
    if let Some(responsables) = ecriture.responsables {
        sql!(tx, SQL_DECHARGER; service, id)?;
        for compte in responsables {
            sql!(tx, SQL_CONFIER; service, id, *compte)?;
        }
    }
    Ok(lue + 1)
}

fn regrouper<T: DeserializeOwned>(
    tx: &Tx<'_>,
    service: Uuid,
    lignes: Vec<LigneMesure>,
) -> Result<Vec<Mesure<T>>, Error> {
    let mut mesures: Vec<Mesure<T>> = Vec::with_capacity(lignes.len());
    for ligne in lignes {
        let responsable = ligne.responsable;
        match mesures.last_mut() {
            Some(mesure) if mesure.id == ligne.id => mesure.responsables.extend(responsable),
            _ => mesures.push(lire(tx, service, ligne)?),
        }
    }
    Ok(mesures)
}

fn lieu(service: Uuid, id: &str) -> Lieu {
    Lieu::new("mesures", "document", format_args!("{service}/{id}"))
}

fn lire<T: DeserializeOwned>(
    tx: &Tx<'_>,
    service: Uuid,
    ligne: LigneMesure,
) -> Result<Mesure<T>, Error> {
    let lieu = lieu(service, &ligne.id);
    let document = match &ligne.document {
        Some(document) => Some(tx.coffre.ouvrir_json(&lieu, document)?),
        None => None,
    };
    Ok(Mesure {
        version: ligne.version,
        statut: ligne.statut,
        incertaine: ligne.incertaine == 1,
        reportee: ligne.reportee == 1,
        priorite: ligne.priorite,
        echeance: ligne.echeance,
        responsables: ligne.responsable.into_iter().collect(),
        document,
        modifie_le: instant(ligne.modifie_le, || {
            Lieu::new("mesures", "modifie_le", lieu.ligne)
        })?,
        modifie_par: ligne.modifie_par,
        id: ligne.id,
    })
}
