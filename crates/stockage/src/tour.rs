//! The turn: the proof, in the types, that this transaction holds a chain's lock.
//!
//! Invariant: a [`Tour`] is made only by the `UPDATE … SET sequence = sequence + 1` of its chain,
//! and only after the seal of the head was checked, so that writing after someone altered the
//! database is refused instead of being sealed over.

use std::marker::PhantomData;

use uuid::Uuid;

use crate::Error;
use crate::chiffrement::{CauseChiffrement, Lieu};
use crate::tx::Tx;

/// What a turn is taken on.
pub trait Chaine: Send + Sync + 'static {
    /// The table whose row is the head of the chain.
    const TABLE: &'static str;
    /// Moves the head: `$1` chain, `$2` sequence, `$3` head, `$4` seal.
    const AVANCER_TETE: &'static str;
    /// Reads the head and its seal: `$1` chain.
    const LIRE_TETE: &'static str;
}

/// The chain of a service.
#[derive(Debug)]
pub enum DuService {}
/// The chain of an organisation.
#[derive(Debug)]
pub enum DeLOrganisation {}
/// The chain of the installation.
#[derive(Debug)]
pub enum DeLInstallation {}

/// A turn taken on a chain, until the end of the transaction. Every write below a service asks
/// for it, and every journal line: without it, or with another kind of chain's, nothing compiles.
///
/// ```compile_fail,E0308
/// # use stockage::{Error, Tx, installation, membres};
/// async fn retirer(tx: &mut Tx<'_>, compte: uuid::Uuid) -> Result<bool, Error> {
///     let mut tour = installation::prendre_tour(tx).await?;
///     membres::retirer(tx, &mut tour, compte).await // a service's turn is needed
/// }
/// ```
#[derive(Debug)]
pub struct Tour<C: Chaine = DuService> {
    pub(crate) chaine: Uuid,
    /// The number the next journal line will carry.
    pub(crate) sequence: i64,
    pub(crate) tete: Vec<u8>,
    genre: PhantomData<C>,
}

impl<C: Chaine> Tour<C> {
    /// Checks the seal of the head that the turn's `UPDATE` returned.
    pub(crate) fn prendre(tx: &Tx<'_>, tete: TeteLue) -> Result<Self, Error> {
        let TeteLue {
            chaine,
            sequence,
            tete,
            sceau,
        } = tete;
        if !tx.coffre.sceau_valable(chaine, &tete, &sceau) {
            return Err(Lieu::new(C::TABLE, "sceau", chaine).refus(CauseChiffrement::Altere));
        }
        Ok(Self {
            chaine,
            sequence,
            tete,
            genre: PhantomData,
        })
    }

    /// The chain, which is also the identifier of the service or organisation.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.chaine
    }
}

/// The head of a chain as its row holds it.
pub(crate) struct TeteLue {
    pub(crate) chaine: Uuid,
    pub(crate) sequence: i64,
    pub(crate) tete: Vec<u8>,
    pub(crate) sceau: Vec<u8>,
}
