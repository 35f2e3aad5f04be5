//! Describing a service: drafts saved as one goes, completion, later changes.
//!
//! Invariant: a described service stays complete, and its level never below what the answers
//! require (F41); a change to it that changes its evaluation is written only once its effect was
//! seen; what two people answer at the same time is merged question by question, and the same
//! question answered differently is shown to the second one, never overwritten.

mod apercu;

pub use apercu::{Apercu, Essai, essayer};

use domaine::droits::Action;
use domaine::fusion::{Fusion, ParChamps, fusionner};
use domaine::reponses::Reponses;
use domaine::vocabulaire::{Champ, NiveauSecurite};
use enumset::EnumSet;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stockage::{Tx, descriptions, journal, services};
use uuid::Uuid;

use crate::acces::{ServiceOuvert, charger};
use crate::comptes;
use crate::ecriture::{Commande, Ecriture, sur_service};
use crate::error::Invalide;
use crate::services::{fiche, mettre_en_cache, organisation};
use crate::{Context, Error, Result};

/// What saving is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Intention {
    /// Save as one goes: what is acceptable is kept, the rest is left out.
    Brouillon,
    /// Go on to another step: everything given must be acceptable.
    Etape,
    /// The description is finished: everything mandatory must be there.
    Terminer,
    /// The same as [`Intention::Etape`] on a described service, the effect of the change being
    /// known.
    Confirmer {
        /// Version of the description the effect was worked out on: another one since, and the
        /// effect is to be seen again.
        vue: i64,
    },
}

/// Asks to save answers.
#[derive(Clone, Debug, Serialize)]
pub struct Enregistrer {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// Version of the description the form was loaded at.
    pub version: i64,
    /// The questions the form asks.
    pub champs: EnumSet<Champ>,
    /// Their answers; other fields are ignored.
    pub saisie: Reponses,
    /// Name of the organisation; only read when the SIRET is not known yet.
    pub organisation: String,
    /// What for.
    pub intention: Intention,
}

impl Intention {
    /// Whether the effect of the change was shown, as it is now.
    fn a_vu(self, version: i64) -> bool {
        self == Self::Confirmer { vue: version }
    }
}

impl Commande for Enregistrer {
    const NOM: &'static str = "description.enregistrer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Answers were saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enregistree {
    /// Version of the description.
    pub version: i64,
    /// Questions a colleague answered meanwhile, kept.
    pub repris: EnumSet<Champ>,
    /// Who saved them last, by name.
    pub repris_de: Option<String>,
    /// The level, when the answers made it rise above the chosen one.
    pub niveau_releve: Option<NiveauSecurite>,
    /// The service has its measures from now on.
    pub vient_d_etre_decrit: bool,
}

/// Two answers to the same questions.
#[derive(Clone, Debug)]
pub struct ConflitDescription {
    /// The service as stored.
    pub service: ServiceOuvert,
    /// What was typed, on top of what it was typed from.
    pub miennes: Reponses,
    /// Questions with two different answers.
    pub conflits: Vec<Champ>,
    /// Questions a colleague answered meanwhile, which will be kept.
    pub repris: Vec<Champ>,
    /// Who saved last, by name.
    pub auteur: Option<String>,
    /// When.
    pub quand: Timestamp,
}

/// Saves answers.
///
/// # Errors
/// [`Error::Invalide`] with every question to look at again, [`Error::Saisie`] on `organisation`,
/// [`Error::ConflitDescription`] when someone answered the same questions otherwise since,
/// [`Error::AConfirmer`] when it would change the evaluation of a described service and that was
/// not seen yet.
pub async fn enregistrer(ctx: &Context, commande: &Enregistrer) -> Result<Enregistree> {
    executer(ctx, commande, false).await
}

/// Saves answers on the very version they start from, merging nothing: what a program asks for.
///
/// # Errors
/// Those of [`enregistrer`]; [`Error::ConflitDescription`] as soon as the version is another one.
pub async fn enregistrer_exactement(ctx: &Context, commande: &Enregistrer) -> Result<Enregistree> {
    executer(ctx, commande, true).await
}

