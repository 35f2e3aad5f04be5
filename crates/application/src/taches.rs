//! What time alone makes due: emptying the bin, forgetting what is no longer needed.
//!
//! Invariant: idempotent, safe on two instances at once; a missed run shows nothing wrong, since
//! every state that depends on the date is worked out when it is read (rule 1220).

use jiff::SignedDuration;
use stockage::modeles as base;
use stockage::services::Purge;
use stockage::{installation, jetons, journal, operations, services, sessions};

use crate::modeles;
use crate::services::DUREE_CORBEILLE;
use crate::{Environnement, Error, Result};

/// How long a form that was sent is recognised if it comes again.
const DUREE_OPERATIONS: SignedDuration = SignedDuration::from_hours(24);

/// How long a token that has ended stays on its owner's page.
const DUREE_JETONS: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bilan {
    /// Services that were in the bin for more than 30 days.
    pub services_effaces: u64,
    /// Forms that need not be recognised any more.
    pub operations_oubliees: u64,
    /// Sessions that had ended.
    pub sessions_oubliees: u64,
    /// Models that were deleted for more than 30 days.
    pub modeles_effaces: u64,
    /// Tokens that had ended for 90 days.
    pub jetons_oublies: u64,
}

/// Does everything that is due.
///
/// # Errors
/// The database's failures; what was done before stays done.
pub async fn executer(env: &Environnement) -> Result<Bilan> {
    let maintenant = env.maintenant();
    let (operations_oubliees, sessions_oubliees, modeles_effaces, jetons_oublies) = env
        .store()
        .write::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let avant = maintenant - DUREE_OPERATIONS;
                let operations = operations::purger(tx, avant).await?;
                let sessions = sessions::purger(tx, maintenant).await?;
                let avant = maintenant - modeles::DUREE_CORBEILLE;
                let modeles = base::purger(tx, avant).await?;
                let jetons = jetons::purger(tx, maintenant - DUREE_JETONS).await?;
                Ok((operations, sessions, modeles, jetons))
            })
        })
        .await?;
    let mut services_effaces = 0;
    loop {
        let effaces = vider_corbeille(env).await?;
        services_effaces += effaces;
        if effaces == 0 {
            break;
        }
    }
    Ok(Bilan {
        services_effaces,
        operations_oubliees,
        sessions_oubliees,
        modeles_effaces,
        jetons_oublies,
    })
}

/// Removes some of the services whose time in the bin is over; what each chain came to is kept in
/// the installation's journal.
async fn vider_corbeille(env: &Environnement) -> Result<u64> {
    env.store()
        .write(move |tx| {
            Box::pin(async move {
                let maintenant = env.maintenant();
                let mut tour = installation::prendre_tour(tx).await?;
                let purges = services::purger(tx, &mut tour, maintenant - DUREE_CORBEILLE).await?;
                for Purge { id, sequence, tete } in &purges {
                    let fait = journal::Fait {
                        horodatage: maintenant,
                        acteur: None,
                        genre: "service.efface",
                        objet: &id.to_string(),
                        version: None,
                        indice_apres: None,
                        corps: &(sequence, tete),
                    };
                    journal::ajouter(tx, &mut tour, &fait).await?;
                }
                Ok(purges.len() as u64)
            })
        })
        .await
}
