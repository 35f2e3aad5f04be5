//! An organisation as people see it: its name, its identifiers, its type (rules 1437, PU3-T1, F22).
//!
//! Invariant: a [`Fiche`] that exists is within its bounds and its identifiers have the right form;
//! whether they are allotted is not known here.

mod identifiants;

pub use identifiants::{Identifiant, lire_euid, lire_rna};

use crate::par_champs;
use crate::saisie::{Raison, controler};
use crate::texte::normaliser_ligne;
use serde::{Deserialize, Serialize};

/// Longest name, in characters.
pub const NOM_MAX: usize = 200;
/// Longest European identifier, in characters.
pub const EUID_MAX: usize = 50;

vocabulaire! {
    /// What kind of public body it is (F22).
    TypeEntite {
        /// A commune, new or associated.
        Commune = "commune",
        /// Communes that act together: community, metropolis, syndicate.
        Epci = "epci",
        /// A département.
        Departement = "departement",
        /// A region, or a collectivity with a status of its own.
        Region = "region",
        /// The State: central administration, deconcentrated service, independent authority.
        Etat = "etat",
        /// A national or local public establishment.
        EtablissementPublic = "etablissementPublic",
        /// A public hospital or a public medico-social establishment.
        EtablissementSante = "etablissementSante",
        /// A school, a university, a research body.
        EnseignementRecherche = "enseignementRecherche",
        /// A private body entrusted with a public service.
        DelegataireServicePublic = "delegataireServicePublic",
        /// Something else.
        Autre = "autre",
    }

    /// The parts of a [`Fiche`].
    ChampOrganisation {
        Nom = "nom",
        TypeEntite = "typeEntite",
        Rna = "rna",
        Euid = "euid",
    }
}

/// What is kept of an organisation besides its SIRET.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fiche {
    /// Its name.
    pub nom: String,
    /// What it is; none when nobody said.
    pub type_entite: Option<TypeEntite>,
    /// Its number in the register of associations, when it is one.
    pub rna: Option<String>,
    /// Its European identifier, when it has one.
    pub euid: Option<String>,
}

par_champs! {
    Fiche, ChampOrganisation {
        Nom => nom;
        TypeEntite => type_entite;
        Rna => rna;
        Euid => euid;
    }
}

/// The same as typed: nothing checked yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FicheSaisie {
    /// The name.
    pub nom: String,
    /// The type, by its identifier; empty when nothing was chosen.
    pub type_entite: String,
    /// The RNA number; may be empty.
    pub rna: String,
    /// The EUID; may be empty.
    pub euid: String,
}

impl From<&Fiche> for FicheSaisie {
    fn from(fiche: &Fiche) -> Self {
        Self {
            nom: fiche.nom.clone(),
            type_entite: fiche.type_entite.map_or("", TypeEntite::id).to_owned(),
            rna: fiche.rna.clone().unwrap_or_default(),
            euid: fiche.euid.clone().unwrap_or_default(),
        }
    }
}

impl FicheSaisie {
    /// The stored form of what was typed.
    ///
    /// # Errors
    /// Every part to look at again, by its name: never empty.
    pub fn lire(&self) -> Result<Fiche, Vec<(&'static str, Raison)>> {
        let mut refus = Vec::new();
        let nom = normaliser_ligne(&self.nom);
        if let Some(raison) = controler(&nom, NOM_MAX, true) {
            refus.push((ChampOrganisation::Nom.id(), raison));
        }
        let type_entite = TypeEntite::depuis_id(&self.type_entite);
        if type_entite.is_none() && !self.type_entite.is_empty() {
            refus.push((ChampOrganisation::TypeEntite.id(), Raison::Inconnu));
        }
        let mut identifiant =
            |champ: ChampOrganisation, saisi, raison, lire: fn(&str) -> Option<String>| {
                let saisi = normaliser_ligne(saisi);
                let lu = lire(&saisi);
                if lu.is_none() && !saisi.is_empty() {
                    refus.push((champ.id(), raison));
                }
                lu
            };
        let rna = identifiant(
            ChampOrganisation::Rna,
            &self.rna,
            Raison::RnaInvalide,
            lire_rna,
        );
        let euid = identifiant(
            ChampOrganisation::Euid,
            &self.euid,
            Raison::EuidInvalide,
            lire_euid,
        );
        if !refus.is_empty() {
            return Err(refus);
        }
        Ok(Fiche {
            nom,
            type_entite,
            rna,
            euid,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_looked_at() {
        let saisie = FicheSaisie {
            nom: " ".into(),
            type_entite: "royaume".into(),
            rna: "12".into(),
            euid: "12".into(),
        };
        let refus = saisie.lire().unwrap_err();
        let champs: Vec<_> = refus.iter().map(|(champ, _)| *champ).collect();
        assert_eq!(champs, ["nom", "typeEntite", "rna", "euid"]);
        let fiche = Fiche {
            nom: "Ville de Saint-Aubin".into(),
            type_entite: Some(TypeEntite::Commune),
            rna: None,
            euid: None,
        };
        assert_eq!(FicheSaisie::from(&fiche).lire(), Ok(fiche));
    }
}
