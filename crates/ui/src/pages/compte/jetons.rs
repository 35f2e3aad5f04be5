//! A token in the list: what it may do, until when, and how to end it.

use crate::composants::{badge, champs_caches};
use crate::format::{heure, jour};
use crate::gabarit::Ton;
use crate::prelude::*;
use domaine::droits::Portee;
use jiff::Timestamp;
use uuid::Uuid;

/// Where a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EtatJeton {
    /// It opens the API.
    Valable,
    /// Its last day is over.
    Expire,
    /// Its owner ended it.
    Revoque,
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jeton {
    /// Its identifier.
    pub id: Uuid,
    /// What it is for.
    pub nom: String,
    /// Whether it may change anything.
    pub portee: Portee,
    /// Names of the services it is limited to; none for all of them.
    pub services: Option<Vec<String>>,
    /// When it was made.
    pub cree_le: Timestamp,
    /// The first instant it no longer works.
    pub expire_le: Timestamp,
    /// Last use.
    pub vu_le: Option<Timestamp>,
    /// Where it stands.
    pub etat: EtatJeton,
}

/// One line of the list.
pub(super) fn ligne<'a>(
    cadre: &'a Cadre<'_>,
    jeton: &'a Jeton,
    maintenant: Timestamp,
) -> impl Renderable + 'a {
    let dernier_jour = jour(jeton.expire_le - jiff::SignedDuration::from_secs(1));
    let bientot = jeton.expire_le < maintenant + jiff::SignedDuration::from_hours(14 * 24);
    maud! {
        li.mss-ligne {
            div {
                p.mss-ligne__titre {
                    (jeton.nom) " "
                    @match jeton.etat {
                        EtatJeton::Valable => {
                            @if bientot { (badge(Some(Ton::Alerte), "Expire bientôt")) }
                        }
                        EtatJeton::Expire => { (badge(None, "Expiré")) }
                        EtatJeton::Revoque => { (badge(None, "Révoqué")) }
                    }
                }
                p.mss-ligne__meta {
                    b { (portee(jeton.portee)) }
                    span { (etendue(jeton.services.as_deref())) }
                }
                p.mss-ligne__meta {
                    span { "Créé le " (jour(jeton.cree_le)) }
                    @if jeton.etat != EtatJeton::Revoque { span { "Dernier jour\u{a0}: " (dernier_jour) } }
                    span {
                        @if let Some(vu_le) = jeton.vu_le {
                            "Dernier usage le " (jour(vu_le)) " à " (heure(vu_le))
                        } @else { "Jamais utilisé" }
                    }
                }
            }
            @if jeton.etat == EtatJeton::Valable {
                form.mss-fin action={ "/compte/jetons/" (jeton.id.to_string()) } method="post" {
                    (champs_caches(cadre, None))
                    button.fr-btn.fr-btn--sm.fr-btn--tertiary { "Révoquer" span.fr-sr-only { " le jeton " (jeton.nom) } }
                }
            }
        }
    }
}

/// What a token may do, in words.
const fn portee(portee: Portee) -> &'static str {
    match portee {
        Portee::Lecture => "Lecture seule",
        Portee::Ecriture => "Lecture et écriture",
    }
}

fn etendue(services: Option<&[String]>) -> String {
    match services {
        None => "Tous vos services".to_owned(),
        Some([]) => "Plus aucun service que vous voyez".to_owned(),
        Some(noms) => noms.join(", "),
    }
}
