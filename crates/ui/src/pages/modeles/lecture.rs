//! A text to read: a colleague's model, a complementary measure, a deleted model to take back.

use super::adresse_modele;
use crate::composants::{alerte, champs_caches, fil};
use crate::format::jour;
use crate::gabarit::Ton;
use crate::pages::contenu::lecture_contenu;
use crate::prelude::*;
use crate::texte;
use domaine::complements::Complement;
use domaine::specifiques::Contenu;
use jiff::Timestamp;
use uuid::Uuid;

/// A colleague's model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModeleLu {
    /// Its key.
    pub id: Uuid,
    /// What it says.
    pub contenu: Contenu,
    /// Its author, by name.
    pub auteur: String,
    /// The organisation it is shared with.
    pub organisation: String,
    /// Last change.
    pub modifie: Timestamp,
}

impl Vue for ModeleLu {
    fn titre(&self) -> String {
        self.contenu.titre.clone()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Modeles)
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[("/modeles", "Modèles")], "Modèle partagé"))
                p.mss-surtitre { (texte::categorie(self.contenu.categorie)) }
                h1 { (self.contenu.titre) }
                div.mss-duo.mss-duo--etroit {
                    div { (lecture_contenu(&self.contenu)) }
                    aside aria-labelledby="usage" {
                        div.fr-card {
                            h2 #usage .fr-card__title { "Modèle de " (self.auteur) }
                            p.fr-text--sm { "Partagé avec " (self.organisation) ". Dernière modification le " (jour(self.modifie)) "." }
                            (copier(&format!("modele:{}", self.id)))
                        }
                    }
                }
            }
        }
    }
}

/// A complementary measure.
#[derive(Clone, Copy, Debug)]
pub struct ComplementLu<'a> {
    /// The measure.
    pub complement: &'a Complement,
}

impl Vue for ComplementLu<'_> {
    fn titre(&self) -> String {
        self.complement.contenu.titre.clone()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Modeles)
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        let c = self.complement;
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[("/modeles", "Modèles"), ("/modeles?provenance=bibliotheque", "Bibliothèque")], "Mesure"))
                p.mss-surtitre { (texte::categorie(c.contenu.categorie)) " · " (c.theme) " · " (texte::effort(c.effort)) }
                h1 { (c.contenu.titre) }
                div.mss-duo.mss-duo--etroit {
                    div {
                        (lecture_contenu(&c.contenu))
                        @if !c.references.is_empty() {
                            p.fr-text--xs.mss-2 {
                                "Références : "
                                @for (rang, reference) in c.references.iter().enumerate() {
                                    @if rang > 0 { " · " }
                                    (reference.referentiel) " " (reference.article)
                                }
                            }
                        }
                    }
                    aside aria-labelledby="usage" {
                        div.fr-card {
                            h2 #usage .fr-card__title { "Mesure de la bibliothèque" }
                            p.fr-text--sm { "Qui la réalise le plus souvent : " (texte::role_complement(c.role)) "." }
                            (copier(&format!("bibliotheque:{}", c.id)))
                        }
                    }
                }
            }
        }
    }
}

/// What one may do with a text that is not one's own.
fn copier(depuis: &str) -> impl Renderable {
    let adresse = crate::adresse::requete(&[("depuis", depuis)]);
    maud! {
        p { a.fr-btn.fr-btn--secondary href={ "/modeles/nouveau?" (adresse) } { "En faire un modèle à moi" } }
        p.fr-text--sm.mss-2 { "Pour l’ajouter à un service, ouvrez la liste de ses mesures, puis « Mesure propre au service »." }
    }
}

/// A model its author deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModeleSupprime {
    /// Its key.
    pub id: Uuid,
    /// What it says.
    pub contenu: Contenu,
    /// When it goes for good.
    pub definitif: Timestamp,
}

impl Vue for ModeleSupprime {
    fn titre(&self) -> String {
        format!("Modèle supprimé · {}", self.contenu.titre)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Modeles)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                (fil(&[("/modeles", "Modèles")], "Modèle supprimé"))
                h1 { (self.contenu.titre) }
                (alerte(Ton::Info, "Ce modèle est supprimé", maud! {
                    p { "Personne d’autre ne le voit. Il sera effacé le " (jour(self.definitif)) "." }
                    form action={ (adresse_modele(self.id)) "/restaurer" } method="post" {
                        (champs_caches(cadre, None))
                        div.mss-fin-ligne {
                            button.fr-btn.fr-btn--secondary { "Reprendre ce modèle" }
                            a href="/modeles" { "Revenir aux modèles" }
                        }
                    }
                }))
                (lecture_contenu(&self.contenu))
            } }
        }
    }
}
