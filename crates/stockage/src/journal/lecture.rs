//! Reading a chain for people: its activity a page at a time, the index over time, what others
//! did since.
//!
//! Invariant: a reader pays for what it shows: headers alone are never decrypted.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Ligne, LigneBrute, lire};
use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::instant;
use crate::tx::{Tx, ligne, sql};

const SQL_ACTIVITE: &str = "
    SELECT sequence, horodatage, acteur, genre, objet, version, indice_apres,
           empreinte, tete, corps
    FROM journal
    WHERE chaine = $1 AND sequence < $2 AND sequence > $3
      AND (CAST($4 AS TEXT) IS NULL OR genre LIKE $4 OR genre LIKE $5)
      AND (CAST($6 AS TEXT) IS NULL OR objet = $6)
      AND (acteur = $7 OR $7 IS NULL)
      AND (acteur <> $8 OR acteur IS NULL OR $8 IS NULL)
    ORDER BY sequence DESC
    LIMIT $9";

const SQL_ENTETES: &str = "
    SELECT sequence, horodatage, acteur, genre, objet, version, indice_apres
    FROM journal
    WHERE chaine = $1
    ORDER BY sequence DESC
    LIMIT $2";

const SQL_ACTEURS: &str = "
    SELECT DISTINCT acteur
    FROM journal
    WHERE chaine = $1 AND acteur IS NOT NULL
    ORDER BY acteur";

const SQL_COMPTER_DEPUIS: &str = "
    SELECT COUNT(*)
    FROM (
        SELECT 1 AS un
        FROM journal
        WHERE chaine = $1 AND sequence > $2 AND (acteur IS NULL OR acteur <> $3)
        LIMIT $4) AS nouvelles";

const SQL_DERNIERE: &str = "
    SELECT COALESCE(MAX(sequence), 0)
    FROM journal
    WHERE chaine = $1";

/// Every line about a right on the services of an organisation, and on itself: `$1` the
/// organisation. Whoever makes a service owns it: that line counts.
const SQL_DROITS: &str = "
    SELECT j.chaine, s.nom AS service, j.sequence, j.horodatage, j.acteur, j.genre, j.objet,
           j.version, j.indice_apres, j.empreinte, j.tete, j.corps
    FROM services s
    JOIN journal j ON j.chaine = s.id
    WHERE s.organisation_id = $1 AND (j.genre LIKE 'membre.%' OR j.genre = 'service.cree')
    UNION ALL
    SELECT j.chaine, NULL AS service, j.sequence, j.horodatage, j.acteur, j.genre, j.objet,
           j.version, j.indice_apres, j.empreinte, j.tete, j.corps
    FROM journal j
    WHERE j.chaine = $1 AND j.genre LIKE 'organisation.administrateur%'
    ORDER BY horodatage DESC, chaine DESC, sequence DESC
    LIMIT $2";

pub(crate) const REQUETES: &[&str] = &[
    SQL_DROITS,
    SQL_ACTIVITE,
    SQL_ENTETES,
    SQL_ACTEURS,
    SQL_COMPTER_DEPUIS,
    SQL_DERNIERE,
];

/// Which lines of a chain to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choix {
    /// Only kinds that begin with one of these words (`mesure`, `mesureSpecifique`): at most two,
    /// all of them when empty.
    pub familles: Vec<&'static str>,
    /// Only what happened to this object.
    pub objet: Option<String>,
    /// Only what this person did.
    pub acteur: Option<Uuid>,
    /// Everything but what this person did.
    pub sauf: Option<Uuid>,
    /// Only lines before this number.
    pub avant: Option<i64>,
    /// Only lines after this number.
    pub apres: i64,
}

/// The clear part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnTete {
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
}

ligne! {
    struct LigneEnTete {
        sequence: i64,
        horodatage: i64,
        acteur: Option<Uuid>,
        genre: String,
        objet: String,
        version: Option<i64>,
        indice_apres: Option<i64>,
    }
}

