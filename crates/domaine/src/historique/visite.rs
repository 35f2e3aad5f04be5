//! Visits of a person to a service: where one ends and the next begins.
//!
//! Invariant: during a whole visit, "since last time" means since the end of the visit before.

use jiff::{SignedDuration, Timestamp};

/// A visit ends after this long without a page.
pub const SILENCE: SignedDuration = SignedDuration::from_mins(30);

/// The present visit is written at most this often.
pub const FINESSE: SignedDuration = SignedDuration::from_mins(1);

/// A moment at a service, and the last line of its journal then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// When.
    pub le: Timestamp,
    /// The number of the last line there was to read.
    pub sequence: i64,
}

/// A person's visits to a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visite {
    /// The present visit, as it was last written.
    pub derniere: Passage,
    /// The end of the visit before; none during the first one.
    pub precedente: Option<Passage>,
}

impl Visite {
    /// What the visits are once the person is seen `ici`: a new visit after [`SILENCE`], the same
    /// one otherwise.
    #[must_use]
    pub fn suivre(connue: Option<Self>, ici: Passage) -> Self {
        let precedente = connue.and_then(|visite| {
            let silence = ici.le.duration_since(visite.derniere.le);
            if silence >= SILENCE {
                Some(visite.derniere)
            } else {
                visite.precedente
            }
        });
        Self {
            derniere: ici,
            precedente,
        }
    }

    /// Whether what was written is too recent to be worth writing again at `instant`.
    #[must_use]
    pub fn est_fraiche(&self, instant: Timestamp) -> bool {
        instant.duration_since(self.derniere.le) < FINESSE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a(minute: i64, sequence: i64) -> Passage {
        Passage {
            le: Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute),
            sequence,
        }
    }

    #[test]
    fn a_visit_lasts_until_half_an_hour_of_silence() {
        let premiere = Visite::suivre(None, a(0, 1));
        assert_eq!(premiere.precedente, None);
        let suite = Visite::suivre(Some(premiere), a(29, 4));
        assert_eq!((suite.derniere, suite.precedente), (a(29, 4), None));
        let retour = Visite::suivre(Some(suite), a(59, 9));
        assert_eq!(retour.precedente, Some(a(29, 4)));
        let encore = Visite::suivre(Some(retour), a(80, 12));
        assert_eq!(encore.precedente, Some(a(29, 4)), "the same visit");
    }

    #[test]
    fn it_is_written_once_a_minute() {
        let visite = Visite::suivre(None, a(0, 1));
        assert!(visite.est_fraiche(a(0, 1).le + SignedDuration::from_secs(59)));
        assert!(!visite.est_fraiche(a(1, 1).le));
    }
}
