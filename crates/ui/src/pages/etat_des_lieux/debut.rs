//! Before the first question, and each time one comes back.

use super::{Progression, ThemeVue, lien_a_demander, progression, themes};
use crate::adresse;
use crate::format::typo;
use crate::gabarit::Bande;
use crate::prelude::*;
use crate::svg::{Icone, icone};
use domaine::vocabulaire::StatutDeploiement;

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debut {
    /// Band of the service.
    pub bande: Bande,
    /// Where the project stands, when it was said.
    pub deploiement: Option<StatutDeploiement>,
    /// How far the person is.
    pub progression: Progression,
    /// Measure of the next question; `None` when all are answered.
    pub prochaine: Option<String>,
    /// The themes of the service.
    pub themes: Vec<ThemeVue>,
    /// Whether this person may answer.
    pub modifiable: bool,
}

impl Vue for Debut {
    fn titre(&self) -> String {
        format!("État des lieux de {}", self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        maud! {
            div.fr-container--fluid.mss-page { div.mss-trio {
                (themes(service, &self.themes))
                div.mss-colonne {
                    h1 { "État des lieux" }
                    (progression(self.progression))
                    @if let (Some(deploiement), true) = (self.deploiement, self.modifiable) {
                        p.mss-texte { %(typo(comment_repondre(deploiement))) }
                    }
                    @if !self.modifiable {
                        p { "Votre rôle permet de lire les questions et les réponses, pas de répondre." }
                    } @else if self.progression.repondues == 0 {
                        p.fr-text--lead { "Une question à la fois, par thème. Vous pouvez vous arrêter et reprendre quand vous voulez." }
                        ul.mss-texte {
                            li { b { "Fait" } ", " b { "En cours" } " ou " b { "Non fait" } " : la page dit ce que chaque réponse veut dire." }
                            li { b { "Je ne sais pas" } " : la question est mise de côté, avec la personne à interroger." }
                            li { "Rien n’est jugé. Une réponse se change à tout moment." }
                        }
                    }
                    ul.fr-btns-group {
                        @if let Some(mesure) = &self.prochaine {
                            li { a.fr-btn.fr-btn--lg href=(adresse::service(service, &format!("etat-des-lieux/{mesure}"))) {
                                @if !self.modifiable { "Lire les questions" }
                                @else if self.progression.repondues == 0 { "Commencer" }
                                @else { "Reprendre" }
                                (icone(cadre, Icone::Fleche))
                            } }
                            @if self.progression.repondues > 0 {
                                li { a.fr-btn.fr-btn--lg.fr-btn--tertiary href=(adresse::service(service, "etat-des-lieux/fin")) { "Voir où j’en suis" } }
                            }
                        } @else {
                            li { a.fr-btn.fr-btn--lg href=(adresse::service(service, "etat-des-lieux/fin")) { "Voir ce qui reste à faire" } }
                        }
                    }
                    (lien_a_demander(service, self.progression.inconnues))
                }
            } }
        }
    }
}

/// What an honest answer is, for a service that is or is not there yet (F24).
const fn comment_repondre(deploiement: StatutDeploiement) -> &'static str {
    match deploiement {
        StatutDeploiement::EnProjet => {
            "Le service n’existe pas encore. Répondez « Fait » pour ce qui est déjà en place, par exemple une clause signée ou une règle en vigueur. Répondez « En cours » pour ce qui est décidé et prévu."
        }
        StatutDeploiement::EnCours => {
            "Le service est en chantier. Répondez « Fait » pour ce qui est déjà en place, « En cours » pour ce qui le sera à l’ouverture."
        }
        StatutDeploiement::EnLigne => {
            "Le service est ouvert. Répondez selon ce qui est en place aujourd’hui, pas selon ce qui est prévu."
        }
    }
}
