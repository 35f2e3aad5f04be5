//! One service: its own columns, and the evaluation cached beside them.
//!
//! Invariant: the cache is written with the change it follows from, under the same turn; it never
//! decides anything.

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::chiffrement::Lieu;
use crate::journal::genese;
use crate::membres::Titre;
use crate::temps::{instant, micros};
use crate::tour::{TeteLue, Tour};
use crate::tx::{Tx, ligne, sql};
use crate::visites::{self, LigneVisite, Visite};
use crate::{Error, administrateurs, descriptions};

const SQL_CREER: &str = "
    INSERT INTO services (
        id, organisation_id, nom, nom_tri, etat, statut_deploiement, catalogue,
        sequence, tete, sceau, cree_le, modifie_le)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $10)";

const SQL_CHARGER: &str = "
    SELECT s.id, s.organisation_id, o.nom AS organisation, s.nom, s.etat, s.statut_deploiement,
           s.catalogue, s.cree_le, s.modifie_le
    FROM services s
    JOIN organisations o ON o.id = s.organisation_id
    WHERE s.id = $1 AND s.supprime_le IS NULL";

const SQL_OUVRIR: &str = "
    SELECT s.id, s.organisation_id, o.nom AS organisation, s.nom, s.etat, s.statut_deploiement,
           s.catalogue, s.cree_le, s.modifie_le, d.version, d.document,
           m.role, m.rubriques, m.fin, a.role AS administre,
           v.derniere_le, v.derniere_sequence, v.precedente_le, v.precedente_sequence,
           EXISTS (SELECT 1 FROM risques r WHERE r.service_id = s.id) AS risques,
           EXISTS (SELECT 1 FROM mesures_specifiques m WHERE m.service_id = s.id) AS specifiques
    FROM services s
    JOIN organisations o ON o.id = s.organisation_id
    JOIN descriptions d ON d.service_id = s.id
    LEFT JOIN membres m ON m.service_id = s.id AND m.compte_id = $2
    LEFT JOIN organisation_membres a
      ON a.organisation_id = s.organisation_id AND a.compte_id = $2
    LEFT JOIN visites v ON v.service_id = s.id AND v.compte_id = $2
    WHERE s.id = $1 AND s.supprime_le IS NULL";

const SQL_APERCU: &str = "
    SELECT niveau, catalogue, nb_mesures, nb_statuees, nb_faites, nb_en_cours, nb_a_lancer,
           nb_ecartees, nb_incertaines, nb_specifiques, nb_specifiques_statuees,
           nb_specifiques_closes, completude, indice, indice_personnalise, prochaine_etape
    FROM services
    WHERE id = $1";

const SQL_MODIFIER: &str = "
    UPDATE services
    SET organisation_id = $2, nom = $3, nom_tri = $4, etat = $5, statut_deploiement = $6,
        modifie_le = $7
    WHERE id = $1";

const SQL_METTRE_EN_CACHE: &str = "
    UPDATE services
    SET niveau = $2, catalogue = $3, nb_mesures = $4, nb_statuees = $5, nb_faites = $6,
        nb_en_cours = $7, nb_a_lancer = $8, nb_ecartees = $9, nb_incertaines = $10,
        completude = $11, indice = $12, indice_personnalise = $13, prochaine_etape = $14,
        modifie_le = $15, nb_specifiques = $16, nb_specifiques_statuees = $17,
        nb_specifiques_closes = $18
    WHERE id = $1";

pub(super) const REQUETES: &[&str] = &[
    SQL_CREER,
    SQL_CHARGER,
    SQL_OUVRIR,
    SQL_APERCU,
    SQL_MODIFIER,
    SQL_METTRE_EN_CACHE,
];

/// How far the description has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etat {
    /// Still being described: no evaluation.
    Brouillon,
    /// Described: it has a level and measures.
    Actif,
}

impl Etat {
    /// What the database holds.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Brouillon => "brouillon",
            Self::Actif => "actif",
        }
    }

    /// The state of that identifier.
    #[must_use]
    pub fn depuis_id(id: &str) -> Option<Self> {
        [Self::Brouillon, Self::Actif]
            .into_iter()
            .find(|etat| etat.id() == id)
    }
}

/// The clear columns a person decides, copied from the description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fiche {
    /// The organisation responsible for it.
    pub organisation_id: Uuid,
    /// Its name.
    pub nom: String,
    /// The sort key of its name (`domaine::texte::cle_de_tri`).
    pub nom_tri: String,
    /// Draft or described.
    pub etat: Etat,
    /// `enProjet`, `enCours`, `enLigne`, or none.
    pub statut_deploiement: Option<String>,
}

/// A service about to be made.
#[derive(Debug, Clone)]
pub struct Nouveau {
    /// Its identifier, made by the caller.
    pub id: Uuid,
    /// Its columns.
    pub fiche: Fiche,
    /// The version of the catalogue it starts with.
    pub catalogue: String,
    /// When.
    pub cree_le: Timestamp,
}

