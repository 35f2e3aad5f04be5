//! What someone typed when their session ended, to confirm or to drop.
//!
//! Invariant: nothing is submitted without a click, and every kept value is on the page.

use crate::composants::jeton;
use crate::prelude::*;
use crate::texte;
use domaine::vocabulaire::Champ;

/// A form that arrived after its session had ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reprise {
    /// Where it was going; an address of this site, checked by the caller.
    pub action: String,
    /// Its fields, in order, without the token.
    pub champs: Vec<(String, String)>,
}

/// Fields that carry no words of the person.
const TECHNIQUES: [&str; 5] = ["operation", "version", "retour", "suite", "geste"];

impl Vue for Reprise {
    fn titre(&self) -> String {
        "Reprendre votre saisie".to_owned()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let saisis: Vec<_> = self
            .champs
            .iter()
            .filter(|(nom, valeur)| !valeur.is_empty() && !TECHNIQUES.contains(&nom.as_str()))
            .collect();
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Reprendre votre saisie" }
                p.mss-texte {
                    "Votre session avait pris fin au moment d’enregistrer. Voici ce que vous aviez saisi. Rien n’est encore enregistré."
                }
                dl.mss-fiche {
                    @for (nom, valeur) in &saisis { dt { (libelle(nom)) } dd { (valeur) } }
                }
                form action=(self.action) method="post" {
                    (jeton(cadre))
                    @for (nom, valeur) in &self.champs {
                        input type="hidden" name=(nom) value=(valeur);
                    }
                    button.fr-btn { "Enregistrer ma saisie" }
                }
                form action="/reprise" method="post" {
                    (jeton(cadre))
                    button.fr-btn.fr-btn--tertiary { "Abandonner ma saisie" }
                }
            } }
        }
    }
}

/// What a field is called on the pages that ask for it.
fn libelle(nom: &str) -> &str {
    match nom {
        "nom" => "Nom du nouveau service",
        "organisation" => "Nom de l’organisation",
        "exemple" => "Exemple de départ",
        "motif" => "Motif",
        "statut" | "reponse" => "Réponse",
        "courriel" => "Adresse électronique",
        "role" => "Rôle",
        _ => Champ::depuis_id(nom).map_or(nom, |champ| texte::champ(champ)),
    }
}
