//! Deciding of a computed risk: another gravity, not studied, or as computed again.

use domaine::EnumSet;
use domaine::droits::Action;
use domaine::fusion::ParChamps;
use domaine::risques::{Ajustement, ChampAjustement};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stockage::{Tour, Tx, journal, risques};
use uuid::Uuid;

use super::Ecrit;
use super::conflit::{Edition, Versions};
use crate::acces::charger;
use crate::comptes;
use crate::ecriture::{Commande, Ecriture, exiger_version, sur_service};
use crate::{Context, Error, Result};

/// Asks to record a decision on a computed risk.
#[derive(Clone, Debug, Serialize)]
pub struct AjusterRisque {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The risk (`R3`).
    pub risque: String,
    /// Version the form was loaded at; 0 when the risk had no row.
    pub version: i64,
    /// What is decided; the rest stays.
    pub champs: EnumSet<ChampAjustement>,
    /// The decision.
    pub saisie: Ajustement,
    /// Refuse as soon as the stored version is another one, merging nothing (`If-Match`).
    pub stricte: bool,
}

impl Commande for AjusterRisque {
    const NOM: &'static str = "risques.ajuster";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// A risk was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RisqueModifie {
    /// Version of its row; 0 when there is still nothing to say of it.
    pub version: i64,
    /// Fields a colleague changed meanwhile, kept: their identifiers.
    pub repris: Vec<String>,
    /// Who saved them last, by name.
    pub repris_de: Option<String>,
}

/// Records a decision on a computed risk.
///
/// # Errors
/// [`Error::Introuvable`] for a risk the service does not have, [`Error::EncoreBrouillon`],
/// [`Error::Saisies`] on `valeur`, `raison`, `desactivation`, [`Error::ConflitRisque`] when someone
/// decided otherwise since, [`Error::VersionDepassee`].
pub async fn ajuster_risque(ctx: &Context, commande: &AjusterRisque) -> Result<RisqueModifie> {
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
                service.risque_calcule(&commande.risque)?;
                let ecrits = &service.risques.ajustements;
                let en_place = ecrits
                    .get(&commande.risque)
                    .cloned()
                    .unwrap_or_else(|| Ecrit::jamais(maintenant));
                let nommee = commande.stricte.then_some(commande.version);
                exiger_version(nommee, en_place.version)?;
                let edition = Edition {
                    risque: &commande.risque,
                    version: commande.version,
                    en_place: &en_place,
                };
                let base = edition.base(tx, commande.service).await?;
                let mut mienne = base.clone();
                let saisie = commande.saisie.clone().normalise();
                for champ in commande.champs {
                    mienne.reprendre(&saisie, champ);
                }
                let refus = mienne.refus();
                if !refus.is_empty() {
                    return Err(Error::Saisies(refus));
                }
                let fusion = edition
                    .fusionner(ctx, tx, commande.service, (&base, &mienne))
                    .await?;
                if !fusion.conflits.is_empty() {
                    let versions = Versions::Calcule {
                        en_place: en_place.valeur.clone(),
                        la_mienne: mienne,
                        conflits: fusion.conflits,
                    };
                    return Err(edition.conflit(tx, service, versions).await?);
                }
                let mut version = en_place.version;
                if fusion.valeur != en_place.valeur {
                    let genre = genre(&en_place.valeur, &fusion.valeur);
                    let indice = service.indice();
                    let ligne = Ligne {
                        id: &commande.risque,
                        version_lue: version,
                        valeur: &fusion.valeur,
                        retire: false,
                        genre,
                        indice,
                        maintenant,
                    };
                    version = ligne.ecrire(ctx, tx, &mut tour).await?;
                }
                modifie(tx, version, &fusion.repris, en_place.modifie_par).await
            })
        },
    )
    .await
}

/// What the journal calls the change.
fn genre(avant: &Ajustement, apres: &Ajustement) -> &'static str {
    match (&avant.desactivation, &apres.desactivation) {
        (None, Some(_)) => "risque.desactive",
        (Some(_), None) => "risque.reactive",
        _ => "risque.modifie",
    }
}

/// What a change gave, with what was kept of a colleague's.
pub(super) async fn modifie<C: std::fmt::Display>(
    tx: &mut Tx<'_>,
    version: i64,
    repris: &[C],
    par: Option<Uuid>,
) -> Result<RisqueModifie> {
    Ok(RisqueModifie {
        version,
        repris_de: if repris.is_empty() {
            None
        } else {
            comptes::nom(tx, par).await?
        },
        repris: repris.iter().map(ToString::to_string).collect(),
    })
}

/// A row to write, with its journal line.
pub(super) struct Ligne<'a, T> {
    pub(super) id: &'a str,
    pub(super) version_lue: i64,
    pub(super) valeur: &'a T,
    /// Taken out.
    pub(super) retire: bool,
    pub(super) genre: &'a str,
    pub(super) indice: Option<i64>,
    pub(super) maintenant: Timestamp,
}

impl<T: Serialize + Sync> Ligne<'_, T> {
    /// Writes both; gives the new version.
    pub(super) async fn ecrire(
        &self,
        ctx: &Context,
        tx: &mut Tx<'_>,
        tour: &mut Tour,
    ) -> Result<i64> {
        let ecriture = risques::Ecriture {
            id: self.id,
            version_lue: self.version_lue,
            document: self.valeur,
            modifie_le: self.maintenant,
            modifie_par: ctx.acteur(),
            supprime_le: self.retire.then_some(self.maintenant),
        };
        let version = risques::enregistrer(tx, tour, &ecriture).await?;
        let fait = journal::Fait {
            horodatage: self.maintenant,
            acteur: Some(ctx.acteur()),
            genre: self.genre,
            objet: self.id,
            version: Some(version),
            indice_apres: self.indice,
            corps: self.valeur,
        };
        journal::ajouter(tx, tour, &fait).await?;
        Ok(version)
    }
}

impl<T: Default> Ecrit<T> {
    /// What stands for the row of a risk that has none.
    pub(super) fn jamais(maintenant: Timestamp) -> Self {
        Self {
            version: 0,
            valeur: T::default(),
            modifie_le: maintenant,
            modifie_par: None,
            retire_le: None,
        }
    }
}
