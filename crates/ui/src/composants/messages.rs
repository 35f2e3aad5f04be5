//! What the product says: messages, errors, states, explanations.

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

/// A refusal away from its field: a link that names it.
pub fn lien_erreur<'a>(erreur: &'a Erreur, classe: Option<&'static str>) -> impl Renderable + 'a {
    maud! {
        a class=[classe] href={ "#" (erreur.champ) } {
            @if let Some(sujet) = sujet(&erreur.champ) { (sujet) " : " }
            (erreur.message)
        }
    }
}

/// Every refusal of the form, each one leading to its field. Nothing when there is none.
pub fn resume_erreurs(erreurs: &[Erreur]) -> impl Renderable {
    maud! {
        @if !erreurs.is_empty() {
            div #erreurs .fr-alert.fr-alert--error role="alert" tabindex="-1" data-focus {
                h2.fr-alert__title {
                    @if erreurs.len() == 1 { "Une réponse est à corriger" }
                    @else { (erreurs.len()) " réponses sont à corriger" }
                }
                p { "Tout ce que vous avez saisi est gardé à l’écran." }
                ul { @for erreur in erreurs {
                    li { (lien_erreur(erreur, None)) }
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
