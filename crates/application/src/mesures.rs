//! Saying where a measure stands: from the list, its page or the état des lieux.
//!
//! Invariant: a measure is its own row, so two people on two measures never meet; on the same one,
//! a different answer a colleague gave since the form was loaded is shown, never overwritten.

use domaine::droits::Action;
use domaine::ensemble::MesureIdx;
use domaine::texte::{est_interdit, normaliser};
use domaine::vocabulaire::Statut;
use serde::{Deserialize, Serialize};
use stockage::{journal, mesures};
use uuid::Uuid;

use crate::acces::{DocumentMesure, LigneMesure, ServiceOuvert, charger};
use crate::comptes;
use crate::ecriture::{Commande, Ecriture, sur_service};
use crate::services::mettre_en_cache;
use crate::{Context, Error, Raison, Result};

/// Longest reason for declining a measure, in characters.
pub const MOTIF_MAX: usize = 1000;

/// What a person says of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Reponse {
    /// Done.
    Fait,
    /// Under way.
    EnCours,
    /// Not done, to be started (F30: no reason asked).
    ALancer,
    /// Not done and not to be: does not apply, or the risk is accepted (F30: reason mandatory).
    Ecartee {
        /// Why.
        motif: String,
    },
    /// "Je ne sais pas": kept, listed apart; the measure has no status.
    NeSaitPas,
    /// "Plus tard": asked again at the end.
    PlusTard,
    /// Nothing any more.
    Effacer,
}

/// Asks to record what is said of a measure.
#[derive(Clone, Debug, Serialize)]
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

impl Commande for Statuer {
    const NOM: &'static str = "mesures.statuer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// What recording gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statuee {
    /// The measure's version.
    pub version: i64,
    /// The service's index, in hundredths.
    pub indice: Option<i64>,
}

/// Two answers to the same measure.
#[derive(Clone, Debug)]
pub struct ConflitMesure {
    /// The measure.
    pub mesure: MesureIdx,
    /// What is stored.
    pub actuelle: LigneMesure,
    /// Who stored it, by name.
    pub auteur: Option<String>,
    /// What was asked.
    pub souhaitee: Reponse,
    /// The service.
    pub service: Box<ServiceOuvert>,
}

/// The part of a row an answer decides.
#[derive(PartialEq, Eq, Serialize)]
struct Etat<'a> {
    statut: Option<Statut>,
    incertaine: bool,
    reportee: bool,
    motif: &'a str,
}

impl Reponse {
    fn etat(&self) -> Etat<'_> {
        let statut = match self {
            Self::Fait => Some(Statut::Fait),
            Self::EnCours => Some(Statut::EnCours),
            Self::ALancer => Some(Statut::ALancer),
            Self::Ecartee { .. } => Some(Statut::NonFait),
            Self::NeSaitPas | Self::PlusTard | Self::Effacer => None,
        };
        Etat {
            statut,
            incertaine: *self == Self::NeSaitPas,
            reportee: *self == Self::PlusTard,
            motif: match self {
                Self::Ecartee { motif } => motif,
                _ => "",
            },
        }
    }

    fn controlee(self) -> Result<Self> {
        let Self::Ecartee { motif } = self else {
            return Ok(self);
        };
        let motif = normaliser(&motif);
        let raison = if motif.is_empty() {
            Raison::Vide
        } else if motif.chars().count() > MOTIF_MAX {
            Raison::TropLong { max: MOTIF_MAX }
        } else if motif.chars().any(est_interdit) {
            Raison::CaractereInterdit
        } else {
            return Ok(Self::Ecartee { motif });
        };
        Err(Error::Saisie {
            champ: "motif",
            raison,
        })
    }
}

