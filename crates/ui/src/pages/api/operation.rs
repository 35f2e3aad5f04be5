//! One address of the API, and one object.

use crate::format::typo;
use crate::prelude::*;

/// Addresses on one theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groupe {
    /// Name.
    pub nom: String,
    /// Identifier on the page.
    pub ancre: String,
    /// One sentence.
    pub texte: String,
    /// The addresses.
    pub operations: Vec<Operation>,
}

/// A method on an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// `GET`…
    pub methode: String,
    /// Path, with its parameters in braces.
    pub chemin: String,
    /// What it does, in a few words.
    pub resume: String,
    /// The same in a few sentences; may be empty.
    pub detail: String,
    /// Its parameters and headers.
    pub parametres: Vec<Parametre>,
    /// Name of the object it takes.
    pub corps: Option<String>,
    /// What it answers.
    pub reponses: Vec<Reponse>,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parametre {
    /// Name.
    pub nom: String,
    /// `path`, `query`, `header`.
    pub lieu: String,
    /// Whether it must be there.
    pub obligatoire: bool,
    /// What it is.
    pub texte: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reponse {
    /// Status.
    pub statut: String,
    /// What it means.
    pub texte: String,
    /// Name of the object it holds.
    pub objet: Option<String>,
}

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objet {
    /// Name.
    pub nom: String,
    /// One sentence.
    pub texte: String,
    /// Its fields.
    pub champs: Vec<Champ>,
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Champ {
    /// Name.
    pub nom: String,
    /// Its type, in words.
    pub genre: String,
    /// Whether it must be there.
    pub obligatoire: bool,
    /// What it is.
    pub texte: String,
}

/// A text of the description: what stands between backticks is code.
fn texte<'a>(texte: &'a str) -> impl Renderable + 'a {
    maud! {
        @for (rang, morceau) in texte.split('`').enumerate() {
            @if rang % 2 == 1 { code { (morceau) } } @else { %(typo(morceau)) }
        }
    }
}

pub(super) fn groupe(groupe: &Groupe) -> impl Renderable {
    maud! {
        h2 #(groupe.ancre) { (groupe.nom) }
        p.mss-texte { (texte(&groupe.texte)) }
        @for operation in &groupe.operations { (une(operation)) }
    }
}

fn une(op: &Operation) -> impl Renderable {
    maud! {
        details.mss-donnees {
            summary { code { (op.methode) " " (op.chemin) } " " %(typo(&op.resume)) }
            div {
                @if !op.detail.is_empty() { p.mss-texte { (texte(&op.detail)) } }
                @if !op.parametres.is_empty() {
                    dl.mss-fiche { @for p in &op.parametres {
                        dt { code { (p.nom) } " " (lieu(&p.lieu)) @if p.obligatoire { ", obligatoire" } }
                        dd { (texte(&p.texte)) }
                    } }
                }
                @if let Some(corps) = &op.corps { p { "Corps\u{a0}: " a href={ "#objet-" (corps) } { (corps) } "." } }
                ul { @for reponse in &op.reponses { li {
                    code { (reponse.statut) } " " %(typo(&reponse.texte))
                    @if let Some(objet) = &reponse.objet { "\u{a0}: " a href={ "#objet-" (objet) } { (objet) } }
                } } }
            }
        }
    }
}

pub(super) fn objet(objet: &Objet) -> impl Renderable {
    maud! {
        details #{ "objet-" (objet.nom) } .mss-donnees {
            summary { code { (objet.nom) } " " (texte(&objet.texte)) }
            dl.mss-fiche { @for champ in &objet.champs {
                dt { code { (champ.nom) } @if champ.obligatoire { ", obligatoire" } }
                dd { (texte(&champ.texte)) " " span.mss-2 { %(typo(&champ.genre)) } }
            } }
        }
    }
}

fn lieu(lieu: &str) -> &'static str {
    match lieu {
        "path" => "dans l’adresse",
        "query" => "après le «\u{a0}?\u{a0}»",
        _ => "en-tête",
    }
}
