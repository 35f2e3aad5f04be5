//! The measures that remain, each with what it would bring.

use super::FORMULAIRE;
use crate::adresse;
use crate::format::{compte, gain, typo};
use crate::prelude::*;
use crate::texte;
use domaine::vocabulaire::{Categorie, Effort, Exigence, Statut};
use uuid::Uuid;

/// A measure that remains, and what it would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionVue {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// Its category.
    pub categorie: Categorie,
    /// How strongly it is asked.
    pub exigence: Exigence,
    /// How much work it asks for.
    pub effort: Effort,
    /// Where it stands.
    pub statut: Option<Statut>,
    /// What it adds to the index, not rounded.
    pub gain: f64,
    /// The risks it lowers by itself.
    pub risques: Vec<BaisseVue>,
    /// What it needs to count, when it changes nothing alone.
    pub appui: Option<Appui>,
    /// Whether it is in the simulation.
    pub cochee: bool,
}

/// A risk that falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaisseVue {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// Likelihood before, 1 to 4.
    pub avant: u8,
    /// Likelihood after, 1 to 4.
    pub apres: u8,
}

/// What a measure belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appui {
    /// It counts in the index once an indispensable measure of its category is done.
    Indispensable,
    /// With these measures, it lowers a risk.
    Groupe {
        /// The others, by identifier.
        avec: Vec<String>,
        /// The risk.
        risque: BaisseVue,
    },
}

/// How many companions are named.
const NOMMEES: usize = 4;

/// The list; its boxes belong to the form of the simulator.
pub(crate) fn liste<'a>(service: Uuid, actions: &'a [ActionVue]) -> impl Renderable + 'a {
    maud! { ul.mss-liste { @for action in actions { (ligne(service, action)) } } }
}

fn ligne<'a>(service: Uuid, action: &'a ActionVue) -> impl Renderable + 'a {
    let fiche = adresse::service(service, &format!("mesures/{}", action.id));
    maud! {
        li.mss-ligne {
            input.mss-coche type="checkbox" form=(FORMULAIRE) name="m" value=(action.id)
                aria-label={ "Simuler " (action.id) } checked[action.cochee];
            div {
                p.mss-ligne__titre { a href=(fiche) { %(typo(&action.titre)) } }
                p.mss-ligne__meta {
                    @match action.exigence {
                        Exigence::Indispensable => { b { "Indispensable" } }
                        Exigence::Recommandee => { span { "Recommandée" } }
                    }
                    span { (texte::effort(action.effort)) }
                    span { (texte::categorie(action.categorie)) }
                    @if action.statut == Some(Statut::EnCours) { span { "En cours\u{a0}: la moitié compte déjà" } }
                    @if !action.risques.is_empty() {
                        span { (compte(action.risques.len(), "risque en baisse", "risques en baisse")) }
                    }
                }
                @if let Some(appui) = &action.appui { p.mss-ligne__meta { (condition(service, action.categorie, appui)) } }
            }
            p.mss-gain.mss-fin { b { (gain(action.gain)) } span.fr-sr-only { " sur l’indice" } }
        }
    }
}

/// With what a measure would count, in one sentence.
pub(crate) fn condition<'a>(
    service: Uuid,
    categorie: Categorie,
    appui: &'a Appui,
) -> impl Renderable + 'a {
    maud! {
        @match appui {
            Appui::Indispensable => {
                span { "Comptera dans l’indice dès qu’une mesure indispensable de " (texte::la_categorie(categorie)) " sera commencée ou faite." }
            }
            Appui::Groupe { avec, risque } => {
                span {
                    "Avec "
                    @for (rang, id) in avec.iter().take(NOMMEES).enumerate() {
                        @if rang > 0 { @if rang + 1 == avec.len() { " et " } @else { ", " } }
                        a href=(adresse::service(service, &format!("mesures/{id}"))) { (id) }
                    }
                    @if avec.len() > NOMMEES { " et " (compte(avec.len() - NOMMEES, "autre", "autres")) }
                    ", fera baisser " (risque.id) " (vraisemblance " (risque.avant) " → " (risque.apres) ")."
                }
            }
        }
    }
}
