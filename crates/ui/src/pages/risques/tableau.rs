//! The risks of a service, whole or beside the risk on screen: what is shown, the first sentence,
//! the page.
//!
//! Invariant: figures count the computed risks that are studied, and them alone.

use super::cartes::{carte, transcription};
use super::listes::{desactives, liste, propres};
use super::{page_de_la_mesure, page_du_risque};
use crate::adresse;
use crate::format::compte;
use crate::gabarit::Bande;
use crate::prelude::*;
use crate::svg::{Icone, PointRisque, icone, rangees};
use domaine::risques::ModeleRisques;
use domaine::vocabulaire::NiveauRisque;

/// A measure, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MesureNommee {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub titre: String,
}

/// What would lower a risk first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Abaisse {
    /// It is at its lowest.
    Rien,
    /// This measure alone.
    Seule(MesureNommee),
    /// These measures, once all done.
    Ensemble(Vec<MesureNommee>),
}

/// A computed risk; figures are 1 to 4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneRisque {
    /// Its identifier (`R3`).
    pub id: String,
    /// What may happen.
    pub titre: String,
    /// What an attacker would be after.
    pub objectif: String,
    /// How bad it would be.
    pub gravite: u8,
    /// Whether someone chose that gravity.
    pub gravite_retenue: bool,
    /// Likelihood if nothing were done.
    pub brut: u8,
    /// Likelihood today.
    pub courant: u8,
    /// Likelihood once everything is done.
    pub cible: u8,
    /// What would lower it first.
    pub abaisse: Abaisse,
}

/// A risk of the service's own; figures are 1 to 4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LignePropre {
    /// Its identifier (`RP.1`).
    pub id: String,
    /// What may happen.
    pub titre: String,
    /// Gravity and likelihood if nothing were done.
    pub brut: (u8, u8),
    /// Gravity and likelihood today.
    pub courant: (u8, u8),
    /// How many measures are linked to it.
    pub mesures: usize,
}

/// A computed risk people decided not to study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneDesactivee {
    /// Its identifier.
    pub id: String,
    /// What may happen.
    pub titre: String,
    /// Why it is not studied.
    pub raison: String,
}

/// A measure that lowers several risks alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevierCommun {
    /// The measure.
    pub mesure: MesureNommee,
    /// How many risks it lowers.
    pub risques: usize,
}

/// Everything about the risks of a service, but one risk.
#[derive(Clone, Debug)]
pub struct Tableau<'a> {
    /// Band of the service.
    pub bande: Bande,
    /// The words and the grid.
    pub modele: &'a ModeleRisques,
    /// The computed risks that are studied, in the order of the catalogue.
    pub risques: Vec<LigneRisque>,
    /// Those that are not.
    pub desactives: Vec<LigneDesactivee>,
    /// The risks of its own.
    pub propres: Vec<LignePropre>,
    /// Those taken out: identifier, title.
    pub retires: Vec<(String, String)>,
    /// Measures done, and all of them.
    pub mesures: (usize, usize),
    /// The measures that lower most risks, the most useful first.
    pub communs: Vec<LevierCommun>,
    /// The risk on screen.
    pub courant: Option<String>,
    /// Whether this person may decide of risks.
    pub modifiable: bool,
}

/// How many measures the first sentence names.
const NOMMEES: usize = 2;

/// The three moments a map shows.
#[derive(Clone, Copy)]
pub(super) enum Moment {
    Brut,
    Courant,
    Cible,
}

impl LigneRisque {
    const fn vraisemblance(&self, moment: Moment) -> u8 {
        match moment {
            Moment::Brut => self.brut,
            Moment::Courant => self.courant,
            Moment::Cible => self.cible,
        }
    }
}

impl Tableau<'_> {
    pub(super) fn niveau(&self, risque: &LigneRisque, moment: Moment) -> NiveauRisque {
        self.modele
            .niveau(risque.gravite, risque.vraisemblance(moment))
    }

    pub(super) fn nombre(&self, niveau: NiveauRisque, moment: Moment) -> usize {
        let risques = self.risques.iter();
        risques.filter(|r| self.niveau(r, moment) == niveau).count()
    }

    pub(super) fn point(
        &self,
        id: &str,
        titre: &str,
        gravite: u8,
        vraisemblance: u8,
    ) -> PointRisque {
        PointRisque {
            adresse: page_du_risque(self.bande.service, id),
            courant: self.courant.as_deref() == Some(id),
            id: id.to_owned(),
            titre: titre.to_owned(),
            gravite,
            vraisemblance,
        }
    }

    pub(super) fn points(&self, moment: Moment) -> Vec<PointRisque> {
        let risques = self.risques.iter();
        risques
            .map(|r| self.point(&r.id, &r.titre, r.gravite, r.vraisemblance(moment)))
            .collect()
    }

    /// The risks by what an attacker would be after, the highest first in each group.
    pub(super) fn groupes(&self) -> Vec<(&str, Vec<&LigneRisque>)> {
        let mut groupes: Vec<(&str, Vec<&LigneRisque>)> = Vec::new();
        for risque in &self.risques {
            match groupes.iter_mut().find(|(nom, _)| *nom == risque.objectif) {
                Some((_, lignes)) => lignes.push(risque),
                None => groupes.push((&risque.objectif, vec![risque])),
            }
        }
        for (_, lignes) in &mut groupes {
            lignes.sort_by_key(|r| {
                let niveau = self.niveau(r, Moment::Courant);
                std::cmp::Reverse((niveau, r.gravite * r.courant))
            });
        }
        groupes
    }
}

