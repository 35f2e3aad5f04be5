//! What the product says: messages, errors, states, explanations.

use crate::format::typo;
use crate::gabarit::{Avis, Ton};
use crate::prelude::*;
use crate::texte::sujet;

const fn classe(ton: Ton) -> &'static str {
    match ton {
        Ton::Succes => "fr-alert fr-alert--success",
        Ton::Info => "fr-alert fr-alert--info",
        Ton::Alerte => "fr-alert fr-alert--warning",
        Ton::Erreur => "fr-alert fr-alert--error",
    }
}

/// What has just happened, at the top of the page.
pub fn avis(avis: &Avis) -> impl Renderable {
    maud! { div class=(classe(avis.ton)) role="status" { p { (avis.texte) } } }
}

/// A message with a title of level 2.
pub fn alerte<'a>(ton: Ton, titre: &'a str, texte: impl Renderable + 'a) -> impl Renderable + 'a {
    maud! { div class=(classe(ton)) { h2.fr-alert__title { (titre) } (texte) } }
}

/// A refused field, as the summary names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erreur {
    /// Identifier of the field or of the group on the page.
    pub champ: String,
    /// What is wrong and what is accepted.
    pub message: String,
}

/// What the fields of a form are called, by identifier, where [`sujet`] has another name for them.
pub type Noms = &'static [(&'static str, &'static str)];

/// A refusal away from its field: a link that names it.
pub fn lien_erreur<'a>(
    erreur: &'a Erreur,
    noms: Noms,
    classe: Option<&'static str>,
) -> impl Renderable + 'a {
    let sien = noms.iter().find(|(champ, _)| *champ == erreur.champ);
    let nom = sien.map(|(_, nom)| *nom).or_else(|| sujet(&erreur.champ));
    maud! {
        a class=[classe] href={ "#" (erreur.champ) } {
            @if let Some(nom) = nom { %(typo(nom)) @if nom.ends_with('?') { " " } @else { "\u{a0}: " } }
            (erreur.message)
        }
    }
}

/// Every refusal of the form, each one naming its field and leading to it. Nothing when there is
/// none.
pub fn resume_erreurs(erreurs: &[Erreur]) -> impl Renderable {
    resume_nomme(erreurs, &[])
}

/// The same, on a page that has names of its own for its fields.
pub fn resume_nomme(erreurs: &[Erreur], noms: Noms) -> impl Renderable {
    maud! {
        @if !erreurs.is_empty() {
            div #erreurs .fr-alert.fr-alert--error role="alert" tabindex="-1" data-focus {
                h2.fr-alert__title {
                    @if erreurs.len() == 1 { "Une réponse est à corriger" }
                    @else { (erreurs.len()) " réponses sont à corriger" }
                }
                p { "Tout ce que vous avez saisi est gardé à l’écran." }
                ul { @for erreur in erreurs {
                    li { (lien_erreur(erreur, noms, None)) }
                } }
            }
        }
    }
}

/// A state, in words and shape. `None` is neutral; `Erreur` is for what must not stay as it is:
/// what went wrong takes a message, not a badge.
pub fn badge<'a>(ton: Option<Ton>, texte: &'a str) -> impl Renderable + 'a {
    let classe = match ton {
        None => "fr-badge",
        Some(Ton::Succes) => "fr-badge fr-badge--success",
        Some(Ton::Info) => "fr-badge fr-badge--info",
        Some(Ton::Alerte) => "fr-badge fr-badge--warning",
        Some(Ton::Erreur) => "fr-badge fr-badge--error",
    };
    maud! { span class=(classe) { (texte) } }
}

/// An explanation to unfold.
pub fn pourquoi<'a>(question: &'a str, texte: impl Renderable + 'a) -> impl Renderable + 'a {
    maud! { details.mss-donnees { summary { (question) } div.mss-texte { (texte) } } }
}
