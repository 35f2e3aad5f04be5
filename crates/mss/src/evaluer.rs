//! `mss evaluer`: evaluates services described in JSON, without a database.
//!
//! Invariant: one object is one case, on one or several lines; several lines each holding an object
//! are as many cases, answered in order, on every core and in constant memory, whatever any of them
//! holds.
//! Exit codes: 0 all evaluated, 2 something was refused, 1 reading or writing failed.

mod lignes;

use crate::phrases;
use application::evaluation::{self, Options, Probleme};
use domaine::catalogue::Catalogue;
use lignes::{Ligne, Lignes, TAILLE_MAX};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

/// Something in the input was refused.
const REFUS: u8 = 2;

/// Évalue un service décrit en JSON, ou un service par ligne, sans base de données.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Fichier à évaluer ; « - » pour l’entrée standard.
    #[arg(value_name = "FICHIER")]
    fichier: PathBuf,
    /// Accepte un niveau de besoins inférieur au niveau requis.
    #[arg(long)]
    niveau_libre: bool,
}

/// Runs the command.
pub(crate) fn executer(args: &Args) -> ExitCode {
    let options = Options {
        niveau_libre: args.niveau_libre,
    };
    let erreurs = io::stderr().lock();
    let sortie = BufWriter::new(io::stdout().lock());
    let issue = if args.fichier == Path::new("-") {
        evaluer(io::stdin().lock(), sortie, erreurs, options)
    } else {
        match File::open(&args.fichier) {
            Ok(fichier) => evaluer(fichier, sortie, erreurs, options),
            Err(e) => Err(e),
        }
    };
    match issue {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(REFUS),
        // Whoever was reading the answers has had enough of them.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        Err(e) => {
            eprintln!("{} : {}.", args.fichier.display(), phrases::systeme(&e));
            ExitCode::FAILURE
        }
    }
}

/// What the input turns out to be.
enum Forme {
    /// One object, on one or several lines.
    Unique(Result<String, &'static str>),
    /// One object per line; those already read.
    Lignes(Vec<Ligne>),
}

/// Evaluates everything; true when nothing was refused.
fn evaluer<R: Read>(
    entree: R,
    mut sortie: impl Write,
    mut erreurs: impl Write,
    options: Options,
) -> io::Result<bool> {
    let catalogue = referentiels::mss_v2();
    let mut lignes = Lignes::new(entree);
    let accepte = match reconnaitre(&mut lignes)? {
        None => {
            writeln!(
                erreurs,
                "json : le texte est vide, aucun service à évaluer."
            )?;
            false
        }
        Some(Forme::Unique(texte)) => unique(catalogue, texte, &mut sortie, &mut erreurs, options)?,
        Some(Forme::Lignes(deja)) => {
            let flux = Flux {
                catalogue,
                options,
                coeurs: thread::available_parallelism().map_or(1, NonZero::get),
                refusees: 0,
                total: 0,
            };
            flux.tout(deja, &mut lignes, &mut sortie, &mut erreurs)?
        }
    };
    sortie.flush()?;
    Ok(accepte)
}

fn unique(
    catalogue: &Catalogue,
    texte: Result<String, &'static str>,
    sortie: &mut impl Write,
    erreurs: &mut impl Write,
    options: Options,
) -> io::Result<bool> {
    let lu = texte.map_err(|raison| vec![illisible(raison)]);
    match lu.and_then(|texte| evaluation::evaluer(catalogue, &texte, options)) {
        Ok(resultat) => {
            serde_json::to_writer(&mut *sortie, &resultat)?;
            writeln!(sortie)?;
            Ok(true)
        }
        Err(problemes) => {
            for Probleme {
                champ,
                valeur,
                message,
            } in &problemes
            {
                match valeur {
                    Value::Null => writeln!(erreurs, "{champ} : {message}.")?,
                    recu => writeln!(erreurs, "{champ} : {message} (reçu : {recu}).")?,
                }
            }
            Ok(false)
        }
    }
}

/// A text that could not even be read as one.
fn illisible(raison: &str) -> Probleme {
    Probleme {
        champ: "json".to_owned(),
        valeur: Value::Null,
        message: raison.to_owned(),
    }
}

/// Lines evaluated together, at most; and their texts, in bytes. An answer is fifty times as long
/// as its question: what is held is mostly that.
const LOT: usize = 64;
const LOT_OCTETS: usize = 1 << 20;

/// Lines worth a thread of their own.
const PART: usize = 8;

/// One answer per line, in order.
struct Flux {
    catalogue: &'static Catalogue,
    options: Options,
    coeurs: usize,
    refusees: u64,
    total: u64,
}

/// The answers to some lines, one per line, and how many are refusals.
#[derive(Default)]
struct Reponses {
    texte: Vec<u8>,
    refusees: u64,
}

#[derive(serde::Serialize)]
struct LigneRefusee<'a> {
    ligne: u64,
    erreurs: &'a [Probleme],
}

