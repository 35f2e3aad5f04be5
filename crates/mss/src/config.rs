//! The one configuration file of `mss servir` (rule 1297).
//!
//! Invariant: an unknown key, a secret written in clear, empty, too short or left at its example
//! value stops the start with a French sentence that names the key.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use figment::{
    Figment,
    error::Kind,
    providers::{Format, Toml},
};
use jiff::SignedDuration;
use serde::Deserialize;
use url::Url;
use web::Durees;

use crate::phrases;

mod fournisseur;
mod secret;
pub(crate) use fournisseur::Fournisseur;
use fournisseur::SectionIdentite;
use secret::{Reference, Secret};

/// Everything the operator decides, secrets resolved.
#[derive(Debug)]
pub(crate) struct Configuration {
    /// Where the server listens.
    pub adresse: SocketAddr,
    /// The address people use, without a path. `https`, except on the loopback.
    pub url_publique: Url,
    /// Where data lives.
    pub base: Base,
    /// The keyring file.
    pub trousseau: PathBuf,
    /// The identity providers, in the order of the sign-in page.
    pub fournisseurs: Vec<Fournisseur>,
    /// A directory of style sheets that replaces ours.
    pub theme: Option<PathBuf>,
    /// What the legal pages say.
    pub mentions: Mentions,
    /// Requests a token of the API may make each minute, on this instance.
    pub quota: u32,
    /// How long sessions last.
    pub sessions: Durees,
}

/// The database.
#[derive(Debug)]
pub(crate) enum Base {
    /// An embedded SQLite in this directory.
    Sqlite(PathBuf),
    /// A PostgreSQL, by its address.
    Postgres(Secret),
}

/// Legal mentions. Empty ones are shown as not filled in.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Mentions {
    /// Who publishes this installation.
    pub editeur: String,
    /// Director of publication.
    pub directeur: String,
    /// Where to write to: an e-mail address.
    pub contact: String,
    /// Who hosts it.
    pub hebergeur: String,
    /// How to reach the data protection officer.
    pub contact_dpo: String,
}

