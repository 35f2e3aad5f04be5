//! Why a use case refuses.
//!
//! Invariant: someone without any role on a service gets [`Error::Introuvable`], the same as for a
//! service that does not exist; the French wording is in `ui`, the HTTP status in `web`.

use domaine::droits::{Action, ActionOrganisation};
pub use domaine::saisie::{Invalide, Raison};

use crate::contacts::ConflitContacts;
use crate::description::{Apercu, ConflitDescription};
use crate::mesures::ConflitMesure;
use crate::organisations::ConflitFiche;
use crate::risques::ConflitRisque;
use crate::specifiques::ConflitSpecifique;

/// Every refusal and failure of the use cases.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or not for this person.
    #[error("not found")]
    Introuvable,

    /// The person's role does not allow it.
    #[error("{0} is not allowed to this role")]
    Interdit(Action),

    /// The person's role on the organisation does not allow it.
    #[error("{0} is not allowed to this role")]
    InterditOrganisation(ActionOrganisation),

    /// The person may, the token does not go that far.
    #[error("beyond what the token is for")]
    HorsPortee,

    /// Answers that are refused; nothing was written.
    #[error("refused answers: {0:?}")]
    Invalide(Vec<Invalide>),

    /// Someone answered the same questions otherwise meanwhile; nothing was written.
    #[error("the description changed meanwhile")]
    ConflitDescription(Box<ConflitDescription>),

    /// The change has an effect that was not shown yet; nothing was written.
    #[error("the change has an effect to be seen first")]
    AConfirmer(Box<Apercu>),

    /// Someone said something else of the same measure meanwhile; nothing was written.
    #[error("the measure changed meanwhile")]
    ConflitMesure(Box<ConflitMesure>),

    /// A value outside a field of the questionnaire is refused.
    #[error("{champ}: {raison:?}")]
    Saisie {
        /// The form field.
        champ: &'static str,
        /// Why.
        raison: Raison,
    },

    /// Someone changed the same parts of a specific measure otherwise meanwhile; nothing was
    /// written.
    #[error("the specific measure changed meanwhile")]
    ConflitSpecifique(Box<ConflitSpecifique>),

    /// Only its author changes a model.
    #[error("the model is someone else's")]
    PasAuteur,

    /// Several values outside the questionnaire are refused; nothing was written.
    #[error("refused: {0:?}")]
    Saisies(Vec<(&'static str, Raison)>),

    /// Someone changed the same risk otherwise meanwhile; nothing was written.
    #[error("the risk changed meanwhile")]
    ConflitRisque(Box<ConflitRisque>),

    /// Several values are refused, each at its path (`hebergement.0.nom`); nothing was written.
    #[error("refused: {0:?}")]
    SaisiesDansUneListe(Vec<(String, Raison)>),

    /// Someone changed the same contacts otherwise meanwhile; nothing was written.
    #[error("the contacts changed meanwhile")]
    ConflitContacts(Box<ConflitContacts>),

    /// What is stored is not the version a program named; nothing was written.
    #[error("another version is stored")]
    VersionDepassee,

    /// The same operation id came with another content.
    #[error("operation id already used for something else")]
    OperationDifferente,

    /// The description is not complete: there are no measures yet (F28).
    #[error("the service is still a draft")]
    EncoreBrouillon,

    /// The last owner cannot leave nor lose that role.
    #[error("a service keeps at least one owner")]
    DernierProprietaire,

    /// The last administrator stays while the organisation says something for all its services.
    #[error("an organisation that says something for its services keeps an administrator")]
    DernierAdministrateur,

    /// Someone changed the same parts of an organisation otherwise meanwhile; nothing was written.
    #[error("the organisation changed meanwhile")]
    ConflitFiche(Box<ConflitFiche>),

    /// The command cannot be told apart from another one.
    #[error("unreadable command: {0}")]
    Commande(#[source] serde_json::Error),

    /// The database does not answer; trying later may do.
    #[error(transparent)]
    Indisponible(stockage::Error),

    /// Something is wrong on our side.
    #[error(transparent)]
    Interne(stockage::Error),
}

impl From<stockage::Error> for Error {
    fn from(erreur: stockage::Error) -> Self {
        match erreur {
            stockage::Error::Absent { .. } => Self::Introuvable,
            stockage::Error::Indisponible(_) => Self::Indisponible(erreur),
            _ => Self::Interne(erreur),
        }
    }
}

/// What a use case gives back.
pub type Result<T, E = Error> = std::result::Result<T, E>;
