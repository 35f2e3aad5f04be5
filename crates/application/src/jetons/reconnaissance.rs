//! From the secret a program sends to who it acts for.
//!
//! Invariant: a secret that is unknown, revoked or out of date gives the same answer, none; what
//! it opens is worked out from the database at each request, never remembered.

use jiff::{SignedDuration, Timestamp};
use stockage::jetons;
use uuid::Uuid;

use super::{Document, Etat, PREFIXE, etat, portee};
use crate::{Context, Delegation, Environnement, Error, Result};

/// The last use is written at most this often.
const FINESSE: SignedDuration = SignedDuration::from_mins(1);
/// Length of a secret: the prefix, then 32 bytes in base64url.
const LONGUEUR: usize = PREFIXE.len() + 43;

/// Who a program acts for, and how far, from the secret of its token; none when it opens nothing.
///
/// # Errors
/// The database's failures.
pub async fn reconnaitre(env: &Environnement, secret: &str) -> Result<Option<Context>> {
    if secret.len() != LONGUEUR || !secret.starts_with(PREFIXE) {
        return Ok(None);
    }
    let empreinte = jetons::empreinte(secret);
    let trouve = env
        .store()
        .read(|tx| {
            let empreinte = empreinte.as_slice();
            Box::pin(async move {
                Ok::<_, Error>(jetons::par_empreinte::<Document>(tx, empreinte).await?)
            })
        })
        .await?;
    let maintenant = env.maintenant();
    let Some(jeton) = trouve.filter(|j| etat(j, maintenant) == Etat::Valable) else {
        return Ok(None);
    };
    let recent = |vu_le: Timestamp| maintenant.duration_since(vu_le) < FINESSE;
    if !jeton.vu_le.is_some_and(recent) {
        noter(env, jeton.id, maintenant).await;
    }
    let delegation = Delegation {
        jeton: jeton.id,
        portee: portee(&jeton.portee),
        services: jeton.services.map(|s| s.into_iter().collect()),
    };
    Ok(Some(env.pour_programme(jeton.compte_id, delegation)))
}

/// Best effort: a database that only reads still answers.
async fn noter(env: &Environnement, jeton: Uuid, maintenant: Timestamp) {
    let ecriture: Result<(), Error> = env
        .store()
        .write(|tx| {
            Box::pin(async move { Ok(jetons::noter_passage(tx, jeton, maintenant).await?) })
        })
        .await;
    // Nothing depends on it, and the next request tries again.
    drop(ecriture);
}