async fn executer(ctx: &Context, commande: &Enregistrer, exact: bool) -> Result<Enregistree> {
    sur_service(
        ctx,
        commande.service,
        Action::Decrire,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                let Ecriture {
                    mut tour,
                    habilitation,
                    maintenant,
                } = ecriture;
                let mut service = charger(ctx, tx, commande.service, habilitation).await?;
                let etait_decrit = service.fiche.etat == services::Etat::Actif;
                if exact && commande.version != service.version {
                    return Err(depasse(tx, service, commande).await?);
                }
                let fusion = fusionner_avec(ctx, tx, &service, commande).await?;
                let mut reponses = fusion.valeur.normalisees();
                let actif = etait_decrit || commande.intention == Intention::Terminer;
                let niveau_releve = etait_decrit.then(|| relever(ctx, &mut reponses)).flatten();
                if actif {
                    verifier_complete(ctx, &reponses)?;
                }
                let repris_de = if fusion.repris.is_empty() {
                    None
                } else {
                    dernier_enregistrement(tx, &service).await?.0
                };
                let resultat = |version| Enregistree {
                    version,
                    repris: fusion.repris.iter().copied().collect(),
                    repris_de: repris_de.clone(),
                    niveau_releve,
                    vient_d_etre_decrit: actif && !etait_decrit,
                };
                if reponses == service.reponses && actif == etait_decrit {
                    return Ok(resultat(service.version));
                }
                // A program that names the version it stands on takes the effect as it comes.
                if etait_decrit && !exact && !commande.intention.a_vu(service.version) {
                    let apercu = Apercu::new(&service, &reponses, &resultat(service.version));
                    if !apercu.ecart()?.est_vide() {
                        return Err(Error::AConfirmer(Box::new(apercu)));
                    }
                }
                let version =
                    descriptions::enregistrer(tx, &mut tour, service.version, &reponses).await?;
                let siret = &reponses.organisation_responsable.siret;
                let organisation_id = if *siret == service.reponses.organisation_responsable.siret {
                    service.fiche.organisation_id
                } else {
                    organisation(ctx, tx, siret, &commande.organisation, maintenant).await?
                };
                let etat = if actif {
                    services::Etat::Actif
                } else {
                    services::Etat::Brouillon
                };
                let fiche = fiche(&reponses, organisation_id, etat);
                services::modifier(tx, &mut tour, &fiche, maintenant).await?;
                service.fiche.etat = etat;
                service.reponses = reponses;
                service.evaluer();
                mettre_en_cache(tx, &mut tour, &service, maintenant).await?;
                let fait = journal::Fait {
                    horodatage: maintenant,
                    acteur: Some(ctx.acteur()),
                    genre: if actif && !etait_decrit {
                        "description.terminee"
                    } else {
                        "description.modifiee"
                    },
                    objet: descriptions::OBJET,
                    version: Some(version),
                    indice_apres: service.indice(),
                    corps: &service.reponses,
                };
                journal::ajouter(tx, &mut tour, &fait).await?;
                Ok(resultat(version))
            })
        },
    )
    .await
}

/// The refusal of a program that starts from another version.
async fn depasse(tx: &mut Tx<'_>, service: ServiceOuvert, commande: &Enregistrer) -> Result<Error> {
    let (auteur, quand) = dernier_enregistrement(tx, &service).await?;
    Ok(Error::ConflitDescription(Box::new(ConflitDescription {
        service,
        miennes: commande.saisie.clone(),
        conflits: Vec::new(),
        repris: Vec::new(),
        auteur,
        quand,
    })))
}

