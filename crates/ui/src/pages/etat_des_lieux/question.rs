//! One question: what counts as done, who knows, four answers or later.

use super::{Progression, ThemeVue, lien_a_demander, progression, themes};
use crate::adresse;
use crate::composants::champs_caches;
use crate::format::{typo, typo_titre};
use crate::gabarit::{Bande, SUFFIXE};
use crate::prelude::*;
use crate::texte;
use domaine::catalogue::{Mesure, Question};
use domaine::vocabulaire::Statut;

/// What can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reponse {
    /// A status: done, under way, or not done (to be started).
    Statut(Statut),
    /// Kept apart, to be asked.
    JeNeSaisPas,
    /// Asked again at the end.
    PlusTard,
}

impl Reponse {
    /// The value sent.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Statut(statut) => statut.id(),
            Self::JeNeSaisPas => "jeNeSaisPas",
            Self::PlusTard => "plusTard",
        }
    }

    /// What was said of a measure; `None` for nothing.
    #[must_use]
    pub const fn de(statut: Option<Statut>, incertaine: bool, reportee: bool) -> Option<Self> {
        match statut {
            Some(statut) => Some(Self::Statut(statut)),
            None if incertaine => Some(Self::JeNeSaisPas),
            None if reportee => Some(Self::PlusTard),
            None => None,
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn nom(reponse: Option<Self>) -> &'static str {
        match reponse {
            Some(Self::Statut(statut)) => texte::statut(Some(statut)),
            Some(Self::JeNeSaisPas) => "Je ne sais pas",
            Some(Self::PlusTard) => "Plus tard",
            None => texte::statut(None),
        }
    }

    /// Reads the value sent; declining a measure is not an answer here, it takes a reason.
    #[must_use]
    pub fn depuis_id(id: &str) -> Option<Self> {
        [
            Self::Statut(Statut::Fait),
            Self::Statut(Statut::EnCours),
            Self::Statut(Statut::ALancer),
            Self::JeNeSaisPas,
            Self::PlusTard,
        ]
        .into_iter()
        .find(|reponse| reponse.id() == id)
    }
}

/// The page of one question.
#[derive(Clone, Debug)]
pub struct PageQuestion<'a> {
    /// Band of the service.
    pub bande: Bande,
    /// The question.
    pub question: &'a Question,
    /// The measure it stands for.
    pub mesure: &'a Mesure,
    /// Title of its theme.
    pub theme: &'a str,
    /// What was answered, if anything.
    pub reponse: Option<Reponse>,
    /// Version of the measure's row, 0 when it has none.
    pub version: i64,
    /// How far the person is.
    pub progression: Progression,
    /// Measure of the question before this one.
    pub precedente: Option<String>,
    /// Measure of the question after it, whatever its answer.
    pub suivante: Option<String>,
    /// The themes of the service.
    pub themes: Vec<ThemeVue>,
    /// What the last answer was, said aloud (see [`annonce`](super::annonce)).
    pub annonce: Option<String>,
    /// Whether this person may answer.
    pub modifiable: bool,
}

impl Vue for PageQuestion<'_> {
    fn titre(&self) -> String {
        format!("{} · {}", typo(&self.question.question), self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        let titre = self.titre();
        maud! {
            div.fr-container--fluid.mss-page {
                div #etat .mss-trio data-titre={ (titre) (SUFFIXE) } {
                    (themes(service, &self.themes))
                    div.mss-question.mss-colonne {
                        (progression(self.progression))
                        p.mss-annonce data-annonce { @if let Some(annonce) = &self.annonce { (annonce) } }
                        p.mss-surtitre { %(typo(self.theme)) }
                        h1 #question tabindex="-1" data-focus { %(typo_titre(&self.question.question)) }
                        p.mss-texte { "Qui sait : " b { %(typo(&self.question.qui_sait)) } "." }
                        (reponses(cadre, self))
                        details.mss-donnees {
                            summary { "Pourquoi c’est important" }
                            div.mss-texte {
                                p { %(typo(&self.mesure.pourquoi)) }
                                p { a href=(adresse::service(service, &format!("mesures/{}", self.mesure.id))) {
                                    "Tout savoir de cette mesure, ou l’écarter"
                                } }
                            }
                        }
                        div.mss-barre {
                            @if let Some(precedente) = &self.precedente {
                                a.fr-btn.fr-btn--tertiary href=(adresse::service(service, &format!("etat-des-lieux/{precedente}"))) { "Question précédente" }
                            }
                            @if let Some(suivante) = self.suivante.as_ref().filter(|_| self.reponse.is_some() || !self.modifiable) {
                                a.fr-btn.fr-btn--tertiary href=(adresse::service(service, &format!("etat-des-lieux/{suivante}"))) { "Question suivante" }
                            }
                            @if self.modifiable {
                                a.fr-btn.fr-btn--tertiary-no-outline href=(adresse::service(service, "etat-des-lieux/fin")) { "M’arrêter là" }
                                p { "Chaque réponse est déjà enregistrée." }
                            }
                        }
                        (lien_a_demander(service, self.progression.inconnues))
                    }
                }
            }
        }
    }
}

fn reponses<'a>(cadre: &'a Cadre<'_>, page: &'a PageQuestion<'_>) -> impl Renderable + 'a {
    let action = adresse::service(
        page.bande.service,
        &format!("etat-des-lieux/{}", page.mesure.id),
    );
    // A question has its own identifiers, so that the next one never takes the focus of its answers.
    let id = |reponse: Reponse| format!("reponse-{}-{}", page.mesure.id, reponse.id());
    let choix: [(Reponse, &str, &str, &str); 4] = [
        (
            Reponse::Statut(Statut::Fait),
            "Fait",
            &page.question.fait_si,
            "1",
        ),
        (
            Reponse::Statut(Statut::EnCours),
            "En cours",
            &page.question.en_cours_si,
            "2",
        ),
        (
            Reponse::Statut(Statut::ALancer),
            "Non fait",
            "Rien n’est commencé, ou presque rien.",
            "3",
        ),
        (
            Reponse::JeNeSaisPas,
            "Je ne sais pas",
            "La question est mise de côté, pour la poser à la bonne personne.",
            "4",
        ),
    ];
    maud! {
        @if page.modifiable {
            form action=(action) method="post" data-fragment="bande etat" {
                (champs_caches(cadre, Some(page.version)))
                fieldset.mss-reponses {
                    legend.fr-sr-only { "Votre réponse" }
                    @for (reponse, nom, aide, touche) in choix {
                        button #(id(reponse)) name="reponse" value=(reponse.id())
                            data-statut=(reponse.id()) data-touche=(touche) aria-keyshortcuts=(touche)
                            aria-pressed=(page.reponse == Some(reponse)) {
                            span { (nom) }
                            small { %(typo(aide)) }
                            kbd data-js hidden aria-hidden="true" { (touche) }
                        }
                    }
                }
                div.mss-barre {
                    button #(id(Reponse::PlusTard)) .fr-btn.fr-btn--tertiary name="reponse" value=(Reponse::PlusTard.id()) { "Plus tard" }
                    div.fr-checkbox-group data-js hidden {
                        input #raccourcis type="checkbox" data-raccourcis;
                        label.fr-label for="raccourcis" { "Répondre avec les touches 1 2 3 4" }
                    }
                }
            }
        } @else {
            p { "Réponse actuelle : " b { (Reponse::nom(page.reponse)) } ". Votre rôle permet de lire, pas de répondre." }
        }
    }
}
