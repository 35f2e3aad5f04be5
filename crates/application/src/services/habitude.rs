//! The organisation a new service most likely belongs to.
//!
//! Invariant: it only fills a form in; nothing is decided from it.

use domaine::siret::Siret;
use stockage::services::{Filtre, Ordre, Sens, Tri};
use stockage::{comptes, organisations, services};

use crate::comptes::Profil;
use crate::{Context, Result};

/// An organisation to propose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habituelle {
    /// 14 digits.
    pub siret: String,
    /// Its name; none when nobody has registered it yet.
    pub nom: Option<String>,
}

/// The organisation of the service the person worked on last, else the one their identity
/// provider names.
///
/// # Errors
/// The database's failures.
pub async fn organisation_habituelle(ctx: &Context) -> Result<Option<Habituelle>> {
    let dernier = Ordre {
        tri: Tri::Modifie,
        sens: Sens::Decroissant,
    };
    let acteur = ctx.acteur();
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let lignes =
                    services::liste(tx, ctx.lecteur(), &Filtre::default(), dernier, 0, 1).await?;
                if let Some(ligne) = lignes.first() {
                    let service = services::charger(tx, ligne.id).await?;
                    let organisation = organisations::charger(tx, service.organisation_id).await?;
                    return Ok(Some(Habituelle {
                        siret: organisation.siret,
                        nom: Some(organisation.nom),
                    }));
                }
                let compte = comptes::charger::<Profil>(tx, acteur).await?;
                let Some(siret) = Siret::lire(&compte.document.siret) else {
                    return Ok(None);
                };
                let connue = organisations::par_siret(tx, siret.as_str()).await?;
                Ok(Some(Habituelle {
                    siret: siret.to_string(),
                    nom: connue.map(|o| o.nom),
                }))
            })
        })
        .await
}
