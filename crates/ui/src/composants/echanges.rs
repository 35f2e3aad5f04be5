//! What a team writes to each other about something, with what happened to it, newest first.
//!
//! Invariant: a comment is changed and deleted by whoever wrote it; without a script each form is
//! its own submission.

use super::champs::{Champ, zone_texte};
use super::champs_caches;
use crate::format::{heure, jour};
use crate::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

/// Longest comment, in characters; the use case accepts the same.
pub const COMMENTAIRE_MAX: usize = 3000;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evenement {
    /// When.
    pub quand: Timestamp,
    /// Who; none for the program itself or someone whose account is gone.
    pub qui: Option<String>,
    /// What.
    pub quoi: Quoi,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quoi {
    /// Someone wrote.
    Ecrit {
        /// The comment.
        id: Uuid,
        /// What it says.
        texte: String,
        /// Whether it was changed since.
        modifie: bool,
        /// Whether this person wrote it.
        mien: bool,
    },
    /// Something changed, in sentences.
    Change(Vec<String>),
}

/// A text that was refused, given back as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refuse {
    /// The comment it was to replace; none for a new one.
    pub commentaire: Option<Uuid>,
    /// What was typed.
    pub texte: String,
    /// Why it was refused.
    pub message: String,
}

/// The exchanges about something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Echanges {
    /// Where the forms go.
    pub action: String,
    /// What a form replaces in place, with a script.
    pub fragment: Option<&'static str>,
    /// Whether this person may write.
    pub peut_ecrire: bool,
    /// What was typed and refused.
    pub refuse: Option<Refuse>,
    /// What happened, newest first.
    pub evenements: Vec<Evenement>,
}

/// The form, and what happened.
pub fn echanges<'a>(cadre: &'a Cadre<'_>, vue: &'a Echanges) -> impl Renderable + 'a {
    let (texte, erreur) = rendu(vue, None, "");
    maud! {
        @if vue.peut_ecrire {
            form action=(vue.action) method="post" data-fragment=[vue.fragment] {
                (champs_caches(cadre, None))
                (zone_texte(Champ {
                    nom: "texte", libelle: "Écrire à l’équipe", valeur: texte, erreur,
                    maximum: COMMENTAIRE_MAX, obligatoire: true, ..Champ::default()
                }, 2))
                button.fr-btn.fr-btn--sm.fr-btn--tertiary name="geste" value="ajouter" { "Publier" }
            }
        }
        @if vue.evenements.is_empty() { p.mss-2 { "Rien pour l’instant." } }
        @else {
            ol.mss-frise { @for evenement in &vue.evenements { (un(cadre, vue, evenement)) } }
        }
    }
}

fn un<'a>(
    cadre: &'a Cadre<'_>,
    vue: &'a Echanges,
    evenement: &'a Evenement,
) -> impl Renderable + 'a {
    let qui = evenement.qui.as_deref().unwrap_or("Une personne partie");
    let fort = matches!(evenement.quoi, Quoi::Ecrit { .. });
    let modifie = matches!(evenement.quoi, Quoi::Ecrit { modifie: true, .. });
    maud! {
        li.fort[fort] {
            @match &evenement.quoi {
                Quoi::Ecrit { texte, .. } => {
                    p { b { (qui) } }
                    p.mss-libre { (texte) }
                }
                Quoi::Change(phrases) => {
                    p { b { (qui) } }
                    @for phrase in phrases { p.mss-libre { (phrase) } }
                }
            }
            time datetime=%(evenement.quand) {
                (jour(evenement.quand)) ", " (heure(evenement.quand)) @if modifie { ", modifié depuis" }
            }
            @if let Quoi::Ecrit { id, texte, mien: true, .. } = &evenement.quoi {
                @if vue.peut_ecrire { (le_mien(cadre, vue, *id, texte)) }
            }
        }
    }
}

/// What a text field holds, and why what was typed in it was refused.
fn rendu<'a>(
    vue: &'a Echanges,
    commentaire: Option<Uuid>,
    texte: &'a str,
) -> (&'a str, Option<&'a str>) {
    let refuse = vue.refuse.as_ref();
    refuse
        .filter(|refuse| refuse.commentaire == commentaire)
        .map_or((texte, None), |r| (&r.texte, Some(&r.message)))
}

/// Changing or deleting one's own comment.
fn le_mien<'a>(
    cadre: &'a Cadre<'_>,
    vue: &'a Echanges,
    id: Uuid,
    texte: &'a str,
) -> impl Renderable + 'a {
    let (texte, erreur) = rendu(vue, Some(id), texte);
    maud! {
        details.mss-donnees open[erreur.is_some()] {
            summary { "Modifier ou supprimer" }
            form action=(vue.action) method="post" data-fragment=[vue.fragment] {
                (champs_caches(cadre, None))
                input type="hidden" name="commentaire" value=%(id);
                div.fr-input-group.fr-input-group--error[erreur.is_some()] {
                    label.fr-sr-only for=%(format_args!("c-{id}")) { "Votre commentaire" }
                    textarea #{ "c-" %(id) } .fr-input name="texte" rows="3" maxlength=(COMMENTAIRE_MAX) { "\n" (texte) }
                    @if let Some(erreur) = erreur { p.fr-message--error { (erreur) } }
                }
                div.mss-barre {
                    button.fr-btn.fr-btn--sm.fr-btn--tertiary name="geste" value="modifier" { "Enregistrer" }
                    button.fr-btn.fr-btn--sm.fr-btn--tertiary-no-outline name="geste" value="supprimer" { "Supprimer" }
                }
            }
        }
    }
}
