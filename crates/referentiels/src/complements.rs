//! `complements/mesures-complementaires.json`: the library specific measures are copied from.
//!
//! Invariant: what belongs to its other vocabulary is read past, never used; every text fits in a
//! specific measure, so that a copy is always accepted.

use crate::anomalies::{Anomalie, Releve};
use domaine::catalogue::Reference;
use domaine::complements::{Complement, Complements, RoleComplement};
use domaine::specifiques::ContenuSaisi;
use domaine::texte::typographier;
use domaine::vocabulaire::{Categorie, Effort, Vocabulaire};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::sync::LazyLock;

const FICHIER: &str = "mesures-complementaires.json";

/// The file, as embedded.
pub const MESURES_COMPLEMENTAIRES: &str =
    include_str!("../../../referentiels/complements/mesures-complementaires.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FichierJson {
    meta: MetaJson,
    mesures: Vec<MesureJson>,
}

/// Only what says whether the file is whole; the rest describes its other vocabulary.
#[derive(Deserialize)]
struct MetaJson {
    nombre: usize,
    familles: Vec<String>,
    roles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MesureJson {
    id: String,
    famille: Categorie,
    theme: String,
    titre: String,
    description: String,
    etapes: Vec<String>,
    role: RoleComplement,
    effort: EffortJson,
    references: Vec<ReferenceJson>,
    #[serde(rename = "niveaux")]
    _niveaux: IgnoredAny,
    #[serde(rename = "applicabilite")]
    _applicabilite: IgnoredAny,
    #[serde(rename = "applicabilite_ast")]
    _arbre: IgnoredAny,
    #[serde(rename = "priorite")]
    _priorite: IgnoredAny,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum EffortJson {
    Faible,
    Moyen,
    Fort,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceJson {
    referentiel: String,
    #[serde(rename = "ref")]
    article: String,
}

/// The library, read once.
#[must_use]
pub fn complements() -> &'static Complements {
    static COMPLEMENTS: LazyLock<Complements> =
        LazyLock::new(|| embarques(MESURES_COMPLEMENTAIRES));
    &COMPLEMENTS
}

#[expect(
    clippy::panic,
    reason = "a file fixed at compile time, which the tests of this crate load"
)]
fn embarques(json: &str) -> Complements {
    charger_complements(json).unwrap_or_else(|anomalies| panic!("embedded library: {anomalies:#?}"))
}

/// Reads and checks the library.
///
/// # Errors
/// Every problem found.
pub fn charger_complements(json: &str) -> Result<Complements, Vec<Anomalie>> {
    let mut releve = Releve::new(FICHIER);
    let mesures = match serde_json::from_str::<FichierJson>(json) {
        Ok(lu) => mesures(&mut releve, lu),
        Err(e) => {
            releve.noter(e.to_string());
            Vec::new()
        }
    };
    if releve.anomalies.is_empty() {
        Ok(Complements::new(mesures))
    } else {
        Err(releve.anomalies)
    }
}

fn mesures(releve: &mut Releve, lu: FichierJson) -> Vec<Complement> {
    let FichierJson { meta, mesures } = lu;
    releve.exiger(mesures.len() == meta.nombre, || {
        format!("{} measures, {} announced", mesures.len(), meta.nombre)
    });
    mots::<Categorie>(releve, "familles", &meta.familles);
    mots::<RoleComplement>(releve, "roles", &meta.roles);
    releve.uniques("id", mesures.iter().map(|m| m.id.as_str()));
    mesures
        .into_iter()
        .filter_map(|m| mesure(releve, m))
        .collect()
}

fn mots<T: Vocabulaire>(releve: &mut Releve, ou: &str, ids: &[String]) {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    releve.bijection::<T>(ou, &ids);
}

fn mesure(releve: &mut Releve, m: MesureJson) -> Option<Complement> {
    let dans_une_adresse = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    releve.exiger(m.id.chars().all(dans_une_adresse), || {
        format!("{}: not usable in an address", m.id)
    });
    releve.texte(&m.id, &m.theme);
    releve.texte(&m.id, &m.description);
    releve.exiger(!m.etapes.is_empty(), || format!("{}: no step", m.id));
    m.etapes.iter().for_each(|etape| releve.texte(&m.id, etape));
    let saisi = ContenuSaisi {
        titre: typographier(&m.titre),
        description: typographier(&m.description),
        categorie: Some(m.famille),
        etapes: m.etapes.iter().map(|etape| typographier(etape)).collect(),
    };
    let contenu = match saisi.lire() {
        Ok(contenu) => contenu,
        Err(refus) => {
            releve.noter(format!("{}: {refus:?}", m.id));
            return None;
        }
    };
    let effort = match m.effort {
        EffortJson::Faible => Effort::Faible,
        EffortJson::Moyen => Effort::Moyen,
        EffortJson::Fort => Effort::Eleve,
    };
    let references = m.references.into_iter().map(|r| Reference {
        referentiel: r.referentiel,
        article: typographier(&r.article),
    });
    Some(Complement::new(
        m.id,
        contenu,
        typographier(&m.theme),
        m.role,
        effort,
        references.collect(),
    ))
}
