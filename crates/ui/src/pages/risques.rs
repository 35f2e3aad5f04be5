//! The risks of a service: the maps and the list, one risk, risks of its own, the coverage.
//!
//! Invariant: computed risks, those that are not studied and risks of one's own never share a list
//! nor a count.

mod calculee;
mod cartes;
mod conflit;
mod couverture;
mod fiche;
mod formulaires;
mod liens;
mod listes;
mod propre;
mod tableau;

pub use conflit::{ConflitRisque, Versions};
pub use couverture::{ColonneRisque, CouvertureVue, RangMesure};
pub use fiche::{BarriereVue, Fiche, FicheCalculee, FichePropre, MesureEtat, PageRisque};
pub use propre::{ExempleVue, FormulairePropre, PageRisquePropre};
pub use tableau::{
    Abaisse, LevierCommun, LigneDesactivee, LignePropre, LigneRisque, MesureNommee, PageRisques,
    Tableau,
};

use crate::adresse;
use crate::composants::badge;
use crate::gabarit::Ton;
use crate::prelude::*;
use crate::texte;
use domaine::vocabulaire::NiveauRisque;
use uuid::Uuid;

/// The page of a risk.
fn page_du_risque(service: Uuid, risque: &str) -> String {
    adresse::service(service, &format!("risques/{risque}"))
}

/// The page of a measure.
fn page_de_la_mesure(service: Uuid, mesure: &str) -> String {
    adresse::service(service, &format!("mesures/{mesure}"))
}

/// An overall level, in words and colour.
fn badge_niveau(niveau: NiveauRisque) -> impl Renderable {
    let ton = match niveau {
        NiveauRisque::Faible => Ton::Succes,
        NiveauRisque::Moyen => Ton::Alerte,
        NiveauRisque::Eleve => Ton::Erreur,
    };
    badge(Some(ton), texte::niveau_risque(niveau))
}
