//! What the page of a computed risk says: why this gravity and this likelihood, what would lower
//! it, what is decided of it.

use super::fiche::{FicheCalculee, MesureEtat, PageRisque, dite};
use super::formulaires::{Decider, desactiver, gravite, reactiver};
use super::liens::liens;
use super::tableau::MesureNommee;
use super::{badge_niveau, page_de_la_mesure};
use crate::composants::badge;
use crate::format::{compte, typo};
use crate::prelude::*;
use crate::texte;

/// The whole risk, from its number to the forms.
pub(super) fn calculee<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a PageRisque<'_>,
    fiche: &'a FicheCalculee<'_>,
) -> impl Renderable + 'a {
    let modele = page.tableau.modele;
    let evalue = &fiche.evalue;
    let etudie = fiche.en_place.desactivation.is_none();
    let decider = Decider {
        service: page.tableau.bande.service,
        risque: &fiche.risque.id,
        modele,
        gravite_calculee: evalue.gravite_calculee,
        saisie: &fiche.saisie,
        version: fiche.version,
        erreurs: &page.erreurs,
    };
    maud! {
        p.mss-surtitre { (fiche.risque.id) " · " (texte::categories_risque(fiche.categories)) }
        h1.mss-h1 { %(typo(&fiche.risque.titre)) }
        p {
            @if etudie { (badge_niveau(modele.niveau(evalue.gravite, evalue.courant))) }
            @else { (badge(None, "Non étudié")) }
        }
        @if let Some(raison) = &fiche.en_place.desactivation {
            p.mss-citation.mss-libre { (raison) }
            (dite(page))
            @if page.tableau.modifiable { (reactiver(cadre, decider)) }
        }
        p { %(typo(&fiche.risque.description)) }
        ul { @for exemple in &fiche.risque.exemples { li { %(typo(exemple)) } } }
        h2.mss-h { "D’où il vient" }
        (porte(page, fiche))
        h2 #abaisser .mss-h { "Ce qui l’abaisserait" }
        (abaisserait(page, fiche))
        (liens(cadre, page, &fiche.liees, &fiche.liables))
        @if page.tableau.modifiable && etudie {
            h2.mss-h { "Ce que vous en décidez" }
            (gravite(cadre, decider))
            @if fiche.en_place.gravite.is_some() { (dite(page)) }
            (desactiver(cadre, decider))
        }
    }
}

/// Why this gravity, why this likelihood.
fn porte<'a>(page: &'a PageRisque<'_>, fiche: &'a FicheCalculee<'_>) -> impl Renderable + 'a {
    let modele = page.tableau.modele;
    let evalue = &fiche.evalue;
    let (total, tiennent) = (
        fiche.barrieres.len(),
        fiche.barrieres.iter().filter(|b| b.tient).count(),
    );
    maud! {
        p {
            b { "Gravité " (texte::cote(&modele.gravites, evalue.gravite)) "." }
            @if let Some(retenue) = &fiche.en_place.gravite {
                " Votre équipe l’a choisie ; le calcul donne " (texte::cote(&modele.gravites, evalue.gravite_calculee)) "."
                span.mss-citation.mss-libre { (retenue.raison) }
            }
        }
        ul { @for origine in &fiche.origines { li { (origine) } } }
        p {
            b { "Vraisemblance " (texte::cote(&modele.vraisemblances, evalue.courant)) "." }
            @match (total, tiennent) {
                (0, _) => { " Aucune mesure du service ne pèse sur elle." }
                (_, 0) => { " Aucune barrière n’est complète." }
                _ if tiennent == total => { " Toutes ses barrières tiennent." }
                _ => { " " (compte(tiennent, "barrière tient", "barrières tiennent")) " sur " (total) "." }
            }
            " La vraisemblance serait de " (evalue.brut) " sans aucune mesure, et de " (evalue.cible) " une fois tout fait."
        }
        @if total > 0 {
            details.mss-donnees {
                summary { (compte(total, "barrière", "barrières")) ", mesure par mesure" }
                p { "Les mesures d’une barrière comptent ensemble : elle tient quand toutes sont faites, sauf mention contraire." }
                @for (rang, barriere) in fiche.barrieres.iter().enumerate() {
                    h3.mss-h {
                        "Barrière " (rang + 1) " "
                        @if barriere.tient { (badge(Some(crate::gabarit::Ton::Succes), "Tient")) }
                        @else { (badge(None, "Incomplète")) }
                    }
                    @if barriere.une_suffit && barriere.mesures.len() > 1 { p { "Une seule de ces mesures suffit." } }
                    (etats(page, &barriere.mesures))
                }
            }
        }
    }
}

/// The shortest way to lower it.
fn abaisserait<'a>(page: &'a PageRisque<'_>, fiche: &'a FicheCalculee<'_>) -> impl Renderable + 'a {
    let courant = fiche.evalue.courant;
    let lien = |mesure: &'a MesureNommee| {
        let adresse = page_de_la_mesure(page.tableau.bande.service, &mesure.id);
        maud! { a href=(adresse) { (mesure.titre) } }
    };
    maud! {
        @match &fiche.pas {
            None => { p { "Rien : la vraisemblance est au plus bas pour ce service." } }
            Some((mesures, apres)) if fiche.leviers.is_empty() => {
                p {
                    "Aucune mesure ne suffit seule. "
                    b { (compte(mesures.len(), "mesure", "mesures")) " à finir ensemble" }
                    " feraient passer la vraisemblance de " (fleche(courant, *apres)) "."
                }
                ul { @for mesure in mesures { li { (lien(mesure)) } } }
            }
            Some(_) => {
                p { "Chacune de ces mesures l’abaisse à elle seule." }
                ul { @for (mesure, apres) in &fiche.leviers { li { (lien(mesure)) " " b.mss-num { (fleche(courant, *apres)) } } } }
            }
        }
    }
}

fn fleche(avant: u8, apres: u8) -> impl Renderable {
    maud! { (avant) span aria-hidden="true" { " → " } span.fr-sr-only { " à " } (apres) }
}

fn etats<'a>(page: &'a PageRisque<'_>, mesures: &'a [MesureEtat]) -> impl Renderable + 'a {
    maud! {
        ul { @for etat in mesures {
            li {
                a href=(page_de_la_mesure(page.tableau.bande.service, &etat.mesure.id)) { (etat.mesure.titre) }
                span.mss-2 { " · " (texte::statut(etat.statut)) }
            }
        } }
    }
}
