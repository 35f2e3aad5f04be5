//! What every use case takes first: the outside world, and who acts.
//!
//! Invariant: a use case reads the time, makes identifiers and reaches the database through its
//! [`Context`] only, so that a test that fixes them is deterministic.

use std::sync::Arc;

use domaine::catalogue::Catalogue;
use domaine::complements::Complements;
use jiff::Timestamp;
use stockage::Store;
use stockage::ports::{Horloge, HorlogeSysteme, Ids, IdsSysteme};
use uuid::Uuid;

/// The outside world: database, time, identifiers, catalogue. Cheap to clone.
#[derive(Clone)]
pub struct Environnement {
    store: Store,
    horloge: Arc<dyn Horloge>,
    ids: Arc<dyn Ids>,
}

impl std::fmt::Debug for Environnement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Environnement").field(&self.store).finish()
    }
}

impl Environnement {
    /// The world as the machine gives it.
    #[must_use]
    pub fn systeme(store: Store) -> Self {
        Self::new(store, Arc::new(HorlogeSysteme), Arc::new(IdsSysteme))
    }

    /// A world of one's own (tests, demonstration).
    #[must_use]
    pub fn new(store: Store, horloge: Arc<dyn Horloge>, ids: Arc<dyn Ids>) -> Self {
        Self {
            store,
            horloge,
            ids,
        }
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The present instant, UTC, whole microseconds.
    #[must_use]
    pub fn maintenant(&self) -> Timestamp {
        self.horloge.maintenant()
    }

    /// A fresh identifier.
    #[must_use]
    pub fn nouvel_id(&self) -> Uuid {
        self.ids.nouveau()
    }

    /// The catalogue new services are evaluated with.
    #[must_use]
    pub fn catalogue(&self) -> &'static Catalogue {
        referentiels::mss_v2()
    }

    /// The complementary measures one may copy.
    #[must_use]
    pub fn complements(&self) -> &'static Complements {
        referentiels::complements()
    }

    /// The same world, seen by a signed-in person.
    #[must_use]
    pub fn pour(&self, acteur: Uuid) -> Context {
        Context {
            environnement: self.clone(),
            acteur,
        }
    }
}

/// The outside world and the account that acts in it.
#[derive(Clone, Debug)]
pub struct Context {
    environnement: Environnement,
    acteur: Uuid,
}

impl Context {
    /// The account that acts.
    #[must_use]
    pub fn acteur(&self) -> Uuid {
        self.acteur
    }
}

impl std::ops::Deref for Context {
    type Target = Environnement;

    fn deref(&self) -> &Environnement {
        &self.environnement
    }
}
