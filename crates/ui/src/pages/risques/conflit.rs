//! Two people changed the same field of a risk: both texts, then the form to choose or to merge.
//!
//! Invariant: nothing of the second one is saved until the form is sent again; the form carries
//! the version in place.

use super::formulaires::{Decider, desactiver, gravite, reactiver};
use super::page_du_risque;
use super::propre::{FormulairePropre, formulaire};
use crate::composants::alerte;
use crate::format::heure;
use crate::gabarit::{Bande, Ton};
use crate::prelude::*;
use crate::texte;
use domaine::risques::{
    Ajustement, ChampAjustement, ChampRisquePropre, ModeleRisques, RisquePropre,
};
use jiff::Timestamp;

/// Both values, by kind of risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Versions {
    /// A computed risk.
    Calcule {
        /// As computed, 1 to 4.
        gravite_calculee: u8,
        /// What is in place.
        en_place: Ajustement,
        /// What was typed.
        la_mienne: Ajustement,
        /// Fields with two values.
        conflits: Vec<ChampAjustement>,
    },
    /// A risk of one's own.
    Propre {
        /// What is in place.
        en_place: RisquePropre,
        /// What was typed.
        la_mienne: RisquePropre,
        /// Fields with two values.
        conflits: Vec<ChampRisquePropre>,
    },
}

/// The page.
#[derive(Clone, Debug)]
pub struct ConflitRisque<'a> {
    /// Band of the service.
    pub bande: Bande,
    /// The risk.
    pub risque: String,
    /// The scales.
    pub modele: &'a ModeleRisques,
    /// Both values.
    pub versions: Versions,
    /// Who saved first; `None` when their account is gone.
    pub auteur: Option<String>,
    /// When.
    pub quand: Timestamp,
    /// Version in place.
    pub version: i64,
}

impl Vue for ConflitRisque<'_> {
    fn titre(&self) -> String {
        format!("Deux réponses pour {}", self.risque)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let auteur = self.auteur.as_deref().unwrap_or("Une autre personne");
        let page = page_du_risque(self.bande.service, &self.risque);
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Deux personnes ont modifié le risque " (self.risque) " en même temps" }
                (alerte(Ton::Alerte, "Rien n’est perdu, il reste à choisir", maud! {
                    p {
                        (auteur) " a enregistré à " (heure(self.quand))
                        ", après l’ouverture de votre page. Sa réponse est en place. La vôtre n’est pas encore enregistrée."
                    }
                }))
                (differences(self, auteur))
                h2 { "Votre choix" }
                p { "Le formulaire ci-dessous contient votre réponse. Enregistrez-la, ou complétez-la avec celle qui est en place." }
                (choix(cadre, self, &page))
                div.mss-barre { a.fr-btn.fr-btn--tertiary href=(&page) { "Garder ce qui est en place" } }
            } }
        }
    }
}

fn choix<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a ConflitRisque<'_>,
    adresse: &'a str,
) -> impl Renderable + 'a {
    maud! {
        @match &page.versions {
            Versions::Calcule { gravite_calculee, la_mienne, conflits, .. } => {
                @let decider = Decider {
                    service: page.bande.service,
                    risque: &page.risque,
                    modele: page.modele,
                    gravite_calculee: *gravite_calculee,
                    saisie: la_mienne,
                    version: page.version,
                    erreurs: &[],
                };
                @if conflits.contains(&ChampAjustement::Gravite) { (gravite(cadre, decider)) }
                @else if la_mienne.desactivation.is_some() { (desactiver(cadre, decider)) }
                @else { (reactiver(cadre, decider)) }
            }
            Versions::Propre { la_mienne, .. } => {
                form action={ (adresse) "/modifier" } method="post" novalidate {
                    (formulaire(cadre, FormulairePropre {
                        modele: page.modele, saisie: la_mienne, version: Some(page.version), erreurs: &[],
                    }))
                    button.fr-btn { "Enregistrer" }
                }
            }
        }
    }
}

/// Each field with two values: its name, what is in place, what was typed.
fn differences<'a>(page: &'a ConflitRisque<'_>, auteur: &'a str) -> impl Renderable + 'a {
    let lignes: Vec<(&str, String, String)> = match &page.versions {
        Versions::Calcule {
            en_place,
            la_mienne,
            conflits,
            ..
        } => conflits
            .iter()
            .map(|champ| {
                let dire = |ajustement| decision(page.modele, ajustement, *champ);
                let nom = texte::champ_ajustement(*champ);
                (nom, dire(en_place), dire(la_mienne))
            })
            .collect(),
        Versions::Propre {
            en_place,
            la_mienne,
            conflits,
        } => conflits
            .iter()
            .map(|champ| {
                let dire = |risque| valeur(page.modele, risque, *champ);
                let nom = texte::champ_risque_propre(*champ);
                (nom, dire(en_place), dire(la_mienne))
            })
            .collect(),
    };
    maud! {
        @for (nom, en_place, la_mienne) in &lignes {
            h2.mss-h { (*nom) }
            div.mss-versions {
                section.fr-card.mss-version {
                    h3.fr-card__title { "La réponse de " (auteur) ", en place" }
                    p.mss-libre { (en_place) }
                }
                section.fr-card.mss-version {
                    h3.fr-card__title { "La vôtre" }
                    p.mss-libre { (la_mienne) }
                }
            }
        }
    }
}

fn decision(modele: &ModeleRisques, ajustement: &Ajustement, champ: ChampAjustement) -> String {
    match champ {
        ChampAjustement::Gravite => ajustement.gravite.as_ref().map_or_else(
            || "Celle du calcul.".to_owned(),
            |g| format!("{}.\n{}", texte::cote(&modele.gravites, g.valeur), g.raison),
        ),
        ChampAjustement::Desactivation => ajustement.desactivation.as_ref().map_or_else(
            || "Il est étudié.".to_owned(),
            |raison| format!("Il n’est pas étudié.\n{raison}"),
        ),
    }
}

fn valeur(modele: &ModeleRisques, risque: &RisquePropre, champ: ChampRisquePropre) -> String {
    let texte = match champ {
        ChampRisquePropre::Titre => risque.titre.clone(),
        ChampRisquePropre::Description => risque.description.clone(),
        ChampRisquePropre::Categories => texte::categories_risque(risque.categories),
        ChampRisquePropre::Gravite => format!(
            "Brute\u{a0}: {}.\nAujourd’hui\u{a0}: {}.",
            texte::cote(&modele.gravites, risque.gravite_brute),
            texte::cote(&modele.gravites, risque.gravite_courante)
        ),
        ChampRisquePropre::Vraisemblance => format!(
            "Brute\u{a0}: {}.\nAujourd’hui\u{a0}: {}.",
            texte::cote(&modele.vraisemblances, risque.vraisemblance_brute),
            texte::cote(&modele.vraisemblances, risque.vraisemblance_courante)
        ),
        ChampRisquePropre::Commentaire => risque.commentaire.clone(),
    };
    if texte.is_empty() {
        "Rien".to_owned()
    } else {
        texte
    }
}
