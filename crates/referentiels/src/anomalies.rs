//! What is wrong in data files: everything is listed, not only the first problem.

use domaine::vocabulaire::Vocabulaire;
use std::collections::BTreeSet;

/// One problem in one data file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fichier}: {probleme}")]
pub struct Anomalie {
    /// The file.
    pub fichier: &'static str,
    /// Where and what.
    pub probleme: String,
}

/// Collects the problems of one file.
#[derive(Debug)]
pub(crate) struct Releve {
    fichier: &'static str,
    pub(crate) anomalies: Vec<Anomalie>,
}

impl Releve {
    pub(crate) const fn new(fichier: &'static str) -> Self {
        Self {
            fichier,
            anomalies: Vec::new(),
        }
    }

    pub(crate) fn noter(&mut self, probleme: impl Into<String>) {
        self.anomalies.push(Anomalie {
            fichier: self.fichier,
            probleme: probleme.into(),
        });
    }

    /// Notes the problem unless the condition holds.
    pub(crate) fn exiger(&mut self, condition: bool, probleme: impl FnOnce() -> String) {
        if !condition {
            self.noter(probleme());
        }
    }

    /// Reads a YAML document; a syntax or type problem is noted.
    pub(crate) fn lire<T: serde::de::DeserializeOwned>(&mut self, yaml: &str) -> Option<T> {
        match serde_saphyr::from_str(yaml) {
            Ok(document) => Some(document),
            Err(e) => {
                self.noter(e.to_string());
                None
            }
        }
    }

    /// Checks that the file has exactly the words of a vocabulary, in the same order.
    pub(crate) fn bijection<T: Vocabulaire>(&mut self, ou: &str, ids: &[&str]) {
        let attendus: Vec<&str> = T::TOUS.iter().map(|mot| mot.id()).collect();
        self.exiger(ids == attendus, || {
            format!("{ou}: found {ids:?}, expected {attendus:?}")
        });
    }

    /// Checks that no identifier appears twice and that none is empty.
    pub(crate) fn uniques<'a>(&mut self, ou: &str, ids: impl Iterator<Item = &'a str>) {
        let mut vus = BTreeSet::new();
        for id in ids {
            let bon = !id.is_empty() && vus.insert(id);
            self.exiger(bon, || format!("{ou}: `{id}` is empty or appears twice"));
        }
    }

    /// Checks that a text is there.
    pub(crate) fn texte(&mut self, ou: &str, texte: &str) {
        self.exiger(!texte.trim().is_empty(), || format!("{ou}: empty text"));
    }

    /// A figure from 1 to `max`; 1 when it is not, which is noted.
    pub(crate) fn borne(&mut self, ou: &str, valeur: u8, max: u8) -> u8 {
        let bon = (1..=max).contains(&valeur);
        self.exiger(bon, || format!("{ou}: {valeur} is not between 1 and {max}"));
        if bon { valeur } else { 1 }
    }
}
