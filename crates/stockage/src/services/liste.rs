//! The list of a person's services: filtered, sorted, paginated, with its key figures.
//!
//! Invariant: only services the person has a right over, out of the bin; ties are always broken by
//! id, and a service without the value sorted on comes last in both directions.

use jiff::Timestamp;
use uuid::Uuid;

use crate::Error;
use crate::administrateurs::tenus;
use crate::chiffrement::Lieu;
use crate::membres::Lecteur;
use crate::temps::{instant, micros};
use crate::tx::{Tx, ligne, sql};

/// The part all statements on the list share: `$1` person, `$2` stage, `$3` level,
/// `$4` deployment, `$5` pattern on the sort key (`!` escapes), `$6` the day it is.
macro_rules! filtree {
    ($colonnes:literal $(, $fin:literal)*) => {
        concat!(
            "
    SELECT ", $colonnes, "
    FROM ", tenus!("$6"), " m
    JOIN services s ON s.id = m.service_id
    JOIN organisations o ON o.id = s.organisation_id
    WHERE s.supprime_le IS NULL
      AND (CAST($2 AS TEXT) IS NULL
        OR ($2 = 'brouillon' AND s.etat = 'brouillon')
        OR ($2 = 'aStatuer' AND s.etat = 'actif' AND s.nb_statuees < s.nb_mesures)
        OR ($2 = 'sousUn' AND s.indice < 100))
      AND (CAST($3 AS TEXT) IS NULL OR s.niveau = $3)
      AND (CAST($4 AS TEXT) IS NULL OR s.statut_deploiement = $4)
      AND (CAST($5 AS TEXT) IS NULL OR s.nom_tri LIKE $5 ESCAPE '!' OR o.nom_tri LIKE $5 ESCAPE '!')
    " $(, $fin)*)
    };
}

macro_rules! triee {
    ($ordre:literal) => {
        filtree!(
            "s.id, s.nom, o.nom AS organisation, m.role, s.etat, s.statut_deploiement, s.niveau,
           s.nb_mesures, s.nb_statuees, s.nb_faites, s.nb_ecartees, s.nb_incertaines,
           s.nb_specifiques, s.nb_specifiques_statuees, s.nb_specifiques_closes, s.indice,
           s.prochaine_etape, s.modifie_le",
            "ORDER BY ",
            $ordre,
            "
    LIMIT $7 OFFSET $8"
        )
    };
}

const SQL_NOM_CROISSANT: &str = triee!("s.nom_tri, s.id");
const SQL_NOM_DECROISSANT: &str = triee!("s.nom_tri DESC, s.id DESC");
const SQL_NIVEAU_CROISSANT: &str = triee!("s.niveau NULLS LAST, s.nom_tri, s.id");
const SQL_NIVEAU_DECROISSANT: &str = triee!("s.niveau DESC NULLS LAST, s.nom_tri, s.id");
const SQL_COMPLETUDE_CROISSANTE: &str = triee!("s.completude NULLS LAST, s.nom_tri, s.id");
const SQL_COMPLETUDE_DECROISSANTE: &str = triee!("s.completude DESC NULLS LAST, s.nom_tri, s.id");
const SQL_INDICE_CROISSANT: &str = triee!("s.indice NULLS LAST, s.nom_tri, s.id");
const SQL_INDICE_DECROISSANT: &str = triee!("s.indice DESC NULLS LAST, s.nom_tri, s.id");
const SQL_MODIFIE_CROISSANT: &str = triee!("s.modifie_le, s.nom_tri, s.id");
const SQL_MODIFIE_DECROISSANT: &str = triee!("s.modifie_le DESC, s.nom_tri, s.id");

const SQL_COMPTE: &str = filtree!("COUNT(*)");

/// By key, so that nothing is skipped or seen twice whatever changes meanwhile. `$1` person,
/// `$2` the last key seen, `$3` and `$4` a token that limits what is seen, `$5` how many, `$6` the
/// day it is.
const SQL_SUITE: &str = concat!(
    "
    SELECT s.id, s.nom, o.nom AS organisation, m.role, s.etat, s.statut_deploiement, s.niveau,
           s.nb_mesures, s.nb_statuees, s.nb_faites, s.nb_ecartees, s.nb_incertaines,
           s.nb_specifiques, s.nb_specifiques_statuees, s.nb_specifiques_closes, s.indice,
           s.prochaine_etape, s.modifie_le
    FROM ",
    tenus!("$6"),
    " m
    JOIN services s ON s.id = m.service_id
    JOIN organisations o ON o.id = s.organisation_id
    WHERE s.supprime_le IS NULL
      AND s.id > $2
      AND (CAST($3 AS BIGINT) = 0 OR EXISTS (
        SELECT 1 FROM jeton_services j WHERE j.service_id = s.id AND j.jeton_id = $4))
    ORDER BY s.id
    LIMIT $5"
);

/// Everything in one pass over the person's services: a second one costs more than the text of
/// their indices, which the median is taken from. `$2` the bin, since then; `$3` the day it is.
const SQL_CHIFFRES: &str = concat!(
    "
    SELECT COUNT(*) FILTER (WHERE s.supprime_le IS NULL),
           COUNT(*) FILTER (WHERE s.supprime_le IS NULL AND s.etat = 'brouillon'),
           COUNT(*) FILTER (WHERE s.supprime_le IS NULL AND s.etat = 'actif'
                              AND s.nb_statuees < s.nb_mesures),
           COUNT(*) FILTER (WHERE s.supprime_le IS NULL AND s.indice < 100),
           COUNT(*) FILTER (WHERE s.supprime_le > $2 AND m.role IN ('proprietaire', 'administrateurOrganisation')),
           STRING_AGG(CAST(s.indice AS TEXT), ' ') FILTER (WHERE s.supprime_le IS NULL)
    FROM ",
    tenus!("$3"),
    " m
    JOIN services s ON s.id = m.service_id"
);

pub(super) const REQUETES: &[&str] = &[
    SQL_NOM_CROISSANT,
    SQL_NOM_DECROISSANT,
    SQL_NIVEAU_CROISSANT,
    SQL_NIVEAU_DECROISSANT,
    SQL_COMPLETUDE_CROISSANTE,
    SQL_COMPLETUDE_DECROISSANTE,
    SQL_INDICE_CROISSANT,
    SQL_INDICE_DECROISSANT,
    SQL_MODIFIE_CROISSANT,
    SQL_MODIFIE_DECROISSANT,
    SQL_COMPTE,
    SQL_SUITE,
    SQL_CHIFFRES,
];

/// What the list is sorted on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tri {
    /// The name.
    #[default]
    Nom,
    /// The level.
    Niveau,
    /// The share of measures with a status.
    Completude,
    /// The cyber index.
    Indice,
    /// The last change.
    Modifie,
}