/// Why the configuration is refused. `Display` is one French line per problem.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The file cannot be read.
    #[error("Le fichier de configuration « {} » est illisible : {}.", chemin.display(), phrases::systeme(cause))]
    Illisible {
        /// The file asked for.
        chemin: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// One line per problem.
    #[error("{}", .0.join("\n"))]
    Invalide(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    serveur: SectionServeur,
    base: SectionBase,
    cles: SectionCles,
    identite: SectionIdentite,
    #[serde(default)]
    theme: SectionTheme,
    #[serde(default)]
    mentions: Mentions,
    #[serde(default)]
    api: SectionApi,
    #[serde(default)]
    sessions: SectionSessions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionServeur {
    adresse: SocketAddr,
    url_publique: Url,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionBase {
    dossier: Option<PathBuf>,
    postgres: Option<Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionCles {
    trousseau: CheminTrousseau,
}

/// The keyring is a file of several keys: only a path makes sense.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheminTrousseau {
    fichier: PathBuf,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct SectionTheme {
    dossier: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SectionApi {
    requetes_par_minute: u32,
}

impl Default for SectionApi {
    fn default() -> Self {
        Self {
            requetes_par_minute: web::QUOTA,
        }
    }
}

/// Minutes a session may stay idle, hours it may last.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SectionSessions {
    inactivite_minutes: u16,
    duree_heures: u16,
}

impl Default for SectionSessions {
    fn default() -> Self {
        Self {
            inactivite_minutes: 120,
            duree_heures: 12,
        }
    }
}

impl SectionSessions {
    fn resoudre(&self, problemes: &mut Vec<String>) -> Durees {
        if !(5..=480).contains(&self.inactivite_minutes) {
            problemes.push(
                "sessions.inactivite_minutes : donnez un nombre de minutes entre 5 et 480."
                    .to_owned(),
            );
        }
        if !(1..=24).contains(&self.duree_heures) {
            problemes.push(
                "sessions.duree_heures : donnez un nombre d’heures entre 1 et 24.".to_owned(),
            );
        }
        Durees {
            inactivite: SignedDuration::from_mins(self.inactivite_minutes.into()),
            totale: SignedDuration::from_hours(self.duree_heures.into()),
        }
    }
}

impl Configuration {
    /// Reads, checks and resolves the file at `chemin`.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or holds at least one problem; all that can be found are listed.
    pub(crate) fn lire(chemin: &Path) -> Result<Self, Error> {
        let texte = std::fs::read_to_string(chemin).map_err(|cause| Error::Illisible {
            chemin: chemin.to_owned(),
            cause,
        })?;
        Self::depuis_texte(&texte)
    }

    /// The same, from the text of the file.
    ///
    /// # Errors
    ///
    /// As [`Configuration::lire`].
    pub(crate) fn depuis_texte(texte: &str) -> Result<Self, Error> {
        let fichier: Fichier = Figment::from(Toml::string(texte))
            .extract()
            .map_err(|erreur| Error::Invalide(erreur.into_iter().map(|e| phrase(&e)).collect()))?;
        fichier.verifier()
    }
}

impl Fichier {
    fn verifier(self) -> Result<Configuration, Error> {
        let mut problemes = Vec::new();
        verifier_url_publique(&self.serveur.url_publique, &mut problemes);
        let base = self.base.resoudre(&mut problemes);
        let fournisseurs = self.identite.resoudre(&mut problemes);
        if let Some(dossier) = self.theme.dossier.as_ref().filter(|d| !d.is_dir()) {
            problemes.push(format!(
                "theme.dossier : le dossier « {} » n’existe pas.",
                dossier.display()
            ));
        }
        if self.api.requetes_par_minute == 0 {
            problemes.push("api.requetes_par_minute : donnez un nombre à partir de 1.".to_owned());
        }
        let sessions = self.sessions.resoudre(&mut problemes);
        match base {
            Some(base) if problemes.is_empty() => Ok(Configuration {
                adresse: self.serveur.adresse,
                url_publique: self.serveur.url_publique,
                base,
                trousseau: self.cles.trousseau.fichier,
                fournisseurs,
                theme: self.theme.dossier,
                mentions: self.mentions,
                quota: self.api.requetes_par_minute,
                sessions,
            }),
            _ => Err(Error::Invalide(problemes)),
        }
    }
}

fn verifier_url_publique(url: &Url, problemes: &mut Vec<String>) {
    let boucle_locale = est_la_boucle_locale(url);
    if url.scheme() != "https" && !(url.scheme() == "http" && boucle_locale) {
        problemes.push(
            "serveur.url_publique : l’adresse publique commence par https://. \
             Le http:// n’est accepté que sur cette machine (127.0.0.1)."
                .to_owned(),
        );
    }
    if url.path() != "/" || url.query().is_some() || !url.username().is_empty() {
        problemes.push(
            "serveur.url_publique : donnez l’adresse sans chemin, par exemple https://mss.exemple.fr."
                .to_owned(),
        );
    }
}

fn est_la_boucle_locale(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(nom)) => nom == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

impl SectionBase {
    fn resoudre(self, problemes: &mut Vec<String>) -> Option<Base> {
        match (self.dossier, self.postgres) {
            (Some(dossier), None) => Some(Base::Sqlite(dossier)),
            (None, Some(reference)) => reference
                .resoudre_adresse("base.postgres", problemes)
                .map(Base::Postgres),
            _ => {
                problemes.push(
                    "base : donnez soit « dossier » (base embarquée), soit « postgres », pas les deux."
                        .to_owned(),
                );
                None
            }
        }
    }
}

/// One problem found by the parser, in French, naming the key.
fn phrase(erreur: &figment::Error) -> String {
    let chemin = erreur.path.join(".");
    let cle = |nom: &str| match chemin.as_str() {
        "" => nom.to_owned(),
        _ if chemin.ends_with(nom) => chemin.clone(),
        _ => format!("{chemin}.{nom}"),
    };
    match &erreur.kind {
        Kind::UnknownField(nom, attendus) => format!(
            "{} : ce paramètre est inconnu. Paramètres acceptés ici : {}.",
            cle(nom),
            attendus.join(", ")
        ),
        Kind::MissingField(nom) => format!("{} : ce paramètre est obligatoire.", cle(nom)),
        Kind::InvalidType(..) if secret::CLES.iter().any(|c| chemin.ends_with(c)) => format!(
            "{chemin} : un secret se donne par référence, {{ fichier = \"…\" }} ou {{ env = \"…\" }}."
        ),
        Kind::InvalidType(..) | Kind::InvalidValue(..) | Kind::InvalidLength(..) => {
            format!("{chemin} : la valeur n’a pas la forme attendue.")
        }
        Kind::Message(detail) if chemin.is_empty() => match ligne_de(detail) {
            Some(ligne) => {
                format!("Le fichier de configuration n’est pas du TOML valide, ligne {ligne}.")
            }
            None => "Le fichier de configuration n’est pas du TOML valide.".to_owned(),
        },
        _ => format!("{chemin} : la valeur est refusée."),
    }
}

/// Where the TOML parser stops. Its text quotes the line, which may hold a secret: only the number
/// is kept.
fn ligne_de(detail: &str) -> Option<u32> {
    let (_, suite) = detail.split_once("at line ")?;
    let fin = suite.find(|c: char| !c.is_ascii_digit())?;
    suite[..fin].parse().ok()
}

#[cfg(test)]
mod tests;
