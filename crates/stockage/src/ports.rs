//! The outside world that storage and use cases need: the time, fresh identifiers, random bytes.
//!
//! Invariant: this is the only file that asks the system for any of them (`clippy.toml` forbids
//! the calls elsewhere), so a test that fixes the three ports is fully deterministic.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Tells the time.
pub trait Horloge: Send + Sync + 'static {
    /// The present instant, UTC, whole microseconds (what the database keeps).
    fn maintenant(&self) -> Timestamp;
}

/// Makes identifiers that were never used.
pub trait Ids: Send + Sync + 'static {
    /// A fresh identifier; those of the system are time-ordered (UUIDv7).
    fn nouveau(&self) -> Uuid;
}

/// The system has no random bytes to give.
#[derive(Debug, thiserror::Error)]
#[error("the system has no random bytes to give: {0}")]
pub struct AleaIndisponible(#[from] getrandom::Error);

/// Gives random bytes: keys, nonces, salts, jitter.
pub trait Alea: Send + Sync + 'static {
    /// Fills `tampon` with random bytes.
    ///
    /// # Errors
    /// [`AleaIndisponible`] when the source cannot answer; `tampon` must not be used then.
    fn remplir(&self, tampon: &mut [u8]) -> Result<(), AleaIndisponible>;
}

/// The clock of the machine.
#[derive(Debug, Default, Clone, Copy)]
pub struct HorlogeSysteme;

impl Horloge for HorlogeSysteme {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that provides the time"
    )]
    fn maintenant(&self) -> Timestamp {
        a_la_microseconde(Timestamp::now())
    }
}

/// Identifiers of the machine: UUIDv7.
#[derive(Debug, Default, Clone, Copy)]
pub struct IdsSysteme;

impl Ids for IdsSysteme {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that provides identifiers"
    )]
    fn nouveau(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// Random bytes of the operating system.
#[derive(Debug, Default, Clone, Copy)]
pub struct AleaSysteme;

impl Alea for AleaSysteme {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that provides randomness"
    )]
    fn remplir(&self, tampon: &mut [u8]) -> Result<(), AleaIndisponible> {
        Ok(getrandom::fill(tampon)?)
    }
}

/// A clock that moves only when it is told to.
#[derive(Debug)]
pub struct HorlogeFixe(AtomicI64);

impl HorlogeFixe {
    /// A clock stopped at `instant`.
    #[must_use]
    pub fn new(instant: Timestamp) -> Self {
        Self(AtomicI64::new(instant.as_microsecond()))
    }

    /// Moves the clock forward (or back, with a negative duration).
    pub fn avancer(&self, duree: SignedDuration) {
        let microsecondes = i64::try_from(duree.as_micros()).unwrap_or(i64::MAX);
        self.0.fetch_add(microsecondes, Ordering::SeqCst);
    }
}

impl Horloge for HorlogeFixe {
    fn maintenant(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::MAX)
    }
}

/// Identifiers 1, 2, 3…: the same ones at each run.
#[derive(Debug, Default)]
pub struct IdsSuite(AtomicU64);

impl Ids for IdsSuite {
    fn nouveau(&self) -> Uuid {
        let rang = self.0.fetch_add(1, Ordering::SeqCst) + 1;
        // Version 7 and its variant, so that a format check sees a genuine one.
        let mut octets = u128::from(rang).to_be_bytes();
        octets[6] = 0x70;
        octets[8] |= 0x80;
        Uuid::from_bytes(octets)
    }
}

/// Bytes that look random and are the same at each run. Never for real keys.
#[derive(Debug, Default)]
pub struct AleaFixe(AtomicU64);

impl AleaFixe {
    /// A series of its own for each `graine`.
    #[must_use]
    pub fn new(graine: u32) -> Self {
        Self(AtomicU64::new(u64::from(graine) << 32))
    }
}

impl Alea for AleaFixe {
    fn remplir(&self, tampon: &mut [u8]) -> Result<(), AleaIndisponible> {
        for bloc in tampon.chunks_mut(32) {
            let rang = self.0.fetch_add(1, Ordering::SeqCst);
            let octets = Sha256::digest(rang.to_be_bytes());
            bloc.iter_mut()
                .zip(octets)
                .for_each(|(vers, de)| *vers = de);
        }
        Ok(())
    }
}

/// Drops what the database cannot keep, so that a value read back equals the value written.
fn a_la_microseconde(instant: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(instant.as_microsecond()).unwrap_or(instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_time_survives_the_database() {
        let instant = HorlogeSysteme.maintenant();
        assert_eq!(
            Timestamp::from_microsecond(instant.as_microsecond()).unwrap(),
            instant
        );
    }

    #[test]
    fn fixed_clock_moves_when_told() {
        let horloge = HorlogeFixe::new(Timestamp::UNIX_EPOCH);
        horloge.avancer(SignedDuration::from_hours(24));
        assert_eq!(horloge.maintenant().as_second(), 86_400);
    }

    #[test]
    fn fixed_ids_are_distinct_and_ordered() {
        let ids = IdsSuite::default();
        let (un, deux) = (ids.nouveau(), ids.nouveau());
        assert!(un < deux);
        assert_eq!(un.get_version_num(), 7);
    }

    #[test]
    fn fixed_bytes_repeat_for_a_seed_only() {
        let tirage = |graine| {
            let mut octets = [0; 48];
            AleaFixe::new(graine).remplir(&mut octets).unwrap();
            octets
        };
        assert_eq!(tirage(1), tirage(1));
        assert_ne!(tirage(1), tirage(2));
    }
}
