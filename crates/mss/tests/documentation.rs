//! What operators read names every line that the programs log.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn sources(dossier: &Path, trouvees: &mut Vec<PathBuf>) {
    for entree in fs::read_dir(dossier).unwrap() {
        let chemin = entree.unwrap().path();
        if chemin.is_dir() {
            sources(&chemin, trouvees);
        } else if chemin.extension().is_some_and(|e| e == "rs") {
            trouvees.push(chemin);
        }
    }
}

/// The last text of each call to a macro of `tracing`: the event's name.
fn evenements(source: &str) -> impl Iterator<Item = &str> {
    ["error", "warn", "info", "debug", "trace"]
        .into_iter()
        .flat_map(move |niveau| {
            let macro_ = format!("tracing::{niveau}!(");
            let appels: Vec<usize> = source
                .match_indices(&macro_)
                .map(|(i, m)| i + m.len())
                .collect();
            appels.into_iter()
        })
        .map(|debut| {
            let appel = &source[debut..];
            let fin = appel.find("\")").unwrap();
            appel[..fin].rsplit('"').next().unwrap()
        })
}

#[test]
fn every_line_of_the_log_is_documented_by_a_plain_name() {
    let racine = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let doc = fs::read_to_string(racine.join("docs/exploitation.md")).unwrap();
    let (_, table) = doc.split_once("## Lignes du journal technique").unwrap();
    let documentes: BTreeSet<&str> = table
        .lines()
        .filter_map(|ligne| ligne.strip_prefix("| `")?.split_once(" | "))
        .flat_map(|(noms, _)| noms.split('`').filter(|nom| !nom.contains([',', ' '])))
        .filter(|nom| !nom.is_empty())
        .collect();

    let mut fichiers = Vec::new();
    for paquet in fs::read_dir(racine.join("crates")).unwrap() {
        sources(&paquet.unwrap().path().join("src"), &mut fichiers);
    }
    let textes: Vec<String> = fichiers
        .iter()
        .map(|fichier| fs::read_to_string(fichier).unwrap())
        // Tests log to look at the log itself.
        .map(|texte| {
            texte
                .split("#[cfg(test)]")
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    let emis: BTreeSet<&str> = textes.iter().flat_map(|texte| evenements(texte)).collect();
    assert_eq!(emis, documentes);
    for nom in emis {
        assert!(
            nom.bytes().all(|o| o.is_ascii_lowercase() || o == b'_'),
            "{nom}"
        );
    }
}
