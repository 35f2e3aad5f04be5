//! A catalogue: measures, questions, questionnaire, rules, risks, of one version.
//!
//! Invariant: it is complete and coherent once built (the loader checks every reference); a dossier
//! for ever keeps the version it was decided on.

use crate::besoins::Baremes;
use crate::ensemble::{Ensemble, MesureIdx};
use crate::mesures::Regles;
use crate::questionnaire::Questionnaire;
use crate::reponses::Reponses;
use crate::risques::ModeleRisques;
use crate::vocabulaire::{Acteur, Categorie, Delai, Effort, Thematique};
use std::collections::HashMap;

/// Everything the engine and the pages read, of one version.
#[derive(Clone, Debug)]
pub struct Catalogue {
    version: String,
    mesures: Vec<Mesure>,
    rangs: HashMap<String, MesureIdx>,
    par_categorie: [Ensemble; Categorie::TOUS.len()],
    pub(crate) themes: Vec<Theme>,
    pub(crate) questions: Vec<Question>,
    pub(crate) rangs_questions: Vec<usize>,
    /// The words of the description.
    pub questionnaire: Questionnaire,
    /// The figures of the required level.
    pub baremes: Baremes,
    /// The rules table.
    pub regles: Regles,
    /// The risk model.
    pub risques: ModeleRisques,
    /// Ready-made descriptions to start from.
    pub exemples: Vec<Exemple>,
}

/// The parts a catalogue is built from; references between them are already resolved.
#[derive(Clone, Debug)]
pub struct Parties {
    /// Name and version: `mss-v2`…
    pub version: String,
    /// Measures, in catalogue order.
    pub mesures: Vec<Mesure>,
    /// Themes of the état des lieux, in order.
    pub themes: Vec<Theme>,
    /// Questions of the état des lieux, in the advised order, exactly one per measure.
    pub questions: Vec<Question>,
    /// The words of the description.
    pub questionnaire: Questionnaire,
    /// The figures of the required level.
    pub baremes: Baremes,
    /// The rules table.
    pub regles: Regles,
    /// The risk model.
    pub risques: ModeleRisques,
    /// Ready-made descriptions to start from.
    pub exemples: Vec<Exemple>,
}

/// A security measure, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mesure {
    /// `AUTH.1`…
    pub id: String,
    /// Its number in the reference (`0001`…).
    pub numero: String,
    /// Its family.
    pub categorie: Categorie,
    /// Its subject.
    pub thematique: Thematique,
    /// Who asks for it (ANSSI, CNIL).
    pub referentiel: String,
    /// What to do, as a short order.
    pub titre: String,
    /// What it is when it is done.
    pub description: String,
    /// What happens without it.
    pub pourquoi: String,
    /// How to go about it.
    pub etapes: Vec<String>,
    /// What shows that it is done.
    pub preuves: Vec<String>,
    /// Who usually does it.
    pub porteurs: Vec<Acteur>,
    /// How much work.
    pub effort: Effort,
    /// How soon.
    pub delai_conseille: Delai,
    /// Where other frameworks ask for it.
    pub references: Vec<Reference>,
}

/// A place in another framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The framework.
    pub referentiel: String,
    /// The place.
    pub article: String,
}

/// A theme of the état des lieux.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// What it covers.
    pub couvre: String,
}

/// A measure as a plain question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The measure it is about.
    pub mesure: MesureIdx,
    /// Rank of its theme.
    pub theme: usize,
    /// The question.
    pub question: String,
    /// When to answer "fait".
    pub fait_si: String,
    /// When to answer "en cours".
    pub en_cours_si: String,
    /// Whom to ask when one does not know.
    pub qui_sait: String,
    /// Time to answer, in seconds.
    pub temps: u16,
}

/// A ready-made description to start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemple {
    /// Its identifier, usable in an address.
    pub id: String,
    /// Its name.
    pub titre: String,
    /// When to start from it, in one sentence.
    pub description: String,
    /// What it fills in.
    pub reponses: Reponses,
}

impl Catalogue {
    /// Builds a catalogue. `None` when two measures share an identifier, when there are more than
    /// [`MesureIdx::MAX`] of them, or when a measure does not have exactly one question.
    #[must_use]
    pub fn new(parties: Parties) -> Option<Self> {
        let Parties {
            version,
            mesures,
            themes,
            questions,
            ..
        } = parties;
        let mut rangs = HashMap::with_capacity(mesures.len());
        let mut par_categorie = [Ensemble::VIDE; Categorie::TOUS.len()];
        for (rang, mesure) in mesures.iter().enumerate() {
            let idx = MesureIdx::depuis_rang(rang)?;
            par_categorie[mesure.categorie.rang()].ajouter(idx);
            if rangs.insert(mesure.id.clone(), idx).is_some() {
                return None;
            }
        }
        let mut rangs_questions = vec![usize::MAX; mesures.len()];
        for (rang, question) in questions.iter().enumerate() {
            themes.get(question.theme)?;
            let place = rangs_questions.get_mut(question.mesure.rang())?;
            if std::mem::replace(place, rang) != usize::MAX {
                return None;
            }
        }
        (questions.len() == mesures.len()).then_some(Self {
            version,
            mesures,
            rangs,
            par_categorie,
            themes,
            questions,
            rangs_questions,
            questionnaire: parties.questionnaire,
            baremes: parties.baremes,
            regles: parties.regles,
            risques: parties.risques,
            exemples: parties.exemples,
        })
    }

    /// Name and version, recorded beside every cached evaluation.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The measure of that identifier, if the catalogue has it.
    #[must_use]
    pub fn trouver(&self, id: &str) -> Option<MesureIdx> {
        self.rangs.get(id).copied()
    }

    /// The words of a measure of this catalogue.
    #[must_use]
    pub fn mesure(&self, mesure: MesureIdx) -> &Mesure {
        &self.mesures[mesure.rang()]
    }

    /// Every measure, in order.
    #[must_use]
    pub fn toutes(&self) -> Ensemble {
        Ensemble::premiers(self.mesures.len())
    }

    /// Every measure of a family.
    #[must_use]
    pub const fn de_categorie(&self, categorie: Categorie) -> Ensemble {
        self.par_categorie[categorie.rang()]
    }

    /// The question of a measure of this catalogue.
    #[must_use]
    pub fn question(&self, mesure: MesureIdx) -> &Question {
        &self.questions[self.rangs_questions[mesure.rang()]]
    }

    /// The themes of the état des lieux, in order.
    #[must_use]
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// The theme a measure is asked about in.
    #[must_use]
    pub fn theme(&self, mesure: MesureIdx) -> &Theme {
        &self.themes[self.question(mesure).theme]
    }

    /// The example of that identifier.
    #[must_use]
    pub fn exemple(&self, id: &str) -> Option<&Exemple> {
        self.exemples.iter().find(|e| e.id == id)
    }
}
