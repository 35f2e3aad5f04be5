//! Organisations: one per SIRET, with a chain of its own.
//!
//! Invariant: two services of the same SIRET always share the same row.

use jiff::Timestamp;
use uuid::Uuid;

use crate::Error;
use crate::administrateurs::en_cours;
use crate::chiffrement::Lieu;
use crate::journal::genese;
use crate::membres::{Lecteur, Membre};
use crate::temps::{instant, micros};
use crate::tour::{Chaine, DeLOrganisation, TeteLue, Tour};
use crate::tx::{Tx, ligne, sql};

const SQL_CREER: &str = "
    INSERT INTO organisations (id, siret, nom, nom_tri, sequence, tete, sceau, cree_le)
    VALUES ($1, $2, $3, $4, 0, $5, $6, $7)
    ON CONFLICT (siret) DO NOTHING";

const SQL_PAR_SIRET: &str = "
    SELECT id, siret, nom, rna, euid, type_entite, version
    FROM organisations
    WHERE siret = $1 OR rna = $1 OR euid = $1
    ORDER BY siret <> $1
    LIMIT 1";

const SQL_PAR_ID: &str = "
    SELECT id, siret, nom, rna, euid, type_entite, version
    FROM organisations
    WHERE id = $1";

/// `$1` the person, `$2` the day it is: those they administer, and those of the living services
/// with a role for them.
const SQL_DU_COMPTE: &str = concat!(
    "
    SELECT o.id, o.siret, o.nom, o.rna, o.euid, o.type_entite, o.version
    FROM organisations o
    WHERE o.id IN (
        SELECT a.organisation_id
        FROM organisation_membres a
        WHERE a.compte_id = $1
        UNION
        SELECT s.organisation_id
        FROM membres t
        JOIN services s ON s.id = t.service_id
        WHERE t.compte_id = $1 AND s.supprime_le IS NULL AND ",
    en_cours!("$2"),
    ")
    ORDER BY o.nom_tri, o.id"
);

/// `$3` the day it is.
const SQL_AGENT: &str = concat!(
    "
    SELECT s.id
    FROM membres t
    JOIN services s ON s.id = t.service_id
    WHERE t.compte_id = $2 AND s.organisation_id = $1 AND s.supprime_le IS NULL AND ",
    en_cours!("$3"),
    "
    LIMIT 1"
);

const SQL_MODIFIER: &str = "
    UPDATE organisations
    SET version = version + 1, nom = $2, nom_tri = $3, rna = $4, euid = $5, type_entite = $6
    WHERE id = $1 AND version = $7";

const SQL_PRISE: &str = "
    SELECT CASE WHEN rna = $2 OR siret = $2 THEN $2 END,
           CASE WHEN euid = $3 OR siret = $3 THEN $3 END
    FROM organisations
    WHERE id <> $1 AND (rna = $2 OR euid = $3 OR siret = $2 OR siret = $3)
    LIMIT 1";

const SQL_NOMBRE_SERVICES: &str = "
    SELECT COUNT(*)
    FROM services
    WHERE organisation_id = $1 AND supprime_le IS NULL";

const SQL_SERVICES: &str = "
    SELECT id
    FROM services
    WHERE organisation_id = $1 AND supprime_le IS NULL AND id > $2
    ORDER BY id
    LIMIT $3";

const SQL_MEMBRES: &str = "
    SELECT s.id, s.nom, m.compte_id, m.role, m.rubriques, m.fin, m.ajoute_le, m.ajoute_par
    FROM services s
    JOIN membres m ON m.service_id = s.id
    WHERE s.organisation_id = $1 AND s.supprime_le IS NULL
    ORDER BY s.nom_tri, s.id, m.ajoute_le, m.compte_id";

/// Whether it says something for all its services, that someone must be able to correct.
const SQL_ENGAGEE: &str = "
    SELECT CAST(1 AS BIGINT)
    FROM demarches d
    WHERE d.organisation_id = $1
    UNION ALL
    SELECT CAST(1 AS BIGINT)
    FROM organisation_mesures e
    WHERE e.organisation_id = $1 AND e.statut IS NOT NULL
    LIMIT 1";

const SQL_PRENDRE_TOUR: &str = "
    UPDATE organisations
    SET sequence = sequence + 1
    WHERE id = $1
    RETURNING sequence, tete, sceau";

const SQL_AVANCER: &str = "
    UPDATE organisations
    SET sequence = $2, tete = $3, sceau = $4
    WHERE id = $1";

const SQL_LIRE_TETE: &str = "
    SELECT tete, sceau
    FROM organisations
    WHERE id = $1";

pub(crate) const REQUETES: &[&str] = &[
    SQL_CREER,
    SQL_PAR_SIRET,
    SQL_PAR_ID,
    SQL_DU_COMPTE,
    SQL_AGENT,
    SQL_MODIFIER,
    SQL_PRISE,
    SQL_NOMBRE_SERVICES,
    SQL_SERVICES,
    SQL_MEMBRES,
    SQL_ENGAGEE,
    SQL_PRENDRE_TOUR,
    SQL_AVANCER,
    SQL_LIRE_TETE,
];

impl Chaine for DeLOrganisation {
    const TABLE: &'static str = "organisations";
    const AVANCER_TETE: &'static str = SQL_AVANCER;
    const LIRE_TETE: &'static str = SQL_LIRE_TETE;
}

ligne! {
    /// An organisation read back.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Organisation {
        /// Its identifier.
        pub id: Uuid,
        /// 14 digits.
        pub siret: String,
        /// Its name.
        pub nom: String,
        /// Its number in the register of associations.
        pub rna: Option<String>,
        /// Its European identifier.
        pub euid: Option<String>,
        /// What it is, by its identifier (`commune`).
        pub type_entite: Option<String>,
        /// Version of all that, from 1.
        pub version: i64,
    }
}

