//! The end of the questions: the index, and what remains, the most pressing first.

use super::lien_a_demander;
use crate::adresse;
use crate::composants::{Chiffre, chiffres};
use crate::format::{compte, indice};
use crate::gabarit::{Bande, SUFFIXE};
use crate::pages::indice::sens;
use crate::pages::mesures::{LigneMesure, liste_simple};
use crate::prelude::*;
use crate::svg::jauge;

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Fin {
    /// Band of the service.
    pub bande: Bande,
    /// The index, in hundredths.
    pub indice: u16,
    /// Measures done, under way, to be started, declined.
    pub comptes: [usize; 4],
    /// Questions still put off.
    pub restantes: usize,
    /// Questions answered "je ne sais pas".
    pub inconnues: usize,
    /// What remains, the most pressing first.
    pub priorites: Vec<LigneMesure>,
}

/// How many measures are named before the link to all of them.
const NOMMEES: usize = 10;

impl Vue for Fin {
    fn titre(&self) -> String {
        format!("Fin de l’état des lieux, {}", self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        let mesures = adresse::service(service, "mesures");
        let noms = [
            ("faites", "faites"),
            ("en cours", "enCours"),
            ("à lancer", "aLancer"),
            ("écartées", "ecartees"),
        ];
        let comptes: Vec<_> = self
            .comptes
            .iter()
            .zip(noms)
            .map(|(nombre, (nom, onglet))| Chiffre {
                valeur: nombre.to_string(),
                libelle: nom.to_owned(),
                adresse: Some(format!("{mesures}?onglet={onglet}")),
                alerte: false,
            })
            .collect();
        maud! {
            div.fr-container--fluid.mss-page {
                div #etat data-titre={ (self.titre()) (SUFFIXE) } {
                    h1 tabindex="-1" data-focus {
                        @if self.restantes == 0 { "L’état des lieux est terminé" } @else { "Où en est l’état des lieux" }
                    }
                    div.mss-duo.mss-duo--moitie {
                        div {
                            div.mss-jauge {
                                p.mss-grand { (indice(self.indice)) " " small { "sur 5" } }
                                p.mss-texte { (sens(self.indice)) }
                            }
                            (jauge(self.indice))
                            p { a href=(adresse::service(service, "indice-cyber")) { "Comprendre cet indice" } }
                        }
                        div {
                            (chiffres("Mesures par état", &comptes))
                            @if self.restantes > 0 {
                                p { a href=(adresse::service(service, "etat-des-lieux")) {
                                    (compte(self.restantes, "question reste sans réponse", "questions restent sans réponse"))
                                } }
                            }
                            (lien_a_demander(service, self.inconnues))
                        }
                    }
                    h2 { "Ce qui reste, par priorité" }
                    @if self.priorites.is_empty() {
                        p { "Rien. Toutes les mesures sont faites ou écartées." }
                    } @else {
                        (liste_simple(service, self.priorites.get(..NOMMEES).unwrap_or(&self.priorites)))
                        p { a href=(mesures) { "Voir les " (self.priorites.len()) " mesures à traiter" } }
                    }
                }
            }
        }
    }
}
