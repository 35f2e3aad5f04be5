//! Writes every sample page to a directory, to be looked at without a server:
//! `cargo run -p ui --example apercus -- DIRECTORY`, then open `DIRECTORY/index.html`.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use ui::gabarit::Ressources;

#[expect(clippy::unwrap_used, reason = "samples shared with the tests")]
#[path = "../tests/commun/echantillons.rs"]
mod echantillons;

fn main() -> Result<(), Box<dyn Error>> {
    let dossier = std::env::args().nth(1).ok_or("usage: apercus DIRECTORY")?;
    let dossier = Path::new(&dossier);
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../theme");
    std::fs::create_dir_all(dossier)?;
    for fichier in ["mss.css", "mss.js", "icones.svg", "favicon.svg"] {
        std::fs::copy(theme.join(fichier), dossier.join(fichier))?;
    }
    let ressources = Ressources {
        feuilles: vec!["mss.css".to_owned()],
        js: "mss.js".to_owned(),
        icones: "icones.svg".to_owned(),
        favicon: "favicon.svg".to_owned(),
    };
    let mut sommaire =
        String::from("<!doctype html><meta charset=utf-8><title>apercus</title><ul>");
    for (nom, page) in echantillons::tous(&ressources) {
        std::fs::write(dossier.join(format!("{nom}.html")), page)?;
        write!(sommaire, "<li><a href={nom}.html>{nom}</a>")?;
    }
    std::fs::write(dossier.join("index.html"), sommaire)?;
    Ok(())
}
