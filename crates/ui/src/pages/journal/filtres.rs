//! What the activity can be filtered by, and the addresses that say so.

use crate::adresse::{self, requete};
use domaine::historique::Famille;
use uuid::Uuid;

/// What the person asked to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FiltresJournal {
    /// Only this family.
    pub famille: Option<Famille>,
    /// Only what this person did.
    pub qui: Option<Uuid>,
    /// Only what came before this line.
    pub avant: Option<i64>,
}

impl FiltresJournal {
    /// Address of the activity seen this way.
    #[must_use]
    pub fn adresse(&self, service: Uuid) -> String {
        let avant = self.avant.map(|n| n.to_string()).unwrap_or_default();
        self.vers(service, "journal", &avant)
    }

    /// Address of the same lines for a spreadsheet, from the latest one.
    #[must_use]
    pub fn export(&self, service: Uuid) -> String {
        self.vers(service, "journal/export", "")
    }

    fn vers(&self, service: Uuid, page: &str, avant: &str) -> String {
        let qui = self.qui.map(|qui| qui.to_string()).unwrap_or_default();
        let requete = requete(&[
            ("sujet", self.famille.map_or("", Famille::id)),
            ("qui", &qui),
            ("avant", avant),
        ]);
        let page = adresse::service(service, page);
        if requete.is_empty() {
            page
        } else {
            format!("{page}?{requete}")
        }
    }
}
