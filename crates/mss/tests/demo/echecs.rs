//! A start that fails says why, once, in French, with what to do; the log stays strict ASCII.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use super::navigateur::Demo;

fn lancer(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mss"))
        .args(arguments)
        .output()
        .unwrap()
}

/// An installation ready to serve, in a directory of its own.
struct Installation {
    dossier: TempDir,
    port: u16,
    base: String,
}

impl Installation {
    /// On SQLite, with a keyring, on a port nobody has.
    fn new() -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let base = format!("dossier = \"{}/donn\u{e9}es\"", dossier.path().display());
        let installation = Self {
            dossier,
            port: 0,
            base,
        };
        let trousseau = installation.chemin("trousseau");
        assert!(lancer(&["trousseau", "creer", &trousseau]).status.success());
        installation.secret("client", "k7Zr-Qp2v-9sXm-41Tb");
        installation
    }

    fn chemin(&self, nom: &str) -> String {
        self.dossier.path().join(nom).to_str().unwrap().to_owned()
    }

    fn secret(&self, nom: &str, valeur: &str) {
        let chemin = self.chemin(nom);
        fs::write(&chemin, valeur).unwrap();
        fs::set_permissions(&chemin, fs::Permissions::from_mode(0o600)).unwrap();
    }

    /// A PostgreSQL at this address.
    fn postgres(&mut self, url: &str) {
        self.secret("postgres", url);
        self.base = format!("postgres = {{ fichier = \"{}\" }}", self.chemin("postgres"));
    }

    fn configurer(&self) -> String {
        let config = self.chemin("mss.toml");
        let texte = format!(
            "[serveur]\nadresse = \"127.0.0.1:{}\"\nurl_publique = \"http://127.0.0.1:18650\"\n\
             [base]\n{}\n[cles]\ntrousseau = {{ fichier = \"{}\" }}\n\
             [[identite.fournisseurs]]\nidentifiant = \"agents\"\nnom = \"Agents\"\n\
             emetteur = \"http://127.0.0.1:9\"\nclient_id = \"mss\"\n\
             secret = {{ fichier = \"{}\" }}\n",
            self.port,
            self.base,
            self.chemin("trousseau"),
            self.chemin("client")
        );
        fs::write(&config, texte).unwrap();
        config
    }

    /// Makes the database, by a command that ends.
    fn installer(&self) {
        let sortie = lancer(&["taches", "executer", "--config", &self.configurer()]);
        assert!(sortie.status.success(), "{sortie:?}");
    }

    /// The sentence of `mss servir`, from its log; the same one as that of an operator's command.
    fn echec(&self) -> String {
        let config = self.configurer();
        let phrase = echec_de_servir(&config);
        if !phrase.starts_with("Le port") {
            let sortie = lancer(&["taches", "executer", "--config", &config]);
            assert_eq!(sortie.status.code(), Some(1));
            assert_eq!(
                String::from_utf8(sortie.stderr).unwrap(),
                format!("{phrase}\n")
            );
        }
        phrase
    }
}

/// Every byte that a log may hold.
fn verifier_ascii(octets: &[u8]) {
    let permis = |o: &u8| matches!(o, b' '..=b'~' | b'\n');
    assert!(
        octets.iter().all(permis),
        "{}",
        String::from_utf8_lossy(octets)
    );
}

/// The cause of the one event of a `mss servir` that cannot start.
pub(crate) fn echec_de_servir(config: &str) -> String {
    let sortie = lancer(&["servir", "--config", config]);
    assert_eq!(sortie.status.code(), Some(1));
    assert!(sortie.stdout.is_empty());
    verifier_ascii(&sortie.stderr);
    let ligne: Value = serde_json::from_slice(&sortie.stderr).unwrap();
    assert_eq!(
        (&ligne["level"], &ligne["message"]),
        (&"ERROR".into(), &"echec".into())
    );
    ligne["cause"].as_str().unwrap().to_owned()
}

