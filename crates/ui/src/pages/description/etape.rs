//! One step of questions, the level computed beside it.

use super::niveau::{NiveauVue, encadre};
use super::question::{QuestionVue, question};
use super::{ETAPES, RAPIDE, ServiceDecrit, boutons, fil_si_brouillon};
use crate::composants::{Erreur, etapes, resume_erreurs};
use crate::format::typo;
use crate::gabarit::Bande;
use crate::prelude::*;
use domaine::vocabulaire::Champ;

/// A step of the guided path.
#[derive(Clone, Debug)]
pub struct EtapeDescription<'a> {
    /// The service.
    pub service: ServiceDecrit,
    /// The step, from 1 to 3.
    pub numero: u8,
    /// Last words of its address.
    pub id: &'a str,
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
        format!(
            "{}, {}",
            self.service.nom,
            typo(self.titre).to_string().to_lowercase()
        )
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        self.service.bande.as_ref()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let rapide = self.service.adresse(RAPIDE);
        let suite = maud! {
            "Ensuite : " %(typo(self.suivante)) ". " a href=(rapide) { "Tout voir sur une page" }
        };
        maud! {
            div.fr-container--fluid.mss-page {
                (fil_si_brouillon(&self.service))
                div.mss-duo.mss-duo--etroit {
                    form action=(self.service.adresse(self.id)) method="post" novalidate
                        data-auto=[self.service.auto(self.a_remplacer())] {
                        @if self.service.bande.is_some() { h1 { %(typo(self.titre)) } }
                        @else { (etapes(self.titre, usize::from(self.numero), ETAPES, &suite)) }
                        (resume_erreurs(&self.erreurs))
                        @for vue in &self.questions { (question(vue)) }
                        (boutons(cadre, &self.service, "Continuer", self.numero > 1, &self.erreurs))
                    }
                    (encadre(&self.niveau, self.service.choix()))
                }
            }
        }
    }
}

impl EtapeDescription<'_> {
    /// What may change when an answer of this step is saved as one goes.
    fn a_remplacer(&self) -> &'static str {
        let pose = |champ| self.questions.iter().any(|q| q.champ() == champ);
        if pose(Champ::Siret) {
            "niveau jetons organisation-du-siret"
        } else if pose(Champ::ActivitesExternalisees) {
            "niveau jetons activitesExternalisees"
        } else {
            "niveau jetons"
        }
    }
}
