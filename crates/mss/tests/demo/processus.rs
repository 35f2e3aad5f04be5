//! Starting, starting again, stopping, and the messages of a start that fails.

use std::{
    fs,
    io::Read,
    net::TcpListener,
    process::{Command, Output},
};

use super::echecs::echec_de_servir;
use super::navigateur::{Demo, Navigateur};

fn mss(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mss"))
        .args(arguments)
        .output()
        .unwrap()
}

fn erreur(sortie: &Output) -> String {
    assert_eq!(sortie.status.code(), Some(1));
    String::from_utf8_lossy(&sortie.stderr).into_owned()
}

#[tokio::test]
async fn it_answers_health_and_stops_cleanly_when_told() {
    let mut demo = Demo::demarrer();
    let sante = Navigateur::new(&demo).get("/sante").await;
    assert_eq!(sante.statut, 200);
    let pid = demo.processus.id().to_string();
    assert!(Command::new("kill").arg(&pid).status().unwrap().success());
    assert!(demo.processus.wait().unwrap().success());
    let mut journal = String::new();
    let sortie = demo.processus.stderr.as_mut().unwrap();
    sortie.read_to_string(&mut journal).unwrap();
    assert!(
        journal.contains("demarrage") && journal.contains("arret"),
        "{journal}"
    );
    assert!(journal.contains("SIGTERM"));
    for secret in ["code=", "state=", "@demo.example"] {
        assert!(!journal.contains(secret), "{secret}");
    }
}

#[test]
fn a_port_in_use_is_said_in_one_sentence() {
    let occupe = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = occupe.local_addr().unwrap().port().to_string();
    let dossier = tempfile::tempdir().unwrap();
    let donnees = dossier.path().to_str().unwrap();
    let message = erreur(&mss(&["demo", "--port", &port, "--donnees", donnees]));
    assert_eq!(
        message,
        format!(
            "Le port {port} est déjà utilisé. Choisissez-en un autre, ou arrêtez le programme qui l’occupe.\n"
        )
    );
}

#[test]
fn a_configuration_that_is_missing_or_asks_for_the_demo_is_refused() {
    let message = echec_de_servir("/absent.toml");
    assert!(message.starts_with("Le fichier de configuration « /absent.toml » est illisible"));
    let dossier = tempfile::tempdir().unwrap();
    let config = dossier.path().join("mss.toml");
    fs::write(&config, "[demo]\nactive = true\n").unwrap();
    let message = echec_de_servir(config.to_str().unwrap());
    assert!(
        message.contains("demo : ce paramètre est inconnu"),
        "{message}"
    );
}

#[test]
fn the_version_is_the_packages() {
    let sortie = mss(&["version"]);
    let texte = String::from_utf8(sortie.stdout).unwrap();
    assert!(texte.starts_with(&format!("mss {}", env!("CARGO_PKG_VERSION"))));
}

#[tokio::test]
async fn a_directory_of_before_is_found_again() {
    let dossier = tempfile::tempdir().unwrap();
    let mut comptes = Vec::new();
    for _ in 0..2 {
        let demo = Demo::dans(dossier.path());
        let navigateur = Navigateur::new(&demo);
        assert_eq!(navigateur.se_connecter("porteur").await.statut, 303);
        comptes.push(fs::read(dossier.path().join("trousseau")).unwrap());
    }
    assert_eq!(comptes[0], comptes[1], "the same keyring");
}

#[tokio::test]
async fn people_keep_their_services_on_another_port() {
    let dossier = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let demo = Demo::dans(dossier.path());
        let navigateur = Navigateur::new(&demo);
        navigateur.se_connecter("porteur").await;
        let liste = navigateur.get("/services").await;
        assert!(liste.corps.contains("Portail famille"));
    }
}

#[tokio::test]
async fn a_directory_is_served_once_at_a_time() {
    let dossier = tempfile::tempdir().unwrap();
    let demo = Demo::dans(dossier.path());
    let donnees = dossier.path().to_str().unwrap();
    let message = erreur(&mss(&["demo", "--port", "0", "--donnees", donnees]));
    assert!(message.contains(&demo.adresse), "{message}");
    assert!(message.contains("--donnees"), "{message}");
    let navigateur = Navigateur::new(&demo);
    navigateur.se_connecter("porteur").await;
    let liste = navigateur.get("/services").await;
    assert!(
        liste.corps.contains("Portail famille"),
        "nobody lost theirs"
    );
}

#[tokio::test]
async fn a_first_start_cut_short_is_completed_on_another_port() {
    let dossier = tempfile::tempdir().unwrap();
    let donnees = dossier.path();
    let mut premier = Command::new(env!("CARGO_BIN_EXE_mss"))
        .args(["demo", "--port", "0", "--donnees"])
        .arg(donnees)
        .spawn()
        .unwrap();
    // The provider is noted, then the example data is being made.
    while !donnees.join("demonstration-fournisseur").exists() {
        assert!(
            premier.try_wait().unwrap().is_none(),
            "it stopped by itself"
        );
        tokio::task::yield_now().await;
    }
    premier.kill().unwrap();
    premier.wait().unwrap();
    assert!(!donnees.join("demonstration-prete").exists());
    let demo = Demo::dans(donnees);
    let navigateur = Navigateur::new(&demo);
    navigateur.se_connecter("porteur").await;
    let liste = navigateur.get("/services").await;
    assert!(liste.corps.contains("Portail famille"));
}
