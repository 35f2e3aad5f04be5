//! Two people changed the same part of the contacts: both texts, then the form to choose or to
//! reunite them.
//!
//! Invariant: nothing of the second one is saved until the form is sent again; the form carries
//! the version in place.

use super::modifier::{PageContact, formulaire};
use super::{en_mots, page_de};
use crate::adresse;
use crate::composants::alerte;
use crate::format::{heure, jour};
use crate::gabarit::{Bande, Ton};
use crate::prelude::*;
use crate::texte;
use domaine::contacts::Contacts;
use jiff::Timestamp;

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflitContact {
    /// The form with what this person typed, at the version in place.
    pub formulaire: PageContact,
    /// What is in place.
    pub en_place: Contacts,
    /// Who saved first; none when their account is gone.
    pub auteur: Option<String>,
    /// When.
    pub quand: Timestamp,
}

impl Vue for ConflitContact {
    fn titre(&self) -> String {
        let nom = texte::contacts(self.formulaire.champ);
        format!("Deux réponses pour {nom}")
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.formulaire.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let PageContact {
            bande,
            champ,
            saisie,
            ..
        } = &self.formulaire;
        let auteur = self.auteur.as_deref().unwrap_or("Une autre personne");
        let contacts = adresse::service(bande.service, "contacts");
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Deux personnes ont modifié «\u{a0}" (texte::contacts(*champ)) "\u{a0}» en même temps" }
                (alerte(Ton::Alerte, "Rien n’est perdu, il reste à choisir", maud! {
                    p {
                        (auteur) " a enregistré le " (jour(self.quand)) " à " (heure(self.quand))
                        ", après l’ouverture de votre page. Sa réponse est en place. La vôtre n’est pas encore enregistrée."
                    }
                }))
                div.mss-versions {
                    section.fr-card.mss-version {
                        h2.fr-card__title { "La réponse de " (auteur) ", en place" }
                        p.mss-libre { (en_mots(&self.en_place, *champ)) }
                    }
                    section.fr-card.mss-version {
                        h2.fr-card__title { "La vôtre" }
                        p.mss-libre { (en_mots(saisie, *champ)) }
                    }
                }
                h2 { "Votre choix" }
                p { "Le formulaire ci-dessous contient votre réponse. Enregistrez-la, ou complétez-la avec celle qui est en place." }
                (formulaire(cadre, &self.formulaire, bande.service))
                div.mss-barre {
                    a.fr-btn.fr-btn--tertiary href=(contacts) { "Garder ce qui est en place" }
                    a.fr-btn.fr-btn--tertiary href=(page_de(bande.service, *champ)) { "Repartir de ce qui est en place" }
                }
            } }
        }
    }
}
