//! The examples of the documentation, run as a reader runs them, against the real server.

use std::{
    path::Path,
    process::{Command, Output},
};

use super::navigateur::Demo;

fn jeton(donnees: &Path, portee: &str) -> String {
    let sortie = Command::new(env!("CARGO_BIN_EXE_mss"))
        .args(["jetons", "creer", "--courriel", "porteur@demo.example"])
        .args(["--portee", portee, "--donnees"])
        .arg(donnees)
        .output()
        .unwrap();
    String::from_utf8(sortie.stdout).unwrap().trim().to_owned()
}

fn lancer(programme: &str, exemple: &str, adresse: &str, jeton: &str) -> Output {
    let dossier = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/exemples/api");
    Command::new(programme)
        .arg(dossier.join(exemple))
        .env("MSS_URL", adresse)
        .env("MSS_JETON", jeton)
        .env("NO_PROXY", "127.0.0.1")
        .env("no_proxy", "127.0.0.1")
        .output()
        .unwrap()
}

fn lue(sortie: &Output) -> String {
    let (texte, erreur) = (&sortie.stdout, String::from_utf8_lossy(&sortie.stderr));
    let texte = String::from_utf8_lossy(texte).into_owned();
    assert!(sortie.status.success(), "{texte}{erreur}");
    texte
}

#[tokio::test]
async fn the_examples_of_the_api_run_as_they_are() {
    let dossier = tempfile::tempdir().unwrap();
    let demo = Demo::dans(dossier.path());
    let (ecriture, lecture) = (
        jeton(dossier.path(), "ecriture"),
        jeton(dossier.path(), "lecture"),
    );
    let suivi = lue(&lancer("sh", "suivre.sh", &demo.adresse, &ecriture));
    assert!(suivi.starts_with("Jeton de Claire Morvan, portée ecriture"));
    assert!(suivi.trim_end().ends_with(": fait"), "{suivi}");
    let tableau = lue(&lancer(
        "python3",
        "tableau_de_bord.py",
        &demo.adresse,
        &lecture,
    ));
    assert!(
        tableau.contains("Portail famille") && tableau.contains("indice "),
        "{tableau}"
    );
    // A reading token does not write, and the script says why it stops.
    let refus = lancer("sh", "suivre.sh", &demo.adresse, &lecture);
    assert!(!refus.status.success());
}
