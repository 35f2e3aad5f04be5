//! Around a list: key figures that filter it, search bar, empty state.

use crate::prelude::*;
use crate::svg::{Icone, icone};

/// A figure that leads to what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chiffre {
    /// The figure, written out.
    pub valeur: String,
    /// What it counts.
    pub libelle: String,
    /// The list of what it counts.
    pub adresse: Option<String>,
    /// Something to look at.
    pub alerte: bool,
}

/// Three to six figures.
pub fn chiffres<'a>(nom: &'a str, chiffres: &'a [Chiffre]) -> impl Renderable + 'a {
    maud! {
        ul.mss-chiffres aria-label=(nom) {
            @for chiffre in chiffres {
                li.mss-retard[chiffre.alerte] {
                    @if let Some(adresse) = &chiffre.adresse {
                        a href=(adresse) { b { (chiffre.valeur) } " " (chiffre.libelle) }
                    } @else {
                        div { b { (chiffre.valeur) } " " (chiffre.libelle) }
                    }
                }
            }
        }
    }
}

/// The search field of a filter bar.
pub fn chercher<'a>(
    cadre: &'a Cadre<'_>,
    libelle: &'a str,
    exemple: &'a str,
    valeur: &'a str,
) -> impl Renderable + 'a {
    maud! {
        div.fr-search-bar {
            label.fr-sr-only for="q" { (libelle) }
            input #q .fr-input type="search" name="q" value=(valeur) placeholder=(exemple) maxlength="100";
            button.fr-btn { (icone(cadre, Icone::Recherche)) span.fr-sr-only { "Chercher" } }
        }
    }
}

/// Nothing to show: why, and where to go from here. Title of level 2.
pub fn vide<'a>(titre: &'a str, suite: impl Renderable + 'a) -> impl Renderable + 'a {
    maud! { div.mss-vide { h2 { (titre) } (suite) } }
}
