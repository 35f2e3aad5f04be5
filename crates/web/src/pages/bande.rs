//! The band of an open service, the same on all its pages.
//!
//! Invariant: made of what the use case opened, never of the request.

use application::acces::ServiceOuvert;
use ui::gabarit::{Bande, SectionService};

/// The band of this service, with the section on screen.
pub(crate) fn bande(service: &ServiceOuvert, section: SectionService) -> Bande {
    Bande {
        service: service.fiche.id,
        nom: service.fiche.nom.clone(),
        niveau: service
            .bilan
            .as_ref()
            .map(|b| b.description.niveau_securite),
        indice: service.indice().and_then(|i| u16::try_from(i).ok()),
        section,
    }
}

/// The same, for a service that has its measures; none for a draft.
pub(crate) fn bande_si_decrit(service: &ServiceOuvert, section: SectionService) -> Option<Bande> {
    service.bilan.is_some().then(|| bande(service, section))
}
