//! The journal: append-only hash chains, one per service, per organisation, one for the
//! installation.
//!
//! Invariant: a line is never changed once written, except that its body may be erased; the chain
//! covers the digest of the body, never the body nor a person's name, so it stays green.
//!
//! Numbers strictly increase along a chain. A turn that changed nothing leaves a gap: what proves
//! that no line is missing is the hash, not the numbering.

mod chainage;
pub(crate) mod lecture;
mod verification;

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tour::{Chaine, Tour};
use crate::tx::{Tx, ligne, sql};
pub(crate) use chainage::genese;
use chainage::{Entete, SEL, canonique, empreinte, suivante};
pub use lecture::{
    Choix, Droit, EnTete, acteurs, activite, compter_depuis, derniere, droits_de_l_organisation,
    entetes,
};
pub use verification::{CauseRupture, Rapport, Rupture, verifier};

const SQL_AJOUTER: &str = "
    INSERT INTO journal (
        chaine, sequence, horodatage, acteur, genre, objet, version, indice_apres,
        empreinte, tete, corps)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

const SQL_PAGE: &str = "
    SELECT sequence, horodatage, acteur, genre, objet, version, indice_apres,
           empreinte, tete, corps
    FROM journal
    WHERE chaine = $1 AND sequence < $2
    ORDER BY sequence DESC
    LIMIT $3";

const SQL_SUITE: &str = "
    SELECT sequence, horodatage, acteur, genre, objet, version, indice_apres,
           empreinte, tete, corps
    FROM journal
    WHERE chaine = $1 AND sequence > $2
    ORDER BY sequence
    LIMIT $3";

const SQL_DE_L_OBJET: &str = "
    SELECT sequence, horodatage, acteur, genre, objet, version, indice_apres,
           empreinte, tete, corps
    FROM journal
    WHERE chaine = $1 AND objet = $2
    ORDER BY sequence DESC
    LIMIT $3";

const SQL_CORPS_A_LA_VERSION: &str = "
    SELECT sequence, corps
    FROM journal
    WHERE chaine = $1 AND objet = $2 AND version = $3
    ORDER BY sequence DESC
    LIMIT 1";

const SQL_DEPUIS: &str = "
    SELECT acteur, horodatage
    FROM journal
    WHERE chaine = $1 AND objet = $2 AND version > $3
    ORDER BY version, sequence";

const SQL_EFFACER_CORPS: &str = "
    UPDATE journal
    SET corps = NULL
    WHERE chaine = $1 AND sequence = $2";

pub(crate) const REQUETES: &[&str] = &[
    SQL_AJOUTER,
    SQL_PAGE,
    SQL_SUITE,
    SQL_DE_L_OBJET,
    SQL_CORPS_A_LA_VERSION,
    SQL_DEPUIS,
    SQL_EFFACER_CORPS,
];

/// What happened, to be written.
#[derive(Debug)]
pub struct Fait<'a, T: ?Sized> {
    /// When.
    pub horodatage: Timestamp,
    /// Who; none for the program itself.
    pub acteur: Option<Uuid>,
    /// What kind of thing happened (`service.cree`, `mesure.statuee`…), in clear.
    pub genre: &'a str,
    /// What it happened to, in clear: an identifier, never a text someone typed.
    pub objet: &'a str,
    /// The version of the object after the change, when it has versions.
    pub version: Option<i64>,
    /// The service's index after the change, in hundredths.
    pub indice_apres: Option<i64>,
    /// The complete new value of what changed; encrypted.
    pub corps: &'a T,
}

/// A line read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Ligne {
    /// Number in the chain.
    pub sequence: i64,
    /// When.
    pub horodatage: Timestamp,
    /// Who; none for the program itself.
    pub acteur: Option<Uuid>,
    /// What kind of thing happened.
    pub genre: String,
    /// What it happened to.
    pub objet: String,
    /// The version of the object after the change.
    pub version: Option<i64>,
    /// The service's index after the change, in hundredths.
    pub indice_apres: Option<i64>,
    /// The head of the chain after this line: SHA-256.
    pub tete: Vec<u8>,
    /// The new value; none when it was erased.
    pub corps: Option<serde_json::Value>,
}

ligne! {
    #[derive(Debug)]
    struct LigneBrute {
        sequence: i64,
        horodatage: i64,
        acteur: Option<Uuid>,
        genre: String,
        objet: String,
        version: Option<i64>,
        indice_apres: Option<i64>,
        empreinte: Vec<u8>,
        tete: Vec<u8>,
        corps: Option<Vec<u8>>,
    }
}

/// Appends a line to the chain whose turn is taken, and seals the new head. Gives the line's
/// number.
///
/// # Errors
/// A body JSON cannot write, no random bytes, or the engine's failure.
pub async fn ajouter<C: Chaine, T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    tour: &mut Tour<C>,
    fait: &Fait<'_, T>,
) -> Result<i64, Error> {
    let (chaine, sequence) = (tour.chaine, tour.sequence);
    let lieu = lieu_corps(chaine, sequence);
    let sel: [u8; SEL] = tx.coffre.octets()?;
    let clair = canonique(&lieu, &sel, fait.corps)?;
    let empreinte = empreinte(&clair);
    let corps = tx.coffre.fermer(&lieu, &clair)?;
    let horodatage = micros(fait.horodatage);
    let tete = suivante(
        &tour.tete,
        &Entete {
            chaine,
            sequence,
            horodatage,
            acteur: fait.acteur,
            genre: fait.genre,
            objet: fait.objet,
            version: fait.version,
            indice_apres: fait.indice_apres,
        },
        &empreinte,
    );
    let sceau = tx.coffre.sceau(chaine, &tete);
    sql!(tx, SQL_AJOUTER;
        chaine, sequence, horodatage, fait.acteur, fait.genre, fait.objet, fait.version,
        fait.indice_apres, empreinte.as_slice(), tete.as_slice(), corps.as_slice())?;
    sql!(tx, C::AVANCER_TETE; chaine, sequence, tete.as_slice(), sceau.as_slice())?;
    tour.tete = tete;
    tour.sequence += 1;
    Ok(sequence)
}

