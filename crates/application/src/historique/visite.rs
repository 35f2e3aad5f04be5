//! "Since my last visit": what others changed, and the date of one's own passage.
//!
//! Invariant: what one did oneself is never news; a passage is best effort and never journaled.

use domaine::droits::Action;
use domaine::historique::{Passage, Visite};
use jiff::Timestamp;
use stockage::journal::Choix;
use stockage::visites::{self as base};
use stockage::{Tx, journal};
use uuid::Uuid;

use crate::acces::{autoriser, lire};
use crate::{Context, Error, Result};

/// Changes are counted up to here: beyond, "many".
pub const PLAFOND: i64 = 100;

/// How much others did since the last visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nouveautes {
    /// When the last visit ended.
    pub depuis: Timestamp,
    /// The last line of the journal then.
    pub apres: i64,
    /// How many lines others wrote since, up to [`PLAFOND`].
    pub nombre: i64,
}

impl Nouveautes {
    /// The lines that were counted.
    pub(super) fn choix(&self, ctx: &Context) -> Choix {
        Choix {
            sauf: Some(ctx.acteur()),
            apres: self.apres,
            ..Choix::default()
        }
    }
}

/// What others did on a service since one's last visit; none during a first visit.
///
/// # Errors
/// [`Error::Introuvable`] for whoever has no role on it.
pub async fn depuis_ma_visite(ctx: &Context, service: Uuid) -> Result<Option<Nouveautes>> {
    lire(ctx, service, Action::Lire, move |tx, _| {
        Box::pin(nouveautes(ctx, tx, service))
    })
    .await
}

/// The same, within a transaction that checked the role.
pub(crate) async fn nouveautes(
    ctx: &Context,
    tx: &mut Tx<'_>,
    service: Uuid,
) -> Result<Option<Nouveautes>> {
    let visite = base::une(tx, service, ctx.acteur()).await?;
    nouveautes_depuis(ctx, tx, service, visite).await
}

/// The same, once the visits are read.
pub(crate) async fn nouveautes_depuis(
    ctx: &Context,
    tx: &mut Tx<'_>,
    service: Uuid,
    visite: Option<base::Visite>,
) -> Result<Option<Nouveautes>> {
    let connue = visite.map(lue);
    // Where the journal is now does not matter here: only where it was.
    let ici = Passage {
        le: ctx.maintenant(),
        sequence: 0,
    };
    let Some(precedente) = Visite::suivre(connue, ici).precedente else {
        return Ok(None);
    };
    let (apres, acteur) = (precedente.sequence, ctx.acteur());
    Ok(Some(Nouveautes {
        depuis: precedente.le,
        apres,
        nombre: journal::compter_depuis(tx, service, apres, acteur, PLAFOND).await?,
    }))
}

/// Notes that the person is on a service now; at most once a minute.
///
/// # Errors
/// [`Error::Introuvable`] for whoever has no role on it, the database's failures: the caller
/// shows the page all the same.
pub async fn noter_passage(ctx: &Context, service: Uuid) -> Result<()> {
    let acteur = ctx.acteur();
    ctx.store()
        .write(move |tx| {
            Box::pin(async move {
                let maintenant = ctx.maintenant();
                let connue = base::une(tx, service, acteur).await?.map(lue);
                if connue.is_some_and(|visite| visite.est_fraiche(maintenant)) {
                    return Ok(());
                }
                autoriser(ctx, tx, service, Action::Lire).await?;
                let ici = Passage {
                    le: maintenant,
                    sequence: journal::derniere(tx, service).await?,
                };
                let visite = ecrite(Visite::suivre(connue, ici));
                base::poser(tx, service, acteur, &visite).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

fn lue(visite: base::Visite) -> Visite {
    let passage = |p: base::Passage| Passage {
        le: p.le,
        sequence: p.sequence,
    };
    Visite {
        derniere: passage(visite.derniere),
        precedente: visite.precedente.map(passage),
    }
}

fn ecrite(visite: Visite) -> base::Visite {
    let passage = |p: Passage| base::Passage {
        le: p.le,
        sequence: p.sequence,
    };
    base::Visite {
        derniere: passage(visite.derniere),
        precedente: visite.precedente.map(passage),
    }
}
