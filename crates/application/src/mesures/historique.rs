//! What happened to a measure: who changed which field, when, from what to what.
//!
//! Invariant: read from the journal, never stored twice.

use std::collections::BTreeMap;

use domaine::droits::Action;
use domaine::fusion::differences;
use domaine::suivi::{ChampMesure, SuiviMesure};
use jiff::Timestamp;
use stockage::{Tx, journal};
use uuid::Uuid;

use crate::acces::lire;
use crate::comptes::Annuaire;
use crate::{Context, Result};

/// Changes shown at most.
const CHANGEMENTS_MAX: i64 = 100;

/// A change to a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Changement {
    /// When.
    pub quand: Timestamp,
    /// Who, by name; none for the program itself.
    pub auteur: Option<String>,
    /// The version of the measure since.
    pub version: i64,
    /// The fields it changed; empty when the text before or after was erased.
    pub champs: Vec<ChampMesure>,
    /// What the measure was.
    pub avant: SuiviMesure,
    /// What it has been since.
    pub apres: SuiviMesure,
    /// The service's index after it, in hundredths.
    pub indice: Option<i64>,
}

/// What happened to a measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Historique {
    /// The changes, newest first.
    pub changements: Vec<Changement>,
    /// The names of the people it mentions, those who left included.
    pub noms: BTreeMap<Uuid, String>,
}

/// What happened to a measure.
///
/// # Errors
/// [`crate::Error::Introuvable`] without a role on the service.
pub async fn historique(ctx: &Context, service: Uuid, mesure: &str) -> Result<Historique> {
    lire(ctx, service, Action::Lire, move |tx, _| {
        Box::pin(async move { lue(tx, service, mesure, &mut Annuaire::default()).await })
    })
    .await
}

/// The same, within a transaction.
pub(super) async fn lue(
    tx: &mut Tx<'_>,
    service: Uuid,
    mesure: &str,
    annuaire: &mut Annuaire,
) -> Result<Historique> {
    let mut lignes = journal::de_l_objet(tx, service, mesure, CHANGEMENTS_MAX + 1).await?;
    let mut historique = Historique::default();
    let plus_ancienne = lignes.len() > CHANGEMENTS_MAX as usize;
    let mut avant = plus_ancienne
        .then(|| lignes.pop())
        .flatten()
        .and_then(|ligne| suivi(ligne.corps))
        .unwrap_or_default();
    for ligne in lignes.into_iter().rev() {
        let Some(version) = ligne.version else {
            continue;
        };
        let apres = suivi(ligne.corps);
        let lisible = apres.is_some();
        let apres = apres.unwrap_or_else(|| avant.clone());
        let champs = differences(&avant, &apres);
        for compte in avant.responsables.union(&apres.responsables) {
            if let Some(nom) = annuaire.nom(tx, *compte).await? {
                historique.noms.insert(*compte, nom);
            }
        }
        let auteur = match ligne.acteur {
            Some(acteur) => annuaire.nom(tx, acteur).await?,
            None => None,
        };
        if !champs.is_empty() || !lisible {
            historique.changements.push(Changement {
                quand: ligne.horodatage,
                auteur,
                version,
                champs,
                avant,
                apres: apres.clone(),
                indice: ligne.indice_apres,
            });
        }
        avant = apres;
    }
    historique.changements.reverse();
    Ok(historique)
}

fn suivi(corps: Option<serde_json::Value>) -> Option<SuiviMesure> {
    corps.and_then(|corps| serde_json::from_value(corps).ok())
}
