//! Light or dark: the choice, kept in a cookie by the server.

use crate::composants::{Groupe, OptionVue, jeton, radios};
use crate::gabarit::Theme;
use crate::prelude::*;

/// The display form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affichage {
    /// Page to come back to; an address of this site, checked by the caller.
    pub retour: String,
}

impl Vue for Affichage {
    fn titre(&self) -> String {
        "Affichage".to_owned()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let choisi = cadre.theme.map_or("", Theme::id);
        let options = [
            (
                "",
                "Comme mon appareil",
                "Clair le jour, sombre le soir si votre appareil le fait.",
            ),
            (Theme::Clair.id(), "Toujours clair", ""),
            (Theme::Sombre.id(), "Toujours sombre", ""),
        ]
        .map(|(valeur, libelle, aide)| OptionVue {
            valeur: valeur.to_owned(),
            libelle: libelle.to_owned(),
            aide: aide.to_owned(),
            choisie: valeur == choisi,
            refus: None,
        });
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Affichage" }
                form action="/affichage" method="post" {
                    (jeton(cadre))
                    input type="hidden" name="retour" value=(self.retour);
                    (radios(&Groupe {
                        nom: "theme", legende: "Quelles couleurs préférez-vous ?", aide: "",
                        precision: (), options: &options, erreur: None,
                    }))
                    button.fr-btn { "Enregistrer" }
                }
            } }
        }
    }
}