impl Flux {
    fn tout<R: Read>(
        mut self,
        deja: Vec<Ligne>,
        lignes: &mut Lignes<R>,
        sortie: &mut impl Write,
        erreurs: &mut impl Write,
    ) -> io::Result<bool> {
        let mut lot = deja;
        let mut octets = 0;
        loop {
            let attente = lignes.va_attendre();
            if attente || lot.len() >= LOT || octets >= LOT_OCTETS {
                self.traiter(&mut lot, sortie)?;
                octets = 0;
            }
            if attente {
                sortie.flush()?;
            }
            let Some(ligne) = lignes.suivante()? else {
                break;
            };
            octets += ligne.texte.as_ref().map_or(0, String::len);
            lot.push(ligne);
        }
        self.traiter(&mut lot, sortie)?;
        if self.refusees > 0 {
            let (refusees, total) = (self.refusees, self.total);
            let message = "ligne(s) refusée(s) : voir « erreurs » dans la sortie.";
            writeln!(erreurs, "{refusees} sur {total} {message}")?;
        }
        Ok(self.refusees == 0)
    }

    /// Answers some lines, shared among the cores, in their order.
    fn traiter(&mut self, lot: &mut Vec<Ligne>, sortie: &mut impl Write) -> io::Result<()> {
        let parts = self.coeurs.min(lot.len() / PART).max(1);
        let taille = lot.len().div_ceil(parts).max(1);
        let flux = &*self;
        let reponses: io::Result<Vec<Reponses>> = thread::scope(|portee| {
            let mut parts = lot.chunks(taille);
            let premiere = parts.next().unwrap_or_default();
            let autres: Vec<_> = parts
                .map(|part| portee.spawn(move || flux.part(part)))
                .collect();
            let premiere = flux.part(premiere);
            let autres = autres.into_iter().map(|autre| {
                let issue = autre.join();
                issue.unwrap_or_else(|_| Err(io::Error::other("une évaluation a échoué")))
            });
            std::iter::once(premiere).chain(autres).collect()
        });
        for reponse in reponses? {
            self.refusees += reponse.refusees;
            sortie.write_all(&reponse.texte)?;
        }
        self.total += u64::try_from(lot.len()).unwrap_or(u64::MAX);
        lot.clear();
        Ok(())
    }

    fn part(&self, lignes: &[Ligne]) -> io::Result<Reponses> {
        let mut reponses = Reponses::default();
        for ligne in lignes {
            self.une(ligne, &mut reponses)?;
        }
        Ok(reponses)
    }

