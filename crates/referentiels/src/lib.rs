//! The catalogues: data files parsed, checked against the vocabularies of the domain, embedded.
//!
//! Invariant: a [`Catalogue`] that exists is complete and coherent; every problem of a file is
//! listed. To add a version, add its directory under `referentiels/` and its function here: a
//! version once shipped never leaves.

mod anomalies;
mod complements;
mod exemples;
mod exemples_risques;
mod mesures;
mod questionnaire;
mod regles;
mod risques;

pub use anomalies::Anomalie;
pub use complements::{MESURES_COMPLEMENTAIRES, charger_complements, complements};
pub use exemples_risques::{
    ExempleRisque, RISQUES_COMPLEMENTAIRES, exemples_de_risques, lire_risques,
};

use anomalies::Releve;
use domaine::catalogue::{Catalogue, Parties};
use domaine::ensemble::MesureIdx;
use std::sync::LazyLock;

/// The text of the data files of one version.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// Name and version: `mss-v2`…
    pub version: &'a str,
    /// `mesures.yaml`
    pub mesures: &'a str,
    /// `questions.yaml`
    pub questions: &'a str,
    /// `questionnaire.yaml`
    pub questionnaire: &'a str,
    /// `regles.csv`
    pub regles: &'a str,
    /// `risques.yaml`
    pub risques: &'a str,
    /// `exemples.yaml`
    pub exemples: &'a str,
}

/// The files of the current version, as embedded.
pub const MSS_V2: Sources<'static> = Sources {
    version: "mss-v2",
    mesures: include_str!("../../../referentiels/mss-v2/mesures.yaml"),
    questions: include_str!("../../../referentiels/mss-v2/questions.yaml"),
    questionnaire: include_str!("../../../referentiels/mss-v2/questionnaire.yaml"),
    regles: include_str!("../../../referentiels/mss-v2/regles.csv"),
    risques: include_str!("../../../referentiels/mss-v2/risques.yaml"),
    exemples: include_str!("../../../referentiels/mss-v2/exemples.yaml"),
};

/// The current catalogue, read once.
#[must_use]
pub fn mss_v2() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embarque(&MSS_V2));
    &CATALOGUE
}

#[expect(
    clippy::panic,
    reason = "files fixed at compile time, which the tests of this crate load"
)]
fn embarque(sources: &Sources<'_>) -> Catalogue {
    charger(sources).unwrap_or_else(|anomalies| panic!("embedded catalogue: {anomalies:#?}"))
}

/// Reads and checks the files of one version.
///
/// # Errors
/// Every problem found, file by file.
pub fn charger(sources: &Sources<'_>) -> Result<Catalogue, Vec<Anomalie>> {
    let mut releves = [
        "mesures.yaml",
        "questions.yaml",
        "regles.csv",
        "questionnaire.yaml",
        "risques.yaml",
        "exemples.yaml",
    ]
    .map(Releve::new);
    let [
        dans_mesures,
        dans_questions,
        dans_regles,
        dans_questionnaire,
        dans_risques,
        dans_exemples,
    ] = &mut releves;

    let mesures = mesures::lire(dans_mesures, sources.mesures);
    let ids: Vec<&str> = mesures.iter().map(|m| m.id.as_str()).collect();
    let idx = |(rang, id): (usize, &&str)| {
        MesureIdx::depuis_rang(rang).map(|idx| ((*id).to_owned(), idx))
    };
    let rangs: mesures::Rangs = ids.iter().enumerate().filter_map(idx).collect();
    let (themes, questions) = mesures::lire_questions(dans_questions, sources.questions, &rangs);
    let regles = regles::lire(dans_regles, sources.regles, &ids, &rangs);
    let mots = questionnaire::lire(dans_questionnaire, sources.questionnaire);
    let risques = risques::lire(dans_risques, sources.risques, &rangs);
    let exemples = exemples::lire(dans_exemples, sources.exemples);

    let mut anomalies: Vec<Anomalie> = releves.into_iter().flat_map(|r| r.anomalies).collect();
    let catalogue = match (mots, risques) {
        (Some((questionnaire, baremes)), Some(risques)) if anomalies.is_empty() => {
            Catalogue::new(Parties {
                version: sources.version.to_owned(),
                mesures,
                themes,
                questions,
                questionnaire,
                baremes,
                regles,
                risques,
                exemples,
            })
        }
        _ => None,
    };
    if catalogue.is_none() && anomalies.is_empty() {
        let probleme = "the files are right one by one, not together".to_owned();
        anomalies.push(Anomalie {
            fichier: "mesures.yaml",
            probleme,
        });
    }
    catalogue.ok_or(anomalies)
}
