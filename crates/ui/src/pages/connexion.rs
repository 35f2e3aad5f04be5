//! Sign-in: which provider, when there are several; whose account, when that is not sure.

use crate::composants::champs_caches;
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

/// Someone comes with a new identity and an address that has an account (rule 1435).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rattachement {
    /// The provider they came with.
    pub par: String,
    /// The name it gives them.
    pub nom: String,
    /// The address it gives them.
    pub courriel: String,
    /// The providers that account is known to.
    pub fournisseurs: Vec<Fournisseur>,
}

impl Vue for Rattachement {
    fn titre(&self) -> String {
        "Avez-vous déjà un compte ici\u{202f}?".to_owned()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container.mss-page { div.mss-colonne {
                h1 { (self.titre()) }
                p.mss-texte {
                    "Vous vous êtes identifié avec " b { (self.par) } ", qui vous connaît comme " b { (self.nom) } " ("
                    (self.courriel) "). Un compte a déjà cette adresse, ouvert avec un autre moyen de connexion."
                }
                h2 { "C’est votre compte" }
                @if self.fournisseurs.is_empty() {
                    p.mss-texte {
                        "Son moyen de connexion n’est plus proposé ici. Demandez à la personne qui gère cette installation de le rétablir, le temps de vous y connecter."
                    }
                } @else {
                    p.mss-texte {
                        "Montrez-le en vous y connectant comme d’habitude. Vos deux moyens de connexion ouvriront ensuite le même compte."
                    }
                    ul.fr-btns-group {
                        @for fournisseur in &self.fournisseurs {
                            li { a.fr-btn.fr-btn--lg href=(fournisseur.adresse) { "Continuer avec " (fournisseur.nom) } }
                        }
                    }
                }
                h2 { "C’est celui d’une autre personne" }
                p.mss-texte {
                    "Plusieurs personnes peuvent partager une adresse. Vous aurez un compte à vous, sans accès aux services de l’autre."
                }
                form action="/connexion/rattachement" method="post" {
                    (champs_caches(cadre, None))
                    button.fr-btn.fr-btn--tertiary { "Ouvrir un compte distinct" }
                }
            } }
        }
    }
}
