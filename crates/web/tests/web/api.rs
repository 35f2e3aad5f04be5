//! The API over the real router: who may, what is said, what is refused.

mod conditions;
mod description;
mod droits;
mod hostile;
mod mesures;
mod outils;
mod services;