/// A service read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its identifier.
    pub id: Uuid,
    /// The organisation responsible for it.
    pub organisation_id: Uuid,
    /// The name of that organisation.
    pub organisation: String,
    /// Its name.
    pub nom: String,
    /// Draft or described.
    pub etat: Etat,
    /// `enProjet`, `enCours`, `enLigne`, or none.
    pub statut_deploiement: Option<String>,
    /// The version of the catalogue it stands on.
    pub catalogue: String,
    /// When it was made.
    pub cree_le: Timestamp,
    /// When it last changed.
    pub modifie_le: Timestamp,
}

ligne! {
    struct LigneService {
        id: Uuid,
        organisation_id: Uuid,
        organisation: String,
        nom: String,
        etat: String,
        statut_deploiement: Option<String>,
        catalogue: String,
        cree_le: i64,
        modifie_le: i64,
    }
}

ligne! {
    struct LigneDecrite {
        id: Uuid,
        organisation_id: Uuid,
        organisation: String,
        nom: String,
        etat: String,
        statut_deploiement: Option<String>,
        catalogue: String,
        cree_le: i64,
        modifie_le: i64,
        version: i64,
        document: Vec<u8>,
        role: Option<String>,
        rubriques: Option<String>,
        fin: Option<String>,
        administre: Option<String>,
        derniere_le: Option<i64>,
        derniere_sequence: Option<i64>,
        precedente_le: Option<i64>,
        precedente_sequence: Option<i64>,
        risques: bool,
        specifiques: bool,
    }
}

ligne! {
    /// The evaluation, as cached for lists. Counts are numbers of catalogue measures, unless they
    /// say otherwise.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Apercu {
        /// `niveau1` to `niveau3`; none for a draft.
        pub niveau: Option<String>,
        /// The version of the catalogue it was computed with.
        pub catalogue: String,
        /// Measures the service has.
        pub nb_mesures: i64,
        /// Those with a status.
        pub nb_statuees: i64,
        /// `fait`.
        pub nb_faites: i64,
        /// `enCours`.
        pub nb_en_cours: i64,
        /// `aLancer`.
        pub nb_a_lancer: i64,
        /// `nonFait`: left out, with a reason.
        pub nb_ecartees: i64,
        /// Those someone answered "je ne sais pas" to.
        pub nb_incertaines: i64,
        /// Measures of its own.
        pub nb_specifiques: i64,
        /// Those of them with a status.
        pub nb_specifiques_statuees: i64,
        /// Those of them done or declined.
        pub nb_specifiques_closes: i64,
        /// Share of measures with a status, in ten-thousandths; none for a draft.
        pub completude: Option<i64>,
        /// Cyber index in hundredths; none for a draft.
        pub indice: Option<i64>,
        /// Personalised index in hundredths; none for a draft.
        pub indice_personnalise: Option<i64>,
        /// Code of what to do next, chosen by the application.
        pub prochaine_etape: Option<String>,
    }
}

/// Makes a service and the first turn of its chain.
///
/// # Errors
/// [`Error::DejaPresent`] when the identifier is taken.
pub async fn creer(tx: &mut Tx<'_>, nouveau: &Nouveau) -> Result<Tour, Error> {
    let (id, fiche, cree_le) = (nouveau.id, &nouveau.fiche, micros(nouveau.cree_le));
    let tete = genese(id);
    let sceau = tx.coffre.sceau(id, &tete);
    sql!(tx, SQL_CREER;
        id, fiche.organisation_id, fiche.nom.as_str(), fiche.nom_tri.as_str(), fiche.etat.id(),
        fiche.statut_deploiement.as_deref(), nouveau.catalogue.as_str(), tete.as_slice(),
        sceau.as_slice(), cree_le)?;
    Tour::prendre(
        tx,
        TeteLue {
            chaine: id,
            sequence: 1,
            tete,
            sceau,
        },
    )
}

/// A living service.
///
/// # Errors
/// [`Error::Absent`] when there is none or it is in the bin.
pub async fn charger(tx: &mut Tx<'_>, id: Uuid) -> Result<Service, Error> {
    let ligne = sql!(tx, SQL_CHARGER, fetch_optional as LigneService; id)?;
    lire(ligne.ok_or(Error::Absent { objet: "services" })?)
}

/// What opening a service starts with.
#[derive(Debug, Clone)]
pub struct Ouverture<T> {
    /// Its columns.
    pub service: Service,
    /// Its description.
    pub description: descriptions::Lue<T>,
    /// Whether anything was written of its risks: most often not, and a statement less.
    pub a_des_risques: bool,
    /// Whether it ever had measures of its own.
    pub a_des_specifiques: bool,
    /// What the person it is opened for was given on it, as
    /// [`crate::administrateurs::titre_sur_service`] says.
    pub titre: Option<Titre>,
    /// Their visits; none when they never came.
    pub visite: Option<Visite>,
}

