//! Who answers for what around a service, and who else has access to it.
//!
//! Invariant: naming someone opens nothing, and each page says so; what the team proposes is shown
//! with where it comes from, never written.

mod conflit;
mod lecture;
mod modifier;

pub use conflit::ConflitContact;
pub use lecture::PageContacts;
pub use modifier::{PageContact, RETIRER, nom_de_ligne};

use domaine::contacts::{AutreRole, ChampContacts, Contact, Contacts, Part, Partie};
use domaine::droits::Role;
use uuid::Uuid;

use crate::adresse;
use crate::prelude::*;
use crate::texte;

/// Someone of the team who could fill an empty role in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropositionVue {
    /// The role they could fill in.
    pub champ: ChampContacts,
    /// Their account.
    pub compte: Uuid,
    /// What they are in the team.
    pub role: Role,
    /// Full name.
    pub nom: String,
}

impl PropositionVue {
    /// Where the proposal comes from, in a sentence.
    fn origine(&self) -> String {
        format!(
            "D’après l’équipe\u{a0}: {}, {}.",
            self.nom,
            texte::role(self.role)
        )
    }
}

/// Address of the form of a part.
fn page_de(service: Uuid, champ: ChampContacts) -> String {
    adresse::service(service, &format!("contacts/{champ}"))
}

/// A part in words, one thing a line; "Rien" when it is empty.
fn en_mots(contacts: &Contacts, champ: ChampContacts) -> String {
    let texte = match contacts.part(champ) {
        Part::Role(contact) => contact_en_mots(contact),
        Part::Roles(roles) => joindre(roles.iter().map(|role: &AutreRole| {
            format!("{}\u{a0}: {}", role.role, contact_en_mots(&role.tenu_par))
        })),
        Part::Parties(parties) => joindre(parties.iter().map(partie_en_mots)),
    };
    if texte.is_empty() {
        "Rien".to_owned()
    } else {
        texte
    }
}

fn contact_en_mots(contact: &Contact) -> String {
    suite(&[
        &contact.nom,
        &contact.fonction,
        &contact.organisation,
        &contact.courriel,
        &contact.telephone,
    ])
}

fn partie_en_mots(partie: &Partie) -> String {
    suite(&[
        &partie.nom,
        &partie.nature_acces,
        &partie.point_contact,
        &partie.courriel,
        &partie.telephone,
    ])
}

fn suite(textes: &[&str]) -> String {
    let dits: Vec<_> = textes.iter().filter(|t| !t.is_empty()).copied().collect();
    dits.join(", ")
}

fn joindre(lignes: impl Iterator<Item = String>) -> String {
    lignes.collect::<Vec<_>>().join("\n")
}

/// How to reach someone: an address to write to, a number.
fn joindre_par<'a>(courriel: &'a str, telephone: &'a str) -> impl Renderable + 'a {
    maud! {
        @if !courriel.is_empty() { a href={ "mailto:" (courriel) } { (courriel) } }
        @if !telephone.is_empty() { span { (telephone) } }
    }
}
