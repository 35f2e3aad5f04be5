//! One risk: in plain words, what carries it, what would lower it, what is decided of it. Beside
//! the list on a wide screen, alone elsewhere.
//!
//! Invariant: the risk comes first in the document: it is what the page is about.

use super::calculee::calculee;
use super::liens::liens;
use super::tableau::{MesureNommee, Tableau, tableau};
use super::{badge_niveau, page_du_risque};
use crate::adresse;
use crate::composants::{Echanges, Erreur, badge, champs_caches, echanges, fil, resume_erreurs};
use crate::format::{heure, jour, typo};
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
    /// What the team wrote of it, and what happened to it.
    pub echanges: Echanges,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
}

impl PageRisque<'_> {
    pub(super) fn id(&self) -> &str {
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
                        h2 #echanges .mss-h { "Échanges et historique" }
                        (echanges(cadre, &self.echanges))
                        a.fr-btn.fr-btn--sm.fr-btn--tertiary href=(&risques) { "Tous les risques" }
                    }
                    div.mss-cote { (tableau(cadre, &self.tableau)) }
                }
            }
        }
    }
}

/// Who changed it last, and when.
pub(super) fn dite<'a>(page: &'a PageRisque<'_>) -> impl Renderable + 'a {
    maud! {
        @if let Some((auteur, quand)) = &page.dite {
            p.fr-text--sm.mss-2 { (auteur) ", le " (jour(*quand)) " à " (heure(*quand)) "." }
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
        @if !risque.description.is_empty() { p.mss-libre { (risque.description) } }
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
