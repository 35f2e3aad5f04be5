//! Pictures drawn on the server: mini bar, gauge, radar, level matrix, icons.
//!
//! Invariant: a picture never carries meaning alone. It is decorative beside a number, or has a
//! title, a description and a table with the same figures. Colours come from classes only.

mod courbe;
mod graphiques;
mod matrice;
mod risques;

pub use courbe::courbe;
pub use graphiques::{CategorieIndice, jauge, mini, radar};
pub use matrice::matrice_niveaux;
pub use risques::{PointRisque, carte_risques, rangees, trajectoire};

use crate::gabarit::Cadre;
use hypertext::Renderable;
use hypertext::maud;
use hypertext::validation::attributes::{AriaAttributes, GlobalAttributes};

/// The HTML elements, and the SVG ones we draw with.
pub mod hypertext_elements {
    use hypertext::define_elements;
    pub use hypertext::validation::hypertext_elements::*;

    define_elements! {
        /// A drawing.
        svg {
            /// Visible part of the plane.
            viewBox
            /// Keeps the drawing out of the keyboard's way.
            focusable
        }
        /// A group of shapes.
        g
        /// A rectangle.
        rect {
            /// Left side.
            x
            /// Top side.
            y
            /// Width.
            width
            /// Height.
            height
            /// Corner radius.
            rx
        }
        /// A line or a shape.
        path {
            /// Its commands.
            d
        }
        /// A disc.
        circle {
            /// Centre, from the left.
            cx
            /// Centre, from the top.
            cy
            /// Radius.
            r
        }
        /// A closed shape.
        polygon {
            /// Its corners.
            points
        }
        /// A text.
        text {
            /// From the left.
            x
            /// From the top.
            y
        }
        /// The long description of a drawing.
        desc
        /// A shape taken from the sprite.
        r#use {
            /// Address of the shape.
            href
        }
    }
}

/// The icons of `theme/icones.svg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icone {
    /// Add.
    Plus,
    /// Search.
    Recherche,
    /// Go on.
    Fleche,
}

impl Icone {
    /// Every icon; a test checks that the sprite holds each of them.
    pub const TOUTES: [Self; 3] = [Self::Plus, Self::Recherche, Self::Fleche];

    /// Identifier of the shape in the sprite.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Plus => "plus",
            Self::Recherche => "recherche",
            Self::Fleche => "fleche",
        }
    }
}

/// An icon, always decorative: the words beside it say the same.
pub fn icone<'a>(cadre: &'a Cadre<'_>, icone: Icone) -> impl Renderable + 'a {
    maud! {
        svg.mss-i viewBox="0 0 24 24" aria-hidden="true" focusable="false" {
            use href={ (cadre.ressources.icones) "#" (icone.id()) } {}
        }
    }
}
