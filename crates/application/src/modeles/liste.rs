//! The library as one person sees it: their models, those shared with them, the complementary
//! measures; searched, filtered, page by page.
//!
//! Invariant: own models come first, then shared ones, then the complementary measures; each by
//! title, the last ones in the order of their file.

use std::collections::BTreeMap;

use domaine::complements::{Complement, RoleComplement};
use domaine::specifiques::Provenance;
use domaine::texte::{cle_de_tri, mots_cherches};
use domaine::vocabulaire::Categorie;
use stockage::modeles;

use super::{Modele, corbeille, presenter};
use crate::contenu::Document;
use crate::{Context, Result};

/// Elements of a page.
pub const TAILLE_PAGE: usize = 25;

/// What the person asks to see; an absent criterion keeps everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demande {
    /// Words of the title, the description or the steps.
    pub recherche: String,
    /// Of that category.
    pub categorie: Option<Categorie>,
    /// From there.
    pub provenance: Option<Provenance>,
    /// Usually carried by them: only complementary measures say so.
    pub role: Option<RoleComplement>,
    /// From 1.
    pub page: usize,
}

/// A model or a complementary measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// Someone's model.
    Modele(Box<Modele>),
    /// A complementary measure.
    Complement(&'static Complement),
}

/// How many elements each provenance holds among what is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comptes {
    /// The person's own.
    pub miens: usize,
    /// Shared with them.
    pub partages: usize,
    /// Complementary measures.
    pub bibliotheque: usize,
}

impl Comptes {
    /// How many from there; from everywhere when nothing is said.
    #[must_use]
    pub const fn de(&self, provenance: Option<Provenance>) -> usize {
        match provenance {
            Some(Provenance::Miens) => self.miens,
            Some(Provenance::Partages) => self.partages,
            Some(Provenance::Bibliotheque) => self.bibliotheque,
            None => self.miens + self.partages + self.bibliotheque,
        }
    }
}

/// One page of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Liste {
    /// The elements of the page.
    pub elements: Vec<Element>,
    /// How many each provenance holds.
    pub comptes: Comptes,
    /// The page, from 1: the last one when a later one was asked for.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// How many models of the person's own can be taken back.
    pub supprimes: usize,
}

/// One page of the library.
///
/// # Errors
/// [`crate::Error::HorsPortee`] for a token made for some services.
pub async fn lister(ctx: &Context, demande: &Demande) -> Result<Liste> {
    let (siens, supprimes) = lus(ctx).await?;
    let mots = mots_cherches(&demande.recherche);
    let retenu = |m: &Modele| {
        let cle = cle_de_tri(&m.contenu.texte_cherche());
        let categorie = demande.categorie;
        categorie.is_none_or(|c| c == m.contenu.categorie)
            && demande.role.is_none()
            && mots.iter().all(|mot| cle.contains(mot))
    };
    let (miens, partages): (Vec<_>, Vec<_>) =
        siens.into_iter().filter(retenu).partition(|m| m.mien);
    let complements: Vec<_> = ctx
        .complements()
        .chercher(&demande.recherche, demande.categorie, demande.role)
        .collect();
    let comptes = Comptes {
        miens: miens.len(),
        partages: partages.len(),
        bibliotheque: complements.len(),
    };
    let voulu = |provenance| demande.provenance.is_none_or(|p| p == provenance);
    let modele = |m| Element::Modele(Box::new(m));
    let mut elements: Vec<Element> = Vec::new();
    if voulu(Provenance::Miens) {
        elements.extend(miens.into_iter().map(modele));
    }
    if voulu(Provenance::Partages) {
        elements.extend(partages.into_iter().map(modele));
    }
    if voulu(Provenance::Bibliotheque) {
        elements.extend(complements.into_iter().map(Element::Complement));
    }
    let pages = elements.len().div_ceil(TAILLE_PAGE).max(1);
    let page = demande.page.clamp(1, pages);
    let elements = elements.into_iter().skip((page - 1) * TAILLE_PAGE);
    Ok(Liste {
        elements: elements.take(TAILLE_PAGE).collect(),
        comptes,
        page,
        pages,
        supprimes,
    })
}

/// Every living model the person sees, by title.
///
/// # Errors
/// [`crate::Error::HorsPortee`] for a token made for some services.
pub async fn visibles(ctx: &Context) -> Result<Vec<Modele>> {
    Ok(lus(ctx).await?.0)
}

/// The person's own models that can be taken back, latest deleted first.
///
/// # Errors
/// [`crate::Error::HorsPortee`] for a token made for some services.
pub async fn supprimes(ctx: &Context) -> Result<Vec<Modele>> {
    ctx.peut_voir_les_modeles()?;
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let mut siens = Vec::new();
                for lu in corbeille::recuperables(ctx, tx).await? {
                    siens.push(presenter(ctx, tx, lu, &mut BTreeMap::new()).await?);
                }
                Ok(siens)
            })
        })
        .await
}

/// What the person sees, and how many of their own can be taken back.
async fn lus(ctx: &Context) -> Result<(Vec<Modele>, usize)> {
    ctx.peut_voir_les_modeles()?;
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let (mut vus, mut noms) = (Vec::new(), BTreeMap::new());
                for lu in modeles::visibles::<Document>(tx, ctx.lecteur()).await? {
                    vus.push(presenter(ctx, tx, lu, &mut noms).await?);
                }
                Ok((vus, corbeille::recuperables(ctx, tx).await?.len()))
            })
        })
        .await
}
