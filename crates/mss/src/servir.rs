//! `mss servir`: the real thing, from one configuration file.

use std::{path::Path, sync::Arc};

use anyhow::{Context, Result};
use application::Environnement;
use axum::Router;
use stockage::{Parametres, Store, Trousseau, ports::AleaSysteme};
use web::{App, Mentions, ReglageFournisseur, Reglages};

use crate::{
    config::{Base, Configuration, Fournisseur},
    journal, serveur,
};

/// Connections to PostgreSQL kept by one instance.
const CONNEXIONS: u32 = 20;

/// Reads the configuration, opens the database, serves until told to stop.
///
/// # Errors
///
/// A French sentence; see `docs/exploitation.md`.
pub(crate) fn executer(config: &Path) -> Result<()> {
    let config = Configuration::lire(config)?;
    journal::demarrer(journal::Forme::Json);
    serveur::executer(demarrer(config))
}

async fn demarrer(config: Configuration) -> Result<()> {
    let listener = serveur::prendre(config.adresse).await?;
    let store = ouvrir(&config.trousseau, config.base).await?;
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
    };
    let monde = Environnement::systeme(store.clone());
    let app = App::new(monde, Arc::new(AleaSysteme), reglages)?;
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
        .with_context(|| format!("Le trousseau « {} » est inutilisable", trousseau.display()))?;
    let store = Store::open(parametres(base), trousseau)
        .await
        .context("La base de données ne s’ouvre pas")?;
    store
        .migrate()
        .await
        .context("La base de données ne peut pas être mise à jour")?;
    Ok(store)
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
    }
}
