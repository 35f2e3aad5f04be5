//! The bin: out of sight at once, recoverable for 30 days.
//!
//! Invariant: only an owner puts in and takes out; nothing below the service changes.

use domaine::droits::Action;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use stockage::{Tour, Tx, journal, services};
use uuid::Uuid;

use crate::acces::autoriser;
use crate::comptes;
use crate::ecriture::{Commande, Ecriture, sur_service, une_fois};
use crate::{Context, Error, Result};

/// How long a deleted service can be taken back.
pub const DUREE_CORBEILLE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Asks to put a service in the bin.
#[derive(Clone, Debug, Serialize)]
pub struct Supprimer {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
}

impl Commande for Supprimer {
    const NOM: &'static str = "services.supprimer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Asks to take a service out of the bin.
#[derive(Clone, Debug, Serialize)]
pub struct Restaurer {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
}

impl Commande for Restaurer {
    const NOM: &'static str = "services.restaurer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// A service in the bin, or just put in or taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supprime {
    /// Its identifier.
    pub service: Uuid,
    /// Its name.
    pub nom: String,
}

/// A line of the bin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DansCorbeille {
    /// Its identifier.
    pub service: Uuid,
    /// Its name.
    pub nom: String,
    /// When it was deleted.
    pub supprime_le: Timestamp,
    /// Who deleted it, by name.
    pub supprime_par: Option<String>,
    /// When it goes for good.
    pub jusqu_au: Timestamp,
}

/// Puts a service in the bin.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::Interdit`].
pub async fn supprimer(ctx: &Context, commande: &Supprimer) -> Result<Supprime> {
    let service = commande.service;
    sur_service(
        ctx,
        service,
        Action::Supprimer,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                let Ecriture {
                    mut tour,
                    maintenant,
                    ..
                } = ecriture;
                let nom = services::charger(tx, service).await?.nom;
                services::supprimer(tx, &mut tour, ctx.acteur(), maintenant).await?;
                noter(ctx, tx, &mut tour, "service.supprime", maintenant).await?;
                Ok(Supprime { service, nom })
            })
        },
    )
    .await
}

/// Takes a service out of the bin.
///
/// # Errors
/// [`Error::Introuvable`] when it is not there or not the person's to take.
pub async fn restaurer(ctx: &Context, commande: &Restaurer) -> Result<Supprime> {
    let service = commande.service;
    une_fois(ctx, commande, move |tx, maintenant| {
        Box::pin(async move {
            let mut tour = services::prendre_tour_corbeille(tx, service).await?;
            autoriser(ctx, tx, service, Action::Restaurer).await?;
            let siens = recuperables(ctx, tx).await?;
            if !siens.iter().any(|s| s.id == service) {
                return Err(Error::Introuvable);
            }
            services::restaurer(tx, &mut tour).await?;
            let nom = services::charger(tx, service).await?.nom;
            noter(ctx, tx, &mut tour, "service.restaure", maintenant).await?;
            Ok(Supprime { service, nom })
        })
    })
    .await
}

/// The services in the bin that the person owns and can still take back, latest first.
///
/// # Errors
/// The database's failures.
pub async fn corbeille(ctx: &Context) -> Result<Vec<DansCorbeille>> {
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let mut lignes = Vec::new();
                for s in recuperables(ctx, tx).await? {
                    lignes.push(DansCorbeille {
                        service: s.id,
                        nom: s.nom,
                        supprime_le: s.supprime_le,
                        supprime_par: comptes::nom(tx, s.supprime_par).await?,
                        jusqu_au: echeance(s.supprime_le),
                    });
                }
                Ok(lignes)
            })
        })
        .await
}

/// What the bin still holds for the person: worked out when read, so that a late purge shows
/// nothing wrong.
async fn recuperables(ctx: &Context, tx: &mut Tx<'_>) -> Result<Vec<services::DansCorbeille>> {
    let mut siens = services::corbeille(tx, ctx.acteur()).await?;
    siens.retain(|s| ctx.voit(s.id) && echeance(s.supprime_le) > ctx.maintenant());
    Ok(siens)
}

/// Services put in the bin after this instant can be taken back: the same as [`recuperables`].
pub(super) fn recuperables_depuis(ctx: &Context) -> Timestamp {
    let limite = ctx.maintenant().saturating_sub(DUREE_CORBEILLE);
    limite.unwrap_or(Timestamp::MIN)
}

/// When a service deleted then goes for good.
fn echeance(supprime_le: Timestamp) -> Timestamp {
    let echeance = supprime_le.saturating_add(DUREE_CORBEILLE);
    echeance.unwrap_or(Timestamp::MAX)
}

async fn noter(
    ctx: &Context,
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    genre: &str,
    maintenant: Timestamp,
) -> Result<()> {
    let service = tour.id().to_string();
    let fait = journal::Fait {
        horodatage: maintenant,
        acteur: Some(ctx.acteur()),
        genre,
        objet: &service,
        version: None,
        indice_apres: None,
        corps: &(),
    };
    journal::ajouter(tx, tour, &fait).await?;
    Ok(())
}
