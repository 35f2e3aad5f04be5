//! Technical logs, on the error output. The business journal (proof) is in the database.
//!
//! Invariant: `RUST_LOG` chooses the level (`info` by default); nothing personal is logged.

use std::{io::IsTerminal, panic};

use tracing_subscriber::EnvFilter;

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
    let lignes = tracing_subscriber::fmt()
        .with_env_filter(filtre)
        .with_writer(std::io::stderr);
    match forme {
        Forme::Lisible => lignes
            .with_target(false)
            .with_ansi(std::io::stderr().is_terminal())
            .init(),
        Forme::Json => lignes.json().flatten_event(true).init(),
    }
    panic::set_hook(Box::new(|infos| {
        let lieu = infos.location().map(ToString::to_string);
        tracing::error!(lieu, "panique");
    }));
}