/// The `limite` last lines before number `avant` (the very last ones without it), newest first.
///
/// # Errors
/// [`Error::Chiffrement`] or [`Error::Inconsistance`] for a line that does not read.
pub async fn page(
    tx: &mut Tx<'_>,
    chaine: Uuid,
    avant: Option<i64>,
    limite: i64,
) -> Result<Vec<Ligne>, Error> {
    let brutes = sql!(tx, SQL_PAGE, fetch_all as LigneBrute;
        chaine, avant.unwrap_or(i64::MAX), limite)?;
    brutes
        .into_iter()
        .map(|brute| lire(tx, chaine, brute))
        .collect()
}

/// The `limite` last lines about `objet`, newest first.
///
/// # Errors
/// [`Error::Chiffrement`] or [`Error::Inconsistance`] for a line that does not read.
pub async fn de_l_objet(
    tx: &mut Tx<'_>,
    chaine: Uuid,
    objet: &str,
    limite: i64,
) -> Result<Vec<Ligne>, Error> {
    let brutes = sql!(tx, SQL_DE_L_OBJET, fetch_all as LigneBrute; chaine, objet, limite)?;
    brutes
        .into_iter()
        .map(|brute| lire(tx, chaine, brute))
        .collect()
}

/// The value `objet` had at `version`, read back from its line: the base of a three-way
/// comparison. None when there is no such line or its body was erased.
///
/// # Errors
/// [`Error::Chiffrement`] or [`Error::Inconsistance`] when the body does not read.
pub async fn a_la_version<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    chaine: Uuid,
    objet: &str,
    version: i64,
) -> Result<Option<T>, Error> {
    let trouvee = sql!(tx, SQL_CORPS_A_LA_VERSION, fetch_optional as (i64, Option<Vec<u8>>);
        chaine, objet, version)?;
    let Some((sequence, Some(corps))) = trouvee else {
        return Ok(None);
    };
    let lieu = lieu_corps(chaine, sequence);
    let clair = tx.coffre.ouvrir(&lieu, &corps)?;
    json(&lieu, &clair).map(Some)
}

/// Who wrote `objet` after `version` and when, oldest first.
///
/// # Errors
/// A date that does not read.
pub async fn ecritures_depuis(
    tx: &mut Tx<'_>,
    chaine: Uuid,
    objet: &str,
    version: i64,
) -> Result<Vec<(Option<Uuid>, Timestamp)>, Error> {
    let lignes = sql!(tx, SQL_DEPUIS, fetch_all as (Option<Uuid>, i64); chaine, objet, version)?;
    lignes
        .into_iter()
        .map(|(acteur, quand)| {
            let quand = instant(quand, || Lieu::new("journal", "horodatage", chaine))?;
            Ok((acteur, quand))
        })
        .collect()
}

/// Erases the body of a line; its digest stays, and the chain stays green.
///
/// # Errors
/// [`Error::Absent`] when the chain has no such line.
pub async fn effacer_corps<C: Chaine>(
    tx: &mut Tx<'_>,
    tour: &mut Tour<C>,
    sequence: i64,
) -> Result<(), Error> {
    match sql!(tx, SQL_EFFACER_CORPS; tour.chaine, sequence)? {
        0 => Err(Error::Absent { objet: "journal" }),
        _ => Ok(()),
    }
}

fn lieu_corps(chaine: Uuid, sequence: i64) -> Lieu {
    Lieu::new("journal", "corps", format_args!("{chaine}/{sequence}"))
}

fn ouvrir_corps(
    tx: &Tx<'_>,
    lieu: &Lieu,
    corps: Option<&[u8]>,
) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    corps.map(|corps| tx.coffre.ouvrir(lieu, corps)).transpose()
}

/// The JSON that follows the salt.
fn json<T: DeserializeOwned>(lieu: &Lieu, clair: &[u8]) -> Result<T, Error> {
    let octets = clair.get(SEL..).ok_or_else(|| lieu.inconsistance())?;
    serde_json::from_slice(octets).map_err(|_| lieu.inconsistance())
}

fn lire(tx: &Tx<'_>, chaine: Uuid, brute: LigneBrute) -> Result<Ligne, Error> {
    let lieu = lieu_corps(chaine, brute.sequence);
    let corps = match ouvrir_corps(tx, &lieu, brute.corps.as_deref())? {
        Some(clair) => Some(json(&lieu, &clair)?),
        None => None,
    };
    Ok(Ligne {
        sequence: brute.sequence,
        horodatage: instant(brute.horodatage, || {
            Lieu::new("journal", "horodatage", lieu.ligne.clone())
        })?,
        acteur: brute.acteur,
        genre: brute.genre,
        objet: brute.objet,
        version: brute.version,
        indice_apres: brute.indice_apres,
        tete: brute.tete,
        corps,
    })
}
