//! The measures of a service someone said something about: one row each.
//!
//! Invariant: a row exists from the first answer on; a measure without a row has no status. Two
//! people on two measures never write the same row.

use std::collections::BTreeMap;

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
    SELECT id, version, statut, incertaine, reportee, priorite, echeance, document, modifie_le,
           modifie_par
    FROM mesures
    WHERE service_id = $1
    ORDER BY id";

const SQL_UNE: &str = "
    SELECT id, version, statut, incertaine, reportee, priorite, echeance, document, modifie_le,
           modifie_par
    FROM mesures
    WHERE service_id = $1 AND id = $2";

const SQL_CREER: &str = "
    INSERT INTO mesures (
        service_id, id, version, statut, incertaine, reportee, document, modifie_le, modifie_par,
        priorite, echeance)
    VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10)";

const SQL_REMPLACER: &str = "
    UPDATE mesures
    SET version = version + 1, statut = $4, incertaine = $5, reportee = $6, document = $7,
        modifie_le = $8, modifie_par = $9, priorite = $10, echeance = $11
    WHERE service_id = $1 AND id = $2 AND version = $3";

const SQL_VERSION: &str = "
    SELECT version
    FROM mesures
    WHERE service_id = $1 AND id = $2";

const SQL_RESPONSABLES: &str = "
    SELECT mesure_id, compte_id
    FROM mesure_responsables
    WHERE service_id = $1
    ORDER BY mesure_id, compte_id";

const SQL_RESPONSABLES_D_UNE: &str = "
    SELECT mesure_id, compte_id
    FROM mesure_responsables
    WHERE service_id = $1 AND mesure_id = $2
    ORDER BY mesure_id, compte_id";

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
    SQL_RESPONSABLES,
    SQL_RESPONSABLES_D_UNE,
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
    let mut responsables =
        par_mesure(sql!(tx, SQL_RESPONSABLES, fetch_all as (String, Uuid); service)?);
    lignes
        .into_iter()
        .map(|ligne| {
            let responsables = responsables.remove(&ligne.id).unwrap_or_default();
            lire(tx, service, ligne, responsables)
        })
        .collect()
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
    let Some(ligne) = sql!(tx, SQL_UNE, fetch_optional as LigneMesure; service, id)? else {
        return Ok(None);
    };
    let responsables = sql!(tx, SQL_RESPONSABLES_D_UNE, fetch_all as (String, Uuid); service, id)?;
    let responsables = responsables.into_iter().map(|(_, compte)| compte).collect();
    lire(tx, service, ligne, responsables).map(Some)
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
    let trouvee = sql!(tx, SQL_VERSION, fetch_optional as (i64,); service, id)?.map_or(0, |(v,)| v);
    if trouvee != lue {
        return Err(Error::Conflit {
            objet: "mesures",
            attendue: lue,
            trouvee,
        });
    }
    let (incertaine, reportee) = (i64::from(ecriture.incertaine), i64::from(ecriture.reportee));
    let (modifie_le, modifie_par) = (micros(ecriture.modifie_le), ecriture.modifie_par);
    if lue == 0 {
        sql!(tx, SQL_CREER;
            service, id, ecriture.statut, incertaine, reportee, document.as_deref(), modifie_le,
            modifie_par, ecriture.priorite, ecriture.echeance)?;
    } else {
        sql!(tx, SQL_REMPLACER;
            service, id, lue, ecriture.statut, incertaine, reportee, document.as_deref(),
            modifie_le, modifie_par, ecriture.priorite, ecriture.echeance)?;
    }
    if let Some(responsables) = ecriture.responsables {
        sql!(tx, SQL_DECHARGER; service, id)?;
        for compte in responsables {
            sql!(tx, SQL_CONFIER; service, id, *compte)?;
        }
    }
    Ok(lue + 1)
}

fn par_mesure(paires: Vec<(String, Uuid)>) -> BTreeMap<String, Vec<Uuid>> {
    let mut par_mesure: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for (mesure, compte) in paires {
        par_mesure.entry(mesure).or_default().push(compte);
    }
    par_mesure
}

fn lieu(service: Uuid, id: &str) -> Lieu {
    Lieu::new("mesures", "document", format_args!("{service}/{id}"))
}

fn lire<T: DeserializeOwned>(
    tx: &Tx<'_>,
    service: Uuid,
    ligne: LigneMesure,
    responsables: Vec<Uuid>,
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
        responsables,
        document,
        modifie_le: instant(ligne.modifie_le, || {
            Lieu::new("mesures", "modifie_le", lieu.ligne)
        })?,
        modifie_par: ligne.modifie_par,
        id: ligne.id,
    })
}
