//! Style sheets, script and drawings under `/theme/`: ours inside the binary, or the operator's.
//!
//! Invariant: only files known when the server starts are served, so that no request builds a
//! path; a file the operator's directory lacks is taken from the binary.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use ui::gabarit::Ressources;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/theme"]
struct Embarque;

/// The style sheet whose presence says that the directory holds the State's design system.
const FEUILLE_ETAT: &str = "dsfr/dsfr.min.css";
/// Our components, alone, on top of the State's design system.
const FEUILLE_COMPLEMENTS: &str = "mss-complements.css";
const FEUILLE_NEUTRE: &str = "mss.css";

/// A file of the operator's directory: read when asked, its digest known from the start.
#[derive(Debug)]
struct FichierExterne {
    chemin: PathBuf,
    empreinte: String,
}

/// Every file that `/theme/` serves.
#[derive(Debug, Default)]
pub struct Assets {
    externes: BTreeMap<String, FichierExterne>,
}

impl Assets {
    /// The files of the binary alone, or behind those of `dossier`.
    ///
    /// Symbolic links are not followed.
    ///
    /// # Errors
    ///
    /// The directory, or one of its files, cannot be read.
    pub fn charger(dossier: Option<&Path>) -> io::Result<Self> {
        let mut externes = BTreeMap::new();
        if let Some(dossier) = dossier {
            inventorier(dossier, "", &mut externes)?;
        }
        Ok(Self { externes })
    }

    /// The style sheets a page links, in order, each with its digest in the address.
    #[must_use]
    pub fn feuilles(&self) -> Vec<String> {
        if self.externes.contains_key(FEUILLE_ETAT) {
            vec![
                self.adresse(FEUILLE_ETAT),
                self.adresse(FEUILLE_COMPLEMENTS),
            ]
        } else {
            vec![self.adresse(FEUILLE_NEUTRE)]
        }
    }

    /// Addresses of what every page needs.
    #[must_use]
    pub fn ressources(&self) -> Ressources {
        Ressources {
            feuilles: self.feuilles(),
            js: self.adresse("mss.js"),
            icones: self.adresse("icones.svg"),
            favicon: self.adresse("favicon.svg"),
        }
    }

    /// The address of a file, which changes whenever its content does.
    fn adresse(&self, nom: &str) -> String {
        match self.empreinte(nom) {
            Some(empreinte) => format!("/theme/{nom}?v={}", &empreinte),
            None => format!("/theme/{nom}"),
        }
    }

    fn empreinte(&self, nom: &str) -> Option<Cow<'_, str>> {
        match self.externes.get(nom) {
            Some(fichier) => Some(Cow::Borrowed(&fichier.empreinte)),
            None => Embarque::get(nom).map(|f| Cow::Owned(abreger(&f.metadata.sha256_hash()))),
        }
    }

    /// Answers a request for `/theme/{nom}`: 200, 304 when the browser has it, 404.
    ///
    /// `version` is the digest in the address: when it is right the answer never expires.
    pub async fn repondre(&self, nom: &str, version: &str, headers: &HeaderMap) -> Response {
        let (Some(empreinte), false) = (self.empreinte(nom), est_une_variante(nom)) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let cache = if version == empreinte {
            "public, max-age=31536000, immutable"
        } else {
            "public, max-age=0, must-revalidate"
        };
        let etag = format!("\"{empreinte}\"");
        let mut response = if deja_recu(headers, &etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            match self.contenu(nom, headers).await {
                Ok(response) => response,
                Err(erreur) => {
                    tracing::error!(fichier = nom, %erreur, "theme_illisible");
                    return StatusCode::NOT_FOUND.into_response();
                }
            }
        };
        let en_tetes = response.headers_mut();
        en_tetes.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        en_tetes.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Ok(valeur) = HeaderValue::from_str(&etag) {
            en_tetes.insert(header::ETAG, valeur);
        }
        response
    }

    async fn contenu(&self, nom: &str, headers: &HeaderMap) -> io::Result<Response> {
        let mut codage = None;
        let octets = if let Some(fichier) = self.externes.get(nom) {
            Body::from(tokio::fs::read(&fichier.chemin).await?)
        } else {
            let (trouve, contenu) = embarque(nom, headers)?;
            codage = trouve;
            match contenu {
                Cow::Borrowed(octets) => Body::from(octets),
                Cow::Owned(octets) => Body::from(octets),
            }
        };
        let mut response = Response::new(octets);
        let en_tetes = response.headers_mut();
        en_tetes.insert(header::CONTENT_TYPE, HeaderValue::from_static(type_de(nom)));
        if let Some(codage) = codage {
            en_tetes.insert(header::CONTENT_ENCODING, HeaderValue::from_static(codage));
        }
        Ok(response)
    }
}

type Contenu = (Option<&'static str>, Cow<'static, [u8]>);

/// The best version of an embedded file that the browser accepts.
fn embarque(nom: &str, headers: &HeaderMap) -> io::Result<Contenu> {
    let acceptes = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    for codage in ["br", "gzip"] {
        let suffixe = if codage == "br" { "br" } else { "gz" };
        let accepte = acceptes.split(',').any(|a| a.trim() == codage);
        if let (true, Some(f)) = (accepte, Embarque::get(&format!("{nom}.{suffixe}"))) {
            return Ok((Some(codage), f.data));
        }
    }
    Embarque::get(nom)
        .map(|f| (None, f.data))
        .ok_or_else(|| io::ErrorKind::NotFound.into())
}

fn inventorier(
    dossier: &Path,
    prefixe: &str,
    fichiers: &mut BTreeMap<String, FichierExterne>,
) -> io::Result<()> {
    for entree in fs::read_dir(dossier)? {
        let entree = entree?;
        let Ok(nom) = entree.file_name().into_string() else {
            continue;
        };
        let nom = format!("{prefixe}{nom}");
        let chemin = entree.path();
        let genre = entree.file_type()?;
        if genre.is_dir() {
            inventorier(&chemin, &format!("{nom}/"), fichiers)?;
        } else if genre.is_file() {
            let empreinte = empreinte_du_fichier(&chemin)?;
            fichiers.insert(nom, FichierExterne { chemin, empreinte });
        }
    }
    Ok(())
}

fn empreinte_du_fichier(chemin: &Path) -> io::Result<String> {
    let mut fichier = fs::File::open(chemin)?;
    let mut condensat = Sha256::new();
    let mut bloc = vec![0; 64 * 1024];
    loop {
        let lus = fichier.read(&mut bloc)?;
        if lus == 0 {
            return Ok(abreger(&condensat.finalize()));
        }
        condensat.update(bloc.get(..lus).unwrap_or_default());
    }
}

/// 72 bits of a digest: enough to tell two versions of a file apart.
fn abreger(condensat: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(condensat.get(..9).unwrap_or(condensat))
}

fn est_une_variante(nom: &str) -> bool {
    Path::new(nom)
        .extension()
        .is_some_and(|e| e == "br" || e == "gz")
}

fn deja_recu(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| {
            v.split(',')
                .any(|e| e.trim().trim_start_matches("W/") == etag)
        })
}

fn type_de(nom: &str) -> &'static str {
    match Path::new(nom).extension().and_then(|e| e.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
