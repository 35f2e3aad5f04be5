//! The ways a person signs in, as they see them.
//!
//! Invariant: an account keeps one at least; one that is taken off opens nothing any more.

use serde::Serialize;
use stockage::{identites, installation, journal};
use uuid::Uuid;

use super::{IdentiteAttachee, Profil};
use crate::ecriture::{Commande, une_fois};
use crate::{Context, Error, Result};

/// Takes a way to sign in off one's account.
#[derive(Clone, Debug, Serialize)]
pub struct Detacher {
    /// Makes sending it twice the same as once.
    #[serde(skip)]
    pub operation: Uuid,
    /// The provider.
    pub emetteur: String,
    /// How the provider names the person.
    pub sub: String,
}

impl Commande for Detacher {
    const NOM: &'static str = "comptes.detacher";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// The ways the person who acts signs in, last used first.
///
/// # Errors
/// The database's failures.
pub async fn mes_identites(ctx: &Context) -> Result<Vec<IdentiteAttachee>> {
    let id = ctx.acteur();
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let lues = identites::du_compte::<Profil>(tx, id).await?;
                Ok(lues.into_iter().map(IdentiteAttachee::from).collect())
            })
        })
        .await
}

/// Takes one off; false when it is the last one, which stays.
///
/// # Errors
/// [`Error::Introuvable`] when it is not theirs; [`Error::HorsPortee`] through a token.
pub async fn detacher(ctx: &Context, commande: &Detacher) -> Result<bool> {
    if ctx.delegation().is_some() {
        return Err(Error::HorsPortee);
    }
    let compte = ctx.acteur();
    une_fois(ctx, commande, move |tx, maintenant| {
        Box::pin(async move {
            let (emetteur, sub) = (&commande.emetteur, &commande.sub);
            // Of two taken off at once, the second sees that the first is gone.
            let mut tour = installation::prendre_tour(tx).await?;
            let siennes = identites::du_compte::<Profil>(tx, compte).await?;
            let sienne = |i: &identites::Identite<_>| &i.emetteur == emetteur && &i.sujet == sub;
            if !siennes.iter().any(sienne) {
                return Err(Error::Introuvable);
            }
            if siennes.len() == 1 {
                return Ok(false);
            }
            identites::retirer(tx, &mut tour, compte, emetteur, sub).await?;
            let fait = journal::Fait {
                horodatage: maintenant,
                acteur: Some(compte),
                genre: "compte.identiteRetiree",
                objet: &compte.to_string(),
                version: None,
                indice_apres: None,
                corps: &(emetteur, sub),
            };
            journal::ajouter(tx, &mut tour, &fait).await?;
            Ok(true)
        })
    })
    .await
}
