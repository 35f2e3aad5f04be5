//! The risks of a service: decisions on the computed ones, risks of one's own, links to measures.
//!
//! Invariant: nothing here changes an index or a likelihood; a risk people decided not to study is
//! kept apart and never counted. Two edits of one risk are merged field by field, and the same
//! field changed by two people is shown, never overwritten.

mod ajuster;
mod conflit;
mod dossier;
mod ecrits;
mod liens;
mod propres;

pub use ajuster::{AjusterRisque, RisqueModifie, ajuster_risque};
pub use conflit::{ConflitRisque, Versions};
pub use dossier::{ChangementRisque, DossierRisque, dossier};
pub use ecrits::{Ecrit, RisquesEcrits};
pub use liens::{Lier, RisquesOuverts, couverture, lier, ouvrir};
pub use propres::{
    AjouterRisque, ModifierRisque, RetirerRisque, RisqueAjoute, ajouter_risque, modifier_risque,
    retirer_risque,
};
pub use referentiels::{ExempleRisque, exemples_de_risques};

use domaine::risques::{RisqueEvalue, numero_propre};

use crate::acces::ServiceOuvert;
use crate::{Error, Result};

/// A computed risk of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calcule {
    /// As evaluated, the gravity people chose included.
    pub evalue: RisqueEvalue,
    /// False when people decided not to study it.
    pub etudie: bool,
}

impl ServiceOuvert {
    /// Its computed risks, those that are not studied included, in the order of the catalogue.
    ///
    /// # Errors
    /// [`Error::EncoreBrouillon`].
    pub fn risques_calcules(&self) -> Result<Vec<Calcule>> {
        let bilan = self.bilan()?;
        let etudies = bilan.evaluation.risques.iter().map(|r| (*r, true));
        let desactives = bilan.desactives.iter().map(|r| (*r, false));
        let mut tous: Vec<_> = etudies
            .chain(desactives)
            .map(|(evalue, etudie)| Calcule { evalue, etudie })
            .collect();
        tous.sort_by_key(|c| c.evalue.rang());
        Ok(tous)
    }

    /// The computed risk of that identifier.
    ///
    /// # Errors
    /// [`Error::Introuvable`] when the service does not have it, [`Error::EncoreBrouillon`].
    pub fn risque_calcule(&self, id: &str) -> Result<Calcule> {
        let modele = &self.catalogue.risques;
        let tous = self.risques_calcules()?;
        let trouve = tous.into_iter().find(|c| modele.risque(&c.evalue).id == id);
        trouve.ok_or(Error::Introuvable)
    }

    /// Whether it has a risk of that identifier, computed or its own, not taken out.
    ///
    /// # Errors
    /// [`Error::EncoreBrouillon`].
    pub fn a_le_risque(&self, id: &str) -> Result<bool> {
        if let Some(numero) = numero_propre(id) {
            self.bilan()?;
            let propre = self.risques.propres.get(&numero);
            return Ok(propre.is_some_and(|p| p.retire_le.is_none()));
        }
        match self.risque_calcule(id) {
            Ok(_) => Ok(true),
            Err(Error::Introuvable) => Ok(false),
            Err(erreur) => Err(erreur),
        }
    }
}
