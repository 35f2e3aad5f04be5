//! The real router, one request at a time.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod web {
    mod api;
    mod commun;
    mod compte;
    mod contacts;
    mod decrire;
    mod droits;
    mod fichiers;
    mod fournisseur;
    mod hygiene;
    mod identite;
    mod mesurer;
    mod modeles;
    mod organisations;
    mod pages;
    mod rattachement;
    mod sessions;
}
