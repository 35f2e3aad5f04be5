//! `mss trousseau creer`: the keys of a new installation.
//!
//! Invariant: an existing file is never written over: without it, its data would be lost.

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use clap::Subcommand;
use stockage::{Trousseau, ports::AleaSysteme};

use crate::phrases;

/// The actions on the keyring.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Crée le trousseau d’une nouvelle installation, lisible par le seul compte courant.
    Creer {
        /// Fichier à créer.
        #[arg(value_name = "FICHIER")]
        fichier: PathBuf,
    },
}

/// Makes a keyring.
///
/// # Errors
///
/// A French sentence: the file exists, or cannot be written.
pub(crate) fn executer(action: Action) -> Result<()> {
    let Action::Creer { fichier } = action;
    if fichier.exists() {
        bail!(
            "« {} » existe déjà. L’écraser rendrait illisibles les données qu’il protège.",
            fichier.display()
        );
    }
    Trousseau::creer(&fichier, &AleaSysteme)
        .map_err(|erreur| anyhow!(phrases::nouveau_trousseau(&fichier, &erreur)))?;
    Ok(())
}
