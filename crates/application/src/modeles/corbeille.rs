//! Deleting a model, and taking it back for 30 days.
//!
//! Invariant: a deleted model is out of everyone's sight but its author's; what was copied from it
//! stays where it was copied.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use stockage::{Tx, modeles};
use uuid::Uuid;

use super::chantier::{Chantier, EnCours};
use super::ecriture::verifier_la_place;
use crate::contenu::Document;
use crate::ecriture::{Commande, exiger_version, une_fois};
use crate::{Context, Error, Result};

/// How long a deleted model can be taken back.
pub const DUREE_CORBEILLE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Asks to delete a model.
#[derive(Clone, Debug, Serialize)]
pub struct Supprimer {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The model.
    pub modele: Uuid,
    /// The version a program names, the only one it may delete; none from a page.
    pub version: Option<i64>,
}

impl Commande for Supprimer {
    const NOM: &'static str = "modeles.supprimer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Asks to take a deleted model back.
#[derive(Clone, Debug, Serialize)]
pub struct Restaurer {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The model.
    pub modele: Uuid,
}

impl Commande for Restaurer {
    const NOM: &'static str = "modeles.restaurer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Deletes a model.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::PasAuteur`], [`Error::VersionDepassee`].
pub async fn supprimer(ctx: &Context, commande: &Supprimer) -> Result<()> {
    une_fois(ctx, commande, move |tx, maintenant| {
        Box::pin(async move {
            let mut chantier = Chantier::ouvrir(ctx, tx, maintenant).await?;
            let modele = chantier.charger(commande.modele).await?;
            exiger_version(commande.version, modele.version)?;
            poser(&mut chantier, &modele, Some(maintenant)).await
        })
    })
    .await
}

/// Takes a deleted model back, shared as it was.
///
/// # Errors
/// [`Error::Introuvable`] when it was not deleted, too long ago, or by someone else;
/// [`Error::Saisies`] when there are as many as there may be.
pub async fn restaurer(ctx: &Context, commande: &Restaurer) -> Result<()> {
    une_fois(ctx, commande, move |tx, maintenant| {
        Box::pin(async move {
            let mut chantier = Chantier::ouvrir(ctx, tx, maintenant).await?;
            let mut siens = recuperables(ctx, chantier.tx).await?.into_iter();
            let lu = siens.find(|m| m.id == commande.modele);
            let modele = EnCours::depuis(lu.ok_or(Error::Introuvable)?);
            verifier_la_place(ctx, &mut chantier).await?;
            poser(&mut chantier, &modele, None).await
        })
    })
    .await
}

async fn poser(
    chantier: &mut Chantier<'_, '_>,
    modele: &EnCours,
    le: Option<Timestamp>,
) -> Result<()> {
    modeles::poser_suppression(chantier.tx, &mut chantier.tour, modele.id, le).await?;
    let genre = match le {
        Some(_) => "modele.supprime",
        None => "modele.restaure",
    };
    chantier
        .noter(modele.organisation, modele.id, genre, None, &())
        .await
}

/// The person's own models deleted for less than 30 days, latest first: worked out when read, so
/// that a late purge shows nothing wrong.
pub(super) async fn recuperables(
    ctx: &Context,
    tx: &mut Tx<'_>,
) -> Result<Vec<modeles::Modele<Document>>> {
    let depuis = ctx.maintenant() - DUREE_CORBEILLE;
    Ok(modeles::supprimes(tx, ctx.acteur(), depuis).await?)
}
