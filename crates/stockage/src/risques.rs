//! What people wrote of the risks of a service: decisions on a computed one (`R3`), and the risks
//! they added (`RP.1`).
//!
//! Invariant: a row is never removed while its service lives, so that the number of an added risk
//! is never given twice; one taken out carries the date, and may come back.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tour::Tour;
use crate::tx::{Tx, ligne, sql};

const SQL_TOUS: &str = "
    SELECT id, version, document, modifie_le, modifie_par, supprime_le
    FROM risques
    WHERE service_id = $1
    ORDER BY id";

const SQL_CREER: &str = "
    INSERT INTO risques (
        service_id, id, version, document, modifie_le, modifie_par, supprime_le)
    VALUES ($1, $2, 1, $3, $4, $5, $6)";

const SQL_REMPLACER: &str = "
    UPDATE risques
    SET version = version + 1, document = $4, modifie_le = $5, modifie_par = $6, supprime_le = $7
    WHERE service_id = $1 AND id = $2 AND version = $3";

const SQL_VERSION: &str = "
    SELECT version
    FROM risques
    WHERE service_id = $1 AND id = $2";

pub(crate) const REQUETES: &[&str] = &[SQL_TOUS, SQL_CREER, SQL_REMPLACER, SQL_VERSION];

/// A row, its document still closed: its kind depends on its identifier.
#[derive(Debug, Clone, PartialEq)]
pub struct Risque {
    /// `R3` or `RP.1`.
    pub id: String,
    /// From 1.
    pub version: i64,
    /// Last change.
    pub modifie_le: Timestamp,
    /// Who made it.
    pub modifie_par: Option<Uuid>,
    /// When it was taken out; none otherwise.
    pub supprime_le: Option<Timestamp>,
    service: Uuid,
    document: Vec<u8>,
}

impl Risque {
    /// Opens what was written.
    ///
    /// # Errors
    /// A document that does not read as a `T`.
    pub fn ouvrir<T: DeserializeOwned>(&self, tx: &Tx<'_>) -> Result<T, Error> {
        tx.coffre
            .ouvrir_json(&lieu(self.service, &self.id), &self.document)
    }
}

/// A row about to be written.
#[derive(Debug)]
pub struct Ecriture<'a, T: ?Sized> {
    /// `R3` or `RP.1`.
    pub id: &'a str,
    /// The version it was read at; 0 when there was no row.
    pub version_lue: i64,
    /// The complete new value.
    pub document: &'a T,
    /// When.
    pub modifie_le: Timestamp,
    /// Who.
    pub modifie_par: Uuid,
    /// When it was taken out; none otherwise.
    pub supprime_le: Option<Timestamp>,
}

ligne! {
    struct LigneRisque {
        id: String,
        version: i64,
        document: Vec<u8>,
        modifie_le: i64,
        modifie_par: Option<Uuid>,
        supprime_le: Option<i64>,
    }
}

/// Every row of a service, those taken out included, by identifier.
///
/// # Errors
/// A date that does not read.
pub async fn tous(tx: &mut Tx<'_>, service: Uuid) -> Result<Vec<Risque>, Error> {
    let lignes = sql!(tx, SQL_TOUS, fetch_all as LigneRisque; service)?;
    lignes
        .into_iter()
        .map(|ligne| lire(service, ligne))
        .collect()
}

/// Writes one row, the first time or over the version that was read; gives the new version. The
/// journal line (object: the risk's identifier) is the caller's.
///
/// # Errors
/// [`Error::Conflit`] when the stored version is another one.
pub async fn enregistrer<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    ecriture: &Ecriture<'_, T>,
) -> Result<i64, Error> {
    let (service, id, lue) = (tour.id(), ecriture.id, ecriture.version_lue);
    let secret = tx
        .coffre
        .fermer_json(&lieu(service, id), ecriture.document)?;
    let trouvee = sql!(tx, SQL_VERSION, fetch_optional as (i64,); service, id)?.map_or(0, |(v,)| v);
    if trouvee != lue {
        return Err(Error::Conflit {
            objet: "risques",
            attendue: lue,
            trouvee,
        });
    }
    let (modifie_le, modifie_par) = (micros(ecriture.modifie_le), ecriture.modifie_par);
    let supprime_le = ecriture.supprime_le.map(micros);
    if lue == 0 {
        sql!(tx, SQL_CREER;
            service, id, secret.as_slice(), modifie_le, modifie_par, supprime_le)?;
    } else {
        sql!(tx, SQL_REMPLACER;
            service, id, lue, secret.as_slice(), modifie_le, modifie_par, supprime_le)?;
    }
    Ok(lue + 1)
}

fn lieu(service: Uuid, id: &str) -> Lieu {
    Lieu::new("risques", "document", format_args!("{service}/{id}"))
}

fn lire(service: Uuid, ligne: LigneRisque) -> Result<Risque, Error> {
    let ou = |colonne| {
        let rangee = format!("{service}/{}", ligne.id);
        move || Lieu::new("risques", colonne, rangee)
    };
    let supprime_le = ligne.supprime_le.map(|le| instant(le, ou("supprime_le")));
    Ok(Risque {
        version: ligne.version,
        modifie_le: instant(ligne.modifie_le, ou("modifie_le"))?,
        modifie_par: ligne.modifie_par,
        supprime_le: supprime_le.transpose()?,
        service,
        document: ligne.document,
        id: ligne.id,
    })
}