/// Which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sens {
    /// Smallest or oldest first.
    #[default]
    Croissant,
    /// Largest or latest first.
    Decroissant,
}

/// A complete order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ordre {
    /// On what.
    pub tri: Tri,
    /// Which way.
    pub sens: Sens,
}

impl Ordre {
    const fn requete(self) -> &'static str {
        match (self.tri, self.sens) {
            (Tri::Nom, Sens::Croissant) => SQL_NOM_CROISSANT,
            (Tri::Nom, Sens::Decroissant) => SQL_NOM_DECROISSANT,
            (Tri::Niveau, Sens::Croissant) => SQL_NIVEAU_CROISSANT,
            (Tri::Niveau, Sens::Decroissant) => SQL_NIVEAU_DECROISSANT,
            (Tri::Completude, Sens::Croissant) => SQL_COMPLETUDE_CROISSANTE,
            (Tri::Completude, Sens::Decroissant) => SQL_COMPLETUDE_DECROISSANTE,
            (Tri::Indice, Sens::Croissant) => SQL_INDICE_CROISSANT,
            (Tri::Indice, Sens::Decroissant) => SQL_INDICE_DECROISSANT,
            (Tri::Modifie, Sens::Croissant) => SQL_MODIFIE_CROISSANT,
            (Tri::Modifie, Sens::Decroissant) => SQL_MODIFIE_DECROISSANT,
        }
    }
}

/// Where a service stands, as the list can be filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stade {
    /// Its description is not complete.
    Brouillon,
    /// Some of its measures have no status.
    AStatuer,
    /// Its index is below 1.
    SousUn,
}

