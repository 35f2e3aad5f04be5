//! What people decide of a computed risk: another gravity, or not to study it.
//!
//! Invariant: a decision has a reason, always; likelihoods are the engine's alone (`risques.md` §2).

use super::RisqueEvalue;
use crate::par_champs;
use crate::saisie::{Raison, controler};
use crate::texte::normaliser;
use serde::{Deserialize, Serialize};

vocabulaire! {
    /// What may be decided of a computed risk.
    ChampAjustement {
        /// Another gravity than the computed one.
        Gravite = "gravite",
        /// Not studied for this service.
        Desactivation = "desactivation",
    }
}

/// The decisions taken on a computed risk; none of them by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Ajustement {
    /// The gravity to show instead of the computed one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gravite: Option<GraviteRetenue>,
    /// Why the risk is not studied; none while it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desactivation: Option<String>,
}

/// A gravity chosen by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GraviteRetenue {
    /// 1 to 4.
    pub valeur: u8,
    /// Why, for the authority.
    pub raison: String,
}

par_champs! {
    Ajustement, ChampAjustement {
        Gravite => gravite;
        Desactivation => desactivation;
    }
}

/// Longest reason, in characters.
pub const RAISON_MAX: usize = 1000;

impl Ajustement {
    /// The form in which it is saved: texts normalised.
    #[must_use]
    pub fn normalise(mut self) -> Self {
        if let Some(retenue) = &mut self.gravite {
            retenue.raison = normaliser(&retenue.raison);
        }
        self.desactivation = self.desactivation.map(|raison| normaliser(&raison));
        self
    }

    /// What cannot be saved: the form field (`valeur` and `raison` for the gravity,
    /// `desactivation`), and why.
    #[must_use]
    pub fn refus(&self) -> Vec<(&'static str, Raison)> {
        let mut refus = Vec::new();
        if let Some(retenue) = &self.gravite {
            if !(1..=4).contains(&retenue.valeur) {
                refus.push(("valeur", Raison::Inconnu));
            }
            refus.extend(controler(&retenue.raison, RAISON_MAX, true).map(|r| ("raison", r)));
        }
        if let Some(raison) = &self.desactivation {
            refus.extend(controler(raison, RAISON_MAX, true).map(|r| ("desactivation", r)));
        }
        refus
    }

    /// Whether nothing is decided: the risk is as computed.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        *self == Self::default()
    }
}

/// Applies the decisions: the risks studied, with the gravity people chose, and apart those that
/// are not. Both keep their order.
#[must_use]
pub fn ajuster<'a>(
    calcules: &[RisqueEvalue],
    ajustement: impl Fn(&RisqueEvalue) -> Option<&'a Ajustement>,
) -> (Vec<RisqueEvalue>, Vec<RisqueEvalue>) {
    let (mut etudies, mut desactives) = (Vec::with_capacity(calcules.len()), Vec::new());
    for calcule in calcules {
        let (mut risque, decide) = (*calcule, ajustement(calcule));
        if let Some(retenue) = decide.and_then(|a| a.gravite.as_ref()) {
            risque.gravite = retenue.valeur.clamp(1, 4);
        }
        match decide.and_then(|a| a.desactivation.as_ref()) {
            None => etudies.push(risque),
            Some(_) => desactives.push(risque),
        }
    }
    (etudies, desactives)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fusion::fusionner;

    fn retenue(valeur: u8, raison: &str) -> Ajustement {
        Ajustement {
            gravite: Some(GraviteRetenue {
                valeur,
                raison: raison.to_owned(),
            }),
            desactivation: None,
        }
    }

    #[test]
    fn a_decision_needs_its_reason() {
        assert!(Ajustement::default().refus().is_empty());
        assert!(retenue(4, "Mineurs concernés.").refus().is_empty());
        assert_eq!(
            retenue(5, " ").normalise().refus(),
            [("valeur", Raison::Inconnu), ("raison", Raison::Vide)]
        );
        let muet = Ajustement {
            desactivation: Some("\u{200b}".to_owned()),
            ..Ajustement::default()
        };
        assert_eq!(
            muet.normalise().refus(),
            [("desactivation", Raison::Vide)],
            "what cannot be seen is no reason"
        );
        let long = retenue(1, &"é".repeat(RAISON_MAX + 1));
        assert_eq!(
            long.refus(),
            [("raison", Raison::TropLong { max: RAISON_MAX })]
        );
    }

    #[test]
    fn gravity_and_disabling_are_two_fields() {
        let base = Ajustement::default();
        let ecarte = Ajustement {
            desactivation: Some("Pas de salle technique.".to_owned()),
            ..Ajustement::default()
        };
        let fusion = fusionner(&base, &ecarte, &retenue(4, "Mineurs."));
        assert!(fusion.conflits.is_empty());
        assert_eq!(fusion.repris, [ChampAjustement::Desactivation]);
        assert!(fusion.valeur.gravite.is_some() && fusion.valeur.desactivation.is_some());
        let fusion = fusionner(&base, &retenue(3, "Un."), &retenue(4, "Deux."));
        assert_eq!(fusion.conflits, [ChampAjustement::Gravite]);
    }
}
