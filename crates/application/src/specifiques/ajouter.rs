//! Adding a specific measure: the text is copied, where it came from is kept.

use domaine::droits::Action;
use domaine::specifiques::{ContenuSaisi, Origine, id_specifique};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stockage::{Tour, Tx, specifiques};
use uuid::Uuid;

use super::{Ecrit, Fait, Specifique, encore_une};
use crate::acces::charger;
use crate::contenu::origine_reconnue;
use crate::ecriture::{Commande, Ecriture, sur_service};
use crate::services::mettre_en_cache;
use crate::{Context, Error, Result};

/// Asks to add a specific measure.
#[derive(Clone, Debug, Serialize)]
pub struct AjouterSpecifique {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// What it says.
    pub contenu: ContenuSaisi,
    /// What it was copied from.
    pub origine: Origine,
}

impl Commande for AjouterSpecifique {
    const NOM: &'static str = "specifiques.ajouter";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// A specific measure was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ajoutee {
    /// `SPE.1`…
    pub id: String,
    /// Version of what it says.
    pub version: i64,
}

/// Adds a specific measure, without a status.
///
/// # Errors
/// [`Error::EncoreBrouillon`], [`Error::Saisies`], on `titre` too when there are
/// [`super::SPECIFIQUES_MAX`] already.
pub async fn ajouter(ctx: &Context, commande: &AjouterSpecifique) -> Result<Ajoutee> {
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
                let contenu = commande.contenu.lire().map_err(Error::Saisies)?;
                encore_une(&service)?;
                let origine = origine_reconnue(ctx, tx, &commande.origine).await?;
                let numero = specifiques::prochain_numero(tx, &tour).await?;
                let id = id_specifique(numero);
                let ecrit = Ecrit::new(&id, &contenu, &origine);
                let ligne = ecrit.ligne(maintenant, ctx.acteur());
                specifiques::creer(tx, &mut tour, numero, &ligne).await?;
                service.specifiques.push(Specifique {
                    id: id.clone(),
                    version: 1,
                    contenu: contenu.clone(),
                    origine,
                    modifie_le: maintenant,
                    modifie_par: Some(ctx.acteur()),
                });
                service.evaluer();
                mettre_en_cache(tx, &mut tour, &service, maintenant).await?;
                let fait = Fait {
                    genre: "mesureSpecifique.ajoutee",
                    id: &id,
                    version: Some(1),
                    indice: service.indice(),
                    corps: &contenu,
                };
                fait.noter(ctx, tx, &mut tour, maintenant).await?;
                Ok(Ajoutee { id, version: 1 })
            })
        },
    )
    .await
}

/// Gives a copied service the specific measures of the one it copies, numbered afresh. Being a
/// draft, it has no evaluation to refresh.
pub(crate) async fn recopier(
    ctx: &Context,
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    modele: &[Specifique],
    maintenant: Timestamp,
) -> Result<()> {
    for (numero, specifique) in (1..).zip(modele) {
        let id = id_specifique(numero);
        let ecrit = Ecrit::new(&id, &specifique.contenu, &specifique.origine);
        let ligne = ecrit.ligne(maintenant, ctx.acteur());
        specifiques::creer(tx, tour, numero, &ligne).await?;
        let fait = Fait {
            genre: "mesureSpecifique.ajoutee",
            id: &id,
            version: Some(1),
            indice: None,
            corps: &specifique.contenu,
        };
        fait.noter(ctx, tx, tour, maintenant).await?;
    }
    Ok(())
}
