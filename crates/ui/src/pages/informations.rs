//! The pages the law asks for: accessibility, legal notice, personal data.
//!
//! Invariant: they say what is true of this installation; what its operator has not filled in
//! says so instead of a likely text.

mod accessibilite;
mod donnees_personnelles;
mod mentions;

pub use accessibilite::Accessibilite;
pub use donnees_personnelles::DonneesPersonnelles;
pub use mentions::MentionsLegales;

use crate::prelude::*;

/// An e-mail address or a page, as a link.
fn contact(valeur: &str) -> impl Renderable {
    maud! {
        @if valeur.contains('@') { a href={ "mailto:" (valeur) } { (valeur) } }
        @else if valeur.starts_with("https://") { a href=(valeur) { (valeur) } }
        @else { (ou_manque(valeur)) }
    }
}

/// A line of the configuration, or the fact that it is missing.
fn ou_manque(valeur: &str) -> impl Renderable {
    maud! {
        @if valeur.is_empty() { span.mss-refus { "À compléter par l’exploitant de cette installation" } }
        @else { (valeur) }
    }
}
