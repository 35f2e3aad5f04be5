//! `mss jetons creer`: the token alone on standard output, a sentence otherwise.

use std::process::{Command, Output};

use super::navigateur::Demo;

fn creer(donnees: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mss"))
        .args([
            "jetons",
            "creer",
            "--donnees",
            donnees,
            "--portee",
            "lecture",
        ])
        .args(arguments)
        .output()
        .unwrap()
}

fn erreur(sortie: &Output) -> String {
    assert_eq!(sortie.status.code(), Some(1));
    assert!(sortie.stdout.is_empty());
    String::from_utf8_lossy(&sortie.stderr).into_owned()
}

#[tokio::test]
async fn a_token_is_printed_alone_while_the_server_runs() {
    let dossier = tempfile::tempdir().unwrap();
    let _demo = Demo::dans(dossier.path());
    let donnees = dossier.path().to_str().unwrap();
    let courriel = ["--courriel", "porteur@demo.example"];
    let sortie = creer(donnees, &courriel);
    let texte = String::from_utf8(sortie.stdout).unwrap();
    assert!(sortie.status.success() && sortie.stderr.is_empty());
    let secret = texte.strip_suffix('\n').unwrap();
    assert!(secret.starts_with("mss_") && secret.len() == 47, "{texte}");

    let message = erreur(&creer(donnees, &["--courriel", "personne@demo.example"]));
    assert!(
        message.starts_with("Aucun compte, ou plusieurs"),
        "{message}"
    );
    for jours in ["0", "367"] {
        let hors = [courriel[0], courriel[1], "--expire-jours", jours];
        let message = erreur(&creer(donnees, &hors));
        let attendu = "--expire-jours : donnez un nombre de jours, de 1 à 366.";
        assert!(message.starts_with(attendu), "{message}");
    }
    let service = "019b0000-0000-7000-8000-000000000000";
    let message = erreur(&creer(
        donnees,
        &[courriel[0], courriel[1], "--service", service],
    ));
    assert!(message.starts_with("--service"), "{message}");
}
