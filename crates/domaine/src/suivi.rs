//! The follow-up of a measure: where it stands, how, how urgent, by when, by whom.
//!
//! Invariant: a status, "je ne sais pas", "plus tard" and the reason for declining are one answer:
//! they change together, and a reason is kept only with a measure that is declined (F30).

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::par_champs;
use crate::saisie::{Raison, controler};
use crate::texte::normaliser;
use crate::vocabulaire::Statut;

/// Longest reason for declining a measure, in characters.
pub const MOTIF_MAX: usize = 1000;

/// Longest details of implementation, in characters.
pub const DETAILS_MAX: usize = 5000;

/// Years a deadline may fall in.
pub const ANNEES: std::ops::RangeInclusive<i16> = 2000..=2199;

vocabulaire! {
    /// How urgent the team says a measure is.
    Priorite {
        Haute = "haute",
        Moyenne = "moyenne",
        Basse = "basse",
    }

    /// A field of the follow-up, in the order they are shown.
    ChampMesure {
        /// Where it stands, with the reason when it is declined.
        Reponse = "reponse",
        /// How it is carried out.
        Details = "details",
        Priorite = "priorite",
        Echeance = "echeance",
        Responsables = "responsables",
    }
}

/// What the team says of a measure, whatever its kind; also the body of its journal lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SuiviMesure {
    /// Where it stands, if anyone said.
    pub statut: Option<Statut>,
    /// "Je ne sais pas".
    pub incertaine: bool,
    /// "Plus tard".
    pub reportee: bool,
    /// Why it is declined; empty otherwise.
    pub motif: String,
    /// How it is carried out ("modalités de mise en œuvre"); empty when nothing was written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub details: String,
    /// How urgent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priorite: Option<Priorite>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub echeance: Option<Date>,
    /// By whom: accounts of members of the service.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub responsables: BTreeSet<Uuid>,
}

par_champs! {
    SuiviMesure, ChampMesure {
        Reponse => statut, incertaine, reportee, motif;
        Details => details;
        Priorite => priorite;
        Echeance => echeance;
        Responsables => responsables;
    }
}

impl SuiviMesure {
    /// Its stored form: texts normalised, no reason without a measure that is declined.
    #[must_use]
    pub fn normalise(self) -> Self {
        let ecartee = self.statut == Some(Statut::NonFait);
        Self {
            motif: if ecartee {
                normaliser(&self.motif)
            } else {
                String::new()
            },
            details: normaliser(&self.details),
            ..self
        }
    }

    /// The first thing that cannot be accepted in it, normalised: the form field, and why.
    #[must_use]
    pub fn refus(&self) -> Option<(&'static str, Raison)> {
        if self.statut == Some(Statut::NonFait) && self.motif.is_empty() {
            return Some(("motif", Raison::Vide));
        }
        let motif = controler(&self.motif, MOTIF_MAX, false).map(|raison| ("motif", raison));
        let details =
            || controler(&self.details, DETAILS_MAX, false).map(|raison| ("details", raison));
        let hors_calendrier = |date: Date| !ANNEES.contains(&date.year());
        let echeance = || {
            let refusee = self.echeance.is_some_and(hors_calendrier);
            refusee.then_some(("echeance", Raison::DateInvalide))
        };
        motif.or_else(details).or_else(echeance)
    }

