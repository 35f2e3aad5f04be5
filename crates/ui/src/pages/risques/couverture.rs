//! The coverage: which measures weigh on which risks, where they stand, which risks nothing covers.
//!
//! Invariant: the table is a real one, scrolled in its own frame on a narrow screen; its figures
//! are those of the exported file.

use super::{page_de_la_mesure, page_du_risque};
use crate::adresse;
use crate::composants::{badge, fil};
use crate::format::compte;
use crate::gabarit::{Bande, Ton};
use crate::prelude::*;
use crate::texte;
use domaine::risques::OrigineLien;
use domaine::vocabulaire::{NiveauRisque, Statut};

/// A risk, as a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColonneRisque {
    /// Its identifier.
    pub id: String,
    /// What may happen.
    pub titre: String,
    /// Its level today.
    pub niveau: NiveauRisque,
    /// Measures that weigh on it: done, and all of them.
    pub mesures: (usize, usize),
}

/// A measure, as a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangMesure {
    /// Its identifier.
    pub id: String,
    /// What to do.
    pub titre: String,
    /// Where it stands.
    pub statut: Option<Statut>,
    /// Whether it weighs on each risk, in the order of the columns.
    pub cases: Vec<Option<OrigineLien>>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouvertureVue {
    /// Band of the service.
    pub bande: Bande,
    /// The risks studied, then those of its own.
    pub risques: Vec<ColonneRisque>,
    /// The measures that weigh on at least one.
    pub mesures: Vec<RangMesure>,
    /// How many measures weigh on none.
    pub sans_risque: usize,
}

impl Vue for CouvertureVue {
    fn titre(&self) -> String {
        format!("Mesures par risque · {}", self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        let risques = adresse::service(service, "risques");
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[(&risques, "Risques")], "Mesures par risque"))
                div.mss-entete {
                    h1 { "Mesures par risque" }
                    a.fr-btn.fr-btn--tertiary href=(adresse::service(service, "risques/couverture.csv")) download {
                        "Exporter pour un tableur"
                    }
                }
                p.mss-texte {
                    (compte(self.mesures.len(), "mesure pèse", "mesures pèsent")) " sur "
                    (compte(self.risques.len(), "risque", "risques")) ". "
                    @if self.sans_risque > 0 {
                        (compte(self.sans_risque, "autre mesure protège le service sans viser un risque étudié",
                            "autres mesures protègent le service sans viser un risque étudié")) "."
                    }
                }
                (manques(self))
                @if !self.mesures.is_empty() { (matrice(self)) }
            }
        }
    }
}

/// The risks nothing covers, and those of which nothing is done.
fn manques(page: &CouvertureVue) -> impl Renderable {
    let cas = |garde: fn(&ColonneRisque) -> bool| page.risques.iter().filter(move |r| garde(r));
    let decouverts: Vec<_> = cas(|r| r.mesures.1 == 0).collect();
    let sans_effet: Vec<_> = cas(|r| r.mesures.0 == 0 && r.mesures.1 > 0).collect();
    let service = page.bande.service;
    let liste = move |risques: Vec<&ColonneRisque>| {
        let liens: Vec<_> = risques
            .into_iter()
            .map(|r| {
                (
                    page_du_risque(service, &r.id),
                    r.id.clone(),
                    r.titre.clone(),
                )
            })
            .collect();
        maud! {
            ul { @for (adresse, id, titre) in &liens {
                li { a href=(adresse) { (id) " : " (titre) } }
            } }
        }
    };
    maud! {
        @if !decouverts.is_empty() {
            h2.mss-h { "Aucune mesure ne pèse sur" }
            (liste(decouverts.clone()))
        }
        @if !sans_effet.is_empty() {
            h2.mss-h { "Aucune des mesures prévues n’est faite contre" }
            (liste(sans_effet.clone()))
        }
    }
}

fn matrice(page: &CouvertureVue) -> impl Renderable {
    let service = page.bande.service;
    maud! {
        div.fr-table.mss-defile tabindex="0" role="region" aria-label="Mesures et risques" {
            table {
                caption.fr-sr-only { "Mesures en lignes, risques en colonnes. Un rond : la mesure pèse sur le risque." }
                thead { tr {
                    th scope="col" { "Mesure" }
                    th scope="col" { "Statut" }
                    @for risque in &page.risques {
                        th scope="col" {
                            a href=(page_du_risque(service, &risque.id)) { (risque.id) }
                            span.fr-sr-only { ", " (risque.titre) ", niveau " (texte::niveau_risque(risque.niveau).to_lowercase()) }
                        }
                    }
                } }
                tbody {
                    tr {
                        th scope="row" { "Mesures faites" }
                        td {}
                        @for risque in &page.risques { td { (risque.mesures.0) "/" (risque.mesures.1) } }
                    }
                    @for mesure in &page.mesures { tr {
                        th scope="row" {
                            a href=(page_de_la_mesure(service, &mesure.id)) { (mesure.titre) }
                            span.mss-2 { " " (mesure.id) }
                        }
                        td { (badge(ton(mesure.statut), texte::statut(mesure.statut))) }
                        @for case in &mesure.cases {
                            td {
                                @match case {
                                    Some(OrigineLien::Catalogue) => { span aria-hidden="true" { "●" } span.fr-sr-only { "pèse" } }
                                    Some(OrigineLien::Main) => { span aria-hidden="true" { "○" } span.fr-sr-only { "pèse, lien ajouté" } }
                                    None => {}
                                }
                            }
                        }
                    } }
                }
            }
        }
        p.fr-text--xs.mss-2 { "● lien du catalogue · ○ lien ajouté par votre équipe" }
    }
}

const fn ton(statut: Option<Statut>) -> Option<Ton> {
    match statut {
        Some(Statut::Fait) => Some(Ton::Succes),
        Some(Statut::EnCours) => Some(Ton::Info),
        Some(Statut::ALancer) => Some(Ton::Alerte),
        Some(Statut::NonFait) | None => None,
    }
}