/// The `limite` last lines chosen, newest first, bodies included.
///
/// # Errors
/// A line that does not read.
pub async fn activite(
    tx: &mut Tx<'_>,
    chaine: Uuid,
    choix: &Choix,
    limite: i64,
) -> Result<Vec<Ligne>, Error> {
    let motif = |rang: usize| choix.familles.get(rang).map(|mot| format!("{mot}.%"));
    let premier = motif(0);
    let second = motif(1).or_else(|| premier.clone());
    let brutes = sql!(tx, SQL_ACTIVITE, fetch_all as LigneBrute;
        chaine, choix.avant.unwrap_or(i64::MAX), choix.apres, premier.as_deref(),
        second.as_deref(), choix.objet.as_deref(), choix.acteur, choix.sauf, limite)?;
    brutes
        .into_iter()
        .map(|brute| lire(tx, chaine, brute))
        .collect()
}

/// The clear parts of the `limite` last lines of a chain, oldest first.
///
/// # Errors
/// [`Error::Inconsistance`] for an instant that makes no sense.
pub async fn entetes(tx: &mut Tx<'_>, chaine: Uuid, limite: i64) -> Result<Vec<EnTete>, Error> {
    let lignes = sql!(tx, SQL_ENTETES, fetch_all as LigneEnTete; chaine, limite)?;
    lignes
        .into_iter()
        .rev()
        .map(|l| {
            let lieu = || {
                let place = format_args!("{chaine}/{}", l.sequence).to_string();
                Lieu::new("journal", "horodatage", place)
            };
            Ok(EnTete {
                horodatage: instant(l.horodatage, lieu)?,
                sequence: l.sequence,
                acteur: l.acteur,
                genre: l.genre,
                objet: l.objet,
                version: l.version,
                indice_apres: l.indice_apres,
            })
        })
        .collect()
}

ligne! {
    struct LigneDroit {
        chaine: Uuid,
        service: Option<String>,
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

/// A line about a right.
#[derive(Debug, Clone, PartialEq)]
pub struct Droit {
    /// The chain it is in.
    pub chaine: Uuid,
    /// Name of the service; none for the organisation itself.
    pub service: Option<String>,
    /// The line.
    pub ligne: Ligne,
}

/// The `limite` last lines about rights on an organisation or on a service of it, newest first.
/// A line that makes a service has for object whoever made it.
///
/// # Errors
/// A line that does not read.
pub async fn droits_de_l_organisation(
    tx: &mut Tx<'_>,
    organisation: Uuid,
    limite: i64,
) -> Result<Vec<Droit>, Error> {
    let lues = sql!(tx, SQL_DROITS, fetch_all as LigneDroit; organisation, limite)?;
    lues.into_iter()
        .map(|l| {
            let creation = l.genre == "service.cree";
            let brute = LigneBrute {
                sequence: l.sequence,
                horodatage: l.horodatage,
                acteur: l.acteur,
                genre: l.genre,
                objet: match l.acteur {
                    Some(acteur) if creation => acteur.to_string(),
                    _ => l.objet,
                },
                version: l.version,
                indice_apres: l.indice_apres,
                empreinte: l.empreinte,
                tete: l.tete,
                // The answers say nothing of rights: they are not even opened.
                corps: l.corps.filter(|_| !creation),
            };
            Ok(Droit {
                chaine: l.chaine,
                service: l.service,
                ligne: lire(tx, l.chaine, brute)?,
            })
        })
        .collect()
}

/// Everyone who wrote a line of a chain.
///
/// # Errors
/// The engine's failure.
pub async fn acteurs(tx: &mut Tx<'_>, chaine: Uuid) -> Result<Vec<Uuid>, Error> {
    let lignes = sql!(tx, SQL_ACTEURS, fetch_all as (Uuid,); chaine)?;
    Ok(lignes.into_iter().map(|(acteur,)| acteur).collect())
}

/// How many lines after number `apres` are not of `compte`; counts up to `plafond`.
///
/// # Errors
/// The engine's failure.
pub async fn compter_depuis(
    tx: &mut Tx<'_>,
    chaine: Uuid,
    apres: i64,
    compte: Uuid,
    plafond: i64,
) -> Result<i64, Error> {
    let (nombre,) = sql!(tx, SQL_COMPTER_DEPUIS, fetch_one as (i64,);
        chaine, apres, compte, plafond)?;
    Ok(nombre)
}

/// The number of the last line of a chain; 0 without any.
///
/// # Errors
/// The engine's failure.
pub async fn derniere(tx: &mut Tx<'_>, chaine: Uuid) -> Result<i64, Error> {
    let (sequence,) = sql!(tx, SQL_DERNIERE, fetch_one as (i64,); chaine)?;
    Ok(sequence)
}
