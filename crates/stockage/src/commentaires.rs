//! What people write to each other about something of a service.
//!
//! Invariant: a comment is changed by whoever wrote it only; a deleted one keeps its row, without
//! its text.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::temps::{instant, micros};
use crate::tour::Tour;
use crate::tx::{Tx, ligne, sql};

const SQL_DE_L_OBJET: &str = "
    SELECT id, objet, auteur, document, cree_le, modifie_le
    FROM commentaires
    WHERE service_id = $1 AND objet = $2 AND supprime_le IS NULL
    ORDER BY cree_le DESC, id DESC
    LIMIT $3";

const SQL_DE_L_OBJET_SUITE: &str = "
    SELECT id, objet, auteur, document, cree_le, modifie_le
    FROM commentaires
    WHERE service_id = $1 AND objet = $2 AND supprime_le IS NULL
        AND (cree_le, id) < (
            SELECT cree_le, id FROM commentaires WHERE service_id = $1 AND id = $4)
    ORDER BY cree_le DESC, id DESC
    LIMIT $3";

const SQL_DU_SERVICE: &str = "
    SELECT id, objet, auteur, document, cree_le, modifie_le
    FROM commentaires
    WHERE service_id = $1 AND supprime_le IS NULL
    ORDER BY cree_le DESC, id DESC
    LIMIT $2";

const SQL_UN: &str = "
    SELECT id, objet, auteur, document, cree_le, modifie_le
    FROM commentaires
    WHERE service_id = $1 AND id = $2 AND supprime_le IS NULL";

const SQL_AJOUTER: &str = "
    INSERT INTO commentaires (service_id, id, objet, auteur, document, cree_le)
    VALUES ($1, $2, $3, $4, $5, $6)";

const SQL_MODIFIER: &str = "
    UPDATE commentaires
    SET document = $4, modifie_le = $5
    WHERE service_id = $1 AND id = $2 AND auteur = $3 AND supprime_le IS NULL";

const SQL_SUPPRIMER: &str = "
    UPDATE commentaires
    SET document = NULL, supprime_le = $4
    WHERE service_id = $1 AND id = $2 AND auteur = $3 AND supprime_le IS NULL";

pub(crate) const REQUETES: &[&str] = &[
    SQL_DE_L_OBJET,
    SQL_DE_L_OBJET_SUITE,
    SQL_DU_SERVICE,
    SQL_UN,
    SQL_AJOUTER,
    SQL_MODIFIER,
    SQL_SUPPRIMER,
];

/// A comment read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Commentaire<T> {
    /// Its identifier, made by the caller.
    pub id: Uuid,
    /// What it is about (`mesure:AUTH.1`).
    pub objet: String,
    /// Who wrote it.
    pub auteur: Uuid,
    /// What it says.
    pub document: T,
    /// When it was written.
    pub cree_le: Timestamp,
    /// When it was last changed.
    pub modifie_le: Option<Timestamp>,
}

/// A comment about to be written.
#[derive(Debug)]
pub struct Nouveau<'a, T: ?Sized> {
    /// Its identifier.
    pub id: Uuid,
    /// What it is about.
    pub objet: &'a str,
    /// Who writes it.
    pub auteur: Uuid,
    /// What it says.
    pub document: &'a T,
    /// When.
    pub cree_le: Timestamp,
}

ligne! {
    struct LigneCommentaire {
        id: Uuid,
        objet: String,
        auteur: Uuid,
        document: Option<Vec<u8>>,
        cree_le: i64,
        modifie_le: Option<i64>,
    }
}

/// The `limite` last comments about something, newest first; those written before `apres`, deleted
/// or not, when it is given.
///
/// # Errors
/// A comment that does not read.
pub async fn de_l_objet<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    service: Uuid,
    (objet, apres): (&str, Option<Uuid>),
    limite: i64,
) -> Result<Vec<Commentaire<T>>, Error> {
    let lignes = match apres {
        None => sql!(tx, SQL_DE_L_OBJET, fetch_all as LigneCommentaire; service, objet, limite)?,
        Some(apres) => sql!(tx, SQL_DE_L_OBJET_SUITE, fetch_all as LigneCommentaire;
                service, objet, limite, apres)?,
    };
    lignes.into_iter().map(|l| lire(tx, service, l)).collect()
}

