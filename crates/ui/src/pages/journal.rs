//! The activity of a service: who did what, on what, when; first what is new to the reader.

mod entree;
mod export;
mod filtres;

pub use entree::{Entree, LigneEntree, Objet};
pub use export::{LigneExport, csv};
pub use filtres::FiltresJournal;

use crate::adresse;
use crate::composants::{Selection, selection, vide};
use crate::format::{compte, date, date_civile, jour};
use crate::gabarit::{Bande, Nouveautes};
use crate::prelude::*;
use crate::texte;
use domaine::historique::Famille;
use entree::{entree, entree_breve};
use uuid::Uuid;

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    /// Band of the service.
    pub bande: Bande,
    /// What is shown.
    pub filtres: FiltresJournal,
    /// Everyone who ever did something there: account and name.
    pub auteurs: Vec<(Uuid, String)>,
    /// What others did since the last visit: how much, and what.
    pub nouveautes: Option<(Nouveautes, Vec<Entree>)>,
    /// What happened, newest first.
    pub entrees: Vec<Entree>,
    /// Where what came before is; none at the end.
    pub suite: Option<i64>,
    /// Changes counted, at most: beyond, "plus de".
    pub plafond: usize,
}

impl Vue for Journal {
    fn titre(&self) -> String {
        format!("Journal de {}", self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                div.mss-entete {
                    h1 { "Journal" }
                    a.fr-btn.fr-btn--sm.fr-btn--tertiary href=(self.filtres.export(service)) download { "Télécharger (CSV)" }
                }
                @if let Some((nouveautes, entrees)) = &self.nouveautes { (depuis(self, nouveautes, entrees)) }
                (filtrer(self))
                @if self.entrees.is_empty() {
                    (vide("Rien à montrer", maud! {
                        p { "Aucune ligne du journal ne correspond. " a href=(adresse::service(service, "journal")) { "Tout voir" } }
                    }))
                }
                @for jour in par_jour(&self.entrees) {
                    @if let Some(premiere) = jour.first() {
                        h2.mss-groupe { (date(date_civile(premiere.quand))) }
                        ul.mss-liste { @for une in jour { (entree(service, une)) } }
                    }
                }
                (suite(self))
            } }
        }
    }
}

/// What others did since the last visit, told first.
fn depuis<'a>(
    page: &'a Journal,
    nouveautes: &'a Nouveautes,
    entrees: &'a [Entree],
) -> impl Renderable + 'a {
    let service = page.bande.service;
    maud! {
        section #depuis .fr-alert aria-labelledby="depuis-titre" {
            h2 #depuis-titre .fr-alert__title {
                "Depuis votre dernière visite, le " (jour(nouveautes.depuis)) " : "
                @if nouveautes.nombre >= page.plafond { "plus de " }
                (compte(nouveautes.nombre, "changement", "changements"))
            }
            ul { @for une in entrees { (entree_breve(service, une)) } }
        }
    }
}

fn filtrer(page: &Journal) -> impl Renderable {
    let filtres = &page.filtres;
    let familles: Vec<_> = [("", "Tous les sujets")]
        .into_iter()
        .chain(Famille::TOUS.iter().map(|f| (f.id(), texte::famille(*f))))
        .collect();
    let comptes: Vec<_> = page
        .auteurs
        .iter()
        .map(|(compte, nom)| (compte.to_string(), nom.as_str()))
        .collect();
    let qui = filtres.qui.map(|qui| qui.to_string()).unwrap_or_default();
    maud! {
        form.mss-filtres action=(adresse::service(page.bande.service, "journal")) method="get"
            role="search" aria-label="Filtrer le journal" {
            (selection(Selection {
                nom: "sujet", prefixe: "f-", libelle: "Sujet", visible: false, options: &familles,
                valeur: filtres.famille.map_or("", Famille::id),
            }))
            @let personnes: Vec<_> = std::iter::once(("", "Tout le monde"))
                .chain(comptes.iter().map(|(id, nom)| (id.as_str(), *nom))).collect();
            (selection(Selection {
                nom: "qui", prefixe: "f-", libelle: "Personne", visible: false, options: &personnes,
                valeur: &qui,
            }))
            button.fr-btn.fr-btn--tertiary { "Filtrer" }
        }
    }
}

/// Entries of the same civil day, in order.
fn par_jour(entrees: &[Entree]) -> impl Iterator<Item = &[Entree]> {
    entrees.chunk_by(|a, b| date_civile(a.quand) == date_civile(b.quand))
}

/// Towards what came before, and back to the latest.
fn suite(page: &Journal) -> impl Renderable {
    let (service, filtres) = (page.bande.service, page.filtres);
    maud! {
        @if page.suite.is_some() || filtres.avant.is_some() {
            nav.fr-pagination aria-label="Pages du journal" { ul.fr-pagination__list {
                @if filtres.avant.is_some() {
                    li { a.fr-pagination__link href=(FiltresJournal { avant: None, ..filtres }.adresse(service)) { "Les plus récents" } }
                }
                @if page.suite.is_some() {
                    li { a.fr-pagination__link rel="next" href=(FiltresJournal { avant: page.suite, ..filtres }.adresse(service)) { "Plus anciens" } }
                }
            } }
        }
    }
}
