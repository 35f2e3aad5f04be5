//! The questions to hand to the people who know: a list to print, a text to send.

use crate::adresse;
use crate::composants::{Bascule, Champ, bascule_statut, champs_caches, vide, zone_texte};
use crate::format::{compte, typo};
use crate::gabarit::Bande;
use crate::prelude::*;
use std::fmt::Write;

/// A question to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionADemander {
    /// Identifier of the measure.
    pub mesure: String,
    /// The question.
    pub question: String,
    /// When to answer "fait".
    pub fait_si: String,
    /// When to answer "en cours".
    pub en_cours_si: String,
    /// Version of the measure's row.
    pub version: i64,
}

/// The questions one person can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupeADemander {
    /// Who knows, in plain words.
    pub qui_sait: String,
    /// What to ask them.
    pub questions: Vec<QuestionADemander>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ADemander {
    /// Band of the service.
    pub bande: Bande,
    /// The questions, by person.
    pub groupes: Vec<GroupeADemander>,
    /// What the last click did.
    pub annonce: Option<String>,
    /// Whether this person may answer.
    pub modifiable: bool,
}

impl ADemander {
    /// The text of a message to one person.
    fn message(&self, groupe: &GroupeADemander) -> String {
        let mut texte = format!(
            "Bonjour,\n\nPour sécuriser le service «\u{a0}{}\u{a0}», j’ai besoin de vos réponses\u{a0}: fait, en cours ou non fait\u{a0}?\n",
            self.bande.nom
        );
        for (rang, question) in groupe.questions.iter().enumerate() {
            // Writing to a `String` cannot fail.
            let _ = write!(
                texte,
                "\n{}. {}\n   Fait si\u{a0}: {}\n   En cours si\u{a0}: {}\n",
                rang + 1,
                typo(&question.question),
                typo(&question.fait_si),
                typo(&question.en_cours_si)
            );
        }
        texte.push_str("\nMerci.\n");
        texte
    }
}

impl Vue for ADemander {
    fn titre(&self) -> String {
        format!("Questions à demander, {}", self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let total: usize = self.groupes.iter().map(|g| g.questions.len()).sum();
        let service = self.bande.service;
        let etat_des_lieux = adresse::service(service, "etat-des-lieux");
        maud! {
            div.fr-container--fluid.mss-page { div #etat {
                h1 tabindex="-1" data-focus {
                    @if total == 0 { "Questions à demander" }
                    @else { (compte(total, "question à demander", "questions à demander")) }
                }
                p.mss-annonce data-annonce { @if let Some(annonce) = &self.annonce { (annonce) } }
                @if total == 0 {
                    (vide("Aucune question n’est de côté", maud_borrow! {
                        p { a href=(&etat_des_lieux) { "Revenir à l’état des lieux" } }
                    }))
                } @else {
                    p.mss-texte { "Vous avez répondu « je ne sais pas ». Chaque groupe indique qui sait. Copiez son message, ou imprimez la page." }
                    @for (rang, groupe) in self.groupes.iter().enumerate() { (section(cadre, self, rang, groupe)) }
                    p.mss-ecran { a href=(&etat_des_lieux) { "Revenir à l’état des lieux" } }
                }
            } }
        }
    }
}

fn section<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a ADemander,
    rang: usize,
    groupe: &'a GroupeADemander,
) -> impl Renderable + 'a {
    let service = page.bande.service;
    let lignes = maud! {
        ul.mss-liste { @for question in &groupe.questions { (ligne(page, question)) } }
    };
    maud! {
        section aria-labelledby={ "groupe-" (rang) } {
            h2 #{ "groupe-" (rang) } .mss-groupe { %(typo(&majuscule(&groupe.qui_sait))) }
            div.mss-duo.mss-duo--message {
                details.mss-donnees.mss-ecran open {
                    summary { "Message prêt à copier" }
                    div { (message(rang, &page.message(groupe))) }
                }
                @if page.modifiable {
                form action=(adresse::service(service, "mesures")) method="post" data-fragment="bande etat" {
                    (champs_caches(cadre, None))
                    input type="hidden" name="retour" value=(adresse::service(service, "etat-des-lieux/a-demander"));
                    (lignes)
                }
            } @else { (lignes) }
            }
        }
    }
}

fn ligne<'a>(page: &'a ADemander, question: &'a QuestionADemander) -> impl Renderable + 'a {
    let adresse = adresse::service(
        page.bande.service,
        &format!("etat-des-lieux/{}", question.mesure),
    );
    let bascule = Bascule {
        mesure: &question.mesure,
        titre: &question.question,
        statut: None,
        version: question.version,
        grande: false,
    };
    maud! {
        li #(question.mesure) .mss-ligne {
            div {
                p.mss-ligne__titre { a href=(adresse) { %(typo(&question.question)) } }
                p.mss-ligne__meta {
                    span { "Fait si : " %(typo(&question.fait_si)) }
                    span { "En cours si : " %(typo(&question.en_cours_si)) }
                }
            }
            @if page.modifiable { div.mss-fin.mss-ecran { (bascule_statut(bascule)) } }
        }
    }
}

fn message(rang: usize, texte: &str) -> impl Renderable {
    let nom = format!("message-{rang}");
    let texte = texte.to_owned();
    maud! {
        (zone_texte(Champ {
            nom: &nom, libelle: "Texte du message", aide: "Sélectionnez tout, copiez, collez dans votre messagerie.",
            valeur: &texte, maximum: 100_000, ..Champ::default()
        }, 8))
    }
}

fn majuscule(texte: &str) -> String {
    let mut lettres = texte.chars();
    lettres
        .next()
        .map(|premiere| premiere.to_uppercase().chain(lettres).collect())
        .unwrap_or_default()
}
