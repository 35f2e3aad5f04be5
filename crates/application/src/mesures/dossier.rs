//! What pages show of measures besides their rows: people, comments, history.
//!
//! Invariant: one read each, whatever it gathers.

use std::collections::BTreeMap;

use domaine::droits::Action;
use uuid::Uuid;

use super::historique::{Historique, lue};
use crate::acces::{ServiceOuvert, lire};
use crate::commentaires::{Commentaire, Objet, de_l_objet, textes};
use crate::comptes::{self, Annuaire};
use crate::{Context, Result};

/// What the panel of a measure shows besides its row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dossier {
    /// Who may be made responsible: the members, in order of arrival.
    pub membres: Vec<(Uuid, String)>,
    /// What happened to it.
    pub historique: Historique,
    /// What was written about it, newest first.
    pub commentaires: Vec<Commentaire>,
}

/// What a list of measures shows besides their rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entourage {
    /// Who may be made responsible: the members, in order of arrival.
    pub membres: Vec<(Uuid, String)>,
    /// Everything written lately, by what it is about (`mesure:AUTH.1`); only read to search.
    pub textes: BTreeMap<String, String>,
}

/// What the panel of a measure shows besides its row.
///
/// # Errors
/// [`crate::Error::Introuvable`] without a role on the service.
pub async fn dossier(ctx: &Context, service: Uuid, mesure: &str) -> Result<Dossier> {
    lire(ctx, service, Action::Lire, move |tx, _| {
        Box::pin(async move {
            let mut annuaire = Annuaire::default();
            let objet = Objet::Mesure(mesure.to_owned());
            Ok(Dossier {
                membres: annuaire.membres(tx, service).await?,
                historique: lue(tx, service, mesure, &mut annuaire).await?,
                commentaires: de_l_objet(tx, service, &objet, &mut annuaire).await?,
            })
        })
    })
    .await
}

/// What a list of measures shows besides their rows, comments included when one searches. The
/// service was opened for this person: the right is not checked again.
///
/// # Errors
/// The database's failures.
pub async fn entourage(
    ctx: &Context,
    service: &ServiceOuvert,
    recherche: bool,
) -> Result<Entourage> {
    let membres = comptes::membres(ctx, service.fiche.id).await?;
    completer(ctx, service, membres, recherche).await
}

/// [`entourage`], the members being read already.
///
/// # Errors
/// The database's failures.
pub async fn completer(
    ctx: &Context,
    service: &ServiceOuvert,
    membres: Vec<(Uuid, String)>,
    recherche: bool,
) -> Result<Entourage> {
    let service = service.fiche.id;
    let textes = if recherche {
        let lecture = ctx.store().read(move |tx| Box::pin(textes(tx, service)));
        lecture.await?
    } else {
        BTreeMap::new()
    };
    Ok(Entourage { membres, textes })
}
