//! What differs between two evaluations of a service: another description, another catalogue.
//!
//! Invariant: measures and risks are told apart by identifier, so that two versions of a catalogue
//! compare; a measure of both sides is in exactly one of raised, lowered and of the same strength.

use crate::catalogue::{Catalogue, Mesure};
use crate::evaluation::Evaluation;
use crate::reponses::Description;
use crate::risques::RisqueEvalue;
use crate::vocabulaire::{Exigence, NiveauSecurite, Porteur};

/// A service evaluated one way.
#[derive(Clone, Copy, Debug)]
pub struct Etat<'a> {
    /// The catalogue it was evaluated with.
    pub catalogue: &'a Catalogue,
    /// What was evaluated.
    pub description: &'a Description,
    /// What it gave.
    pub evaluation: &'a Evaluation,
}

/// What differs from one to the other. Measures and risks are in catalogue order.
#[derive(Clone, Debug, PartialEq)]
pub struct Ecart<'a> {
    /// The level of needs retained, before and after.
    pub niveau: (NiveauSecurite, NiveauSecurite),
    /// Measures that come in, as the new catalogue says them.
    pub ajoutees: Vec<&'a Mesure>,
    /// Measures that leave, as the old one said them.
    pub retirees: Vec<&'a Mesure>,
    /// From recommended to indispensable.
    pub relevees: Vec<&'a Mesure>,
    /// From indispensable to recommended.
    pub abaissees: Vec<&'a Mesure>,
    /// Carried by someone else, with who before and after; they may be raised or lowered too.
    pub porteurs: Vec<(&'a Mesure, Option<Porteur>, Option<Porteur>)>,
    /// How many stay exactly as they were.
    pub inchangees: usize,
    /// The index before and after, not rounded.
    pub indice: (f64, f64),
    /// Risks that appear.
    pub risques_apparus: Vec<RisqueNomme<'a>>,
    /// Risks that do not concern the service any more.
    pub risques_disparus: Vec<RisqueNomme<'a>>,
    /// Risks that stay with other figures or another title: before, after.
    pub risques_changes: Vec<(RisqueNomme<'a>, RisqueNomme<'a>)>,
}

/// A risk with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RisqueNomme<'a> {
    /// `R1`…
    pub id: &'a str,
    /// Its full title.
    pub titre: String,
    /// Its title without what the attacker is after.
    pub titre_court: &'a str,
    /// Gravity, 1 to 4.
    pub gravite: u8,
    /// Likelihood if nothing were done, today, and once everything is, 1 to 4.
    pub vraisemblances: (u8, u8, u8),
}

impl Ecart<'_> {
    /// Whether nothing changes, neither a measure, nor the level, nor a figure.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        self.niveau.0 == self.niveau.1
            && self.indice.0 == self.indice.1
            && [
                &self.ajoutees,
                &self.retirees,
                &self.relevees,
                &self.abaissees,
            ]
            .into_iter()
            .all(Vec::is_empty)
            && self.porteurs.is_empty()
            && self.risques_apparus.is_empty()
            && self.risques_disparus.is_empty()
            && self.risques_changes.is_empty()
    }
}

/// What changes from `avant` to `apres`.
#[must_use]
pub fn comparer<'a>(avant: Etat<'a>, apres: Etat<'a>) -> Ecart<'a> {
    let mut ecart = Ecart {
        niveau: (
            avant.description.niveau_securite,
            apres.description.niveau_securite,
        ),
        ajoutees: Vec::new(),
        retirees: Vec::new(),
        relevees: Vec::new(),
        abaissees: Vec::new(),
        porteurs: Vec::new(),
        inchangees: 0,
        indice: (avant.evaluation.indice.total, apres.evaluation.indice.total),
        risques_apparus: Vec::new(),
        risques_disparus: Vec::new(),
        risques_changes: Vec::new(),
    };
    mesures(&mut ecart, avant, apres);
    risques(&mut ecart, avant, apres);
    ecart
}

fn mesures<'a>(ecart: &mut Ecart<'a>, avant: Etat<'a>, apres: Etat<'a>) {
    for mesure in avant.evaluation.mesures.toutes().iter() {
        let fiche = avant.catalogue.mesure(mesure);
        if apres.de(&fiche.id).is_none() {
            ecart.retirees.push(fiche);
        }
    }
    for mesure in apres.evaluation.mesures.toutes().iter() {
        let fiche = apres.catalogue.mesure(mesure);
        let Some((exigence, porteur)) = avant.de(&fiche.id) else {
            ecart.ajoutees.push(fiche);
            continue;
        };
        let mesures = &apres.evaluation.mesures;
        let memes = match (exigence, mesures.exigence(mesure)) {
            (Exigence::Recommandee, Some(Exigence::Indispensable)) => {
                ecart.relevees.push(fiche);
                false
            }
            (Exigence::Indispensable, Some(Exigence::Recommandee)) => {
                ecart.abaissees.push(fiche);
                false
            }
            _ => true,
        };
        let nouveau = mesures.porteur(mesure);
        if porteur != nouveau {
            ecart.porteurs.push((fiche, porteur, nouveau));
        }
        ecart.inchangees += usize::from(memes && porteur == nouveau);
    }
}

fn risques<'a>(ecart: &mut Ecart<'a>, avant: Etat<'a>, apres: Etat<'a>) {
    let (anciens, nouveaux) = (avant.risques(), apres.risques());
    for nouveau in &nouveaux {
        match anciens.iter().find(|r| r.id == nouveau.id) {
            None => ecart.risques_apparus.push(nouveau.clone()),
            Some(ancien) if ancien != nouveau => {
                ecart
                    .risques_changes
                    .push((ancien.clone(), nouveau.clone()));
            }
            Some(_) => {}
        }
    }
    let parti = |ancien: &RisqueNomme<'_>| nouveaux.iter().all(|r| r.id != ancien.id);
    ecart.risques_disparus = anciens.into_iter().filter(parti).collect();
}

impl<'a> Etat<'a> {
    /// How a measure is asked and who carries it, when the service has it.
    fn de(&self, id: &str) -> Option<(Exigence, Option<Porteur>)> {
        let mesure = self.catalogue.trouver(id)?;
        let mesures = &self.evaluation.mesures;
        Some((mesures.exigence(mesure)?, mesures.porteur(mesure)))
    }

    fn risques(&self) -> Vec<RisqueNomme<'a>> {
        let risques = self.evaluation.risques.iter();
        risques
            .map(|r| RisqueNomme::de(self.catalogue, r))
            .collect()
    }
}

impl<'a> RisqueNomme<'a> {
    /// An evaluated risk of this catalogue, with its words.
    #[must_use]
    pub fn de(catalogue: &'a Catalogue, risque: &RisqueEvalue) -> Self {
        Self {
            id: &catalogue.risques.risque(risque).id,
            titre: catalogue.risques.titre(risque),
            titre_court: &catalogue.risques.risque(risque).titre,
            gravite: risque.gravite,
            vraisemblances: (risque.brut, risque.courant, risque.cible),
        }
    }
}
