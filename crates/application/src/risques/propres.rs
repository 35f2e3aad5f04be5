//! Risks of one's own: adding, changing, taking out and putting back.
//!
//! Invariant: a number is given once in the life of a service, the rows of risks taken out being
//! kept.

use domaine::EnumSet;
use domaine::droits::Action;
use domaine::fusion::ParChamps;
use domaine::risques::{ChampRisquePropre, PROPRES_MAX, RisquePropre, id_propre, numero_propre};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ajuster::{Ligne, RisqueModifie, modifie};
use super::conflit::{Edition, Versions};
use crate::acces::{ServiceOuvert, charger};
use crate::ecriture::{Commande, Ecriture, exiger_version, sur_service};
use crate::{Context, Error, Raison, Result};

/// Asks to add a risk.
#[derive(Clone, Debug, Serialize)]
pub struct AjouterRisque {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The risk.
    pub saisie: RisquePropre,
}

/// Asks to change a risk of one's own.
#[derive(Clone, Debug, Serialize)]
pub struct ModifierRisque {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The risk (`RP.1`).
    pub risque: String,
    /// Version the form was loaded at.
    pub version: i64,
    /// The fields of the form.
    pub champs: EnumSet<ChampRisquePropre>,
    /// Their values; the others are ignored.
    pub saisie: RisquePropre,
    /// Refuse as soon as the stored version is another one, merging nothing (`If-Match`).
    pub stricte: bool,
}

/// Asks to take a risk of one's own out, or to put it back.
#[derive(Clone, Debug, Serialize)]
pub struct RetirerRisque {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The risk (`RP.1`).
    pub risque: String,
    /// Put back rather than taken out.
    pub retablir: bool,
    /// The version a program names, the only one it may take out; none from a page.
    pub version: Option<i64>,
}

macro_rules! commandes {
    ($($type:ty = $nom:literal),+ $(,)?) => {$(
        impl Commande for $type {
            const NOM: &'static str = $nom;

            fn operation(&self) -> Uuid {
                self.operation
            }
        }
    )+};
}

commandes! {
    AjouterRisque = "risques.ajouter",
    ModifierRisque = "risques.modifier",
    RetirerRisque = "risques.retirer",
}

/// A risk was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RisqueAjoute {
    /// Its identifier (`RP.1`).
    pub id: String,
    /// Version of its row.
    pub version: i64,
}

/// Adds a risk.
///
/// # Errors
/// [`Error::EncoreBrouillon`], [`Error::Saisies`] on the fields of [`RisquePropre::refus`] and on
/// `titre` when there are [`PROPRES_MAX`] already.
pub async fn ajouter_risque(ctx: &Context, commande: &AjouterRisque) -> Result<RisqueAjoute> {
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
                service.bilan()?;
                let valeur = acceptable(commande.saisie.clone())?;
                encore_un(&service)?;
                let dernier = service.risques.propres.keys().last().copied();
                let id = id_propre(dernier.unwrap_or(0) + 1);
                let ligne = Ligne {
                    id: &id,
                    version_lue: 0,
                    valeur: &valeur,
                    retire: false,
                    genre: "risque.ajoute",
                    indice: service.indice(),
                    maintenant,
                };
                let version = ligne.ecrire(ctx, tx, &mut tour).await?;
                Ok(RisqueAjoute { id, version })
            })
        },
    )
    .await
}

/// Changes a risk of one's own.
///
/// # Errors
/// [`Error::Introuvable`] for one the service does not have or took out, [`Error::Saisies`],
/// [`Error::ConflitRisque`] when someone changed the same fields otherwise since,
/// [`Error::VersionDepassee`].
pub async fn modifier_risque(ctx: &Context, commande: &ModifierRisque) -> Result<RisqueModifie> {
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
                service.bilan()?;
                let en_place = propre(&service, &commande.risque)?;
                if en_place.retire_le.is_some() {
                    return Err(Error::Introuvable);
                }
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
                let mienne = acceptable(mienne)?;
                let fusion = edition
                    .fusionner(ctx, tx, commande.service, (&base, &mienne))
                    .await?;
                if !fusion.conflits.is_empty() {
                    let versions = Versions::Propre {
                        en_place: en_place.valeur.clone(),
                        la_mienne: mienne,
                        conflits: fusion.conflits,
                    };
                    return Err(edition.conflit(tx, service, versions).await?);
                }
                let mut version = en_place.version;
                if fusion.valeur != en_place.valeur {
                    let ligne = Ligne {
                        id: &commande.risque,
                        version_lue: version,
                        valeur: &fusion.valeur,
                        retire: false,
                        genre: "risque.modifie",
                        indice: service.indice(),
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

/// Takes a risk of one's own out, or puts it back; its links stay with it.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::Saisies`] on `titre` when there is no room to put it back,
/// [`Error::VersionDepassee`].
pub async fn retirer_risque(ctx: &Context, commande: &RetirerRisque) -> Result<RisqueModifie> {
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
                service.bilan()?;
                let en_place = propre(&service, &commande.risque)?;
                let mut version = en_place.version;
                if en_place.retire_le.is_some() == commande.retablir {
                    exiger_version(commande.version, version)?;
                    if commande.retablir {
                        encore_un(&service)?;
                    }
                    let ligne = Ligne {
                        id: &commande.risque,
                        version_lue: version,
                        valeur: &en_place.valeur,
                        retire: !commande.retablir,
                        genre: if commande.retablir {
                            "risque.retabli"
                        } else {
                            "risque.retire"
                        },
                        indice: service.indice(),
                        maintenant,
                    };
                    version = ligne.ecrire(ctx, tx, &mut tour).await?;
                }
                modifie::<ChampRisquePropre>(tx, version, &[], None).await
            })
        },
    )
    .await
}

fn acceptable(saisie: RisquePropre) -> Result<RisquePropre> {
    let valeur = saisie.normalise();
    let refus = valeur.refus();
    if refus.is_empty() {
        Ok(valeur)
    } else {
        Err(Error::Saisies(refus))
    }
}

fn encore_un(service: &ServiceOuvert) -> Result<()> {
    if service.risques.presents().count() < PROPRES_MAX {
        Ok(())
    } else {
        let raison = Raison::TropNombreux { max: PROPRES_MAX };
        Err(Error::Saisies(vec![("titre", raison)]))
    }
}

fn propre(service: &ServiceOuvert, id: &str) -> Result<super::Ecrit<RisquePropre>> {
    let numero = numero_propre(id).ok_or(Error::Introuvable)?;
    let ecrit = service.risques.propres.get(&numero);
    ecrit.cloned().ok_or(Error::Introuvable)
}
