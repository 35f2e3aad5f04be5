//! Rows for a spreadsheet: CSV as French spreadsheets open it.
//!
//! Invariant: what a person typed stays text: no cell is ever a formula (a leading `=`, `+`, `-`,
//! `@` or tab is preceded by an apostrophe).

/// What every file begins with: the mark that says UTF-8.
pub const DEBUT: &str = "\u{feff}";

/// Writes one row, its line break included.
pub fn ligne<T: AsRef<str>>(sortie: &mut String, cellules: impl IntoIterator<Item = T>) {
    for (rang, cellule) in cellules.into_iter().enumerate() {
        if rang > 0 {
            sortie.push(';');
        }
        ecrire(sortie, cellule.as_ref());
    }
    sortie.push_str("\r\n");
}

fn ecrire(sortie: &mut String, texte: &str) {
    let formule = texte.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if !formule && !texte.contains([';', '"', '\n', '\r']) {
        sortie.push_str(texte);
        return;
    }
    sortie.push('"');
    if formule {
        sortie.push('\'');
    }
    sortie.push_str(&texte.replace('"', "\"\""));
    sortie.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        let mut sortie = String::new();
        ligne(
            &mut sortie,
            ["Été", "a;b", "dit \"oui\"", "=1+1", "", "deux\nlignes"],
        );
        assert_eq!(
            sortie,
            "Été;\"a;b\";\"dit \"\"oui\"\"\";\"'=1+1\";;\"deux\nlignes\"\r\n"
        );
    }
}
