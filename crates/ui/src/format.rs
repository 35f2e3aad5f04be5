//! French numbers, dates and plurals. Civil dates and hours are those of Europe/Paris.

use hypertext::context::{AttributeValue, Node};
use hypertext::{Buffer, Renderable};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::fmt::{self, Write};

/// Shows a value through its `Display`, escaped, as text or as an attribute.
macro_rules! rendre_par_display {
    ($($type:ty),+) => {$(
        impl Renderable<Node> for $type {
            fn render_to(&self, buffer: &mut Buffer<Node>) {
                Renderable::<Node>::render_to(&format_args!("{self}"), buffer);
            }
        }
        impl Renderable<AttributeValue> for $type {
            fn render_to(&self, buffer: &mut Buffer<AttributeValue>) {
                Renderable::<AttributeValue>::render_to(&format_args!("{self}"), buffer);
            }
        }
    )+};
}

/// An index in hundredths (0 to 500) as a person reads it: `3,1`.
///
/// Cut, not rounded: 0.98 is shown 0,9, so that a threshold never looks reached when it is not.
#[must_use]
pub const fn indice(centiemes: u16) -> Indice {
    Indice(centiemes)
}

/// See [`indice`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indice(u16);

impl fmt::Display for Indice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", self.0 / 100, self.0 % 100 / 10)
    }
}

/// An index in hundredths, whole: `3,12`; where two of them are compared.
#[must_use]
pub const fn indice_precis(centiemes: u16) -> IndicePrecis {
    IndicePrecis(centiemes)
}

/// See [`indice_precis`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndicePrecis(u16);

impl fmt::Display for IndicePrecis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{:02}", self.0 / 100, self.0 % 100)
    }
}

/// What something adds to the index, from 0 to 5, not rounded: `+0,03`.
///
/// Cut to the hundredth, never rounded up; what is there but below a hundredth is said to be.
#[must_use]
pub const fn gain(indice: f64) -> Gain {
    Gain(indice)
}

/// See [`gain`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain(f64);

impl fmt::Display for Gain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match domaine::indice::centiemes(self.0) {
            0 if self.0 > 0.0 => f.write_str("+\u{a0}moins de 0,01"),
            0 => f.write_str("+0"),
            centiemes => write!(f, "+{}", indice_precis(centiemes)),
        }
    }
}

/// A share as whole percents, cut: `97 %`. Zero out of zero is 0 %.
#[must_use]
pub fn pourcent(part: usize, total: usize) -> Pourcent {
    Pourcent((part * 100).checked_div(total).unwrap_or(0))
}

/// See [`pourcent`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pourcent(usize);

impl fmt::Display for Pourcent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\u{a0}%", self.0)
    }
}

/// A count and its noun, zero and one in the singular: `1 mesure`, `12 mesures`.
#[must_use]
pub const fn compte<'a>(nombre: usize, un: &'a str, plusieurs: &'a str) -> Compte<'a> {
    Compte(nombre, if nombre < 2 { un } else { plusieurs })
}

/// See [`compte`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compte<'a>(usize, &'a str);

impl fmt::Display for Compte<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\u{a0}{}", nombre(self.0), self.1)
    }
}

/// A whole number, its digits by three: `5 000`, `60 000`.
#[must_use]
pub const fn nombre(nombre: usize) -> Nombre {
    Nombre(nombre)
}

/// See [`nombre`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nombre(usize);

impl fmt::Display for Nombre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 / 1000 {
            0 => write!(f, "{}", self.0),
            milliers => write!(f, "{}\u{202f}{:03}", Self(milliers), self.0 % 1000),
        }
    }
}

const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// A civil date in full: `9 mars 2027`, `1er mai 2027`.
#[must_use]
pub const fn date(jour: Date) -> Jour {
    Jour(jour)
}

/// A civil date in a few letters: `9 mars`, `12 nov.`.
#[must_use]
pub fn jour_court(instant: Timestamp) -> String {
    let jour = instant.to_zoned(paris()).date();
    let suffixe = if jour.day() == 1 { "er" } else { "" };
    format!("{}{suffixe}\u{a0}{}", jour.day(), mois_abrege(jour))
}

/// The month of a civil date, in a few letters: `nov. 2026`.
#[must_use]
pub fn mois_court(jour: Date) -> String {
    format!("{}\u{a0}{}", mois_abrege(jour), jour.year())
}

fn mois_abrege(jour: Date) -> &'static str {
    const ABREGES: [&str; 12] = [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ];
    let rang = usize::try_from(jour.month() - 1).ok();
    rang.and_then(|rang| ABREGES.get(rang))
        .copied()
        .unwrap_or_default()
}

/// The civil date of an instant in Europe/Paris.
#[must_use]
pub fn date_civile(instant: Timestamp) -> Date {
    instant.to_zoned(paris()).date()
}

/// The civil date of an instant in Europe/Paris, in full.
#[must_use]
pub fn jour(instant: Timestamp) -> Jour {
    Jour(instant.to_zoned(paris()).date())
}

/// The day it is in Europe/Paris at an instant.
#[must_use]
pub fn jour_civil(instant: Timestamp) -> Date {
    instant.to_zoned(paris()).date()
}

/// See [`date`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jour(Date);

