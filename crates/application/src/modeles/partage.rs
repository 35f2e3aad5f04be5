//! Sharing a model with an organisation one works for, and making it personal again.
//!
//! Invariant: a model that changes hands leaves a line in the chain it leaves, and its whole text
//! in the chain it enters.

use serde::Serialize;
use stockage::organisations::Organisation;
use uuid::Uuid;

use super::chantier::Chantier;
use crate::ecriture::{Commande, exiger_version, une_fois};
use crate::{Context, Error, Raison, Result};

/// Asks to share a model, or to make it personal again.
#[derive(Clone, Debug, Serialize)]
pub struct Partager {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The model.
    pub modele: Uuid,
    /// The organisation; none to make it personal.
    pub organisation: Option<Uuid>,
    /// The version a program names, the only one it may share; none from a page.
    pub version: Option<i64>,
}

impl Commande for Partager {
    const NOM: &'static str = "modeles.partager";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// The organisations the person works for, by name: those a model can be shared with.
///
/// # Errors
/// [`Error::HorsPortee`] for a token made for some services.
pub async fn organisations(ctx: &Context) -> Result<Vec<Organisation>> {
    ctx.peut_voir_les_modeles()?;
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let siennes = stockage::organisations::du_compte(tx, ctx.lecteur()).await?;
                Ok(siennes)
            })
        })
        .await
}

/// Shares a model, or makes it personal again; gives its version.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::PasAuteur`], [`Error::Saisie`] on `organisation` for one the
/// person does not work for, [`Error::VersionDepassee`].
pub async fn partager(ctx: &Context, commande: &Partager) -> Result<i64> {
    une_fois(ctx, commande, move |tx, maintenant| {
        Box::pin(async move {
            let mut chantier = Chantier::ouvrir(ctx, tx, maintenant).await?;
            let mut modele = chantier.charger(commande.modele).await?;
            exiger_version(commande.version, modele.version)?;
            let (avant, apres) = (modele.organisation, commande.organisation);
            if avant == apres {
                return Ok(modele.version);
            }
            if let Some(organisation) = apres {
                let siennes =
                    stockage::organisations::du_compte(chantier.tx, ctx.lecteur()).await?;
                if !siennes.iter().any(|o| o.id == organisation) {
                    return Err(Error::Saisie {
                        champ: "organisation",
                        raison: Raison::Inconnu,
                    });
                }
            }
            chantier
                .noter(avant, modele.id, "modele.sorti", None, &apres)
                .await?;
            modele.organisation = apres;
            let genre = match apres {
                Some(_) => "modele.partage",
                None => "modele.personnel",
            };
            chantier.enregistrer(&modele, genre).await
        })
    })
    .await
}
