//! The identity providers of the configuration.
//!
//! Invariant: an extra parameter never replaces one the protocol needs.

use std::collections::BTreeMap;

use serde::Deserialize;
use url::Url;

use super::{
    est_la_boucle_locale,
    secret::{Reference, Secret},
};

/// Parameters of the address people are sent to that the protocol decides.
const RESERVES: [&str; 10] = [
    "acr_values",
    "client_id",
    "code_challenge",
    "code_challenge_method",
    "nonce",
    "redirect_uri",
    "response_mode",
    "response_type",
    "scope",
    "state",
];

/// Attributes kept besides those of the federation, at most.
const ATTRIBUTS_MAX: usize = 20;

/// One OpenID Connect provider.
#[derive(Debug)]
pub(crate) struct Fournisseur {
    /// Short name used in addresses: lower case letters, digits, hyphens.
    pub identifiant: String,
    /// The name on the button.
    pub nom: String,
    /// The issuer, exactly as its discovery document gives it.
    pub emetteur: String,
    /// Our identifier there.
    pub client_id: String,
    /// Our secret there.
    pub secret: Secret,
    /// Scopes asked besides `openid`.
    pub scopes: Vec<String>,
    /// Whether the provider accepts PKCE.
    pub pkce: bool,
    /// Whether the answer about the person must be a signed token.
    pub userinfo_signe: bool,
    /// Whether addresses it says nothing of are those of the people.
    pub courriels_fiables: bool,
    /// The levels of authentication accepted, the lowest first.
    pub acr: Vec<String>,
    /// More parameters of the address people are sent to.
    pub parametres: BTreeMap<String, String>,
    /// Attributes kept besides those of the federation.
    pub attributs: Vec<String>,
    /// Whether signing out here signs out there too.
    pub deconnexion: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionIdentite {
    fournisseurs: Vec<SectionFournisseur>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionFournisseur {
    identifiant: String,
    nom: String,
    emetteur: Url,
    client_id: String,
    secret: Reference,
    #[serde(default = "scopes_par_defaut")]
    scopes: Vec<String>,
    #[serde(default = "vrai")]
    pkce: bool,
    #[serde(default)]
    userinfo_signe: bool,
    #[serde(default)]
    courriels_fiables: bool,
    #[serde(default)]
    acr: Vec<String>,
    #[serde(default)]
    parametres: BTreeMap<String, String>,
    #[serde(default)]
    attributs: Vec<String>,
    #[serde(default = "vrai")]
    deconnexion: bool,
}

fn scopes_par_defaut() -> Vec<String> {
    ["email", "profile"].map(str::to_owned).to_vec()
}

fn vrai() -> bool {
    true
}

impl SectionIdentite {
    pub(super) fn resoudre(self, problemes: &mut Vec<String>) -> Vec<Fournisseur> {
        if self.fournisseurs.is_empty() {
            problemes.push(
                "identite.fournisseurs : déclarez au moins un fournisseur d’identité.".to_owned(),
            );
        }
        let mut resolus: Vec<Fournisseur> = Vec::new();
        for section in self.fournisseurs {
            let identifiant = section.identifiant.clone();
            if resolus.iter().any(|f| f.identifiant == identifiant) {
                problemes.push(format!(
                    "identite.fournisseurs : l’identifiant « {identifiant} » est donné deux fois."
                ));
            }
            let emetteur = emetteur_exact(&section.emetteur);
            if resolus.iter().any(|f| f.emetteur == emetteur) {
                problemes.push(format!(
                    "identite.fournisseurs.{identifiant}.emetteur : un autre fournisseur a la même adresse."
                ));
            }
            resolus.extend(section.resoudre(problemes));
        }
        resolus
    }
}

impl SectionFournisseur {
    fn resoudre(self, problemes: &mut Vec<String>) -> Option<Fournisseur> {
        let ou = format!("identite.fournisseurs.{}", self.identifiant);
        self.verifier(&ou, problemes);
        let secret = self.secret.resoudre(&format!("{ou}.secret"), problemes)?;
        Some(Fournisseur {
            emetteur: emetteur_exact(&self.emetteur),
            identifiant: self.identifiant,
            nom: self.nom,
            client_id: self.client_id,
            secret,
            scopes: self.scopes,
            pkce: self.pkce,
            userinfo_signe: self.userinfo_signe,
            courriels_fiables: self.courriels_fiables,
            acr: self.acr,
            parametres: self.parametres,
            attributs: self.attributs,
            deconnexion: self.deconnexion,
        })
    }

    fn verifier(&self, ou: &str, problemes: &mut Vec<String>) {
        let identifiant_valide = !self.identifiant.is_empty()
            && self
                .identifiant
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !identifiant_valide {
            problemes.push(format!(
                "{ou} : l’identifiant n’accepte que des minuscules, des chiffres et des tirets."
            ));
        }
        if self.emetteur.scheme() != "https" && !est_la_boucle_locale(&self.emetteur) {
            problemes.push(format!("{ou}.emetteur : l’adresse commence par https://."));
        }
        if self.nom.trim().is_empty() || self.client_id.trim().is_empty() {
            problemes.push(format!("{ou} : « nom » et « client_id » sont à remplir."));
        }
        let reserves = self.parametres.keys();
        for nom in reserves.filter(|nom| RESERVES.contains(&nom.as_str())) {
            problemes.push(format!(
                "{ou}.parametres.{nom} : ce paramètre est réservé au protocole. Retirez-le."
            ));
        }
        if self
            .acr
            .iter()
            .any(|acr| acr.trim().is_empty() || acr.contains(' '))
        {
            problemes.push(format!(
                "{ou}.acr : chaque niveau est un mot sans espace, par exemple \"eidas2\"."
            ));
        }
        if self.attributs.len() > ATTRIBUTS_MAX {
            problemes.push(format!(
                "{ou}.attributs : gardez-en {ATTRIBUTS_MAX} au plus."
            ));
        }
    }
}

/// `Url` adds a final `/` to a bare host; issuers are compared letter by letter.
fn emetteur_exact(url: &Url) -> String {
    match url.path() {
        "/" => url.as_str().trim_end_matches('/').to_owned(),
        _ => url.as_str().to_owned(),
    }
}