#[test]
fn a_missing_or_damaged_keyring() {
    let installation = Installation::new();
    let trousseau = installation.chemin("trousseau");
    let ecrire = |texte: &str| installation.secret("trousseau", texte);
    fs::remove_file(&trousseau).unwrap();
    assert_eq!(
        installation.echec(),
        format!(
            "Le trousseau « {trousseau} » n’existe pas. Pour une nouvelle installation, créez-le : \
             mss trousseau creer {trousseau}. Sinon, restaurez-le de sa sauvegarde."
        )
    );
    ecrire("mss-trousseau 1\nracine abc\n");
    assert_eq!(
        installation.echec(),
        format!(
            "Le trousseau « {trousseau} » est abîmé à la ligne 2. Restaurez-le de sa sauvegarde."
        )
    );
    ecrire("mss-trousseau 1\n");
    assert!(installation.echec().contains("est incomplet. Restaurez-le"));
    fs::set_permissions(&trousseau, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(
        installation.echec(),
        format!(
            "Le trousseau « {trousseau} » est accessible à d’autres comptes (droits 644). \
             Retirez ces droits : chmod 600 {trousseau}."
        )
    );
}

#[test]
fn a_keyring_is_made_once_and_where_it_can_be() {
    let installation = Installation::new();
    let refus = |chemin: &str| {
        let sortie = lancer(&["trousseau", "creer", chemin]);
        assert_eq!(sortie.status.code(), Some(1));
        String::from_utf8(sortie.stderr).unwrap()
    };
    let trousseau = installation.chemin("trousseau");
    assert!(refus(&trousseau).starts_with(&format!("« {trousseau} » existe déjà.")));
    let ailleurs = installation.chemin("absent/trousseau");
    assert_eq!(
        refus(&ailleurs),
        format!("Le trousseau « {ailleurs} » ne peut pas être créé : ce chemin n’existe pas.\n")
    );
}

#[test]
fn another_keyring_than_the_one_of_the_database() {
    let installation = Installation::new();
    installation.installer();
    let trousseau = installation.chemin("trousseau");
    fs::remove_file(&trousseau).unwrap();
    assert!(lancer(&["trousseau", "creer", &trousseau]).status.success());
    assert_eq!(
        installation.echec(),
        format!(
            "La base de données du dossier « {} » ne s’ouvre pas avec ce trousseau. Donnez celui \
             de cette installation, ou restaurez-le de sa sauvegarde.",
            installation.chemin("donn\u{e9}es")
        )
    );
}

#[test]
fn a_database_that_is_not_one_or_cannot_be_opened() {
    let installation = Installation::new();
    let donnees = installation.chemin("donn\u{e9}es");
    let fichier = Path::new(&donnees).join("mss.sqlite");
    fs::create_dir(&donnees).unwrap();
    fs::write(&fichier, "autre chose qu’une base\n".repeat(400)).unwrap();
    assert!(
        installation
            .echec()
            .contains("est illisible : son fichier est abîmé")
    );
    fs::remove_file(&fichier).unwrap();
    fs::create_dir(&fichier).unwrap();
    assert!(
        installation
            .echec()
            .contains("ne peut pas être ouverte ou écrite.")
    );
    fs::remove_dir_all(&donnees).unwrap();
    fs::write(&donnees, "").unwrap();
    assert_eq!(
        installation.echec(),
        format!(
            "Le dossier des données « {donnees} » ne peut pas être utilisé : ce chemin existe déjà. \
             Choisissez un dossier où le compte qui lance le programme peut écrire."
        )
    );
}

#[test]
fn a_postgres_that_does_not_answer_or_makes_no_sense() {
    let mut installation = Installation::new();
    installation.postgres("postgres://mss@127.0.0.1:9/mss");
    assert_eq!(
        installation.echec(),
        "La base de données PostgreSQL ne répond pas. Vérifiez que son serveur est démarré et que \
         l’adresse donnée dans « base.postgres » est la bonne."
    );
    installation.postgres("postgres://mss@127.0.0.1:9/mss?sslmode=peut-etre");
    assert!(
        installation
            .echec()
            .contains("a une adresse qui n’est pas comprise.")
    );
    installation.postgres("mysql://mss@127.0.0.1:9/mss");
    assert!(
        installation
            .echec()
            .starts_with("base.postgres : l’adresse de la base a la forme")
    );
}

#[test]
fn a_port_that_is_taken() {
    let occupe = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut installation = Installation::new();
    installation.port = occupe.local_addr().unwrap().port();
    assert_eq!(
        installation.echec(),
        format!(
            "Le port {} est déjà utilisé. Choisissez-en un autre, ou arrêtez le programme qui \
             l’occupe.",
            installation.port
        )
    );
}

#[test]
fn a_name_cannot_begin_a_line_of_the_log() {
    let piege = "/donn\u{e9}es\n{\"message\":\"demarrage\"}";
    assert_eq!(
        echec_de_servir(piege),
        format!("Le fichier de configuration « {piege} » est illisible : ce chemin n’existe pas.")
    );
}

/// A demonstration whose directory cannot be made, for a person: readable, accents included.
#[test]
fn a_demonstration_fails_in_plain_words() {
    let dossier = tempfile::tempdir().unwrap();
    let fichier = dossier.path().join("occup\u{e9}");
    fs::write(&fichier, "").unwrap();
    let donnees = fichier.join("demo");
    let donnees = donnees.to_str().unwrap();
    let sortie = lancer(&["demo", "--port", "0", "--donnees", donnees]);
    assert_eq!(sortie.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(sortie.stderr).unwrap(),
        format!(
            "Le dossier « {donnees} » ne peut pas être créé : un fichier occupe la place d’un \
             dossier dans ce chemin.\n"
        )
    );
}

/// Stops a program and gives what it logged, line by line, once every byte is checked.
fn arreter(processus: &mut Child, mut journal: Vec<u8>, sortie: &mut impl Read) -> Vec<String> {
    let pid = processus.id().to_string();
    assert!(Command::new("kill").arg(pid).status().unwrap().success());
    sortie.read_to_end(&mut journal).unwrap();
    assert!(processus.wait().unwrap().success());
    verifier_ascii(&journal);
    let texte = String::from_utf8(journal).unwrap();
    texte.lines().map(str::to_owned).collect()
}

/// A request full of what has no place in a log.
fn visiter(adresse: &str, hote: &str) {
    let mut flux = TcpStream::connect(adresse).unwrap();
    let requete = format!(
        "GET /connexion/vers/agents?retour=%0A\u{e9} HTTP/1.1\r\nHost: {hote}\r\n\
         User-Agent: \u{e9}l\u{e8}ve\r\nConnection: close\r\n\r\n"
    );
    flux.write_all(requete.as_bytes()).unwrap();
    let mut reponse = Vec::new();
    flux.read_to_end(&mut reponse).unwrap();
    assert!(reponse.starts_with(b"HTTP/1.1 "));
}

#[test]
fn a_whole_run_of_the_server_logs_ascii_json() {
    let installation = Installation::new();
    let mut processus = Command::new(env!("CARGO_BIN_EXE_mss"))
        .args(["servir", "--config", &installation.configurer()])
        .env("RUST_LOG", "debug")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut sortie = BufReader::new(processus.stderr.take().unwrap());
    let mut journal = Vec::new();
    let adresse = loop {
        let debut = journal.len();
        assert!(sortie.read_until(b'\n', &mut journal).unwrap() > 0);
        let ligne: Value = serde_json::from_slice(&journal[debut..]).unwrap();
        if ligne["message"] == "demarrage" {
            break ligne["adresse"].as_str().unwrap().to_owned();
        }
    };
    visiter(&adresse, "127.0.0.1:18650");
    let lignes = arreter(&mut processus, journal, &mut sortie);
    let lignes: Vec<Value> = lignes
        .iter()
        .map(|ligne| serde_json::from_str(ligne).unwrap())
        .collect();
    for attendu in ["requete", "fournisseur_injoignable", "arret"] {
        assert!(
            lignes.iter().any(|l| l["message"] == attendu),
            "{attendu}: {lignes:?}"
        );
    }
}

#[test]
fn a_whole_run_of_the_demonstration_logs_ascii() {
    let mut demo = Demo::demarrer();
    visiter(
        &demo.adresse["http://".len()..],
        &demo.adresse["http://".len()..],
    );
    let mut sortie = demo.processus.stderr.take().unwrap();
    let lignes = arreter(&mut demo.processus, Vec::new(), &mut sortie);
    for attendu in ["demarrage", "requete", "arret"] {
        assert!(
            lignes.iter().any(|l| l.contains(attendu)),
            "{attendu}: {lignes:?}"
        );
    }
}