impl Stade {
    const fn id(self) -> &'static str {
        match self {
            Self::Brouillon => "brouillon",
            Self::AStatuer => "aStatuer",
            Self::SousUn => "sousUn",
        }
    }
}

/// Which services; an absent criterion keeps them all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtre {
    /// Those that stand there.
    pub stade: Option<Stade>,
    /// `niveau1`, `niveau2` or `niveau3`.
    pub niveau: Option<String>,
    /// `enProjet`, `enCours` or `enLigne`.
    pub deploiement: Option<String>,
    /// A part of the service's or the organisation's sort key (`domaine::texte::cle_de_tri`).
    pub recherche: Option<String>,
}

impl Filtre {
    /// The arguments of the statements, from `$2`.
    fn criteres(
        &self,
    ) -> (
        Option<&'static str>,
        Option<&str>,
        Option<&str>,
        Option<String>,
    ) {
        (
            self.stade.map(Stade::id),
            self.niveau.as_deref(),
            self.deploiement.as_deref(),
            self.recherche.as_deref().map(motif),
        )
    }
}

ligne! {
    struct LigneBrute {
        id: Uuid,
        nom: String,
        organisation: String,
        role: String,
        etat: String,
        statut_deploiement: Option<String>,
        niveau: Option<String>,
        nb_mesures: i64,
        nb_statuees: i64,
        nb_faites: i64,
        nb_ecartees: i64,
        nb_incertaines: i64,
        nb_specifiques: i64,
        nb_specifiques_statuees: i64,
        nb_specifiques_closes: i64,
        indice: Option<i64>,
        prochaine_etape: Option<String>,
        modifie_le: i64,
    }
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneListe {
    /// The service.
    pub id: Uuid,
    /// Its name.
    pub nom: String,
    /// Its organisation's name.
    pub organisation: String,
    /// The person's role on it: `proprietaire`, `lecteur`, `administrateurOrganisation`…
    pub role: String,
    /// Draft or described.
    pub etat: super::Etat,
    /// `enProjet`, `enCours`, `enLigne`, or none.
    pub statut_deploiement: Option<String>,
    /// `niveau1` to `niveau3`; none for a draft.
    pub niveau: Option<String>,
    /// Measures of the catalogue the service has.
    pub nb_mesures: i64,
    /// Those with a status.
    pub nb_statuees: i64,
    /// Those done.
    pub nb_faites: i64,
    /// Those declined.
    pub nb_ecartees: i64,
    /// Those someone answered "je ne sais pas" to.
    pub nb_incertaines: i64,
    /// Measures of its own.
    pub nb_specifiques: i64,
    /// Those of them with a status.
    pub nb_specifiques_statuees: i64,
    /// Those of them done or declined.
    pub nb_specifiques_closes: i64,
    /// Cyber index in hundredths; none for a draft.
    pub indice: Option<i64>,
    /// Code of what to do next.
    pub prochaine_etape: Option<String>,
    /// Last change.
    pub modifie_le: Timestamp,
}

/// The key figures of a person's services, whatever the filter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Chiffres {
    /// Services out of the bin.
    pub services: i64,
    /// Among them, drafts.
    pub brouillons: i64,
    /// Described ones with measures that have no status.
    pub a_statuer: i64,
    /// Those whose index is below 1.
    pub sous_un: i64,
    /// Median of the indices, in hundredths, half up; none without any index.
    pub indice_median: Option<i64>,
    /// Those in the bin that are the person's to take back.
    pub corbeille: i64,
}

/// The page of `limite` rows that starts after `decalage` ones.
///
/// # Errors
/// The engine's failure.
pub async fn liste(
    tx: &mut Tx<'_>,
    (compte, jour): Lecteur,
    filtre: &Filtre,
    ordre: Ordre,
    decalage: i64,
    limite: i64,
) -> Result<Vec<LigneListe>, Error> {
    let (stade, niveau, deploiement, motif) = filtre.criteres();
    let brutes = sql!(tx, ordre.requete(), fetch_all as LigneBrute;
        compte, stade, niveau, deploiement, motif.as_deref(), jour.to_string(),
        limite, decalage)?;
    brutes.into_iter().map(lire).collect()
}