/// How many risks, how many remain high, what would lower most of them.
pub(super) fn phrase<'a>(tableau: &'a Tableau<'_>) -> impl Renderable + 'a {
    let nombre = tableau.risques.len();
    let reculs = tableau
        .risques
        .iter()
        .filter(|r| r.courant < r.brut)
        .count();
    let eleves = tableau.nombre(NiveauRisque::Eleve, Moment::Courant);
    let service = tableau.bande.service;
    let nommes = tableau.communs.iter().take(NOMMEES).collect::<Vec<_>>();
    maud! {
        p.mss-texte {
            (compte(nombre, "risque est étudié", "risques sont étudiés")) ". "
            @match reculs {
                0 => { "Vos mesures n’en ont encore fait reculer aucun. " }
                1 => { "Vos mesures en ont fait reculer un. " }
                _ => { "Vos mesures en ont fait reculer " (reculs) ". " }
            }
            @match eleves {
                0 => { b { "Aucun ne reste élevé." } }
                1 => { b { "Un reste élevé." } }
                _ => { b { (eleves) " restent élevés." } }
            }
            @for (rang, levier) in nommes.iter().enumerate() {
                @if rang == 0 { " Pour en abaisser le plus : " } @else { ", puis " }
                a href=(page_de_la_mesure(service, &levier.mesure.id)) { (levier.mesure.titre) }
                " (" (compte(levier.risques, "risque", "risques")) ")"
            }
            @if !nommes.is_empty() { "." }
        }
    }
}

/// The maps, their words, then the lists.
pub(super) fn tableau<'a>(cadre: &'a Cadre<'_>, page: &'a Tableau<'_>) -> impl Renderable + 'a {
    let (faites, total) = page.mesures;
    let [brut, courant, cible] =
        [Moment::Brut, Moment::Courant, Moment::Cible].map(|m| page.points(m));
    let rangees = rangees(&[&brut, &courant, &cible]);
    maud! {
        div.mss-trois {
            (carte(page, Moment::Brut, &brut, "Sans aucune mesure", "Risque brut".to_owned(), rangees))
            (carte(page, Moment::Courant, &courant, "Aujourd’hui", format!("{faites} mesures faites sur {total}"), rangees))
            (carte(page, Moment::Cible, &cible, "Une fois tout fait", "Risque cible".to_owned(), rangees))
        }
        ul.mss-legende {
            li { i.faible {} "Faible : acceptable" }
            li { i.moyen {} "Moyen : à surveiller" }
            li { i.eleve {} "Élevé : à réduire, ou à accepter par écrit" }
            li { "Lignes : gravité. Colonnes : vraisemblance." }
        }
        (transcription(page))
        (liste(page))
        @if !page.desactives.is_empty() { (desactives(page)) }
        (propres(cadre, page))
    }
}

/// The page.
#[derive(Clone, Debug)]
pub struct PageRisques<'a>(pub Tableau<'a>);

impl Vue for PageRisques<'_> {
    fn titre(&self) -> String {
        format!("Risques de {}", self.0.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.0.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let service = self.0.bande.service;
        maud! {
            div.fr-container--fluid.mss-page {
                div.mss-entete {
                    h1 { "Risques" }
                    div.fr-btns-group {
                        a.fr-btn.fr-btn--tertiary href=(adresse::service(service, "risques/couverture")) { "Mesures par risque" }
                        @if self.0.modifiable {
                            a.fr-btn.fr-btn--tertiary href=(adresse::service(service, "risques/nouveau")) {
                                (icone(cadre, Icone::Plus)) "Risque propre au service"
                            }
                        }
                    }
                }
                (phrase(&self.0))
                (tableau(cadre, &self.0))
            }
        }
    }
}
