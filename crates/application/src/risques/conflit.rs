//! Two people on one risk: the three-way merge, and what is shown when it cannot decide.
//!
//! Invariant: the base is read back from the journal line of the version the form was loaded at;
//! someone alone to have written since keeps the last word.

use domaine::fusion::{Fusion, ParChamps, fusionner};
use domaine::risques::{Ajustement, ChampAjustement, ChampRisquePropre, RisquePropre};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use stockage::{Tx, journal};
use uuid::Uuid;

use super::Ecrit;
use crate::acces::ServiceOuvert;
use crate::comptes;
use crate::{Context, Error, Result};

/// Two values of the same fields of a risk.
#[derive(Clone, Debug)]
pub struct ConflitRisque {
    /// The service as stored.
    pub service: ServiceOuvert,
    /// The risk.
    pub risque: String,
    /// Version of what is stored.
    pub version: i64,
    /// Both values.
    pub versions: Versions,
    /// Who saved last, by name.
    pub auteur: Option<String>,
    /// When.
    pub quand: Timestamp,
}

/// Both values, by kind of risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Versions {
    /// A computed risk.
    Calcule {
        /// What is stored.
        en_place: Ajustement,
        /// What was typed, on top of what it was typed from.
        la_mienne: Ajustement,
        /// Fields with two values.
        conflits: Vec<ChampAjustement>,
    },
    /// A risk of one's own.
    Propre {
        /// What is stored.
        en_place: RisquePropre,
        /// What was typed, on top of what it was typed from.
        la_mienne: RisquePropre,
        /// Fields with two values.
        conflits: Vec<ChampRisquePropre>,
    },
}

/// A merge under way: what was typed over which version of which row.
pub(super) struct Edition<'a, T> {
    pub(super) risque: &'a str,
    /// The version the form was loaded at.
    pub(super) version: i64,
    pub(super) en_place: &'a Ecrit<T>,
}

impl<T: ParChamps + Default + PartialEq + DeserializeOwned> Edition<'_, T> {
    /// The value the form was loaded with. An erased body leaves nothing to compare with: then
    /// every difference is a conflict.
    pub(super) async fn base(&self, tx: &mut Tx<'_>, service: Uuid) -> Result<T> {
        if self.version == self.en_place.version {
            return Ok(self.en_place.valeur.clone());
        }
        let base = journal::a_la_version(tx, service, self.risque, self.version).await?;
        Ok(base.unwrap_or_default())
    }

    /// Merges; conflicts left are those with someone else.
    pub(super) async fn fusionner(
        &self,
        ctx: &Context,
        tx: &mut Tx<'_>,
        service: Uuid,
        (base, mienne): (&T, &T),
    ) -> Result<Fusion<T>> {
        let mut fusion = fusionner(base, &self.en_place.valeur, mienne);
        if fusion.conflits.is_empty() {
            return Ok(fusion);
        }
        let ecritures = journal::ecritures_depuis(tx, service, self.risque, self.version).await?;
        if ecritures
            .iter()
            .all(|(acteur, _)| *acteur == Some(ctx.acteur()))
        {
            for champ in std::mem::take(&mut fusion.conflits) {
                fusion.valeur.reprendre(mienne, champ);
            }
        }
        Ok(fusion)
    }

    /// What is shown when two people changed the same field.
    pub(super) async fn conflit(
        &self,
        tx: &mut Tx<'_>,
        service: ServiceOuvert,
        versions: Versions,
    ) -> Result<Error> {
        Ok(Error::ConflitRisque(Box::new(ConflitRisque {
            service,
            risque: self.risque.to_owned(),
            version: self.en_place.version,
            versions,
            auteur: comptes::nom(tx, self.en_place.modifie_par).await?,
            quand: self.en_place.modifie_le,
        })))
    }
}
