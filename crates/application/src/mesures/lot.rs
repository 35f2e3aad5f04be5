//! The same change to a selection of measures, and its undo.
//!
//! Invariant: one transaction, one outcome per measure; what a colleague changed meanwhile is left
//! as it is and said, by the change as by its undo.

use std::collections::BTreeMap;

use domaine::EnumSet;
use domaine::droits::Action;
use domaine::fusion::{ParChamps, fusionner};
use domaine::suivi::{ChampMesure, SuiviMesure};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Modifiee;
use super::chantier::{Chantier, Demande};
use crate::acces::lire;
use crate::ecriture::{Commande, sur_service};
use crate::{Context, Error, Raison, Result};

/// The most measures one change may be about.
pub const LOT_MAX: usize = 300;

/// Asks for the same change to several measures.
#[derive(Clone, Debug, Serialize)]
pub struct ModifierLot {
    /// Single-use identifier of the form; also what [`annuler_lot`] is asked with.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The measures, each with the version it was seen at.
    pub mesures: BTreeMap<String, i64>,
    /// The fields to change.
    pub champs: EnumSet<ChampMesure>,
    /// Their new values.
    pub saisie: SuiviMesure,
}

impl Commande for ModifierLot {
    const NOM: &'static str = "mesures.modifierLot";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// What a change to a selection gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lot {
    /// The service.
    pub service: Uuid,
    /// The fields that were to change.
    pub champs: EnumSet<ChampMesure>,
    /// Their new values.
    pub saisie: SuiviMesure,
    /// Measure by measure.
    pub resultats: Vec<Resultat>,
    /// The service's index after it, in hundredths.
    pub indice: Option<i64>,
}

/// What it gave for one measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resultat {
    /// The measure.
    pub mesure: String,
    /// What became of it.
    pub issue: Issue,
}

/// What became of a measure of a selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Issue {
    /// Changed; its version since.
    Modifiee {
        /// The version.
        version: i64,
    },
    /// It was that way already.
    Inchangee,
    /// Left as it is: someone gave it another value meanwhile.
    Conflit {
        /// Who, by name.
        auteur: Option<String>,
    },
    /// The service has no such measure any more.
    Absente,
}

impl Lot {
    /// How many measures changed.
    #[must_use]
    pub fn modifiees(&self) -> usize {
        self.avec(|issue| matches!(issue, Issue::Modifiee { .. }))
            .count()
    }

    /// The measures whose outcome is such.
    pub fn avec(&self, filtre: impl Fn(&Issue) -> bool) -> impl Iterator<Item = &str> {
        self.resultats
            .iter()
            .filter(move |r| filtre(&r.issue))
            .map(|r| r.mesure.as_str())
    }
}

/// Makes the same change to several measures.
///
/// # Errors
/// [`Error::Saisie`] on `mesures` (none, or more than [`LOT_MAX`]) or on a field; a measure whose
/// change meets a colleague's is no error, but an outcome.
pub async fn modifier_lot(ctx: &Context, commande: &ModifierLot) -> Result<Lot> {
    sur_service(
        ctx,
        commande.service,
        Action::Securiser,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                let mut chantier = Chantier::ouvrir(ctx, tx, ecriture).await?;
                controler(commande)?;
                let mut resultats = Vec::with_capacity(commande.mesures.len());
                for (mesure, version) in &commande.mesures {
                    let issue = une_du_lot(&mut chantier, commande, mesure, *version).await?;
                    let mesure = mesure.clone();
                    resultats.push(Resultat { mesure, issue });
                }
                Ok(Lot {
                    service: commande.service,
                    champs: commande.champs,
                    saisie: commande.saisie.clone(),
                    resultats,
                    indice: chantier.clore().await?,
                })
            })
        },
    )
    .await
}

fn controler(commande: &ModifierLot) -> Result<()> {
    let raison = match commande.mesures.len() {
        0 => Raison::Vide,
        1..=LOT_MAX => return Ok(()),
        _ => Raison::TropNombreux { max: LOT_MAX },
    };
    Err(Error::Saisie {
        champ: "mesures",
        raison,
    })
}

async fn une_du_lot(
    chantier: &mut Chantier<'_, '_>,
    commande: &ModifierLot,
    mesure: &str,
    version: i64,
) -> Result<Issue> {
    let demande = Demande {
        mesure,
        version,
        champs: commande.champs,
        saisie: &commande.saisie,
        stricte: false,
    };
    let accord = match chantier.accorder(&demande).await {
        Ok(accord) => accord,
        Err(Error::ConflitMesure(conflit)) => {
            let auteur = conflit.auteur;
            return Ok(Issue::Conflit { auteur });
        }
        Err(Error::Introuvable) => return Ok(Issue::Absente),
        Err(erreur) => return Err(erreur),
    };
    let avant = chantier.version(mesure);
    let version = chantier.ecrire(mesure, accord.suivi).await?;
    Ok(if version == avant {
        Issue::Inchangee
    } else {
        Issue::Modifiee { version }
    })
}