impl fmt::Display for Jour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numero = self.0.day();
        let suffixe = if numero == 1 { "er" } else { "" };
        let mois = usize::try_from(self.0.month() - 1)
            .ok()
            .and_then(|rang| MOIS.get(rang));
        write!(
            f,
            "{numero}{suffixe}\u{a0}{}\u{a0}{}",
            mois.copied().unwrap_or_default(),
            self.0.year()
        )
    }
}

/// The hour of an instant in Europe/Paris: `14 h 12`.
#[must_use]
pub fn heure(instant: Timestamp) -> Heure {
    let heure = instant.to_zoned(paris()).time();
    Heure(heure.hour(), heure.minute())
}

/// See [`heure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heure(i8, i8);

impl fmt::Display for Heure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\u{a0}h\u{a0}{:02}", self.0, self.1)
    }
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

/// A text of the catalogue with French typography: `’`, and no line break before `: ; ! ? » %`.
///
/// For our own data only: what a person typed is shown as it was typed.
#[must_use]
pub const fn typo(texte: &str) -> Typo<'_> {
    Typo { texte, tiret: '-' }
}

/// The same for a heading, whose words never break at a hyphen: "a-t-elle" stays whole.
#[must_use]
pub const fn typo_titre(texte: &str) -> Typo<'_> {
    Typo {
        texte,
        tiret: '\u{2011}',
    }
}

/// See [`typo`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typo<'a> {
    texte: &'a str,
    /// What a hyphen is written with.
    tiret: char,
}

impl fmt::Display for Typo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Only these three ever change: what is between them is written at once.
        let mut reste = self.texte;
        while let Some(place) = reste.find(['\'', '-', ' ']) {
            let (avant, suite) = reste.split_at(place);
            f.write_str(avant)?;
            let (signe, suite) = suite.split_at(1);
            match signe {
                "'" => f.write_char('’')?,
                "-" => f.write_char(self.tiret)?,
                _ if suite.starts_with([':', ';', '!', '?', '»', '%']) || avant.ends_with('«') => {
                    f.write_char('\u{a0}')?;
                }
                _ => f.write_str(signe)?,
            }
            reste = suite;
        }
        f.write_str(reste)
    }
}

rendre_par_display!(
    Indice,
    Pourcent,
    Compte<'_>,
    Nombre,
    Jour,
    Heure,
    Typo<'_>,
    IndicePrecis,
    Gain
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_french() {
        assert_eq!(indice(312).to_string(), "3,1");
        assert_eq!(indice(98).to_string(), "0,9");
        assert_eq!(indice(500).to_string(), "5,0");
        assert_eq!(indice_precis(306).to_string(), "3,06");
        assert_eq!(gain(0.0399).to_string(), "+0,03");
        assert_eq!(gain(0.004).to_string(), "+\u{a0}moins de 0,01");
        assert_eq!(gain(0.0).to_string(), "+0");
        assert_eq!(pourcent(29, 30).to_string(), "96\u{a0}%");
        assert_eq!(pourcent(0, 0).to_string(), "0\u{a0}%");
        assert_eq!(compte(0, "mesure", "mesures").to_string(), "0\u{a0}mesure");
        assert_eq!(compte(2, "mesure", "mesures").to_string(), "2\u{a0}mesures");
        assert_eq!(nombre(999).to_string(), "999");
        assert_eq!(nombre(5000).to_string(), "5\u{202f}000");
        assert_eq!(nombre(1_060_004).to_string(), "1\u{202f}060\u{202f}004");
    }

    #[test]
    fn dates_are_those_of_paris() {
        let instant: Timestamp = "2027-03-08T23:12:00Z".parse().unwrap();
        assert_eq!(jour(instant).to_string(), "9\u{a0}mars\u{a0}2027");
        assert_eq!(heure(instant).to_string(), "0\u{a0}h\u{a0}12");
        assert_eq!(jour_court(instant), "9\u{a0}mars");
        assert_eq!(mois_court(date_civile(instant)), "mars\u{a0}2027");
        let ete: Timestamp = "2026-07-01T12:05:00Z".parse().unwrap();
        assert_eq!(jour(ete).to_string(), "1er\u{a0}juillet\u{a0}2026");
        assert_eq!(heure(ete).to_string(), "14\u{a0}h\u{a0}05");
    }

    #[test]
    fn catalogue_texts_get_french_typography() {
        assert_eq!(
            typo("L'outil : est-ce « sûr » ?").to_string(),
            "L’outil\u{a0}: est-ce «\u{a0}sûr\u{a0}»\u{a0}?"
        );
        assert_eq!(typo_titre("A-t-il ?").to_string(), "A‑t‑il\u{a0}?");
    }

    #[test]
    fn markup_is_escaped_in_both_contexts() {
        let balise = typo("<b title=\"x\">");
        assert_eq!(
            Renderable::<Node>::render(&balise).as_inner(),
            "&lt;b title=\"x\"&gt;"
        );
        let mut attribut = Buffer::new();
        Renderable::<AttributeValue>::render_to(&balise, attribut.as_attribute_buffer());
        assert_eq!(
            attribut.rendered().as_inner(),
            "&lt;b title=&quot;x&quot;&gt;"
        );
    }
}
