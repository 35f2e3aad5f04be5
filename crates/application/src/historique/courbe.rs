//! The curve of a service's index, from the headers of its journal.
//!
//! Invariant: days are civil days in Europe/Paris, as everywhere people read a date.

use std::collections::BTreeMap;

use domaine::droits::Action;
use domaine::historique::{Courbe, Evenement, Genre, Releve};
use domaine::vocabulaire::NiveauSecurite;
use jiff::tz::TimeZone;
use serde_json::Value;
use stockage::Tx;
use stockage::journal::{self, Choix, EnTete};
use uuid::Uuid;

use crate::acces::lire;
use crate::{Context, Result};

/// Headers read, the latest ones: years of a busy service.
const LIGNES_MAX: i64 = 20_000;

/// Descriptions opened to know their level, the latest ones.
const DESCRIPTIONS_MAX: i64 = 100;

/// The curve of the index of a service; empty for a draft.
///
/// # Errors
/// [`crate::Error::Introuvable`] for whoever has no role on it.
pub async fn courbe(ctx: &Context, service: Uuid) -> Result<Courbe> {
    lire(ctx, service, Action::Lire, move |tx, _| {
        Box::pin(async move {
            let entetes = journal::entetes(tx, service, LIGNES_MAX).await?;
            let niveaux = niveaux(tx, service).await?;
            let paris = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
            let releves: Vec<_> = entetes
                .iter()
                .map(|entete| Releve {
                    jour: entete.horodatage.to_zoned(paris.clone()).date(),
                    centiemes: entete.indice_apres.and_then(|i| u16::try_from(i).ok()),
                    evenement: evenement(entete, &niveaux),
                })
                .collect();
            let aujourd_hui = ctx.maintenant().to_zoned(paris).date();
            Ok(domaine::historique::courbe(&releves, aujourd_hui))
        })
    })
    .await
}

/// The level each line about the description changed: before, after.
type Niveaux = BTreeMap<i64, (NiveauSecurite, NiveauSecurite)>;

async fn niveaux(tx: &mut Tx<'_>, service: Uuid) -> Result<Niveaux> {
    let choix = Choix {
        familles: vec!["description"],
        ..Choix::default()
    };
    let mut lignes = journal::activite(tx, service, &choix, DESCRIPTIONS_MAX).await?;
    lignes.reverse();
    let mut niveaux = Niveaux::new();
    let mut precedent = None;
    let mut decrite = false;
    for ligne in lignes {
        let niveau = ligne.corps.as_ref().and_then(niveau);
        // The level of a draft is a choice under way, not one that changed.
        if let (true, Some(avant), Some(apres)) = (decrite, precedent, niveau)
            && avant != apres
        {
            niveaux.insert(ligne.sequence, (avant, apres));
        }
        decrite |= ligne.indice_apres.is_some();
        precedent = niveau.or(precedent);
    }
    Ok(niveaux)
}

fn niveau(corps: &Value) -> Option<NiveauSecurite> {
    NiveauSecurite::depuis_id(corps.get("niveauSecurite")?.as_str()?)
}

fn evenement(entete: &EnTete, niveaux: &Niveaux) -> Option<Evenement> {
    if let Some((avant, apres)) = niveaux.get(&entete.sequence).copied() {
        return Some(Evenement::Niveau { avant, apres });
    }
    match Genre::depuis_id(&entete.genre)? {
        Genre::DescriptionTerminee => Some(Evenement::DescriptionTerminee),
        Genre::DescriptionModifiee => Some(Evenement::DescriptionModifiee),
        Genre::MesureStatuee | Genre::MesureModifiee => Some(Evenement::Mesures(1)),
        Genre::RisqueDesactive => Some(Evenement::RisqueDesactive),
        _ => None,
    }
}
