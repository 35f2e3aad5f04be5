//! Measures of one's own: what a specific measure or a model of one says, and where it comes from.
//!
//! Invariant: a [`Contenu`] that exists is within its bounds; the service that holds a copy never
//! depends on what it was copied from.

use crate::par_champs;
use crate::saisie::{Raison, controler};
use crate::texte::{normaliser, normaliser_ligne};
use crate::vocabulaire::Categorie;
use serde::{Deserialize, Serialize};

/// Longest title, in characters.
pub const TITRE_MAX: usize = 200;
/// Longest description, in characters.
pub const DESCRIPTION_MAX: usize = 5000;
/// Most steps.
pub const ETAPES_MAX: usize = 20;
/// Longest step, in characters.
pub const ETAPE_MAX: usize = 500;

/// What identifiers of specific measures start with: `SPE.1`, `SPE.2`… within a service.
pub const PREFIXE: &str = "SPE.";

vocabulaire! {
    /// Where a model comes from, for whoever looks.
    Provenance {
        /// Made by this person.
        Miens = "miens",
        /// Shared by a colleague.
        Partages = "partages",
        /// Delivered with the product.
        Bibliotheque = "bibliotheque",
    }

    /// The parts of a specific measure or of a model.
    ChampContenu {
        Titre = "titre",
        Description = "description",
        Categorie = "categorie",
        Etapes = "etapes",
    }
}

/// What a specific measure or a model says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contenu {
    /// What to do, on one line.
    pub titre: String,
    /// What it is when it is done; may be empty.
    pub description: String,
    /// The family it counts in.
    pub categorie: Categorie,
    /// How to go about it, one line each; may be empty.
    pub etapes: Vec<String>,
}

par_champs! {
    Contenu, ChampContenu {
        Titre => titre;
        Description => description;
        Categorie => categorie;
        Etapes => etapes;
    }
}

/// The same as typed: nothing checked yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContenuSaisi {
    /// The title.
    pub titre: String,
    /// The description.
    pub description: String,
    /// The category; none when nothing was chosen.
    pub categorie: Option<Categorie>,
    /// The steps, empty lines included.
    pub etapes: Vec<String>,
}

impl ContenuSaisi {
    /// The stored form of what was typed.
    ///
    /// # Errors
    /// Every part to look at again, by its name: never empty.
    pub fn lire(&self) -> Result<Contenu, Vec<(&'static str, Raison)>> {
        let titre = normaliser_ligne(&self.titre);
        let description = normaliser(&self.description);
        let etapes: Vec<String> = self
            .etapes
            .iter()
            .map(|etape| normaliser_ligne(etape))
            .filter(|etape| !etape.is_empty())
            .collect();
        let raisons = [
            (ChampContenu::Titre, controler(&titre, TITRE_MAX, true)),
            (
                ChampContenu::Description,
                controler(&description, DESCRIPTION_MAX, false),
            ),
            (
                ChampContenu::Categorie,
                self.categorie.is_none().then_some(Raison::Vide),
            ),
            (ChampContenu::Etapes, refus_etapes(&etapes)),
        ];
        let refus: Vec<_> = raisons
            .into_iter()
            .filter_map(|(champ, raison)| Some((champ.id(), raison?)))
            .collect();
        match self.categorie {
            Some(categorie) if refus.is_empty() => Ok(Contenu {
                titre,
                description,
                categorie,
                etapes,
            }),
            _ => Err(refus),
        }
    }
}

impl Contenu {
    /// The same as a form shows it.
    #[must_use]
    pub fn saisi(&self) -> ContenuSaisi {
        ContenuSaisi {
            titre: self.titre.clone(),
            description: self.description.clone(),
            categorie: Some(self.categorie),
            etapes: self.etapes.clone(),
        }
    }

    /// Everything a search reads.
    #[must_use]
    pub fn texte_cherche(&self) -> String {
        let etapes = self.etapes.join(" ");
        format!("{} {} {etapes}", self.titre, self.description)
    }
}

fn refus_etapes(etapes: &[String]) -> Option<Raison> {
    if etapes.len() > ETAPES_MAX {
        return Some(Raison::TropDeLignes { max: ETAPES_MAX });
    }
    (1..).zip(etapes).find_map(|(ligne, etape)| {
        controler(etape, ETAPE_MAX, false).map(|raison| match raison {
            Raison::TropLong { max } => Raison::LigneTropLongue { ligne, max },
            autre => autre,
        })
    })
}

/// The identifier of the specific measure of that number.
#[must_use]
pub fn id_specifique(numero: i64) -> String {
    format!("{PREFIXE}{numero}")
}

/// Where a specific measure or a model was copied from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Origine {
    /// Written from nothing.
    #[default]
    Aucune,
    /// A model, by its key.
    Modele(String),
    /// The library, by identifier.
    Bibliotheque(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saisi() -> ContenuSaisi {
        ContenuSaisi {
            titre: "  Fermer la salle\tserveur ".into(),
            description: "Une porte.\r\nUne clé.".into(),
            categorie: Some(Categorie::Protection),
            etapes: vec!["Acheter un verrou".into(), "  ".into(), "Le poser ".into()],
        }
    }

    #[test]
    fn what_is_typed_is_kept_tidy() {
        let lu = saisi().lire().unwrap();
        assert_eq!(lu.titre, "Fermer la salle serveur");
        assert_eq!(lu.description, "Une porte.\nUne clé.");
        assert_eq!(lu.etapes, ["Acheter un verrou", "Le poser"]);
        assert_eq!(
            lu.saisi().lire().as_ref(),
            Ok(&lu),
            "reading twice changes nothing"
        );
    }

    #[test]
    fn every_refusal_is_listed() {
        let refuses = |saisi: ContenuSaisi| saisi.lire().unwrap_err();
        assert_eq!(
            refuses(ContenuSaisi::default()),
            [("titre", Raison::Vide), ("categorie", Raison::Vide)]
        );
        let trop = ContenuSaisi {
            titre: "é".repeat(TITRE_MAX + 1),
            description: "a\u{202e}b".into(),
            etapes: vec!["a".into(), "b".repeat(ETAPE_MAX + 1)],
            ..saisi()
        };
        assert_eq!(
            refuses(trop),
            [
                ("titre", Raison::TropLong { max: TITRE_MAX }),
                ("description", Raison::CaractereInterdit),
                (
                    "etapes",
                    Raison::LigneTropLongue {
                        ligne: 2,
                        max: ETAPE_MAX
                    }
                ),
            ]
        );
        let lignes = ContenuSaisi {
            etapes: vec!["x".into(); ETAPES_MAX + 1],
            ..saisi()
        };
        assert_eq!(
            refuses(lignes),
            [("etapes", Raison::TropDeLignes { max: ETAPES_MAX })]
        );
        let pleine = ContenuSaisi {
            titre: "é".repeat(TITRE_MAX),
            description: "x".repeat(DESCRIPTION_MAX),
            etapes: vec!["x".repeat(ETAPE_MAX); ETAPES_MAX],
            ..saisi()
        };
        assert!(pleine.lire().is_ok(), "the bounds themselves are accepted");
    }
}
