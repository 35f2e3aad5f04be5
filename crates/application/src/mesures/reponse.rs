//! What a person says of where a measure stands, in one word.
//!
//! Invariant: one answer decides the whole field "réponse" of the follow-up.

use domaine::suivi::SuiviMesure;
use domaine::vocabulaire::Statut;
use serde::Serialize;

/// What a person says of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Reponse {
    /// Done.
    Fait,
    /// Under way.
    EnCours,
    /// Not done, to be started (F30: no reason asked).
    ALancer,
    /// Not done and not to be: does not apply, or the risk is accepted (F30: reason mandatory).
    Ecartee {
        /// Why.
        motif: String,
    },
    /// "Je ne sais pas": kept, listed apart; the measure has no status.
    NeSaitPas,
    /// "Plus tard": asked again at the end.
    PlusTard,
    /// Nothing any more.
    Effacer,
}

impl Reponse {
    /// A follow-up that says this, and nothing else.
    #[must_use]
    pub fn suivi(&self) -> SuiviMesure {
        let mut suivi = SuiviMesure::default();
        self.poser(&mut suivi);
        suivi
    }

    /// Says this in a follow-up.
    pub fn poser(&self, suivi: &mut SuiviMesure) {
        suivi.statut = match self {
            Self::Fait => Some(Statut::Fait),
            Self::EnCours => Some(Statut::EnCours),
            Self::ALancer => Some(Statut::ALancer),
            Self::Ecartee { .. } => Some(Statut::NonFait),
            Self::NeSaitPas | Self::PlusTard | Self::Effacer => None,
        };
        suivi.incertaine = *self == Self::NeSaitPas;
        suivi.reportee = *self == Self::PlusTard;
        suivi.motif = match self {
            Self::Ecartee { motif } => motif.clone(),
            _ => String::new(),
        };
    }
}