/// What is written of an organisation besides its SIRET.
#[derive(Debug, Clone)]
pub struct Ecriture<'a> {
    /// Its name.
    pub nom: &'a str,
    /// The sort key of its name.
    pub nom_tri: &'a str,
    /// Its number in the register of associations.
    pub rna: Option<&'a str>,
    /// Its European identifier.
    pub euid: Option<&'a str>,
    /// What it is, by its identifier.
    pub type_entite: Option<&'a str>,
}

/// Identifiers another organisation has already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prises {
    /// The number in the register of associations.
    pub rna: bool,
    /// The European identifier.
    pub euid: bool,
}

/// An organisation about to be made, unless its SIRET is known.
#[derive(Debug, Clone)]
pub struct Nouvelle<'a> {
    /// The identifier it gets if it is new.
    pub id: Uuid,
    /// The number it is described under, checked by the caller.
    pub siret: &'a str,
    /// Its name, kept only if it is new.
    pub nom: &'a str,
    /// The sort key of its name.
    pub nom_tri: &'a str,
    /// When.
    pub cree_le: Timestamp,
}

/// The organisation of that SIRET, made if it is not known yet.
///
/// # Errors
/// The engine's failure.
pub async fn trouver_ou_creer(
    tx: &mut Tx<'_>,
    nouvelle: &Nouvelle<'_>,
) -> Result<Organisation, Error> {
    if let Some(connue) = par_siret(tx, nouvelle.siret).await? {
        return Ok(connue);
    }
    let tete = genese(nouvelle.id);
    let sceau = tx.coffre.sceau(nouvelle.id, &tete);
    sql!(tx, SQL_CREER;
        nouvelle.id, nouvelle.siret, nouvelle.nom, nouvelle.nom_tri, tete.as_slice(),
        sceau.as_slice(), micros(nouvelle.cree_le))?;
    // Ours, or the one another transaction made meanwhile.
    par_siret(tx, nouvelle.siret).await?.ok_or(Error::Absent {
        objet: "organisations",
    })
}

/// The organisation of that number, if it is known: the one it was described under, or another
/// one it was given since.
///
/// # Errors
/// The engine's failure.
pub async fn par_siret(tx: &mut Tx<'_>, siret: &str) -> Result<Option<Organisation>, Error> {
    sql!(tx, SQL_PAR_SIRET, fetch_optional as Organisation; siret)
}

/// An organisation.
///
/// # Errors
/// [`Error::Absent`] when there is none.
pub async fn charger(tx: &mut Tx<'_>, id: Uuid) -> Result<Organisation, Error> {
    sql!(tx, SQL_PAR_ID, fetch_optional as Organisation; id)?.ok_or(Error::Absent {
        objet: "organisations",
    })
}

/// The organisations a person works for: those they administer, and those of the living services
/// with a role for them, by name.
///
/// # Errors
/// The engine's failure.
pub async fn du_compte(
    tx: &mut Tx<'_>,
    (compte, jour): Lecteur,
) -> Result<Vec<Organisation>, Error> {
    sql!(tx, SQL_DU_COMPTE, fetch_all as Organisation; compte, jour.to_string())
}

/// Whether a person has a role on a living service of it.
///
/// # Errors
/// The engine's failure.
pub async fn a_pour_agent(
    tx: &mut Tx<'_>,
    id: Uuid,
    (compte, jour): Lecteur,
) -> Result<bool, Error> {
    let trouve = sql!(tx, SQL_AGENT, fetch_optional as (Uuid,); id, compte, jour.to_string())?;
    Ok(trouve.is_some())
}

