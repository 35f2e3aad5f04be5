//! Deleting and duplicating a service: one question each, asked before.

use crate::adresse;
use crate::composants::{Champ, Erreur, champ, champs_caches, resume_erreurs};
use crate::gabarit::Bande;
use crate::prelude::*;
use uuid::Uuid;

/// Confirmation of a deletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Key of the service.
    pub service: Uuid,
    /// Its name.
    pub nom: String,
    /// Days it stays in the bin.
    pub jours: u16,
    /// Its band, when it is complete.
    pub bande: Option<Bande>,
}

impl Vue for Suppression {
    fn titre(&self) -> String {
        format!("Supprimer {}", self.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        self.bande.as_ref()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Supprimer « " (self.nom) " » ?" }
                p.mss-texte {
                    "Le service part à la corbeille avec toutes ses réponses. Vous pourrez le reprendre pendant "
                    (self.jours) " jours. Ensuite, il sera effacé pour de bon."
                }
                p.mss-texte { "Les personnes de l’équipe ne le verront plus dès maintenant." }
                form action=(adresse::service(self.service, "supprimer")) method="post" {
                    (champs_caches(cadre, None))
                    ul.fr-btns-group {
                        li { button.fr-btn { "Mettre à la corbeille" } }
                        li { a.fr-btn.fr-btn--tertiary href=(adresse::service(self.service, "description")) { "Ne rien supprimer" } }
                    }
                }
            } }
        }
    }
}

/// Name of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplication {
    /// Key of the service to copy.
    pub service: Uuid,
    /// Its name.
    pub nom: String,
    /// Name of the copy, as typed.
    pub nom_copie: String,
    /// What was refused.
    pub erreur: Option<String>,
    /// Its band, when it is complete.
    pub bande: Option<Bande>,
}

impl Vue for Duplication {
    fn titre(&self) -> String {
        format!("Dupliquer {}", self.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        self.bande.as_ref()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let erreurs: Vec<_> = self
            .erreur
            .iter()
            .map(|message| Erreur {
                champ: "nom".to_owned(),
                message: message.clone(),
            })
            .collect();
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Dupliquer « " (self.nom) " »" }
                (resume_erreurs(&erreurs))
                p.mss-texte { "La copie reprend la description. Les statuts des mesures et l’équipe ne sont pas copiés." }
                form action=(adresse::service(self.service, "dupliquer")) method="post" novalidate {
                    (champs_caches(cadre, None))
                    (champ(Champ {
                        nom: "nom", libelle: "Nom du nouveau service", valeur: &self.nom_copie,
                        erreur: self.erreur.as_deref(), ..Champ::default()
                    }))
                    ul.fr-btns-group {
                        li { button.fr-btn { "Créer la copie" } }
                        li { a.fr-btn.fr-btn--tertiary href="/services" { "Annuler" } }
                    }
                }
            } }
        }
    }
}
