//! The maps and the lists of risks: the whole page, or beside the risk on screen.
//!
//! Invariant: figures count the computed risks that are studied, and them alone.

use super::{badge_niveau, page_de_la_mesure, page_du_risque};
use crate::adresse;
use crate::composants::champs_caches;
use crate::format::{compte, typo};
use crate::gabarit::Bande;
use crate::prelude::*;
use crate::svg::{Icone, PointRisque, carte_risques, icone, trajectoire};
use crate::texte;
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
enum Moment {
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
    fn niveau(&self, risque: &LigneRisque, moment: Moment) -> NiveauRisque {
        self.modele
            .niveau(risque.gravite, risque.vraisemblance(moment))
    }

    fn nombre(&self, niveau: NiveauRisque, moment: Moment) -> usize {
        let risques = self.risques.iter();
        risques.filter(|r| self.niveau(r, moment) == niveau).count()
    }

    fn point(&self, id: &str, titre: &str, gravite: u8, vraisemblance: u8) -> PointRisque {
        PointRisque {
            adresse: page_du_risque(self.bande.service, id),
            courant: self.courant.as_deref() == Some(id),
            id: id.to_owned(),
            titre: titre.to_owned(),
            gravite,
            vraisemblance,
        }
    }

    fn points(&self, moment: Moment) -> Vec<PointRisque> {
        let risques = self.risques.iter();
        risques
            .map(|r| self.point(&r.id, &r.titre, r.gravite, r.vraisemblance(moment)))
            .collect()
    }

    /// The risks by what an attacker would be after, the highest first in each group.
    fn groupes(&self) -> Vec<(&str, Vec<&LigneRisque>)> {
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
    maud! {
        div.mss-trois {
            (carte(page, Moment::Brut, "Sans aucune mesure", "Risque brut".to_owned()))
            (carte(page, Moment::Courant, "Aujourd’hui", format!("Risque courant, {faites} mesures faites sur {total}")))
            (carte(page, Moment::Cible, "Une fois tout fait", "Risque cible".to_owned()))
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

fn carte<'a>(
    page: &'a Tableau<'_>,
    moment: Moment,
    nom: &'static str,
    precision: String,
) -> impl Renderable + 'a {
    let nombre = |niveau| page.nombre(niveau, moment);
    let (eleves, moyens, faibles) = (
        nombre(NiveauRisque::Eleve),
        nombre(NiveauRisque::Moyen),
        nombre(NiveauRisque::Faible),
    );
    maud! {
        section {
            h2.mss-h { (nom) }
            p.fr-text--sm.mss-2 { (precision) }
            (carte_risques(nom, page.modele, page.points(moment)))
            p.fr-text--sm {
                b { (compte(eleves, "élevé", "élevés")) } ", " (compte(moyens, "moyen", "moyens"))
                ", " (compte(faibles, "faible", "faibles"))
            }
        }
    }
}

fn transcription<'a>(page: &'a Tableau<'_>) -> impl Renderable + 'a {
    maud! {
        details.mss-donnees {
            summary { "Les trois cartes en texte" }
            ul { @for r in &page.risques {
                li {
                    (r.id) " : " (r.titre) ". Gravité " (texte::cote(&page.modele.gravites, r.gravite))
                    ". Vraisemblance brute " (texte::cote(&page.modele.vraisemblances, r.brut))
                    " ; aujourd’hui " (texte::cote(&page.modele.vraisemblances, r.courant))
                    " ; une fois tout fait " (texte::cote(&page.modele.vraisemblances, r.cible)) ". Niveau "
                    (texte::niveau_risque(page.niveau(r, Moment::Brut)).to_lowercase()) ", puis "
                    (texte::niveau_risque(page.niveau(r, Moment::Courant)).to_lowercase()) ", puis "
                    (texte::niveau_risque(page.niveau(r, Moment::Cible)).to_lowercase()) "."
                }
            } }
        }
    }
}

fn liste<'a>(page: &'a Tableau<'_>) -> impl Renderable + 'a {
    maud! {
        h2 #liste { (compte(page.risques.len(), "risque étudié", "risques étudiés")) }
        ul.mss-legende {
            li { i.rond {} "Brut" }
            li { i.rond.plein {} "Aujourd’hui" }
            li { i.losange {} "Cible" }
        }
        div.fr-table { table.mss-dense.mss-cotes role="table" {
            caption.fr-sr-only { "Risques étudiés, par ce que cherche un attaquant, du plus élevé au plus faible" }
            thead role="rowgroup" { tr role="row" {
                th scope="col" role="columnheader" { "N°" }
                th scope="col" role="columnheader" { "Risque" }
                th scope="col" role="columnheader" { "Niveau" }
                th scope="col" role="columnheader" { "Gravité" }
                th scope="col" role="columnheader" { "Vraisemblance" }
                th scope="col" role="columnheader" { "Ce qui l’abaisserait" }
            } }
            @for (objectif, lignes) in page.groupes() {
                tbody role="rowgroup" {
                    tr role="row" {
                        th.mss-inter scope="rowgroup" role="rowheader" colspan="6" { %(typo(objectif)) " (" (lignes.len()) ")" }
                    }
                    @for ligne in lignes { (rangee(page, ligne)) }
                }
            }
        } }
    }
}

fn rangee<'a>(page: &'a Tableau<'_>, ligne: &'a LigneRisque) -> impl Renderable + 'a {
    let service = page.bande.service;
    let courante = page.courant.as_deref() == Some(&*ligne.id);
    maud! {
        tr role="row" {
            td.mss-2 role="cell" { (ligne.id) }
            th scope="row" role="rowheader" {
                a href=(page_du_risque(service, &ligne.id)) aria-current=("true")[courante] { (ligne.titre) }
            }
            td role="cell" { (badge_niveau(page.niveau(ligne, Moment::Courant))) }
            td role="cell" data-l="Gravité" {
                (texte::cote(&page.modele.gravites, ligne.gravite))
                @if ligne.gravite_retenue { small { "choisie par l’équipe" } }
            }
            td role="cell" data-l="Vraisemblance" { (trajectoire(ligne.brut, ligne.courant, Some(ligne.cible))) }
            td.mss-large role="cell" {
                @match &ligne.abaisse {
                    Abaisse::Rien => { span.mss-2 { "Il est au plus bas" } }
                    Abaisse::Seule(mesure) => {
                        a href=(page_de_la_mesure(service, &mesure.id)) { (mesure.titre) }
                    }
                    Abaisse::Ensemble(mesures) => {
                        a href={ (page_du_risque(service, &ligne.id)) "#abaisser" } {
                            (mesures.len()) " mesures à finir ensemble"
                            span.fr-sr-only { " contre " (ligne.id) }
                        }
                    }
                }
            }
        }
    }
}

