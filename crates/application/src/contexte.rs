//! What every use case takes first: the outside world, and who acts.
//!
//! Invariant: a use case reads the time, makes identifiers and reaches the database through its
//! [`Context`] only, so that a test that fixes them is deterministic.

use std::collections::BTreeSet;
use std::sync::Arc;

use domaine::catalogue::Catalogue;
use domaine::complements::Complements;
use domaine::droits::Portee;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use stockage::Store;
use stockage::membres::Lecteur;
use stockage::ports::{Horloge, HorlogeSysteme, Ids, IdsSysteme};
use uuid::Uuid;

use crate::{Error, Result};

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

    /// The day it is in Europe/Paris: when a role that ends with a day does.
    #[must_use]
    pub fn aujourd_hui(&self) -> Date {
        let paris = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
        self.maintenant().to_zoned(paris).date()
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
            delegation: None,
        }
    }

    /// The same world, seen by a program that acts in someone's name.
    #[must_use]
    pub fn pour_programme(&self, acteur: Uuid, delegation: Delegation) -> Context {
        Context {
            delegation: Some(Arc::new(delegation)),
            ..self.pour(acteur)
        }
    }
}

/// What a token lets a program do, within what its owner may do at that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// The token.
    pub jeton: Uuid,
    /// Whether it may change anything.
    pub portee: Portee,
    /// The only services it sees; none for all those of its owner.
    pub services: Option<BTreeSet<Uuid>>,
}

/// The outside world and the account that acts in it, itself or through a token.
#[derive(Clone, Debug)]
pub struct Context {
    environnement: Environnement,
    acteur: Uuid,
    delegation: Option<Arc<Delegation>>,
}

impl Context {
    /// The account that acts.
    #[must_use]
    pub fn acteur(&self) -> Uuid {
        self.acteur
    }

    /// The account that acts, and the day it is: what its lists are read with.
    #[must_use]
    pub fn lecteur(&self) -> Lecteur {
        (self.acteur, self.aujourd_hui())
    }

    /// The token it acts through, if any.
    #[must_use]
    pub fn delegation(&self) -> Option<&Delegation> {
        self.delegation.as_deref()
    }

    /// Whether this service exists at all for whoever acts; the role comes after.
    #[must_use]
    pub fn voit(&self, service: Uuid) -> bool {
        self.limites().is_none_or(|vus| vus.contains(&service))
    }

    /// The only services a token was made for; none when nothing limits it.
    #[must_use]
    pub fn limites(&self) -> Option<&BTreeSet<Uuid>> {
        self.delegation.as_ref()?.services.as_ref()
    }

    /// Refuses what changes something, through a token that reads.
    pub(crate) fn peut_ecrire(&self) -> Result<()> {
        match self.delegation() {
            Some(d) if d.portee == Portee::Lecture => Err(Error::HorsPortee),
            _ => Ok(()),
        }
    }

    /// Refuses models, which belong to a person and to organisations, through a token made for
    /// some services only.
    pub(crate) fn peut_voir_les_modeles(&self) -> Result<()> {
        match self.limites() {
            Some(_) => Err(Error::HorsPortee),
            None => Ok(()),
        }
    }

    /// Refuses organisations, which tell of all their services, through a token made for some
    /// services only.
    pub(crate) fn peut_voir_les_organisations(&self) -> Result<()> {
        self.peut_voir_les_modeles()
    }

    /// Refuses to make a service through a token made for some others only: it could not see it.
    pub(crate) fn peut_creer(&self) -> Result<()> {
        match self.limites() {
            Some(_) => Err(Error::HorsPortee),
            None => Ok(()),
        }
    }
}

impl std::ops::Deref for Context {
    type Target = Environnement;

    fn deref(&self) -> &Environnement {
        &self.environnement
    }
}
