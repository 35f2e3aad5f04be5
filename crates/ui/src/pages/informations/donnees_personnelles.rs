//! What the product keeps about people.

use super::{contact, ou_manque};
use crate::prelude::*;

/// The page on personal data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DonneesPersonnelles {
    /// Who is responsible for the processing.
    pub responsable: String,
    /// How to reach the data protection officer.
    pub contact_dpo: String,
    /// Days a deleted service stays in the bin.
    pub corbeille_jours: u16,
}

impl Vue for DonneesPersonnelles {
    fn titre(&self) -> String {
        "Données personnelles".to_owned()
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Données personnelles" }
                dl.mss-fiche {
                    dt { "Responsable du traitement" } dd { (ou_manque(&self.responsable)) }
                    dt { "Déléguée ou délégué à la protection des données" } dd { (contact(&self.contact_dpo)) }
                }
                h2 { "Ce qui est gardé, et pourquoi" }
                div.fr-table { table {
                    caption.fr-sr-only { "Données personnelles gardées" }
                    thead { tr { th scope="col" { "Donnée" } th scope="col" { "Pourquoi" } th scope="col" { "Jusqu’à quand" } } }
                    tbody {
                        tr {
                            th scope="row" { "Nom et adresse électronique" }
                            td { "Vous reconnaître, et dire à vos collègues qui a fait quoi" }
                            td { "Tant que vous participez à un service" }
                        }
                        tr {
                            th scope="row" { "Réponses et motifs" }
                            td { "Faire la liste des mesures et calculer l’indice" }
                            td { (self.corbeille_jours) " jours après la suppression du service" }
                        }
                        tr {
                            th scope="row" { "Journal des changements" }
                            td { "Prouver ce qui a été fait, quand et par qui" }
                            td { "Aussi longtemps que le service" }
                        }
                    }
                } }
                h2 { "Les témoins de connexion" }
                p.mss-texte {
                    "Deux cookies au plus sont déposés : l’un tient votre session, l’autre retient les couleurs que vous avez choisies. "
                    "Aucun ne mesure votre activité, aucun ne vient d’un autre site."
                }
                h2 { "Vos droits" }
                p.mss-texte {
                    "Vous pouvez demander à voir, corriger ou effacer ce qui vous concerne auprès des contacts ci-dessus. "
                    "Vous pouvez aussi saisir la CNIL, l’autorité française de protection des données : "
                    a href="https://www.cnil.fr/fr/plaintes" { "cnil.fr/fr/plaintes" } "."
                }
            } }
        }
    }
}
