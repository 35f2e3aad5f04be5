//! Everyone around the service, and what its dossier still lacks.

use super::{PropositionVue, joindre_par, page_de};
use crate::adresse;
use crate::composants::alerte;
use crate::format::{heure, jour};
use crate::gabarit::{Bande, Ton};
use crate::prelude::*;
use crate::texte;
use domaine::contacts::{AutreRole, ChampContacts, Contact, Contacts, Etat, Manque, Part, Partie};
use jiff::Timestamp;

/// Roles any service may have.
const ROLES: [ChampContacts; 6] = [
    ChampContacts::Autorite,
    ChampContacts::Rssi,
    ChampContacts::Dpo,
    ChampContacts::ChefDeProjet,
    ChampContacts::Moa,
    ChampContacts::Moe,
];

/// Roles of the services of the State.
const ROLES_ETAT: [ChampContacts; 3] = [
    ChampContacts::Aqssi,
    ChampContacts::Fssi,
    ChampContacts::Csn,
];

/// Kinds of parties.
const PARTIES: [ChampContacts; 5] = [
    ChampContacts::Hebergement,
    ChampContacts::Maintenance,
    ChampContacts::Developpement,
    ChampContacts::Securite,
    ChampContacts::AutresParties,
];

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageContacts {
    /// Band of the service.
    pub bande: Bande,
    /// Everyone.
    pub contacts: Contacts,
    /// What the dossier needs and does not have yet.
    pub manques: Vec<Manque>,
    /// Members who could fill an empty role in.
    pub propositions: Vec<PropositionVue>,
    /// Who last changed them, and when.
    pub modifies: Option<(String, Timestamp)>,
    /// Whether the service is one of the State's: its own roles come first.
    pub de_l_etat: bool,
    /// Whether this person may write here.
    pub modifiable: bool,
}

