//! `mss servir`: the real thing, from one configuration file.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Result, anyhow};
use application::Environnement;
use axum::Router;
use stockage::{Parametres, Store, Trousseau, ports::AleaSysteme};
use web::{App, Mentions, ReglageFournisseur, Reglages};

use crate::{
    config::{Base, Configuration, Fournisseur},
    journal, phrases, serveur,
};

/// Connections to PostgreSQL kept by one instance.
const CONNEXIONS: u32 = 20;

/// Reads the configuration, opens the database, serves until told to stop. A failure is an event
/// of the log (`echec`), whose sentences are in `docs/exploitation.md`.
pub(crate) fn executer(config: &Path) -> ExitCode {
    journal::demarrer(journal::Forme::Json);
    match serveur::executer(demarrer(config)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(erreur) => {
            journal::echec(&erreur);
            ExitCode::FAILURE
        }
    }
}

async fn demarrer(config: &Path) -> Result<()> {
    let config = Configuration::lire(config)?;
    let listener = serveur::prendre(config.adresse).await?;
    let store = ouvrir(&config.trousseau, config.base).await?;
    let theme = config.theme.clone();
    let reglages = Reglages {
        url_publique: config.url_publique,
        fournisseurs: config.fournisseurs.into_iter().map(fournisseur).collect(),
        theme: config.theme,
        mentions: Mentions {
            editeur: config.mentions.editeur,
            directeur: config.mentions.directeur,
            contact: config.mentions.contact,
            hebergeur: config.mentions.hebergeur,
            contact_dpo: config.mentions.contact_dpo,
        },
        demonstration: false,
        quota: config.quota,
        sessions: config.sessions,
    };
    let monde = Environnement::systeme(store.clone());
    let app = App::new(monde, Arc::new(AleaSysteme), reglages)
        .map_err(|erreur| sans_application(theme, erreur))?;
    serveur::prechauffer(&app);
    serveur::servir(listener, web::router(&app, Router::new()), store).await
}

/// Opens the database of an installation and brings its schema up to date.
///
/// # Errors
///
/// A French sentence that names what cannot be used.
pub(crate) async fn ouvrir(trousseau: &Path, base: Base) -> Result<Store> {
    let trousseau = Trousseau::load(trousseau)
        .map_err(|erreur| anyhow!(phrases::trousseau(trousseau, &erreur)))?;
    ouvrir_base(parametres(base), trousseau).await
}

/// Opens a database whose keyring is read, and brings its schema up to date.
///
/// # Errors
///
/// As [`ouvrir`].
pub(crate) async fn ouvrir_base(parametres: Parametres, trousseau: Trousseau) -> Result<Store> {
    let sujet = match &parametres {
        Parametres::Sqlite { dossier } => {
            format!("La base de données du dossier « {} »", dossier.display())
        }
        Parametres::Postgres { .. } => "La base de données PostgreSQL".to_owned(),
    };
    let phrase = |erreur: stockage::Error| anyhow!(phrases::base(&sujet, &erreur));
    let store = Store::open(parametres, trousseau).await.map_err(phrase)?;
    store.migrate().await.map_err(phrase)?;
    Ok(store)
}

/// Why the application cannot be put together.
fn sans_application(theme: Option<PathBuf>, erreur: impl Into<anyhow::Error>) -> anyhow::Error {
    let erreur = erreur.into();
    match (theme, erreur.root_cause().downcast_ref()) {
        (Some(dossier), Some(cause)) => anyhow!(
            "Le dossier du thème « {} » ne peut pas être lu : {}.",
            dossier.display(),
            phrases::systeme(cause)
        ),
        _ => erreur
            .context("Les liaisons avec les fournisseurs d’identité ne peuvent pas être préparées"),
    }
}

fn parametres(base: Base) -> Parametres {
    match base {
        Base::Sqlite(dossier) => Parametres::Sqlite { dossier },
        Base::Postgres(url) => Parametres::Postgres {
            url: url.reveler().to_owned(),
            connexions: CONNEXIONS,
        },
    }
}

fn fournisseur(f: Fournisseur) -> ReglageFournisseur {
    ReglageFournisseur {
        identifiant: f.identifiant,
        nom: f.nom,
        emetteur: f.emetteur,
        client_id: f.client_id,
        secret: f.secret.reveler().to_owned(),
        scopes: f.scopes,
        pkce: f.pkce,
        userinfo_signe: f.userinfo_signe,
        courriels_fiables: f.courriels_fiables,
        acr: f.acr,
        parametres: f.parametres,
        attributs: f.attributs,
        deconnexion: f.deconnexion,
    }
}
