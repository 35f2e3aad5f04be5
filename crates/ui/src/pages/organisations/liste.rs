//! The organisations one works for.

use super::{numero_lisible, type_entite};
use crate::adresse;
use crate::composants::{badge, vide};
use crate::gabarit::Ton;
use crate::prelude::*;
use domaine::organisations::TypeEntite;
use uuid::Uuid;

/// An organisation of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mienne {
    /// Its key.
    pub id: Uuid,
    /// Its name.
    pub nom: String,
    /// 14 digits.
    pub siret: String,
    /// What it is.
    pub type_entite: Option<TypeEntite>,
    /// The person administers it.
    pub administree: bool,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MesOrganisations {
    /// By name.
    pub miennes: Vec<Mienne>,
}

impl Vue for MesOrganisations {
    fn titre(&self) -> String {
        "Organisations".to_owned()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Organisations)
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page {
                h1 { "Organisations" }
                p.mss-texte.fr-text--sm {
                    "Celles dont vous administrez les services, ou pour lesquelles vous travaillez sur un service au moins."
                }
                @if self.miennes.is_empty() {
                    (vide("Vous ne travaillez encore pour aucune organisation", maud! {
                        p { "Une organisation apparaît ici dès que vous décrivez un de ses services, ou qu’on vous y invite." }
                        a.fr-btn.fr-btn--tertiary href="/services/nouveau" { "Décrire un service" }
                    }))
                } @else {
                    ul.mss-liste { @for mienne in &self.miennes {
                        li.mss-ligne { div {
                            p.mss-ligne__titre { a href=(adresse::organisation(mienne.id, "")) { (mienne.nom) } }
                            p.mss-ligne__meta {
                                @let (registre, numero) = numero_lisible(&mienne.siret);
                                span { (registre) " " (numero) }
                                @if let Some(entite) = mienne.type_entite { span { (type_entite(entite)) } }
                                @if mienne.administree { (badge(Some(Ton::Info), "Vous l’administrez")) }
                            }
                        } }
                    } }
                }
            }
        }
    }
}
