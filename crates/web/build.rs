//! Copies the theme next to its `.br` and `.gz` versions, so that the server never compresses
//! a file twice, and makes the style sheet that completes the State's design system.

use std::{
    env,
    error::Error,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

#[path = "build/complements.rs"]
mod complements;

fn main() -> Result<(), Box<dyn Error>> {
    let source = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../theme");
    let cible = PathBuf::from(env::var("OUT_DIR")?).join("theme");
    println!("cargo::rerun-if-changed={}", source.display());
    println!("cargo::rerun-if-changed=build");
    if cible.exists() {
        fs::remove_dir_all(&cible)?;
    }
    copier(&source, &cible)?;
    let css = fs::read_to_string(source.join("mss.css"))?;
    let complements = complements::complements(&css);
    ecrire(&cible.join("mss-complements.css"), complements.as_bytes())
}

fn copier(source: &Path, cible: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(cible)?;
    for entree in fs::read_dir(source)? {
        let chemin = entree?.path();
        let Some(nom) = chemin.file_name() else {
            continue;
        };
        if chemin.is_dir() {
            copier(&chemin, &cible.join(nom))?;
        } else {
            ecrire(&cible.join(nom), &fs::read(&chemin)?)?;
        }
    }
    Ok(())
}

/// Text is compressed too; images in a compressed format would gain nothing.
fn ecrire(vers: &Path, octets: &[u8]) -> Result<(), Box<dyn Error>> {
    fs::write(vers, octets)?;
    let extension = vers.extension().and_then(|e| e.to_str()).unwrap_or("");
    if !matches!(extension, "css" | "js" | "svg" | "txt" | "json") {
        return Ok(());
    }
    let mut br = Vec::new();
    let reglages = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut &octets[..], &mut br, &reglages)?;
    fs::write(vers.with_extension(format!("{extension}.br")), br)?;
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(octets)?;
    fs::write(vers.with_extension(format!("{extension}.gz")), gz.finish()?)?;
    Ok(())
}
