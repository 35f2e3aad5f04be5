//! Technical logs, on the error output. The business journal (proof) is in the database.
//!
//! Invariant: strict ASCII, one event a line (rule 1304); `RUST_LOG` chooses the level (`info` by
//! default); nothing personal is logged.

mod ascii;

use std::{
    io::{self, IsTerminal},
    panic,
};

use ascii::Ascii;
use tracing::Subscriber;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter, util::SubscriberInitExt};

use crate::phrases;

/// How log lines are written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Forme {
    /// For a person in front of a terminal.
    Lisible,
    /// One JSON object a line, for a collector.
    Json,
}

/// The session library warns of every cookie that outlived its session: that is ordinary here.
const PAR_DEFAUT: &str = "info,tower_sessions_core=error,tower_sessions=error";

/// Starts logging, panics included.
pub(crate) fn demarrer(forme: Forme) {
    let filtre = EnvFilter::try_from_default_env().unwrap_or_else(|_| PAR_DEFAUT.into());
    let couleurs = matches!(forme, Forme::Lisible) && io::stderr().is_terminal();
    let sortie = move || Ascii::new(io::stderr(), couleurs);
    abonne(forme, filtre, couleurs, sortie).init();
    panic::set_hook(Box::new(|infos| {
        let lieu = infos.location().map(ToString::to_string);
        tracing::error!(lieu, "panique");
    }));
}

/// Logs why the program gives up; a person at a terminal reads it in plain words too.
pub(crate) fn echec(erreur: &anyhow::Error) {
    let cause = phrases::dire(erreur);
    tracing::error!(cause, "echec");
    if io::stderr().is_terminal() {
        eprintln!("{cause}");
    }
}

fn abonne<S>(
    forme: Forme,
    filtre: EnvFilter,
    couleurs: bool,
    sortie: S,
) -> Box<dyn Subscriber + Send + Sync>
where
    S: for<'s> MakeWriter<'s> + Send + Sync + 'static,
{
    let lignes = tracing_subscriber::fmt()
        .with_env_filter(filtre)
        .with_ansi(couleurs)
        .with_writer(sortie);
    match forme {
        Forme::Lisible => Box::new(lignes.with_target(false).finish()),
        Forme::Json => Box::new(lignes.json().flatten_event(true).finish()),
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::Write,
        sync::{Arc, Mutex, PoisonError},
    };

    use super::*;

    /// Keeps what is logged.
    #[derive(Clone, Default)]
    struct Memoire(Arc<Mutex<Vec<u8>>>);

    impl Write for Memoire {
        fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
            let mut tout = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            tout.extend_from_slice(octets);
            Ok(octets.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn journal(forme: Forme, travail: impl FnOnce()) -> String {
        let memoire = Memoire::default();
        let sortie = memoire.clone();
        let abonne = abonne(forme, "info".into(), false, move || {
            Ascii::new(sortie.clone(), false)
        });
        tracing::subscriber::with_default(abonne, travail);
        let octets = memoire.0.lock().unwrap().clone();
        let permis = |o: &u8| matches!(o, b' '..=b'~' | b'\n');
        assert!(octets.iter().all(permis), "{octets:?}");
        String::from_utf8(octets).unwrap()
    }

    const PIEGE: &str = "/donn\u{e9}es\n{\"message\":\"demarrage\"}\r\u{1b}[2J \u{1f512}";

    fn evenements() {
        let span = tracing::info_span!("requete", route = PIEGE);
        span.in_scope(|| tracing::error!(erreur = %PIEGE, texte = PIEGE, "erreur"));
        tracing::warn!("a\u{e7}centu\u{e9}\nfaux");
    }

    #[test]
    fn nothing_that_is_logged_begins_a_line_or_leaves_ascii() {
        let lisible = journal(Forme::Lisible, evenements);
        assert_eq!(lisible.lines().count(), 2, "{lisible}");
        assert!(lisible.contains("/donn\\u00e9es\\u000a"), "{lisible}");
        assert!(
            lisible.contains("a\\u00e7centu\\u00e9\\u000afaux"),
            "{lisible}"
        );
    }

    #[test]
    fn a_json_line_reads_back_what_was_logged() {
        let json = journal(Forme::Json, evenements);
        let lignes: Vec<serde_json::Value> = json
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect();
        assert_eq!(lignes.len(), 2, "{json}");
        assert_eq!(lignes[0]["texte"], PIEGE);
        assert_eq!(lignes[1]["message"], "a\u{e7}centu\u{e9}\nfaux");
    }
}
