//! What is accepted, and the exact sentence for what is not.

use std::{fs, path::Path};

use super::{Base, Configuration};

/// A valid configuration whose secrets are in `dossier`.
fn valide(dossier: &Path) -> String {
    ecrire(dossier, "client", "k7Zr-Qp2v-9sXm-41Tb");
    format!(
        r#"
[serveur]
adresse = "127.0.0.1:8443"
url_publique = "https://mss.ville.fr"
[base]
dossier = "{d}"
[cles]
trousseau = {{ fichier = "{d}/trousseau" }}
[[identite.fournisseurs]]
identifiant = "agents"
nom = "Agents"
emetteur = "https://identite.ville.fr"
client_id = "mss"
secret = {{ fichier = "{d}/client" }}
"#,
        d = dossier.display()
    )
}

fn ecrire(dossier: &Path, nom: &str, texte: &str) {
    use std::os::unix::fs::PermissionsExt;
    let chemin = dossier.join(nom);
    fs::write(&chemin, texte).unwrap();
    fs::set_permissions(&chemin, fs::Permissions::from_mode(0o600)).unwrap();
}

fn refus(texte: &str) -> String {
    Configuration::depuis_texte(texte).unwrap_err().to_string()
}

#[test]
fn a_complete_file_is_accepted_and_keeps_the_issuer_letter_by_letter() {
    let dossier = tempfile::tempdir().unwrap();
    let lue = Configuration::depuis_texte(&valide(dossier.path())).unwrap();
    assert_eq!(lue.fournisseurs[0].emetteur, "https://identite.ville.fr");
    assert_eq!(lue.fournisseurs[0].secret.reveler(), "k7Zr-Qp2v-9sXm-41Tb");
    assert!(lue.fournisseurs[0].pkce);
    assert!(matches!(lue.base, Base::Sqlite(_)));
    assert!(!format!("{lue:?}").contains("k7Zr"), "secrets never show");
}

#[test]
fn an_unknown_key_is_refused_and_the_demo_provider_is_one() {
    let dossier = tempfile::tempdir().unwrap();
    let texte = format!(
        "{}\n[demonstration]\nactive = true\n",
        valide(dossier.path())
    );
    assert_eq!(
        refus(&texte),
        "demonstration : ce paramètre est inconnu. Paramètres acceptés ici : serveur, base, cles, identite, theme, mentions, api, sessions."
    );
    let texte = valide(dossier.path()).replace("client_id", "clientId");
    assert!(refus(&texte).contains("clientId : ce paramètre est inconnu"));
    for cle in ["demo", "demonstration", "fournisseur_factice"] {
        let texte = format!("{}{cle} = true\n", valide(dossier.path()));
        assert!(
            refus(&texte).contains(&format!("{cle} : ce paramètre est inconnu")),
            "{cle}"
        );
    }
}

#[test]
fn a_missing_key_is_named() {
    let dossier = tempfile::tempdir().unwrap();
    let texte = valide(dossier.path()).replace("adresse = \"127.0.0.1:8443\"", "");
    assert_eq!(
        refus(&texte),
        "serveur.adresse : ce paramètre est obligatoire."
    );
}

#[test]
fn the_public_address_is_https_except_on_this_machine() {
    let dossier = tempfile::tempdir().unwrap();
    let texte = valide(dossier.path());
    let avec = |url: &str| texte.replace("https://mss.ville.fr", url);
    assert!(
        refus(&avec("http://mss.ville.fr"))
            .starts_with("serveur.url_publique : l’adresse publique commence par https://")
    );
    assert!(refus(&avec("https://mss.ville.fr/mss")).contains("sans chemin"));
    assert!(Configuration::depuis_texte(&avec("http://127.0.0.1:8443")).is_ok());
}

#[test]
fn weak_secrets_are_refused() {
    let dossier = tempfile::tempdir().unwrap();
    let texte = valide(dossier.path());
    for (valeur, phrase) in [
        ("", "le secret est vide"),
        ("  \n", "le secret est vide"),
        ("court", "le secret est trop court : 16 caractères au moins"),
        (
            "CHANGEZ-MOI-CHANGEZ-MOI",
            "le secret est une valeur d’exemple",
        ),
    ] {
        ecrire(dossier.path(), "client", valeur);
        let message = refus(&texte);
        assert!(message.contains(phrase), "{valeur:?}: {message}");
        assert!(message.starts_with("identite.fournisseurs.agents.secret : "));
    }
}

