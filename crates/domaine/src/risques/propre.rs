//! A risk a person adds: everything in it is typed, nothing computed (`risques.md` §5).
//!
//! Invariant: the current gravity and likelihood never exceed the raw ones: measures reduce a risk,
//! they do not add to it.

use crate::par_champs;
use crate::saisie::{Raison, controler};
use crate::texte::{normaliser, normaliser_ligne};
use crate::vocabulaire::CategorieRisque;
use enumset::EnumSet;
use serde::{Deserialize, Serialize};

vocabulaire! {
    /// The fields of a risk of one's own; raw and current change together.
    ChampRisquePropre {
        Titre = "titre",
        Description = "description",
        Categories = "categories",
        Gravite = "gravite",
        Vraisemblance = "vraisemblance",
        Commentaire = "commentaire",
    }
}

/// A risk of one's own, as stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RisquePropre {
    /// What may happen, in a few words.
    pub titre: String,
    /// The same in a few sentences; optional.
    pub description: String,
    /// What it touches; at least one.
    pub categories: EnumSet<CategorieRisque>,
    /// How bad it would be if nothing were done, 1 to 4.
    pub gravite_brute: u8,
    /// How likely if nothing were done, 1 to 4.
    pub vraisemblance_brute: u8,
    /// How bad it would be today, 1 to 4.
    pub gravite_courante: u8,
    /// How likely today, 1 to 4.
    pub vraisemblance_courante: u8,
    /// Why these figures; optional.
    pub commentaire: String,
}

par_champs! {
    RisquePropre, ChampRisquePropre {
        Titre => titre;
        Description => description;
        Categories => categories;
        Gravite => gravite_brute, gravite_courante;
        Vraisemblance => vraisemblance_brute, vraisemblance_courante;
        Commentaire => commentaire;
    }
}

/// Longest title, in characters.
pub const TITRE_MAX: usize = 200;
/// Longest description or comment, in characters.
pub const TEXTE_MAX: usize = 2000;
/// Most risks of its own a service may have at one time.
pub const PROPRES_MAX: usize = 100;

impl RisquePropre {
    /// The form in which it is saved: texts normalised.
    #[must_use]
    pub fn normalise(mut self) -> Self {
        self.titre = normaliser_ligne(&self.titre);
        self.description = normaliser(&self.description);
        self.commentaire = normaliser(&self.commentaire);
        self
    }

    /// What cannot be saved: the form field, and why.
    #[must_use]
    pub fn refus(&self) -> Vec<(&'static str, Raison)> {
        let textes = [
            ("titre", &self.titre, TITRE_MAX, true),
            ("description", &self.description, TEXTE_MAX, false),
            ("commentaire", &self.commentaire, TEXTE_MAX, false),
        ];
        let mut refus: Vec<_> = textes
            .into_iter()
            .filter_map(|(champ, texte, max, obligatoire)| {
                Some((champ, controler(texte, max, obligatoire)?))
            })
            .collect();
        if self.categories.is_empty() {
            refus.push(("categories", Raison::Vide));
        }
        let couples = [
            (
                ("graviteBrute", self.gravite_brute),
                ("graviteCourante", self.gravite_courante),
            ),
            (
                ("vraisemblanceBrute", self.vraisemblance_brute),
                ("vraisemblanceCourante", self.vraisemblance_courante),
            ),
        ];
        for (brut, courant) in couples {
            let inconnus = [brut, courant].map(|(_, valeur)| !(1..=4).contains(&valeur));
            for ((champ, _), inconnu) in [brut, courant].into_iter().zip(inconnus) {
                if inconnu {
                    refus.push((champ, Raison::Inconnu));
                }
            }
            if inconnus == [false, false] && courant.1 > brut.1 {
                refus.push((courant.0, Raison::PlusHautQueBrut));
            }
        }
        refus
    }
}

/// The identifier of the `n`th risk added to a service: `RP.1`…
#[must_use]
pub fn id_propre(n: u32) -> String {
    format!("RP.{n}")
}

/// The number in such an identifier; none for anything else.
#[must_use]
pub fn numero_propre(id: &str) -> Option<u32> {
    let n = id.strip_prefix("RP.")?.parse().ok().filter(|n| *n > 0)?;
    (id_propre(n) == id).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn risque() -> RisquePropre {
        RisquePropre {
            titre: "Départ du seul agent qui connaît l’outil".to_owned(),
            categories: CategorieRisque::Disponibilite.into(),
            gravite_brute: 3,
            vraisemblance_brute: 4,
            gravite_courante: 3,
            vraisemblance_courante: 2,
            ..RisquePropre::default()
        }
    }

    #[test]
    fn a_risk_has_a_title_a_category_and_four_figures() {
        assert!(risque().refus().is_empty());
        let champs: Vec<_> = RisquePropre::default()
            .refus()
            .iter()
            .map(|r| r.0)
            .collect();
        assert_eq!(
            champs,
            [
                "titre",
                "categories",
                "graviteBrute",
                "graviteCourante",
                "vraisemblanceBrute",
                "vraisemblanceCourante"
            ]
        );
    }

    #[test]
    fn measures_never_make_a_risk_worse() {
        let pire = RisquePropre {
            gravite_courante: 4,
            ..risque()
        };
        assert_eq!(pire.refus(), [("graviteCourante", Raison::PlusHautQueBrut)]);
    }

    #[test]
    fn identifiers_read_back_and_nothing_else_does() {
        assert_eq!(numero_propre(&id_propre(12)), Some(12));
        for faux in [
            "R3", "RP.", "RP.0", "RP.01", "RP.-1", "RP.+1", "rp.1", "RP.1 ",
        ] {
            assert_eq!(numero_propre(faux), None, "{faux}");
        }
    }
}