fn desactives<'a>(page: &'a Tableau<'_>) -> impl Renderable + 'a {
    maud! {
        h2 { (compte(page.desactives.len(), "risque non étudié", "risques non étudiés")) }
        p.fr-text--sm.mss-2 { "Ils ne comptent dans aucun chiffre. L’autorité lira la raison de chacun." }
        ul.mss-liste { @for risque in &page.desactives {
            li.mss-ligne { div {
                p.mss-ligne__titre {
                    a href=(page_du_risque(page.bande.service, &risque.id)) { (risque.id) " : " (risque.titre) }
                }
                p.mss-ligne__meta { span { (risque.raison) } }
            } }
        } }
    }
}

fn propres<'a>(cadre: &'a Cadre<'_>, page: &'a Tableau<'_>) -> impl Renderable + 'a {
    let service = page.bande.service;
    let points = |choix: fn(&LignePropre) -> (u8, u8)| {
        let points = page.propres.iter().map(|r| {
            let (gravite, vraisemblance) = choix(r);
            page.point(&r.id, &r.titre, gravite, vraisemblance)
        });
        points.collect::<Vec<_>>()
    };
    maud! {
        h2 #propres { "Risques propres au service" }
        p.fr-text--sm.mss-2 { "Ceux que votre équipe ajoute. Tout y est estimé par vous, rien n’est calculé : ils ne comptent pas dans les cartes du haut." }
        @if !page.propres.is_empty() {
            div.mss-trois {
                section {
                    h3.mss-h { "Sans aucune mesure" }
                    (carte_risques("Risques propres, sans aucune mesure", page.modele, points(|r| r.brut)))
                }
                section {
                    h3.mss-h { "Aujourd’hui" }
                    (carte_risques("Risques propres, aujourd’hui", page.modele, points(|r| r.courant)))
                }
            }
            div.fr-table { table.mss-dense.mss-cotes role="table" {
                caption.fr-sr-only { "Risques propres au service" }
                thead role="rowgroup" { tr role="row" {
                    th scope="col" role="columnheader" { "N°" }
                    th scope="col" role="columnheader" { "Risque" }
                    th scope="col" role="columnheader" { "Niveau" }
                    th scope="col" role="columnheader" { "Gravité" }
                    th scope="col" role="columnheader" { "Vraisemblance" }
                    th scope="col" role="columnheader" { "Mesures liées" }
                } }
                tbody role="rowgroup" { @for r in &page.propres { tr role="row" {
                    td.mss-2 role="cell" { (r.id) }
                    th scope="row" role="rowheader" {
                        a href=(page_du_risque(service, &r.id)) aria-current=("true")[page.courant.as_ref() == Some(&r.id)] { (r.titre) }
                    }
                    td role="cell" { (badge_niveau(page.modele.niveau(r.courant.0, r.courant.1))) }
                    td role="cell" data-l="Gravité" {
                        (texte::cote(&page.modele.gravites, r.courant.0))
                        @if r.brut.0 != r.courant.0 { small { "brute : " (r.brut.0) } }
                    }
                    td role="cell" data-l="Vraisemblance" { (trajectoire(r.brut.1, r.courant.1, None)) }
                    td role="cell" data-l="Mesures liées" { (r.mesures) }
                } } }
            } }
        }
        @if page.modifiable {
            p {
                a.fr-btn.fr-btn--tertiary href=(adresse::service(service, "risques/nouveau")) {
                    (icone(cadre, Icone::Plus)) "Ajouter un risque"
                }
            }
        }
        @if page.modifiable && !page.retires.is_empty() {
            details.mss-donnees {
                summary { (compte(page.retires.len(), "risque retiré", "risques retirés")) }
                ul.mss-liste { @for (id, titre) in &page.retires {
                    li.mss-ligne {
                        p.mss-ligne__titre { (id) " : " (titre) }
                        form.mss-fin action=(page_du_risque(service, id)) method="post" {
                            (champs_caches(cadre, None))
                            button.fr-btn.fr-btn--sm.fr-btn--tertiary name="geste" value="retablir" {
                                "Rétablir" span.fr-sr-only { " " (titre) }
                            }
                        }
                    }
                } }
            }
        }
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
