//! Opens and closes envelopes; computes blind indexes and seals.
//!
//! Envelope, version 1: `1 ‖ length of key id ‖ key id ‖ nonce (12) ‖ AES-256-GCM output`.
//! Additional data: key id, table, column and row, each preceded by its length, so that a value
//! moved to another place does not open.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::trousseau::{Cle, Trousseau};
use crate::Error;
use crate::ports::Alea;

const VERSION: u8 = 1;
const NONCE: usize = 12;

/// Why an envelope or a seal does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CauseChiffrement {
    /// The keyring lacks the key it was closed with.
    #[error("encrypted with a key that is not in the keyring ({0})")]
    CleInconnue(String),
    /// Altered, moved from another row, or closed with another key of the same name.
    #[error("altered, or encrypted with another key")]
    Altere,
    /// Not an envelope of ours.
    #[error("not an encrypted value of a known format")]
    Format,
}

/// Where an encrypted value lives: what its authentication tag is bound to.
#[derive(Debug, Clone)]
pub struct Lieu {
    /// Table.
    pub table: &'static str,
    /// Column.
    pub colonne: &'static str,
    /// Key of the row; the parts of a compound key are joined with `/`.
    pub ligne: String,
}

impl Lieu {
    /// The place of `colonne` in the row of `table` whose key is `ligne`.
    pub fn new(table: &'static str, colonne: &'static str, ligne: impl fmt::Display) -> Self {
        Self {
            table,
            colonne,
            ligne: ligne.to_string(),
        }
    }

    /// The error to give when what is stored here makes no sense.
    #[must_use]
    pub fn inconsistance(&self) -> Error {
        Error::Inconsistance {
            table: self.table,
            colonne: self.colonne,
            ligne: self.ligne.clone(),
        }
    }

    /// The error to give when what is stored here does not open.
    #[must_use]
    pub fn refus(&self, cause: CauseChiffrement) -> Error {
        Error::Chiffrement {
            table: self.table,
            colonne: self.colonne,
            ligne: self.ligne.clone(),
            cause,
        }
    }

    fn donnees_liees(&self, cle: &str) -> Vec<u8> {
        let mut octets = Vec::new();
        for partie in [cle, self.table, self.colonne, &self.ligne] {
            octets.extend_from_slice(&(partie.len() as u64).to_be_bytes());
            octets.extend_from_slice(partie.as_bytes());
        }
        octets
    }
}

/// The ciphers derived from one master key, one per use.
struct Chiffres {
    documents: Aes256Gcm,
    sessions: Aes256Gcm,
}

/// The keyring at work: derived keys and a source of nonces.
pub struct Coffre {
    chiffres: BTreeMap<String, Chiffres>,
    courante: String,
    index: Cle,
    sceau: Cle,
    session: Cle,
    alea: Arc<dyn Alea>,
}

impl fmt::Debug for Coffre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Coffre")
            .field("courante", &self.courante)
            .finish_non_exhaustive()
    }
}

impl Coffre {
    /// Derives the keys of each use (HKDF-SHA-256) from the keyring.
    #[must_use]
    pub fn new(trousseau: &Trousseau, alea: Arc<dyn Alea>) -> Self {
        let chiffres = trousseau
            .cles
            .iter()
            .map(|(id, cle)| {
                let chiffres = Chiffres {
                    documents: chiffre(&deriver(cle, "mss/documents/1")),
                    sessions: chiffre(&deriver(cle, "mss/sessions/1")),
                };
                (id.clone(), chiffres)
            })
            .collect();
        Self {
            chiffres,
            courante: trousseau.courante.clone(),
            index: deriver(&trousseau.racine, "mss/index-courriel/1"),
            sceau: deriver(&trousseau.racine, "mss/sceau-tete/1"),
            session: deriver(&trousseau.racine, "mss/id-session/1"),
            alea,
        }
    }

    /// Encrypts `clair` for `lieu` with the current key.
    ///
    /// # Errors
    /// No random bytes for the nonce, or a text beyond what AES-GCM allows (64 GiB).
    pub fn fermer(&self, lieu: &Lieu, clair: &[u8]) -> Result<Vec<u8>, Error> {
        let refus = || lieu.refus(CauseChiffrement::Format);
        let chiffre = self.chiffre(lieu, &self.courante)?;
        let nonce: [u8; NONCE] = self.octets()?;
        let charge = Payload {
            msg: clair,
            aad: &lieu.donnees_liees(&self.courante),
        };
        let secret = chiffre
            .encrypt(&Nonce::from(nonce), charge)
            .map_err(|_| refus())?;
        let longueur = u8::try_from(self.courante.len()).map_err(|_| refus())?;
        let mut enveloppe =
            Vec::with_capacity(2 + self.courante.len() + nonce.len() + secret.len());
        enveloppe.extend_from_slice(&[VERSION, longueur]);
        enveloppe.extend_from_slice(self.courante.as_bytes());
        enveloppe.extend_from_slice(&nonce);
        enveloppe.extend_from_slice(&secret);
        Ok(enveloppe)
    }

