//! The index: where the service stands, what it allows, where it is weak.

use crate::adresse;
use crate::format::{compte, indice, pourcent, typo};
use crate::gabarit::Bande;
use crate::pages::actions::{ADRESSE, ActionVue, Simulateur, liste, simulateur};
use crate::prelude::*;
use crate::svg::{CategorieIndice, courbe, jauge, radar};
use crate::texte::{duree, la_categorie};
use domaine::historique::Courbe;
use domaine::indice::{palier, palier_suivant};
use domaine::vocabulaire::StatutDeploiement;

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct IndiceCyber {
    /// Band of the service.
    pub bande: Bande,
    /// Where the project stands, when it was said.
    pub deploiement: Option<StatutDeploiement>,
    /// The index, in hundredths.
    pub total: u16,
    /// The personalised index, in hundredths.
    pub personnalise: u16,
    /// The index over time.
    pub courbe: Courbe,
    /// The four categories.
    pub categories: Vec<CategorieIndice>,
    /// What remains, the most useful first; those that are named.
    pub actions: Vec<ActionVue>,
    /// How many measures remain to be handled.
    pub restantes: usize,
    /// What if.
    pub simulateur: Simulateur,
    /// Measures with an answer, and all of them.
    pub completude: (usize, usize),
}

/// What an index (hundredths) means for a decision.
pub(crate) fn sens(total: u16) -> impl Renderable {
    let valeur = f64::from(total) / 100.0;
    let suivant = palier_suivant(valeur);
    // Counted from the index as it is shown, cut to the tenth: the two figures add up.
    let affiche = total / 10 * 10;
    let manque =
        move |seuil: f64| indice(domaine::indice::centiemes(seuil).saturating_sub(affiche));
    maud! {
        @match total {
            0..100 => { "L’essentiel reste à faire. Sous 1, une homologation n’est " b { "pas possible" } "." }
            100..200 => {
                "Les bases sont commencées. Une homologation est déconseillée ; si elle est décidée, elle ne dépasse pas "
                b { (duree(palier(valeur).mois)) } " et comporte au moins une réserve."
            }
            _ => {
                @if total < 300 { "Les bases sont là." } @else if total < 400 { "Le socle est en place." } @else { "La sécurité du service est solide." }
                " À ce niveau, une homologation de " b { (duree(palier(valeur).mois)) } " au plus est conseillée."
            }
        }
        @if let Some(suivant) = suivant {
            " Il manque " b.mss-num { (manque(suivant.seuil)) " point" }
            @if suivant.mois == Some(6) { " pour atteindre 1." } @else { " pour passer à " (duree(suivant.mois)) "." }
        }
    }
}

/// What the index speaks of, for a service that is or is not there yet (F24).
const fn portee(deploiement: StatutDeploiement) -> &'static str {
    match deploiement {
        StatutDeploiement::EnProjet => {
            "Le service n’existe pas encore : l’indice compte ce qui est déjà en place et montera avec le projet."
        }
        StatutDeploiement::EnCours => {
            "Le service est en chantier : relisez cet indice juste avant l’ouverture."
        }
        StatutDeploiement::EnLigne => {
            "Le service est ouvert : l’indice dit la protection dont il dispose aujourd’hui."
        }
    }
}

impl IndiceCyber {
    /// The weakest category that has measures.
    fn faible(&self) -> Option<&CategorieIndice> {
        self.categories
            .iter()
            .filter(|c| c.mesures > 0)
            .min_by_key(|c| c.centiemes)
    }
}

/// How much was answered, and the index without what is declined.
fn precisions(page: &IndiceCyber) -> impl Renderable {
    let (repondues, total) = page.completude;
    let service = page.bande.service;
    maud! {
        dl.mss-fiche {
            dt { "Complétude" }
            dd {
                (pourcent(repondues, total)) " : " (compte(repondues, "mesure a une réponse", "mesures ont une réponse"))
                ", sur " (total) ". "
                @if repondues < total {
                    "Une mesure à statuer compte comme non faite. "
                    a href=(adresse::service(service, "etat-des-lieux")) { "Répondre aux questions" } "."
                }
            }
            dt { "Indice personnalisé" }
            dd {
                b { (indice(page.personnalise)) } ". "
                @if page.personnalise == page.total { "C’est le même : aucune mesure écartée ne le change." }
                @else { "C’est l’indice du service sans les mesures que vous écartez. La durée conseillée suit l’indice cyber, pas celui-ci." }
            }
        }
    }
}

impl Vue for IndiceCyber {
    fn titre(&self) -> String {
        format!("Indice cyber de {}", self.bande.nom)
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
            div.fr-container--fluid.mss-page {
                div.mss-duo.mss-duo--moitie {
                    div {
                        h1 { "Indice cyber" }
                        div.mss-jauge {
                            p.mss-grand { (indice(self.total)) " " small { "sur 5" } }
                            p.mss-texte { (sens(self.total)) }
                        }
                        @if let Some(deploiement) = self.deploiement { p.mss-texte { %(typo(portee(deploiement))) } }
                        (jauge(self.total))
                        p.fr-text--sm.mss-2 {
                            "Durée d’homologation conseillée selon l’indice. "
                            a href="/methode#indice" { "Comment l’indice est calculé" } "."
                        }
                        (precisions(self))
                        section aria-labelledby="evolution" {
                            h2 #evolution { "Évolution" }
                            (courbe(&self.courbe))
                        }
                    }
                    section aria-labelledby="categories" {
                        h2 #categories { "Par catégorie" }
                        (radar(&self.categories))
                        @if let Some(faible) = self.faible() {
                            @if faible.centiemes < 500 {
                                p.fr-text--sm {
                                    b { "Le point faible est " (la_categorie(faible.categorie)) "." }
                                    " " (faible.mesures - faible.faites) " de ses " (faible.mesures) " mesures ne sont pas faites."
                                }
                            }
                        }
                    }
                }
                @if self.actions.is_empty() {
                    p { "Toutes les mesures sont faites ou écartées." }
                } @else {
                    div.mss-duo.mss-duo--moitie {
                        section aria-labelledby="suite" {
                            h2 #suite { "Ce qui ferait le plus avancer" }
                            (liste(service, &self.actions))
                            p.fr-text--sm {
                                a href=(adresse::service(service, ADRESSE)) {
                                    "Les " (self.restantes) " mesures à traiter, triées par gain, et le plus court chemin vers un indice"
                                }
                            }
                        }
                        (simulateur(cadre, service, &self.simulateur))
                    }
                }
            }
        }
    }
}
