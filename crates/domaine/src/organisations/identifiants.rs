//! What names an organisation: SIRET or SIREN, RNA, EUID (rules 1437, PU3-T1).
//!
//! Invariant: whatever has a key is read only when its key is right; whether it was ever allotted
//! is not known here.

use std::fmt;

use super::EUID_MAX;
use crate::siret::{Siret, lire_siren};

/// What an organisation is found by: one of the numbers of the registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identifiant {
    /// An establishment of a French body.
    Siret(Siret),
    /// A French body as a whole.
    Siren(String),
    /// An association without a SIREN.
    Rna(String),
    /// A body of another country.
    Euid(String),
}

impl Identifiant {
    /// Reads any of them; blanks and case are forgiven. Their forms never meet.
    #[must_use]
    pub fn lire(saisie: &str) -> Option<Self> {
        let siret = || Siret::lire(saisie).map(Self::Siret);
        let siren = || lire_siren(saisie).map(Self::Siren);
        let rna = || lire_rna(saisie).map(Self::Rna);
        let euid = || lire_euid(saisie).map(Self::Euid);
        siret().or_else(siren).or_else(rna).or_else(euid)
    }

    /// Which register it comes from, as people call it.
    #[must_use]
    pub const fn registre(&self) -> &'static str {
        match self {
            Self::Siret(_) => "SIRET",
            Self::Siren(_) => "SIREN",
            Self::Rna(_) => "RNA",
            Self::Euid(_) => "EUID",
        }
    }
}

impl fmt::Display for Identifiant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Siret(siret) => siret.fmt(f),
            Self::Siren(numero) | Self::Rna(numero) | Self::Euid(numero) => f.write_str(numero),
        }
    }
}

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
/// (`DEK1101R.HRB116737`). Blanks and case are forgiven. Where the number of the register has a
/// key we know (France, Belgium), it is checked.
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
        && cle_juste(pays, numero)
        && euid.len() <= EUID_MAX;
    bon.then(|| format!("{pays}{registre}.{numero}"))
}

/// Whether the key of a number of a register is right, where there is one and we know it: the
/// SIREN in France, the enterprise number in Belgium (its last two digits complete the others,
/// modulo 97).
fn cle_juste(pays: &str, numero: &str) -> bool {
    match pays {
        "FR" => lire_siren(numero).is_some(),
        "BE" => {
            let chiffres: String = numero.chars().filter(|c| *c != '.').collect();
            let parts = chiffres.split_at_checked(8);
            let lus = parts.and_then(|(corps, cle)| {
                let cle = (cle.len() == 2).then_some(cle)?;
                Some((corps.parse::<u32>().ok()?, cle.parse::<u32>().ok()?))
            });
            lus.is_some_and(|(corps, cle)| 97 - corps % 97 == cle)
        }
        _ => true,
    }
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
            ("fr7501.732 829 320", "FR7501.732829320"),
            ("FR.7501.732829320", "FR7501.732829320"),
            ("BEKBOBCE.0403.170.701", "BEKBOBCE.0403.170.701"),
        ] {
            assert_eq!(lire_euid(saisie).as_deref(), Some(lu));
        }
        let long = format!("DE7501.{}", "1".repeat(50));
        for faux in [
            "",
            "FR",
            "FR.1",
            "F7.1",
            "FR7501.",
            "12345.1",
            "ÉÀ1.2",
            "DE75<.1",
            &long,
            // Wrong keys.
            "FR7501.732829321",
            "FR7501.HRB1",
            "BEKBOBCE.0403.170.702",
            "BEKBOBCE.0403",
            "BEKBOBCE.04031707é",
        ] {
            assert_eq!(lire_euid(faux), None, "{faux}");
        }
    }

    #[test]
    fn any_of_them_names_an_organisation() {
        for (saisie, registre, lu) in [
            ("216 704 825 00019", "SIRET", "21670482500019"),
            ("130 025 265", "SIREN", "130025265"),
            ("w751234567", "RNA", "W751234567"),
            ("DEK1101R.HRB116737", "EUID", "DEK1101R.HRB116737"),
        ] {
            let identifiant = Identifiant::lire(saisie).unwrap();
            assert_eq!(identifiant.registre(), registre);
            assert_eq!(identifiant.to_string(), lu);
        }
        for faux in ["", "21670482500018", "130025264", "Saint-Aubin"] {
            assert_eq!(Identifiant::lire(faux), None);
        }
    }

    proptest! {
        #[test]
        fn what_was_read_reads_again(saisie in "\\PC{0,60}|[A-Z]{2}[A-Z0-9.]{1,20}|[0-9 ]{9,14}") {
            for lire in [lire_rna, lire_euid] {
                if let Some(lu) = lire(&saisie) {
                    prop_assert_eq!(lire(&lu), Some(lu));
                }
            }
            if let Some(lu) = Identifiant::lire(&saisie) {
                prop_assert_eq!(Identifiant::lire(&lu.to_string()), Some(lu));
            }
        }
    }
}
