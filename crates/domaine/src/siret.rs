//! SIRET numbers: fourteen digits whose key is Luhn's, or La Poste's own rule.
//!
//! Invariant: a `Siret` that exists has a right key; whether the establishment exists is not known here.

use std::fmt;

/// SIREN of La Poste, whose establishments mostly do not follow Luhn's rule.
const LA_POSTE: &[u8] = b"356000000";

/// A SIRET whose key is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siret([u8; 14]);

impl Siret {
    /// Reads fourteen digits; blanks (ordinary, no-break, narrow) between them are forgiven.
    ///
    /// `None` when there are not exactly fourteen digits or when the key is wrong. An
    /// establishment of La Poste is accepted when its digits add up to a multiple of five; its
    /// head office follows Luhn's rule like everyone.
    #[must_use]
    pub fn lire(saisie: &str) -> Option<Self> {
        let mut chiffres = [0u8; 14];
        let mut rang = 0;
        for c in saisie.chars().filter(|c| !c.is_whitespace()) {
            let octet = u8::try_from(c).ok().filter(u8::is_ascii_digit)?;
            *chiffres.get_mut(rang)? = octet;
            rang += 1;
        }
        let la_poste = chiffres.starts_with(LA_POSTE) && somme(&chiffres).is_multiple_of(5);
        (rang == 14 && (luhn(&chiffres) || la_poste)).then_some(Self(chiffres))
    }

    /// The fourteen digits, without blanks.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only ASCII digits are ever stored: the conversion cannot fail.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The SIREN of the body the establishment belongs to: its first nine digits.
    #[must_use]
    pub fn siren(&self) -> &str {
        self.as_str().get(..9).unwrap_or_default()
    }
}

/// Nine digits whose key is right: what names a body, its establishments having a SIRET each.
///
/// `None` when there are not exactly nine digits or when the key is wrong. Blanks are forgiven.
#[must_use]
pub fn lire_siren(saisie: &str) -> Option<String> {
    let chiffres: String = saisie.chars().filter(|c| !c.is_whitespace()).collect();
    let neuf = chiffres.len() == 9 && chiffres.bytes().all(|o| o.is_ascii_digit());
    (neuf && luhn(chiffres.as_bytes())).then_some(chiffres)
}

impl fmt::Display for Siret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn somme(chiffres: &[u8]) -> u32 {
    chiffres.iter().map(|c| u32::from(c - b'0')).sum()
}

fn luhn(chiffres: &[u8]) -> bool {
    let total: u32 = chiffres
        .iter()
        .rev()
        .enumerate()
        .map(|(rang, c)| {
            let valeur = u32::from(c - b'0') * if rang % 2 == 1 { 2 } else { 1 };
            if valeur > 9 { valeur - 9 } else { valeur }
        })
        .sum();
    total.is_multiple_of(10) && chiffres.iter().any(|c| *c != b'0')
}

#[cfg(test)]
mod tests {
    use super::{Siret, lire_siren};
    use proptest::prelude::*;

    #[test]
    fn luhn_keys() {
        for bon in ["21670482500019", "13002526500013", "732 829 320 00074"] {
            assert!(Siret::lire(bon).is_some(), "{bon}");
        }
        for faux in [
            "21670482500018",
            "2167048250001",
            "216704825000190",
            "",
            "00000000000000",
            "2167048250001A",
            "２１６７０４８２５０００１９",
        ] {
            assert!(Siret::lire(faux).is_none(), "{faux}");
        }
    }

    #[test]
    fn a_siren_is_the_beginning() {
        let siret = Siret::lire("13002526500013").unwrap();
        assert_eq!(siret.siren(), "130025265");
        assert_eq!(lire_siren("130 025 265").as_deref(), Some("130025265"));
        // La Poste's own follows the rule of everyone.
        assert!(lire_siren("356000000").is_some());
        for faux in [
            "",
            "130025264",
            "13002526",
            "1300252650",
            "13002526A",
            "000000000",
        ] {
            assert_eq!(lire_siren(faux), None, "{faux}");
        }
    }

    #[test]
    fn la_poste() {
        // Head office: Luhn holds. 35600000049837: the sum of the digits is 45, Luhn does not hold.
        assert!(Siret::lire("35600000000048").is_some());
        assert!(Siret::lire("35600000049837").is_some());
        assert!(Siret::lire("35600000049838").is_none());
        // The exception is La Poste's alone: same sum, other SIREN.
        assert!(Siret::lire("35600001049836").is_none());
    }

    proptest! {
        #[test]
        fn never_panics_and_reads_back(saisie in "\\PC{0,20}|[0-9 \u{a0}]{10,18}") {
            if let Some(siret) = Siret::lire(&saisie) {
                prop_assert_eq!(Siret::lire(siret.as_str()), Some(siret));
                prop_assert_eq!(siret.as_str().len(), 14);
            }
        }

        #[test]
        fn one_wrong_digit_is_always_seen(rang in 0usize..14, plus in 1u8..10) {
            let mut chiffres = *b"21670482500019";
            chiffres[rang] = b'0' + (chiffres[rang] - b'0' + plus) % 10;
            let faux = String::from_utf8_lossy(&chiffres).into_owned();
            prop_assert!(Siret::lire(&faux).is_none());
        }
    }
}
