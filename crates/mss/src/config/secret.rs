//! Secrets of the configuration: where they are, never what they are.
//!
//! Invariant: a `Secret` is long enough, is not an example, and never shows in a log. In an address
//! only the password is a secret: the rest may be short, and may say `exemple`.

use std::{env, fmt, fs, path::PathBuf};

use percent_encoding::percent_decode_str;
use serde::Deserialize;
use url::Url;

use crate::phrases;

/// The keys of the file that hold references.
pub(super) const CLES: [&str; 3] = ["secret", "postgres", "trousseau"];

const LONGUEUR_MIN: usize = 16;

/// Words that only appear in a value copied from documentation.
const EXEMPLES: [&str; 7] = [
    "changez-moi",
    "changeme",
    "change-me",
    "a-remplacer",
    "à-remplacer",
    "exemple",
    "motdepasse",
];

/// Where a secret is: `{ fichier = "…" }` or `{ env = "…" }`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reference {
    fichier: Option<PathBuf>,
    env: Option<String>,
}

/// A secret's value.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    /// The value, to hand to whoever needs it and nobody else.
    #[must_use]
    pub(crate) fn reveler(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Reference {
    /// Reads and checks the secret; problems are added with `cle`, the key's name.
    pub(super) fn resoudre(&self, cle: &str, problemes: &mut Vec<String>) -> Option<Secret> {
        self.resoudre_avec(controler, cle, problemes)
    }

    /// The same for the address of a PostgreSQL, whose password, if there is one, is checked.
    pub(super) fn resoudre_adresse(
        &self,
        cle: &str,
        problemes: &mut Vec<String>,
    ) -> Option<Secret> {
        self.resoudre_avec(controler_adresse, cle, problemes)
    }

    fn resoudre_avec(
        &self,
        controler: fn(&str) -> Result<(), String>,
        cle: &str,
        problemes: &mut Vec<String>,
    ) -> Option<Secret> {
        let lu = self.lire().and_then(|valeur| {
            let valeur = valeur.trim();
            controler(valeur).map(|()| Secret(valeur.to_owned()))
        });
        match lu {
            Ok(secret) => Some(secret),
            Err(probleme) => {
                problemes.push(format!("{cle} : {probleme}"));
                None
            }
        }
    }

    fn lire(&self) -> Result<String, String> {
        match (&self.fichier, &self.env) {
            (Some(fichier), None) => {
                refuser_lisible_par_tous(fichier)?;
                fs::read_to_string(fichier).map_err(|erreur| {
                    format!(
                        "le fichier « {} » est illisible : {}.",
                        fichier.display(),
                        phrases::systeme(&erreur)
                    )
                })
            }
            (None, Some(nom)) => env::var(nom)
                .map_err(|_| format!("la variable d’environnement « {nom} » n’est pas définie.")),
            _ => Err(
                "un secret se donne par référence, { fichier = \"…\" } ou { env = \"…\" }."
                    .to_owned(),
            ),
        }
    }
}

/// The password is in the address or, as the driver accepts too, among its parameters.
fn controler_adresse(adresse: &str) -> Result<(), String> {
    let adresse = Url::parse(adresse)
        .ok()
        .filter(|adresse| matches!(adresse.scheme(), "postgres" | "postgresql"))
        .ok_or("l’adresse de la base a la forme postgres://compte:motdepasse@serveur/base.")?;
    let mots_de_passe = adresse
        .password()
        .map(|mot| percent_decode_str(mot).decode_utf8_lossy())
        .into_iter()
        .chain(
            adresse
                .query_pairs()
                .filter_map(|(cle, mot)| (cle == "password").then_some(mot)),
        );
    for mot in mots_de_passe {
        controler(&mot).map_err(|probleme| format!("dans l’adresse, {probleme}"))?;
    }
    Ok(())
}

fn controler(valeur: &str) -> Result<(), String> {
    let minuscules = valeur.to_lowercase();
    if valeur.is_empty() {
        return Err("le secret est vide.".to_owned());
    }
    if EXEMPLES.iter().any(|exemple| minuscules.contains(exemple)) {
        return Err("le secret est une valeur d’exemple. Remplacez-le.".to_owned());
    }
    if valeur.chars().count() < LONGUEUR_MIN {
        return Err(format!(
            "le secret est trop court : {LONGUEUR_MIN} caractères au moins."
        ));
    }
    Ok(())
}

#[cfg(unix)]
fn refuser_lisible_par_tous(fichier: &std::path::Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    match fs::metadata(fichier) {
        Ok(infos) if infos.permissions().mode() & 0o007 != 0 => Err(format!(
            "le fichier « {} » est accessible à tous les comptes de la machine. \
             Retirez ces droits : chmod o-rwx.",
            fichier.display()
        )),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn refuser_lisible_par_tous(_: &std::path::Path) -> Result<(), String> {
    Ok(())
}
