//! The same change to the ticked measures, and what the last one gave.
//!
//! Invariant: the bar shows once something is ticked; whatever a change left as it was is named.

use super::barre::options;
use super::liste::Mesures;
use crate::adresse;
use crate::composants::{Selection, champs_caches, selection};
use crate::prelude::*;
use domaine::suivi::MOTIF_MAX;
use domaine::vocabulaire::Statut;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A measure a change left as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaisseeVue {
    /// The measure.
    pub mesure: String,
    /// Why, in a few words.
    pub pourquoi: String,
}

/// What the last change to a selection gave, or its undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilan {
    /// In one sentence.
    pub phrase: String,
    /// What it left as it was.
    pub laissees: Vec<LaisseeVue>,
    /// The operation that can be taken back.
    pub annulable: Option<Uuid>,
}

/// What the bar holds when it is given back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LotVue {
    /// The ticked measures.
    pub coches: BTreeSet<String>,
    /// The new status.
    pub statut: String,
    /// Why they are declined, when they are.
    pub motif: String,
    /// The new responsible person.
    pub responsable: String,
    /// The new deadline.
    pub echeance: String,
    /// Why it was refused.
    pub erreur: Option<String>,
}

/// What the last change gave; its undo belongs to the form around it.
pub(super) fn bilan(bilan: &Bilan) -> impl Renderable {
    maud! {
        div.fr-alert.fr-alert--success.mss-barre {
            div {
                p data-annonce { (bilan.phrase) }
                @if !bilan.laissees.is_empty() {
                    ul { @for laissee in &bilan.laissees { li { (laissee.mesure) " : " (laissee.pourquoi) "." } } }
                }
            }
            @if let Some(operation) = bilan.annulable {
                button.fr-btn.fr-btn--tertiary name="annuler" value=%(operation) { "Annuler ce changement" }
            }
        }
    }
}

/// The bar of what can be done to the ticked measures.
pub(super) fn barre<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a Mesures,
    retour: &'a str,
    fragment: &'static str,
) -> impl Renderable + 'a {
    let statuts = options(
        "Statut…",
        [
            (Statut::Fait.id(), "Fait"),
            (Statut::EnCours.id(), "En cours"),
            (Statut::ALancer.id(), "À lancer"),
            (Statut::NonFait.id(), "Écartée"),
        ],
    );
    let personnes = page
        .membres
        .iter()
        .map(|(id, nom)| (id.as_str(), nom.as_str()));
    let responsables = options("Confier à…", personnes);
    maud! {
        form #lot .mss-lot.mss-lot--refuse[page.lot.erreur.is_some()] action=(adresse::service(page.bande.service, "mesures")) method="post"
            aria-label="Changer les mesures cochées" data-fragment=(fragment) {
            (champs_caches(cadre, None))
            input type="hidden" name="retour" value=(retour);
            // Their number is counted by the style sheet, box after box.
            p { "Mesures cochées" }
            button.fr-btn.fr-btn--sm.fr-btn--tertiary-no-outline type="reset" { "Tout décocher" }
            @if let Some(erreur) = &page.lot.erreur { p #lot-erreur .fr-message--error role="alert" { (erreur) } }
            (selection(Selection {
                nom: "lot-statut", prefixe: "", libelle: "Nouveau statut", visible: false, options: &statuts, valeur: &page.lot.statut,
            }))
            // Shown with "Écartée", which it goes with.
            div.fr-input-group.mss-motif {
                label.fr-label for="lot-motif" { "Motif" }
                input #lot-motif .fr-input name="lot-motif" value=(page.lot.motif) maxlength=(MOTIF_MAX) autocomplete="off"
                    placeholder="Le même pour toutes" aria-describedby=("lot-erreur")[page.lot.erreur.is_some()];
            }
            (selection(Selection {
                nom: "lot-responsable", prefixe: "", libelle: "Nouveau responsable", visible: false, options: &responsables, valeur: &page.lot.responsable,
            }))
            div.fr-input-group {
                label.fr-label for="lot-echeance" { "Échéance" }
                input #lot-echeance .fr-input type="date" name="lot-echeance" value=(page.lot.echeance) min="2000-01-01" max="2199-12-31";
            }
            button.fr-btn.fr-btn--sm name="lot" value="appliquer" { "Appliquer" }
        }
    }
}
