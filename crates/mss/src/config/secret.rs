//! Secrets of the configuration: where they are, never what they are.
//!
//! Invariant: a `Secret` is long enough, is not an example, and never shows in a log.

use std::{env, fmt, fs, path::PathBuf};

use serde::Deserialize;

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
        match self.lire().and_then(|valeur| controler(&valeur)) {
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
                        "le fichier « {} » est illisible : {erreur}.",
                        fichier.display()
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

fn controler(valeur: &str) -> Result<Secret, String> {
    let valeur = valeur.trim();
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
    Ok(Secret(valeur.to_owned()))
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
