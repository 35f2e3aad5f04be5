//! `mss organisations administrateur`: the operator names who administers an organisation, the
//! first one in particular.
//!
//! Invariant: the organisation's journal says the operator did it.

use std::io::Write;

use anyhow::{Result, anyhow};
use application::organisations::nommer_par_exploitant;
use application::{Environnement, Error, Raison};
use clap::Subcommand;

use crate::{installation::Installation, serveur};

/// The actions on organisations.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Nomme un administrateur d’organisation : il peut tout faire sur chacun de ses services.
    Administrateur(Demande),
}

/// Who administers what.
#[derive(Debug, clap::Args)]
pub(crate) struct Demande {
    /// SIRET de l’organisation ; elle répond d’un service au moins.
    #[arg(long, value_name = "SIRET")]
    siret: String,
    /// Adresse électronique de la personne ; elle s’est déjà connectée au moins une fois.
    #[arg(long, value_name = "ADRESSE")]
    courriel: String,
    #[command(flatten)]
    installation: Installation,
}

/// Names an administrator and says so.
///
/// # Errors
///
/// A French sentence.
pub(crate) fn executer(action: Action) -> Result<()> {
    let Action::Administrateur(demande) = action;
    serveur::executer(async {
        let store = demande.installation.ouvrir().await?;
        let env = Environnement::systeme(store.clone());
        let issue = nommer_par_exploitant(&env, &demande.siret, &demande.courriel).await;
        store.close().await;
        issue.map_err(|e| phrase(&demande.siret, &demande.courriel, e))?;
        writeln!(
            std::io::stdout(),
            "« {} » administre l’organisation {}.",
            demande.courriel,
            demande.siret
        )?;
        Ok(())
    })
}

fn phrase(siret: &str, courriel: &str, erreur: Error) -> anyhow::Error {
    match erreur {
        Error::Saisie { champ: "siret", .. } => anyhow!(
            "Aucune organisation n’a le SIRET « {siret} » ici. Elle apparaît quand on décrit son premier service."
        ),
        Error::Saisie {
            raison: Raison::DejaAdministrateur,
            ..
        } => anyhow!("« {courriel} » administre déjà cette organisation."),
        Error::Saisie { .. } => anyhow!(
            "Aucun compte n’a l’adresse « {courriel} ». La personne doit s’être connectée une fois."
        ),
        autre => autre.into(),
    }
}
