//! The API over the real router: who may, what is said, what is refused.

mod commentaires;
mod conditions;
mod contacts;
mod description;
mod droits;
mod equipe;
mod hostile;
mod journal;
mod listes;
mod mesures;
mod modeles;
mod organisations;
mod outils;
mod parite;
mod risques;
mod services;
