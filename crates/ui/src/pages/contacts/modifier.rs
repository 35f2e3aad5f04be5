//! Writing one part of the contacts: a role, or a list.
//!
//! Invariant: a list always ends with an empty line, so that adding needs no script; a line goes
//! when its box is ticked.

use super::{PropositionVue, page_de};
use crate::adresse;
use crate::composants::{Champ, Erreur, alerte, champ, champs_caches, fil, resume_nomme};
use crate::gabarit::{Bande, Ton};
use crate::prelude::*;
use crate::texte;
use domaine::contacts::{
    AutreRole, COURRIEL_MAX, ChampContacts, Contact, Contacts, LISTE_MAX, Part, Partie,
    TELEPHONE_MAX, TEXTE_MAX,
};
use uuid::Uuid;

/// What the box that takes a line off is called, after its number.
pub const RETIRER: &str = "retirer";

/// The name of a field of a line of a list: `2.courriel`.
#[must_use]
pub fn nom_de_ligne(rang: usize, champ: &str) -> String {
    format!("{rang}.{champ}")
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageContact {
    /// Band of the service.
    pub bande: Bande,
    /// The part.
    pub champ: ChampContacts,
    /// What is typed; only that part of it shows.
    pub saisie: Contacts,
    /// Version the form was loaded at.
    pub version: i64,
    /// Who of the team the form was filled in from.
    pub depuis: Option<PropositionVue>,
    /// Members who could fill the role in.
    pub propositions: Vec<PropositionVue>,
    /// What was refused, by field of the form.
    pub erreurs: Vec<Erreur>,
}

impl Vue for PageContact {
    fn titre(&self) -> String {
        format!("{} · {}", texte::contacts(self.champ), self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        let contacts = adresse::service(service, "contacts");
        let nom = texte::contacts(self.champ);
        let liste = !matches!(self.saisie.part(self.champ), Part::Role(_));
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                (fil(&[(&contacts, "Contacts")], nom))
                h1 { (nom) }
                p.mss-texte { (texte::contacts_role(self.champ)) " " (texte::contacts_pourquoi(self.champ)) }
                (resume_nomme(&nommees(&self.erreurs, self.champ), &[]))
                (proposer(self))
                form action=(page_de(service, self.champ)) method="post" novalidate {
                    (champs_caches(cadre, Some(self.version)))
                    (champs(self))
                    div.mss-barre {
                        button.fr-btn { "Enregistrer" }
                        @if liste { button.fr-btn.fr-btn--secondary name="geste" value="suite" { "Enregistrer et ajouter" } }
                        a.fr-btn.fr-btn--tertiary href=(contacts) { "Annuler" }
                    }
                }
            } }
        }
    }
}

/// What was refused, each line of a list named.
fn nommees(erreurs: &[Erreur], champ: ChampContacts) -> Vec<Erreur> {
    let nommer = |erreur: &Erreur| {
        let (rang, nom) = match erreur.champ.split_once('.') {
            Some((rang, nom)) => (rang.parse::<usize>().ok(), nom),
            None => (None, erreur.champ.as_str()),
        };
        let message = &erreur.message;
        let sujet = libelle(
            nom,
            matches!(Contacts::default().part(champ), Part::Parties(_)),
        );
        Erreur {
            champ: erreur.champ.clone(),
            message: match (rang, sujet) {
                (Some(rang), Some(sujet)) => {
                    format!("Ligne {}, {sujet}\u{a0}: {message}", rang + 1)
                }
                (None, Some(sujet)) => format!("{sujet}\u{a0}: {message}"),
                _ => message.clone(),
            },
        }
    };
    erreurs.iter().map(nommer).collect()
}

/// What a field is called.
fn libelle(champ: &str, partie: bool) -> Option<&'static str> {
    Some(match champ {
        "role" => "Rôle",
        "nom" if partie => "Nom de l’organisation",
        "nom" => "Prénom et nom",
        "fonction" => "Fonction",
        "courriel" => "Adresse électronique",
        "telephone" => "Téléphone",
        "organisation" => "Organisation",
        "natureAcces" => "Nature de l’accès",
        "pointContact" => "Point de contact",
        _ => return None,
    })
}

/// Where what is in the form comes from, or whom it could come from.
fn proposer(page: &PageContact) -> impl Renderable {
    let ici = page_de(page.bande.service, page.champ);
    let autres: Vec<_> = page
        .propositions
        .iter()
        .filter(|p| page.depuis.as_ref() != Some(p))
        .map(|p| {
            let requete = adresse::requete(&[("depuis", &p.compte.to_string())]);
            (format!("{ici}?{requete}"), p)
        })
        .collect();
    maud! {
        @if let Some(depuis) = &page.depuis {
            (alerte(Ton::Info, "Formulaire prérempli, rien n’est encore enregistré", maud_borrow! {
                p { (depuis.origine()) " Relisez, complétez, puis enregistrez." }
            }))
        }
        @if !autres.is_empty() {
            ul { @for (vers, proposition) in &autres { li {
                (proposition.origine()) " " a href=(vers) { "Reprendre" span.fr-sr-only { " " (proposition.nom) } }
            } } }
        }
    }
}

