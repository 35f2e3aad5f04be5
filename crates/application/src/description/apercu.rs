//! What a change to the description of a described service would do, before it is written.
//!
//! Invariant: it is the evaluation the change would leave, statuses included: those of a measure
//! that leaves stay in its row, and count again if it returns.

use domaine::droits::Action;
use domaine::ecarts::{Ecart, Etat, comparer};
use domaine::fusion::ParChamps;
use domaine::reponses::Reponses;
use domaine::vocabulaire::{Champ, NiveauSecurite};
use enumset::EnumSet;
use uuid::Uuid;

use super::{Enregistree, refusees, relever, verifier_complete};
use crate::acces::{ServiceOuvert, charger, lire};
use crate::{Context, Error, Result};

/// Answers to try on a described service.
#[derive(Clone, Debug)]
pub struct Essai {
    /// The service.
    pub service: Uuid,
    /// The questions answered.
    pub champs: EnumSet<Champ>,
    /// Their answers; other fields are ignored.
    pub saisie: Reponses,
}

/// What saving these answers would do, nothing being saved.
///
/// # Errors
/// [`Error::Introuvable`] without a role on the service, [`Error::EncoreBrouillon`],
/// [`Error::Invalide`] with every question to look at again.
pub async fn essayer(ctx: &Context, essai: &Essai) -> Result<Apercu> {
    lire(ctx, essai.service, Action::Lire, move |tx, role| {
        Box::pin(async move {
            let service = charger(ctx, tx, essai.service, role).await?;
            service.bilan()?;
            let saisie = essai.saisie.clone().normalisees();
            let mut reponses = service.reponses.clone();
            for champ in essai.champs {
                reponses.reprendre(&saisie, champ);
            }
            let mut reponses = reponses.normalisees();
            let invalides = refusees(&reponses, essai.champs);
            if !invalides.is_empty() {
                return Err(Error::Invalide(invalides));
            }
            let niveau_releve = relever(ctx, &mut reponses);
            verifier_complete(ctx, &reponses)?;
            let issue = Enregistree {
                version: service.version,
                repris: EnumSet::empty(),
                repris_de: None,
                niveau_releve,
                vient_d_etre_decrit: false,
            };
            Ok(Apercu::new(&service, &reponses, &issue))
        })
    })
    .await
}

/// A change that was not written, and the service it would give.
#[derive(Clone, Debug)]
pub struct Apercu {
    /// The service as stored.
    pub avant: ServiceOuvert,
    /// The service as it would be.
    pub apres: ServiceOuvert,
    /// The level, when the answers make it rise above the chosen one.
    pub niveau_releve: Option<NiveauSecurite>,
    /// Questions a colleague answered since the form was loaded, kept.
    pub repris: EnumSet<Champ>,
    /// Who saved them last, by name.
    pub repris_de: Option<String>,
}

impl Apercu {
    pub(super) fn new(avant: &ServiceOuvert, reponses: &Reponses, issue: &Enregistree) -> Self {
        let mut apres = avant.clone();
        apres.reponses = reponses.clone();
        apres.evaluer();
        Self {
            avant: avant.clone(),
            apres,
            niveau_releve: issue.niveau_releve,
            repris: issue.repris,
            repris_de: issue.repris_de.clone(),
        }
    }

    /// What changes.
    ///
    /// # Errors
    /// [`crate::Error::EncoreBrouillon`]: there was nothing to compare with.
    pub fn ecart(&self) -> Result<Ecart<'_>> {
        Ok(comparer(etat(&self.avant)?, etat(&self.apres)?))
    }
}

fn etat(service: &ServiceOuvert) -> Result<Etat<'_>> {
    let bilan = service.bilan()?;
    Ok(Etat {
        catalogue: service.catalogue,
        description: &bilan.description,
        evaluation: &bilan.evaluation,
    })
}