/// How many services the filter keeps, on all pages. Without a filter, [`Chiffres::services`] says
/// it already.
///
/// # Errors
/// The engine's failure.
pub async fn compter(
    tx: &mut Tx<'_>,
    (compte, jour): Lecteur,
    filtre: &Filtre,
) -> Result<i64, Error> {
    let (stade, niveau, deploiement, motif) = filtre.criteres();
    let (total,) = sql!(tx, SQL_COMPTE, fetch_one as (i64,);
        compte, stade, niveau, deploiement, motif.as_deref(), jour.to_string())?;
    Ok(total)
}

/// The `limite` services whose key comes after `apres`, in the order they were made; only those a
/// token is limited to, when one is given.
///
/// # Errors
/// The engine's failure.
pub async fn suite(
    tx: &mut Tx<'_>,
    (compte, jour): Lecteur,
    jeton: Option<Uuid>,
    apres: Uuid,
    limite: i64,
) -> Result<Vec<LigneListe>, Error> {
    let brutes = sql!(tx, SQL_SUITE, fetch_all as LigneBrute;
        compte, apres, i64::from(jeton.is_some()), jeton.unwrap_or_default(), limite,
        jour.to_string())?;
    brutes.into_iter().map(lire).collect()
}

/// The key figures of a person's services; in the bin, those put there after `corbeille_depuis`.
///
/// # Errors
/// The engine's failure.
pub async fn chiffres(
    tx: &mut Tx<'_>,
    (compte, jour): Lecteur,
    corbeille_depuis: Timestamp,
) -> Result<Chiffres, Error> {
    let (services, brouillons, a_statuer, sous_un, corbeille, indices) = sql!(tx, SQL_CHIFFRES,
        fetch_one as (i64, i64, i64, i64, i64, Option<String>); compte, micros(corbeille_depuis),
        jour.to_string())?;
    Ok(Chiffres {
        services,
        brouillons,
        a_statuer,
        sous_un,
        indice_median: indices.as_deref().and_then(mediane),
        corbeille,
    })
}

/// The one in the middle of numbers separated by spaces, or the mean of the two in the middle.
fn mediane(nombres: &str) -> Option<i64> {
    let nombres = nombres.split(' ').filter_map(|n| n.parse::<i64>().ok());
    let mut nombres: Vec<_> = nombres.collect();
    nombres.sort_unstable();
    let haut = nombres.get(nombres.len() / 2)?;
    let bas = nombres.get((nombres.len() - 1) / 2)?;
    Some((bas + haut + 1).div_euclid(2))
}

/// `LIKE` pattern of "contains this text", its own wildcards taken literally.
fn motif(texte: &str) -> String {
    let mut motif = String::from("%");
    for caractere in texte.chars() {
        if matches!(caractere, '%' | '_' | '!') {
            motif.push('!');
        }
        motif.push(caractere);
    }
    motif.push('%');
    motif
}

fn lire(brute: LigneBrute) -> Result<LigneListe, Error> {
    let lieu = |colonne| Lieu::new("services", colonne, brute.id);
    Ok(LigneListe {
        etat: super::Etat::depuis_id(&brute.etat).ok_or_else(|| lieu("etat").inconsistance())?,
        modifie_le: instant(brute.modifie_le, || lieu("modifie_le"))?,
        id: brute.id,
        nom: brute.nom,
        organisation: brute.organisation,
        role: brute.role,
        statut_deploiement: brute.statut_deploiement,
        niveau: brute.niveau,
        nb_mesures: brute.nb_mesures,
        nb_statuees: brute.nb_statuees,
        nb_faites: brute.nb_faites,
        nb_ecartees: brute.nb_ecartees,
        nb_incertaines: brute.nb_incertaines,
        nb_specifiques: brute.nb_specifiques,
        nb_specifiques_statuees: brute.nb_specifiques_statuees,
        nb_specifiques_closes: brute.nb_specifiques_closes,
        indice: brute.indice,
        prochaine_etape: brute.prochaine_etape,
    })
}

#[cfg(test)]
mod tests {
    use super::{mediane, motif};

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(mediane(""), None);
        assert_eq!(mediane("7"), Some(7));
        assert_eq!(mediane("9 1 5"), Some(5));
        // Half up.
        assert_eq!(mediane("400 100 1 102"), Some(101));
    }

    #[test]
    fn wildcards_are_taken_literally() {
        assert_eq!(motif("100 %_!"), "%100 !%!_!!%");
    }
}
