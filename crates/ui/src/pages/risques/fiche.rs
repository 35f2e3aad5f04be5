//! One risk: in plain words, what carries it, what would lower it, what is decided of it. Beside
//! the list on a wide screen, alone elsewhere.
//!
//! Invariant: the risk comes first in the document: it is what the page is about.

use super::formulaires::{Decider, desactiver, gravite, reactiver};
use super::tableau::{MesureNommee, Tableau, tableau};
use super::{badge_niveau, page_de_la_mesure, page_du_risque};
use crate::adresse;
use crate::composants::{Erreur, Selection, badge, champs_caches, fil, resume_erreurs, selection};
use crate::format::{compte, heure, jour, typo};
use crate::gabarit::Bande;
use crate::prelude::*;
use crate::texte;
use domaine::EnumSet;
use domaine::risques::{Ajustement, Risque, RisqueEvalue, RisquePropre};
use domaine::vocabulaire::{CategorieRisque, Statut};
use jiff::Timestamp;

/// A measure and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MesureEtat {
    /// The measure.
    pub mesure: MesureNommee,
    /// Where it stands.
    pub statut: Option<Statut>,
}

/// Measures that count together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarriereVue {
    /// All of them.
    pub mesures: Vec<MesureEtat>,
    /// One done is enough.
    pub une_suffit: bool,
    /// Whether it holds.
    pub tient: bool,
}

/// A computed risk.
#[derive(Clone, Debug)]
pub struct FicheCalculee<'a> {
    /// Its words.
    pub risque: &'a Risque,
    /// Its figures.
    pub evalue: RisqueEvalue,
    /// What it touches.
    pub categories: EnumSet<CategorieRisque>,
    /// What an attacker would be after and the answer the gravity comes from, as sentences.
    pub origines: Vec<String>,
    /// What stands in the way.
    pub barrieres: Vec<BarriereVue>,
    /// Measures that lower it alone, with the likelihood afterwards.
    pub leviers: Vec<(MesureNommee, u8)>,
    /// The smallest set that lowers it, with the likelihood afterwards.
    pub pas: Option<(Vec<MesureNommee>, u8)>,
    /// Measures linked by hand.
    pub liees: Vec<MesureEtat>,
    /// Measures that may be linked.
    pub liables: Vec<MesureNommee>,
    /// What is decided of it.
    pub en_place: Ajustement,
    /// The same, or what was typed when it is given back.
    pub saisie: Ajustement,
    /// Version of its row; 0 when it has none.
    pub version: i64,
}

/// A risk of the service's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FichePropre {
    /// Its identifier.
    pub id: String,
    /// What it says.
    pub risque: RisquePropre,
    /// Measures linked to it.
    pub liees: Vec<MesureEtat>,
    /// Measures that may be linked.
    pub liables: Vec<MesureNommee>,
    /// Taken out.
    pub retire: bool,
}

/// A risk, by kind.
#[derive(Clone, Debug)]
pub enum Fiche<'a> {
    /// Computed.
    Calculee(Box<FicheCalculee<'a>>),
    /// Added by the team.
    Propre(FichePropre),
}

/// The page.
#[derive(Clone, Debug)]
pub struct PageRisque<'a> {
    /// The list it stands beside.
    pub tableau: Tableau<'a>,
    /// The risk.
    pub fiche: Fiche<'a>,
    /// Who changed it last, and when.
    pub dite: Option<(String, Timestamp)>,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
}

impl PageRisque<'_> {
    fn id(&self) -> &str {
        match &self.fiche {
            Fiche::Calculee(fiche) => &fiche.risque.id,
            Fiche::Propre(fiche) => &fiche.id,
        }
    }

    fn nom(&self) -> String {
        match &self.fiche {
            Fiche::Calculee(fiche) => typo(&fiche.risque.titre).to_string(),
            Fiche::Propre(fiche) => fiche.risque.titre.clone(),
        }
    }
}

impl Vue for PageRisque<'_> {
    fn titre(&self) -> String {
        format!("{} · {}", self.nom(), self.tableau.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.tableau.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let risques = adresse::service(self.tableau.bande.service, "risques");
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[(&risques, "Risques")], self.id()))
                (resume_erreurs(&self.erreurs))
                div.mss-duo.mss-duo--fiche {
                    article.fr-card {
                        @match &self.fiche {
                            Fiche::Calculee(fiche) => { (calculee(cadre, self, fiche)) }
                            Fiche::Propre(fiche) => { (propre(cadre, self, fiche)) }
                        }
                        p.fr-text--sm { a href=(&risques) { "Tous les risques" } }
                    }
                    div.mss-cote { (tableau(cadre, &self.tableau)) }
                }
            }
        }
    }
}

fn calculee<'a>(
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
            p.mss-citation { (raison) }
            (dite(page))
            @if page.tableau.modifiable { (reactiver(cadre, decider)) }
        }
        p { %(typo(&fiche.risque.description)) }
        ul { @for exemple in &fiche.risque.exemples { li { %(typo(exemple)) } } }
        h2.mss-h { "Ce qui le porte" }
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
                span.mss-citation { (retenue.raison) }
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
            " Elle serait de " (evalue.brut) " sans aucune mesure, et de " (evalue.cible) " une fois tout fait."
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

