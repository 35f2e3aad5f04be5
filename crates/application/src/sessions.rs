//! The sessions of a person: where they are signed in, and signing out from afar.
//!
//! Invariant: a person sees and ends their own only, from a session, never through a token: a
//! stolen token must not be able to lock its owner out.

use jiff::Timestamp;
use serde::Deserialize;
use stockage::sessions::{self, Empreinte};

use crate::{Context, Error, Result};

/// A session of the person who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Names it; opens nothing.
    pub reference: String,
    /// Whether it is the one that asks.
    pub courante: bool,
    /// The browser, in a few words; empty when it said nothing.
    pub navigateur: String,
    /// The provider it was opened with.
    pub fournisseur: String,
    /// When it was opened.
    pub depuis: Timestamp,
    /// Last use, to the minute.
    pub vue_le: Timestamp,
    /// When it ends if it is used no more.
    pub expire_le: Timestamp,
}

/// What a session remembers, as far as this list is concerned.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Document {
    personne: Personne,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Personne {
    fournisseur: String,
    navigateur: String,
}

/// The sessions of the person who acts, last used first. `courante` is what the cookie holds.
///
/// # Errors
/// [`Error::HorsPortee`] through a token; the database's failures.
pub async fn lister(ctx: &Context, courante: &[u8]) -> Result<Vec<Session>> {
    de_la_personne(ctx)?;
    let (compte, maintenant) = (ctx.acteur(), ctx.maintenant());
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let ici = Empreinte::de(tx, courante);
                let lues = sessions::du_compte::<Document>(tx, compte, maintenant).await?;
                let liste = lues.into_iter().map(|(empreinte, lue)| Session {
                    courante: empreinte == ici,
                    reference: empreinte.to_string(),
                    navigateur: lue.document.personne.navigateur,
                    fournisseur: lue.document.personne.fournisseur,
                    depuis: lue.cree_le,
                    vue_le: lue.vue_le,
                    expire_le: lue.expire_le,
                });
                Ok(liste.collect())
            })
        })
        .await
}

/// Ends one of them; nothing happens when it has ended, or is someone else's.
///
/// # Errors
/// [`Error::Introuvable`] when nothing has such a name; [`Error::HorsPortee`] through a token.
pub async fn fermer(ctx: &Context, reference: &str) -> Result<()> {
    de_la_personne(ctx)?;
    let empreinte = Empreinte::lire(reference).ok_or(Error::Introuvable)?;
    let (compte, empreinte) = (ctx.acteur(), &empreinte);
    ctx.store()
        .write(move |tx| {
            Box::pin(async move {
                sessions::fermer(tx, compte, empreinte).await?;
                Ok(())
            })
        })
        .await
}

/// Ends all of them but the one the cookie holds; gives how many.
///
/// # Errors
/// [`Error::HorsPortee`] through a token; the database's failures.
pub async fn fermer_les_autres(ctx: &Context, courante: &[u8]) -> Result<u64> {
    fermer_sauf(ctx, Some(courante)).await
}

/// Ends all of them; gives how many.
///
/// # Errors
/// As [`fermer_les_autres`].
pub async fn fermer_toutes(ctx: &Context) -> Result<u64> {
    fermer_sauf(ctx, None).await
}

async fn fermer_sauf(ctx: &Context, courante: Option<&[u8]>) -> Result<u64> {
    de_la_personne(ctx)?;
    let compte = ctx.acteur();
    ctx.store()
        .write(move |tx| {
            Box::pin(async move {
                let gardee = courante.map(|id| Empreinte::de(tx, id));
                Ok(sessions::fermer_toutes(tx, compte, gardee.as_ref()).await?)
            })
        })
        .await
}

fn de_la_personne(ctx: &Context) -> Result<()> {
    match ctx.delegation() {
        Some(_) => Err(Error::HorsPortee),
        None => Ok(()),
    }
}
