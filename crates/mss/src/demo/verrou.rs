//! One demonstration at a time on a directory.
//!
//! Invariant: the lock is the operating system's, so a killed process never leaves it behind; the
//! file only says where the one that holds it can be reached.

use std::{
    fs::{self, File, TryLockError},
    io::{Seek, Write},
    path::Path,
};

use anyhow::{Context, Result, bail};
use url::Url;

/// Name of the file in the directory.
const FICHIER: &str = "verrou";

/// Held as long as the demonstration runs.
pub(super) struct Verrou {
    _fichier: File,
}

impl Verrou {
    /// Takes the directory for the demonstration served at `adresse`.
    ///
    /// # Errors
    ///
    /// A French sentence that says where the other one is served.
    pub(super) fn prendre(dossier: &Path, adresse: &Url) -> Result<Self> {
        fs::create_dir_all(dossier).with_context(|| {
            format!("Le dossier « {} » ne peut pas être créé", dossier.display())
        })?;
        let chemin = dossier.join(FICHIER);
        let illisible = || format!("« {} » ne peut pas être écrit", chemin.display());
        let mut fichier = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&chemin)
            .with_context(illisible)?;
        match fichier.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let ou = fs::read_to_string(&chemin).unwrap_or_default();
                bail!(
                    "Ces données sont déjà servies par une autre démonstration ({}). Arrêtez-la, ou choisissez un autre dossier avec --donnees.",
                    ou.trim()
                );
            }
            Err(TryLockError::Error(erreur)) => return Err(erreur).with_context(illisible),
        }
        fichier.set_len(0).with_context(illisible)?;
        fichier.rewind().with_context(illisible)?;
        writeln!(fichier, "{}", adresse.as_str().trim_end_matches('/')).with_context(illisible)?;
        Ok(Self { _fichier: fichier })
    }
}
