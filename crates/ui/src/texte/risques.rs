//! The words of risks: levels, scales, categories, fields.
//!
//! Invariant: a step of a scale is its figure and its word: "3, lourde".

use crate::format::typo;
use domaine::EnumSet;
use domaine::risques::{ChampAjustement, ChampRisquePropre, Echelon, FaitRisque};
use domaine::vocabulaire::{CategorieRisque, NiveauRisque};

/// An overall level.
#[must_use]
pub const fn niveau_risque(niveau: NiveauRisque) -> &'static str {
    match niveau {
        NiveauRisque::Faible => "Faible",
        NiveauRisque::Moyen => "Moyen",
        NiveauRisque::Eleve => "Élevé",
    }
}

/// A step of a scale: `3, lourde`.
#[must_use]
pub fn cote(echelle: &[Echelon; 4], valeur: u8) -> String {
    let echelon = echelle.get(usize::from(valeur).wrapping_sub(1));
    let mot = echelon.map(|e| typo(&e.libelle).to_string().to_lowercase());
    format!("{valeur}, {}", mot.unwrap_or_default())
}

/// What a risk touches.
#[must_use]
pub const fn categorie_risque(categorie: CategorieRisque) -> &'static str {
    match categorie {
        CategorieRisque::Disponibilite => "Disponibilité",
        CategorieRisque::Integrite => "Intégrité",
        CategorieRisque::Confidentialite => "Confidentialité",
        CategorieRisque::Tracabilite => "Traçabilité",
    }
}

/// Everything a risk touches: `Confidentialité, intégrité`.
#[must_use]
pub fn categories_risque(categories: EnumSet<CategorieRisque>) -> String {
    let mots = categories.iter().map(categorie_risque).enumerate();
    let mots = mots.map(|(rang, mot)| match rang {
        0 => mot.to_owned(),
        _ => mot.to_lowercase(),
    });
    mots.collect::<Vec<_>>().join(", ")
}

/// What may be decided of a computed risk.
#[must_use]
pub const fn champ_ajustement(champ: ChampAjustement) -> &'static str {
    match champ {
        ChampAjustement::Gravite => "Gravité retenue",
        ChampAjustement::Desactivation => "Étude du risque",
    }
}

/// A field of a risk of one's own.
#[must_use]
pub const fn champ_risque_propre(champ: ChampRisquePropre) -> &'static str {
    match champ {
        ChampRisquePropre::Titre => "Titre",
        ChampRisquePropre::Description => "Description",
        ChampRisquePropre::Categories => "Ce qu’il touche",
        ChampRisquePropre::Gravite => "Gravité",
        ChampRisquePropre::Vraisemblance => "Vraisemblance",
        ChampRisquePropre::Commentaire => "Explication",
    }
}

/// What happened to a risk, as a sentence.
#[must_use]
pub fn fait_risque(gravites: &[Echelon; 4], fait: &FaitRisque) -> String {
    match fait {
        FaitRisque::GraviteChoisie(retenue) => {
            let cote = cote(gravites, retenue.valeur);
            format!("Gravité choisie\u{a0}: {cote}. {}", retenue.raison)
        }
        FaitRisque::GraviteCalculee => "La gravité calculée est reprise.".to_owned(),
        FaitRisque::Desactive(raison) => format!("Risque non étudié. {raison}"),
        FaitRisque::Reactive => "Risque étudié à nouveau.".to_owned(),
        FaitRisque::Ajoute => "Risque ajouté.".to_owned(),
        FaitRisque::Champs(champs) => {
            let noms = champs
                .iter()
                .map(|c| champ_risque_propre(*c).to_lowercase());
            format!("Modifié\u{a0}: {}.", noms.collect::<Vec<_>>().join(", "))
        }
        FaitRisque::Retire => "Risque retiré.".to_owned(),
        FaitRisque::Retabli => "Risque rétabli.".to_owned(),
        FaitRisque::Lie(mesure) => format!("Mesure {mesure} liée."),
        FaitRisque::Delie(mesure) => format!("Mesure {mesure} déliée."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_read_as_a_list_and_nothing_happens_without_a_sentence() {
        let deux = CategorieRisque::Integrite | CategorieRisque::Confidentialite;
        assert_eq!(categories_risque(deux), "Intégrité, confidentialité");
        let gravites = ["Limitée", "Sensible", "Lourde", "Extrême"].map(|libelle| Echelon {
            libelle: libelle.to_owned(),
            description: String::new(),
        });
        assert_eq!(cote(&gravites, 3), "3, lourde");
        assert_eq!(cote(&gravites, 0), "0, ", "never a panic");
        let champs = vec![ChampRisquePropre::Titre, ChampRisquePropre::Gravite];
        assert_eq!(
            fait_risque(&gravites, &FaitRisque::Champs(champs)),
            "Modifié\u{a0}: titre, gravité."
        );
    }
}
