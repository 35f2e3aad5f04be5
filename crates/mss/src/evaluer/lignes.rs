//! The lines of a text that may be huge, one at a time, each bounded.
//!
//! Invariant: whatever the input, never more than [`TAILLE_MAX`] bytes of it are held.

use std::io::{self, BufRead, BufReader, Read};

/// Longest line, and longest object over several lines, in bytes.
pub(super) const TAILLE_MAX: usize = 4 << 20;
/// What is read at once, in bytes.
const TAMPON: usize = 64 << 10;

/// A line that holds something.
#[derive(Debug)]
pub(super) struct Ligne {
    /// Its number in the input, from 1.
    pub(super) numero: u64,
    /// Its text, or why there is none.
    pub(super) texte: Result<String, &'static str>,
}

/// Reads lines that are not blank.
#[derive(Debug)]
pub(super) struct Lignes<R> {
    entree: BufReader<R>,
    numero: u64,
}

impl<R: Read> Lignes<R> {
    pub(super) fn new(entree: R) -> Self {
        Self {
            entree: BufReader::with_capacity(TAMPON, entree),
            numero: 0,
        }
    }

    /// Whether reading on may have to wait: what is ready should be shown first.
    pub(super) fn va_attendre(&self) -> bool {
        self.entree.buffer().is_empty()
    }

    /// The next line that is not blank.
    pub(super) fn suivante(&mut self) -> io::Result<Option<Ligne>> {
        loop {
            let Some(octets) = self.octets()? else {
                return Ok(None);
            };
            self.numero += 1;
            let texte = match octets {
                None => Err("la ligne dépasse 4 Mio"),
                Some(octets) => {
                    String::from_utf8(octets).map_err(|_| "la ligne n’est pas un texte en UTF-8")
                }
            };
            // Only the first line may begin with a byte order mark.
            let texte = texte.map(|t| match t.strip_prefix('\u{feff}') {
                Some(reste) if self.numero == 1 => reste.to_owned(),
                _ => t,
            });
            if texte.as_ref().map_or(true, |t| !t.trim().is_empty()) {
                return Ok(Some(Ligne {
                    numero: self.numero,
                    texte,
                }));
            }
        }
    }

    /// The bytes of the next line, without its end; `Some(None)` when there are too many of them.
    fn octets(&mut self) -> io::Result<Option<Option<Vec<u8>>>> {
        let mut ligne = Some(Vec::new());
        let mut vide = true;
        loop {
            let lus = match self.entree.fill_buf() {
                Ok(lus) => lus,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if lus.is_empty() {
                return Ok((!vide).then_some(ligne));
            }
            vide = false;
            let fin = lus.iter().position(|o| *o == b'\n');
            let utiles = &lus[..fin.unwrap_or(lus.len())];
            if let Some(debut) = &mut ligne {
                if debut.len() + utiles.len() > TAILLE_MAX {
                    ligne = None;
                } else {
                    debut.extend_from_slice(utiles);
                }
            }
            let consommes = utiles.len() + usize::from(fin.is_some());
            self.entree.consume(consommes);
            if fin.is_some() {
                return Ok(Some(ligne));
            }
        }
    }
}
