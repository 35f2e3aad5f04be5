//! Listening, and stopping without losing a request (rule 1023).
//!
//! Invariant: one `demarrage` line, then one `arret` line with its cause.

use std::{
    io::ErrorKind,
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use anyhow::{Context, Result, anyhow};
use axum::Router;
use stockage::Store;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::oneshot,
    time::timeout,
};
use web::App;

use crate::phrases;

/// Longest wait for requests under way when asked to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs `travail` on a fresh runtime.
///
/// # Errors
///
/// The runtime cannot start, or `travail` fails.
pub(crate) fn executer(travail: impl Future<Output = Result<()>>) -> Result<()> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("Le système ne permet pas de démarrer le serveur")?
        .block_on(travail)
}

/// Takes the address.
///
/// # Errors
///
/// A French sentence that says what to do.
pub(crate) async fn prendre(adresse: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(adresse).await.map_err(|erreur| {
        let port = adresse.port();
        match erreur.kind() {
            ErrorKind::AddrInUse => anyhow!(
                "Le port {port} est déjà utilisé. Choisissez-en un autre, ou arrêtez le programme qui l’occupe."
            ),
            ErrorKind::PermissionDenied => anyhow!(
                "Le port {port} est réservé au système. Choisissez un port à partir de 1024."
            ),
            ErrorKind::AddrNotAvailable => anyhow!(
                "L’adresse {adresse} n’est pas une adresse de cette machine. Corrigez « serveur.adresse »."
            ),
            _ => anyhow!(
                "L’adresse {adresse} ne peut pas être utilisée : {}.",
                phrases::systeme(&erreur)
            ),
        }
    })
}

/// Serves until SIGTERM or SIGINT, lets requests under way finish, closes the database.
///
/// # Errors
///
/// The listener fails.
pub(crate) async fn servir(listener: TcpListener, router: Router, store: Store) -> Result<()> {
    let adresse = listener
        .local_addr()
        .unwrap_or((Ipv4Addr::UNSPECIFIED, 0).into());
    tracing::info!(version = web::VERSION, %adresse, moteur = store.moteur(), "demarrage");
    let (prevenir, mut prevenu) = oneshot::channel();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serveur = axum::serve(listener, service).with_graceful_shutdown(async move {
        let cause = signal_d_arret().await;
        // Nobody listens only when the server has failed meanwhile.
        let _ = prevenir.send(cause);
    });
    let mut serveur = std::pin::pin!(serveur.into_future());
    let cause = tokio::select! {
        issue = &mut serveur => {
            issue.context("Le serveur s’est arrêté de lui-même")?;
            // Without requests under way it ends as soon as it is told, before this is seen.
            prevenu.try_recv().unwrap_or("fin")
        }
        Ok(cause) = &mut prevenu => {
            if timeout(PATIENCE, serveur).await.is_err() {
                tracing::warn!("requetes_interrompues");
            }
            cause
        }
    };
    store.close().await;
    tracing::info!(version = web::VERSION, cause, "arret");
    Ok(())
}

/// Reads in the background what the first request would otherwise wait for.
pub(crate) fn prechauffer(app: &App) {
    tokio::task::spawn_blocking(referentiels::mss_v2);
    let app = app.clone();
    tokio::spawn(async move { app.prechauffer().await });
}

async fn signal_d_arret() -> &'static str {
    let (Ok(mut term), Ok(mut int)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => "SIGTERM",
        _ = int.recv() => "SIGINT",
    }
}
