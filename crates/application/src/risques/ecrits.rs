//! What was written of the risks of a service, read with it.
//!
//! Invariant: everything that has a row is here, what no longer concerns the service included: it
//! counts again should the risk come back.

use std::collections::BTreeMap;

use domaine::catalogue::Catalogue;
use domaine::risques::{Ajustement, RisqueEvalue, RisquePropre, ajuster, numero_propre};
use jiff::Timestamp;
use stockage::{Tx, risques};
use uuid::Uuid;

use crate::Result;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ecrit<T> {
    /// From 1; a risk nobody touched is at 0 and has no row.
    pub version: i64,
    /// What it says.
    pub valeur: T,
    /// Last change.
    pub modifie_le: Timestamp,
    /// Who made it.
    pub modifie_par: Option<Uuid>,
    /// When a risk of one's own was taken out; none otherwise.
    pub retire_le: Option<Timestamp>,
}

/// Everything written of the risks of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RisquesEcrits {
    /// Decisions on computed risks, by identifier.
    pub ajustements: BTreeMap<String, Ecrit<Ajustement>>,
    /// Risks of its own, by number, those taken out included.
    pub propres: BTreeMap<u32, Ecrit<RisquePropre>>,
}

impl RisquesEcrits {
    pub(crate) async fn charger(tx: &mut Tx<'_>, service: Uuid) -> Result<Self> {
        let mut ecrits = Self::default();
        for ligne in risques::tous(tx, service).await? {
            match numero_propre(&ligne.id) {
                Some(numero) => {
                    let valeur = ligne.ouvrir(tx)?;
                    ecrits.propres.insert(numero, ecrit(&ligne, valeur));
                }
                None => {
                    let valeur = ligne.ouvrir(tx)?;
                    ecrits
                        .ajustements
                        .insert(ligne.id.clone(), ecrit(&ligne, valeur));
                }
            }
        }
        Ok(ecrits)
    }

    /// Applies the decisions: the risks studied, then those that are not.
    pub(crate) fn ajuster(
        &self,
        catalogue: &Catalogue,
        calcules: &[RisqueEvalue],
    ) -> (Vec<RisqueEvalue>, Vec<RisqueEvalue>) {
        ajuster(calcules, |risque| {
            let ecrit = self.ajustements.get(&catalogue.risques.risque(risque).id)?;
            Some(&ecrit.valeur)
        })
    }

    /// The decision on a computed risk; an empty one when there is none.
    #[must_use]
    pub fn ajustement(&self, id: &str) -> Ajustement {
        let ecrit = self.ajustements.get(id);
        ecrit.map(|e| e.valeur.clone()).unwrap_or_default()
    }

    /// The risks of its own that were not taken out, in order.
    pub fn presents(&self) -> impl Iterator<Item = (u32, &Ecrit<RisquePropre>)> {
        let presents = self.propres.iter().filter(|(_, e)| e.retire_le.is_none());
        presents.map(|(numero, ecrit)| (*numero, ecrit))
    }
}

fn ecrit<T>(ligne: &risques::Risque, valeur: T) -> Ecrit<T> {
    Ecrit {
        version: ligne.version,
        valeur,
        modifie_le: ligne.modifie_le,
        modifie_par: ligne.modifie_par,
        retire_le: ligne.supprime_le,
    }
}
