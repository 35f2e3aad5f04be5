//! The past of the demonstration: who answered what, and when, over months.
//!
//! Invariant: it ends where the stage of the service says, and is the same at each run apart from
//! the day it is counted back from.

use application::mesures::Reponse;
use domaine::vocabulaire::Exigence;
use jiff::SignedDuration;

use super::services::Stade;

/// Questions answered in one sitting.
const PAR_SEANCE: usize = 20;

/// Days between two sittings, later on.
const RYTHME: usize = 9;

/// Something said of a measure, some time after the service was made.
pub(super) struct Pas {
    /// How long after.
    pub(super) apres: SignedDuration,
    /// Rank of its author among those who answer.
    pub(super) auteur: usize,
    /// Rank of the question.
    pub(super) rang: usize,
    /// How many times it was answered before.
    pub(super) version: i64,
    /// What is said.
    pub(super) reponse: Reponse,
}

impl Stade {
    /// How many days ago a service at this stage was made.
    pub(super) const fn jours(self) -> usize {
        match self {
            Self::Brouillon => 3,
            Self::Decrit => 6,
            Self::Commence => 16,
            Self::Fragile => 75,
            Self::Avance => 215,
            Self::Solide => 260,
            Self::Abouti => 330,
        }
    }

    /// Whether its measures were carried out over time: then answers changed.
    const fn progresse(self) -> bool {
        matches!(self, Self::Avance | Self::Solide | Self::Abouti)
    }
}

/// Everything that was said of the measures of a service, in order. `exigences` are those of its
/// questions, `auteurs` how many people answer.
pub(super) fn histoire(stade: Stade, exigences: &[Option<Exigence>], auteurs: usize) -> Vec<Pas> {
    let mut pas = Vec::new();
    for (rang, exigence) in exigences.iter().enumerate() {
        let Some(finale) = stade.reponse(rang, *exigence) else {
            continue;
        };
        let seance = rang / PAR_SEANCE;
        let avant = auparavant(stade, rang, &finale);
        let nombre = avant.len();
        let debut = duree(2 + 3 * seance, 10 + 2 * (rang % PAR_SEANCE));
        for (version, reponse) in avant.into_iter().chain([finale]).enumerate() {
            let jour = quand(stade, rang, version, nombre);
            pas.push(Pas {
                apres: jour.unwrap_or(debut),
                auteur: jour.map_or(seance, jours) % auteurs.max(1),
                rang,
                version: i64::try_from(version).unwrap_or(0),
                reponse,
            });
        }
    }
    pas.sort_by_key(|un| un.apres);
    pas
}

/// What was said before the last answer.
fn auparavant(stade: Stade, rang: usize, finale: &Reponse) -> Vec<Reponse> {
    match (stade.progresse() && *finale == Reponse::Fait, rang % 4) {
        (true, 1) => vec![Reponse::ALancer, Reponse::EnCours],
        (true, 3) => vec![Reponse::EnCours],
        _ => Vec::new(),
    }
}

/// When an answer that is not the first one was given: spread over the life of the service, the
/// last one latest. None for the first.
fn quand(stade: Stade, rang: usize, version: usize, derniere: usize) -> Option<SignedDuration> {
    if version == 0 {
        return None;
    }
    let duree_de_vie = stade.jours();
    // Sittings from yesterday back to the end of the first ones.
    let fin = duree_de_vie - 1 - (rang * 53) % (duree_de_vie - 21) / RYTHME * RYTHME;
    let jour = if version == derniere {
        fin
    } else {
        18 + (fin - 18) / (2 * RYTHME) * RYTHME
    };
    Some(duree(jour, 20 + (rang * 7) % 50))
}

/// Whole days of a duration: those of a same sitting are the same person's.
fn jours(duree: SignedDuration) -> usize {
    usize::try_from(duree.as_hours() / 24).unwrap_or(0)
}

fn duree(jours: usize, minutes: usize) -> SignedDuration {
    let minutes = i64::try_from(jours * 24 * 60 + minutes).unwrap_or(0);
    SignedDuration::from_mins(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_history_ends_at_its_stage_and_each_answer_follows_the_one_before() {
        let exigences = [Some(Exigence::Indispensable); 90];
        for stade in [
            Stade::Decrit,
            Stade::Commence,
            Stade::Fragile,
            Stade::Avance,
            Stade::Solide,
            Stade::Abouti,
        ] {
            let mut dites: BTreeMap<usize, (i64, Reponse)> = BTreeMap::new();
            let mut avant = SignedDuration::ZERO;
            for pas in histoire(stade, &exigences, 3) {
                assert!(avant <= pas.apres && pas.auteur < 3);
                avant = pas.apres;
                let attendue = dites.get(&pas.rang).map_or(0, |(version, _)| version + 1);
                assert_eq!(pas.version, attendue);
                dites.insert(pas.rang, (pas.version, pas.reponse));
            }
            assert!(avant < duree(stade.jours(), 0), "nothing in the future");
            for (rang, exigence) in exigences.iter().enumerate() {
                let derniere = dites.remove(&rang).map(|(_, reponse)| reponse);
                assert_eq!(derniere, stade.reponse(rang, *exigence));
            }
        }
    }
}
