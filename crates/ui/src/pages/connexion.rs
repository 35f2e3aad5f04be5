//! Sign-in: which provider, when there are several.

use crate::prelude::*;

/// The choice of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connexion {
    /// The providers of the configuration, in its order.
    pub fournisseurs: Vec<Fournisseur>,
    /// Where the person was going, shown so that nobody is surprised.
    pub message: Option<String>,
}

/// An identity provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fournisseur {
    /// Its name for people ("ProConnect").
    pub nom: String,
    /// Address that starts the sign-in with it.
    pub adresse: String,
}

impl Vue for Connexion {
    fn titre(&self) -> String {
        "Se connecter".to_owned()
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container.mss-page { div.mss-colonne {
                h1 { "Se connecter" }
                @if let Some(message) = &self.message { p.mss-texte { (message) } }
                p.mss-texte { "Utilisez votre compte professionnel. Aucun mot de passe n’est demandé ni gardé ici." }
                @if self.fournisseurs.is_empty() {
                    p { "Aucun moyen de connexion n’est configuré. Prévenez la personne qui gère cette installation." }
                }
                ul.fr-btns-group {
                    @for fournisseur in &self.fournisseurs {
                        li { a.fr-btn.fr-btn--lg href=(fournisseur.adresse) { "Continuer avec " (fournisseur.nom) } }
                    }
                }
            } }
        }
    }
}