    /// Whether its deadline is over on that day and the measure is neither done nor declined.
    #[must_use]
    pub fn en_retard(&self, jour: Date) -> bool {
        let close = matches!(self.statut, Some(Statut::Fait | Statut::NonFait));
        !close && self.echeance.is_some_and(|echeance| echeance < jour)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fusion::{differences, fusionner};
    use crate::vocabulaire::Vocabulaire;

    fn le(date: &str) -> Option<Date> {
        Some(date.parse().unwrap())
    }

    fn plein() -> SuiviMesure {
        SuiviMesure {
            statut: Some(Statut::NonFait),
            incertaine: false,
            reportee: false,
            motif: "Sans objet ici.".into(),
            details: "Rien à faire.".into(),
            priorite: Some(Priorite::Basse),
            echeance: le("2026-12-31"),
            responsables: BTreeSet::from([Uuid::from_u128(1)]),
        }
    }

    #[test]
    fn every_field_is_merged_and_told_apart() {
        let vide = SuiviMesure::default();
        assert_eq!(differences(&vide, &plein()), ChampMesure::TOUS);
        let details = SuiviMesure {
            details: "Au clair.".into(),
            ..SuiviMesure::default()
        };
        let echeance = SuiviMesure {
            echeance: le("2027-01-31"),
            ..SuiviMesure::default()
        };
        let fusion = fusionner(&vide, &details, &echeance);
        assert_eq!(fusion.repris, [ChampMesure::Details]);
        assert!(fusion.conflits.is_empty());
        assert_eq!(
            (fusion.valeur.details.as_str(), fusion.valeur.echeance),
            ("Au clair.", le("2027-01-31"))
        );
    }

    #[test]
    fn a_status_and_its_reason_are_one_answer() {
        let fait = SuiviMesure {
            statut: Some(Statut::Fait),
            ..SuiviMesure::default()
        };
        let ecartee = SuiviMesure {
            details: String::new(),
            priorite: None,
            echeance: None,
            responsables: BTreeSet::new(),
            ..plein()
        };
        let fusion = fusionner(&SuiviMesure::default(), &fait, &ecartee);
        assert_eq!(fusion.conflits, [ChampMesure::Reponse]);
        assert_eq!(fusion.valeur, fait);
    }

    #[test]
    fn declining_needs_a_reason_and_only_declining_keeps_one() {
        let sans = SuiviMesure {
            motif: " \u{200b} ".into(),
            ..plein()
        };
        assert_eq!(sans.normalise().refus(), Some(("motif", Raison::Vide)));
        let fait = SuiviMesure {
            statut: Some(Statut::Fait),
            ..plein()
        };
        assert_eq!(fait.normalise().motif, "");
    }

    #[test]
    fn texts_and_dates_are_bounded() {
        let trop = |details: String, echeance| SuiviMesure {
            details,
            echeance,
            ..plein()
        };
        let refus = |suivi: SuiviMesure| suivi.normalise().refus();
        let max = DETAILS_MAX;
        assert_eq!(
            refus(trop("é".repeat(max + 1), None)),
            Some(("details", Raison::TropLong { max }))
        );
        assert_eq!(refus(trop("é".repeat(max), le("2199-12-31"))), None);
        assert_eq!(
            refus(trop(String::new(), le("1999-12-31"))),
            Some(("echeance", Raison::DateInvalide))
        );
        assert_eq!(
            refus(trop("a\u{202e}b".into(), None)),
            Some(("details", Raison::CaractereInterdit))
        );
    }

    #[test]
    fn late_is_open_after_its_deadline() {
        let ouverte = SuiviMesure {
            statut: Some(Statut::EnCours),
            ..plein()
        };
        let jour = |date: &str| date.parse().unwrap();
        assert!(ouverte.en_retard(jour("2027-01-01")));
        assert!(!ouverte.en_retard(jour("2026-12-31")));
        assert!(!plein().en_retard(jour("2027-01-01")));
    }

    #[test]
    fn lines_written_before_the_plan_existed_still_read() {
        let ancienne = r#"{"statut":"nonFait","incertaine":false,"reportee":false,"motif":"Non."}"#;
        let lue: SuiviMesure = serde_json::from_str(ancienne).unwrap();
        assert_eq!(
            (lue.statut, lue.motif.as_str(), lue.details.as_str()),
            (Some(Statut::NonFait), "Non.", "")
        );
        let nouvelle: SuiviMesure =
            serde_json::from_str(&serde_json::to_string(&plein()).unwrap()).unwrap();
        assert_eq!(nouvelle, plein());
    }

    #[test]
    fn words_read_back() {
        for priorite in Priorite::TOUS {
            assert_eq!(
                <Priorite as Vocabulaire>::depuis_id(priorite.id()),
                Some(*priorite)
            );
        }
    }
}
