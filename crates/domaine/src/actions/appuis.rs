//! What a measure belongs to when it brings nothing alone: with which others it would count.
//!
//! Invariant: what is named is true. With its companions done the measure lowers that risk, and
//! they would not do as much without it; no smaller company would do.

use super::Gain;
use crate::catalogue::Catalogue;
use crate::ensemble::{Ensemble, MesureIdx};
use crate::evaluation::Evaluation;
use crate::reponses::Description;
use crate::risques::{Predicat, RisqueEvalue, Vraisemblance};
use crate::statuts::Statuts;
use crate::vocabulaire::{Exigence, Statut};

/// A risk a measure lowers only with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppuiRisque {
    /// The risk as it stands.
    pub risque: RisqueEvalue,
    /// Its likelihood once all of them are done.
    pub apres: u8,
    /// The others that must be done.
    pub avec: Ensemble,
}

/// What a measure that lowers no risk alone belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appui {
    /// It counts in the index once an indispensable measure of its category is done or begun.
    Indispensable,
    /// With other measures, it lowers a risk.
    Groupe(AppuiRisque),
}

/// What lies between a service and lower risks, worked out once for all its measures.
#[derive(Clone, Debug)]
pub struct Appuis<'a> {
    catalogue: &'a Catalogue,
    evaluation: &'a Evaluation,
    statuts: &'a Statuts,
    acquises: Ensemble,
    lots: Vec<LotsDuRisque<'a>>,
}

#[derive(Clone, Debug)]
struct LotsDuRisque<'a> {
    risque: RisqueEvalue,
    vraisemblance: &'a Vraisemblance,
    /// The smallest first.
    lots: Vec<Lot>,
}

/// Measures that lower a risk together.
#[derive(Clone, Debug)]
struct Lot {
    mesures: Ensemble,
    /// Groups of which any measure would do as well as the one taken.
    au_choix: Vec<(MesureIdx, Ensemble)>,
}

/// A group of measures that weighs on a risk as long as something of it is missing.
struct Manque {
    mesures: Ensemble,
    /// One of them is enough.
    une_suffit: bool,
}

/// No risk of a catalogue has as many groups; beyond, only the first ones are looked at.
const GROUPES_MAX: usize = 10;

impl<'a> Appuis<'a> {
    /// For the evaluation of this description and these statuses.
    #[must_use]
    pub fn new(
        catalogue: &'a Catalogue,
        description: &Description,
        statuts: &'a Statuts,
        evaluation: &'a Evaluation,
    ) -> Self {
        let acquises = statuts.avec(Statut::Fait) | !evaluation.mesures.toutes();
        let lots = evaluation.risques.iter().map(|risque| {
            let vraisemblance = catalogue.risques.vraisemblance(risque, description);
            LotsDuRisque {
                risque: *risque,
                vraisemblance,
                lots: lots(catalogue, vraisemblance, statuts, acquises, risque.courant),
            }
        });
        Self {
            lots: lots.collect(),
            catalogue,
            evaluation,
            statuts,
            acquises,
        }
    }

    /// What the measure belongs to, when it lowers no risk alone; first what the index waits for.
    #[must_use]
    pub fn de(&self, gain: &Gain) -> Option<Appui> {
        if !gain.risques.is_empty() {
            return None;
        }
        if gain.indice == 0.0 {
            return Some(Appui::Indispensable);
        }
        self.risques(gain.mesure)
            .into_iter()
            .next()
            .map(Appui::Groupe)
    }

    /// The indispensable measures of its category, when none of them is done nor begun: until one
    /// is, a recommended measure adds nothing to the index. Empty when it counts already.
    #[must_use]
    pub fn indice(&self, mesure: MesureIdx) -> Ensemble {
        let mesures = &self.evaluation.mesures;
        let categorie = self.catalogue.mesure(mesure).categorie;
        let siennes =
            mesures.avec(Exigence::Indispensable) & self.catalogue.de_categorie(categorie);
        let comptent = self.statuts.avec(Statut::Fait) | self.statuts.avec(Statut::EnCours);
        let concernee = mesures.avec(Exigence::Recommandee).contient(mesure);
        if concernee && (siennes & comptent).is_empty() {
            siennes
        } else {
            Ensemble::VIDE
        }
    }

