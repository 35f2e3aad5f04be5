//! What to do next on a service: one step, the first that is not over.
//!
//! Invariant: a total function of counts, so that a list can show it without opening the service.

vocabulaire! {
    /// The next step of a service.
    ProchaineEtape {
        /// The description is not complete (F28).
        TerminerDescription = "terminerDescription",
        /// No question of the état des lieux has been answered.
        CommencerEtatDesLieux = "commencerEtatDesLieux",
        /// Some questions are left.
        PoursuivreEtatDesLieux = "poursuivreEtatDesLieux",
        /// All were asked, some nobody could answer yet.
        DemanderReponses = "demanderReponses",
        /// Everything is answered, measures remain to be done.
        FaireMesures = "faireMesures",
        /// Nothing is left to do.
        Rien = "rien",
    }
}

/// What the next step depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resume {
    /// The description is complete.
    pub decrit: bool,
    /// Questions of the état des lieux.
    pub questions: u32,
    /// Those still to be asked, put off included.
    pub a_poser: u32,
    /// Those answered "je ne sais pas".
    pub inconnues: u32,
    /// Measures neither done nor declined.
    pub a_faire: u32,
}

/// The first step that is not over.
#[must_use]
pub const fn prochaine(resume: &Resume) -> ProchaineEtape {
    if !resume.decrit {
        ProchaineEtape::TerminerDescription
    } else if resume.a_poser > 0 && resume.a_poser == resume.questions {
        ProchaineEtape::CommencerEtatDesLieux
    } else if resume.a_poser > 0 {
        ProchaineEtape::PoursuivreEtatDesLieux
    } else if resume.inconnues > 0 {
        ProchaineEtape::DemanderReponses
    } else if resume.a_faire > 0 {
        ProchaineEtape::FaireMesures
    } else {
        ProchaineEtape::Rien
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_gives_way_to_the_next() {
        let mut resume = Resume::default();
        assert_eq!(prochaine(&resume), ProchaineEtape::TerminerDescription);
        resume = Resume {
            decrit: true,
            questions: 3,
            a_poser: 3,
            inconnues: 0,
            a_faire: 3,
        };
        assert_eq!(prochaine(&resume), ProchaineEtape::CommencerEtatDesLieux);
        resume.a_poser = 1;
        resume.inconnues = 1;
        assert_eq!(prochaine(&resume), ProchaineEtape::PoursuivreEtatDesLieux);
        resume.a_poser = 0;
        assert_eq!(prochaine(&resume), ProchaineEtape::DemanderReponses);
        resume.inconnues = 0;
        assert_eq!(prochaine(&resume), ProchaineEtape::FaireMesures);
        resume.a_faire = 0;
        assert_eq!(prochaine(&resume), ProchaineEtape::Rien);
    }
}