/// What an earlier change to measures gave.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Operation {
    /// To a selection.
    Lot(Lot),
    /// Taking one back.
    Annulation(Annulation),
    /// To one measure.
    Modifiee(Modifiee),
}

/// What an earlier change to measures gave, for whoever made it, as long as it is remembered
/// (24 hours).
///
/// # Errors
/// [`Error::Introuvable`] without a role on the service.
pub async fn operation(ctx: &Context, service: Uuid, operation: Uuid) -> Result<Option<Operation>> {
    lire(ctx, service, Action::Lire, move |tx, _| {
        Box::pin(async move {
            let issue =
                stockage::operations::issue::<serde_json::Value>(tx, operation, ctx.acteur())
                    .await?;
            let issue = issue.and_then(|issue| serde_json::from_value(issue).ok());
            Ok(issue.filter(|issue| match issue {
                Operation::Lot(lot) => lot.service == service,
                Operation::Annulation(annulation) => annulation.service == service,
                Operation::Modifiee(_) => true,
            }))
        })
    })
    .await
}

/// A recorded outcome, when it is that of a change to a selection of this service.
fn reconnaitre(issue: Option<serde_json::Value>, service: Uuid) -> Option<Lot> {
    let lot: Lot = serde_json::from_value(issue?).ok()?;
    (lot.service == service).then_some(lot)
}

/// Asks to take back a change to a selection.
#[derive(Clone, Debug, Serialize)]
pub struct AnnulerLot {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The operation of the change.
    pub lot: Uuid,
}

impl Commande for AnnulerLot {
    const NOM: &'static str = "mesures.annulerLot";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// What taking it back gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annulation {
    /// The service.
    pub service: Uuid,
    /// Measures that have their earlier values again.
    pub rendues: Vec<String>,
    /// Measures left as they are: changed again meanwhile, or gone.
    pub laissees: Vec<String>,
    /// The service's index after it, in hundredths.
    pub indice: Option<i64>,
}

/// Takes back a change to a selection: each measure gets the values it had before, except where
/// someone changed the same field since.
///
/// # Errors
/// [`Error::Introuvable`] for a change this person did not make, or made more than 24 hours ago.
pub async fn annuler_lot(ctx: &Context, commande: &AnnulerLot) -> Result<Annulation> {
    sur_service(
        ctx,
        commande.service,
        Action::Securiser,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                let mut chantier = Chantier::ouvrir(ctx, tx, ecriture).await?;
                let issue = chantier.issue(commande.lot).await?;
                let lot = reconnaitre(issue, commande.service).ok_or(Error::Introuvable)?;
                let (mut rendues, mut laissees) = (Vec::new(), Vec::new());
                for Resultat { mesure, issue } in lot.resultats {
                    let Issue::Modifiee { version } = issue else {
                        continue;
                    };
                    if rendre(&mut chantier, &mesure, version, lot.champs).await? {
                        rendues.push(mesure);
                    } else {
                        laissees.push(mesure);
                    }
                }
                Ok(Annulation {
                    service: commande.service,
                    rendues,
                    laissees,
                    indice: chantier.clore().await?,
                })
            })
        },
    )
    .await
}

/// Gives a measure back what it had before `version`, in these fields; false when it is left.
async fn rendre(
    chantier: &mut Chantier<'_, '_>,
    mesure: &str,
    version: i64,
    champs: EnumSet<ChampMesure>,
) -> Result<bool> {
    let avant = chantier.a_la_version(mesure, version - 1).await?;
    let apres = chantier.a_la_version(mesure, version).await?;
    let (Some(avant), Some(apres)) = (avant, apres) else {
        return Ok(false);
    };
    let mut voulu = apres.clone();
    for champ in champs {
        voulu.reprendre(&avant, champ);
    }
    if voulu.responsables != apres.responsables {
        // Whoever left the service since does not come back this way.
        let membres = chantier.membres().await?;
        voulu.responsables.retain(|compte| membres.contains(compte));
    }
    let fusion = fusionner(&apres, &chantier.stocke(mesure), &voulu);
    if !fusion.conflits.is_empty() {
        return Ok(false);
    }
    chantier.ecrire(mesure, fusion.valeur).await?;
    Ok(true)
}
