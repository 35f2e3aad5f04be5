//! The follow-up of measures: where each stands, how, how urgent, by when, by whom; one measure
//! or a selection, from any page or program.
//!
//! Invariant: a measure is its own row, so two people on two measures never meet; on the same one,
//! different fields are merged, and a different value a colleague gave to the same field since the
//! form was loaded is shown, never overwritten.
//!
//! Everything here is keyed by the identifier of a measure, whatever its kind: [`cle`] alone knows
//! which kinds there are.

mod chantier;
mod dossier;
mod historique;
mod lot;
mod modifier;
mod reponse;

pub(crate) use chantier::retirer_responsable;
pub use dossier::{Dossier, Entourage, completer, dossier, entourage};
pub use historique::{Changement, Historique, historique};
pub use lot::{
    Annulation, AnnulerLot, Issue, LOT_MAX, Lot, ModifierLot, Operation, Resultat, annuler_lot,
    modifier_lot, operation,
};
pub use modifier::{ConflitMesure, Modifiee, Modifier, Statuer, modifier, statuer};
pub use reponse::Reponse;

pub use domaine::suivi::{DETAILS_MAX, MOTIF_MAX};

use domaine::ensemble::MesureIdx;
use domaine::specifiques;

use crate::acces::ServiceOuvert;
use crate::{Error, Result};

/// A measure of a service, by its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cle {
    /// One of the catalogue.
    Catalogue(MesureIdx),
    /// One of its own: its rank in [`ServiceOuvert::specifiques`].
    Specifique(usize),
}

/// The measure of that identifier, when the service has it.
///
/// # Errors
/// [`Error::EncoreBrouillon`], [`Error::Introuvable`].
pub fn cle(service: &ServiceOuvert, id: &str) -> Result<Cle> {
    if id.starts_with(specifiques::PREFIXE) {
        service.bilan()?;
        let rang = service.specifiques.iter().position(|s| s.id == id);
        return rang.map(Cle::Specifique).ok_or(Error::Introuvable);
    }
    mesure_du_service(service, id).map(Cle::Catalogue)
}

/// The measure of the catalogue of that identifier, when the service has it.
///
/// # Errors
/// [`Error::EncoreBrouillon`], [`Error::Introuvable`].
pub fn mesure_du_service(service: &ServiceOuvert, id: &str) -> Result<MesureIdx> {
    let mesures = service.bilan()?.evaluation.mesures.toutes();
    let mesure = service.catalogue.trouver(id);
    mesure
        .filter(|m| mesures.contient(*m))
        .ok_or(Error::Introuvable)
}
