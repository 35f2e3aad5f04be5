//! Making a model, and changing what it says.
//!
//! Invariant: two pages of the author's own merge part by part, and the last one wins a part both
//! changed: nobody else writes it.

use domaine::fusion::{ParChamps, fusionner};
use domaine::specifiques::{ChampContenu, ContenuSaisi, Origine};
use serde::{Deserialize, Serialize};
use stockage::modeles;
use uuid::Uuid;

use super::MODELES_MAX;
use super::chantier::{Chantier, EnCours};
use crate::contenu::{Document, origine_reconnue, titre_tri};
use crate::ecriture::{Commande, exiger_version, une_fois};
use crate::{Context, Error, Raison, Result};

/// Asks for a new model, personal.
#[derive(Clone, Debug, Serialize)]
pub struct Creer {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// What it says.
    pub contenu: ContenuSaisi,
    /// What it was copied from.
    pub origine: Origine,
}

impl Commande for Creer {
    const NOM: &'static str = "modeles.creer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// A model was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cree {
    /// Its key.
    pub modele: Uuid,
}

/// Asks to change what a model says.
#[derive(Clone, Debug, Serialize)]
pub struct Modifier {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The model.
    pub modele: Uuid,
    /// Version the form was loaded at.
    pub version: i64,
    /// What it should say.
    pub contenu: ContenuSaisi,
    /// Refuse as soon as the stored version is another one, merging nothing (`If-Match`).
    pub stricte: bool,
}

impl Commande for Modifier {
    const NOM: &'static str = "modeles.modifier";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// A model was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modifie {
    /// Its version.
    pub version: i64,
    /// Parts the author changed from another page meanwhile, kept.
    pub repris: Vec<ChampContenu>,
}

/// Makes a model; the person is its author.
///
/// # Errors
/// [`Error::Saisies`], on `titre` too when there are [`MODELES_MAX`] already.
pub async fn creer(ctx: &Context, commande: &Creer) -> Result<Cree> {
    let contenu = &commande.contenu.lire().map_err(Error::Saisies)?;
    let id = ctx.nouvel_id();
    une_fois(ctx, commande, move |tx, maintenant| {
        Box::pin(async move {
            let mut chantier = Chantier::ouvrir(ctx, tx, maintenant).await?;
            verifier_la_place(ctx, &mut chantier).await?;
            let origine = origine_reconnue(ctx, chantier.tx, &commande.origine).await?;
            let modele = EnCours {
                id,
                version: 1,
                contenu: contenu.clone(),
                document: Document::new(contenu, &origine),
                organisation: None,
            };
            let titre_tri = titre_tri(contenu);
            let ecriture = modele.ecriture(&titre_tri, maintenant);
            modeles::creer(chantier.tx, &mut chantier.tour, ctx.acteur(), &ecriture).await?;
            let corps = modele.corps();
            chantier
                .noter(None, id, "modele.cree", Some(1), &corps)
                .await?;
            Ok(Cree { modele: id })
        })
    })
    .await
}

/// Refuses one model more than a person may have.
pub(super) async fn verifier_la_place(
    ctx: &Context,
    chantier: &mut Chantier<'_, '_>,
) -> Result<()> {
    let nombre = modeles::compter(chantier.tx, ctx.acteur()).await?;
    if usize::try_from(nombre).is_ok_and(|n| n < MODELES_MAX) {
        Ok(())
    } else {
        let raison = Raison::TropNombreux { max: MODELES_MAX };
        Err(Error::Saisies(vec![(ChampContenu::Titre.id(), raison)]))
    }
}

/// Changes what a model says.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::PasAuteur`], [`Error::Saisies`], [`Error::VersionDepassee`].
pub async fn modifier(ctx: &Context, commande: &Modifier) -> Result<Modifie> {
    une_fois(ctx, commande, move |tx, maintenant| {
        Box::pin(async move {
            let mut chantier = Chantier::ouvrir(ctx, tx, maintenant).await?;
            let mut modele = chantier.charger(commande.modele).await?;
            // After the right: whoever may not change it is told that, not how to type.
            let mien = commande.contenu.lire().map_err(Error::Saisies)?;
            let nommee = commande.stricte.then_some(commande.version);
            exiger_version(nommee, modele.version)?;
            let base = chantier.base(&modele, commande.version).await?;
            let mut fusion = fusionner(&base, &modele.contenu, &mien);
            for champ in std::mem::take(&mut fusion.conflits) {
                fusion.valeur.reprendre(&mien, champ);
            }
            let mut version = modele.version;
            if fusion.valeur != modele.contenu {
                modele.remplacer(fusion.valeur);
                version = chantier.enregistrer(&modele, "modele.modifie").await?;
            }
            Ok(Modifie {
                version,
                repris: fusion.repris,
            })
        })
    })
    .await
}
