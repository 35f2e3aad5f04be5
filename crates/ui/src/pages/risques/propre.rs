//! Adding or changing a risk of the service's own, from nothing or from an example.
//!
//! Invariant: an example fills the form in and nothing else: what is saved is what was read.

use super::formulaires::erreur;
use super::page_du_risque;
use crate::adresse;
use crate::composants::{
    Champ, Erreur, Groupe, Noms, OptionVue, cases, champ, champs_caches, fil, resume_nomme,
    zone_texte,
};
use crate::format::typo;
use crate::gabarit::Bande;
use crate::prelude::*;
use crate::texte;
use domaine::risques::{Echelon, ModeleRisques, RisquePropre, TEXTE_MAX, TITRE_MAX};
use domaine::vocabulaire::CategorieRisque;

/// An example one may start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExempleVue {
    /// Its identifier.
    pub id: String,
    /// What may happen.
    pub titre: String,
    /// The same in a sentence.
    pub description: String,
    /// On screen.
    pub choisi: bool,
}

/// What the fields are called, for the summary of what is refused.
const NOMS: Noms = &[
    ("titre", "Que peut-il arriver ?"),
    ("description", "Comment, et avec quelles conséquences ?"),
    ("categories", "Que touche-t-il ?"),
];

/// What the form shows.
#[derive(Clone, Copy, Debug)]
pub struct FormulairePropre<'a> {
    /// The scales.
    pub modele: &'a ModeleRisques,
    /// What is in it.
    pub saisie: &'a RisquePropre,
    /// Version of the row; none for a new risk.
    pub version: Option<i64>,
    /// What was refused.
    pub erreurs: &'a [Erreur],
}

/// The page.
#[derive(Clone, Debug)]
pub struct PageRisquePropre<'a> {
    /// Band of the service.
    pub bande: Bande,
    /// The risk; none for a new one.
    pub risque: Option<String>,
    /// The scales.
    pub modele: &'a ModeleRisques,
    /// What is in the form.
    pub saisie: RisquePropre,
    /// Version of the row; none for a new risk.
    pub version: Option<i64>,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
    /// Where one may start from; none when changing a risk.
    pub exemples: Vec<ExempleVue>,
}

impl Vue for PageRisquePropre<'_> {
    fn titre(&self) -> String {
        match &self.risque {
            None => format!("Ajouter un risque · {}", self.bande.nom),
            Some(id) => format!("Modifier {id} · {}", self.bande.nom),
        }
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        let risques = adresse::service(service, "risques");
        let (retour, action, ici) = match &self.risque {
            None => (
                risques.clone(),
                adresse::service(service, "risques/nouveau"),
                "Nouveau risque",
            ),
            Some(id) => {
                let page = page_du_risque(service, id);
                let action = format!("{page}/modifier");
                (page, action, id.as_str())
            }
        };
        let form = FormulairePropre {
            modele: self.modele,
            saisie: &self.saisie,
            version: self.version,
            erreurs: &self.erreurs,
        };
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[(&risques, "Risques")], ici))
                h1 { @if self.risque.is_some() { "Modifier le risque" } @else { "Ajouter un risque" } }
                (resume_nomme(&self.erreurs, NOMS))
                @if !self.exemples.is_empty() {
                    p { "Décrivez-le, ou " a href="#exemples" { "partez d’un des " (self.exemples.len()) " exemples" } "." }
                }
                div.mss-duo {
                    form action=(action) method="post" novalidate {
                        (formulaire(cadre, form))
                        div.mss-barre {
                            button.fr-btn { @if self.risque.is_some() { "Enregistrer" } @else { "Ajouter ce risque" } }
                            a.fr-btn.fr-btn--tertiary href=(retour) { "Annuler" }
                        }
                    }
                    @if !self.exemples.is_empty() { (exemples(self)) }
                }
            }
        }
    }
}

fn exemples<'a>(page: &'a PageRisquePropre<'_>) -> impl Renderable + 'a {
    let nouveau = adresse::service(page.bande.service, "risques/nouveau");
    maud! {
        aside aria-labelledby="exemples" {
            h2 #exemples .mss-h { "Partir d’un exemple" }
            p.fr-text--sm.mss-2 { "Il remplit le formulaire ; vous le relisez et l’ajustez avant d’enregistrer." }
            ul.mss-liste { @for exemple in &page.exemples {
                li.mss-ligne { div {
                    p.mss-ligne__titre {
                        a href={ (nouveau) "?" (adresse::requete(&[("exemple", &exemple.id)])) }
                            aria-current=("true")[exemple.choisi] { (exemple.titre) }
                    }
                    p.mss-ligne__meta { span { (exemple.description) } }
                } }
            } }
        }
    }
}

