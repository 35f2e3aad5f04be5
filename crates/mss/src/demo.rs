//! `mss demo`: the product on this machine, with invented people and services.
//!
//! Invariant: it listens on 127.0.0.1 only, and differs from `mss servir` by its settings and its
//! identity provider, never by its code path.

mod date;
pub(crate) mod donnees;
pub(crate) mod fournisseur;
mod horloge;
pub(crate) mod personnes;
mod verrou;

use std::{
    fs,
    io::Write,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, Result, anyhow};
use application::{Environnement, comptes, taches};
use stockage::{
    Parametres, Store, Trousseau,
    ports::{AleaSysteme, IdsSysteme},
};
use url::Url;
use web::{App, Durees, Mentions, ReglageFournisseur, Reglages};

use crate::{journal, phrases, serveur, servir};
use fournisseur::Fournisseur;
use horloge::HorlogeDemo;
use verrou::Verrou;

/// Written once the example data is complete: a start cut short begins it again.
const MARQUE: &str = "demonstration-prete";
/// Requests a token may make each minute: this machine only serves its own.
const QUOTA: u32 = 60_000;
/// Holds the address of the provider the accounts are attached to: it follows the port.
const EMETTEUR: &str = "demonstration-fournisseur";
/// Holds by how many days the date was moved forward.
const AVANCE: &str = "demonstration-date";

/// Prepares the directory when it is new, then serves until told to stop.
///
/// # Errors
///
/// A French sentence; see `docs/exploitation.md`.
pub(crate) fn executer(port: u16, dossier: PathBuf) -> Result<()> {
    journal::demarrer(journal::Forme::Lisible);
    serveur::executer(demarrer(port, dossier))
}

async fn demarrer(port: u16, dossier: PathBuf) -> Result<()> {
    let listener = serveur::prendre((Ipv4Addr::LOCALHOST, port).into()).await?;
    let port = listener.local_addr()?.port();
    let adresse = Url::parse(&format!("http://127.0.0.1:{port}"))?;
    let _verrou = Verrou::prendre(&dossier, &adresse)?;
    let store = ouvrir(&dossier).await?;
    let horloge = Arc::new(HorlogeDemo::reprendre(dossier.join(AVANCE)));
    let monde = Environnement::new(store.clone(), horloge.clone(), Arc::new(IdsSysteme));
    let fournisseur = Fournisseur::new(&adresse, horloge.clone(), Arc::new(AleaSysteme))?;
    preparer(&monde, &dossier, fournisseur.emetteur()).await?;
    taches::executer(&monde).await?;
    let reglages = reglages(&adresse, &fournisseur);
    let app = App::new(monde.clone(), Arc::new(AleaSysteme), reglages)?;
    let annexe = fournisseur.router(app.feuilles());
    let annexe = annexe.merge(date::router(horloge, monde, app.feuilles()));
    let router = web::router(&app, annexe);
    annoncer(&adresse)?;
    serveur::prechauffer(&app);
    serveur::servir(listener, router, store).await
}

/// Makes the example data the first time; afterwards, lets the five people keep their accounts
/// when the demonstration is served on another port. The provider is noted before the accounts
/// are made, so that a start cut short can be completed on any port.
async fn preparer(monde: &Environnement, dossier: &Path, emetteur: &str) -> Result<()> {
    let illisible = "Le dossier des données ne peut pas être écrit";
    let (marque, note) = (dossier.join(MARQUE), dossier.join(EMETTEUR));
    match fs::read_to_string(&note) {
        Ok(ancien) if ancien != emetteur => {
            comptes::changer_emetteur(monde, &ancien, emetteur).await?;
        }
        Ok(_) | Err(_) => {}
    }
    fs::write(&note, emetteur).context(illisible)?;
    if !marque.exists() {
        donnees::semer(monde, emetteur).await?;
        fs::write(&marque, "").context(illisible)?;
    }
    Ok(())
}

fn annoncer(adresse: &Url) -> Result<()> {
    let texte = adresse.as_str().trim_end_matches('/');
    let mut sortie = std::io::stdout();
    writeln!(sortie, "Adresse : {texte}")?;
    Ok(sortie.flush()?)
}

/// Opens the database of a demonstration, made if it is not there yet.
///
/// # Errors
///
/// The directory cannot be used.
pub(crate) async fn ouvrir(dossier: &Path) -> Result<Store> {
    fs::create_dir_all(dossier)
        .with_context(|| format!("Le dossier « {} » ne peut pas être créé", dossier.display()))?;
    let chemin = dossier.join("trousseau");
    let trousseau = if chemin.exists() {
        Trousseau::load(&chemin).map_err(|erreur| phrases::trousseau(&chemin, &erreur))
    } else {
        Trousseau::creer(&chemin, &AleaSysteme)
            .map_err(|erreur| phrases::nouveau_trousseau(&chemin, &erreur))
    }
    .map_err(|phrase| anyhow!(phrase))?;
    let dossier = dossier.to_owned();
    servir::ouvrir_base(Parametres::Sqlite { dossier }, trousseau).await
}

fn reglages(adresse: &Url, fournisseur: &Fournisseur) -> Reglages {
    Reglages {
        url_publique: adresse.clone(),
        fournisseurs: vec![ReglageFournisseur {
            identifiant: "demo".to_owned(),
            nom: "le compte de démonstration".to_owned(),
            emetteur: fournisseur.emetteur().to_owned(),
            client_id: fournisseur::CLIENT_ID.to_owned(),
            secret: fournisseur.secret().to_owned(),
            scopes: vec!["email".to_owned(), "profile".to_owned()],
            pkce: true,
            courriels_fiables: true,
            deconnexion: true,
            ..ReglageFournisseur::default()
        }],
        theme: None,
        mentions: Mentions {
            editeur: "Ville de Saint-Aubin".to_owned(),
            directeur: "Hélène Faure".to_owned(),
            contact: "contact@demo.example".to_owned(),
            hebergeur: "Cette machine".to_owned(),
            contact_dpo: "donnees@demo.example".to_owned(),
        },
        demonstration: true,
        quota: QUOTA,
        sessions: Durees::default(),
    }
}