/// The `limite` last comments of a service, whatever they are about, newest first.
///
/// # Errors
/// A comment that does not read.
pub async fn du_service<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    service: Uuid,
    limite: i64,
) -> Result<Vec<Commentaire<T>>, Error> {
    let lignes = sql!(tx, SQL_DU_SERVICE, fetch_all as LigneCommentaire; service, limite)?;
    lignes.into_iter().map(|l| lire(tx, service, l)).collect()
}

/// One comment; none when there is none, or it was deleted.
///
/// # Errors
/// A comment that does not read.
pub async fn un<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    service: Uuid,
    id: Uuid,
) -> Result<Option<Commentaire<T>>, Error> {
    let ligne = sql!(tx, SQL_UN, fetch_optional as LigneCommentaire; service, id)?;
    ligne.map(|l| lire(tx, service, l)).transpose()
}

/// Writes a comment. The journal line is the caller's.
///
/// # Errors
/// The engine's failure.
pub async fn ajouter<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    nouveau: &Nouveau<'_, T>,
) -> Result<(), Error> {
    let (service, id) = (tour.id(), nouveau.id);
    let document = tx
        .coffre
        .fermer_json(&lieu(service, id), nouveau.document)?;
    sql!(tx, SQL_AJOUTER;
        service, id, nouveau.objet, nouveau.auteur, document.as_slice(), micros(nouveau.cree_le))?;
    Ok(())
}

/// Replaces what a comment of `auteur` says.
///
/// # Errors
/// [`Error::Absent`] when that person has no such comment.
pub async fn modifier<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    (id, auteur): (Uuid, Uuid),
    document: &T,
    le: Timestamp,
) -> Result<(), Error> {
    let service = tour.id();
    let document = tx.coffre.fermer_json(&lieu(service, id), document)?;
    trouve(sql!(tx, SQL_MODIFIER; service, id, auteur, document.as_slice(), micros(le))?)
}

/// Deletes a comment of `auteur`: its text goes, its row stays.
///
/// # Errors
/// [`Error::Absent`] when that person has no such comment.
pub async fn supprimer(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    (id, auteur): (Uuid, Uuid),
    le: Timestamp,
) -> Result<(), Error> {
    trouve(sql!(tx, SQL_SUPPRIMER; tour.id(), id, auteur, micros(le))?)
}

fn trouve(touchees: u64) -> Result<(), Error> {
    match touchees {
        0 => Err(Error::Absent {
            objet: "commentaires",
        }),
        _ => Ok(()),
    }
}

fn lieu(service: Uuid, id: Uuid) -> Lieu {
    Lieu::new("commentaires", "document", format_args!("{service}/{id}"))
}

fn lire<T: DeserializeOwned>(
    tx: &Tx<'_>,
    service: Uuid,
    ligne: LigneCommentaire,
) -> Result<Commentaire<T>, Error> {
    let lieu = lieu(service, ligne.id);
    let date = |colonne, micros| {
        let ligne = lieu.ligne.clone();
        instant(micros, || Lieu::new("commentaires", colonne, ligne))
    };
    let document = ligne
        .document
        .as_deref()
        .ok_or_else(|| lieu.inconsistance())?;
    Ok(Commentaire {
        document: tx.coffre.ouvrir_json(&lieu, document)?,
        cree_le: date("cree_le", ligne.cree_le)?,
        modifie_le: ligne
            .modifie_le
            .map(|le| date("modifie_le", le))
            .transpose()?,
        id: ligne.id,
        objet: ligne.objet,
        auteur: ligne.auteur,
    })
}
