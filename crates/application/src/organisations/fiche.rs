//! Changing what an organisation is: name, type, identifiers. Its SIRET is its key: a body that
//! gets another one is another organisation.
//!
//! Invariant: two people who change different parts both keep theirs; the same part changed to two
//! values is a conflict, shown to the second one.

use domaine::droits::ActionOrganisation;
use domaine::fusion::fusionner;
use domaine::organisations::{ChampOrganisation, Fiche, FicheSaisie, TypeEntite};
use domaine::texte::cle_de_tri;
use serde::{Deserialize, Serialize};
use stockage::{Tx, journal, organisations};
use uuid::Uuid;

use super::ecriture::sur_organisation;
use super::presenter;
use crate::ecriture::{Commande, exiger_version};
use crate::{Context, Error, Raison, Result};

/// What the lines about it name.
const OBJET: &str = "fiche";

/// Asks to change what an organisation is.
#[derive(Clone, Debug, Serialize)]
pub struct ModifierFiche {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The organisation.
    pub organisation: Uuid,
    /// Version the form was loaded at.
    pub version: i64,
    /// What it should say.
    pub saisie: FicheSaisie,
    /// Refuse as soon as the stored version is another one, merging nothing (`If-Match`).
    pub stricte: bool,
}

impl Commande for ModifierFiche {
    const NOM: &'static str = "organisations.modifierFiche";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Someone changed the same parts meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflitFiche {
    /// Version of what is stored.
    pub version: i64,
    /// What is stored.
    pub stockee: Fiche,
    /// The parts both changed.
    pub champs: Vec<ChampOrganisation>,
}

/// It was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FicheModifiee {
    /// Its version.
    pub version: i64,
    /// Parts someone else changed meanwhile, kept.
    pub repris: Vec<ChampOrganisation>,
}

/// Changes what an organisation is.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::InterditOrganisation`], [`Error::Saisies`],
/// [`Error::ConflitFiche`], [`Error::VersionDepassee`].
pub async fn modifier_fiche(ctx: &Context, commande: &ModifierFiche) -> Result<FicheModifiee> {
    let organisation = commande.organisation;
    sur_organisation(
        ctx,
        organisation,
        ActionOrganisation::Identifier,
        commande,
        move |tx, mut ecriture| {
            Box::pin(async move {
                // After the right: whoever may not change it is told that, not how to type.
                let mienne = commande.saisie.lire().map_err(Error::Saisies)?;
                let lue = organisations::charger(tx, organisation).await?;
                let version = lue.version;
                let base = base(tx, &lue, commande.version).await?;
                let stockee = presenter(lue);
                exiger_version(commande.stricte.then_some(commande.version), version)?;
                let base = base.unwrap_or_else(|| stockee.clone());
                let fusion = fusionner(&base, &stockee, &mienne);
                if !fusion.conflits.is_empty() {
                    return Err(Error::ConflitFiche(Box::new(ConflitFiche {
                        version,
                        stockee,
                        champs: fusion.conflits,
                    })));
                }
                let mut apres = version;
                if fusion.valeur != stockee {
                    refuser_les_prises(tx, organisation, &fusion.valeur).await?;
                    apres = organisations::modifier(
                        tx,
                        &mut ecriture.tour,
                        version,
                        &organisations::Ecriture {
                            nom: &fusion.valeur.nom,
                            nom_tri: &cle_de_tri(&fusion.valeur.nom),
                            rna: fusion.valeur.rna.as_deref(),
                            euid: fusion.valeur.euid.as_deref(),
                            type_entite: fusion.valeur.type_entite.map(TypeEntite::id),
                        },
                    )
                    .await?;
                    let acteur = Some(ctx.acteur());
                    ecriture
                        .noter(
                            tx,
                            acteur,
                            "organisation.modifiee",
                            OBJET,
                            Some(apres),
                            &fusion.valeur,
                        )
                        .await?;
                }
                Ok(FicheModifiee {
                    version: apres,
                    repris: fusion.repris,
                })
            })
        },
    )
    .await
}

/// What it said at `version`; none when that is what is stored, or when its line cannot be found.
/// The first version is in the line of its creation, which says its name alone.
async fn base(
    tx: &mut Tx<'_>,
    lue: &organisations::Organisation,
    version: i64,
) -> Result<Option<Fiche>> {
    if version == lue.version {
        return Ok(None);
    }
    if version > 1 {
        return Ok(journal::a_la_version::<Fiche>(tx, lue.id, OBJET, version).await?);
    }
    let lignes = journal::de_l_objet(tx, lue.id, &lue.siret, 1).await?;
    let corps = lignes.into_iter().next().and_then(|ligne| ligne.corps);
    Ok(corps.and_then(|corps| {
        Some(Fiche {
            nom: corps.as_str()?.to_owned(),
            ..Fiche::default()
        })
    }))
}

async fn refuser_les_prises(tx: &mut Tx<'_>, organisation: Uuid, fiche: &Fiche) -> Result<()> {
    let (rna, euid) = (fiche.rna.as_deref(), fiche.euid.as_deref());
    let prises = organisations::prises(tx, organisation, rna, euid).await?;
    let mut refus = Vec::new();
    if prises.rna {
        refus.push((ChampOrganisation::Rna.id(), Raison::DejaPris));
    }
    if prises.euid {
        refus.push((ChampOrganisation::Euid.id(), Raison::DejaPris));
    }
    if refus.is_empty() {
        Ok(())
    } else {
        Err(Error::Saisies(refus))
    }
}
