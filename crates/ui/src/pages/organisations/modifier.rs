//! Changing what an organisation is.

use super::type_entite;
use crate::adresse;
use crate::composants::{
    Champ, Erreur, Noms, Selection, alerte, champ, champs_caches, fil, resume_nomme, selection,
};
use crate::gabarit::Ton;
use crate::prelude::*;
use domaine::organisations::{EUID_MAX, FicheSaisie, NOM_MAX, TypeEntite};
use uuid::Uuid;

/// What the fields are called, for the summary of what is refused.
const NOMS: Noms = &[
    ("nom", "Nom"),
    ("rna", "Numéro RNA"),
    ("euid", "Identifiant européen (EUID)"),
];

/// What someone else saved meanwhile: what it is about, what is stored.
pub type Stockee = (&'static str, String);

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModifierOrganisation {
    /// Its key.
    pub id: Uuid,
    /// Its name in place.
    pub nom: String,
    /// Version the form was loaded at.
    pub version: i64,
    /// What is typed.
    pub saisie: FicheSaisie,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
    /// What someone else saved meanwhile in the same fields.
    pub conflit: Vec<Stockee>,
}

impl Vue for ModifierOrganisation {
    fn titre(&self) -> String {
        format!("Modifier {}", self.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Organisations)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let fiche = adresse::organisation(self.id, "");
        let erreur = |champ: &str| {
            let erreur = self.erreurs.iter().find(|e| e.champ == champ)?;
            Some(erreur.message.as_str())
        };
        let types: Vec<_> = [("", "Non précisé")]
            .into_iter()
            .chain(TypeEntite::TOUS.iter().map(|t| (t.id(), type_entite(*t))))
            .collect();
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[("/organisations", "Organisations"), (&fiche, &self.nom)], "Modifier"))
                h1 { "Modifier l’organisation" }
                (resume_nomme(&self.erreurs, NOMS))
                (conflit(&self.conflit))
                div.mss-duo.mss-duo--etroit { form action=(adresse::organisation(self.id, "modifier")) method="post" novalidate {
                    (champs_caches(cadre, Some(self.version)))
                    (champ(Champ {
                        nom: "nom", libelle: "Nom", valeur: &self.saisie.nom, erreur: erreur("nom"),
                        maximum: NOM_MAX, remplissage: "organization", ..Champ::default()
                    }))
                    (selection(Selection {
                        nom: "typeEntite", prefixe: "", libelle: "Type d’entité", visible: true,
                        options: &types, valeur: &self.saisie.type_entite,
                    }))
                    (champ(Champ {
                        nom: "rna", libelle: "Numéro RNA", aide: "Pour une association\u{a0}: W suivi de neuf chiffres.",
                        valeur: &self.saisie.rna, erreur: erreur("rna"), maximum: 20,
                        obligatoire: false, ..Champ::default()
                    }))
                    (champ(Champ {
                        nom: "euid", libelle: "Identifiant européen (EUID)",
                        aide: "Pays, registre, point, numéro. Par exemple DEK1101R.HRB116737.",
                        valeur: &self.saisie.euid, erreur: erreur("euid"), maximum: EUID_MAX,
                        obligatoire: false, ..Champ::default()
                    }))
                    p.fr-text--sm.mss-2 { "Le SIRET ne change pas\u{a0}: une entité qui en reçoit un autre est une autre organisation." }
                    div.mss-barre {
                        button.fr-btn { "Enregistrer" }
                        a.fr-btn.fr-btn--tertiary href=(&fiche) { "Annuler" }
                    }
                } }
            }
        }
    }
}

/// What someone else saved meanwhile, and what sending again does.
pub(super) fn conflit(stockees: &[Stockee]) -> impl Renderable {
    maud! {
        @if !stockees.is_empty() {
            (alerte(Ton::Alerte, "Quelqu’un a enregistré autre chose entre-temps", maud_borrow! {
                p { "Votre texte est resté dans le formulaire. Voici ce qui est enregistré\u{a0}:" }
                dl.mss-fiche { @for (champ, valeur) in stockees {
                    dt { (champ) } dd.mss-texte { @if valeur.is_empty() { "Rien" } @else { (valeur) } }
                } }
                p { "Reprenez-en ce qui convient, puis enregistrez\u{a0}: votre version le remplacera." }
            }))
        }
    }
}
