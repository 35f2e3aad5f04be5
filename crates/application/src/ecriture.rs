//! The one write path: operation id, turn, right, decision, state, journal, in one transaction.
//!
//! Invariant: what a use case returned for an operation id is what it will always return for it;
//! a second submit does nothing twice. The closure may be run again: it holds no state of its own.

use std::sync::Arc;

use domaine::droits::{Action, Habilitation};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use stockage::operations::{self, Operation, Reclamation};
use stockage::{Tour, Tx, services};
use uuid::Uuid;

use crate::acces::autoriser;
use crate::{Context, Error, Result};

/// What a command must say of itself to be recognised when it comes twice.
pub(crate) trait Commande: Serialize + Sync {
    /// Name of the use case, part of the digest.
    const NOM: &'static str;

    /// The identifier made with the form, single use.
    fn operation(&self) -> Uuid;
}

/// Refuses a version that is not the stored one, when a program named it (`If-Match`): nothing is
/// merged behind a program's back.
pub(crate) fn exiger_version(nommee: Option<i64>, stockee: i64) -> Result<()> {
    match nommee {
        Some(nommee) if nommee != stockee => Err(Error::VersionDepassee),
        _ => Ok(()),
    }
}

/// Runs `travail` once per operation id; afterwards gives back the recorded outcome.
pub(crate) async fn une_fois<'env, C, R, F>(
    ctx: &'env Context,
    commande: &'env C,
    travail: F,
) -> Result<R>
where
    C: Commande,
    R: Serialize + DeserializeOwned + Send + Sync,
    F: for<'t> Fn(&'t mut Tx<'env>, Timestamp) -> BoxFuture<'t, Result<R>> + Send + Sync + 'env,
{
    ctx.peut_ecrire()?;
    let operation = Arc::new(operation(ctx, commande)?);
    let travail = Arc::new(travail);
    ctx.store()
        .write(move |tx| {
            let (operation, travail) = (Arc::clone(&operation), Arc::clone(&travail));
            Box::pin(async move {
                let maintenant = ctx.maintenant();
                match operations::reclamer(tx, &operation, maintenant).await? {
                    Reclamation::AutreCorps => return Err(Error::OperationDifferente),
                    Reclamation::Deja(issue) => return Ok(issue),
                    Reclamation::Nouvelle => {}
                }
                let issue = travail(tx, maintenant).await?;
                operations::terminer(tx, operation.id, &issue).await?;
                Ok(issue)
            })
        })
        .await
}

/// A write on one service, for someone whose role allows `action`. Its turn is the first
/// statement on it; the role and everything the decision reads come after.
pub(crate) async fn sur_service<'env, C, R, F>(
    ctx: &'env Context,
    service: Uuid,
    action: Action,
    commande: &'env C,
    travail: F,
) -> Result<R>
where
    C: Commande,
    R: Serialize + DeserializeOwned + Send + Sync,
    F: for<'t> Fn(&'t mut Tx<'env>, Ecriture) -> BoxFuture<'t, Result<R>> + Send + Sync + 'env,
{
    let travail = Arc::new(travail);
    une_fois(ctx, commande, move |tx, maintenant| {
        let travail = Arc::clone(&travail);
        Box::pin(async move {
            let tour = services::prendre_tour(tx, service).await?;
            let habilitation = autoriser(ctx, tx, service, action).await?;
            let ecriture = Ecriture {
                tour,
                habilitation,
                maintenant,
            };
            travail(tx, ecriture).await
        })
    })
    .await
}

/// A write under way on one service.
pub(crate) struct Ecriture {
    /// The service's turn.
    pub(crate) tour: Tour,
    /// What the person holds on it.
    pub(crate) habilitation: Habilitation,
    /// The one instant this write happens at.
    pub(crate) maintenant: Timestamp,
}

/// Tells two commands apart by a digest, without keeping what they say.
fn operation<C: Commande>(ctx: &Context, commande: &C) -> Result<Operation> {
    let corps = serde_json::to_vec(&(C::NOM, commande)).map_err(Error::Commande)?;
    Ok(Operation::new(commande.operation(), ctx.acteur(), &corps))
}
