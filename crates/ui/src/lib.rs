//! HTML of the product: the layout, the components, one module per page.
//!
//! A page is a struct of plain data that implements [`Vue`]; [`document`] puts it in the layout.
//! Nothing here reads a clock, a request or a database; every text that is not a constant is
//! escaped by `hypertext`.
//!
//! To add a page: a module in [`pages`] named after the feature, a view struct that holds what
//! the page shows (already chosen and sorted by the use case), an `impl Vue`, and a snapshot of
//! each of its states in `tests/pages.rs`. Components are functions in [`composants`]; a class
//! that does not exist in `theme/mss.css` is a bug, and so is one that nothing uses.

pub mod adresse;
pub mod composants;
pub mod format;
pub mod gabarit;
pub mod pages;
pub mod svg;
pub mod tableur;
pub mod texte;

pub use gabarit::{Cadre, Vue, document};

/// What every file that writes HTML needs.
mod prelude {
    pub(crate) use crate::gabarit::{Cadre, Section, Vue};
    pub(crate) use crate::svg::hypertext_elements;
    pub(crate) use hypertext::Renderable;
    pub(crate) use hypertext::validation::attributes::{AriaAttributes, GlobalAttributes};
    pub(crate) use hypertext::{maud, maud_borrow};
}
