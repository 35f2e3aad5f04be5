//! The words of a choice between two edits of the same field, in the form of a conflict.
//!
//! Invariant: the page that asks and the handler that reads share them.

/// Prefix of the fields that carry a choice: `garder.details` is one of [`Garder`].
pub const CHOIX: &str = "garder.";

/// What to keep of a field both changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Garder {
    /// What is in place.
    Place,
    /// What this person sent.
    Mien,
    /// Both: a text corrected by hand, or everybody.
    Deux,
}

impl Garder {
    /// Its word in the form.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Mien => "mien",
            Self::Deux => "deux",
        }
    }

    /// Reads a word.
    #[must_use]
    pub fn depuis_id(id: &str) -> Option<Self> {
        [Self::Place, Self::Mien, Self::Deux]
            .into_iter()
            .find(|choix| choix.id() == id)
    }
}
