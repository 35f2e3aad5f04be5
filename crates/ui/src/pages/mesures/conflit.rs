//! Two people gave the same measure two different statuses: both are shown, one is chosen.

use crate::adresse;
use crate::composants::{alerte, champs_caches};
use crate::format::{heure, typo};
use crate::gabarit::{Bande, Ton};
use crate::pages::etat_des_lieux::Reponse;
use crate::prelude::*;
use domaine::catalogue::Mesure;
use jiff::Timestamp;

/// The page. Nothing of the second click is saved until a choice is made.
#[derive(Clone, Debug)]
pub struct ConflitMesure<'a> {
    /// Band of the service.
    pub bande: Bande,
    /// The measure.
    pub mesure: &'a Mesure,
    /// Who saved first; `None` when their account is gone.
    pub auteur: Option<String>,
    /// When.
    pub quand: Timestamp,
    /// What is in place: answer, reason.
    pub en_place: (Option<Reponse>, String),
    /// What this person asked for: answer, reason.
    pub le_mien: (Option<Reponse>, String),
    /// Version of the row in place.
    pub version: i64,
    /// Where to go on from, whatever is chosen; an address of this site, checked by the caller.
    pub retour: String,
}

impl Vue for ConflitMesure<'_> {
    fn titre(&self) -> String {
        format!("Deux réponses pour {}", self.mesure.id)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let page = adresse::service(self.bande.service, &format!("mesures/{}", self.mesure.id));
        let (reponse, motif) = &self.le_mien;
        let auteur = self.auteur.as_deref().unwrap_or("Une autre personne");
        let en_place = self.auteur.as_ref().map_or_else(
            || "La réponse en place".to_owned(),
            |nom| format!("La réponse de {nom}, en place"),
        );
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Deux personnes ont répondu en même temps" }
                (alerte(Ton::Alerte, "Rien n’est perdu, il reste à choisir", maud! {
                    p {
                        (auteur) " a répondu à " (heure(self.quand))
                        ", après l’ouverture de votre page. Sa réponse est en place. La vôtre n’est pas encore enregistrée."
                    }
                }))
                p { "Mesure " a href=(&page) { (self.mesure.id) ", " %(typo(&self.mesure.titre)) } "." }
                div.mss-versions {
                    (version(&en_place, &self.en_place))
                    (version("La vôtre", &self.le_mien))
                }
                form action=(&page) method="post" {
                    (champs_caches(cadre, Some(self.version)))
                    input type="hidden" name="statut" value=(reponse.map_or("", Reponse::id));
                    input type="hidden" name="motif" value=(motif);
                    input type="hidden" name="retour" value=(&self.retour);
                    ul.fr-btns-group {
                        li { button.fr-btn { "Enregistrer la mienne" } }
                        li { a.fr-btn.fr-btn--tertiary href=(&self.retour) { "Garder celle qui est en place" } }
                    }
                }
                p.fr-text--sm.mss-2 { "Les deux réponses et votre choix sont inscrits au journal." }
            } }
        }
    }
}

fn version<'a>(
    titre: &str,
    (reponse, motif): &'a (Option<Reponse>, String),
) -> impl Renderable + 'a {
    let titre = titre.to_owned();
    maud! {
        section.fr-card.mss-version {
            h2.fr-card__title { (titre) }
            p { b { (Reponse::nom(*reponse)) } }
            @if !motif.is_empty() { p { (motif) } }
        }
    }
}
