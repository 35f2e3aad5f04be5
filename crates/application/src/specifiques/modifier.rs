//! Changing what a specific measure says.
//!
//! Invariant: two people on two parts are merged; on the same one, the value a colleague gave since
//! the form was loaded is shown, never overwritten.

use domaine::droits::Action;
use domaine::fusion::{ParChamps, fusionner};
use domaine::specifiques::{ChampContenu, Contenu, ContenuSaisi};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stockage::{Tx, journal, specifiques};
use uuid::Uuid;

use super::{Ecrit, Fait, Specifique, objet};
use crate::acces::{ServiceOuvert, charger};
use crate::comptes;
use crate::ecriture::{Commande, Ecriture, sur_service};
use crate::services::mettre_en_cache;
use crate::{Context, Error, Result};

/// Asks to change what a specific measure says.
#[derive(Clone, Debug, Serialize)]
pub struct ModifierSpecifique {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The measure (`SPE.1`).
    pub mesure: String,
    /// Version the form was loaded at.
    pub version: i64,
    /// What it should say.
    pub contenu: ContenuSaisi,
    /// Refuse as soon as the stored version is another one, merging nothing (`If-Match`).
    pub stricte: bool,
}

impl Commande for ModifierSpecifique {
    const NOM: &'static str = "specifiques.modifier";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// A specific measure was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecifiqueModifiee {
    /// Version of what it says.
    pub version: i64,
    /// Parts a colleague changed meanwhile, kept.
    pub repris: Vec<ChampContenu>,
    /// That colleague, by name.
    pub repris_de: Option<String>,
}

/// Two values of the same parts of a specific measure.
#[derive(Clone, Debug)]
pub struct ConflitSpecifique {
    /// The service as stored.
    pub service: ServiceOuvert,
    /// The measure as stored.
    pub en_place: Specifique,
    /// What was typed, on top of what it was typed from.
    pub la_mienne: Contenu,
    /// Parts with two values.
    pub conflits: Vec<ChampContenu>,
    /// Parts a colleague changed meanwhile, which will be kept.
    pub repris: Vec<ChampContenu>,
    /// Who saved last, by name.
    pub auteur: Option<String>,
    /// When.
    pub quand: Timestamp,
}

/// Changes what a specific measure says.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::EncoreBrouillon`], [`Error::Saisies`],
/// [`Error::ConflitSpecifique`] when someone changed the same parts otherwise since.
pub async fn modifier(ctx: &Context, commande: &ModifierSpecifique) -> Result<SpecifiqueModifiee> {
    sur_service(
        ctx,
        commande.service,
        Action::Securiser,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                let Ecriture {
                    mut tour,
                    habilitation,
                    maintenant,
                } = ecriture;
                let mut service = charger(ctx, tx, commande.service, habilitation).await?;
                let en_place = service.specifique(&commande.mesure)?.clone();
                let mienne = commande.contenu.lire().map_err(Error::Saisies)?;
                let accord = accorder(ctx, tx, &service, &en_place, commande, &mienne).await?;
                let mut version = en_place.version;
                if accord.contenu != en_place.contenu {
                    let ecrit = Ecrit::new(&en_place.id, &accord.contenu, &en_place.origine);
                    let ligne = ecrit.ligne(maintenant, ctx.acteur());
                    version = specifiques::modifier(tx, &mut tour, version, &ligne).await?;
                    for s in &mut service.specifiques {
                        if s.id == en_place.id {
                            s.contenu.clone_from(&accord.contenu);
                        }
                    }
                    service.evaluer();
                    mettre_en_cache(tx, &mut tour, &service, maintenant).await?;
                    let fait = Fait {
                        genre: "mesureSpecifique.modifiee",
                        id: &en_place.id,
                        version: Some(version),
                        indice: service.indice(),
                        corps: &accord.contenu,
                    };
                    fait.noter(ctx, tx, &mut tour, maintenant).await?;
                }
                Ok(SpecifiqueModifiee {
                    version,
                    repris: accord.repris,
                    repris_de: accord.repris_de,
                })
            })
        },
    )
    .await
}

struct Accord {
    contenu: Contenu,
    repris: Vec<ChampContenu>,
    repris_de: Option<String>,
}

/// Merges what is asked with what is stored.
async fn accorder(
    ctx: &Context,
    tx: &mut Tx<'_>,
    service: &ServiceOuvert,
    en_place: &Specifique,
    commande: &ModifierSpecifique,
    mienne: &Contenu,
) -> Result<Accord> {
    if commande.version == en_place.version {
        return Ok(Accord {
            contenu: mienne.clone(),
            repris: Vec::new(),
            repris_de: None,
        });
    }
    let (chaine, objet) = (commande.service, objet(&commande.mesure));
    let base = journal::a_la_version(tx, chaine, &objet, commande.version).await?;
    let ecritures = journal::ecritures_depuis(tx, chaine, &objet, commande.version).await?;
    let seul = ecritures
        .iter()
        .all(|(acteur, _)| *acteur == Some(ctx.acteur()));
    // An erased body leaves nothing to compare with: every difference is then a conflict.
    let mut fusion = match &base {
        Some(base) => fusionner(base, &en_place.contenu, mienne),
        None => sans_base(&en_place.contenu, mienne),
    };
    if seul && !commande.stricte {
        // An older page of the same person: the last word is theirs, and nothing needs saying.
        for champ in std::mem::take(&mut fusion.conflits) {
            fusion.valeur.reprendre(mienne, champ);
        }
        fusion.repris.clear();
    }
    let auteur = comptes::nom(tx, en_place.modifie_par).await?;
    if fusion.conflits.is_empty() && !commande.stricte {
        return Ok(Accord {
            repris_de: auteur.filter(|_| !fusion.repris.is_empty()),
            contenu: fusion.valeur,
            repris: fusion.repris,
        });
    }
    Err(Error::ConflitSpecifique(Box::new(ConflitSpecifique {
        service: service.clone(),
        en_place: en_place.clone(),
        la_mienne: mienne.clone(),
        conflits: fusion.conflits,
        repris: fusion.repris,
        auteur,
        quand: en_place.modifie_le,
    })))
}

fn sans_base(en_place: &Contenu, mienne: &Contenu) -> domaine::fusion::Fusion<Contenu> {
    domaine::fusion::Fusion {
        valeur: en_place.clone(),
        repris: Vec::new(),
        conflits: domaine::fusion::differences(en_place, mienne),
    }
}
