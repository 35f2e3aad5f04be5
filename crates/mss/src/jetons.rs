//! `mss jetons creer`: a token for a program, from the operator's command line.
//!
//! Invariant: the secret is alone on standard output, so that a script can keep it; everything
//! else is said on standard error.

use std::io::Write;

use anyhow::{Context, Result, anyhow};
use application::jetons::{self, Creer, Expiration, JOURS_MAX, JOURS_MIN};
use application::{Environnement, Error, Raison};
use clap::{Subcommand, ValueEnum};
use domaine::droits::Portee;
use uuid::Uuid;

use crate::{installation::Installation, serveur};

/// The actions on tokens.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Crée un jeton d’accès à l’API au nom d’une personne, et l’affiche seul.
    Creer(Demande),
}

/// What the token is.
#[derive(Debug, clap::Args)]
pub(crate) struct Demande {
    /// Adresse électronique de la personne ; elle s’est déjà connectée au moins une fois.
    #[arg(long, value_name = "ADRESSE")]
    courriel: String,
    /// Ce que le jeton permet.
    #[arg(long)]
    portee: Etendue,
    /// Identifiant d’un service auquel le limiter ; à répéter. Sans cette option : tous ceux de la personne.
    #[arg(long = "service", value_name = "ID")]
    services: Vec<Uuid>,
    /// Nom du jeton, pour le reconnaître.
    #[arg(long, value_name = "NOM", default_value = "Ligne de commande")]
    nom: String,
    /// Nombre de jours avant la fin, de 1 à 366.
    #[arg(long, value_name = "JOURS", default_value_t = 90)]
    expire_jours: u16,
    #[command(flatten)]
    installation: Installation,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Etendue {
    /// Lire seulement.
    Lecture,
    /// Lire et écrire.
    Ecriture,
}

/// Makes a token and prints its secret.
///
/// # Errors
///
/// A French sentence.
pub(crate) fn executer(action: Action) -> Result<()> {
    let Action::Creer(demande) = action;
    serveur::executer(async {
        let store = demande.installation.ouvrir().await?;
        let env = Environnement::systeme(store.clone());
        let commande = Creer {
            operation: env.nouvel_id(),
            nom: demande.nom,
            portee: match demande.portee {
                Etendue::Lecture => Portee::Lecture,
                Etendue::Ecriture => Portee::Ecriture,
            },
            services: (!demande.services.is_empty()).then_some(demande.services),
            expiration: Expiration::Jours(demande.expire_jours),
        };
        let issue = jetons::creer_pour(&env, &demande.courriel, &commande).await;
        store.close().await;
        let secret = issue.map_err(|e| phrase(&demande.courriel, e))?.secret;
        let secret = secret.context("Le jeton n’a pas pu être affiché")?;
        writeln!(std::io::stdout(), "{secret}")?;
        Ok(())
    })
}

fn phrase(courriel: &str, erreur: Error) -> anyhow::Error {
    let Error::Saisie { champ, raison } = erreur else {
        return match erreur {
            Error::Introuvable => anyhow!(
                "Aucun compte, ou plusieurs, ont l’adresse « {courriel} ». La personne doit s’être connectée une fois."
            ),
            autre => autre.into(),
        };
    };
    match (champ, raison) {
        ("services", _) => {
            anyhow!("--service : chaque service est donné une fois, et la personne y a un rôle.")
        }
        ("expiration", _) => {
            anyhow!("--expire-jours : donnez un nombre de jours, de {JOURS_MIN} à {JOURS_MAX}.")
        }
        ("jetons", Raison::TropNombreux { max }) => {
            anyhow!(
                "Cette personne a déjà {max} jetons valables. Elle peut en révoquer sur la page « Mon compte »."
            )
        }
        _ => anyhow!("--nom : donnez un nom de 1 à 100 caractères."),
    }
}
