//! What to do next on a service, and what if: reads, worked out on the service as it is open.
//!
//! Invariant: nothing is stored; the same engine as everywhere, with what people decided of the
//! risks (gravity chosen, risks not studied).

use domaine::actions::{Cible, Gain};
use domaine::ensemble::MesureIdx;
use domaine::simulation::Simulation;
use domaine::vocabulaire::Statut;

use crate::Result;
use crate::acces::ServiceOuvert;

impl ServiceOuvert {
    /// What each measure that remains would bring, the most useful first.
    ///
    /// # Errors
    /// [`crate::Error::EncoreBrouillon`].
    pub fn gains(&self) -> Result<Vec<Gain>> {
        let bilan = self.bilan()?;
        let statuts = &self.suivi.statuts;
        Ok(self
            .catalogue
            .gains(&bilan.description, statuts, &bilan.evaluation))
    }

    /// The shortest set of measures with which the index reaches `cible` (hundredths).
    ///
    /// # Errors
    /// [`crate::Error::EncoreBrouillon`].
    pub fn plus_court(&self, gains: &[Gain], cible: u16) -> Result<Cible> {
        let evaluation = &self.bilan()?.evaluation;
        Ok(self
            .catalogue
            .plus_court(&self.suivi.statuts, evaluation, gains, cible))
    }

    /// The service as it stands, then with these statuses instead.
    ///
    /// # Errors
    /// [`crate::Error::EncoreBrouillon`].
    pub fn simuler(&self, changements: &[(MesureIdx, Option<Statut>)]) -> Result<Simulation> {
        let mut simulation = self.catalogue.simuler(
            &self.bilan()?.description,
            &self.suivi.statuts,
            &self.mesures_specifiques(),
            changements,
        );
        for evaluation in [&mut simulation.avant, &mut simulation.apres] {
            (evaluation.risques, _) = self.risques.ajuster(self.catalogue, &evaluation.risques);
        }
        Ok(simulation)
    }
}
