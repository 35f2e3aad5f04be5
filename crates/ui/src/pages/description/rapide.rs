//! Every question on one page, for those who know.

use super::niveau::{NiveauVue, encadre};
use super::question::{QuestionVue, question};
use super::{ServiceDecrit, fil_si_brouillon, jetons};
use crate::composants::{Erreur, resume_erreurs};
use crate::format::typo;
use crate::gabarit::Bande;
use crate::prelude::*;

/// The one-page mode.
#[derive(Clone, Debug)]
pub struct DescriptionRapide<'a> {
    /// The service.
    pub service: ServiceDecrit,
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
                    form action=(self.service.adresse("rapide")) method="post" novalidate data-auto="niveau jetons" {
                        p.mss-surtitre { (self.service.nom) }
                        h1 { "Toutes les questions sur une page" }
                        p.fr-text--sm { a href=(self.service.adresse("1")) { "Répondre plutôt étape par étape" } }
                        (resume_erreurs(&self.erreurs))
                        @for (titre, questions) in &self.etapes {
                            h2.mss-groupe { %(typo(titre)) }
                            @for vue in questions { (question(vue)) }
                        }
                        div.mss-barre {
                            button.fr-btn { "Relire et choisir le niveau" }
                            a.fr-btn.fr-btn--tertiary href="/services" { "Reprendre plus tard" }
                            (jetons(cadre, &self.service))
                        }
                    }
                    (encadre(&self.niveau))
                }
            }
        }
    }
}
