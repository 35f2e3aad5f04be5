//! My account: who I am, where I am signed in, and what I let programs do in my name.
//!
//! Invariant: a secret is on one page only, the answer to the form that made it.

mod acces;
mod formulaire;
mod jetons;

pub use acces::{Moyen, Session};
pub use formulaire::{Duree, Saisie};
pub use jetons::{EtatJeton, Jeton};

use crate::composants::{Erreur, alerte, resume_nomme, vide};
use crate::gabarit::Ton;
use crate::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

/// The token that has just been made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nouveau {
    /// What it is for.
    pub nom: String,
    /// Its secret; none when the form was sent before.
    pub secret: Option<String>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compte {
    /// First and last name.
    pub nom: String,
    /// E-mail address.
    pub courriel: String,
    /// SIRET of the employer, when the provider says it.
    pub siret: String,
    /// Unit of the employer, when the provider says it.
    pub unite: String,
    /// The ways to sign in to it, last used first.
    pub moyens: Vec<Moyen>,
    /// The sessions under way, last used first.
    pub sessions: Vec<Session>,
    /// The tokens, latest first.
    pub jetons: Vec<Jeton>,
    /// The services a token may be limited to.
    pub services: Vec<(Uuid, String)>,
    /// The form, as filled in.
    pub saisie: Saisie,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
    /// The token that has just been made.
    pub nouveau: Option<Nouveau>,
    /// Now: what a token's dates are compared with.
    pub maintenant: Timestamp,
}

impl Compte {
    fn erreur(&self, champ: &str) -> Option<&str> {
        let erreur = self.erreurs.iter().find(|e| e.champ == champ)?;
        Some(&erreur.message)
    }
}

impl Vue for Compte {
    fn titre(&self) -> String {
        "Mon compte".to_owned()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page {
                h1 { "Mon compte" }
                (resume_nomme(&self.erreurs, formulaire::NOMS))
                @if let Some(nouveau) = &self.nouveau { (secret(nouveau)) }
                dl.mss-fiche {
                    dt { "Nom" } dd { (self.nom) }
                    dt { "Adresse électronique" } dd { (self.courriel) }
                    @if !self.siret.is_empty() { dt { "SIRET de l’employeur" } dd { (self.siret) } }
                    @if !self.unite.is_empty() { dt { "Unité" } dd { (self.unite) } }
                }
                p.fr-text--sm.mss-2.mss-texte {
                    "Ces informations viennent de votre fournisseur d’identité. Pour les corriger, adressez-vous à lui."
                }
                (acces::moyens(cadre, &self.moyens))
                (acces::sessions(cadre, &self.sessions))
                div.mss-duo {
                    div {
                        h2 #jetons { "Jetons d’accès à l’API" }
                        p.mss-texte {
                            "Un jeton laisse un programme agir en votre nom, jamais au-delà de ce que vous pouvez faire vous-même. "
                            a href="/api" { "Voir ce que l’API permet" } "."
                        }
                        @if self.jetons.is_empty() {
                            (vide("Aucun jeton", maud! { p { "Aucun programme n’agit en votre nom." } }))
                        } @else {
                            ul.mss-liste { @for jeton in &self.jetons { (jetons::ligne(cadre, jeton, self.maintenant)) } }
                        }
                    }
                    aside aria-labelledby="creer" { (formulaire::formulaire(cadre, self)) }
                }
            }
        }
    }
}

fn secret(nouveau: &Nouveau) -> impl Renderable {
    maud! {
        @if let Some(secret) = &nouveau.secret {
            (alerte(Ton::Succes, "Votre jeton est prêt", maud! {
                p { "Copiez-le maintenant\u{a0}: il ne sera plus jamais affiché. Gardez-le comme un mot de passe." }
                p { b { (nouveau.nom) } "\u{a0}: " code { (secret) } }
            }))
        } @else {
            (alerte(Ton::Alerte, "Ce jeton existe déjà", maud! {
                p { "Ce formulaire avait déjà été envoyé. Le secret n’a été affiché que la première fois. S’il est perdu, révoquez le jeton «\u{a0}" (nouveau.nom) "\u{a0}» et créez-en un autre." }
            }))
        }
    }
}