/// Writes what it is over a version; gives the new one.
///
/// # Errors
/// [`Error::Conflit`] when the stored version is another one, [`Error::DejaPresent`] for an
/// identifier that is another organisation's.
pub async fn modifier(
    tx: &mut Tx<'_>,
    tour: &mut Tour<DeLOrganisation>,
    version: i64,
    ecriture: &Ecriture<'_>,
) -> Result<i64, Error> {
    let ecrites = sql!(tx, SQL_MODIFIER;
        tour.id(), ecriture.nom, ecriture.nom_tri, ecriture.rna, ecriture.euid,
        ecriture.type_entite, version)?;
    match ecrites {
        0 => Err(Error::Conflit {
            objet: "organisations",
            attendue: version,
            trouvee: 0,
        }),
        _ => Ok(version + 1),
    }
}

/// Which of these identifiers are another organisation's.
///
/// # Errors
/// The engine's failure.
pub async fn prises(
    tx: &mut Tx<'_>,
    id: Uuid,
    rna: Option<&str>,
    euid: Option<&str>,
) -> Result<Prises, Error> {
    let autre =
        sql!(tx, SQL_PRISE, fetch_optional as (Option<String>, Option<String>); id, rna, euid)?;
    let Some((le_rna, le_euid)) = autre else {
        return Ok(Prises::default());
    };
    Ok(Prises {
        rna: rna.is_some() && le_rna.as_deref() == rna,
        euid: euid.is_some() && le_euid.as_deref() == euid,
    })
}

/// How many living services it answers for.
///
/// # Errors
/// The engine's failure.
pub async fn nombre_services(tx: &mut Tx<'_>, id: Uuid) -> Result<i64, Error> {
    let (nombre,) = sql!(tx, SQL_NOMBRE_SERVICES, fetch_one as (i64,); id)?;
    Ok(nombre)
}

/// Its living services after that key, `limite` of them, in the order of their keys: the order
/// their turns are taken in.
///
/// # Errors
/// The engine's failure.
pub async fn services(
    tx: &mut Tx<'_>,
    id: Uuid,
    apres: Uuid,
    limite: i64,
) -> Result<Vec<Uuid>, Error> {
    let lus = sql!(tx, SQL_SERVICES, fetch_all as (Uuid,); id, apres, limite)?;
    Ok(lus.into_iter().map(|(service,)| service).collect())
}

/// Someone with a role on one of its services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembreDUnService {
    /// The service.
    pub service: Uuid,
    /// Its name.
    pub nom: String,
    /// The person and the role.
    pub membre: Membre,
}

/// Everyone with a role on its living services, service by service, by name.
///
/// # Errors
/// The engine's failure.
pub async fn membres_des_services(
    tx: &mut Tx<'_>,
    id: Uuid,
) -> Result<Vec<MembreDUnService>, Error> {
    type Lue = (
        Uuid,
        String,
        Uuid,
        String,
        Option<String>,
        Option<String>,
        i64,
        Option<Uuid>,
    );
    let lus = sql!(tx, SQL_MEMBRES, fetch_all as Lue; id)?;
    lus.into_iter()
        .map(
            |(service, nom, compte_id, role, rubriques, fin, ajoute_le, ajoute_par)| {
                let lieu = || {
                    let place = format_args!("{service}/{compte_id}").to_string();
                    Lieu::new("membres", "ajoute_le", place)
                };
                Ok(MembreDUnService {
                    service,
                    nom,
                    membre: Membre {
                        compte_id,
                        titre: (role, rubriques, fin).into(),
                        ajoute_le: instant(ajoute_le, lieu)?,
                        ajoute_par,
                    },
                })
            },
        )
        .collect()
}

/// Whether it says something for all its services: how it homologates, or where a measure stands.
///
/// # Errors
/// The engine's failure.
pub async fn est_engagee(tx: &mut Tx<'_>, id: Uuid) -> Result<bool, Error> {
    Ok(sql!(tx, SQL_ENGAGEE, fetch_optional as (i64,); id)?.is_some())
}

/// Takes the organisation's turn; before those of its services, when both are needed.
///
/// # Errors
/// [`Error::Absent`]; [`Error::Chiffrement`] when its chain's head was altered.
pub async fn prendre_tour(tx: &mut Tx<'_>, id: Uuid) -> Result<Tour<DeLOrganisation>, Error> {
    let trouvee = sql!(tx, SQL_PRENDRE_TOUR, fetch_optional as (i64, Vec<u8>, Vec<u8>); id)?;
    let (sequence, tete, sceau) = trouvee.ok_or(Error::Absent {
        objet: "organisations",
    })?;
    Tour::prendre(
        tx,
        TeteLue {
            chaine: id,
            sequence,
            tete,
            sceau,
        },
    )
}
