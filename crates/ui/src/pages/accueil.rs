//! The public home page.

use crate::format::{typo, typo_titre};
use crate::prelude::*;

/// The home page; its example is a real question of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accueil {
    /// How many measures the catalogue holds.
    pub mesures: usize,
    /// The question shown as an example.
    pub exemple: Exemple,
}

/// A question of the état des lieux, as an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemple {
    /// The question.
    pub question: String,
    /// When to answer "fait".
    pub fait_si: String,
    /// When to answer "en cours".
    pub en_cours_si: String,
    /// Who usually knows.
    pub qui_sait: String,
}

const TEMPS: [(&str, &str); 3] = [
    (
        "Décrire",
        "Quelques questions sans jargon. Chacune dit pourquoi elle est posée. Le niveau de besoins se calcule sous vos yeux.",
    ),
    (
        "Faire l’état des lieux",
        "Une question à la fois : fait, en cours ou non fait. Ce que vous ne savez pas est mis de côté, avec la personne à interroger.",
    ),
    (
        "Sécuriser",
        "Une liste à votre mesure. Pour chaque point : quoi faire, par où commencer, quelle preuve garder. L’indice cyber dit où vous en êtes.",
    ),
];

const REPONSES: [(&str, &str); 4] = [
    (
        "Qui homologue ?",
        "L’autorité de votre organisation : le maire, la présidente, ou la personne à qui ce pouvoir est délégué. Ni ce logiciel ni l’ANSSI, l’agence nationale de la cybersécurité, n’homologuent à sa place.",
    ),
    (
        "Que mesure l’indice cyber ?",
        "La part des mesures réalisées, de 0 à 5. Les mesures indispensables pèsent le plus. En dessous de 1, l’homologation n’est pas possible.",
    ),
    (
        "Faut-il être informaticien ?",
        "Non. Les questions sont écrites pour la personne qui s’occupe du service. Quand il faut l’avis d’un technicien, le produit le dit et prépare la question à lui envoyer.",
    ),
    (
        "Qui voit nos réponses ?",
        "Les personnes que vous invitez, service par service. Chaque changement est inscrit au journal. Les textes que vous saisissez sont chiffrés.",
    ),
];

impl Vue for Accueil {
    fn titre(&self) -> String {
        "Décrire et sécuriser vos services numériques".to_owned()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Accueil)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container.mss-une { div.fr-grid-row.fr-grid-row--gutters {
                div.fr-col-12.fr-col-md-7 {
                    h1 { "Savoir où en est la sécurité d’un service, et ce qu’il reste à faire" }
                    p.fr-text--lead {
                        "Décrivez le service en dix minutes. Vous obtenez, parmi " (self.mesures)
                        " mesures, celles qui lui conviennent, puis un indice clair de 0 à 5."
                    }
                    ul.fr-btns-group {
                        @if cadre.personne.is_some() {
                            li { a.fr-btn.fr-btn--lg href="/services" { "Voir mes services" } }
                        } @else {
                            li { a.fr-btn.fr-btn--lg href="/connexion" { "Se connecter" } }
                        }
                        li { a.fr-btn.fr-btn--lg.fr-btn--tertiary href="/methode" { "Comprendre la méthode" } }
                    }
                    p.fr-text--sm.mss-2 {
                        "Connexion avec votre compte professionnel. Aucun mot de passe n’est créé ici."
                    }
                }
                div.fr-col-12.fr-col-md-5 {
                    section.fr-card aria-labelledby="specimen" {
                        p #specimen .mss-surtitre { "Exemple : une question de l’état des lieux" }
                        h2.fr-card__title { %(typo_titre(&self.exemple.question)) }
                        dl.mss-fiche {
                            dt { "Fait" } dd { %(typo(&self.exemple.fait_si)) }
                            dt { "En cours" } dd { %(typo(&self.exemple.en_cours_si)) }
                            dt { "Qui sait ?" } dd { %(typo(&self.exemple.qui_sait)) }
                        }
                    }
                }
            } }
            div.mss-fond { div.fr-container {
                h2 { "Trois temps, du premier mot à l’indice" }
                ol.mss-etapes.mss-quatre {
                    @for (titre, texte) in TEMPS { li { h3 { (titre) } p { (texte) } } }
                }
            } }
            div.fr-container.mss-page {
                section.mss-colonne aria-labelledby="questions" {
                    h2 #questions { "Ce que l’on nous demande" }
                    @for (rang, (question, reponse)) in REPONSES.iter().enumerate() {
                        details.fr-accordion open[rang == 0] {
                            summary.fr-accordion__btn { (question) }
                            p.mss-texte { (reponse) }
                        }
                    }
                }
            }
        }
    }
}
