//! An entry of the activity: one line of the journal, or several that read as one.

use crate::adresse;
use crate::format::{heure, indice, jour_court, typo};
use crate::pages::etat_des_lieux::Reponse;
use crate::prelude::*;
use crate::texte;
use domaine::droits::Role;
use domaine::historique::Genre;
use jiff::Timestamp;
use uuid::Uuid;

/// Changed fields named one by one, at most.
const CHAMPS_NOMMES: usize = 4;

/// One thing someone did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entree {
    /// When it was last done.
    pub quand: Timestamp,
    /// Who; none for the program, or someone who is no more.
    pub qui: Option<String>,
    /// What kind of thing; none for a kind this version does not know.
    pub genre: Option<Genre>,
    /// The lines of the journal, newest first; at least one.
    pub lignes: Vec<LigneEntree>,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneEntree {
    /// When.
    pub quand: Timestamp,
    /// What it is about.
    pub objet: Objet,
    /// What was said of the measure before and after, when that changed.
    pub etats: Option<(Option<Reponse>, Option<Reponse>)>,
    /// Identifiers of the fields that changed.
    pub champs: Vec<String>,
    /// The role given.
    pub role: Option<Role>,
    /// The measure a link leads to.
    pub mesure: Option<Objet>,
    /// The index afterwards, in hundredths.
    pub indice: Option<u16>,
}

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objet {
    /// The service as a whole.
    Service,
    /// Its description.
    Description,
    /// A measure.
    Mesure {
        /// Its identifier.
        id: String,
        /// Its title, when it is known.
        titre: Option<String>,
        /// Whether the service has it at present: then it has a page.
        presente: bool,
    },
    /// A risk.
    Risque {
        /// Its identifier.
        id: String,
        /// Its title, when it is known.
        titre: Option<String>,
        /// Whether it has a page at present.
        presente: bool,
    },
    /// A person of the team.
    Personne(Option<String>),
    /// Who answers for what.
    Contacts,
    /// Something else, by its identifier.
    Autre(String),
}

impl Entree {
    /// Who did it, in words.
    pub(super) fn auteur(&self) -> &str {
        self.qui.as_deref().unwrap_or("Le programme")
    }

    /// What they did, in words. A follow-up whose status changed is told as an answer.
    pub(super) fn fait(&self) -> String {
        let repond = self.lignes.iter().all(|l| l.etats.is_some());
        let genre = match self.genre {
            Some(Genre::MesureModifiee) if repond => Some(Genre::MesureStatuee),
            genre => genre,
        };
        texte::fait(genre, self.lignes.len())
    }

    fn derniere(&self) -> Option<&LigneEntree> {
        self.lignes.first()
    }
}

impl LigneEntree {
    /// The fields that changed, in words; empty when the change is told otherwise.
    pub(super) fn champs_modifies(&self) -> Vec<&'static str> {
        let connus = self.champs.iter();
        connus.filter_map(|c| texte::champ_modifie(c)).collect()
    }
}

/// The entry in the list.
pub(super) fn entree<'a>(service: Uuid, vue: &'a Entree) -> impl Renderable + 'a {
    maud! {
        li.mss-ligne {
            div {
                p.mss-ligne__titre { (vue.auteur()) " " (vue.fait()) }
                @match vue.lignes.as_slice() {
                    [seule] => { p.mss-ligne__meta { span { (heure(seule.quand)) } (precisions(service, seule)) } }
                    [derniere, .., premiere] => {
                        p.mss-ligne__meta { span {
                            @let (debut, fin) = (heure(premiere.quand).to_string(), heure(derniere.quand).to_string());
                            @if debut == fin { (debut) } @else { "De " (debut) " à " (fin) }
                        } }
                        details.mss-donnees {
                            summary { "Voir le détail" span.fr-sr-only { ", " (vue.auteur()) ", " (heure(derniere.quand)) } }
                            ul { @for ligne in &vue.lignes {
                                li.mss-ligne__meta { (precisions(service, ligne)) }
                            } }
                        }
                    }
                    [] => {}
                }
            }
            @if let Some(centiemes) = vue.derniere().and_then(|l| l.indice) {
                p.mss-fin.mss-2 { "Indice " (indice(centiemes)) }
            }
        }
    }
}

/// The entry in one sentence, among what is new.
pub(super) fn entree_breve<'a>(service: Uuid, vue: &'a Entree) -> impl Renderable + 'a {
    maud! {
        li {
            b { (vue.auteur()) } " " (vue.fait()) ", le "
            (jour_court(vue.quand)) " à " (heure(vue.quand)) "."
            @if let [seule] = vue.lignes.as_slice() { " " (precisions(service, seule)) }
        }
    }
}

/// On what, from what to what.
fn precisions<'a>(service: Uuid, ligne: &'a LigneEntree) -> impl Renderable + 'a {
    let champs = ligne.champs_modifies();
    maud! {
        (objet(service, &ligne.objet)) " "
        @if let Some((avant, apres)) = ligne.etats {
            b.mss-num {
                (Reponse::nom(avant)) span aria-hidden="true" { " → " } span.fr-sr-only { " puis " } (Reponse::nom(apres))
            }
        }
        @if !champs.is_empty() {
            span {
                @for (rang, nom) in champs.iter().take(CHAMPS_NOMMES).enumerate() {
                    @if rang > 0 { ", " }
                    (nom)
                }
                @if champs.len() > CHAMPS_NOMMES { " et " (champs.len() - CHAMPS_NOMMES) " de plus" }
            }
        }
        @if let Some(mesure) = &ligne.mesure { (objet(service, mesure)) }
        @if let Some(role) = ligne.role { b { (texte::role(role)) } }
    }
}

fn objet<'a>(service: Uuid, objet: &'a Objet) -> impl Renderable + 'a {
    maud! {
        @match objet {
            Objet::Service => {}
            Objet::Description => { a href=(adresse::service(service, "description")) { "Description" } }
            Objet::Mesure { id, titre, presente } => { (designe(service, "mesures", id, titre.as_deref(), *presente)) }
            Objet::Risque { id, titre, presente } => { (designe(service, "risques", id, titre.as_deref(), *presente)) }
            Objet::Personne(nom) => {
                a href=(adresse::service(service, "equipe")) { @if let Some(nom) = nom { (nom) } @else { "Équipe" } }
            }
            Objet::Contacts => { a href=(adresse::service(service, "contacts")) { "Contacts" } }
            Objet::Autre(id) => { span { (id) } }
        }
    }
}

/// Identifier and title; a link when there is a page to go to.
fn designe<'a>(
    service: Uuid,
    section: &'a str,
    id: &'a str,
    titre: Option<&'a str>,
    presente: bool,
) -> impl Renderable + 'a {
    maud! {
        @if presente {
            a href=(adresse::service(service, &format!("{section}/{id}"))) {
                (id) @if let Some(titre) = titre { ", " %(typo(titre)) }
            }
        } @else {
            span { (id) @if let Some(titre) = titre { ", " %(typo(titre)) } }
        }
    }
}
