//! How many requests a token may make each minute (PD1-T2).
//!
//! Invariant: counted in memory, by this process: with several instances the limit is each one's.
//! A minute begins with the first request of a token after the last one ended.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

const FENETRE: SignedDuration = SignedDuration::from_mins(1);
/// Beyond that many tokens, those whose minute is over are forgotten.
const MENAGE: usize = 4_096;

const LIMITE: HeaderName = HeaderName::from_static("ratelimit-limit");
const RESTE: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RETOUR: HeaderName = HeaderName::from_static("ratelimit-reset");

/// The counts of this process.
pub(crate) struct Quotas {
    par_minute: u32,
    fenetres: Mutex<HashMap<Uuid, Fenetre>>,
}

struct Fenetre {
    debut: Timestamp,
    requetes: u32,
}

/// Where a token stands after this request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Compte {
    limite: u32,
    requetes: u32,
    /// Seconds before the next minute.
    retour: i64,
}

impl Quotas {
    pub(crate) fn new(par_minute: u32) -> Self {
        Self {
            par_minute,
            fenetres: Mutex::default(),
        }
    }

    /// How many requests a token may make each minute.
    pub(crate) fn par_minute(&self) -> u32 {
        self.par_minute
    }

    /// Counts one request.
    pub(crate) fn compter(&self, jeton: Uuid, maintenant: Timestamp) -> Compte {
        let mut fenetres = self.fenetres.lock().unwrap_or_else(PoisonError::into_inner);
        let finie = |f: &Fenetre| maintenant.duration_since(f.debut) >= FENETRE;
        if fenetres.len() >= MENAGE {
            fenetres.retain(|_, f| !finie(f));
        }
        let fenetre = fenetres.entry(jeton).or_insert(Fenetre {
            debut: maintenant,
            requetes: 0,
        });
        if finie(fenetre) {
            fenetre.debut = maintenant;
            fenetre.requetes = 0;
        }
        fenetre.requetes = fenetre.requetes.saturating_add(1);
        let ecoule = maintenant.duration_since(fenetre.debut);
        Compte {
            limite: self.par_minute,
            requetes: fenetre.requetes,
            retour: (FENETRE - ecoule).as_secs().max(1),
        }
    }
}

impl Compte {
    pub(crate) fn depasse(self) -> bool {
        self.requetes > self.limite
    }

    /// Says it in the headers of the answer.
    pub(crate) fn dire(self, en_tetes: &mut HeaderMap) {
        let reste = self.limite.saturating_sub(self.requetes);
        en_tetes.insert(LIMITE, self.limite.into());
        en_tetes.insert(RESTE, reste.into());
        en_tetes.insert(RETOUR, HeaderValue::from(self.retour));
        if self.depasse() {
            en_tetes.insert(header::RETRY_AFTER, HeaderValue::from(self.retour));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_waits_for_its_next_minute_and_bothers_no_other() {
        let quotas = Quotas::new(2);
        let (un, deux) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let debut = Timestamp::UNIX_EPOCH;
        assert!(!quotas.compter(un, debut).depasse());
        assert!(!quotas.compter(un, debut).depasse());
        let tard = debut + SignedDuration::from_secs(50);
        let refus = quotas.compter(un, tard);
        assert!(refus.depasse());
        assert_eq!(refus.retour, 10);
        assert!(!quotas.compter(deux, tard).depasse());
        assert!(!quotas.compter(un, debut + FENETRE).depasse());
    }
}
