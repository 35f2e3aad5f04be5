//! A model its author writes, changes, shares or deletes.

use super::adresse_modele;
use crate::composants::{Erreur, Selection, champs_caches, fil, resume_nomme, selection};
use crate::pages::contenu::{NOMS, champs_contenu};
use crate::prelude::*;
use domaine::specifiques::ContenuSaisi;
use uuid::Uuid;

/// What a text was copied from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceVue {
    /// How a form names it.
    pub valeur: String,
    /// Its title.
    pub titre: String,
    /// Its page.
    pub adresse: String,
}

/// A new model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NouveauModele {
    /// What is typed.
    pub saisi: ContenuSaisi,
    /// What it starts from.
    pub source: Option<SourceVue>,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
}

/// Says what a text was copied from.
pub(crate) fn d_apres(source: Option<&SourceVue>) -> impl Renderable {
    maud! {
        @if let Some(source) = source {
            p.fr-text--sm.mss-2 { "D’après « " a href=(source.adresse) { (source.titre) } " »." }
        }
    }
}

impl Vue for NouveauModele {
    fn titre(&self) -> String {
        "Nouveau modèle".to_owned()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Modeles)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                (fil(&[("/modeles", "Modèles")], "Nouveau modèle"))
                h1 { "Nouveau modèle" }
                (resume_nomme(&self.erreurs, NOMS))
                (d_apres(self.source.as_ref()))
                form action="/modeles/nouveau" method="post" novalidate {
                    (champs_caches(cadre, None))
                    @if let Some(source) = &self.source { input type="hidden" name="depuis" value=(source.valeur); }
                    (champs_contenu(&self.saisi, &self.erreurs))
                    div.mss-barre {
                        button.fr-btn { "Créer le modèle" }
                        a.fr-btn.fr-btn--tertiary href="/modeles" { "Annuler" }
                    }
                }
                p.fr-text--sm.mss-2 { "Personne d’autre ne le verra tant que vous ne le partagez pas." }
            } }
        }
    }
}

/// A model, for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageModele {
    /// Its key.
    pub id: Uuid,
    /// Version in place.
    pub version: i64,
    /// Its title in place.
    pub titre: String,
    /// What is typed.
    pub saisi: ContenuSaisi,
    /// What it was copied from.
    pub source: Option<SourceVue>,
    /// The organisation it is shared with.
    pub organisation: Option<Uuid>,
    /// Those it can be shared with, and that one: key, name.
    pub organisations: Vec<(Uuid, String)>,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
}

impl Vue for PageModele {
    fn titre(&self) -> String {
        self.titre.clone()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Modeles)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let adresse = adresse_modele(self.id);
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[("/modeles", "Modèles")], "Modèle"))
                h1 { (self.titre) }
                (resume_nomme(&self.erreurs, NOMS))
                div.mss-duo.mss-duo--etroit {
                    form action=(&adresse) method="post" novalidate {
                        (d_apres(self.source.as_ref()))
                        (champs_caches(cadre, Some(self.version)))
                        (champs_contenu(&self.saisi, &self.erreurs))
                        div.mss-barre {
                            button.fr-btn { "Enregistrer" }
                            a.fr-btn.fr-btn--tertiary href="/modeles" { "Revenir aux modèles" }
                        }
                    }
                    aside aria-labelledby="partage" {
                        (partage(cadre, self))
                    }
                }
            }
        }
    }
}

fn partage<'a>(cadre: &'a Cadre<'_>, page: &'a PageModele) -> impl Renderable + 'a {
    let cles: Vec<_> = page
        .organisations
        .iter()
        .map(|(id, nom)| (id.to_string(), nom.clone()))
        .collect();
    let actuelle = page.organisation.map(|id| id.to_string());
    let adresse = adresse_modele(page.id);
    maud! {
        div.fr-card {
            h2 #partage .fr-card__title { "Qui voit ce modèle ?" }
            @let choix = choix(&cles);
            @if choix.len() == 1 {
                p.fr-text--sm { "Personne d’autre que vous. Pour le partager, travaillez d’abord sur un service de votre organisation." }
            } @else {
                form action={ (&adresse) "/partage" } method="post" {
                    (champs_caches(cadre, None))
                    (selection(Selection {
                        nom: "organisation", prefixe: "", libelle: "Vous, et les personnes de",
                        visible: true, options: &choix, valeur: actuelle.as_deref().unwrap_or_default(),
                    }))
                    p { button.fr-btn.fr-btn--secondary { "Changer" } }
                }
                p.fr-text--sm.mss-2 { "Il sera vu par toute personne qui travaille sur un service de l’organisation. Personne d’autre que vous ne pourra le modifier." }
            }
            details.mss-donnees {
                summary { "Supprimer ce modèle" }
                p { "Vous pourrez le reprendre pendant 30 jours. Les mesures déjà ajoutées à des services restent." }
                form action={ (&adresse) "/supprimer" } method="post" {
                    (champs_caches(cadre, None))
                    button.fr-btn.fr-btn--tertiary.fr-btn--sm { "Supprimer" }
                }
            }
        }
    }
}

fn choix(cles: &[(String, String)]) -> Vec<(&str, &str)> {
    let organisations = cles.iter().map(|(id, nom)| (id.as_str(), nom.as_str()));
    [("", "Aucune organisation")]
        .into_iter()
        .chain(organisations)
        .collect()
}