/// A living service, its description and, for a person, what they hold on it and when they came:
/// one statement, since a page costs more by its exchanges with the engine than by what it reads.
///
/// # Errors
/// [`Error::Absent`] when there is none, it is in the bin, or the person was given nothing on it;
/// a description that does not read.
pub async fn ouvrir<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    id: Uuid,
    pour: Option<Uuid>,
) -> Result<Ouverture<T>, Error> {
    let absent = Error::Absent { objet: "services" };
    let lue = sql!(tx, SQL_OUVRIR, fetch_optional as LigneDecrite; id, pour)?;
    let Some(mut ligne) = lue else {
        return Err(absent);
    };
    let propre = ligne.role.take();
    let propre = propre.map(|role| (role, ligne.rubriques.take(), ligne.fin.take()).into());
    let titre = administrateurs::titre_retenu(propre, ligne.administre.is_some());
    // Before anything is deciphered: to a stranger it does not exist, readable or not.
    if pour.is_some() && titre.is_none() {
        return Err(absent);
    }
    let visite = match (pour, ligne.derniere_le, ligne.derniere_sequence) {
        (Some(compte), Some(derniere_le), Some(derniere_sequence)) => {
            let lue = LigneVisite {
                derniere_le,
                derniere_sequence,
                precedente_le: ligne.precedente_le,
                precedente_sequence: ligne.precedente_sequence,
            };
            Some(visites::lire(&lue, id, compte)?)
        }
        _ => None,
    };
    let description = descriptions::lire(tx, id, ligne.version, &ligne.document)?;
    let service = lire(LigneService {
        id: ligne.id,
        organisation_id: ligne.organisation_id,
        organisation: ligne.organisation,
        nom: ligne.nom,
        etat: ligne.etat,
        statut_deploiement: ligne.statut_deploiement,
        catalogue: ligne.catalogue,
        cree_le: ligne.cree_le,
        modifie_le: ligne.modifie_le,
    })?;
    Ok(Ouverture {
        service,
        description,
        a_des_risques: ligne.risques,
        a_des_specifiques: ligne.specifiques,
        titre,
        visite,
    })
}

fn lire(ligne: LigneService) -> Result<Service, Error> {
    let lieu = |colonne| Lieu::new("services", colonne, ligne.id);
    Ok(Service {
        id: ligne.id,
        organisation_id: ligne.organisation_id,
        organisation: ligne.organisation,
        nom: ligne.nom,
        etat: Etat::depuis_id(&ligne.etat).ok_or_else(|| lieu("etat").inconsistance())?,
        statut_deploiement: ligne.statut_deploiement,
        catalogue: ligne.catalogue,
        cree_le: instant(ligne.cree_le, || lieu("cree_le"))?,
        modifie_le: instant(ligne.modifie_le, || lieu("modifie_le"))?,
    })
}

impl Apercu {
    /// The evaluation cached beside a service.
    ///
    /// # Errors
    /// [`Error::Absent`] when there is no such service.
    pub async fn charger(tx: &mut Tx<'_>, id: Uuid) -> Result<Self, Error> {
        sql!(tx, SQL_APERCU, fetch_optional as Self; id)?.ok_or(Error::Absent { objet: "services" })
    }
}

/// Replaces the clear columns of a service: its name, its organisation, its state.
///
/// # Errors
/// The engine's failure.
pub async fn modifier(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    fiche: &Fiche,
    modifie_le: Timestamp,
) -> Result<(), Error> {
    sql!(tx, SQL_MODIFIER;
        tour.id(), fiche.organisation_id, fiche.nom.as_str(), fiche.nom_tri.as_str(),
        fiche.etat.id(), fiche.statut_deploiement.as_deref(), micros(modifie_le))?;
    Ok(())
}

/// Replaces the cached evaluation of a service.
///
/// # Errors
/// The engine's failure.
pub async fn mettre_en_cache(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    apercu: &Apercu,
    modifie_le: Timestamp,
) -> Result<(), Error> {
    sql!(tx, SQL_METTRE_EN_CACHE;
        tour.id(), apercu.niveau.as_deref(), apercu.catalogue.as_str(), apercu.nb_mesures,
        apercu.nb_statuees, apercu.nb_faites, apercu.nb_en_cours, apercu.nb_a_lancer,
        apercu.nb_ecartees, apercu.nb_incertaines, apercu.completude, apercu.indice,
        apercu.indice_personnalise, apercu.prochaine_etape.as_deref(), micros(modifie_le),
        apercu.nb_specifiques, apercu.nb_specifiques_statuees, apercu.nb_specifiques_closes)?;
    Ok(())
}