    /// The risks the measure does not lower alone but would with others: the smallest company
    /// first, then the gravest risk, then catalogue order.
    #[must_use]
    pub fn risques(&self, mesure: MesureIdx) -> Vec<AppuiRisque> {
        let mut seule = self.acquises;
        seule.ajouter(mesure);
        let mut appuis: Vec<AppuiRisque> = self
            .lots
            .iter()
            .filter(|r| r.vraisemblance.valeur(seule) >= r.risque.courant)
            .filter_map(|r| r.appui(mesure, self.acquises))
            .collect();
        appuis.sort_by_key(|a| (a.avec.len(), std::cmp::Reverse(a.risque.gravite)));
        appuis
    }
}

impl LotsDuRisque<'_> {
    fn appui(&self, mesure: MesureIdx, acquises: Ensemble) -> Option<AppuiRisque> {
        self.lots.iter().find_map(|lot| {
            let avec = lot.compagnie(mesure)?;
            let sans = self.vraisemblance.valeur(acquises | avec);
            let mut toutes = acquises | avec;
            toutes.ajouter(mesure);
            let apres = self.vraisemblance.valeur(toutes);
            (apres < sans && apres < self.risque.courant).then_some(AppuiRisque {
                risque: self.risque,
                apres,
                avec,
            })
        })
    }
}

impl Lot {
    /// The rest of the set, when the measure is part of it or may take a place in it.
    fn compagnie(&self, mesure: MesureIdx) -> Option<Ensemble> {
        let mut avec = self.mesures;
        if avec.contient(mesure) {
            avec.retirer(mesure);
            return Some(avec);
        }
        let (prise, _) = self
            .au_choix
            .iter()
            .find(|(_, groupe)| groupe.contient(mesure))?;
        avec.retirer(*prise);
        Some(avec)
    }
}

/// The sets of measures that lower a risk, made of whole groups (or of one measure of a group
/// where one is enough): those without a declined measure first, then the smallest, the lightest.
fn lots(
    catalogue: &Catalogue,
    vraisemblance: &Vraisemblance,
    statuts: &Statuts,
    acquises: Ensemble,
    courant: u8,
) -> Vec<Lot> {
    let manques = manques(vraisemblance, acquises);
    let ecartees = statuts.avec(Statut::NonFait);
    let cout = |mesures: &Ensemble| {
        let effort: u32 = mesures
            .iter()
            .map(|m| catalogue.mesure(m).effort.poids())
            .sum();
        ((*mesures & ecartees).len(), mesures.len(), effort)
    };
    let legere = |groupe: &Ensemble| {
        groupe.iter().min_by_key(|m| {
            let effort = catalogue.mesure(*m).effort;
            (ecartees.contient(*m), effort, *m)
        })
    };
    let mut lots = Vec::new();
    for masque in 1_u32..1 << manques.len() {
        let choisis = || {
            manques
                .iter()
                .enumerate()
                .filter(|(rang, _)| masque >> rang & 1 == 1)
        };
        let entiers = choisis().filter(|(_, m)| !m.une_suffit);
        let mut mesures = entiers.fold(Ensemble::VIDE, |tout, (_, m)| tout | m.mesures);
        let mut au_choix = Vec::new();
        for (_, manque) in choisis().filter(|(_, m)| m.une_suffit) {
            if !(manque.mesures & mesures).is_empty() {
                continue;
            }
            if let Some(prise) = legere(&manque.mesures) {
                mesures.ajouter(prise);
                au_choix.push((prise, manque.mesures));
            }
        }
        if vraisemblance.valeur(acquises | mesures) < courant {
            lots.push(Lot { mesures, au_choix });
        }
    }
    lots.sort_by_cached_key(|lot| cout(&lot.mesures));
    lots
}

/// What is missing of the groups that weigh on a risk, without repetition.
fn manques(vraisemblance: &Vraisemblance, acquises: Ensemble) -> Vec<Manque> {
    let mut manques: Vec<Manque> = Vec::new();
    for terme in vraisemblance.formules.iter().flat_map(|f| &f.termes) {
        let mesures = terme.groupe - acquises;
        let une_suffit = terme.predicat == Predicat::AucuneFaite;
        let pese = if une_suffit {
            mesures == terme.groupe
        } else {
            !mesures.is_empty()
        };
        let deja = manques
            .iter()
            .any(|m| m.mesures == mesures && m.une_suffit == une_suffit);
        if pese && !mesures.is_empty() && !deja && manques.len() < GROUPES_MAX {
            manques.push(Manque {
                mesures,
                une_suffit,
            });
        }
    }
    manques
}