#[test]
fn only_the_password_of_an_address_is_a_secret() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("postgres");
    let texte = valide(dossier.path()).replace(
        &format!("[base]\ndossier = \"{}\"", dossier.path().display()),
        &format!(
            "[base]\npostgres = {{ fichier = \"{}\" }}",
            chemin.display()
        ),
    );
    for url in [
        "postgres://mss:k7Zr-Qp2v-9sXm-41Tb@db.exemple.fr/mss",
        "postgresql://mss@db.exemple.fr/mss",
        "postgres:///mss?host=/run/postgresql",
        "postgres://a:%6B7Zr-Qp2v-9sXm-41Tb@b/c\n",
        "postgres://a@b/c?password=k7Zr-Qp2v-9sXm-41Tb",
    ] {
        ecrire(dossier.path(), "postgres", url);
        let lue = Configuration::depuis_texte(&texte).unwrap();
        let Base::Postgres(secret) = lue.base else {
            unreachable!("{url} is a PostgreSQL")
        };
        assert_eq!(secret.reveler(), url.trim());
    }
    for (url, phrase) in [
        ("postgres://mss:court@db.ville.fr/mss", "trop court"),
        // 15 characters, however they are written.
        (
            "postgres://mss:%41%41%41%41%41%41%41%41%41%41%41%41%41%41%41@db/mss",
            "trop court",
        ),
        (
            "postgres://mss:changez-moi-bientot@db.ville.fr/mss",
            "valeur d’exemple",
        ),
        (
            "postgres://mss:change%6De-change%6De@db.ville.fr/mss",
            "valeur d’exemple",
        ),
        (
            "postgres://mss@db.ville.fr/mss?password=court",
            "trop court",
        ),
        (
            "mysql://mss:k7Zr-Qp2v-9sXm-41Tb@db/mss",
            "a la forme postgres://",
        ),
        ("k7Zr-Qp2v-9sXm-41Tb", "a la forme postgres://"),
        ("", "a la forme postgres://"),
    ] {
        ecrire(dossier.path(), "postgres", url);
        let message = refus(&texte);
        assert!(message.starts_with("base.postgres : "), "{message}");
        assert!(message.contains(phrase), "{url}: {message}");
        assert!(
            !message.contains("court@") && !message.contains("k7Zr"),
            "{message}"
        );
    }
}

#[test]
fn a_broken_file_is_named_by_its_line_without_quoting_it() {
    let dossier = tempfile::tempdir().unwrap();
    let texte = valide(dossier.path()).replace("nom = \"Agents\"", "nom = \"k7Zr");
    let rang = texte.lines().position(|l| l.contains("k7Zr")).unwrap() + 1;
    assert_eq!(
        refus(&texte),
        format!("Le fichier de configuration n’est pas du TOML valide, ligne {rang}.")
    );
}

#[test]
fn a_file_that_cannot_be_read_says_why_in_french() {
    let dossier = tempfile::tempdir().unwrap();
    let texte = valide(dossier.path()).replace("/client\"", "/absent\"");
    assert_eq!(
        refus(&texte),
        format!(
            "identite.fournisseurs.agents.secret : le fichier « {}/absent » est illisible : \
             ce chemin n’existe pas.",
            dossier.path().display()
        )
    );
    let config = Configuration::lire(dossier.path()).unwrap_err();
    assert!(
        config
            .to_string()
            .ends_with("c’est un dossier, pas un fichier.")
    );
}

#[test]
fn a_secret_in_clear_or_readable_by_all_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let dossier = tempfile::tempdir().unwrap();
    let texte = valide(dossier.path());
    let chemin = dossier.path().join("client");
    let en_clair = texte.replace(
        &format!("secret = {{ fichier = \"{}\" }}", chemin.display()),
        "secret = \"k7Zr-Qp2v-9sXm-41Tb\"",
    );
    let message = refus(&en_clair);
    assert!(
        message.contains("un secret se donne par référence"),
        "{message}"
    );
    assert!(!message.contains("k7Zr"));
    fs::set_permissions(&chemin, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(refus(&texte).contains("accessible à tous les comptes"));
}

#[test]
fn one_database_exactly() {
    let dossier = tempfile::tempdir().unwrap();
    let sans = valide(dossier.path()).replace("[base]\ndossier", "[base]\n# dossier");
    assert!(refus(&sans).starts_with("base : donnez soit « dossier »"));
}

#[test]
fn the_documented_sample_parses() {
    let dossier = tempfile::tempdir().unwrap();
    ecrire(dossier.path(), "secret", "k7Zr-Qp2v-9sXm-41Tb");
    let modele = include_str!("../../../../deploiement/mss.exemple.toml").replace(
        "/etc/mss/secrets/proconnect",
        &dossier.path().join("secret").display().to_string(),
    );
    let lue = Configuration::depuis_texte(&modele).unwrap();
    assert_eq!(lue.url_publique.as_str(), "https://mss.ville.example/");
    // Every line that is only commented out must be right too.
    let tout = modele.replace("# [theme]", "[theme]").replace(
        "# dossier = \"/usr/share/mss/dsfr\"",
        &format!("dossier = \"{}\"", dossier.path().display()),
    );
    assert!(Configuration::depuis_texte(&tout).unwrap().theme.is_some());
}

