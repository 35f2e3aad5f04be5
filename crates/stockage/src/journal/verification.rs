//! Proves a chain, or tells the first line that breaks it.
//!
//! Invariant: a green report means that every line is the one that was written, in order, and
//! that none is missing up to the sealed head.

use uuid::Uuid;

use super::chainage::{Entete, empreinte, genese, suivante};
use super::{LigneBrute, SQL_SUITE, lieu_corps, ouvrir_corps};
use crate::Error;
use crate::tour::Chaine;
use crate::tx::{Tx, sql};

/// Lines read at once: memory stays bounded however long the chain is.
const PAGE: i64 = 500;

/// What the verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rapport {
    /// Lines proven, from the first one.
    pub lignes: u64,
    /// Among them, those whose body was erased: their digest is proven, their content is gone.
    pub effacees: u64,
    /// The first break; none when the chain is green.
    pub rupture: Option<Rupture>,
}

/// Where a chain breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rupture {
    /// The first number that cannot be proven.
    pub sequence: i64,
    /// Why.
    pub cause: CauseRupture,
}

/// Why a chain breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CauseRupture {
    /// The line was altered, or one before it was removed or inserted.
    Chainage,
    /// The body does not open, or is not the one the line was written with.
    Corps,
    /// The chain stops before the head: its last lines are gone, or the head was altered.
    Fin,
    /// The head does not carry our seal.
    Sceau,
}

/// Verifies the whole chain `id`.
///
/// # Errors
/// [`Error::Absent`] when there is no such chain, or the engine's failure. A broken chain is not
/// an error: see [`Rapport::rupture`].
pub async fn verifier<C: Chaine>(tx: &mut Tx<'_>, id: Uuid) -> Result<Rapport, Error> {
    let tete_lue = sql!(tx, C::LIRE_TETE, fetch_optional as (Vec<u8>, Vec<u8>); id)?;
    let (tete_lue, sceau) = tete_lue.ok_or(Error::Absent { objet: C::TABLE })?;
    let (mut tete, mut derniere) = (genese(id), 0);
    let mut rapport = Rapport {
        lignes: 0,
        effacees: 0,
        rupture: None,
    };
    loop {
        let lignes = sql!(tx, SQL_SUITE, fetch_all as LigneBrute; id, derniere, PAGE)?;
        if lignes.is_empty() {
            break;
        }
        for ligne in lignes {
            derniere = ligne.sequence;
            match prouver(tx, id, &tete, &ligne) {
                Ok(suite) => tete = suite,
                Err(cause) => {
                    rapport.rupture = Some(Rupture {
                        sequence: derniere,
                        cause,
                    });
                    return Ok(rapport);
                }
            }
            rapport.lignes += 1;
            rapport.effacees += u64::from(ligne.corps.is_none());
        }
    }
    let cause = if tete != tete_lue {
        Some(CauseRupture::Fin)
    } else if !tx.coffre.sceau_valable(id, &tete_lue, &sceau) {
        Some(CauseRupture::Sceau)
    } else {
        None
    };
    rapport.rupture = cause.map(|cause| Rupture {
        sequence: derniere + 1,
        cause,
    });
    Ok(rapport)
}

/// The head after `ligne`, when the line is the one that was written after `tete`.
fn prouver(
    tx: &Tx<'_>,
    chaine: Uuid,
    tete: &[u8],
    ligne: &LigneBrute,
) -> Result<Vec<u8>, CauseRupture> {
    let entete = Entete {
        chaine,
        sequence: ligne.sequence,
        horodatage: ligne.horodatage,
        acteur: ligne.acteur,
        genre: &ligne.genre,
        objet: &ligne.objet,
        version: ligne.version,
        indice_apres: ligne.indice_apres,
    };
    let suite = suivante(tete, &entete, &ligne.empreinte);
    if suite != ligne.tete {
        return Err(CauseRupture::Chainage);
    }
    let lieu = lieu_corps(chaine, ligne.sequence);
    match ouvrir_corps(tx, &lieu, ligne.corps.as_deref()) {
        Ok(Some(clair)) if empreinte(&clair) != ligne.empreinte => Err(CauseRupture::Corps),
        Ok(_) => Ok(suite),
        Err(_) => Err(CauseRupture::Corps),
    }
}
