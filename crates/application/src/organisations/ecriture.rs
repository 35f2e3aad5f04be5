//! The one write path of an organisation: operation id, turn, right, decision, state, journal.
//!
//! Invariant: the same as [`crate::ecriture`]; the organisation's turn comes before those of its
//! services.

use std::sync::Arc;

use domaine::droits::ActionOrganisation;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use stockage::{DeLOrganisation, Tour, Tx, journal, organisations};
use uuid::Uuid;

use super::autoriser;
use crate::ecriture::{Commande, une_fois};
use crate::{Context, Result};

/// A write under way on one organisation.
pub(crate) struct Ecriture {
    /// The organisation's turn.
    pub(crate) tour: Tour<DeLOrganisation>,
    /// The one instant this write happens at.
    pub(crate) maintenant: Timestamp,
}

/// A write on one organisation, for someone whose role on it allows `action`.
pub(crate) async fn sur_organisation<'env, C, R, F>(
    ctx: &'env Context,
    organisation: Uuid,
    action: ActionOrganisation,
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
            let tour = organisations::prendre_tour(tx, organisation).await?;
            autoriser(ctx, tx, organisation, action).await?;
            travail(tx, Ecriture { tour, maintenant }).await
        })
    })
    .await
}

impl Ecriture {
    /// Writes a line in the organisation's chain.
    pub(crate) async fn noter<T: Serialize + Sync + ?Sized>(
        &mut self,
        tx: &mut Tx<'_>,
        acteur: Option<Uuid>,
        genre: &str,
        objet: &str,
        version: Option<i64>,
        corps: &T,
    ) -> Result<()> {
        let fait = journal::Fait {
            horodatage: self.maintenant,
            acteur,
            genre,
            objet,
            version,
            indice_apres: None,
            corps,
        };
        journal::ajouter(tx, &mut self.tour, &fait).await?;
        Ok(())
    }
}
