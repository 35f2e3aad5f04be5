//! The pure centre of the product: description, needs, measures, index, risks, rights.
//!
//! Invariant: no input or output, no clock, no randomness; every function is total. To add a rule,
//! put its figures in the data files, its words in [`vocabulaire`], its logic here, and a property.

#[macro_use]
pub mod vocabulaire;

pub mod droits;
pub mod reponses;
pub mod siret;
pub mod texte;
