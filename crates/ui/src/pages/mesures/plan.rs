//! The plan of a measure: who, by when, how urgent, how; and the words of its fields.
//!
//! Invariant: the form holds the four fields at once; what two people change in different ones is
//! merged by the use case.

use super::mesure::PageMesure;
use crate::composants::{Champ, Selection, champs_caches, selection, zone_texte};
use crate::format::date;
use crate::pages::etat_des_lieux::Reponse;
use crate::prelude::*;
use crate::texte;
use domaine::suivi::{ChampMesure, DETAILS_MAX, Priorite, SuiviMesure};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The plan, as saved or as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanVue {
    /// How it is carried out.
    pub details: String,
    /// How urgent.
    pub priorite: Option<Priorite>,
    /// By when, `2026-12-31`, or what was typed.
    pub echeance: String,
    /// Whether that day is over and the measure still open.
    pub retard: bool,
    /// By whom.
    pub responsables: BTreeSet<String>,
}

impl PlanVue {
    /// The plan of a follow-up.
    #[must_use]
    pub fn de(suivi: &SuiviMesure, retard: bool) -> Self {
        Self {
            details: suivi.details.clone(),
            priorite: suivi.priorite,
            echeance: suivi.echeance.map(|e| e.to_string()).unwrap_or_default(),
            retard,
            responsables: suivi.responsables.iter().map(Uuid::to_string).collect(),
        }
    }
}

/// What a field of the follow-up is called.
#[must_use]
pub const fn champ(champ: ChampMesure) -> &'static str {
    match champ {
        ChampMesure::Reponse => "Statut",
        ChampMesure::Details => "Modalités de mise en œuvre",
        ChampMesure::Priorite => "Priorité",
        ChampMesure::Echeance => "Échéance",
        ChampMesure::Responsables => "Responsables",
    }
}

/// The value of a field in words; people by their names.
#[must_use]
pub fn valeur(suivi: &SuiviMesure, champ: ChampMesure, noms: &BTreeMap<Uuid, String>) -> String {
    let rien = || "aucune".to_owned();
    match champ {
        ChampMesure::Reponse => {
            let reponse = Reponse::de(suivi.statut, suivi.incertaine, suivi.reportee);
            let mut mots = Reponse::nom(reponse).to_lowercase();
            if !suivi.motif.is_empty() {
                mots = format!("{mots} ({})", suivi.motif);
            }
            mots
        }
        ChampMesure::Details => suivi.details.clone(),
        ChampMesure::Priorite => {
            let mot = suivi.priorite.map(|p| texte::priorite(p).to_lowercase());
            mot.unwrap_or_else(rien)
        }
        ChampMesure::Echeance => {
            let jour = suivi.echeance.map(|jour| date(jour).to_string());
            jour.unwrap_or_else(rien)
        }
        ChampMesure::Responsables => {
            let nom = |id| noms.get(id).map_or("une personne partie", String::as_str);
            let noms: Vec<_> = suivi.responsables.iter().map(nom).collect();
            if noms.is_empty() {
                "personne".to_owned()
            } else {
                noms.join(", ")
            }
        }
    }
}

/// Longest excerpt of a text in a change, in characters.
const EXTRAIT: usize = 160;

/// What a change did, field by field: "Échéance : aucune → 30 novembre 2026".
#[must_use]
pub fn changements(
    champs: &[ChampMesure],
    (avant, apres): (&SuiviMesure, &SuiviMesure),
    noms: &BTreeMap<Uuid, String>,
) -> Vec<String> {
    let phrase = |c: &ChampMesure| {
        let [avant, apres] = [avant, apres].map(|suivi| extrait(&valeur(suivi, *c, noms)));
        format!("{}\u{a0}: {avant} → {apres}", champ(*c))
    };
    champs.iter().map(phrase).collect()
}

fn extrait(texte: &str) -> String {
    if texte.is_empty() {
        return "rien".to_owned();
    }
    let mut court: String = texte.chars().take(EXTRAIT).collect();
    if court.len() < texte.len() {
        court.push('…');
    }
    court
}

