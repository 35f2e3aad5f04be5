//! Links between measures and risks made by hand: a measure of one's own and any risk, any measure
//! and a risk of one's own. What the catalogue links is computed.
//!
//! Invariant: a link whose measure or risk leaves the service stays written and is not shown; it
//! counts again should they come back.

use domaine::droits::Action;
use domaine::risques::{Couverture, id_propre, numero_propre};
use serde::Serialize;
use stockage::journal;
use stockage::liens::{self, Lien};
use uuid::Uuid;

use crate::acces::{self, ServiceOuvert, charger};
use crate::ecriture::{Commande, Ecriture, sur_service};
use crate::mesures::{Cle, cle};
use crate::{Context, Error, Raison, Result};

/// Asks to link a measure and a risk, or to undo the link.
#[derive(Clone, Debug, Serialize)]
pub struct Lier {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The measure (`AUTH.1`, `SPE.1`).
    pub mesure: String,
    /// The risk (`R3`, `RP.1`).
    pub risque: String,
    /// Undo rather than make.
    pub delier: bool,
}

impl Commande for Lier {
    const NOM: &'static str = "risques.lier";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// A service with the matrix of its measures and risks.
#[derive(Clone, Debug)]
pub struct RisquesOuverts {
    /// The service.
    pub service: ServiceOuvert,
    /// Which measures weigh on which risks: those studied, those that are not, its own.
    pub couverture: Couverture,
}

/// Links a measure and a risk, or undoes it; gives whether that changed anything.
///
/// # Errors
/// [`Error::Introuvable`] for a measure or a risk the service does not have,
/// [`Error::Saisie`] on `risque` when the catalogue alone links the two.
pub async fn lier(ctx: &Context, commande: &Lier) -> Result<bool> {
    sur_service(
        ctx,
        commande.service,
        Action::GererRisques,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                let Ecriture {
                    mut tour,
                    habilitation,
                    maintenant,
                } = ecriture;
                let service = charger(ctx, tx, commande.service, habilitation).await?;
                let mesure = cle(&service, &commande.mesure)?;
                if !service.a_le_risque(&commande.risque)? {
                    return Err(Error::Introuvable);
                }
                if matches!(mesure, Cle::Catalogue(_)) && numero_propre(&commande.risque).is_none()
                {
                    return Err(Error::Saisie {
                        champ: "risque",
                        raison: Raison::Inconnu,
                    });
                }
                let lien = Lien {
                    mesure: commande.mesure.clone(),
                    risque: commande.risque.clone(),
                };
                let (change, genre) = if commande.delier {
                    (liens::retirer(tx, &mut tour, &lien).await?, "lien.retire")
                } else {
                    (liens::poser(tx, &mut tour, &lien).await?, "lien.pose")
                };
                if change {
                    let fait = journal::Fait {
                        horodatage: maintenant,
                        acteur: Some(ctx.acteur()),
                        genre,
                        objet: &commande.risque,
                        version: None,
                        indice_apres: service.indice(),
                        corps: &serde_json::json!({ "mesure": commande.mesure }),
                    };
                    journal::ajouter(tx, &mut tour, &fait).await?;
                }
                Ok(change)
            })
        },
    )
    .await
}

/// Opens a service with the matrix of its measures and risks.
///
/// # Errors
/// [`Error::Introuvable`] for whoever has no role on it, [`Error::EncoreBrouillon`].
pub async fn ouvrir(ctx: &Context, service: Uuid) -> Result<RisquesOuverts> {
    acces::lire(ctx, service, Action::Lire, move |tx, habilitation| {
        Box::pin(async move {
            let service = charger(ctx, tx, service, habilitation).await?;
            let poses = liens::tous(tx, service.fiche.id).await?;
            let couverture = matrice(&service, &poses)?;
            Ok(RisquesOuverts {
                service,
                couverture,
            })
        })
    })
    .await
}

/// The matrix of a service already opened.
///
/// # Errors
/// [`Error::Introuvable`] for whoever has no role on it any more, [`Error::EncoreBrouillon`].
pub async fn couverture(ctx: &Context, service: &ServiceOuvert) -> Result<Couverture> {
    let id = service.fiche.id;
    let poses = acces::lire(ctx, id, Action::Lire, move |tx, _| {
        Box::pin(async move { Ok(liens::tous(tx, id).await?) })
    })
    .await?;
    matrice(service, &poses)
}

/// The matrix: what the catalogue says, and the links whose two ends the service has.
pub(super) fn matrice(service: &ServiceOuvert, poses: &[Lien]) -> Result<Couverture> {
    let bilan = service.bilan()?;
    let calcules: Vec<_> = service
        .risques_calcules()?
        .iter()
        .map(|c| c.evalue)
        .collect();
    let mut couverture = Couverture::du_catalogue(
        service.catalogue,
        &bilan.description,
        &bilan.evaluation.mesures,
        &calcules,
    );
    for (numero, _) in service.risques.presents() {
        couverture.ajouter_risque(&id_propre(numero));
    }
    for lien in poses {
        if cle(service, &lien.mesure).is_ok() {
            couverture.lier(&lien.mesure, &lien.risque);
        }
    }
    Ok(couverture)
}
