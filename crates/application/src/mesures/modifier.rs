//! Changing one measure: its status in one click, or any of its fields at once.
//!
//! Invariant: only the fields a form holds are changed; what a colleague did meanwhile to the
//! others is kept, and said.

use domaine::EnumSet;
use domaine::droits::Action;
use domaine::suivi::{ChampMesure, SuiviMesure};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Reponse;
use super::chantier::{Chantier, Demande};
use crate::acces::{LigneMesure, ServiceOuvert};
use crate::ecriture::{Commande, sur_service};
use crate::{Context, Result};

/// Asks to change fields of a measure.
#[derive(Clone, Debug, Serialize)]
pub struct Modifier {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The measure (`AUTH.1`).
    pub mesure: String,
    /// Version the form was loaded at; 0 when the measure had no row.
    pub version: i64,
    /// The fields the form holds.
    pub champs: EnumSet<ChampMesure>,
    /// Their values; other fields are ignored.
    pub saisie: SuiviMesure,
    /// Refuse as soon as the stored version is another one, merging nothing (`If-Match`).
    pub stricte: bool,
}

impl Commande for Modifier {
    const NOM: &'static str = "mesures.modifier";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Asks to record where a measure stands.
#[derive(Clone, Debug)]
pub struct Statuer {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The measure (`AUTH.1`).
    pub mesure: String,
    /// Version the form was loaded at; 0 when the measure had no row.
    pub version: i64,
    /// What is said.
    pub reponse: Reponse,
}

impl From<&Statuer> for Modifier {
    fn from(s: &Statuer) -> Self {
        Self {
            operation: s.operation,
            service: s.service,
            mesure: s.mesure.clone(),
            version: s.version,
            champs: ChampMesure::Reponse.into(),
            saisie: s.reponse.suivi(),
            stricte: false,
        }
    }
}

/// What changing a measure gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Modifiee {
    /// The measure's version.
    pub version: i64,
    /// The service's index, in hundredths.
    pub indice: Option<i64>,
    /// Fields a colleague changed meanwhile, kept.
    pub repris: Vec<ChampMesure>,
    /// That colleague, by name.
    pub repris_de: Option<String>,
}

/// Two values of the same fields of a measure.
#[derive(Clone, Debug)]
pub struct ConflitMesure {
    /// The measure.
    pub mesure: String,
    /// The version the form was loaded at.
    pub version_lue: i64,
    /// What the measure was then.
    pub base: SuiviMesure,
    /// What is stored.
    pub actuelle: LigneMesure,
    /// What was asked, on top of what it was asked from.
    pub miennes: SuiviMesure,
    /// Fields with two different values.
    pub conflits: Vec<ChampMesure>,
    /// Fields a colleague changed meanwhile, which will be kept.
    pub repris: Vec<ChampMesure>,
    /// Who changed them, by name.
    pub auteur: Option<String>,
    /// When.
    pub quand: Timestamp,
    /// The service.
    pub service: Box<ServiceOuvert>,
}

/// Changes fields of a measure.
///
/// # Errors
/// [`crate::Error::Introuvable`] for a measure the service does not have,
/// [`crate::Error::EncoreBrouillon`], [`crate::Error::Saisie`] on a field,
/// [`crate::Error::ConflitMesure`] when someone gave the same field another value since.
pub async fn modifier(ctx: &Context, commande: &Modifier) -> Result<Modifiee> {
    sur_service(
        ctx,
        commande.service,
        Action::Securiser,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                // After the right: whoever may not change it is told that, not how to change it.
                let mut chantier = Chantier::ouvrir(ctx, tx, ecriture).await?;
                let demande = Demande {
                    mesure: &commande.mesure,
                    version: commande.version,
                    champs: commande.champs,
                    saisie: &commande.saisie,
                    stricte: commande.stricte,
                };
                let accord = chantier.accorder(&demande).await?;
                let version = chantier.ecrire(&commande.mesure, accord.suivi).await?;
                let repris_de = chantier.nom(accord.repris_de).await?;
                Ok(Modifiee {
                    version,
                    indice: chantier.clore().await?,
                    repris: accord.repris,
                    repris_de,
                })
            })
        },
    )
    .await
}

/// Records where a measure stands.
///
/// # Errors
/// As [`modifier`].
pub async fn statuer(ctx: &Context, commande: &Statuer) -> Result<Modifiee> {
    modifier(ctx, &Modifier::from(commande)).await
}
