//! An organisation as people see it: its name, its identifiers, its type (rules 1437, PU3-T1, F22).
//!
//! Invariant: a [`Fiche`] that exists is within its bounds and its identifiers have the right form;
//! whether they are allotted is not known here. The SIRET is read by [`crate::siret`].

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
        let mut identifiant = |champ: ChampOrganisation, saisi, raison, lire: Lire| {
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

type Lire = fn(&str) -> Option<String>;

/// A number of the national register of associations: `W`, then nine digits, of which the second
/// is a letter for Corsica and overseas (`W2A1000123`, `W9R1000123`). Blanks and case are forgiven.
#[must_use]
pub fn lire_rna(saisie: &str) -> Option<String> {
    let numero = compacte(saisie);
    let suite = numero.strip_prefix('W')?.as_bytes();
    let bon = suite.len() == 9
        && suite.iter().enumerate().all(|(rang, octet)| {
            octet.is_ascii_digit() || (rang == 1 && octet.is_ascii_uppercase())
        });
    bon.then_some(numero)
}

/// A European unique identifier: country, register, full stop, number in that register
/// (`DEK1101R.HRB116737`). Blanks and case are forgiven.
#[must_use]
pub fn lire_euid(saisie: &str) -> Option<String> {
    let euid = compacte(saisie);
    let (debut, numero) = euid.split_once('.')?;
    let (pays, registre) = debut.split_at_checked(2)?;
    // `FR.7501.…` is met as well as `FR7501.…`: the country may stand alone.
    let (registre, numero) = match registre.is_empty() {
        true => numero.split_once('.')?,
        false => (registre, numero),
    };
    let lettres = |texte: &str| {
        let permise = |c: char| c.is_ascii_alphanumeric() || "-_/.".contains(c);
        texte.starts_with(|c: char| c.is_ascii_alphanumeric()) && texte.chars().all(permise)
    };
    let bon = pays.chars().all(|c| c.is_ascii_uppercase())
        && lettres(registre)
        && lettres(numero)
        && euid.len() <= EUID_MAX;
    bon.then(|| format!("{pays}{registre}.{numero}"))
}

/// Without blanks, in capitals.
fn compacte(saisie: &str) -> String {
    let visibles = saisie.chars().filter(|c| !c.is_whitespace());
    visibles.flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn associations() {
        for (saisie, lu) in [
            ("W751234567", "W751234567"),
            ("w 2a1 000 123", "W2A1000123"),
            ("W9R1000123", "W9R1000123"),
        ] {
            assert_eq!(lire_rna(saisie).as_deref(), Some(lu));
        }
        for faux in [
            "",
            "W75123456",
            "W7512345678",
            "751234567",
            "WA51234567",
            "W75123456é",
        ] {
            assert_eq!(lire_rna(faux), None, "{faux}");
        }
    }

    #[test]
    fn companies_of_europe() {
        for (saisie, lu) in [
            ("DEK1101R.HRB116737", "DEK1101R.HRB116737"),
            ("fr7501.395 128 034", "FR7501.395128034"),
            ("FR.7501.395128034", "FR7501.395128034"),
        ] {
            assert_eq!(lire_euid(saisie).as_deref(), Some(lu));
        }
        let long = format!("FR7501.{}", "1".repeat(50));
        for faux in [
            "", "FR", "FR.1", "F7.1", "FR7501.", "12345.1", "ÉÀ1.2", "FR75<.1", &long,
        ] {
            assert_eq!(lire_euid(faux), None, "{faux}");
        }
    }

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

    proptest! {
        #[test]
        fn what_was_read_reads_again(saisie in "\\PC{0,60}|[A-Z]{2}[A-Z0-9.]{1,20}") {
            for lire in [lire_rna, lire_euid] {
                if let Some(lu) = lire(&saisie) {
                    prop_assert_eq!(lire(&lu), Some(lu));
                }
            }
        }
    }
}
