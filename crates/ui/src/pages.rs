//! One module per feature, the same names as in `web::pages`.

pub mod accueil;
pub mod actions;
pub mod affichage;
pub mod api;
pub mod compte;
pub mod connexion;
pub mod contacts;
mod contenu;
pub mod description;
pub mod equipe;
pub mod erreur;
pub mod etat_des_lieux;
pub mod indice;
pub mod informations;
pub mod journal;
pub mod mesures;
pub mod methode;
pub mod modeles;
pub mod nouveau;
pub mod organisations;
pub mod reprise;
pub mod risques;
pub mod services;
pub mod specifiques;
