//! Instants as the database keeps them: UTC microseconds.
//!
//! Invariant: every column in `_le` and `horodatage` goes through these two functions.

use jiff::Timestamp;

use crate::Error;
use crate::chiffrement::Lieu;

/// The number to store.
pub(crate) fn micros(instant: Timestamp) -> i64 {
    instant.as_microsecond()
}

/// The instant that was stored; `lieu` names the place when the number makes no sense.
pub(crate) fn instant(micros: i64, lieu: impl FnOnce() -> Lieu) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(micros).map_err(|_| lieu().inconsistance())
}
