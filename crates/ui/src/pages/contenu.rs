//! What a specific measure or a model says: the fields one types it in, and its reading.
//!
//! Invariant: the same words and the same bounds wherever such a text is typed or read.

use crate::composants::{Champ, Erreur, Groupe, Noms, OptionVue, champ, radios, zone_texte};
use crate::prelude::*;
use crate::texte;
use domaine::specifiques::{
    Contenu, ContenuSaisi, DESCRIPTION_MAX, ETAPE_MAX, ETAPES_MAX, TITRE_MAX,
};
use domaine::vocabulaire::Categorie;

/// What the fields are called, for the summary of what is refused.
pub(crate) const NOMS: Noms = &[
    ("titre", "Que faut-il faire ?"),
    ("categorie", "Dans quelle catégorie ?"),
    ("organisation", "Vous, et les personnes de"),
];

/// The fields, as typed.
pub(crate) fn champs_contenu<'a>(
    saisi: &'a ContenuSaisi,
    erreurs: &'a [Erreur],
) -> impl Renderable + 'a {
    let erreur = |champ: &str| {
        let erreur = erreurs.iter().find(|e| e.champ == champ)?;
        Some(erreur.message.as_str())
    };
    let categories: Vec<_> = Categorie::TOUS
        .iter()
        .map(|categorie| OptionVue {
            valeur: categorie.id().to_owned(),
            libelle: texte::categorie(*categorie).to_owned(),
            aide: texte::categorie_en_bref(*categorie).to_owned(),
            choisie: saisi.categorie == Some(*categorie),
            refus: None,
        })
        .collect();
    let etapes = saisi.etapes.join("\n");
    maud! {
        (champ(Champ {
            nom: "titre", libelle: "Que faut-il faire ?",
            aide: "Une phrase courte, qui commence par un verbe.",
            valeur: &saisi.titre, erreur: erreur("titre"), maximum: TITRE_MAX, ..Champ::default()
        }))
        (radios(&Groupe {
            nom: "categorie", legende: "Dans quelle catégorie ?", aide: "", precision: (),
            options: &categories, erreur: erreur("categorie"),
        }))
        (zone_texte(Champ {
            nom: "description", libelle: "Description",
            aide: "Ce qui est en place quand la mesure est faite, et pourquoi.",
            valeur: &saisi.description, erreur: erreur("description"), maximum: DESCRIPTION_MAX,
            obligatoire: false, ..Champ::default()
        }, 4))
        (zone_texte(Champ {
            nom: "etapes", libelle: "Étapes",
            aide: "Une étape par ligne, 20 au plus.",
            valeur: &etapes, erreur: erreur("etapes"), maximum: (ETAPE_MAX + 1) * ETAPES_MAX,
            obligatoire: false, ..Champ::default()
        }, 5))
    }
}

/// Description and steps, to read.
pub(crate) fn lecture_contenu(contenu: &Contenu) -> impl Renderable {
    maud! {
        @if !contenu.description.is_empty() { p.fr-text--lead.mss-libre { (contenu.description) } }
        @if !contenu.etapes.is_empty() {
            h2.mss-h { "Par où commencer" }
            ol.mss-texte { @for etape in &contenu.etapes { li { (etape) } } }
        }
    }
}
