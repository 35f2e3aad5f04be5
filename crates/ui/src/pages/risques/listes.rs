//! The lists of risks: those studied, those that are not, those of the service's own.
//!
//! Invariant: a dense table keeps its roles when it is drawn as a stack of records.

use super::tableau::{Abaisse, LignePropre, LigneRisque, Moment, Tableau};
use super::{badge_niveau, page_de_la_mesure, page_du_risque};
use crate::adresse;
use crate::composants::champs_caches;
use crate::format::{compte, typo};
use crate::prelude::*;
use crate::svg::{Icone, carte_risques, icone, rangees, trajectoire};
use crate::texte;

/// The risks studied, by what an attacker would be after.
pub(super) fn liste<'a>(page: &'a Tableau<'_>) -> impl Renderable + 'a {
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

/// Those people decided not to study, with the reasons.
pub(super) fn desactives<'a>(page: &'a Tableau<'_>) -> impl Renderable + 'a {
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

/// Those the team added: their own maps, their list, those taken out.
pub(super) fn propres<'a>(cadre: &'a Cadre<'_>, page: &'a Tableau<'_>) -> impl Renderable + 'a {
    let service = page.bande.service;
    let points = |choix: fn(&LignePropre) -> (u8, u8)| {
        let points = page.propres.iter().map(|r| {
            let (gravite, vraisemblance) = choix(r);
            page.point(&r.id, &r.titre, gravite, vraisemblance)
        });
        points.collect::<Vec<_>>()
    };
    let (bruts, courants) = (points(|r| r.brut), points(|r| r.courant));
    let rangees = rangees(&[&bruts, &courants]);
    maud! {
        h2 #propres { "Risques propres au service" }
        p.fr-text--sm.mss-2 { "Ceux que votre équipe ajoute. Tout y est estimé par vous, rien n’est calculé : ils ne comptent pas dans les cartes du haut." }
        @if !page.propres.is_empty() {
            div.mss-trois {
                section {
                    h3.mss-h { "Sans aucune mesure" }
                    (carte_risques("Risques propres, sans aucune mesure", page.modele, &bruts, rangees))
                }
                section {
                    h3.mss-h { "Aujourd’hui" }
                    (carte_risques("Risques propres, aujourd’hui", page.modele, &courants, rangees))
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
