//! Invitations to a service, waiting for the first sign-in of someone with that address.
//!
//! Invariant: at most one invitation per service and address; the address is encrypted, and found
//! by its blind index.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Error;
use crate::chiffrement::Lieu;
use crate::membres::Titre;
use crate::temps::{instant, micros};
use crate::tour::Tour;
use crate::tx::{Tx, ligne, sql};

const SQL_TOUTES: &str = "
    SELECT service_id, id, document, role, rubriques, fin, cree_le, cree_par
    FROM invitations
    WHERE service_id = $1
    ORDER BY cree_le, id";

const SQL_POUR_COURRIEL: &str = "
    SELECT i.service_id, i.id, i.document, i.role, i.rubriques, i.fin, i.cree_le, i.cree_par
    FROM invitations i
    JOIN services s ON s.id = i.service_id
    WHERE i.courriel_index = $1 AND s.supprime_le IS NULL
    ORDER BY i.service_id, i.id";

const SQL_POSER: &str = "
    INSERT INTO invitations (
        service_id, id, courriel_index, document, role, rubriques, fin, cree_le, cree_par)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

const SQL_RETIRER: &str = "
    DELETE FROM invitations
    WHERE service_id = $1 AND id = $2";

const SQL_REMPLACER: &str = "
    DELETE FROM invitations
    WHERE service_id = $1 AND courriel_index = $2";

pub(crate) const REQUETES: &[&str] = &[
    SQL_TOUTES,
    SQL_POUR_COURRIEL,
    SQL_POSER,
    SQL_RETIRER,
    SQL_REMPLACER,
];

/// An invitation read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Invitation<T> {
    /// The service.
    pub service_id: Uuid,
    /// Its identifier.
    pub id: Uuid,
    /// Whom it is for, and what was said.
    pub document: T,
    /// What it gives.
    pub titre: Titre,
    /// When.
    pub cree_le: Timestamp,
    /// Who.
    pub cree_par: Uuid,
}

/// An invitation about to be made.
#[derive(Debug)]
pub struct Nouvelle<'a, T: ?Sized> {
    /// Its identifier, made by the caller.
    pub id: Uuid,
    /// The address, for the blind index.
    pub courriel: &'a str,
    /// Whom it is for, and what was said.
    pub document: &'a T,
    /// What it gives.
    pub titre: &'a Titre,
    /// When.
    pub cree_le: Timestamp,
    /// Who.
    pub cree_par: Uuid,
}

ligne! {
    struct LigneInvitation {
        service_id: Uuid,
        id: Uuid,
        document: Vec<u8>,
        role: String,
        rubriques: Option<String>,
        fin: Option<String>,
        cree_le: i64,
        cree_par: Uuid,
    }
}

/// The invitations of a service, oldest first.
///
/// # Errors
/// A document that does not read.
pub async fn toutes<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    service: Uuid,
) -> Result<Vec<Invitation<T>>, Error> {
    let lignes = sql!(tx, SQL_TOUTES, fetch_all as LigneInvitation; service)?;
    lignes.into_iter().map(|ligne| lire(tx, ligne)).collect()
}

/// The invitations waiting for that address, by service: the order in which to take their turns.
///
/// # Errors
/// A document that does not read.
pub async fn pour_courriel<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    courriel: &str,
) -> Result<Vec<Invitation<T>>, Error> {
    let index = tx.coffre.index_courriel(courriel);
    let lignes = sql!(tx, SQL_POUR_COURRIEL, fetch_all as LigneInvitation; index.as_slice())?;
    lignes.into_iter().map(|ligne| lire(tx, ligne)).collect()
}

/// Invites an address, in place of an earlier invitation of the same one.
///
/// # Errors
/// [`Error::Base`] for an unknown role.
pub async fn poser<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    nouvelle: &Nouvelle<'_, T>,
) -> Result<(), Error> {
    let service = tour.id();
    let index = tx.coffre.index_courriel(nouvelle.courriel);
    let document = tx
        .coffre
        .fermer_json(&lieu(service, nouvelle.id), nouvelle.document)?;
    sql!(tx, SQL_REMPLACER; service, index.as_slice())?;
    sql!(tx, SQL_POSER;
        service, nouvelle.id, index.as_slice(), document.as_slice(), nouvelle.titre.role.as_str(),
        nouvelle.titre.rubriques.as_deref(), nouvelle.titre.fin.as_deref(),
        micros(nouvelle.cree_le), nouvelle.cree_par)?;
    Ok(())
}

/// Removes an invitation, accepted or withdrawn; false when there was none.
///
/// # Errors
/// The engine's failure.
pub async fn retirer(tx: &mut Tx<'_>, tour: &mut Tour, id: Uuid) -> Result<bool, Error> {
    Ok(sql!(tx, SQL_RETIRER; tour.id(), id)? > 0)
}

fn lieu(service: Uuid, id: Uuid) -> Lieu {
    Lieu::new("invitations", "document", format_args!("{service}/{id}"))
}

fn lire<T: DeserializeOwned>(tx: &Tx<'_>, ligne: LigneInvitation) -> Result<Invitation<T>, Error> {
    let lieu = lieu(ligne.service_id, ligne.id);
    Ok(Invitation {
        service_id: ligne.service_id,
        id: ligne.id,
        document: tx.coffre.ouvrir_json(&lieu, &ligne.document)?,
        titre: Titre {
            role: ligne.role,
            rubriques: ligne.rubriques,
            fin: ligne.fin,
        },
        cree_le: instant(ligne.cree_le, || {
            Lieu::new("invitations", "cree_le", lieu.ligne)
        })?,
        cree_par: ligne.cree_par,
    })
}
