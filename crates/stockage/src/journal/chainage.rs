//! How a line is hashed.
//!
//! `head = SHA-256("mss/journal/1" ‖ previous head ‖ header ‖ digest)` and
//! `digest = SHA-256(salt ‖ canonical body)`. Variable fields are preceded by their length and
//! absent ones marked, so that two different lines never give the same bytes.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::Error;
use crate::chiffrement::Lieu;

const DOMAINE: &[u8] = b"mss/journal/1";

/// Length of the salt: 128 bits, so that the digest of a short body cannot be guessed.
pub(super) const SEL: usize = 16;

/// The clear part of a line.
pub(super) struct Entete<'a> {
    pub(super) chaine: Uuid,
    pub(super) sequence: i64,
    pub(super) horodatage: i64,
    pub(super) acteur: Option<Uuid>,
    pub(super) genre: &'a str,
    pub(super) objet: &'a str,
    pub(super) version: Option<i64>,
    pub(super) indice_apres: Option<i64>,
}

/// The head of a chain without any line.
pub(crate) fn genese(chaine: Uuid) -> Vec<u8> {
    let mut hachage = Sha256::new();
    hachage.update(DOMAINE);
    hachage.update(chaine.as_bytes());
    hachage.finalize().to_vec()
}

/// The head after a line.
pub(super) fn suivante(precedente: &[u8], entete: &Entete<'_>, empreinte: &[u8]) -> Vec<u8> {
    let mut hachage = Sha256::new();
    hachage.update(DOMAINE);
    champ(&mut hachage, precedente);
    hachage.update(entete.chaine.as_bytes());
    hachage.update(entete.sequence.to_be_bytes());
    hachage.update(entete.horodatage.to_be_bytes());
    facultatif(&mut hachage, entete.acteur.map(Uuid::into_bytes));
    champ(&mut hachage, entete.genre.as_bytes());
    champ(&mut hachage, entete.objet.as_bytes());
    facultatif(&mut hachage, entete.version.map(i64::to_be_bytes));
    facultatif(&mut hachage, entete.indice_apres.map(i64::to_be_bytes));
    champ(&mut hachage, empreinte);
    hachage.finalize().to_vec()
}

/// The digest of a body, salt included.
pub(super) fn empreinte(clair: &[u8]) -> Vec<u8> {
    Sha256::digest(clair).to_vec()
}

/// Salt, then the body as JSON: keys sorted, no space. The same value always gives the same text.
pub(super) fn canonique<T: Serialize + ?Sized>(
    lieu: &Lieu,
    sel: &[u8; SEL],
    corps: &T,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let refus = |source| Error::Serialisation {
        table: lieu.table,
        colonne: lieu.colonne,
        source,
    };
    let valeur = serde_json::to_value(corps).map_err(refus)?;
    let mut octets = Zeroizing::new(sel.to_vec());
    ecrire(&valeur, &mut octets).map_err(refus)?;
    Ok(octets)
}

fn champ(hachage: &mut Sha256, octets: &[u8]) {
    hachage.update((octets.len() as u64).to_be_bytes());
    hachage.update(octets);
}

fn facultatif<const N: usize>(hachage: &mut Sha256, octets: Option<[u8; N]>) {
    match octets {
        None => hachage.update([0]),
        Some(octets) => {
            hachage.update([1]);
            hachage.update(octets);
        }
    }
}

/// Sorts by itself: another crate may ask `serde_json` to keep the order of insertion.
fn ecrire(valeur: &Value, octets: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    match valeur {
        Value::Array(elements) => {
            octets.push(b'[');
            for (rang, element) in elements.iter().enumerate() {
                if rang > 0 {
                    octets.push(b',');
                }
                ecrire(element, octets)?;
            }
            octets.push(b']');
        }
        Value::Object(champs) => {
            let mut champs: Vec<_> = champs.iter().collect();
            champs.sort_unstable_by_key(|(nom, _)| *nom);
            octets.push(b'{');
            for (rang, (nom, element)) in champs.into_iter().enumerate() {
                if rang > 0 {
                    octets.push(b',');
                }
                serde_json::to_writer(&mut *octets, nom)?;
                octets.push(b':');
                ecrire(element, octets)?;
            }
            octets.push(b'}');
        }
        simple => serde_json::to_writer(octets, simple)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn canonical_body_ignores_the_order_of_keys() {
        let lieu = Lieu::new("journal", "corps", "test");
        let texte = |valeur: Value| canonique(&lieu, &[0; SEL], &valeur).unwrap().to_vec();
        assert_eq!(
            texte(json!({"b": "é\"", "a": [{"y": true, "x": null}]}))[SEL..],
            *r#"{"a":[{"x":null,"y":true}],"b":"é\""}"#.as_bytes()
        );
    }

    #[test]
    fn every_field_of_the_header_counts() {
        let chaine = Uuid::from_u128(7);
        let entete = || Entete {
            chaine,
            sequence: 1,
            horodatage: 2,
            acteur: None,
            genre: "ab",
            objet: "c",
            version: None,
            indice_apres: Some(3),
        };
        let depart = genese(chaine);
        let reference = suivante(&depart, &entete(), b"e");
        let variantes = [
            Entete {
                chaine: Uuid::from_u128(8),
                ..entete()
            },
            Entete {
                sequence: 2,
                ..entete()
            },
            Entete {
                horodatage: 3,
                ..entete()
            },
            Entete {
                acteur: Some(chaine),
                ..entete()
            },
            Entete {
                genre: "a",
                objet: "bc",
                ..entete()
            },
            Entete {
                version: Some(0),
                ..entete()
            },
            Entete {
                indice_apres: None,
                version: Some(3),
                ..entete()
            },
        ];
        for variante in &variantes {
            assert_ne!(suivante(&depart, variante, b"e"), reference);
        }
        assert_ne!(suivante(&depart, &entete(), b"f"), reference);
        assert_ne!(suivante(&genese(Uuid::nil()), &entete(), b"e"), reference);
    }
}