impl Vue for PageContacts {
    fn titre(&self) -> String {
        format!("Contacts de {}", self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        let equipe = adresse::service(self.bande.service, "equipe");
        let remplie = |champ: &ChampContacts| self.contacts.etat(*champ) != Etat::ASaisir;
        let etat_ouvert = self.de_l_etat || ROLES_ETAT.iter().any(remplie);
        maud! {
            div.fr-container--fluid.mss-page {
                h1 { "Contacts" }
                p.mss-texte {
                    "Qui répond de quoi, et qui d’autre accède au service. Le dossier d’homologation reprend cette page. "
                    "Nommer quelqu’un ici ne lui donne aucun accès\u{a0}: pour cela, "
                    a href=(equipe) { "invitez-le dans l’équipe" } "."
                }
                (manquants(self))
                h2.mss-groupe { "Rôles" }
                ul.mss-liste { @for champ in ROLES { (role(self, champ)) } }
                details.mss-donnees open[etat_ouvert] {
                    summary { "Rôles propres à l’État" }
                    ul.mss-liste { @for champ in ROLES_ETAT { (role(self, champ)) } }
                }
                (autres_roles(self))
                h2.mss-groupe { "Parties prenantes" }
                ul.mss-liste { @for champ in PARTIES { (parties(self, champ)) } }
                @if let Some((qui, quand)) = &self.modifies {
                    p.mss-2 { "Modifiés par " (qui) " le " (jour(*quand)) " à " (heure(*quand)) "." }
                }
            }
        }
    }
}

/// What the dossier lacks, and why it needs it.
fn manquants(page: &PageContacts) -> impl Renderable {
    let service = page.bande.service;
    let titre = match page.manques.len() {
        1 => "Il manque une réponse au dossier".to_owned(),
        n => format!("Il manque {n} réponses au dossier"),
    };
    maud! {
        @if page.manques.is_empty() {
            (alerte(Ton::Succes, "Le dossier a tous les contacts qu’il demande", maud! {
                p { "Ce qui est attendu dépend de la description du service." }
            }))
        } @else {
            (alerte(Ton::Alerte, &titre, maud_borrow! {
                ul { @for manque in &page.manques { li {
                    @if page.modifiable { a href=(page_de(service, manque.champ)) { (texte::contacts(manque.champ)) } }
                    @else { b { (texte::contacts(manque.champ)) } }
                    @if manque.commence { ", à compléter" }
                    ". " (texte::contacts_pourquoi(manque.champ))
                } } }
            }))
        }
    }
}

fn role(page: &PageContacts, champ: ChampContacts) -> impl Renderable {
    let contact = match page.contacts.part(champ) {
        Part::Role(contact) => contact.clone(),
        Part::Roles(_) | Part::Parties(_) => Contact::default(),
    };
    let vide = contact.est_vide();
    maud! {
        li.mss-ligne {
            div {
                p.mss-ligne__titre { (texte::contacts(champ)) }
                @if vide { p.mss-ligne__meta { span { (texte::contacts_role(champ)) } } }
                @else { (personne(&contact)) }
                @for proposition in page.propositions.iter().filter(|p| p.champ == champ) {
                    (proposee(page, proposition))
                }
            }
            (lien(page, champ, vide))
        }
    }
}

/// Who holds a role, and how to reach them.
fn personne(contact: &Contact) -> impl Renderable {
    maud! {
        p.mss-ligne__meta {
            @if contact.nom.is_empty() { span { "Nom à préciser" } } @else { b { (contact.nom) } }
            @if !contact.fonction.is_empty() { span { (contact.fonction) } }
            @if !contact.organisation.is_empty() { span { (contact.organisation) } }
            (joindre_par(&contact.courriel, &contact.telephone))
        }
    }
}

/// Someone of the team who could be named, and where that comes from.
fn proposee<'a>(page: &'a PageContacts, proposition: &'a PropositionVue) -> impl Renderable + 'a {
    let depuis = proposition.compte.to_string();
    let reprendre = format!(
        "{}?{}",
        page_de(page.bande.service, proposition.champ),
        adresse::requete(&[("depuis", &depuis)])
    );
    maud! {
        p.mss-ligne__meta {
            span { (proposition.origine()) }
            @if page.modifiable {
                a href=(reprendre) {
                    "Reprendre" span.fr-sr-only { " " (proposition.nom) " pour " (texte::contacts(proposition.champ)) }
                }
            }
        }
    }
}

/// Towards the form of a part, for those who may write.
fn lien(page: &PageContacts, champ: ChampContacts, vide: bool) -> impl Renderable {
    maud! {
        @if page.modifiable {
            a.mss-fin.fr-btn.fr-btn--sm.fr-btn--tertiary href=(page_de(page.bande.service, champ)) {
                @if vide { "Renseigner" } @else { "Modifier" }
                span.fr-sr-only { "\u{a0}: " (texte::contacts(champ)) }
            }
        }
    }
}

fn autres_roles(page: &PageContacts) -> impl Renderable {
    let champ = ChampContacts::AutresRoles;
    let roles = &page.contacts.autres_roles;
    maud! {
        ul.mss-liste {
            li.mss-ligne {
                div {
                    p.mss-ligne__titre { (texte::contacts(champ)) }
                    @if roles.is_empty() { p.mss-ligne__meta { span { (texte::contacts_role(champ)) } } }
                    @for role in roles { (autre(role)) }
                }
                (lien(page, champ, roles.is_empty()))
            }
        }
    }
}

fn autre(role: &AutreRole) -> impl Renderable {
    maud! { p { (role.role) } (personne(&role.tenu_par)) }
}

fn parties(page: &PageContacts, champ: ChampContacts) -> impl Renderable {
    let liste: &[Partie] = match page.contacts.part(champ) {
        Part::Parties(parties) => parties,
        Part::Role(_) | Part::Roles(_) => &[],
    };
    maud! {
        li.mss-ligne {
            div {
                p.mss-ligne__titre { (texte::contacts(champ)) }
                @if liste.is_empty() { p.mss-ligne__meta { span { (texte::contacts_role(champ)) } } }
                @for partie in liste { (une_partie(partie)) }
            }
            (lien(page, champ, liste.is_empty()))
        }
    }
}

fn une_partie(partie: &Partie) -> impl Renderable {
    maud! {
        p.mss-ligne__meta {
            b { (partie.nom) }
            @if partie.nature_acces.is_empty() { span { "Nature de l’accès à préciser" } }
            @else { span { "Accès\u{a0}: " (partie.nature_acces) } }
            @if !partie.point_contact.is_empty() { span { (partie.point_contact) } }
            (joindre_par(&partie.courriel, &partie.telephone))
        }
    }
}
