//! The band of an open service, the same on all its pages.
//!
//! Invariant: made of what the use case opened, never of the request.

use application::acces::ServiceOuvert;
use ui::gabarit::{Bande, Nouveautes, SectionService};

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
        nouveautes: nouveautes(service),
        section,
    }
}

/// What others changed since the person's last visit; none when nothing did.
fn nouveautes(service: &ServiceOuvert) -> Option<Nouveautes> {
    let trouvees = service.nouveautes?;
    let nombre = usize::try_from(trouvees.nombre).ok()?;
    (nombre > 0).then_some(Nouveautes {
        depuis: trouvees.depuis,
        nombre,
    })
}

/// The same, for a service that has its measures; none for a draft.
pub(crate) fn bande_si_decrit(service: &ServiceOuvert, section: SectionService) -> Option<Bande> {
    service.bilan.is_some().then(|| bande(service, section))
}
