//! The evaluation of a service: one pure function of a catalogue, a description and statuses.
//!
//! Invariant: nothing is validated here; the same inputs give the same result for ever.

use crate::catalogue::Catalogue;
use crate::ensemble::{Ensemble, MesureIdx};
use crate::indice::{self, Comptes, Indice};
use crate::mesures::{MesuresDuService, Raison};
use crate::reponses::Description;
use crate::risques::RisqueEvalue;
use crate::statuts::{MesureSpecifique, Statuts};
use crate::vocabulaire::{Categorie, Exigence, NiveauSecurite, Statut};

/// What is worked out of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The lowest level the owner may choose; the measures follow the chosen one.
    pub niveau_requis: NiveauSecurite,
    /// Its personalised measures.
    pub mesures: MesuresDuService,
    /// The index, on catalogue measures only.
    pub indice: Indice,
    /// The same with specific measures and without declined ones. Not monotone.
    pub indice_personnalise: Indice,
    /// How much has been answered.
    pub completude: Completude,
    /// Its risks, in catalogue order.
    pub risques: Vec<RisqueEvalue>,
}

/// How many measures have a status, specific ones included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completude {
    /// Those with any status.
    pub faites: u32,
    /// All of them.
    pub total: u32,
}

impl Completude {
    /// Share answered, from 0 to 1; 0 when there is nothing to answer.
    #[must_use]
    pub fn taux(&self) -> f64 {
        if self.total == 0 {
            0.0
        } else {
            f64::from(self.faites) / f64::from(self.total)
        }
    }
}

impl Catalogue {
    /// Level, measures, index and risks of a service. Statuses of measures it does not have are
    /// ignored.
    #[must_use]
    pub fn evaluer(
        &self,
        description: &Description,
        statuts: &Statuts,
        specifiques: &[MesureSpecifique],
    ) -> Evaluation {
        let mesures = self.regles.appliquer(description, &self.baremes);
        let comptes = self.compter(&mesures, statuts, Ensemble::VIDE);
        let declinees = statuts.avec(Statut::NonFait);
        let mut personnalises = self.compter(&mesures, statuts, declinees);
        for specifique in specifiques
            .iter()
            .filter(|s| s.statut != Some(Statut::NonFait))
        {
            let compte =
                &mut personnalises[specifique.categorie.rang()][Exigence::Recommandee.rang()];
            compte.total += 1;
            compte.faites += u32::from(specifique.statut == Some(Statut::Fait));
            compte.en_cours += u32::from(specifique.statut == Some(Statut::EnCours));
        }
        Evaluation {
            niveau_requis: self.baremes.besoins(description).requis,
            mesures,
            indice: indice::calculer(&comptes),
            indice_personnalise: indice::calculer(&personnalises),
            completude: completude(&mesures, statuts, specifiques),
            risques: self.risques.evaluer(description, &mesures, statuts),
        }
    }

    /// Why a service has a measure; empty when it does not have it.
    #[must_use]
    pub fn raisons(&self, description: &Description, mesure: MesureIdx) -> Vec<Raison> {
        self.regles.raisons(description, &self.baremes, mesure)
    }

    pub(crate) fn compter(
        &self,
        mesures: &MesuresDuService,
        statuts: &Statuts,
        sans: Ensemble,
    ) -> Comptes {
        let mut comptes = Comptes::default();
        for (par_exigence, categorie) in comptes.iter_mut().zip(Categorie::TOUS) {
            for (compte, exigence) in par_exigence.iter_mut().zip(Exigence::TOUS) {
                let classe = (mesures.avec(*exigence) & self.de_categorie(*categorie)) - sans;
                compte.total = classe.len();
                compte.faites = (classe & statuts.avec(Statut::Fait)).len();
                compte.en_cours = (classe & statuts.avec(Statut::EnCours)).len();
            }
        }
        comptes
    }
}

fn completude(
    mesures: &MesuresDuService,
    statuts: &Statuts,
    specifiques: &[MesureSpecifique],
) -> Completude {
    let renseignees = specifiques.iter().filter(|s| s.statut.is_some()).count();
    // More than 2³² specific measures do not fit in memory.
    let u32 = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Completude {
        faites: (mesures.toutes() & statuts.renseignees()).len() + u32(renseignees),
        total: mesures.toutes().len() + u32(specifiques.len()),
    }
}