#[test]
fn the_quota_of_a_token_is_set_or_has_a_default() {
    let dossier = tempfile::tempdir().unwrap();
    let base = valide(dossier.path());
    let lue = Configuration::depuis_texte(&base).unwrap();
    assert_eq!(lue.quota, web::QUOTA);
    let texte = format!("{base}\n[api]\nrequetes_par_minute = 30\n");
    assert_eq!(Configuration::depuis_texte(&texte).unwrap().quota, 30);
    let texte = texte.replace("30", "0");
    assert_eq!(
        refus(&texte),
        "api.requetes_par_minute : donnez un nombre à partir de 1."
    );
}

#[test]
fn what_a_provider_does_its_own_way_is_a_switch() {
    let dossier = tempfile::tempdir().unwrap();
    let texte = valide(dossier.path());
    let simple = Configuration::depuis_texte(&texte).unwrap();
    let simple = &simple.fournisseurs[0];
    assert!(
        !simple.courriels_fiables,
        "an address is not believed without a word"
    );
    assert!(simple.deconnexion && simple.acr.is_empty() && simple.parametres.is_empty());
    let texte = format!(
        "{texte}courriels_fiables = true\nacr = [\"eidas2\", \"eidas3\"]\nattributs = [\"uid\"]\n\
         deconnexion = false\nparametres = {{ idp_hint = \"ville\" }}\n"
    );
    let lue = Configuration::depuis_texte(&texte).unwrap();
    let lu = &lue.fournisseurs[0];
    assert!(lu.courriels_fiables && !lu.deconnexion);
    assert_eq!(lu.acr, ["eidas2", "eidas3"]);
    assert_eq!(lu.attributs, ["uid"]);
    assert_eq!(lu.parametres["idp_hint"], "ville");
    assert_eq!(
        refus(&texte.replace("idp_hint", "state")),
        "identite.fournisseurs.agents.parametres.state : ce paramètre est réservé au protocole. Retirez-le."
    );
    assert!(refus(&texte.replace("eidas2", "eidas 2")).contains("agents.acr : chaque niveau"));
}

#[test]
fn two_providers_have_two_names_and_two_addresses() {
    let dossier = tempfile::tempdir().unwrap();
    let texte = valide(dossier.path());
    let (_, premier) = texte.split_once("[[identite.fournisseurs]]").unwrap();
    let deux = |nom: &str, hote: &str| {
        let second = premier
            .replace("\"agents\"", &format!("\"{nom}\""))
            .replace("identite.ville.fr", hote);
        format!("{texte}[[identite.fournisseurs]]{second}")
    };
    let lue = Configuration::depuis_texte(&deux("proconnect", "pro.example.fr")).unwrap();
    assert_eq!(lue.fournisseurs.len(), 2);
    assert!(refus(&deux("agents", "pro.example.fr")).contains("est donné deux fois"));
    assert!(refus(&deux("autre", "identite.ville.fr")).contains("a la même adresse"));
}

#[test]
fn sessions_last_within_bounds() {
    let dossier = tempfile::tempdir().unwrap();
    let texte = valide(dossier.path());
    let avec = |lignes: &str| format!("{texte}[sessions]\n{lignes}\n");
    let lue = Configuration::depuis_texte(&texte).unwrap().sessions;
    assert_eq!((lue.inactivite.as_mins(), lue.totale.as_hours()), (120, 12));
    let lue = Configuration::depuis_texte(&avec("inactivite_minutes = 15\nduree_heures = 8"));
    let lue = lue.unwrap().sessions;
    assert_eq!((lue.inactivite.as_mins(), lue.totale.as_hours()), (15, 8));
    for (lignes, phrase) in [
        (
            "inactivite_minutes = 4",
            "sessions.inactivite_minutes : donnez un nombre de minutes entre 5 et 480.",
        ),
        ("inactivite_minutes = 481", "entre 5 et 480"),
        (
            "duree_heures = 0",
            "sessions.duree_heures : donnez un nombre d’heures entre 1 et 24.",
        ),
        ("duree_heures = 25", "entre 1 et 24"),
        (
            "duree_heures = -1",
            "sessions.duree_heures : la valeur n’a pas la forme attendue.",
        ),
    ] {
        assert!(refus(&avec(lignes)).contains(phrase), "{lignes}");
    }
}
