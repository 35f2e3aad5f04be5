//! `mesures.yaml` and `questions.yaml`: the measures in words, and the same as plain questions.

use crate::anomalies::Releve;
use domaine::catalogue::{Mesure, Question, Reference, Theme};
use domaine::ensemble::MesureIdx;
use domaine::texte::typographier;
use domaine::vocabulaire::{Acteur, Categorie, Delai, Effort, Thematique};
use serde::Deserialize;
use std::collections::HashMap;

/// Longest plausible time to answer a question, in seconds.
const TEMPS_MAX: u16 = 600;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MesureYaml {
    id: String,
    numero: String,
    categorie: Categorie,
    thematique: Thematique,
    referentiel: String,
    titre: String,
    description: String,
    pourquoi: String,
    etapes: Vec<String>,
    preuves: Vec<String>,
    porteurs: Vec<Acteur>,
    effort: Effort,
    delai_conseille: Delai,
    references: Vec<ReferenceYaml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceYaml {
    referentiel: String,
    #[serde(rename = "ref")]
    article: String,
}

/// Ranks of the measures by identifier, for the other files to refer to.
pub(crate) type Rangs = HashMap<String, MesureIdx>;

/// Reads the measures.
pub(crate) fn lire(releve: &mut Releve, yaml: &str) -> Vec<Mesure> {
    let mesures: Vec<MesureYaml> = releve.lire(yaml).unwrap_or_default();
    releve.uniques("id", mesures.iter().map(|m| m.id.as_str()));
    releve.uniques("numero", mesures.iter().map(|m| m.numero.as_str()));
    releve.exiger(mesures.len() <= MesureIdx::MAX, || {
        format!(
            "{} measures, the engine holds {}",
            mesures.len(),
            MesureIdx::MAX
        )
    });
    mesures.into_iter().map(|m| mesure(releve, m)).collect()
}

fn mesure(releve: &mut Releve, m: MesureYaml) -> Mesure {
    for texte in [&m.titre, &m.description, &m.pourquoi] {
        releve.texte(&m.id, texte);
    }
    for liste in [&m.etapes, &m.preuves] {
        releve.exiger(!liste.is_empty(), || format!("{}: empty list", m.id));
        liste.iter().for_each(|texte| releve.texte(&m.id, texte));
    }
    releve.exiger(!m.porteurs.is_empty(), || {
        format!("{}: nobody carries it", m.id)
    });
    let textes = |v: &[String]| v.iter().map(|t| typographier(t)).collect();
    Mesure {
        titre: typographier(&m.titre),
        description: typographier(&m.description),
        pourquoi: typographier(&m.pourquoi),
        etapes: textes(&m.etapes),
        preuves: textes(&m.preuves),
        id: m.id,
        numero: m.numero,
        categorie: m.categorie,
        thematique: m.thematique,
        referentiel: m.referentiel,
        porteurs: m.porteurs,
        effort: m.effort,
        delai_conseille: m.delai_conseille,
        references: m
            .references
            .into_iter()
            .map(|r| Reference {
                referentiel: r.referentiel,
                article: typographier(&r.article),
            })
            .collect(),
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct EtatDesLieuxYaml {
    themes: Vec<ThemeYaml>,
    questions: Vec<QuestionYaml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeYaml {
    id: String,
    titre: String,
    couvre: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionYaml {
    id: String,
    theme: String,
    question: String,
    fait_si: String,
    en_cours_si: String,
    qui_sait: String,
    temps: u16,
}

/// Reads the questions of the état des lieux: exactly one per measure.
pub(crate) fn lire_questions(
    releve: &mut Releve,
    yaml: &str,
    rangs: &Rangs,
) -> (Vec<Theme>, Vec<Question>) {
    let EtatDesLieuxYaml { themes, questions } = releve.lire(yaml).unwrap_or_default();
    releve.uniques("themes", themes.iter().map(|t| t.id.as_str()));
    releve.uniques("questions", questions.iter().map(|q| q.id.as_str()));
    for id in rangs.keys() {
        let posee = questions.iter().any(|q| q.id == *id);
        releve.exiger(posee, || format!("measure `{id}` has no question"));
    }
    let posees = questions
        .into_iter()
        .filter_map(|q| {
            let mesure = rangs.get(&q.id).copied();
            let theme = themes.iter().position(|t| t.id == q.theme);
            releve.exiger(mesure.is_some(), || format!("`{}` is not a measure", q.id));
            releve.exiger(theme.is_some(), || {
                format!("{}: unknown theme `{}`", q.id, q.theme)
            });
            releve.exiger((1..=TEMPS_MAX).contains(&q.temps), || {
                format!("{}: temps", q.id)
            });
            for texte in [&q.question, &q.fait_si, &q.en_cours_si, &q.qui_sait] {
                releve.texte(&q.id, texte);
            }
            Some(Question {
                mesure: mesure?,
                theme: theme?,
                question: typographier(&q.question),
                fait_si: typographier(&q.fait_si),
                en_cours_si: typographier(&q.en_cours_si),
                qui_sait: typographier(&q.qui_sait),
                temps: q.temps,
            })
        })
        .collect();
    let themes = themes
        .into_iter()
        .map(|t| Theme {
            titre: typographier(&t.titre),
            couvre: typographier(&t.couvre),
            id: t.id,
        })
        .collect();
    (themes, posees)
}
