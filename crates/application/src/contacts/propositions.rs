//! Who of the team could fill an empty role in: whoever has that role on the service.
//!
//! Invariant: proposed, never written: a person accepts it, or corrects it first.

use domaine::contacts::{ChampContacts, Contact, Contacts, Part};
use domaine::droits::Role;
use stockage::{Tx, comptes, membres, organisations};
use uuid::Uuid;

use crate::Result;
use crate::acces::habilitation;
use crate::comptes::Profil;

/// A member of the team, as a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposition {
    /// The role they could fill in.
    pub champ: ChampContacts,
    /// Their account.
    pub compte: Uuid,
    /// What they are in the team.
    pub role: Role,
    /// What would be written.
    pub contact: Contact,
}

/// The role a member could be named for.
const fn champ(role: Role) -> Option<ChampContacts> {
    match role {
        Role::Autorite => Some(ChampContacts::Autorite),
        Role::Rssi => Some(ChampContacts::Rssi),
        Role::Dpo => Some(ChampContacts::Dpo),
        Role::Proprietaire => Some(ChampContacts::ChefDeProjet),
        _ => None,
    }
}

/// The members who could fill an empty role in, in order of arrival.
pub(super) async fn pour(
    tx: &mut Tx<'_>,
    service: Uuid,
    contacts: &Contacts,
    organisation: &organisations::Organisation,
) -> Result<Vec<Proposition>> {
    let mut liste = Vec::new();
    for membre in membres::tous(tx, service).await? {
        let Some(role) = habilitation(&membre.titre).map(|tenue| tenue.role) else {
            continue;
        };
        let Some(champ) = champ(role) else {
            continue;
        };
        if !matches!(contacts.part(champ), Part::Role(contact) if contact.est_vide()) {
            continue;
        }
        let identite = comptes::charger::<Profil>(tx, membre.compte_id).await?;
        let identite = identite.document;
        liste.push(Proposition {
            champ,
            compte: membre.compte_id,
            role,
            contact: contact(identite, organisation),
        });
    }
    Ok(liste)
}

/// What the identity provider says of someone, as a contact.
fn contact(identite: Profil, organisation: &organisations::Organisation) -> Contact {
    let de_la_maison = identite.siret == organisation.siret;
    Contact {
        nom: identite.nom_affiche(),
        courriel: identite.email,
        organisation: match de_la_maison {
            true => organisation.nom.clone(),
            false => String::new(),
        },
        ..Contact::default()
    }
}
