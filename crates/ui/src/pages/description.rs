//! Describing a service: step by step, on one page, its summary, its level, two edits at once.
//!
//! Invariant: what was typed is always shown again, right or wrong. Form fields are named after
//! the identifiers of the questionnaire; a list of free texts is one text, an item per line.

mod apercu;
mod conflit;
mod etape;
mod niveau;
mod question;
mod rapide;
mod recapitulatif;
mod reponse_refusee;

pub use apercu::{ApercuDescription, CORRIGER, MesureApercu, ReponseChangee, VUE};
pub use conflit::{ChampEnConflit, ConflitDescription, EN_PLACE, PREFIXE_CHOIX};
pub use etape::EtapeDescription;
pub use niveau::{ChoixNiveau, NiveauVue};
pub(in crate::pages) use question::nom_organisation;
pub use question::{OrganisationVue, QuestionVue, en_mots};
pub use rapide::DescriptionRapide;
pub use recapitulatif::Recapitulatif;
pub use reponse_refusee::{ORGANISATION, ReponseRefusee, erreurs};

use crate::composants::{Erreur, fil, lien_erreur};
use crate::format::heure;
use crate::gabarit::Bande;
use crate::prelude::*;
use crate::svg::{Icone, icone};
use jiff::Timestamp;
use niveau::Choix;
use uuid::Uuid;

/// Number of steps: three of questions, the summary, the level.
pub const ETAPES: usize = 5;

/// Last words of the address of the page with every question.
pub const RAPIDE: &str = "rapide";
/// Last words of the address of the fourth step.
pub const RECAPITULATIF: &str = "recapitulatif";
/// Last words of the address of the fifth step.
pub const BESOINS: &str = "besoins";

/// What every page of the description knows of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceDecrit {
    /// Key of the service.
    pub id: Uuid,
    /// Its name so far.
    pub nom: String,
    /// Version of the description on screen.
    pub version: i64,
    /// When the draft was last saved; none when what is on screen was just refused.
    pub enregistre: Option<Timestamp>,
    /// The band, once the description is complete.
    pub bande: Option<Bande>,
}

impl ServiceDecrit {
    /// Address of a page of the description.
    fn adresse(&self, suite: &str) -> String {
        crate::adresse::service(self.id, &format!("description/{suite}"))
    }

    /// Address of the description as a whole: its summary, or where a draft was left.
    fn accueil(&self) -> String {
        crate::adresse::service(self.id, "description")
    }

    /// Where the choice of the level stands, except on the page that makes it.
    fn choix(&self) -> Choix {
        let retenu = self.bande.as_ref().and_then(|bande| bande.niveau);
        retenu.map_or(Choix::AVenir, Choix::Fait)
    }

    /// The elements to replace after saving as one goes; none for a complete service, which
    /// changes only when asked to.
    fn auto(&self, elements: &'static str) -> Option<&'static str> {
        self.bande.is_none().then_some(elements)
    }
}

/// The way back to the list, while there is no band.
fn fil_si_brouillon(service: &ServiceDecrit) -> impl Renderable {
    maud! {
        @if service.bande.is_none() {
            (fil(&[("/services", "Services")], &service.nom))
        }
    }
}

/// The hidden fields and the state of the draft, replaced after each automatic saving. What
/// could not be saved is named here, since the questions themselves stay untouched.
fn jetons<'a>(
    cadre: &'a Cadre<'_>,
    service: &'a ServiceDecrit,
    erreurs: &'a [Erreur],
) -> impl Renderable + 'a {
    maud! {
        div #jetons {
            (crate::composants::champs_caches(cadre, Some(service.version)))
            @if let Some(instant) = service.enregistre.filter(|_| service.bande.is_none()) {
                p data-etat {
                    "Brouillon enregistré à " (heure(instant))
                    @if !erreurs.is_empty() { ", sauf\u{a0}:" }
                }
                @if !erreurs.is_empty() {
                    ul.fr-text--sm data-annonce { @for erreur in erreurs {
                        li { (lien_erreur(erreur, &[], Some("mss-refus"))) }
                    } }
                }
            } @else { p data-etat {} }
        }
    }
}

/// The buttons of a form of questions: what saves and goes on, what saves and stops.
fn boutons<'a>(
    cadre: &'a Cadre<'_>,
    service: &'a ServiceDecrit,
    continuer: &'a str,
    revenir: bool,
    erreurs: &'a [Erreur],
) -> impl Renderable + 'a {
    let complet = service.bande.is_some();
    maud! {
        div.mss-barre {
            @if complet {
                button.fr-btn { "Enregistrer" }
                a.fr-btn.fr-btn--tertiary href=(service.accueil()) { "Annuler" }
            } @else {
                button.fr-btn { (continuer) (icone(cadre, Icone::Fleche)) }
                @if revenir { button.fr-btn.fr-btn--tertiary name="suite" value="revenir" { "Revenir" } }
                button.fr-btn.fr-btn--tertiary name="suite" value="quitter" { "Enregistrer et quitter" }
                noscript { button.fr-btn.fr-btn--tertiary name="suite" value="recalculer" { "Recalculer le niveau" } }
            }
            (jetons(cadre, service, erreurs))
        }
    }
}
