//! The lines of a list of measures.
//!
//! Invariant: a line says what, how strongly asked, by whom and by when, in two lines at most on a
//! wide screen; lateness is said in words.

use std::borrow::Cow;

use super::filtres::FiltresMesures;
use super::liste::Mesures;
use crate::composants::{Bascule, badge, bascule_statut};
use crate::format::{compte, date, gain, typo};
use crate::gabarit::Ton;
use crate::prelude::*;
use crate::texte;
use domaine::suivi::Priorite;
use domaine::vocabulaire::{Categorie, Exigence, Porteur, Statut};
use jiff::civil::Date;
use uuid::Uuid;

/// A measure of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct LigneMesure {
    /// Identifier of the measure.
    pub id: Cow<'static, str>,
    /// Its title.
    pub titre: Cow<'static, str>,
    /// How strongly it is asked.
    pub exigence: Exigence,
    /// Its category.
    pub categorie: Categorie,
    /// Who carries it.
    pub porteur: Option<Porteur>,
    /// One the service added for itself.
    pub propre: bool,
    /// How many risks of the service it weighs on.
    pub risques: usize,
    /// What it would add to the index, not rounded, while it remains to be done.
    pub gain: Option<f64>,
    /// Where it stands.
    pub statut: Option<Statut>,
    /// How urgent the team says it is.
    pub priorite: Option<Priorite>,
    /// The names of those responsible for it.
    pub responsables: Vec<String>,
    /// By when.
    pub echeance: Option<Date>,
    /// Its deadline is over and it is still open.
    pub retard: bool,
    /// Version of its row, 0 when it has none.
    pub version: i64,
}

impl LigneMesure {
    /// By whom, in a few words.
    fn qui(&self) -> Option<String> {
        let (premiere, suite) = self.responsables.split_first()?;
        Some(match suite.len() {
            0 => premiere.clone(),
            n => format!("{premiere} +{n}"),
        })
    }
}

fn intitule<'a>(
    service: Uuid,
    filtres: &FiltresMesures,
    ligne: &'a LigneMesure,
    fragment: Option<&'static str>,
    suite: impl Renderable + 'a,
) -> impl Renderable + 'a {
    let adresse = filtres.adresse_mesure(service, &ligne.id);
    maud! {
        div {
            p.mss-ligne__titre { a href=(adresse) data-fragment=[fragment] { %(typo(&ligne.titre)) } }
            p.mss-ligne__meta {
                @match ligne.exigence {
                    Exigence::Indispensable => { b { "Indispensable" } }
                    Exigence::Recommandee => { span { "Recommandée" } }
                }
                @if ligne.priorite == Some(Priorite::Haute) { b { "Priorité haute" } }
                span { (texte::categorie(ligne.categorie)) }
                @if ligne.propre { span { "Propre au service" } } @else { span { (texte::porteur(ligne.porteur)) } }
                (plan(ligne))
                @if ligne.risques > 0 { span { "Pèse sur " (compte(ligne.risques, "risque", "risques")) } }
                span { (ligne.id) }
                (suite)
            }
        }
    }
}

/// What the index gains from it.
fn apport(ligne: &LigneMesure) -> impl Renderable {
    let indice = ligne.gain;
    maud! { @if let Some(indice) = indice { p.mss-gain { "Indice " b { (gain(indice)) } } } }
}

/// By whom and by when, when anyone said.
fn plan(ligne: &LigneMesure) -> impl Renderable {
    let qui = ligne.qui();
    maud! {
        @if qui.is_some() || ligne.echeance.is_some() {
            span.mss-retard[ligne.retard] {
                @if let Some(qui) = &qui { (qui) }
                @if let Some(echeance) = ligne.echeance {
                    @if qui.is_some() { " · " }
                    (date(echeance))
                    @if ligne.retard { ", en retard" }
                }
            }
        }
    }
}

/// A line with its box and its status switch; they belong to two forms around it.
pub(super) fn ligne_modifiable<'a>(
    page: &'a Mesures,
    ligne: &'a LigneMesure,
    ouverte: bool,
) -> impl Renderable + 'a {
    let service = page.bande.service;
    maud! {
        li #(ligne.id) .mss-ligne data-ouverte=("")[ouverte] {
            input.mss-coche type="checkbox" form="lot" name="mesure"
                value={ (ligne.id) ":" (ligne.version) } checked[page.lot.coches.contains(&*ligne.id)] aria-label={ "Sélectionner " (ligne.id) };
            (intitule(service, &page.filtres, ligne, Some("volet"), ecarter(page, ligne)))
            div.mss-fin {
                (apport(ligne))
                (bascule_statut(Bascule {
                    mesure: &ligne.id, titre: &ligne.titre, statut: ligne.statut, version: ligne.version, grande: false,
                }))
            }
        }
    }
}

/// That a measure is declined, or the way to decline one that is not done.
fn ecarter<'a>(page: &'a Mesures, ligne: &'a LigneMesure) -> impl Renderable + 'a {
    let adresse = || page.filtres.adresse_mesure(page.bande.service, &ligne.id);
    maud! {
        @match ligne.statut {
            Some(Statut::NonFait) => { (badge(None, "Écartée")) }
            Some(Statut::ALancer) => {
                span { (texte::statut(ligne.statut)) }
                a href={ (adresse()) "#ecarter" } { "Écarter" span.fr-sr-only { " " (ligne.id) } }
            }
            _ => {}
        }
    }
}

/// The most pressing measures, with their state in words.
pub(crate) fn liste_simple<'a>(service: Uuid, lignes: &'a [LigneMesure]) -> impl Renderable + 'a {
    liste_a_lire(service, FiltresMesures::default(), lignes, None)
}

/// Measures to read, as filtered.
pub(super) fn liste_a_lire<'a>(
    service: Uuid,
    filtres: FiltresMesures,
    lignes: &'a [LigneMesure],
    fragment: Option<&'static str>,
) -> impl Renderable + 'a {
    maud! {
        ul.mss-liste { @for ligne in lignes {
            li.mss-ligne {
                (intitule(service, &filtres, ligne, fragment, ()))
                div.mss-fin {
                    (apport(ligne))
                    (badge(ton(ligne.statut), texte::statut(ligne.statut)))
                }
            }
        } }
    }
}

/// Colour of a state.
const fn ton(statut: Option<Statut>) -> Option<Ton> {
    match statut {
        Some(Statut::Fait) => Some(Ton::Succes),
        Some(Statut::EnCours) => Some(Ton::Info),
        Some(Statut::ALancer) => Some(Ton::Alerte),
        Some(Statut::NonFait) | None => None,
    }
}
