//! Taking a specific measure off: asked before, and undone afterwards from the same address.

use super::adresse_specifique;
use crate::adresse;
use crate::composants::{champs_caches, fil};
use crate::gabarit::Bande;
use crate::pages::contenu::lecture_contenu;
use crate::prelude::*;
use domaine::specifiques::Contenu;

/// Where the measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retrait {
    /// On the service: to be taken off.
    Demande,
    /// Taken off: to be brought back.
    Fait,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetirerMesure {
    /// Band of the service.
    pub bande: Bande,
    /// The measure.
    pub id: String,
    /// What it says.
    pub contenu: Contenu,
    /// Where it is.
    pub retrait: Retrait,
}

impl Vue for RetirerMesure {
    fn titre(&self) -> String {
        match self.retrait {
            Retrait::Demande => format!("Retirer {} · {}", self.id, self.bande.nom),
            Retrait::Fait => format!("{} retirée · {}", self.id, self.bande.nom),
        }
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        let mesures = adresse::service(service, "mesures");
        let mesure = adresse::service(service, &format!("mesures/{}", self.id));
        let action = adresse_specifique(service, &self.id, "retirer");
        let faite = self.retrait == Retrait::Fait;
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                (fil(&[(&mesures, "Mesures")], &self.id))
                @if faite { h1 { "« " (self.contenu.titre) " » n’est plus une mesure du service" } }
                @else { h1 { "Retirer « " (self.contenu.titre) " » ?" } }
                p.mss-texte {
                    @if faite { "Elle ne compte plus nulle part. Vous pouvez la remettre avec son statut, son plan et ses commentaires." }
                    @else { "Elle ne comptera plus dans la complétude ni dans l’indice personnalisé. Vous pourrez la remettre avec son statut, son plan et ses commentaires." }
                }
                form action=(action) method="post" {
                    (champs_caches(cadre, None))
                    input type="hidden" name="geste" value=(if faite { "remettre" } else { "retirer" });
                    ul.fr-btns-group {
                        @if faite {
                            li { button.fr-btn { "Remettre la mesure" } }
                            li { a.fr-btn.fr-btn--tertiary href=(mesures) { "Revenir aux mesures" } }
                        } @else {
                            li { button.fr-btn { "Retirer la mesure" } }
                            li { a.fr-btn.fr-btn--tertiary href=(mesure) { "Ne rien retirer" } }
                        }
                    }
                }
                @if faite { (lecture_contenu(&self.contenu)) }
            } }
        }
    }
}