/// Merges what was typed with what is stored, from the version the form was loaded at.
async fn fusionner_avec(
    ctx: &Context,
    tx: &mut Tx<'_>,
    service: &ServiceOuvert,
    commande: &Enregistrer,
) -> Result<Fusion<Reponses>> {
    let base = if commande.version == service.version {
        service.reponses.clone()
    } else {
        // An erased body leaves nothing to compare with: then every difference is a conflict.
        descriptions::a_la_version(tx, commande.service, commande.version)
            .await?
            .unwrap_or_default()
    };
    let mut miennes = base.clone();
    let saisie = commande.saisie.clone().normalisees();
    for champ in commande.champs {
        miennes.reprendre(&saisie, champ);
    }
    // Ready-made software entrusts both activities, whatever the form says of them.
    miennes = miennes.normalisees();
    retenir_l_acceptable(&mut miennes, &base, commande)?;
    let mut fusion = fusionner(&base, &service.reponses, &miennes);
    if !fusion.conflits.is_empty() && seul_a_ecrire(ctx, tx, commande).await? {
        // Two pages of the same person, or an answer lost on the way: the last word is hers.
        for champ in std::mem::take(&mut fusion.conflits) {
            fusion.valeur.reprendre(&miennes, champ);
        }
    }
    // Saving as one goes leaves the questions on screen as they are: had a colleague's answer to
    // one of them been merged, the next saving would take the old one for a change.
    let a_l_ecran = |champ: &Champ| commande.champs.contains(*champ);
    let en_silence =
        commande.intention == Intention::Brouillon && fusion.repris.iter().any(a_l_ecran);
    if fusion.conflits.is_empty() && !en_silence {
        return Ok(fusion);
    }
    let (auteur, quand) = dernier_enregistrement(tx, service).await?;
    Err(Error::ConflitDescription(Box::new(ConflitDescription {
        service: charger(ctx, tx, commande.service, service.habilitation).await?,
        miennes,
        conflits: fusion.conflits,
        repris: fusion.repris,
        auteur,
        quand,
    })))
}

/// Whether nobody else wrote the description since the form was loaded.
async fn seul_a_ecrire(ctx: &Context, tx: &mut Tx<'_>, commande: &Enregistrer) -> Result<bool> {
    let ecritures = descriptions::ecritures_depuis(tx, commande.service, commande.version).await?;
    Ok(ecritures
        .iter()
        .all(|(acteur, _)| *acteur == Some(ctx.acteur())))
}

/// Refuses answers that cannot be saved, or leaves them out when saving as one goes.
fn retenir_l_acceptable(
    miennes: &mut Reponses,
    base: &Reponses,
    commande: &Enregistrer,
) -> Result<()> {
    let invalides = refusees(miennes, commande.champs);
    if invalides.is_empty() {
        return Ok(());
    }
    if commande.intention != Intention::Brouillon {
        return Err(Error::Invalide(invalides));
    }
    for invalide in invalides {
        miennes.reprendre(base, invalide.champ());
    }
    Ok(())
}

/// The answers to these questions that cannot be saved, even in a draft. They are normalised.
#[must_use]
pub fn refusees(reponses: &Reponses, champs: EnumSet<Champ>) -> Vec<Invalide> {
    let contenus = reponses.refus().into_iter().map(Invalide::Contenu);
    // A service always has a name and an organisation.
    let identite = [Champ::NomService, Champ::Siret].into_iter();
    let manques = identite
        .filter(|champ| !reponses.a_repondu(*champ))
        .map(Invalide::Manque);
    contenus
        .chain(manques)
        .filter(|invalide| champs.contains(invalide.champ()))
        .collect()
}

/// Raises the chosen level to the required one, and says so (F41).
fn relever(ctx: &Context, reponses: &mut Reponses) -> Option<NiveauSecurite> {
    let description = reponses.description().ok()?;
    let requis = ctx.catalogue().baremes.besoins(&description).requis;
    (requis > description.niveau_securite).then(|| {
        reponses.niveau_securite = Some(requis);
        requis
    })
}

/// Everything mandatory is answered, and the level is high enough.
fn verifier_complete(ctx: &Context, reponses: &Reponses) -> Result<()> {
    let mut invalides: Vec<_> = reponses
        .manques()
        .into_iter()
        .map(Invalide::Manque)
        .collect();
    if let Ok(description) = reponses.description() {
        let requis = ctx.catalogue().baremes.besoins(&description).requis;
        if description.niveau_securite < requis {
            invalides.push(Invalide::NiveauTropBas { requis });
        }
    }
    if invalides.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalide(invalides))
    }
}

/// Who saved the description last, by name, and when.
async fn dernier_enregistrement(
    tx: &mut Tx<'_>,
    service: &ServiceOuvert,
) -> Result<(Option<String>, Timestamp)> {
    let (id, precedente) = (service.fiche.id, service.version - 1);
    let ecritures = descriptions::ecritures_depuis(tx, id, precedente).await?;
    let Some((acteur, quand)) = ecritures.last().copied() else {
        return Ok((None, service.fiche.modifie_le));
    };
    Ok((comptes::nom(tx, acteur).await?, quand))
}
