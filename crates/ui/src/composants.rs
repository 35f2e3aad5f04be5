//! Components: functions from plain data to markup, with the structure and class names of the
//! State's design system (`fr-*`) and ours (`mss-*`) where it has nothing.
//!
//! Invariant: a component holds no wording of its own beyond what names its parts.

mod champs;
mod choix;
mod echanges;
mod listes;
mod messages;
mod navigation;
mod statut;

pub use champs::{Champ, Selection, champ, jeton, selection, zone_texte};
pub use choix::{Groupe, OptionVue, cases, radios};
pub use echanges::{COMMENTAIRE_MAX, Echanges, Evenement, Quoi, Refuse, echanges};
pub use listes::{Chiffre, chercher, chiffres, vide};
pub use messages::{
    Erreur, Noms, alerte, avis, badge, lien_erreur, pourquoi, resume_erreurs, resume_nomme,
};
pub use navigation::{Onglet, Pagination, etapes, fil, onglets, pagination};
pub use statut::{Bascule, bascule_statut};

use crate::prelude::*;

/// What a form that writes carries: the session's token, its own operation id and, when it
/// changes something that exists, the version it was loaded at.
pub fn champs_caches<'a>(cadre: &'a Cadre<'_>, version: Option<i64>) -> impl Renderable + 'a {
    maud! {
        (jeton(cadre))
        input type="hidden" name="operation" value=%((cadre.operation)());
        @if let Some(version) = version { input type="hidden" name="version" value=(version); }
    }
}
