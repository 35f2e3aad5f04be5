//! `mss`: the server, its demonstration and the storage-free evaluation, in one binary.
//!
//! To add a command: a variant of [`Commande`], a module with one function that returns an
//! [`ExitCode`], and its line in `docs/exploitation.md`. Help texts are in French.

mod config;
mod demo;
mod evaluer;
mod installation;
mod jetons;
mod journal;
mod organisations;
mod phrases;
mod serveur;
mod servir;
mod taches;
mod trousseau;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Pages are made of many small strings; `docs/performance.md` has what it brings.
#[global_allocator]
static ALLOCATEUR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// MonServiceSécurisé : décrire, sécuriser et homologuer vos services numériques.
#[derive(Parser)]
#[command(name = "mss", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    commande: Commande,
}

#[derive(Subcommand)]
enum Commande {
    /// Sert le produit avec le fichier de configuration donné.
    Servir {
        /// Fichier de configuration (modèle commenté : deploiement/mss.exemple.toml).
        #[arg(long, value_name = "FICHIER")]
        config: PathBuf,
    },
    /// Sert une démonstration sur cette machine, sans configuration.
    Demo {
        /// Port d’écoute sur 127.0.0.1 ; 0 pour un port libre.
        #[arg(long, value_name = "PORT", default_value_t = 8080)]
        port: u16,
        /// Dossier des données, créé s’il n’existe pas.
        #[arg(long, value_name = "DOSSIER", default_value = "var/demo")]
        donnees: PathBuf,
    },
    Evaluer(evaluer::Args),
    /// Fait ce que le temps qui passe rend dû ; à lancer chaque jour par un ordonnanceur.
    #[command(subcommand)]
    Taches(taches::Action),
    /// Gère les jetons d’accès à l’API.
    #[command(subcommand)]
    Jetons(jetons::Action),
    /// Gère les administrateurs des organisations.
    #[command(subcommand)]
    Organisations(organisations::Action),
    /// Gère les clés de chiffrement.
    #[command(subcommand)]
    Trousseau(trousseau::Action),
    /// Affiche la version.
    Version,
}

fn main() -> ExitCode {
    let commande = Arguments::parse().commande;
    let issue = match commande {
        Commande::Servir { config } => return servir::executer(&config),
        Commande::Demo { port, donnees } => demo::executer(port, donnees),
        Commande::Evaluer(args) => return evaluer::executer(&args),
        Commande::Taches(action) => taches::executer(action),
        Commande::Jetons(action) => jetons::executer(action),
        Commande::Organisations(action) => organisations::executer(action),
        Commande::Trousseau(action) => trousseau::executer(action),
        Commande::Version => {
            println!("{}", version());
            Ok(())
        }
    };
    match issue {
        Ok(()) => ExitCode::SUCCESS,
        Err(erreur) => {
            eprintln!("{}", phrases::dire(&erreur));
            ExitCode::FAILURE
        }
    }
}

/// `mss 0.1.0`, with the revision of the sources when the packager gave it.
fn version() -> String {
    match web::REVISION {
        Some(revision) => format!("mss {} ({revision})", web::VERSION),
        None => format!("mss {}", web::VERSION),
    }
}