    fn une(&self, Ligne { numero, texte }: &Ligne, reponses: &mut Reponses) -> io::Result<()> {
        let lu = texte.as_deref().map_err(|raison| vec![illisible(raison)]);
        match lu.and_then(|t| evaluation::evaluer(self.catalogue, t, self.options)) {
            Ok(resultat) => serde_json::to_writer(&mut reponses.texte, &resultat)?,
            Err(problemes) => {
                reponses.refusees += 1;
                let refusee = LigneRefusee {
                    ligne: *numero,
                    erreurs: &problemes,
                };
                serde_json::to_writer(&mut reponses.texte, &refusee)?;
            }
        }
        reponses.texte.push(b'\n');
        Ok(())
    }
}

/// Reads just enough to know what the input is; `None` when it is blank.
fn reconnaitre<R: Read>(lignes: &mut Lignes<R>) -> io::Result<Option<Forme>> {
    let Some(premiere) = lignes.suivante()? else {
        return Ok(None);
    };
    let entamee = premiere.texte.as_deref().is_ok_and(commence_un_objet);
    if entamee {
        return plusieurs_lignes(premiere, lignes).map(Some);
    }
    Ok(Some(match lignes.suivante()? {
        Some(seconde) => Forme::Lignes(vec![premiere, seconde]),
        None => Forme::Unique(premiere.texte),
    }))
}

/// Gathers an object that goes over several lines. If a whole case shows up instead of the rest of
/// it, the lines before were bad ones in a list of cases.
fn plusieurs_lignes<R: Read>(premiere: Ligne, lignes: &mut Lignes<R>) -> io::Result<Forme> {
    let mut niveau = Imbrication::default();
    let mut taille = 0;
    let mut lues = Vec::new();
    let mut suivante = Some(premiere);
    while let Some(ligne) = suivante {
        let Ok(texte) = &ligne.texte else {
            return Ok(Forme::Unique(ligne.texte));
        };
        if !lues.is_empty() && est_un_cas(texte) {
            lues.push(ligne);
            return Ok(Forme::Lignes(lues));
        }
        taille += texte.len() + 1;
        if taille > TAILLE_MAX {
            return Ok(Forme::Unique(Err("l’objet dépasse 4 Mio")));
        }
        let fini = niveau.avancer(texte);
        lues.push(ligne);
        suivante = lignes.suivante()?;
        if fini && suivante.is_some() {
            return Ok(Forme::Unique(Err(
                "du texte suit la fin de l’objet. Pour évaluer plusieurs services, écrivez chacun \
                 sur une seule ligne",
            )));
        }
    }
    let textes: Vec<String> = lues.into_iter().filter_map(|l| l.texte.ok()).collect();
    Ok(Forme::Unique(Ok(textes.join("\n"))))
}

/// Whether a line is the beginning of an object, or of a list of them, that does not end on it.
fn commence_un_objet(texte: &str) -> bool {
    texte.trim_start().starts_with(['{', '['])
        && serde_json::from_str::<IgnoredAny>(texte).is_err_and(|e| e.is_eof())
}

/// Whether a line is an object with a description.
fn est_un_cas(texte: &str) -> bool {
    #[derive(Deserialize)]
    struct Apparence {
        #[serde(rename = "description")]
        _description: IgnoredAny,
    }
    texte.trim_start().starts_with('{') && serde_json::from_str::<Apparence>(texte).is_ok()
}

/// Follows braces and brackets outside texts.
#[derive(Debug, Default)]
struct Imbrication {
    ouverts: i64,
    dans_un_texte: bool,
    echappe: bool,
}

impl Imbrication {
    /// Goes over a line; whether everything opened is closed at its end.
    fn avancer(&mut self, ligne: &str) -> bool {
        for octet in ligne.bytes() {
            match octet {
                _ if self.echappe => self.echappe = false,
                b'\\' if self.dans_un_texte => self.echappe = true,
                b'"' => self.dans_un_texte = !self.dans_un_texte,
                _ if self.dans_un_texte => {}
                b'{' | b'[' => self.ouverts += 1,
                b'}' | b']' => self.ouverts -= 1,
                _ => {}
            }
        }
        self.ouverts <= 0
    }
}

#[cfg(test)]
mod tests;
