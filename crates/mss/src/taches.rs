//! `mss taches executer`: what time alone makes due, for an external scheduler (rule 1220).
//!
//! Invariant: safe to run at any moment, twice at once, or not at all for a while.

use std::io::Write;

use anyhow::Result;
use application::{Environnement, taches};
use clap::Subcommand;

use crate::{installation::Installation, serveur};

/// The actions on tasks.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Vide la corbeille et oublie ce qui n’a plus d’utilité.
    Executer(Installation),
}

/// Runs the tasks that are due and says what was done.
///
/// # Errors
///
/// A French sentence.
pub(crate) fn executer(action: Action) -> Result<()> {
    let Action::Executer(installation) = action;
    serveur::executer(async {
        let store = installation.ouvrir().await?;
        let bilan = taches::executer(&Environnement::systeme(store.clone())).await?;
        store.close().await;
        writeln!(
            std::io::stdout(),
            "Services effacés : {}. Formulaires oubliés : {}. Sessions oubliées : {}. Modèles effacés : {}. Jetons oubliés : {}.",
            bilan.services_effaces,
            bilan.operations_oubliees,
            bilan.sessions_oubliees,
            bilan.modeles_effaces,
            bilan.jetons_oublies,
        )?;
        Ok(())
    })
}