/// The fields, without their buttons.
pub(super) fn formulaire<'a>(
    cadre: &'a Cadre<'_>,
    form: FormulairePropre<'a>,
) -> impl Renderable + 'a {
    let saisie = form.saisie;
    let categories: Vec<_> = CategorieRisque::TOUS
        .iter()
        .map(|categorie| OptionVue {
            valeur: categorie.id().to_owned(),
            libelle: texte::categorie_risque(*categorie).to_owned(),
            aide: aide(*categorie).to_owned(),
            choisie: saisie.categories.contains(*categorie),
            refus: None,
        })
        .collect();
    let (gravites, vraisemblances) = (&form.modele.gravites, &form.modele.vraisemblances);
    maud! {
        (champs_caches(cadre, form.version))
        (champ(Champ {
            nom: "titre", libelle: "Que peut-il arriver ?", aide: "En quelques mots, par exemple « Départ du seul agent qui connaît l’outil ».",
            valeur: &saisie.titre, erreur: erreur(form.erreurs, "titre"), maximum: TITRE_MAX, ..Champ::default()
        }))
        (zone_texte(Champ {
            nom: "description", libelle: "Comment, et avec quelles conséquences ?", valeur: &saisie.description,
            erreur: erreur(form.erreurs, "description"), maximum: TEXTE_MAX, obligatoire: false, ..Champ::default()
        }, 4))
        (cases(&Groupe {
            nom: "categories", legende: "Que touche-t-il ?", aide: "Une ou plusieurs réponses.", precision: (),
            options: &categories, erreur: erreur(form.erreurs, "categories"),
        }))
        fieldset.fr-fieldset {
            legend.fr-fieldset__legend { "Si rien n’était fait" }
            div.mss-choix {
                (echelle(form.erreurs, "graviteBrute", "Gravité", gravites, saisie.gravite_brute))
                (echelle(form.erreurs, "vraisemblanceBrute", "Vraisemblance", vraisemblances, saisie.vraisemblance_brute))
            }
        }
        fieldset.fr-fieldset {
            legend.fr-fieldset__legend { "Aujourd’hui, avec ce qui est en place" }
            div.mss-choix {
                (echelle(form.erreurs, "graviteCourante", "Gravité", gravites, saisie.gravite_courante))
                (echelle(form.erreurs, "vraisemblanceCourante", "Vraisemblance", vraisemblances, saisie.vraisemblance_courante))
            }
        }
        (zone_texte(Champ {
            nom: "commentaire", libelle: "Pourquoi ces valeurs ?", aide: "L’autorité lira cette explication.", valeur: &saisie.commentaire,
            erreur: erreur(form.erreurs, "commentaire"), maximum: TEXTE_MAX, obligatoire: false, ..Champ::default()
        }, 3))
    }
}

/// A step of a scale to choose, each with what it means.
fn echelle<'a>(
    erreurs: &'a [Erreur],
    nom: &'static str,
    libelle: &'static str,
    echelle: &'a [Echelon; 4],
    valeur: u8,
) -> impl Renderable + 'a {
    let refus = erreur(erreurs, nom);
    let decrit_par = move || refus.map(|_| format!("{nom}-erreur"));
    maud! {
        div.fr-select-group {
            label.fr-label for=(nom) { (libelle) }
            select #(nom) .fr-select name=(nom) aria-invalid=("true")[refus.is_some()] aria-describedby=[decrit_par()] {
                option value="" selected[valeur == 0] { "Choisir" }
                @for (rang, echelon) in (1u8..).zip(echelle) {
                    option value=(rang) selected[rang == valeur] {
                        (texte::cote(echelle, rang)) " : " %(typo(&echelon.description))
                    }
                }
            }
            @if let Some(refus) = refus {
                p #{ (nom) "-erreur" } .fr-message--error { span.fr-sr-only { "Erreur : " } (refus) }
            }
        }
    }
}

const fn aide(categorie: CategorieRisque) -> &'static str {
    match categorie {
        CategorieRisque::Disponibilite => "Le service ne répond plus.",
        CategorieRisque::Integrite => "Des informations sont fausses ou modifiées.",
        CategorieRisque::Confidentialite => "Des informations sont lues par qui ne devrait pas.",
        CategorieRisque::Tracabilite => "On ne sait plus qui a fait quoi.",
    }
}
