//! What a specific measure says: to write before it is added, to change afterwards.

use super::{adresse_ajouter, adresse_specifique};
use crate::adresse;
use crate::composants::{Erreur, champs_caches, fil, resume_nomme};
use crate::gabarit::Bande;
use crate::pages::contenu::{NOMS, champs_contenu};
use crate::pages::modeles::{SourceVue, d_apres};
use crate::prelude::*;
use domaine::specifiques::ContenuSaisi;

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TexteSpecifique {
    /// Band of the service.
    pub bande: Bande,
    /// The measure and the version of its text in place; none for a new one.
    pub mesure: Option<(String, i64)>,
    /// What is typed.
    pub saisi: ContenuSaisi,
    /// What it starts from, or was copied from.
    pub source: Option<SourceVue>,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
}

impl Vue for TexteSpecifique {
    fn titre(&self) -> String {
        match &self.mesure {
            Some((id, _)) => format!("Modifier {id} · {}", self.bande.nom),
            None => format!("Nouvelle mesure de {}", self.bande.nom),
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
        let ajouter = adresse_ajouter(service);
        let (action, retour, titre, bouton) = match &self.mesure {
            Some((id, _)) => (
                adresse_specifique(service, id, "texte"),
                adresse::service(service, &format!("mesures/{id}")),
                format!("Modifier {id}"),
                "Enregistrer",
            ),
            None => (
                format!("{ajouter}/texte"),
                ajouter.clone(),
                "Nouvelle mesure du service".to_owned(),
                "Ajouter au service",
            ),
        };
        let page = if self.mesure.is_some() {
            "Texte"
        } else {
            "Nouvelle mesure"
        };
        let version = self.mesure.as_ref().map(|(_, version)| *version);
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                (fil(&[(&mesures, "Mesures")], page))
                h1 { (titre) }
                (resume_nomme(&self.erreurs, NOMS))
                (d_apres(self.source.as_ref()))
                form action=(action) method="post" novalidate {
                    (champs_caches(cadre, version))
                    @if let (None, Some(source)) = (version, &self.source) {
                        input type="hidden" name="depuis" value=(source.valeur);
                    }
                    (champs_contenu(&self.saisi, &self.erreurs))
                    div.mss-barre {
                        button.fr-btn { (bouton) }
                        a.fr-btn.fr-btn--tertiary href=(retour) { "Annuler" }
                    }
                }
            } }
        }
    }
}
