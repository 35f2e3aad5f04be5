//! The pure centre of the product: description, needs, measures, index, risks, rights.
//!
//! Invariant: no input or output, no clock, no randomness; every function is total. To add a rule,
//! put its figures in the data files, its words in [`vocabulaire`], its logic here, and a property.

#[macro_use]
pub mod vocabulaire;

pub mod actions;
pub mod besoins;
pub mod catalogue;
pub mod complements;
pub mod contacts;
pub mod droits;
pub mod ecarts;
pub mod ensemble;
pub mod etapes;
pub mod etat_des_lieux;
pub mod evaluation;
pub mod fusion;
pub mod historique;
pub mod indice;
pub mod mesures;
pub mod organisations;
pub mod priorites;
pub mod questionnaire;
pub mod reponses;
pub mod risques;
pub mod saisie;
pub mod simulation;
pub mod siret;
pub mod specifiques;
pub mod statuts;
pub mod suivi;
pub mod texte;

pub use enumset::{EnumSet, EnumSetType};
