//! What happened to a risk, read from its successive values.
//!
//! Invariant: two equal values give nothing; every difference gives something.

use super::{Ajustement, ChampAjustement, ChampRisquePropre, GraviteRetenue, RisquePropre};
use crate::fusion::differences;

/// One thing that happened to a risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaitRisque {
    /// A gravity was chosen.
    GraviteChoisie(GraviteRetenue),
    /// The computed gravity stands again.
    GraviteCalculee,
    /// It is not studied any more; why.
    Desactive(String),
    /// It is studied again.
    Reactive,
    /// It was added.
    Ajoute,
    /// Some of its fields changed.
    Champs(Vec<ChampRisquePropre>),
    /// It was taken out.
    Retire,
    /// It was put back.
    Retabli,
    /// A measure was linked to it, by identifier.
    Lie(String),
    /// A measure is not linked to it any more.
    Delie(String),
}

impl Ajustement {
    /// What was decided between this value and a later one.
    #[must_use]
    pub fn faits(&self, apres: &Self) -> Vec<FaitRisque> {
        differences(self, apres)
            .into_iter()
            .map(|champ| match champ {
                ChampAjustement::Gravite => apres
                    .gravite
                    .clone()
                    .map_or(FaitRisque::GraviteCalculee, FaitRisque::GraviteChoisie),
                ChampAjustement::Desactivation => apres
                    .desactivation
                    .clone()
                    .map_or(FaitRisque::Reactive, FaitRisque::Desactive),
            })
            .collect()
    }
}

impl RisquePropre {
    /// What changed between this value and a later one.
    #[must_use]
    pub fn faits(&self, apres: &Self) -> Vec<FaitRisque> {
        let champs = differences(self, apres);
        if champs.is_empty() {
            Vec::new()
        } else {
            vec![FaitRisque::Champs(champs)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_difference_is_one_fact_and_none_gives_none() {
        let rien = Ajustement::default();
        let retenue = GraviteRetenue {
            valeur: 4,
            raison: "Des mineurs.".to_owned(),
        };
        let tout = Ajustement {
            gravite: Some(retenue.clone()),
            desactivation: Some("Sans objet.".to_owned()),
        };
        assert!(rien.faits(&rien).is_empty() && tout.faits(&tout).is_empty());
        assert_eq!(
            rien.faits(&tout),
            [
                FaitRisque::GraviteChoisie(retenue),
                FaitRisque::Desactive("Sans objet.".to_owned())
            ]
        );
        assert_eq!(
            tout.faits(&rien),
            [FaitRisque::GraviteCalculee, FaitRisque::Reactive]
        );
        let avant = RisquePropre::default();
        let apres = RisquePropre {
            titre: "Départ".to_owned(),
            gravite_courante: 2,
            ..RisquePropre::default()
        };
        assert_eq!(
            avant.faits(&apres),
            [FaitRisque::Champs(vec![
                ChampRisquePropre::Titre,
                ChampRisquePropre::Gravite
            ])]
        );
    }
}