/// The form, or the plan to read.
pub(super) fn plan<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    maud! {
        section {
            h2 #plan { "Plan" }
            @if page.liste.modifiable { (formulaire(cadre, page)) } @else { (a_lire(page)) }
        }
    }
}

fn formulaire<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let plan = &page.plan;
    let erreur = |nom: &str| {
        let mut siennes = page.erreurs.iter().filter(|e| e.champ == nom);
        siennes.next().map(|e| e.message.as_str())
    };
    let (echeance, responsables) = (erreur("echeance"), erreur("responsables"));
    let priorites = [("", "Aucune")]
        .into_iter()
        .chain(Priorite::TOUS.iter().map(|p| (p.id(), texte::priorite(*p))));
    let priorites: Vec<_> = priorites.collect();
    let champs = [
        ChampMesure::Details,
        ChampMesure::Priorite,
        ChampMesure::Echeance,
        ChampMesure::Responsables,
    ];
    let details = erreur("details");
    maud! {
        form action=(page.adresse(page.fiche.id)) method="post" novalidate data-fragment="bande volet" {
            (champs_caches(cadre, Some(page.version)))
            @for champ in champs { input type="hidden" name="champ" value=(champ.id()); }
            fieldset #responsables .fr-fieldset.fr-fieldset--error[responsables.is_some()] {
                legend.fr-fieldset__legend { "Responsables" }
                @if let Some(erreur) = responsables { p.fr-message--error { (erreur) } }
                div.mss-deux {
                    @for (rang, (id, nom)) in page.liste.membres.iter().enumerate() {
                        div.fr-checkbox-group {
                            input #{ "responsable-" (rang) } type="checkbox" name="responsable" value=(id)
                                checked[plan.responsables.contains(id)];
                            label.fr-label for={ "responsable-" (rang) } { (nom) }
                        }
                    }
                }
            }
            div.mss-deux {
                div.fr-input-group.fr-input-group--error[echeance.is_some()] {
                    label.fr-label for="echeance" { "Échéance" }
                    input #echeance .fr-input type="date" name="echeance" value=(plan.echeance) min="2000-01-01" max="2199-12-31"
                        aria-invalid=("true")[echeance.is_some()] aria-describedby=("echeance-erreur")[echeance.is_some() || plan.retard];
                    @if let Some(erreur) = echeance { p #echeance-erreur .fr-message--error { (erreur) } }
                    @else if plan.retard { p #echeance-erreur .mss-retard.fr-text--sm { "En retard" } }
                }
                (selection(Selection {
                    nom: "priorite", prefixe: "", libelle: "Priorité", visible: true, options: &priorites,
                    valeur: plan.priorite.map_or("", Priorite::id),
                }))
            }
            (zone_texte(Champ {
                nom: "details", libelle: "Modalités de mise en œuvre", valeur: &plan.details,
                erreur: details, maximum: DETAILS_MAX, obligatoire: false, ..Champ::default()
            }, 4))
            button.fr-btn.fr-btn--sm { "Enregistrer le plan" }
        }
    }
}

fn a_lire<'a>(page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let plan = &page.plan;
    let noms: Vec<_> = page
        .liste
        .membres
        .iter()
        .filter(|(id, _)| plan.responsables.contains(id))
        .map(|(_, nom)| nom.as_str())
        .collect();
    let echeance = plan.echeance.parse().ok().map(date);
    maud! {
        dl.mss-fiche {
            div { dt { "Responsables" } dd { @if noms.is_empty() { "Personne" } @else { (noms.join(", ")) } } }
            div {
                dt { "Échéance" }
                dd {
                    @if let Some(echeance) = echeance { (echeance) } @else { "Aucune" }
                    @if plan.retard { span.mss-retard { ", en retard" } }
                }
            }
            div { dt { "Priorité" } dd { @if let Some(priorite) = plan.priorite { (texte::priorite(priorite)) } @else { "Aucune" } } }
        }
        @if !plan.details.is_empty() { p.mss-texte.mss-libre { (plan.details) } }
    }
}