    /// Decrypts what [`Self::fermer`] made for the same place.
    ///
    /// # Errors
    /// [`Error::Chiffrement`], naming the place: unknown key, altered or moved value, not an
    /// envelope.
    pub fn ouvrir(&self, lieu: &Lieu, enveloppe: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        let (id, nonce, secret) =
            decouper(enveloppe).ok_or_else(|| lieu.refus(CauseChiffrement::Format))?;
        let charge = Payload {
            msg: secret,
            aad: &lieu.donnees_liees(id),
        };
        self.chiffre(lieu, id)?
            .decrypt(&Nonce::from(nonce), charge)
            .map(Zeroizing::new)
            .map_err(|_| lieu.refus(CauseChiffrement::Altere))
    }

    /// Encrypts a value as JSON.
    ///
    /// # Errors
    /// Those of [`Self::fermer`], or a value JSON cannot write.
    pub fn fermer_json<T: Serialize + ?Sized>(
        &self,
        lieu: &Lieu,
        valeur: &T,
    ) -> Result<Vec<u8>, Error> {
        let clair = serde_json::to_vec(valeur).map(Zeroizing::new);
        let clair = clair.map_err(|source| Error::Serialisation {
            table: lieu.table,
            colonne: lieu.colonne,
            source,
        })?;
        self.fermer(lieu, &clair)
    }

    /// Decrypts a value written by [`Self::fermer_json`].
    ///
    /// # Errors
    /// Those of [`Self::ouvrir`], or [`Error::Inconsistance`] when the JSON is not a `T`.
    pub fn ouvrir_json<T: DeserializeOwned>(
        &self,
        lieu: &Lieu,
        enveloppe: &[u8],
    ) -> Result<T, Error> {
        let clair = self.ouvrir(lieu, enveloppe)?;
        serde_json::from_slice(&clair).map_err(|_| lieu.inconsistance())
    }

    /// The blind index of an e-mail address: equal for equal addresses, case and surrounding
    /// spaces aside, and of no use without the key.
    #[must_use]
    pub fn index_courriel(&self, courriel: &str) -> Vec<u8> {
        empreinte(&self.index, &[courriel.trim().to_lowercase().as_bytes()])
    }

    /// What identifies a session in the database, from what the cookie holds.
    #[must_use]
    pub fn index_session(&self, id: &[u8]) -> Vec<u8> {
        empreinte(&self.session, &[id])
    }

    /// The seal of a chain's head.
    #[must_use]
    pub fn sceau(&self, chaine: Uuid, tete: &[u8]) -> Vec<u8> {
        empreinte(&self.sceau, &[chaine.as_bytes(), tete])
    }

    /// True when `sceau` is the seal of this head; compared without leaking timing.
    #[must_use]
    pub fn sceau_valable(&self, chaine: Uuid, tete: &[u8], sceau: &[u8]) -> bool {
        subtle::ConstantTimeEq::ct_eq(self.sceau(chaine, tete).as_slice(), sceau).into()
    }

    /// Random bytes: a salt, a nonce, a share of jitter.
    ///
    /// # Errors
    /// [`Error::Alea`] when the source cannot answer.
    pub fn octets<const N: usize>(&self) -> Result<[u8; N], Error> {
        let mut octets = [0; N];
        self.alea.remplir(&mut octets)?;
        Ok(octets)
    }

    fn chiffre(&self, lieu: &Lieu, id: &str) -> Result<&Aes256Gcm, Error> {
        let chiffres = self
            .chiffres
            .get(id)
            .ok_or_else(|| lieu.refus(CauseChiffrement::CleInconnue(id.to_owned())))?;
        Ok(match lieu.table {
            "sessions" => &chiffres.sessions,
            _ => &chiffres.documents,
        })
    }
}

/// Key id, nonce and encrypted part of an envelope.
fn decouper(enveloppe: &[u8]) -> Option<(&str, [u8; NONCE], &[u8])> {
    let (&[version, longueur], reste) = enveloppe.split_first_chunk::<2>()?;
    if version != VERSION {
        return None;
    }
    let (id, reste) = reste.split_at_checked(usize::from(longueur))?;
    let (nonce, secret) = reste.split_first_chunk::<NONCE>()?;
    Some((str::from_utf8(id).ok()?, *nonce, secret))
}

#[expect(
    clippy::expect_used,
    reason = "start-up only, and 32 bytes are always granted"
)]
fn deriver(cle: &Cle, usage: &str) -> Cle {
    let mut derivee = Cle([0; 32]);
    Hkdf::<Sha256>::new(None, &cle.0)
        .expand(usage.as_bytes(), &mut derivee.0)
        .expect("HKDF-SHA-256 gives up to 8 160 bytes");
    derivee
}

fn chiffre(cle: &Cle) -> Aes256Gcm {
    Aes256Gcm::new(&cle.0.into())
}

/// HMAC-SHA-256 of the parts, each preceded by its length.
fn empreinte(cle: &Cle, parties: &[&[u8]]) -> Vec<u8> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&cle_hmac(cle));
    for partie in parties {
        mac.update(&(partie.len() as u64).to_be_bytes());
        mac.update(partie);
    }
    mac.finalize().into_bytes().to_vec()
}

/// HMAC wants a whole block: the key, then zeros, which is what the standard does by itself.
fn cle_hmac(cle: &Cle) -> hmac::digest::Key<Hmac<Sha256>> {
    let mut bloc = hmac::digest::Key::<Hmac<Sha256>>::default();
    bloc.iter_mut().zip(cle.0).for_each(|(vers, de)| *vers = de);
    bloc
}
