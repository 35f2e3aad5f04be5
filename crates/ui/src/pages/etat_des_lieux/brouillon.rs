//! A section of a service that is still a draft (F28): what is missing first, and where.

use crate::adresse;
use crate::composants::vide;
use crate::gabarit::{Bande, SectionService};
use crate::prelude::*;

/// The page, the same for the état des lieux, the measures and the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brouillon {
    /// Band of the service, with the section that was asked for.
    pub bande: Bande,
    /// Whether this person may finish the description.
    pub modifiable: bool,
}

impl Brouillon {
    const fn nom(&self) -> &'static str {
        match self.bande.section {
            SectionService::Mesures => "Mesures",
            SectionService::IndiceCyber => "Indice cyber",
            SectionService::Risques => "Risques",
            _ => "État des lieux",
        }
    }
}

impl Vue for Brouillon {
    fn titre(&self) -> String {
        format!("{} de {}", self.nom(), self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        let description = adresse::service(self.bande.service, "description");
        let modifiable = self.modifiable;
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { (self.nom()) }
                (vide("Terminez d’abord la description", maud_borrow! {
                    p {
                        "Les mesures de ce service dépendent de ses réponses. "
                        "Elles arrivent dès que la description est terminée."
                    }
                    @if modifiable {
                        a.fr-btn href=(&description) { "Reprendre la description" }
                    } @else {
                        p { "Votre rôle permet de lire. Un contributeur du service peut la terminer." }
                        a.fr-btn.fr-btn--tertiary href=(&description) { "Voir la description" }
                    }
                }))
            } }
        }
    }
}
