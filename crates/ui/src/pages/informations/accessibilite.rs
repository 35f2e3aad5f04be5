//! Accessibility statement. No audit has been made: it says "non conforme" and what is done.

use super::{contact, ou_manque};
use crate::prelude::*;

/// The accessibility statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accessibilite {
    /// Who answers for this installation.
    pub editeur: String,
    /// Where to report an obstacle (e-mail address or page).
    pub contact: String,
}

impl Vue for Accessibilite {
    fn titre(&self) -> String {
        "Accessibilité : non conforme".to_owned()
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Accessibilité : non conforme" }
                p.mss-texte {
                    "Ce site n’a pas encore été audité selon le référentiel général d’amélioration de l’accessibilité (RGAA). "
                    "Tant qu’aucun audit ne le prouve, il est déclaré non conforme."
                }
                h2 { "Ce qui est déjà fait" }
                ul {
                    li { "Chaque page est essayée par un outil automatique, sans erreur détectée." }
                    li { "Tout fonctionne au clavier et sans JavaScript." }
                    li { "Les pages restent lisibles à 320 pixels de large et avec un agrandissement de 400 %." }
                    li { "Aucune information ne passe par la seule couleur." }
                }
                h2 { "Ce qui reste à faire" }
                p.mss-texte { "Faire auditer le site par une personne indépendante, avec des lecteurs d’écran, puis publier le résultat ici." }
                h2 { "Signaler un obstacle" }
                dl.mss-fiche {
                    dt { "Responsable du site" } dd { (ou_manque(&self.editeur)) }
                    dt { "Contact" } dd { (contact(&self.contact)) }
                }
                p.mss-texte {
                    "Sans réponse satisfaisante, vous pouvez saisir le Défenseur des droits : "
                    a href="https://formulaire.defenseurdesdroits.fr/" { "formulaire.defenseurdesdroits.fr" }
                    ", ou par courrier gratuit : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07."
                }
            } }
        }
    }
}
