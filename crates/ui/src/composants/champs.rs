//! Text fields and lists to choose from, each with its label, its hint and its error.
//!
//! Invariant: an error stands beside its field, is tied to it, and the typed text stays.

use crate::prelude::*;

/// Anti-forgery token of the session.
pub fn jeton<'a>(cadre: &'a Cadre<'_>) -> impl Renderable + 'a {
    maud! { input type="hidden" name="_csrf" value=(cadre.jeton); }
}

/// A text field.
#[derive(Clone, Copy, Debug)]
pub struct Champ<'a> {
    /// Name in the form; also the identifier, so that an error can point to it.
    pub nom: &'a str,
    /// The visible label.
    pub libelle: &'a str,
    /// One sentence under the label.
    pub aide: &'a str,
    /// What is in it.
    pub valeur: &'a str,
    /// Why the last submission was refused.
    pub erreur: Option<&'a str>,
    /// `text`, `email`, `search`; the number of rows for a long text.
    pub genre: &'a str,
    /// Most characters accepted, the same limit as the server's.
    pub maximum: usize,
    /// The label says so when it is not.
    pub obligatoire: bool,
    /// What the browser may fill in (`organization`, `email`, `off`).
    pub remplissage: &'a str,
}

impl Default for Champ<'_> {
    fn default() -> Self {
        Self {
            nom: "",
            libelle: "",
            aide: "",
            valeur: "",
            erreur: None,
            genre: "text",
            maximum: 200,
            obligatoire: true,
            remplissage: "off",
        }
    }
}

impl Champ<'_> {
    /// Identifiers of the hint and of the error, for `aria-describedby`.
    fn decrit_par(&self) -> Option<String> {
        decrit_par(self.nom, !self.aide.is_empty(), self.erreur.is_some())
    }
}

/// Identifiers of the hint and of the error of a field, when it has them.
pub(super) fn decrit_par(nom: &str, aide: bool, erreur: bool) -> Option<String> {
    let aide = aide.then(|| format!("{nom}-aide"));
    let erreur = erreur.then(|| format!("{nom}-erreur"));
    match (aide, erreur) {
        (Some(aide), Some(erreur)) => Some(format!("{aide} {erreur}")),
        (aide, erreur) => aide.or(erreur),
    }
}

/// The message beside a field.
pub(super) fn message<'a>(nom: &'a str, erreur: Option<&'a str>) -> impl Renderable + 'a {
    maud! {
        @if let Some(erreur) = erreur {
            p #{ (nom) "-erreur" } .fr-message--error { span.fr-sr-only { "Erreur : " } (erreur) }
        }
    }
}

fn etiquette<'a>(champ: &'a Champ<'_>) -> impl Renderable + 'a {
    maud! {
        label.fr-label for=(champ.nom) {
            (champ.libelle)
            @if !champ.obligatoire { " " span.mss-facultatif { "(facultatif)" } }
        }
        @if !champ.aide.is_empty() { span #{ (champ.nom) "-aide" } .fr-hint-text { (champ.aide) } }
    }
}

/// A one-line field.
pub fn champ<'a>(champ: Champ<'a>) -> impl Renderable + 'a {
    maud! {
        div.fr-input-group.fr-input-group--error[champ.erreur.is_some()] {
            (etiquette(&champ))
            input #(champ.nom) .fr-input type=(champ.genre) name=(champ.nom) value=(champ.valeur)
                maxlength=(champ.maximum) autocomplete=(champ.remplissage)
                required[champ.obligatoire]
                aria-describedby=[champ.decrit_par()] aria-invalid=("true")[champ.erreur.is_some()];
            (message(champ.nom, champ.erreur))
        }
    }
}

/// A field of several lines.
pub fn zone_texte<'a>(champ: Champ<'a>, lignes: u8) -> impl Renderable + 'a {
    maud! {
        div.fr-input-group.fr-input-group--error[champ.erreur.is_some()] {
            (etiquette(&champ))
            textarea #(champ.nom) .fr-input name=(champ.nom) rows=(lignes)
                maxlength=(champ.maximum) required[champ.obligatoire]
                aria-describedby=[champ.decrit_par()] aria-invalid=("true")[champ.erreur.is_some()] {
                // A browser drops a first line break; without this one the reader's would go.
                "\n" (champ.valeur)
            }
            (message(champ.nom, champ.erreur))
        }
    }
}

/// A list in which one line is chosen.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// Name in the form.
    pub nom: &'a str,
    /// Prefix of the identifier, when several lists of a page share a name.
    pub prefixe: &'a str,
    /// The label.
    pub libelle: &'a str,
    /// False in a filter bar, where the first line names the filter.
    pub visible: bool,
    /// Values and what they are called.
    pub options: &'a [(&'a str, &'a str)],
    /// The chosen value.
    pub valeur: &'a str,
}

/// A drop-down list.
pub fn selection<'a>(liste: Selection<'a>) -> impl Renderable + 'a {
    maud! {
        div.fr-select-group {
            label class=(if liste.visible { "fr-label" } else { "fr-sr-only" })
                for={ (liste.prefixe) (liste.nom) } { (liste.libelle) }
            select #{ (liste.prefixe) (liste.nom) } .fr-select name=(liste.nom) {
                @for (valeur, libelle) in liste.options {
                    option value=(valeur) selected[*valeur == liste.valeur] { (libelle) }
                }
            }
        }
    }
}
