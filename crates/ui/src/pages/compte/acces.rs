//! How one signs in, and where one is signed in: the identities that open the account, the
//! sessions under way.

use crate::composants::{badge, champs_caches};
use crate::format::{heure, jour};
use crate::gabarit::Ton;
use crate::prelude::*;
use jiff::Timestamp;

/// A way to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moyen {
    /// The provider's name, or its address when it is no longer in the configuration.
    pub nom: String,
    /// The provider.
    pub emetteur: String,
    /// How the provider names the person.
    pub sub: String,
    /// When it was attached to the account.
    pub depuis: Timestamp,
    /// Last sign-in with it.
    pub vu_le: Timestamp,
}

/// A session under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Names it, in addresses.
    pub reference: String,
    /// Whether it is the one that shows this page.
    pub courante: bool,
    /// The browser, in a few words; empty when it is not known.
    pub navigateur: String,
    /// The provider it was opened with.
    pub fournisseur: String,
    /// When it was opened.
    pub depuis: Timestamp,
    /// Last use.
    pub vue_le: Timestamp,
}

pub(super) fn moyens<'a>(cadre: &'a Cadre<'_>, moyens: &'a [Moyen]) -> impl Renderable + 'a {
    maud! {
        h2 #moyens { "Moyens de connexion" }
        ul.mss-liste {
            @for moyen in moyens {
                li.mss-ligne {
                    div {
                        p.mss-ligne__titre { (moyen.nom) }
                        p.mss-ligne__meta {
                            span { "Ajouté le " (jour(moyen.depuis)) }
                            span { "Dernière connexion le " (jour(moyen.vu_le)) " à " (heure(moyen.vu_le)) }
                        }
                    }
                    @if moyens.len() > 1 {
                        form.mss-fin action="/compte/identites" method="post" {
                            (champs_caches(cadre, None))
                            input type="hidden" name="emetteur" value=(moyen.emetteur);
                            input type="hidden" name="sub" value=(moyen.sub);
                            button.fr-btn.fr-btn--sm.fr-btn--tertiary { "Retirer" span.fr-sr-only { " " (moyen.nom) } }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn sessions<'a>(cadre: &'a Cadre<'_>, sessions: &'a [Session]) -> impl Renderable + 'a {
    maud! {
        h2 #sessions { "Sessions ouvertes" }
        p.mss-texte { "Fermez celles que vous ne reconnaissez pas, et signalez-les à votre responsable de la sécurité." }
        ul.mss-liste {
            @for session in sessions {
                li.mss-ligne {
                    div {
                        p.mss-ligne__titre {
                            (navigateur(session)) " "
                            @if session.courante { (badge(Some(Ton::Info), "Cette session")) }
                        }
                        p.mss-ligne__meta {
                            span { (session.fournisseur) }
                            span { "Ouverte le " (jour(session.depuis)) " à " (heure(session.depuis)) }
                            span { "Dernier usage le " (jour(session.vue_le)) " à " (heure(session.vue_le)) }
                        }
                    }
                    @if !session.courante {
                        form.mss-fin action={ "/compte/sessions/" (session.reference) } method="post" {
                            (champs_caches(cadre, None))
                            button.fr-btn.fr-btn--sm.fr-btn--tertiary {
                                "Fermer" span.fr-sr-only { " la session ouverte le " (jour(session.depuis)) " à " (heure(session.depuis)) }
                            }
                        }
                    }
                }
            }
        }
        form action="/compte/sessions" method="post" {
            (champs_caches(cadre, None))
            ul.fr-btns-group {
                @if sessions.len() > 1 {
                    li { button.fr-btn.fr-btn--sm.fr-btn--secondary name="geste" value="autres" { "Fermer les autres sessions" } }
                }
                li { button.fr-btn.fr-btn--sm.fr-btn--tertiary name="geste" value="toutes" { "Fermer toutes mes sessions, celle-ci comprise" } }
            }
        }
    }
}

fn navigateur(session: &Session) -> &str {
    match session.navigateur.as_str() {
        "" => "Navigateur inconnu",
        nom => nom,
    }
}
