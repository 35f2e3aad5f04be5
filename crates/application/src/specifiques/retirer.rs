//! Taking a specific measure off, and bringing it back with what was said of it.
//!
//! Invariant: nothing is erased; a measure taken off counts nowhere.

use domaine::droits::Action;
use serde::{Deserialize, Serialize};
use stockage::specifiques;
use uuid::Uuid;

use super::{Fait, Specifique, encore_une};
use crate::acces::{charger, lire};
use crate::contenu::Document;
use crate::ecriture::{Commande, Ecriture, exiger_version, sur_service};
use crate::services::mettre_en_cache;
use crate::{Context, Error, Result};

/// Asks to take a specific measure off, or to bring it back.
#[derive(Clone, Debug, Serialize)]
pub struct RetirerSpecifique {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The measure (`SPE.1`).
    pub mesure: String,
    /// Brought back rather than taken off.
    pub retablir: bool,
    /// The version a program names, the only one it may take off; none from a page.
    pub version: Option<i64>,
}

impl Commande for RetirerSpecifique {
    const NOM: &'static str = "specifiques.retirer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// A specific measure was taken off or brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retiree {
    /// Its title.
    pub titre: String,
}

/// Takes a specific measure off, or brings it back; does nothing when it is that way already.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::EncoreBrouillon`], [`Error::Saisies`] on `titre` when there is
/// no room to bring it back, [`Error::VersionDepassee`].
pub async fn retirer(ctx: &Context, commande: &RetirerSpecifique) -> Result<Retiree> {
    sur_service(
        ctx,
        commande.service,
        Action::Securiser,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                let Ecriture {
                    mut tour,
                    habilitation,
                    maintenant,
                } = ecriture;
                let mut service = charger(ctx, tx, commande.service, habilitation).await?;
                service.bilan()?;
                let (id, retablir) = (commande.mesure.as_str(), commande.retablir);
                let lue = specifiques::une::<Document>(tx, commande.service, id).await?;
                let lue = lue.ok_or(Error::Introuvable)?;
                let titre = lue.titre.clone();
                if lue.supprime_le.is_some() != retablir {
                    return Ok(Retiree { titre });
                }
                exiger_version(commande.version, lue.version)?;
                if retablir {
                    encore_une(&service)?;
                    service.specifiques.push(lue.into());
                } else {
                    service.specifiques.retain(|s| s.id != id);
                }
                let le = (!retablir).then_some(maintenant);
                specifiques::poser_suppression(tx, &mut tour, id, le).await?;
                service.evaluer();
                mettre_en_cache(tx, &mut tour, &service, maintenant).await?;
                let fait = Fait {
                    genre: if retablir {
                        "mesureSpecifique.retablie"
                    } else {
                        "mesureSpecifique.retiree"
                    },
                    id,
                    version: None,
                    indice: service.indice(),
                    corps: &titre,
                };
                fait.noter(ctx, tx, &mut tour, maintenant).await?;
                Ok(Retiree { titre })
            })
        },
    )
    .await
}

/// A specific measure that was taken off.
///
/// # Errors
/// [`Error::Introuvable`] for one the service has, or never had.
pub async fn retiree(ctx: &Context, service: Uuid, id: &str) -> Result<Specifique> {
    lire(ctx, service, Action::Lire, move |tx, _| {
        Box::pin(async move {
            let lue = specifiques::une::<Document>(tx, service, id).await?;
            let lue = lue.filter(|s| s.supprime_le.is_some());
            Ok(lue.ok_or(Error::Introuvable)?.into())
        })
    })
    .await
}
