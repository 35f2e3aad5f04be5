//! Two people changed the same answer: both are shown, one is chosen.

use super::{ServiceDecrit, fil_si_brouillon};
use crate::composants::{alerte, champs_caches};
use crate::format::heure;
use crate::gabarit::{Bande, Ton};
use crate::prelude::*;
use crate::texte;
use domaine::vocabulaire::Champ;
use jiff::Timestamp;

/// An answer both changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChampEnConflit {
    /// The field.
    pub champ: Champ,
    /// What is in place, in words.
    pub en_place: String,
    /// What this person typed, in words.
    pub le_mien: String,
}

/// Two edits of the same description. Nothing of the second one is saved until a choice is made.
#[derive(Clone, Debug)]
pub struct ConflitDescription {
    /// The service; its version is the one in place.
    pub service: ServiceDecrit,
    /// Who saved first.
    pub auteur: String,
    /// When.
    pub quand: Timestamp,
    /// The answers both changed.
    pub conflits: Vec<ChampEnConflit>,
    /// The answers only one of them changed, already reconciled: field, value, whether it is mine.
    pub regles: Vec<(Champ, String, bool)>,
    /// Everything this person sent, to be sent again with the choice: name, value.
    pub saisie: Vec<(String, String)>,
    /// Address the form is sent to.
    pub action: String,
}

/// Prefix of the fields that carry a choice: `garder.presentation` is `mien` or [`EN_PLACE`].
pub const PREFIXE_CHOIX: &str = "garder.";

/// The choice that keeps what is in place.
pub const EN_PLACE: &str = "place";

impl Vue for ConflitDescription {
    fn titre(&self) -> String {
        "Deux personnes ont modifié la description".to_owned()
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
                div.mss-colonne {
                    h1 { "Deux personnes ont modifié la description en même temps" }
                    (alerte(Ton::Alerte, "Rien n’est perdu, il reste à choisir", maud! {
                        p {
                            (self.auteur) " a enregistré à " (heure(self.quand))
                            " pendant que vous écriviez. Les deux réponses sont ci-dessous. Tant que vous n’avez pas choisi, la sienne reste en place."
                        }
                    }))
                    form action=(self.action) method="post" {
                        (champs_caches(cadre, Some(self.service.version)))
                        @for (nom, valeur) in &self.saisie { input type="hidden" name=(nom) value=(valeur); }
                        @for (champ, _, _) in self.regles.iter().filter(|(_, _, mienne)| !mienne) {
                            input type="hidden" name={ (PREFIXE_CHOIX) (champ.id()) } value=(EN_PLACE);
                        }
                        @for conflit in &self.conflits { (choix(conflit, &self.auteur)) }
                        @if !self.regles.is_empty() {
                            h2 { "Le reste est déjà réglé" }
                            div.fr-table { table {
                                caption.fr-sr-only { "Réponses qu’une seule personne a changées" }
                                thead { tr { th scope="col" { "Réponse" } th scope="col" { "Valeur gardée" } th scope="col" { "Pourquoi" } } }
                                tbody { @for (champ, valeur, mienne) in &self.regles { tr {
                                    th scope="row" { (texte::champ(*champ)) }
                                    td { @if valeur.is_empty() { "Rien" } @else { (valeur) } }
                                    td {
                                        @if *mienne { "Vous seul ou seule l’avez changée" }
                                        @else { (self.auteur) " l’a changée, pas vous" }
                                    }
                                } } }
                            } }
                        }
                        div.mss-barre {
                            button.fr-btn { "Enregistrer mon choix" }
                            a.fr-btn.fr-btn--tertiary href=(self.service.accueil()) { "Garder tout ce qui est en place" }
                        }
                    }
                }
            }
        }
    }
}

fn choix<'a>(conflit: &'a ChampEnConflit, auteur: &'a str) -> impl Renderable + 'a {
    let nom = conflit.champ.id();
    let version = move |valeur: &'static str, titre: String, texte: &'a str, choisie: bool| {
        maud! {
            div.mss-version.fr-radio-rich {
                div.fr-radio-group {
                    input #{ (nom) "-" (valeur) } type="radio" name={ (PREFIXE_CHOIX) (nom) } value=(valeur) checked[choisie];
                    label.fr-label for={ (nom) "-" (valeur) } { (titre) }
                }
                p.mss-libre { @if texte.is_empty() { "Rien" } @else { (texte) } }
            }
        }
    };
    maud! {
        fieldset.fr-fieldset {
            legend.fr-fieldset__legend { "Que garder pour « " (texte::champ(conflit.champ)) " » ?" }
            div.mss-versions {
                (version(EN_PLACE, format!("La réponse de {auteur}, en place"), &conflit.en_place, false))
                (version("mien", "La vôtre".to_owned(), &conflit.le_mien, true))
            }
        }
    }
}
