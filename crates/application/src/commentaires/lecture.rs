//! Reading comments: those shown beside a thing, page by page, one of them, and what a search goes
//! through.

use std::collections::BTreeMap;

use domaine::droits::Action;
use stockage::{Tx, commentaires as base};
use uuid::Uuid;

use super::{AFFICHES_MAX, Commentaire, Document, Objet};
use crate::acces::{charger, lire};
use crate::comptes::Annuaire;
use crate::{Context, Error, Result};

/// Comments a search goes through, at most: the last ones of the service.
const CHERCHES_MAX: i64 = 2000;

/// The last comments about something, newest first.
///
/// # Errors
/// [`Error::Introuvable`] without a role on the service.
pub async fn commentaires(ctx: &Context, service: Uuid, objet: &Objet) -> Result<Vec<Commentaire>> {
    lire(ctx, service, Action::Lire, move |tx, _| {
        Box::pin(async move { de_l_objet(tx, service, objet, &mut Annuaire::default()).await })
    })
    .await
}

/// The comments about something, newest first: `limite` at most, those written before `apres` when it is given.
///
/// # Errors
/// [`Error::Introuvable`] without a role on the service, or for something it does not have.
pub async fn suite(
    ctx: &Context,
    service: Uuid,
    objet: &Objet,
    (apres, limite): (Option<Uuid>, i64),
) -> Result<Vec<Commentaire>> {
    lire(ctx, service, Action::Lire, move |tx, role| {
        Box::pin(async move {
            let ouvert = charger(ctx, tx, service, role).await?;
            objet.verifier(&ouvert)?;
            let id = objet.id();
            let lus = base::de_l_objet(tx, service, (&id, apres), limite).await?;
            nommer(tx, lus, &mut Annuaire::default()).await
        })
    })
    .await
}

/// One of them.
///
/// # Errors
/// [`Error::Introuvable`] without a role on the service, for a comment that is about something else,
/// or deleted.
pub async fn commentaire(
    ctx: &Context,
    service: Uuid,
    objet: &Objet,
    id: Uuid,
) -> Result<Commentaire> {
    lire(ctx, service, Action::Lire, move |tx, _| {
        Box::pin(async move {
            let lu = base::un::<Document>(tx, service, id).await?;
            let lu = lu.filter(|c| c.objet == objet.id());
            let lus = lu.into_iter().collect();
            let mut nommes = nommer(tx, lus, &mut Annuaire::default()).await?;
            nommes.pop().ok_or(Error::Introuvable)
        })
    })
    .await
}

/// The same, within a transaction.
pub(crate) async fn de_l_objet(
    tx: &mut Tx<'_>,
    service: Uuid,
    objet: &Objet,
    annuaire: &mut Annuaire,
) -> Result<Vec<Commentaire>> {
    let id = objet.id();
    let lus = base::de_l_objet(tx, service, (&id, None), AFFICHES_MAX).await?;
    nommer(tx, lus, annuaire).await
}

/// Comments with the name of whoever wrote them.
async fn nommer(
    tx: &mut Tx<'_>,
    lus: Vec<base::Commentaire<Document>>,
    annuaire: &mut Annuaire,
) -> Result<Vec<Commentaire>> {
    let mut vus = Vec::with_capacity(lus.len());
    for lu in lus {
        vus.push(Commentaire {
            nom: annuaire.nom(tx, lu.auteur).await?,
            id: lu.id,
            auteur: lu.auteur,
            texte: lu.document.texte,
            cree_le: lu.cree_le,
            modifie_le: lu.modifie_le,
        });
    }
    Ok(vus)
}

/// Everything written lately about the things of a service, to look for words in it: what it is
/// about (`mesure:AUTH.1`), the texts. Within a transaction.
pub(crate) async fn textes(tx: &mut Tx<'_>, service: Uuid) -> Result<BTreeMap<String, String>> {
    let mut textes: BTreeMap<String, String> = BTreeMap::new();
    for lu in base::du_service::<Document>(tx, service, CHERCHES_MAX).await? {
        let texte = textes.entry(lu.objet).or_default();
        texte.push('\n');
        texte.push_str(&lu.document.texte);
    }
    Ok(textes)
}
