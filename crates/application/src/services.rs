//! Services as a whole: the list, creation, copy, bin.
//!
//! Invariant: whoever makes a service owns it; nothing is removed for good before 30 days in the
//! bin.

mod corbeille;
mod creation;
mod habitude;
mod liste;

pub use corbeille::{
    DUREE_CORBEILLE, DansCorbeille, Restaurer, Supprime, Supprimer, corbeille, restaurer, supprimer,
};
pub(crate) use creation::organisation;
pub use creation::{Cree, Creer, Depart, Dupliquer, NOM_ORGANISATION_MAX, creer, dupliquer};
pub use habitude::{Habituelle, organisation_habituelle};
pub use liste::{
    Demande, MesServices, ServiceListe, TAILLE_LONGUE, TAILLE_PAGE, mes_noms, mes_services, suite,
};

use domaine::etapes::{self, Resume};
use domaine::indice::centiemes;
use domaine::texte::cle_de_tri;
use domaine::vocabulaire::{Statut, StatutDeploiement};
use jiff::Timestamp;
use stockage::{Tour, Tx, services};
use uuid::Uuid;

use crate::Result;
use crate::acces::ServiceOuvert;

/// Rewrites the clear columns that follow from the answers and the measures.
pub(crate) async fn mettre_en_cache(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    service: &ServiceOuvert,
    maintenant: Timestamp,
) -> Result<()> {
    let apercu = apercu(service);
    services::mettre_en_cache(tx, tour, &apercu, maintenant).await?;
    Ok(())
}

fn apercu(service: &ServiceOuvert) -> services::Apercu {
    let mut apercu = services::Apercu {
        catalogue: service.catalogue.version().to_owned(),
        prochaine_etape: Some(etapes::prochaine(&Resume::default()).id().to_owned()),
        ..services::Apercu::default()
    };
    let Some(bilan) = &service.bilan else {
        return apercu;
    };
    let (evaluation, suivi) = (&bilan.evaluation, &service.suivi);
    let mesures = evaluation.mesures.toutes();
    let nombre = |statut| i64::from((suivi.statuts.avec(statut) & mesures).len());
    let resume = resume(service);
    apercu.niveau = Some(bilan.description.niveau_securite.id().to_owned());
    apercu.nb_mesures = mesures.len().into();
    apercu.nb_statuees = (suivi.statuts.renseignees() & mesures).len().into();
    apercu.nb_faites = nombre(Statut::Fait);
    apercu.nb_en_cours = nombre(Statut::EnCours);
    apercu.nb_a_lancer = nombre(Statut::ALancer);
    apercu.nb_ecartees = nombre(Statut::NonFait);
    apercu.nb_incertaines = suivi.inconnues(mesures).len().into();
    let siennes = bilan_des_siennes(service);
    apercu.nb_specifiques = siennes.total;
    apercu.nb_specifiques_statuees = siennes.statuees;
    apercu.nb_specifiques_closes = siennes.closes;
    apercu.completude = Some(dix_milliemes(evaluation.completude.taux()));
    apercu.indice = Some(centiemes(evaluation.indice.total).into());
    apercu.indice_personnalise = Some(centiemes(evaluation.indice_personnalise.total).into());
    apercu.prochaine_etape = Some(etapes::prochaine(&resume).id().to_owned());
    apercu
}

/// How many measures of its own a service has, and where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Siennes {
    total: i64,
    statuees: i64,
    closes: i64,
}

fn bilan_des_siennes(service: &ServiceOuvert) -> Siennes {
    let mut siennes = Siennes::default();
    for mesure in service.mesures_specifiques() {
        let close = matches!(mesure.statut, Some(Statut::Fait | Statut::NonFait));
        siennes.total += 1;
        siennes.statuees += i64::from(mesure.statut.is_some());
        siennes.closes += i64::from(close);
    }
    siennes
}

/// What the next step of a service depends on.
#[must_use]
pub fn resume(service: &ServiceOuvert) -> Resume {
    let Some(bilan) = &service.bilan else {
        return Resume::default();
    };
    let mesures = bilan.evaluation.mesures.toutes();
    let avancement = service.catalogue.avancement(mesures, &service.suivi);
    let siennes = bilan_des_siennes(service);
    let closes =
        service.suivi.statuts.avec(Statut::Fait) | service.suivi.statuts.avec(Statut::NonFait);
    Resume {
        decrit: true,
        questions: avancement.total,
        a_poser: avancement.restantes,
        inconnues: avancement.inconnues,
        a_faire: (mesures - closes).len()
            + u32::try_from(siennes.total - siennes.closes).unwrap_or(0),
    }
}

/// A share from 0 to 1, in ten-thousandths, rounded down: never "100 %" before it is.
fn dix_milliemes(part: f64) -> i64 {
    (part.clamp(0.0, 1.0) * 10_000.0 + 1e-9) as i64
}

/// The clear columns a person decides, out of the answers.
pub(crate) fn fiche(
    reponses: &domaine::reponses::Reponses,
    organisation_id: Uuid,
    etat: services::Etat,
) -> services::Fiche {
    services::Fiche {
        organisation_id,
        nom: reponses.nom_service.clone(),
        nom_tri: cle_de_tri(&reponses.nom_service),
        etat,
        statut_deploiement: reponses
            .statut_deploiement
            .map(|statut: StatutDeploiement| statut.id().to_owned()),
    }
}
