//! The real binary: `mss demo`, sign-in through its provider, stopping, and what it refuses.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod demo {
    mod connexion;
    mod date;
    mod echecs;
    mod evaluer;
    mod exemples;
    mod fournisseur;
    mod jetons;
    mod navigateur;
    mod processus;
}
