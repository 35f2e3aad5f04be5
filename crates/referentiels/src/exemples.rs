//! `exemples.yaml`: ready-made descriptions to start from (F25).

use crate::anomalies::Releve;
use domaine::catalogue::Exemple;
use domaine::reponses::Reponses;
use domaine::texte::typographier;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExempleYaml {
    id: String,
    titre: String,
    description: String,
    reponses: Reponses,
}

/// Reads the examples; each may be evaluated as it is and saved as it is.
pub(crate) fn lire(releve: &mut Releve, yaml: &str) -> Vec<Exemple> {
    let lus: Vec<ExempleYaml> = releve.lire(yaml).unwrap_or_default();
    releve.uniques("id", lus.iter().map(|e| e.id.as_str()));
    for exemple in &lus {
        let refus = exemple.reponses.refus();
        releve.exiger(refus.is_empty(), || format!("{}: {refus:?}", exemple.id));
        if let Err(manques) = exemple.reponses.description() {
            releve.noter(format!("{}: missing {manques:?}", exemple.id));
        }
    }
    lus.into_iter()
        .map(|e| Exemple {
            titre: typographier(&e.titre),
            description: typographier(&e.description),
            reponses: e.reponses.normalisees(),
            id: e.id,
        })
        .collect()
}
