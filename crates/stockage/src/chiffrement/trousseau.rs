//! The keyring: a small text file, mode 0600, that holds the master keys.
//!
//! Invariant: a key is never printed, and is wiped from memory when dropped.
//!
//! ```text
//! mss-trousseau 1
//! racine <base64, 32 bytes>          blind indexes, seals, session ids: never rotated
//! cle 4f2a9c01 <base64, 32 bytes>    documents; several lines after a rotation
//! courante 4f2a9c01                  the one that encrypts from now on
//! ```

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::ports::{Alea, AleaIndisponible};

const ENTETE: &str = "mss-trousseau 1";

/// Why a keyring cannot be used. Messages name a line, never its content.
#[derive(Debug, thiserror::Error)]
pub enum TrousseauError {
    /// The file cannot be read or written.
    #[error("keyring {chemin}: {source}")]
    Fichier {
        /// The file.
        chemin: String,
        /// What the system says.
        source: io::Error,
    },
    /// Others than the owner may read the file.
    #[error("keyring {chemin}: others may read it (mode {mode:o}); run `chmod 600` on it")]
    TropOuvert {
        /// The file.
        chemin: String,
        /// Its present mode.
        mode: u32,
    },
    /// A line is not what the format says.
    #[error("keyring: line {ligne} is not understood")]
    Illisible {
        /// Line number, from 1.
        ligne: usize,
    },
    /// `racine`, `courante` or the key it names is missing.
    #[error("keyring: incomplete")]
    Incomplet,
    /// No random bytes to make a key.
    #[error(transparent)]
    Alea(#[from] AleaIndisponible),
}

/// One master key: 256 bits.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Cle(pub(crate) [u8; 32]);

impl Cle {
    fn tirer(alea: &dyn Alea) -> Result<Self, AleaIndisponible> {
        let mut cle = Self([0; 32]);
        alea.remplir(&mut cle.0)?;
        Ok(cle)
    }

    fn lire(base64: &str) -> Option<Self> {
        let octets = Zeroizing::new(STANDARD.decode(base64).ok()?);
        Some(Self(octets.as_slice().try_into().ok()?))
    }

    fn ecrire(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(self.0))
    }
}

/// The master keys of an installation.
#[derive(Clone)]
pub struct Trousseau {
    pub(crate) racine: Cle,
    pub(crate) cles: Vec<(String, Cle)>,
    pub(crate) courante: String,
}

impl fmt::Debug for Trousseau {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trousseau")
            .field("courante", &self.courante)
            .finish_non_exhaustive()
    }
}

impl Trousseau {
    /// A new keyring: one root, one master key.
    ///
    /// # Errors
    /// [`TrousseauError::Alea`] when the system has no random bytes.
    pub fn generer(alea: &dyn Alea) -> Result<Self, TrousseauError> {
        let mut id = [0; 4];
        alea.remplir(&mut id)?;
        let id = format!("{:08x}", u32::from_be_bytes(id));
        Ok(Self {
            racine: Cle::tirer(alea)?,
            cles: vec![(id.clone(), Cle::tirer(alea)?)],
            courante: id,
        })
    }

    /// Reads the text form. Blank lines and lines that begin with `#` are ignored.
    ///
    /// # Errors
    /// [`TrousseauError::Illisible`] with the line number, or [`TrousseauError::Incomplet`].
    pub fn lire(texte: &str) -> Result<Self, TrousseauError> {
        let (mut racine, mut courante, mut cles) = (None, None, Vec::new());
        let mut entete = false;
        for (rang, ligne) in texte.lines().enumerate() {
            let illisible = || TrousseauError::Illisible { ligne: rang + 1 };
            let ligne = ligne.trim();
            if ligne.is_empty() || ligne.starts_with('#') {
                continue;
            }
            let mots: Vec<&str> = ligne.split_whitespace().collect();
            match mots.as_slice() {
                ["mss-trousseau", "1"] => entete = true,
                _ if !entete => return Err(illisible()),
                ["racine", cle] if racine.is_none() => {
                    racine = Some(Cle::lire(cle).ok_or_else(illisible)?);
                }
                ["cle", id, cle] if identifiant_valable(id) => {
                    if cles.iter().any(|(present, _)| present == id) {
                        return Err(illisible());
                    }
                    cles.push(((*id).to_owned(), Cle::lire(cle).ok_or_else(illisible)?));
                }
                ["courante", id] if courante.is_none() => courante = Some((*id).to_owned()),
                _ => return Err(illisible()),
            }
        }
        let (Some(racine), Some(courante)) = (racine, courante) else {
            return Err(TrousseauError::Incomplet);
        };
        if !cles.iter().any(|(id, _)| *id == courante) {
            return Err(TrousseauError::Incomplet);
        }
        Ok(Self {
            racine,
            cles,
            courante,
        })
    }

    /// The text form, to be kept secret.
    #[must_use]
    pub fn ecrire(&self) -> Zeroizing<String> {
        let mut texte = Zeroizing::new(format!(
            "{ENTETE}\n# Sans ce fichier, les données chiffrées sont perdues. Gardez-en une copie hors du serveur.\n"
        ));
        texte.push_str("racine ");
        texte.push_str(&self.racine.ecrire());
        for (id, cle) in &self.cles {
            texte.push_str("\ncle ");
            texte.push_str(id);
            texte.push(' ');
            texte.push_str(&cle.ecrire());
        }
        texte.push_str("\ncourante ");
        texte.push_str(&self.courante);
        texte.push('\n');
        texte
    }

