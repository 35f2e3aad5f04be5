//! One module per page: `get` and `post`, nothing else.

pub(crate) mod actions;
pub(crate) mod affichage;
pub(crate) mod api;
pub(crate) mod bande;
pub(crate) mod commentaires;
pub(crate) mod compte;
pub(crate) mod contacts;
pub(crate) mod description;
pub(crate) mod equipe;
pub(crate) mod etat_des_lieux;
pub(crate) mod indice;
pub(crate) mod informations;
pub(crate) mod journal;
pub(crate) mod mesures;
pub(crate) mod modeles;
pub(crate) mod nouveau;
pub(crate) mod organisations;
pub(crate) mod reprise;
pub(crate) mod risques;
pub(crate) mod sante;
pub(crate) mod service;
pub(crate) mod services;
pub(crate) mod specifiques;
