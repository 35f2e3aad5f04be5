//! A PostgreSQL server for the tests: the one of `MSS_TEST_POSTGRES_URL`, else a private one made
//! from the programs installed on the machine.
//!
//! Invariant: one server per test process, gone with it; without any, tests fail, they never skip.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use url::Url;

const SCRIPT: &str = include_str!("grappe.sh");

/// What keeps the server alive, and how to reach it.
struct Grappe {
    url: Url,
    _processus: Option<Child>,
}

/// Address of the server, with the name of `base`.
pub(crate) fn url(base: &str) -> String {
    static GRAPPE: OnceLock<Grappe> = OnceLock::new();
    let mut url = GRAPPE.get_or_init(demarrer).url.clone();
    url.set_path(base);
    url.into()
}

fn demarrer() -> Grappe {
    if let Ok(url) = std::env::var("MSS_TEST_POSTGRES_URL") {
        return Grappe {
            url: url.parse().expect("MSS_TEST_POSTGRES_URL is an address"),
            _processus: None,
        };
    }
    let programmes = programmes().expect(
        "PostgreSQL is needed by these tests and is not installed: run `make test`, which \
         installs it, or set MSS_TEST_POSTGRES_URL",
    );
    // PostgreSQL refuses to run as root.
    let mut commande = if est_root() {
        let mut commande = Command::new("runuser");
        commande.args(["-u", "postgres", "--", "sh", "-c"]);
        commande
    } else {
        let mut commande = Command::new("sh");
        commande.arg("-c");
        commande
    };
    let mut processus = commande
        .args([SCRIPT, "grappe"])
        .arg(programmes)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("starting PostgreSQL");
    let sortie = processus.stdout.take().expect("its output");
    let mut ligne = String::new();
    BufReader::new(sortie)
        .read_line(&mut ligne)
        .expect("reading its output");
    let dossier = ligne
        .trim()
        .strip_prefix("pret ")
        .expect("PostgreSQL did not start: see its log above");
    Grappe {
        url: format!("postgres://mss@localhost/postgres?host={dossier}")
            .parse()
            .expect("address of the private server"),
        _processus: Some(processus),
    }
}

/// The newest PostgreSQL of the machine.
fn programmes() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"));
    let chemin = std::env::var_os("PATH").unwrap_or_default();
    debian
        .chain(std::env::split_paths(&chemin))
        .filter(|dossier| dossier.join("initdb").is_file())
        .max_by_key(|dossier| numero(dossier))
}

/// 15 for `/usr/lib/postgresql/15/bin`.
fn numero(dossier: &std::path::Path) -> u32 {
    dossier
        .parent()
        .and_then(|version| version.file_name()?.to_str()?.parse().ok())
        .unwrap_or(0)
}

fn est_root() -> bool {
    let sortie = Command::new("id").arg("-u").output().expect("running id");
    sortie.stdout.trim_ascii() == b"0"
}
