//! Adding a measure: a model, a complementary measure, or a text of one's own.

use super::adresse_ajouter;
use crate::adresse;
use crate::composants::{Pagination, fil, pagination, vide};
use crate::gabarit::Bande;
use crate::pages::modeles::{
    FiltresModeles, LigneModele, filtres_textes, ligne_texte, onglets_textes,
};
use crate::prelude::*;
use crate::svg::{Icone, icone};

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AjouterMesure {
    /// Band of the service.
    pub bande: Bande,
    /// What the person asked to see.
    pub filtres: FiltresModeles,
    /// Texts of every provenance, then of each, among what is looked for.
    pub comptes: [usize; 4],
    /// The lines of this page of the list, each leading to its text, ready to be added.
    pub lignes: Vec<LigneModele>,
    /// The pages of the list.
    pub pagination: Pagination,
}

impl Vue for AjouterMesure {
    fn titre(&self) -> String {
        format!("Ajouter une mesure à {}", self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        let ici = adresse_ajouter(service);
        let mesures = adresse::service(service, "mesures");
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[(&mesures, "Mesures")], "Ajouter une mesure"))
                div.mss-entete {
                    h1 { "Ajouter une mesure" }
                    a.fr-btn href={ (&ici) "/texte" } { (icone(cadre, Icone::Plus)) "Écrire une mesure" }
                }
                p.mss-texte.fr-text--sm {
                    "Une mesure propre au service se suit comme les autres. Elle compte dans la complétude et dans l’indice personnalisé, pas dans l’indice cyber."
                }
                (filtres_textes(cadre, &ici, &self.filtres))
                div #liste {
                    (onglets_textes(&ici, &self.filtres, self.comptes))
                    @if self.lignes.is_empty() {
                        (vide("Aucun modèle ne correspond", maud_borrow! {
                            p { "Essayez un autre mot, retirez un filtre, ou écrivez la mesure." }
                            a.fr-btn.fr-btn--tertiary href=(&ici) { "Tout voir" }
                        }))
                    } @else {
                        ul.mss-liste { @for ligne in &self.lignes { (ligne_texte(ligne)) } }
                        (pagination(&self.pagination))
                    }
                }
            }
        }
    }
}