fn dite<'a>(page: &'a PageRisque<'_>) -> impl Renderable + 'a {
    maud! {
        @if let Some((auteur, quand)) = &page.dite {
            p.fr-text--sm.mss-2 { (auteur) ", le " (jour(*quand)) " à " (heure(*quand)) "." }
        }
    }
}

/// The measures linked by hand, and linking another.
fn liens<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a PageRisque<'_>,
    liees: &'a [MesureEtat],
    liables: &'a [MesureNommee],
) -> impl Renderable + 'a {
    let service = page.tableau.bande.service;
    let action = adresse::service(service, "risques/liens");
    let mut options = vec![("", "Choisir une mesure".to_owned())];
    options.extend(liables.iter().map(|m| {
        let nom = format!("{}\u{a0}: {}", m.id, m.titre);
        (m.id.as_str(), nom)
    }));
    maud! {
        @if !liees.is_empty() {
            h2.mss-h { "Mesures liées par votre équipe" }
            ul.mss-liste { @for etat in liees {
                li.mss-ligne {
                    div {
                        p.mss-ligne__titre {
                            a href=(page_de_la_mesure(service, &etat.mesure.id)) { (etat.mesure.titre) }
                        }
                        p.mss-ligne__meta { span { (etat.mesure.id) } b { (texte::statut(etat.statut)) } }
                    }
                    @if page.tableau.modifiable {
                        form.mss-fin action=(&action) method="post" {
                            (champs_caches(cadre, None))
                            input type="hidden" name="risque" value=(page.id());
                            input type="hidden" name="mesure" value=(etat.mesure.id);
                            button.fr-btn.fr-btn--sm.fr-btn--tertiary name="geste" value="delier" {
                                "Délier" span.fr-sr-only { " " (etat.mesure.id) }
                            }
                        }
                    }
                }
            } }
        }
        @if page.tableau.modifiable && !liables.is_empty() {
            details #lier .mss-donnees open[liees.is_empty() && matches!(page.fiche, Fiche::Propre(_))] {
                summary { "Lier une mesure" }
                form action=(&action) method="post" {
                    (champs_caches(cadre, None))
                    input type="hidden" name="risque" value=(page.id());
                    @let options = options.iter().map(|(v, nom)| (*v, nom.as_str())).collect::<Vec<_>>();
                    (selection(Selection {
                        nom: "mesure", prefixe: "", libelle: "Mesure qui pèse sur ce risque", visible: true,
                        options: &options, valeur: "",
                    }))
                    button.fr-btn.fr-btn--sm.fr-btn--secondary name="geste" value="lier" { "Lier" }
                }
            }
        }
    }
}

fn propre<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a PageRisque<'_>,
    fiche: &'a FichePropre,
) -> impl Renderable + 'a {
    let modele = page.tableau.modele;
    let risque = &fiche.risque;
    let action = page_du_risque(page.tableau.bande.service, &fiche.id);
    let cotes = |gravite, vraisemblance| {
        let gravite = texte::cote(&modele.gravites, gravite);
        let vraisemblance = texte::cote(&modele.vraisemblances, vraisemblance);
        format!("Gravité {gravite}. Vraisemblance {vraisemblance}.")
    };
    maud! {
        p.mss-surtitre { (fiche.id) " · " (texte::categories_risque(risque.categories)) }
        h1.mss-h1 { (risque.titre) }
        p {
            @if fiche.retire { (badge(None, "Retiré")) }
            @else { (badge_niveau(modele.niveau(risque.gravite_courante, risque.vraisemblance_courante))) }
        }
        @if !risque.description.is_empty() { p.mss-saisi { (risque.description) } }
        dl.mss-fiche {
            dt { "Brut" } dd { (cotes(risque.gravite_brute, risque.vraisemblance_brute)) }
            dt { "Aujourd’hui" } dd { (cotes(risque.gravite_courante, risque.vraisemblance_courante)) }
            @if !risque.commentaire.is_empty() { dt { "Explication" } dd { (risque.commentaire) } }
        }
        (dite(page))
        @if page.tableau.modifiable {
            form action=(&action) method="post" {
                (champs_caches(cadre, None))
                div.fr-btns-group {
                    @if fiche.retire {
                        button.fr-btn.fr-btn--sm name="geste" value="retablir" { "Rétablir ce risque" }
                    } @else {
                        a.fr-btn.fr-btn--sm href={ (&action) "/modifier" } { "Modifier" }
                        button.fr-btn.fr-btn--sm.fr-btn--tertiary name="geste" value="retirer" { "Retirer ce risque" }
                    }
                }
            }
        }
        @if fiche.liees.is_empty() && !fiche.retire {
            p { b { "Aucune mesure ne pèse sur ce risque." } " Liez celles qui le réduisent." }
        }
        @if !fiche.retire { (liens(cadre, page, &fiche.liees, &fiche.liables)) }
    }
}
