//! Legal notice, from the configuration.

use super::{contact, ou_manque};
use crate::prelude::*;

/// The legal notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MentionsLegales {
    /// Who publishes this installation.
    pub editeur: String,
    /// Its director of publication.
    pub directeur: String,
    /// How to reach them.
    pub contact: String,
    /// Who hosts it: name, address, telephone.
    pub hebergeur: String,
}

impl Vue for MentionsLegales {
    fn titre(&self) -> String {
        "Mentions légales".to_owned()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Mentions légales" }
                dl.mss-fiche {
                    dt { "Éditeur" } dd { (ou_manque(&self.editeur)) }
                    dt { "Direction de la publication" } dd { (ou_manque(&self.directeur)) }
                    dt { "Contact" } dd { (contact(&self.contact)) }
                    dt { "Hébergeur" } dd { (ou_manque(&self.hebergeur)) }
                    dt { "Logiciel" } dd { "MonServiceSécurisé " (cadre.version) ", sous licence Apache 2.0" }
                }
                h2 { "Ce que ce site n’est pas" }
                p.mss-texte {
                    "Ce site aide à préparer une homologation de sécurité. Il n’homologue rien : la décision appartient à l’autorité de chaque organisation."
                }
            } }
        }
    }
}
