//! `mss evaluer` as a program: what it reads, its two outputs and its exit code.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    process::{Command, Output, Stdio},
    thread,
};

use serde_json::Value;

/// A case whose required level is the first.
const CAS: &str = r#"{"description": {"typeService": ["serviceEnLigne"], "typeHebergement": "saas", "ouvertureSysteme": "accessibleSurInternet", "audienceCible": "moyenne", "dureeDysfonctionnementAcceptable": "plusDe24h", "volumetrieDonneesTraitees": "faible", "localisationDonneesTraitees": "UE", "niveauSecurite": "niveau1"}, "statuts": {"AUTH.1": "fait"}}"#;

fn commande(arguments: &[&str]) -> Command {
    let mut commande = Command::new(env!("CARGO_BIN_EXE_mss"));
    commande
        .arg("evaluer")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    commande
}

/// With this text on the standard input.
fn evaluer(arguments: &[&str], entree: &[u8]) -> Output {
    let mut processus = commande(arguments).spawn().unwrap();
    let mut tuyau = processus.stdin.take().unwrap();
    tuyau.write_all(entree).unwrap();
    drop(tuyau);
    processus.wait_with_output().unwrap()
}

fn erreurs(sortie: &Output) -> Vec<String> {
    let texte = String::from_utf8(sortie.stderr.clone()).unwrap();
    texte.lines().map(str::to_owned).collect()
}

#[test]
fn a_file_and_the_standard_input_give_the_same() {
    let dossier = tempfile::tempdir().unwrap();
    let fichier = dossier.path().join("cas.json");
    fs::write(&fichier, CAS).unwrap();
    let du_fichier = evaluer(&[fichier.to_str().unwrap()], b"");
    let de_l_entree = evaluer(&["-"], CAS.as_bytes());
    assert_eq!(du_fichier, de_l_entree);
    assert_eq!(du_fichier.status.code(), Some(0));
    assert!(du_fichier.stderr.is_empty());
    let resultat: Value = serde_json::from_slice(&du_fichier.stdout).unwrap();
    assert_eq!(resultat["niveauRequis"], "niveau1");
}

#[test]
fn a_refused_case_ends_with_2_one_line_per_problem_and_no_answer() {
    let cas = CAS.replace("moyenne", "immense").replace("\"fait\"", "3");
    let sortie = evaluer(&["-"], cas.as_bytes());
    assert_eq!(sortie.status.code(), Some(2));
    assert!(sortie.stdout.is_empty());
    assert_eq!(
        erreurs(&sortie),
        [
            "audienceCible : valeur inconnue. Valeurs acceptées : limitee, moyenne, large, \
             tresLarge (reçu : \"immense\").",
            "statuts.AUTH.1 : statut inconnu. Valeurs acceptées : fait, enCours, aLancer, nonFait, \
             ou \"\" pour aucun statut (reçu : 3).",
        ]
    );
}

#[test]
fn a_level_below_the_required_one_is_a_choice() {
    let cas = CAS
        .replace("plusDe24h", "moinsDe4h")
        .replace("moyenne", "large");
    let sortie = evaluer(&["-"], cas.as_bytes());
    assert_eq!(sortie.status.code(), Some(2));
    assert_eq!(
        erreurs(&sortie),
        [
            "niveauSecurite : niveau inférieur au niveau requis par les réponses, niveau3. Valeurs \
          acceptées : niveau3 (reçu : \"niveau1\")."
        ]
    );
    let libre = evaluer(&["-", "--niveau-libre"], cas.as_bytes());
    assert_eq!(libre.status.code(), Some(0));
}

#[test]
fn several_lines_go_on_past_a_bad_one() {
    let texte = format!("\u{feff}{CAS}\r\n\r\n[1]\r\n  \n{CAS}\n{}", &CAS[..60]);
    let sortie = evaluer(&["-"], texte.as_bytes());
    assert_eq!(sortie.status.code(), Some(2));
    let lignes: Vec<Value> = sortie
        .stdout
        .split(|o| *o == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect();
    let numeros: Vec<_> = lignes.iter().map(|l| l["ligne"].as_u64()).collect();
    assert_eq!(numeros, [None, Some(3), None, Some(6)]);
    let cles: Vec<&String> = lignes[1]["erreurs"][0]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(cles, ["champ", "message", "valeur"]);
    assert_eq!(erreurs(&sortie).len(), 1);
}

#[test]
fn a_file_that_cannot_be_read_ends_with_1() {
    let dossier = tempfile::tempdir().unwrap();
    for (chemin, phrase) in [
        (dossier.path().join("absent"), "ce chemin n’existe pas"),
        (
            dossier.path().to_owned(),
            "c’est un dossier, pas un fichier",
        ),
    ] {
        let sortie = evaluer(&[chemin.to_str().unwrap()], b"");
        assert_eq!(sortie.status.code(), Some(1));
        assert_eq!(
            erreurs(&sortie),
            [format!("{} : {phrase}.", chemin.display())]
        );
    }
}

#[test]
fn memory_does_not_grow_with_the_number_of_lines() {
    /// Peak resident size after so many answers, in kB.
    fn pic(reponses: usize) -> u64 {
        let mut processus = commande(&["-"]).spawn().unwrap();
        let mut entree = processus.stdin.take().unwrap();
        let mut sortie = BufReader::new(processus.stdout.take().unwrap()).lines();
        // The end of the input is held back until the peak is read.
        let (finir, fin) = std::sync::mpsc::channel::<()>();
        let ecrivain = thread::spawn(move || {
            for _ in 0..reponses {
                writeln!(entree, "{CAS}").unwrap();
            }
            fin.recv().unwrap();
        });
        assert_eq!(sortie.by_ref().take(reponses).count(), reponses);
        let etat = fs::read_to_string(format!("/proc/{}/status", processus.id())).unwrap();
        let pic = etat.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap();
        let pic = pic.trim().trim_end_matches(" kB").parse().unwrap();
        finir.send(()).unwrap();
        ecrivain.join().unwrap();
        assert!(processus.wait().unwrap().success());
        pic
    }
    // The allocator keeps a few MB more while its threads warm up.
    let (peu, beaucoup) = (pic(500), pic(4_000));
    // 3 500 cases more hold 1.4 MB of text, and their answers 105 MB.
    assert!(beaucoup < peu + 16_384, "{peu} kB then {beaucoup} kB");
}
