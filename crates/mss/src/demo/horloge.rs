//! The clock of the demonstration, which its page can move forward.
//!
//! Invariant: it never goes back, not even after a restart: what was written keeps its order.

use std::{
    fs, io,
    path::PathBuf,
    sync::atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use stockage::ports::{Horloge, HorlogeSysteme};

/// How far ahead it may be moved in all, in days: ten years cover any life of a service.
pub(crate) const AVANCE_MAX: i64 = 3_660;

/// The machine's clock, plus as many days as it was moved forward.
pub(crate) struct HorlogeDemo {
    jours: AtomicI64,
    fichier: PathBuf,
}

impl HorlogeDemo {
    /// The clock as it was left; `fichier` keeps the number of days.
    pub(crate) fn reprendre(fichier: PathBuf) -> Self {
        let lus = fs::read_to_string(&fichier).unwrap_or_default();
        let jours = lus.trim().parse().unwrap_or(0);
        Self {
            jours: AtomicI64::new(jours.clamp(0, AVANCE_MAX)),
            fichier,
        }
    }

    /// Moves it forward by so many days; says whether there is room for them.
    ///
    /// # Errors
    ///
    /// The number cannot be kept: nothing moved.
    pub(crate) fn avancer(&self, jours: i64) -> io::Result<bool> {
        let total = self.jours.load(Ordering::SeqCst).saturating_add(jours);
        if jours < 1 || total > AVANCE_MAX {
            return Ok(false);
        }
        fs::write(&self.fichier, total.to_string())?;
        self.jours.fetch_max(total, Ordering::SeqCst);
        Ok(true)
    }
}

impl Horloge for HorlogeDemo {
    fn maintenant(&self) -> Timestamp {
        let avance = SignedDuration::from_hours(24 * self.jours.load(Ordering::SeqCst));
        let machine = HorlogeSysteme.maintenant();
        machine.checked_add(avance).unwrap_or(machine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_moves_forward_only_and_remembers() {
        let dossier = tempfile::tempdir().unwrap();
        let fichier = dossier.path().join("date");
        let horloge = HorlogeDemo::reprendre(fichier.clone());
        let avant = horloge.maintenant();
        assert!(!horloge.avancer(0).unwrap() && !horloge.avancer(-1).unwrap());
        assert!(horloge.avancer(30).unwrap());
        assert!(!horloge.avancer(AVANCE_MAX).unwrap(), "too far");
        let apres = HorlogeDemo::reprendre(fichier).maintenant();
        assert!(apres >= avant + SignedDuration::from_hours(30 * 24));
        assert!(apres < avant + SignedDuration::from_hours(31 * 24));
    }
}
