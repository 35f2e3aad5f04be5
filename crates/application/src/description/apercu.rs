//! What a change to the description of a described service would do, before it is written.
//!
//! Invariant: it is the evaluation the change would leave, statuses included: those of a measure
//! that leaves stay in its row, and count again if it returns.

use domaine::ecarts::{Ecart, Etat, comparer};
use domaine::reponses::Reponses;
use domaine::vocabulaire::{Champ, NiveauSecurite};
use enumset::EnumSet;

use super::Enregistree;
use crate::Result;
use crate::acces::ServiceOuvert;

/// A change that was not written, and the service it would give.
#[derive(Clone, Debug)]
pub struct Apercu {
    /// The service as stored.
    pub avant: ServiceOuvert,
    /// The service as it would be.
    pub apres: ServiceOuvert,
    /// The level, when the answers make it rise above the chosen one.
    pub niveau_releve: Option<NiveauSecurite>,
    /// Questions a colleague answered since the form was loaded, kept.
    pub repris: EnumSet<Champ>,
    /// Who saved them last, by name.
    pub repris_de: Option<String>,
}

impl Apercu {
    pub(super) fn new(avant: &ServiceOuvert, reponses: &Reponses, issue: &Enregistree) -> Self {
        let mut apres = avant.clone();
        apres.reponses = reponses.clone();
        apres.evaluer();
        Self {
            avant: avant.clone(),
            apres,
            niveau_releve: issue.niveau_releve,
            repris: issue.repris,
            repris_de: issue.repris_de.clone(),
        }
    }

    /// What changes.
    ///
    /// # Errors
    /// [`crate::Error::EncoreBrouillon`]: there was nothing to compare with.
    pub fn ecart(&self) -> Result<Ecart<'_>> {
        Ok(comparer(etat(&self.avant)?, etat(&self.apres)?))
    }
}

fn etat(service: &ServiceOuvert) -> Result<Etat<'_>> {
    let bilan = service.bilan()?;
    Ok(Etat {
        catalogue: service.catalogue,
        description: &bilan.description,
        evaluation: &bilan.evaluation,
    })
}
