//! Two people changed the same part of a specific measure: both texts, to choose from or reunite.
//!
//! Invariant: nothing typed is lost: what is not chosen stays in the form until it is sent.

use super::adresse_specifique;
use crate::adresse;
use crate::composants::{alerte, champs_caches};
use crate::format::{heure, jour};
use crate::gabarit::{Bande, Ton};
use crate::pages::description::{EN_PLACE, PREFIXE_CHOIX};
use crate::prelude::*;
use crate::texte;
use domaine::specifiques::{ChampContenu, ContenuSaisi};
use jiff::Timestamp;

/// The choice that takes the text that reunites both.
pub const REUNIS: &str = "deux";

/// Prefix of the fields that hold such a text: `reuni.description`.
pub const REUNI_PREFIXE: &str = "reuni.";

/// A part both changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChampEnConflit {
    /// The part.
    pub champ: ChampContenu,
    /// What is in place, in words.
    pub en_place: String,
    /// What this person typed, in words.
    pub le_mien: String,
}

/// The page. Nothing of the second edit is saved until a choice is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflitSpecifique {
    /// Band of the service.
    pub bande: Bande,
    /// The measure.
    pub id: String,
    /// Version of the text in place.
    pub version: i64,
    /// Who saved first.
    pub auteur: String,
    /// When.
    pub quand: Timestamp,
    /// The parts both changed.
    pub conflits: Vec<ChampEnConflit>,
    /// The parts this person alone did not change: what is in place is kept.
    pub repris: Vec<ChampContenu>,
    /// What this person typed, to be sent again with the choice.
    pub saisi: ContenuSaisi,
}

impl Vue for ConflitSpecifique {
    fn titre(&self) -> String {
        format!("Deux textes pour {}", self.id)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        let mesure = adresse::service(service, &format!("mesures/{}", self.id));
        let etapes = self.saisi.etapes.join("\n");
        let categorie = self.saisi.categorie.map_or("", |c| c.id());
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Deux personnes ont modifié " (self.id) " en même temps" }
                (alerte(Ton::Alerte, "Rien n’est perdu, il reste à choisir", maud! {
                    p {
                        (self.auteur) " a enregistré le " (jour(self.quand)) " à " (heure(self.quand))
                        ", après l’ouverture de votre page. Les deux textes sont ci-dessous. Tant que vous n’avez pas choisi, le sien reste en place."
                    }
                }))
                form action=(adresse_specifique(service, &self.id, "texte")) method="post" {
                    (champs_caches(cadre, Some(self.version)))
                    input type="hidden" name="titre" value=(&self.saisi.titre);
                    input type="hidden" name="categorie" value=(categorie);
                    input type="hidden" name="description" value=(&self.saisi.description);
                    input type="hidden" name="etapes" value=(etapes);
                    @for champ in &self.repris {
                        input type="hidden" name={ (PREFIXE_CHOIX) (champ.id()) } value=(EN_PLACE);
                    }
                    @for conflit in &self.conflits { (choix(conflit, &self.auteur)) }
                    @if !self.repris.is_empty() {
                        p.mss-2 {
                            "Ce que " (self.auteur) " a changé d’autre est gardé : "
                            @for (rang, champ) in self.repris.iter().enumerate() {
                                @if rang > 0 { ", " }
                                (nom(*champ))
                            }
                            "."
                        }
                    }
                    div.mss-barre {
                        button.fr-btn { "Enregistrer mon choix" }
                        a.fr-btn.fr-btn--tertiary href=(mesure) { "Garder tout ce qui est en place" }
                    }
                }
            } }
        }
    }
}

fn nom(champ: ChampContenu) -> String {
    let nom = texte::sujet(champ.id()).unwrap_or_default();
    nom.to_lowercase()
}

fn choix<'a>(conflit: &'a ChampEnConflit, auteur: &'a str) -> impl Renderable + 'a {
    let champ = conflit.champ.id();
    let bouton = move |valeur: &'static str, titre: String, choisi: bool| {
        maud! {
            div.fr-radio-group {
                input #{ (champ) "-" (valeur) } type="radio" name={ (PREFIXE_CHOIX) (champ) } value=(valeur) checked[choisi];
                label.fr-label for={ (champ) "-" (valeur) } { (titre) }
            }
        }
    };
    let reunir = matches!(
        conflit.champ,
        ChampContenu::Description | ChampContenu::Etapes
    );
    maud! {
        fieldset.fr-fieldset {
            legend.fr-fieldset__legend { "Que garder pour « " (nom(conflit.champ)) " » ?" }
            div.mss-versions {
                div.mss-version.fr-radio-rich {
                    (bouton(EN_PLACE, format!("Le texte de {auteur}, en place"), false))
                    p.mss-libre { @if conflit.en_place.is_empty() { "Rien" } @else { (conflit.en_place) } }
                }
                div.mss-version.fr-radio-rich {
                    (bouton("mien", "Le vôtre".to_owned(), true))
                    p.mss-libre { @if conflit.le_mien.is_empty() { "Rien" } @else { (conflit.le_mien) } }
                }
            }
            @if reunir {
                div.mss-version.fr-radio-rich {
                    (bouton(REUNIS, "Un texte qui réunit les deux, ci-dessous".to_owned(), false))
                }
                div.fr-input-group {
                    label.fr-sr-only for={ (REUNI_PREFIXE) (champ) } { "Texte qui réunit les deux" }
                    textarea #{ (REUNI_PREFIXE) (champ) } .fr-input name={ (REUNI_PREFIXE) (champ) } rows="5" {
                        "\n" (conflit.en_place) "\n" (conflit.le_mien)
                    }
                }
            }
        }
    }
}
