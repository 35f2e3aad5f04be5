//! Which installation an operator command is about.
//!
//! Invariant: exactly one is named, by its configuration or by its demonstration directory.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use stockage::Store;

use crate::{config::Configuration, demo, servir};

/// Names the installation.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Installation {
    /// Fichier de configuration de l’installation.
    #[arg(long, value_name = "FICHIER")]
    config: Option<PathBuf>,
    /// Dossier d’une démonstration.
    #[arg(long, value_name = "DOSSIER")]
    donnees: Option<PathBuf>,
}

impl Installation {
    /// Opens its database.
    ///
    /// # Errors
    ///
    /// A French sentence that names what cannot be used.
    pub(crate) async fn ouvrir(self) -> Result<Store> {
        if let Some(fichier) = self.config {
            let config = Configuration::lire(&fichier)?;
            return servir::ouvrir(&config.trousseau, config.base).await;
        }
        let dossier = self
            .donnees
            .context("Dites quelle installation : --config FICHIER ou --donnees DOSSIER.")?;
        if !dossier.is_dir() {
            anyhow::bail!("Le dossier « {} » n’existe pas.", dossier.display());
        }
        demo::ouvrir(&dossier).await
    }
}