/// Records what is said of a measure.
///
/// # Errors
/// [`Error::Introuvable`] for a measure the service does not have, [`Error::EncoreBrouillon`],
/// [`Error::Saisie`] on `motif`, [`Error::ConflitMesure`] when someone answered otherwise since.
pub async fn statuer(ctx: &Context, commande: &Statuer) -> Result<Statuee> {
    sur_service(
        ctx,
        commande.service,
        Action::Securiser,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                let Ecriture {
                    mut tour,
                    role,
                    maintenant,
                } = ecriture;
                // After the right: whoever may not answer is told that, not how to answer.
                let reponse = commande.reponse.clone().controlee()?;
                let mut service = charger(ctx, tx, commande.service, role).await?;
                let mesure = mesure_du_service(&service, &commande.mesure)?;
                let actuelle = service.lignes.get(&mesure).cloned();
                let (version, etat) = (actuelle.as_ref().map_or(0, |l| l.version), reponse.etat());
                if actuelle.as_ref().is_some_and(|l| l.etat() == etat) {
                    let indice = service.indice();
                    return Ok(Statuee { version, indice });
                }
                // Whoever answered last may change their mind from an older page of theirs.
                let par_autrui = |l: &LigneMesure| l.modifie_par != Some(ctx.acteur());
                let depassee = |l: &LigneMesure| l.version != commande.version && par_autrui(l);
                if let Some(actuelle) = actuelle.filter(depassee) {
                    let auteur = comptes::nom(tx, actuelle.modifie_par).await?;
                    return Err(Error::ConflitMesure(Box::new(ConflitMesure {
                        mesure,
                        actuelle,
                        auteur,
                        souhaitee: reponse.clone(),
                        service: Box::new(service),
                    })));
                }
                let document = (!etat.motif.is_empty()).then(|| DocumentMesure {
                    motif: etat.motif.to_owned(),
                });
                let version = mesures::enregistrer(
                    tx,
                    &mut tour,
                    &mesures::Ecriture {
                        id: &commande.mesure,
                        version_lue: version,
                        statut: etat.statut.map(Statut::id),
                        incertaine: etat.incertaine,
                        reportee: etat.reportee,
                        document: document.as_ref(),
                        modifie_le: maintenant,
                        modifie_par: ctx.acteur(),
                    },
                )
                .await?;
                let ligne = LigneMesure {
                    version,
                    statut: etat.statut,
                    incertaine: etat.incertaine,
                    reportee: etat.reportee,
                    motif: etat.motif.to_owned(),
                    modifie_le: maintenant,
                    modifie_par: Some(ctx.acteur()),
                };
                service.lignes.insert(mesure, ligne);
                service.evaluer();
                let indice = service.indice();
                mettre_en_cache(tx, &mut tour, &service, maintenant).await?;
                let fait = journal::Fait {
                    horodatage: maintenant,
                    acteur: Some(ctx.acteur()),
                    genre: "mesure.statuee",
                    objet: &commande.mesure,
                    version: Some(version),
                    indice_apres: indice,
                    corps: &etat,
                };
                journal::ajouter(tx, &mut tour, &fait).await?;
                Ok(Statuee { version, indice })
            })
        },
    )
    .await
}

impl LigneMesure {
    fn etat(&self) -> Etat<'_> {
        Etat {
            statut: self.statut,
            incertaine: self.incertaine,
            reportee: self.reportee,
            motif: &self.motif,
        }
    }
}

/// Who said it last, by name.
///
/// # Errors
/// The database's failures.
pub async fn auteur(ctx: &Context, ligne: &LigneMesure) -> Result<Option<String>> {
    let compte = ligne.modifie_par;
    ctx.store()
        .read(move |tx| Box::pin(async move { comptes::nom(tx, compte).await }))
        .await
}

/// The measure of that identifier, when the service has it.
///
/// # Errors
/// [`Error::EncoreBrouillon`], [`Error::Introuvable`].
pub fn mesure_du_service(service: &ServiceOuvert, id: &str) -> Result<MesureIdx> {
    let mesures = service.bilan()?.evaluation.mesures.toutes();
    let mesure = service.catalogue.trouver(id);
    mesure
        .filter(|m| mesures.contient(*m))
        .ok_or(Error::Introuvable)
}
