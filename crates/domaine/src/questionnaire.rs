//! The words of the questionnaire: what is asked, why, and the choices (`questionnaire.yaml`).
//!
//! Invariant: every field and every choice of the vocabularies has its words, in the same order.

use crate::reponses::Reponse;
use crate::vocabulaire::{Champ, Vocabulaire};

/// The questionnaire, in steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questionnaire {
    /// The steps, in order.
    pub etapes: Vec<Etape>,
    /// The questions, by rank of their field.
    pub questions: Vec<QuestionService>,
}

/// A step of the description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Etape {
    /// From 1.
    pub numero: u8,
    /// Its identifier, usable in an address.
    pub id: String,
    /// Its title.
    pub titre: String,
}

/// A question that describes a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionService {
    /// The field it fills.
    pub champ: Champ,
    /// The step it belongs to.
    pub etape: u8,
    /// The question itself.
    pub libelle: String,
    /// How to answer.
    pub aide: String,
    /// Why it is asked and what the answer changes.
    pub pourquoi: String,
    /// An example of answer.
    pub exemple: Option<String>,
    /// The choices, by rank of the word; empty for a text.
    pub choix: Vec<Choix>,
}

/// A choice of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choix {
    /// Its identifier.
    pub id: &'static str,
    /// Its words.
    pub libelle: String,
    /// How to recognise it.
    pub aide: Option<String>,
    /// An example.
    pub exemple: Option<String>,
}

impl Questionnaire {
    /// The words of a field.
    #[must_use]
    pub fn question(&self, champ: Champ) -> &QuestionService {
        &self.questions[champ.rang()]
    }

    /// The questions of a step, in order.
    pub fn de_l_etape(&self, etape: u8) -> impl Iterator<Item = &QuestionService> {
        self.questions.iter().filter(move |q| q.etape == etape)
    }

    /// The words of a choice.
    #[must_use]
    pub fn choix<T: Vocabulaire>(&self, champ: Champ, mot: T) -> Option<&Choix> {
        self.choix_par_id(champ, mot.id())
    }

    /// The words of a choice, from its identifier.
    #[must_use]
    pub fn choix_par_id(&self, champ: Champ, id: &str) -> Option<&Choix> {
        self.question(champ).choix.iter().find(|c| c.id == id)
    }

    /// The words of an answer, one per value.
    #[must_use]
    pub fn libelles(&self, reponse: Reponse) -> Vec<&str> {
        let valeurs = reponse.valeurs().into_iter();
        let choix = valeurs.filter_map(|id| self.choix_par_id(reponse.champ(), id));
        choix.map(|c| c.libelle.as_str()).collect()
    }
}
