//! The bin: what was deleted, until when it can be taken back.

use crate::adresse;
use crate::composants::{champs_caches, fil, vide};
use crate::format::jour;
use crate::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

/// A service in the bin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceSupprime {
    /// Key of the service.
    pub id: Uuid,
    /// Its name.
    pub nom: String,
    /// When it was deleted.
    pub supprime: Timestamp,
    /// When it will be gone for good.
    pub definitif: Timestamp,
    /// Whether this person may take it out.
    pub restaurable: bool,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corbeille {
    /// What is in it, the latest first.
    pub services: Vec<ServiceSupprime>,
}

impl Vue for Corbeille {
    fn titre(&self) -> String {
        "Corbeille".to_owned()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                (fil(&[("/services", "Services")], "Corbeille"))
                h1 { "Corbeille" }
                @if self.services.is_empty() {
                    (vide("La corbeille est vide", maud! {
                        p { "Un service supprimé y attend 30 jours. Pendant ce temps, son propriétaire peut le reprendre." }
                    }))
                } @else {
                    p.mss-texte { "Ces services sont supprimés. Vous pouvez les reprendre jusqu’à la date indiquée, avec toutes leurs réponses." }
                    ul.mss-liste {
                        @for service in &self.services {
                            li.mss-ligne {
                                div {
                                    p.mss-ligne__titre { (service.nom) }
                                    p.mss-ligne__meta {
                                        span { "Supprimé le " (jour(service.supprime)) }
                                        span { "Définitif le " (jour(service.definitif)) }
                                    }
                                }
                                @if service.restaurable {
                                    form.mss-fin action=(adresse::service(service.id, "restaurer")) method="post" {
                                        (champs_caches(cadre, None))
                                        button.fr-btn.fr-btn--sm.fr-btn--secondary {
                                            "Reprendre" span.fr-sr-only { " " (service.nom) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            } }
        }
    }
}
