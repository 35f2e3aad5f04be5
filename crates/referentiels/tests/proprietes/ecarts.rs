//! Comparing two descriptions of a service accounts for each of its measures and risks.

use crate::services::{description, statuts};
use domaine::ecarts::{Etat, comparer};
use domaine::reponses::Description;
use domaine::statuts::Statuts;
use domaine::vocabulaire::{Audience, Exigence};
use proptest::prelude::*;
use referentiels::mss_v2;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_measure_and_every_risk_is_accounted_for(a in description(), b in description(), s in statuts()) {
        let catalogue = mss_v2();
        let (avant, apres) = (catalogue.evaluer(&a, &s, &[]), catalogue.evaluer(&b, &s, &[]));
        let etat = |description, evaluation| Etat { catalogue, description, evaluation };
        let ecart = comparer(etat(&a, &avant), etat(&b, &apres));
        let communes = avant.mesures.toutes() & apres.mesures.toutes();
        prop_assert_eq!(ecart.ajoutees.len(), (apres.mesures.toutes() - communes).len() as usize);
        prop_assert_eq!(ecart.retirees.len(), (avant.mesures.toutes() - communes).len() as usize);
        let montees = avant.mesures.avec(Exigence::Recommandee) & apres.mesures.avec(Exigence::Indispensable);
        prop_assert_eq!(ecart.relevees.len(), montees.len() as usize);
        let descendues = avant.mesures.avec(Exigence::Indispensable) & apres.mesures.avec(Exigence::Recommandee);
        prop_assert_eq!(ecart.abaissees.len(), descendues.len() as usize);
        // Each measure of both sides either stays as it was or is named once or twice.
        let bougees: BTreeSet<&str> = ecart.relevees.iter().chain(&ecart.abaissees)
            .map(|m| m.id.as_str())
            .chain(ecart.porteurs.iter().map(|(m, ..)| m.id.as_str()))
            .collect();
        prop_assert_eq!(bougees.len() + ecart.inchangees, communes.len() as usize);
        for (_, avant, apres) in &ecart.porteurs {
            prop_assert_ne!(avant, apres);
        }
        let nombre = |e: &domaine::evaluation::Evaluation| e.risques.len();
        prop_assert_eq!(
            nombre(&avant) + ecart.risques_apparus.len(),
            nombre(&apres) + ecart.risques_disparus.len()
        );
        // The other way round, what came in leaves.
        let retour = comparer(etat(&b, &apres), etat(&a, &avant));
        prop_assert_eq!(&retour.ajoutees, &ecart.retirees);
        prop_assert_eq!(&retour.relevees, &ecart.abaissees);
        prop_assert_eq!(&retour.risques_apparus, &ecart.risques_disparus);
        prop_assert_eq!(ecart.est_vide(), retour.est_vide());
        prop_assert!(comparer(etat(&a, &avant), etat(&a, &avant)).est_vide());
    }

    /// An audience changes gravities even where it changes no measure: it is not silent.
    #[test]
    fn a_change_of_gravity_alone_is_a_change(d in description()) {
        let catalogue = mss_v2();
        let large = Description { audience_cible: Audience::TresLarge, ..d.clone() };
        let petit = Description { audience_cible: Audience::Limitee, ..d };
        let evaluer = |d| catalogue.evaluer(d, &Statuts::VIDES, &[]);
        let (avant, apres) = (evaluer(&petit), evaluer(&large));
        let ecart = comparer(
            Etat { catalogue, description: &petit, evaluation: &avant },
            Etat { catalogue, description: &large, evaluation: &apres },
        );
        prop_assert_eq!(ecart.est_vide(), avant.risques == apres.risques && avant.mesures == apres.mesures);
    }
}