    /// Reads a keyring file.
    ///
    /// # Errors
    /// The file is missing, readable by others than its owner, or not a keyring.
    pub fn load(chemin: &Path) -> Result<Self, TrousseauError> {
        verifier_mode(chemin)?;
        let texte = fs::read_to_string(chemin).map_err(|source| fichier(chemin, source))?;
        Self::lire(&Zeroizing::new(texte))
    }

    /// Makes a keyring and writes it to a file that does not exist yet, mode 0600. The file is
    /// complete or absent, whenever the machine stops.
    ///
    /// # Errors
    /// The file exists, or cannot be written.
    pub fn creer(chemin: &Path, alea: &dyn Alea) -> Result<Self, TrousseauError> {
        let trousseau = Self::generer(alea)?;
        let provisoire = provisoire(chemin, alea)?;
        let ecrit = ecrire_fichier(&provisoire, trousseau.ecrire().as_bytes())
            .and_then(|()| fs::hard_link(&provisoire, chemin))
            .and_then(|()| fs::remove_file(&provisoire))
            .and_then(|()| match chemin.parent() {
                Some(dossier) if !dossier.as_os_str().is_empty() => File::open(dossier)?.sync_all(),
                _ => Ok(()),
            });
        ecrit.map_err(|source| fichier(chemin, source))?;
        Ok(trousseau)
    }
}

/// Short, and without anything that would be ambiguous inside an envelope.
fn identifiant_valable(id: &str) -> bool {
    (1..=32).contains(&id.len()) && id.bytes().all(|o| o.is_ascii_alphanumeric() || o == b'-')
}

fn fichier(chemin: &Path, source: io::Error) -> TrousseauError {
    TrousseauError::Fichier {
        chemin: chemin.display().to_string(),
        source,
    }
}

/// A name of its own beside `chemin`: two processes starting together never share it.
fn provisoire(chemin: &Path, alea: &dyn Alea) -> Result<PathBuf, TrousseauError> {
    let mut suffixe = [0; 8];
    alea.remplir(&mut suffixe)?;
    let mut nom = chemin.file_name().unwrap_or_default().to_owned();
    nom.push(format!(".{:016x}", u64::from_be_bytes(suffixe)));
    Ok(chemin.with_file_name(nom))
}

fn ecrire_fichier(chemin: &Path, octets: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut fichier = options.open(chemin)?;
    fichier.write_all(octets)?;
    fichier.sync_all()
}

#[cfg(unix)]
fn verifier_mode(chemin: &Path) -> Result<(), TrousseauError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(chemin)
        .map_err(|source| fichier(chemin, source))?
        .permissions()
        .mode()
        & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(TrousseauError::TropOuvert {
        chemin: chemin.display().to_string(),
        mode,
    })
}

#[cfg(not(unix))]
fn verifier_mode(_: &Path) -> Result<(), TrousseauError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::AleaFixe;

    #[test]
    fn written_then_read_is_the_same() {
        let trousseau = Trousseau::generer(&AleaFixe::new(1)).unwrap();
        let relu = Trousseau::lire(&trousseau.ecrire()).unwrap();
        assert_eq!(*relu.ecrire(), *trousseau.ecrire());
    }

    #[test]
    fn refusals_name_the_line() {
        let texte = Trousseau::generer(&AleaFixe::new(1)).unwrap().ecrire();
        let abime = texte.replace("cle ", "clef ");
        assert!(matches!(
            Trousseau::lire(&abime),
            Err(TrousseauError::Illisible { ligne: 4 })
        ));
        let sans_courante = texte.split("courante").next().unwrap();
        assert!(matches!(
            Trousseau::lire(sans_courante),
            Err(TrousseauError::Incomplet)
        ));
        assert!(matches!(
            Trousseau::lire("racine AAAA"),
            Err(TrousseauError::Illisible { ligne: 1 })
        ));
    }

    #[test]
    fn file_is_private_and_never_overwritten() {
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("trousseau");
        let cree = Trousseau::creer(&chemin, &AleaFixe::new(1)).unwrap();
        assert_eq!(*Trousseau::load(&chemin).unwrap().ecrire(), *cree.ecrire());
        assert!(Trousseau::creer(&chemin, &AleaFixe::new(2)).is_err());
        assert_eq!(*Trousseau::load(&chemin).unwrap().ecrire(), *cree.ecrire());
    }

    #[cfg(unix)]
    #[test]
    fn file_open_to_others_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("trousseau");
        Trousseau::creer(&chemin, &AleaFixe::new(1)).unwrap();
        fs::set_permissions(&chemin, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(
            Trousseau::load(&chemin),
            Err(TrousseauError::TropOuvert { mode: 0o640, .. })
        ));
    }

    #[test]
    fn debug_shows_no_key() {
        let trousseau = Trousseau::generer(&AleaFixe::new(1)).unwrap();
        let texte = format!("{trousseau:?}");
        assert!(!texte.contains(trousseau.racine.ecrire().as_str()));
        assert!(!texte.contains("cles"));
    }
}
