//! Models of measures: a text to copy into services, one person's own or shared with an
//! organisation they work for; beside them, the complementary measures delivered with the product.
//!
//! Invariant: only its author changes a model; it is seen by its author, and by whoever has a role
//! on a service of the organisation it is shared with. A line about it goes to the chain of that
//! organisation, or to the installation's while it is personal. A token made for some services
//! sees no model: a shared one tells of services it was not made for.

mod chantier;
mod corbeille;
mod ecriture;
mod liste;
mod partage;

pub use corbeille::{DUREE_CORBEILLE, Restaurer, Supprimer, restaurer, supprimer};
pub use ecriture::{Cree, Creer, Modifie, Modifier, creer, modifier};
pub use liste::{Comptes, Demande, Element, Liste, TAILLE_PAGE, lister, supprimes, visibles};
pub use partage::{Partager, organisations, partager};

use std::collections::BTreeMap;

use domaine::specifiques::{Contenu, Origine};
use jiff::Timestamp;
use stockage::{Tx, modeles, organisations as base_organisations};
use uuid::Uuid;

use crate::comptes;
use crate::contenu::{Document, relire};
use crate::{Context, Error, Result};

/// Most living models one person may have.
pub const MODELES_MAX: usize = 500;

/// A model, as someone sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modele {
    /// Its key.
    pub id: Uuid,
    /// From 1.
    pub version: i64,
    /// What it says.
    pub contenu: Contenu,
    /// What it was copied from.
    pub origine: Origine,
    /// The organisation it is shared with: key and name; none while personal.
    pub organisation: Option<(Uuid, String)>,
    /// The person who looks is its author.
    pub mien: bool,
    /// Its author, by name; none when it is the person who looks.
    pub auteur: Option<String>,
    /// Last change.
    pub modifie_le: Timestamp,
    /// When it was deleted; none for a living one.
    pub supprime_le: Option<Timestamp>,
}

/// A model, for someone who may see it; its author sees it for 30 days once deleted.
///
/// # Errors
/// [`Error::Introuvable`] for anyone else, [`Error::HorsPortee`] for a token made for some services.
pub async fn modele(ctx: &Context, id: Uuid) -> Result<Modele> {
    ctx.peut_voir_les_modeles()?;
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let lu = match visible(ctx, tx, id).await {
                    Err(Error::Introuvable) => {
                        let recuperables = corbeille::recuperables(ctx, tx).await?;
                        let mut recuperables = recuperables.into_iter();
                        recuperables
                            .find(|m| m.id == id)
                            .ok_or(Error::Introuvable)?
                    }
                    lu => lu?,
                };
                presenter(ctx, tx, lu, &mut BTreeMap::new()).await
            })
        })
        .await
}

/// A living model the person sees.
async fn visible(ctx: &Context, tx: &mut Tx<'_>, id: Uuid) -> Result<modeles::Modele<Document>> {
    let lu = modeles::charger::<Document>(tx, id).await?;
    let lu = lu
        .filter(|m| m.supprime_le.is_none())
        .ok_or(Error::Introuvable)?;
    if lu.auteur_id == ctx.acteur() {
        return Ok(lu);
    }
    let siennes = base_organisations::du_compte(tx, ctx.lecteur()).await?;
    let partagee = lu.organisation.as_ref();
    if partagee.is_some_and(|(id, _)| siennes.iter().any(|o| o.id == *id)) {
        Ok(lu)
    } else {
        Err(Error::Introuvable)
    }
}

/// A stored model as the person who acts sees it. Names are asked for once each.
async fn presenter(
    ctx: &Context,
    tx: &mut Tx<'_>,
    lu: modeles::Modele<Document>,
    noms: &mut BTreeMap<Uuid, Option<String>>,
) -> Result<Modele> {
    let mien = lu.auteur_id == ctx.acteur();
    let auteur = if mien {
        None
    } else if let Some(nom) = noms.get(&lu.auteur_id) {
        nom.clone()
    } else {
        let nom = comptes::nom(tx, Some(lu.auteur_id)).await?;
        noms.insert(lu.auteur_id, nom.clone());
        nom
    };
    let (contenu, origine) = relire(lu.titre, &lu.categorie, lu.document);
    Ok(Modele {
        id: lu.id,
        version: lu.version,
        contenu,
        origine,
        organisation: lu.organisation,
        mien,
        auteur,
        modifie_le: lu.modifie_le,
        supprime_le: lu.supprime_le,
    })
}
