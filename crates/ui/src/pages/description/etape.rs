//! One step of questions, the level computed beside it.

use super::niveau::{NiveauVue, encadre};
use super::question::{QuestionVue, question};
use super::{ETAPES, ServiceDecrit, fil_si_brouillon, jetons};
use crate::composants::{Erreur, etapes, resume_erreurs};
use crate::format::typo;
use crate::gabarit::Bande;
use crate::prelude::*;
use crate::svg::{Icone, icone};

/// A step of the guided path.
#[derive(Clone, Debug)]
pub struct EtapeDescription<'a> {
    /// The service.
    pub service: ServiceDecrit,
    /// The step, from 1 to 3.
    pub numero: u8,
    /// Its title.
    pub titre: &'a str,
    /// Title of the next one.
    pub suivante: &'a str,
    /// Its questions.
    pub questions: Vec<QuestionVue>,
    /// The level so far.
    pub niveau: NiveauVue<'a>,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
}

impl Vue for EtapeDescription<'_> {
    fn titre(&self) -> String {
        format!("{}, étape {} sur {ETAPES}", self.service.nom, self.numero)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        self.service.bande.as_ref()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let rapide = self.service.adresse("rapide");
        let suite = maud! {
            "Ensuite : " %(typo(self.suivante)) ". " a href=(rapide) { "Tout voir sur une page" }
        };
        maud! {
            div.fr-container--fluid.mss-page {
                (fil_si_brouillon(&self.service))
                div.mss-duo.mss-duo--etroit {
                    form action=(self.service.adresse(&self.numero.to_string())) method="post" novalidate
                        data-auto="niveau jetons" {
                        (etapes(&self.service.nom, self.titre, usize::from(self.numero), ETAPES, &suite))
                        (resume_erreurs(&self.erreurs))
                        @for vue in &self.questions { (question(vue)) }
                        div.mss-barre {
                            button.fr-btn { "Continuer" (icone(cadre, Icone::Fleche)) }
                            @if self.numero > 1 {
                                a.fr-btn.fr-btn--tertiary href=(self.service.adresse(&(self.numero - 1).to_string())) { "Revenir" }
                            } @else {
                                a.fr-btn.fr-btn--tertiary href="/services" { "Reprendre plus tard" }
                            }
                            (jetons(cadre, &self.service))
                        }
                    }
                    (encadre(&self.niveau))
                }
            }
        }
    }
}
