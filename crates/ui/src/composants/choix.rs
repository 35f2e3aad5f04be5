//! Groups of radio buttons and of check boxes.
//!
//! Invariant: a group is a `fieldset` whose legend is the question; its error is tied to it.

use super::champs::{decrit_par, message};
use crate::format::typo;
use crate::prelude::*;

/// One answer of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionVue {
    /// Value sent.
    pub valeur: String,
    /// What it is called.
    pub libelle: String,
    /// An example or a precision; empty for none.
    pub aide: String,
    /// Chosen.
    pub choisie: bool,
    /// Cannot be chosen, and why.
    pub refus: Option<String>,
}

/// A question and its answers.
#[derive(Clone, Copy)]
pub struct Groupe<'a, P> {
    /// Name in the form; identifier of the group.
    pub nom: &'a str,
    /// The question.
    pub legende: &'a str,
    /// One sentence under it; empty for none.
    pub aide: &'a str,
    /// What comes between the question and the answers.
    pub precision: P,
    /// The answers.
    pub options: &'a [OptionVue],
    /// Why the last submission was refused.
    pub erreur: Option<&'a str>,
}

fn groupe<'a, P: Renderable>(
    groupe: &'a Groupe<'a, P>,
    reponses: impl Renderable + 'a,
) -> impl Renderable + 'a {
    maud! {
        fieldset #(groupe.nom) .fr-fieldset.fr-fieldset--error[groupe.erreur.is_some()]
            aria-describedby=[decrit_par(groupe.nom, !groupe.aide.is_empty(), groupe.erreur.is_some())]
        {
            legend.fr-fieldset__legend { %(typo(groupe.legende)) }
            @if !groupe.aide.is_empty() {
                p #{ (groupe.nom) "-aide" } .fr-hint-text { %(typo(groupe.aide)) }
            }
            (groupe.precision)
            (message(groupe.nom, groupe.erreur))
            div.mss-choix { (reponses) }
        }
    }
}

fn textes<'a>(nom: &'a str, rang: usize, option: &'a OptionVue) -> impl Renderable + 'a {
    maud! {
        label.fr-label for={ (nom) "-" (rang) } {
            %(typo(&option.libelle))
            @if !option.aide.is_empty() { span.fr-hint-text { %(typo(&option.aide)) } }
            @if let Some(refus) = &option.refus { span.fr-hint-text.mss-refus { (refus) } }
        }
    }
}

/// One answer among several.
pub fn radios<'a, P: Renderable>(vue: &'a Groupe<'a, P>) -> impl Renderable + 'a {
    groupe(
        vue,
        maud! {
            @for (rang, option) in vue.options.iter().enumerate() {
                div.fr-fieldset__element {
                    div.fr-radio-group.fr-radio-rich {
                        input #{ (vue.nom) "-" (rang) } type="radio" name=(vue.nom) value=(option.valeur)
                            checked[option.choisie] disabled[option.refus.is_some()];
                        (textes(vue.nom, rang, option))
                    }
                }
            }
        },
    )
}

/// Any number of answers.
pub fn cases<'a, P: Renderable>(vue: &'a Groupe<'a, P>) -> impl Renderable + 'a {
    groupe(
        vue,
        maud! {
            @for (rang, option) in vue.options.iter().enumerate() {
                div.fr-fieldset__element {
                    div.fr-checkbox-group {
                        input #{ (vue.nom) "-" (rang) } type="checkbox" name=(vue.nom) value=(option.valeur)
                            checked[option.choisie] disabled[option.refus.is_some()];
                        (textes(vue.nom, rang, option))
                    }
                }
            }
        },
    )
}
