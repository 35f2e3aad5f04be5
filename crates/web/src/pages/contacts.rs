//! Who answers for what around a service.

pub(crate) mod modifier;

use application::contacts::{ContactsDuService, Proposition, contacts};
use axum::response::Response;
use domaine::droits::Action;
use domaine::organisations::TypeEntite;
use ui::gabarit::SectionService;
use ui::pages::contacts::{PageContacts, PropositionVue};
use uuid::Uuid;

use crate::pages::bande::bande;
use crate::{Erreur, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur, Chemin(service): Chemin<Uuid>) -> Result<Response, Erreur> {
    let lus = contacts(&acteur.ctx, service).await?;
    acteur.page(&vue(lus)).await
}

fn vue(lus: ContactsDuService) -> PageContacts {
    let inconnu = || "une personne partie".to_owned();
    let modifies = lus.modifies;
    PageContacts {
        bande: bande(&lus.service, SectionService::Contacts),
        modifiable: lus.service.peut(Action::GererContacts),
        de_l_etat: lus.entite == Some(TypeEntite::Etat),
        contacts: lus.contacts,
        manques: lus.manques,
        propositions: lus.propositions.iter().map(proposition).collect(),
        modifies: modifies.map(|(qui, quand)| (qui.unwrap_or_else(inconnu), quand)),
    }
}

fn proposition(lue: &Proposition) -> PropositionVue {
    PropositionVue {
        champ: lue.champ,
        compte: lue.compte,
        role: lue.role,
        nom: lue.contact.nom.clone(),
    }
}
