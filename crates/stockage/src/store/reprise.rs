//! When to run a transaction again, and how long to wait before.
//!
//! Invariant: at most 20 tries and 5 s in all; the wait doubles up to 200 ms and is drawn at
//! random, so that two writers that collided do not collide again.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::Error;
use crate::chiffrement::Coffre;

const ESSAIS: u32 = 20;
const DUREE: Duration = Duration::from_secs(5);
const ATTENTE_MAX_US: u64 = 200_000;

pub(super) struct Reprise<'a> {
    coffre: &'a Coffre,
    debut: Instant,
    essais: u32,
}

impl<'a> Reprise<'a> {
    pub(super) fn new(coffre: &'a Coffre) -> Self {
        Self {
            coffre,
            debut: Instant::now(),
            essais: 1,
        }
    }

    /// Waits, then true; at once false when tries or time are exhausted.
    pub(super) async fn encore(&mut self) -> Result<bool, Error> {
        let attente = self.attente()?;
        if self.essais >= ESSAIS || self.debut.elapsed() + attente > DUREE {
            return Ok(false);
        }
        tracing::debug!(essai = self.essais, "transaction_reprise");
        self.essais += 1;
        sleep(attente).await;
        Ok(true)
    }

    /// Between nothing and 1 ms × 2^tries, 200 ms at most.
    fn attente(&self) -> Result<Duration, Error> {
        let plafond = (1_000_u64 << self.essais.min(16)).min(ATTENTE_MAX_US);
        let tirage = u64::from_be_bytes(self.coffre.octets()?);
        Ok(Duration::from_micros(tirage % plafond))
    }
}