fn champs(page: &PageContact) -> impl Renderable {
    maud! {
        @match page.saisie.part(page.champ) {
            Part::Role(contact) => { (contact_champs(&page.erreurs, "", contact)) }
            Part::Roles(roles) => {
                @for (rang, role) in roles.iter().enumerate() { (autre_role(&page.erreurs, rang, role, true)) }
                @if roles.len() < LISTE_MAX { (autre_role(&page.erreurs, roles.len(), &AutreRole::default(), false)) }
            }
            Part::Parties(parties) => {
                @for (rang, une) in parties.iter().enumerate() { (partie(&page.erreurs, rang, une, true)) }
                @if parties.len() < LISTE_MAX { (partie(&page.erreurs, parties.len(), &Partie::default(), false)) }
            }
        }
    }
}

/// A field of the form, by what tells its line apart.
#[derive(Clone, Copy)]
struct Lu<'a> {
    prefixe: &'a str,
    champ: &'static str,
    valeur: &'a str,
    aide: &'static str,
    partie: bool,
}

fn un_champ<'a>(erreurs: &'a [Erreur], lu: Lu<'a>) -> impl Renderable + 'a {
    let nom = format!("{}{}", lu.prefixe, lu.champ);
    let refus = erreurs.iter().find(|e| e.champ == nom);
    let (genre, maximum) = match lu.champ {
        "courriel" => ("email", COURRIEL_MAX),
        "telephone" => ("tel", TELEPHONE_MAX),
        _ => ("text", TEXTE_MAX),
    };
    let requis = lu.champ == "role" || (lu.partie && lu.champ == "nom");
    maud! {
        (champ(Champ {
            nom: &nom, libelle: libelle(lu.champ, lu.partie).unwrap_or_default(), aide: lu.aide,
            valeur: lu.valeur, genre, maximum, obligatoire: requis,
            erreur: refus.map(|e| e.message.as_str()), ..Champ::default()
        }))
    }
}

fn contact_champs<'a>(
    erreurs: &'a [Erreur],
    prefixe: &'a str,
    contact: &'a Contact,
) -> impl Renderable + 'a {
    let un = move |champ, valeur: &'a str| {
        let lu = Lu {
            prefixe,
            champ,
            valeur,
            aide: "",
            partie: false,
        };
        un_champ(erreurs, lu)
    };
    maud! {
        (un("nom", &contact.nom))
        (un("fonction", &contact.fonction))
        (un("courriel", &contact.courriel))
        (un("telephone", &contact.telephone))
        (un("organisation", &contact.organisation))
    }
}

fn autre_role<'a>(
    erreurs: &'a [Erreur],
    rang: usize,
    role: &'a AutreRole,
    existe: bool,
) -> impl Renderable + 'a {
    let prefixe = nom_de_ligne(rang, "");
    let titre = match (existe, role.role.is_empty()) {
        (true, false) => role.role.clone(),
        (true, true) => format!("Rôle {}", rang + 1),
        (false, _) => "Un autre rôle".to_owned(),
    };
    maud! {
        fieldset.fr-fieldset {
            legend.fr-fieldset__legend { (titre) }
            (un_champ(erreurs, Lu {
                prefixe: &prefixe, champ: "role", valeur: &role.role,
                aide: "Par exemple «\u{a0}Correspondant informatique de l’école\u{a0}».", partie: false,
            }))
            (contact_champs(erreurs, &prefixe, &role.tenu_par))
            @if existe { (retirer(rang, &titre)) }
        }
    }
}

fn partie<'a>(
    erreurs: &'a [Erreur],
    rang: usize,
    partie: &'a Partie,
    existe: bool,
) -> impl Renderable + 'a {
    let prefixe = nom_de_ligne(rang, "");
    let titre = match (existe, partie.nom.is_empty()) {
        (true, false) => partie.nom.clone(),
        (true, true) => format!("Organisation {}", rang + 1),
        (false, _) => "Une autre organisation".to_owned(),
    };
    maud! {
        fieldset.fr-fieldset {
            legend.fr-fieldset__legend { (titre) }
            (un_champ(erreurs, de_partie(&prefixe, "nom", &partie.nom, "")))
            (un_champ(erreurs, de_partie(
                &prefixe, "natureAcces", &partie.nature_acces,
                "Ce qu’elle peut atteindre, et comment. Par exemple «\u{a0}administration des serveurs, par VPN\u{a0}».",
            )))
            (un_champ(erreurs, de_partie(&prefixe, "pointContact", &partie.point_contact, "La personne ou l’équipe à demander.")))
            (un_champ(erreurs, de_partie(&prefixe, "courriel", &partie.courriel, "")))
            (un_champ(erreurs, de_partie(&prefixe, "telephone", &partie.telephone, "")))
            @if existe { (retirer(rang, &titre)) }
        }
    }
}

const fn de_partie<'a>(
    prefixe: &'a str,
    champ: &'static str,
    valeur: &'a str,
    aide: &'static str,
) -> Lu<'a> {
    Lu {
        prefixe,
        champ,
        valeur,
        aide,
        partie: true,
    }
}

fn retirer<'a>(rang: usize, titre: &'a str) -> impl Renderable + 'a {
    let nom = nom_de_ligne(rang, RETIRER);
    maud! {
        div.fr-checkbox-group {
            input #(&nom) type="checkbox" name=(&nom) value="oui";
            label.fr-label for=(&nom) { "Retirer en enregistrant" span.fr-sr-only { "\u{a0}: " (titre) } }
        }
    }
}

/// The same fields, ready for a page that shows two texts first.
pub(super) fn formulaire<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a PageContact,
    service: Uuid,
) -> impl Renderable + 'a {
    maud! {
        form action=(page_de(service, page.champ)) method="post" novalidate {
            (champs_caches(cadre, Some(page.version)))
            (champs(page))
            button.fr-btn { "Enregistrer" }
        }
    }
}
