//! The état des lieux (F29): the measures of a service as plain questions, one at a time.
//!
//! Invariant: every measure of the service is asked exactly once, in the advised order; what was put
//! off comes back last, in the order it was put off; "je ne sais pas" is kept apart and not asked again.

use crate::catalogue::{Catalogue, Question, Theme};
use crate::ensemble::{Ensemble, MesureIdx};
use crate::statuts::Statuts;

/// What has been answered so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suivi {
    /// Statuses given.
    pub statuts: Statuts,
    /// Measures answered "je ne sais pas"; a status given later wins.
    pub inconnues: Ensemble,
    /// Measures put off, oldest first; the last mention counts.
    pub plus_tard: Vec<MesureIdx>,
}

/// How far one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Avancement {
    /// Questions of the service.
    pub total: u32,
    /// With a status.
    pub repondues: u32,
    /// Answered "je ne sais pas".
    pub inconnues: u32,
    /// Still to be asked, put off included.
    pub restantes: u32,
    /// Time to answer those, in seconds.
    pub secondes: u32,
}

impl Avancement {
    /// Time left, in minutes, rounded up.
    #[must_use]
    pub const fn minutes(&self) -> u32 {
        self.secondes.div_ceil(60)
    }
}

/// Questions that the same person can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interlocuteur<'a> {
    /// Who knows, in plain words.
    pub qui_sait: &'a str,
    /// Their questions, in the advised order.
    pub mesures: Vec<MesureIdx>,
}

impl Suivi {
    /// Measures answered "je ne sais pas" that still have no status.
    #[must_use]
    pub fn inconnues(&self, mesures: Ensemble) -> Ensemble {
        (mesures & self.inconnues) - self.statuts.renseignees()
    }

    /// Measures still to be asked.
    #[must_use]
    pub fn a_poser(&self, mesures: Ensemble) -> Ensemble {
        mesures - self.statuts.renseignees() - self.inconnues
    }
}

impl Catalogue {
    /// The questions of these measures, in the advised order.
    pub fn questions(&self, mesures: Ensemble) -> impl Iterator<Item = &Question> {
        self.questions
            .iter()
            .filter(move |q| mesures.contient(q.mesure))
    }

    /// The order in which the questions still to be asked come.
    #[must_use]
    pub fn file(&self, mesures: Ensemble, suivi: &Suivi) -> Vec<MesureIdx> {
        let a_poser = suivi.a_poser(mesures);
        let remises: Ensemble = suivi.plus_tard.iter().copied().collect();
        let mut file: Vec<MesureIdx> = self
            .questions(a_poser - remises)
            .map(|q| q.mesure)
            .collect();
        for (rang, mesure) in suivi.plus_tard.iter().enumerate() {
            let reprise = suivi.plus_tard.iter().skip(rang + 1).any(|m| m == mesure);
            if a_poser.contient(*mesure) && !reprise {
                file.push(*mesure);
            }
        }
        file
    }

    /// The next question, if any is left.
    #[must_use]
    pub fn prochaine(&self, mesures: Ensemble, suivi: &Suivi) -> Option<&Question> {
        self.file(mesures, suivi).first().map(|m| self.question(*m))
    }

    /// The question that follows one just seen: the next of those never put off, then what was put
    /// off, in turn. `None` when nothing else is left to ask.
    #[must_use]
    pub fn suivante(&self, mesures: Ensemble, suivi: &Suivi, vue: MesureIdx) -> Option<&Question> {
        let file = self.file(mesures, suivi);
        let rang = |mesure: MesureIdx| self.rangs_questions[mesure.rang()];
        let apres = |m: &&MesureIdx| !suivi.plus_tard.contains(m) && rang(**m) > rang(vue);
        let tour = file.iter().position(|m| *m == vue).map_or(0, |p| p + 1);
        file.iter()
            .find(apres)
            .or_else(|| file.iter().cycle().nth(tour))
            .filter(|m| **m != vue)
            .map(|m| self.question(*m))
    }

    /// How far one is over these measures.
    #[must_use]
    pub fn avancement(&self, mesures: Ensemble, suivi: &Suivi) -> Avancement {
        let a_poser = suivi.a_poser(mesures);
        Avancement {
            total: mesures.len(),
            repondues: (mesures & suivi.statuts.renseignees()).len(),
            inconnues: suivi.inconnues(mesures).len(),
            restantes: a_poser.len(),
            secondes: self.questions(a_poser).map(|q| u32::from(q.temps)).sum(),
        }
    }

    /// The same theme by theme, in order, for those the service has questions in.
    #[must_use]
    pub fn avancement_par_theme(
        &self,
        mesures: Ensemble,
        suivi: &Suivi,
    ) -> Vec<(&Theme, Avancement)> {
        let themes = self.themes().iter().enumerate();
        let avec_avancement = themes.map(|(rang, theme)| {
            let du_theme = self.questions(mesures).filter(|q| q.theme == rang);
            (
                theme,
                self.avancement(du_theme.map(|q| q.mesure).collect(), suivi),
            )
        });
        avec_avancement.filter(|(_, a)| a.total > 0).collect()
    }

    /// The questions nobody could answer yet, grouped by who knows, in the advised order.
    #[must_use]
    pub fn a_demander(&self, mesures: Ensemble, suivi: &Suivi) -> Vec<Interlocuteur<'_>> {
        let mut groupes: Vec<Interlocuteur<'_>> = Vec::new();
        for question in self.questions(suivi.inconnues(mesures)) {
            let connu = groupes.iter_mut().find(|g| g.qui_sait == question.qui_sait);
            match connu {
                Some(groupe) => groupe.mesures.push(question.mesure),
                None => groupes.push(Interlocuteur {
                    qui_sait: &question.qui_sait,
                    mesures: vec![question.mesure],
                }),
            }
        }
        groupes
    }
}
