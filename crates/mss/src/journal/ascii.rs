//! Log lines as strict ASCII (rule 1304).
//!
//! Invariant: what comes out of one write is bytes 0x20 to 0x7E, then at most one line feed: no
//! text that is logged can begin a line of its own.

use std::io::{self, Write};

const ECHAPPEMENT: char = '\u{1b}';

/// Escapes what it is given, then hands it over in one piece.
#[derive(Debug)]
pub(super) struct Ascii<W> {
    sortie: W,
    couleurs: bool,
}

impl<W: Write> Ascii<W> {
    /// `couleurs` lets the escape character of a terminal's colours through.
    pub(super) fn new(sortie: W, couleurs: bool) -> Self {
        Self { sortie, couleurs }
    }
}

impl<W: Write> Write for Ascii<W> {
    /// `octets` is one whole event: that is how the subscriber writes.
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.sortie.write_all(&echapper(octets, self.couleurs)?)?;
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sortie.flush()
    }
}

/// Every other character as JSON writes it (`\u00e9`), so that a JSON line still reads back the
/// same; a byte that is no character as `\xff`.
fn echapper(octets: &[u8], couleurs: bool) -> io::Result<Vec<u8>> {
    let (texte, fin) = match octets.strip_suffix(b"\n") {
        Some(texte) => (texte, "\n"),
        None => (octets, ""),
    };
    let mut ligne = Vec::with_capacity(octets.len());
    for morceau in texte.utf8_chunks() {
        for c in morceau.valid().chars() {
            if matches!(c, ' '..='~') || (couleurs && c == ECHAPPEMENT) {
                write!(ligne, "{c}")?;
            } else {
                for unite in c.encode_utf16(&mut [0; 2]) {
                    write!(ligne, "\\u{unite:04x}")?;
                }
            }
        }
        for octet in morceau.invalid() {
            write!(ligne, "\\x{octet:02x}")?;
        }
    }
    ligne.extend_from_slice(fin.as_bytes());
    Ok(ligne)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ecrit(octets: &[u8], couleurs: bool) -> String {
        let mut sortie = Vec::new();
        let mut ascii = Ascii::new(&mut sortie, couleurs);
        assert_eq!(ascii.write(octets).unwrap(), octets.len());
        String::from_utf8(sortie).unwrap()
    }

    #[test]
    fn what_is_not_printable_ascii_is_escaped() {
        for (donne, attendu) in [
            ("simple ~ \"\\\" \n", "simple ~ \"\\\" \n"),
            ("é’\u{a0}€", "\\u00e9\\u2019\\u00a0\\u20ac"),
            ("🔒\n", "\\ud83d\\udd12\n"),
            ("a\nfaux\r\tb\n", "a\\u000afaux\\u000d\\u0009b\n"),
            ("\0\u{7f}\u{1b}[31m", "\\u0000\\u007f\\u001b[31m"),
            ("\n", "\n"),
            ("\n\n", "\\u000a\n"),
            ("", ""),
        ] {
            assert_eq!(ecrit(donne.as_bytes(), false), attendu);
        }
        assert_eq!(ecrit(b"a\xff\xc3\n", false), "a\\xff\\xc3\n");
    }

    #[test]
    fn colours_pass_only_when_asked_for() {
        assert_eq!(ecrit(b"\x1b[31mrouge\n", true), "\u{1b}[31mrouge\n");
    }
}
