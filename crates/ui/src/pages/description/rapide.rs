//! Every question on one page, for those who know.

use super::niveau::{NiveauVue, encadre};
use super::question::{QuestionVue, question};
use super::{RAPIDE, ServiceDecrit, boutons, fil_si_brouillon};
use crate::composants::{Erreur, resume_erreurs};
use crate::format::typo;
use crate::gabarit::Bande;
use crate::prelude::*;

/// The one-page mode.
#[derive(Clone, Debug)]
pub struct DescriptionRapide<'a> {
    /// The service.
    pub service: ServiceDecrit,
    /// Last words of the address of the first step.
    pub premiere: &'a str,
    /// The steps that hold questions: title, questions.
    pub etapes: Vec<(&'a str, Vec<QuestionVue>)>,
    /// The level so far.
    pub niveau: NiveauVue<'a>,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
}

impl Vue for DescriptionRapide<'_> {
    fn titre(&self) -> String {
        format!("{}, toutes les questions", self.service.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        self.service.bande.as_ref()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page {
                (fil_si_brouillon(&self.service))
                div.mss-duo.mss-duo--etroit {
                    form action=(self.service.adresse(RAPIDE)) method="post" novalidate
                        data-auto=[self.service.auto("niveau jetons organisation-du-siret activitesExternalisees")] {
                        h1 { "Toutes les questions sur une page" }
                        p.fr-text--sm { a href=(self.service.adresse(self.premiere)) { "Répondre plutôt étape par étape" } }
                        (resume_erreurs(&self.erreurs))
                        @for (titre, questions) in &self.etapes {
                            h2.mss-groupe { %(typo(titre)) }
                            @for vue in questions { (question(vue)) }
                        }
                        (boutons(cadre, &self.service, "Choisir le niveau", false, &self.erreurs))
                    }
                    (encadre(&self.niveau, self.service.choix()))
                }
            }
        }
    }
}
