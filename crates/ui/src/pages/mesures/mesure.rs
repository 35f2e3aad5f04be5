//! The page of a measure: its panel, and beside it, on a wide screen, the list it comes from.

use super::filtres::FiltresMesures;
use super::liste::{Mesures, colonne};
use super::panneau::{FicheVue, panneau};
use super::plan::PlanVue;
use crate::composants::{Echanges, Erreur, fil, resume_erreurs};
use crate::format::typo;
use crate::gabarit::{Bande, SUFFIXE};
use crate::pages::actions::ActionVue;
use crate::pages::etat_des_lieux::Reponse;
use crate::pages::modeles::SourceVue;
use crate::prelude::*;
use domaine::vocabulaire::{Exigence, Porteur, Statut};

/// A risk the measure weighs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RisqueVue {
    /// Identifier of the risk.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// Its gravity, in a word of the scale.
    pub gravite: String,
    /// Its likelihood as things stand, in a word of the scale.
    pub vraisemblance: String,
    /// Linked by hand: the link can be undone.
    pub main: bool,
}

/// What goes with a measure of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PropreVue {
    /// What it was copied from.
    pub source: Option<SourceVue>,
}

/// The measures before and after this one in the list, by identifier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voisines {
    /// The one before.
    pub precedente: Option<String>,
    /// The one after.
    pub suivante: Option<String>,
}

/// The page.
#[derive(Clone, Debug)]
pub struct PageMesure<'a> {
    /// The list beside it; also says whether this person may change the measure.
    pub liste: Mesures,
    /// What the measure is.
    pub fiche: FicheVue<'a>,
    /// Question of the état des lieux it stands for; empty when it has none.
    pub question: &'a str,
    /// How strongly it is asked.
    pub exigence: Exigence,
    /// Who carries it.
    pub porteur: Option<Porteur>,
    /// Why the service has it, as sentences (`texte::raison`).
    pub raisons: Vec<String>,
    /// What it would bring, while it remains to be done.
    pub apport: Option<ActionVue>,
    /// Risks of the service it weighs on.
    pub risques: Vec<RisqueVue>,
    /// Risks it may still be linked to by hand: identifier, title.
    pub liables: Vec<(String, String)>,
    /// This person may link it to risks.
    pub lie: bool,
    /// When it is the service's own.
    pub propre: Option<PropreVue>,
    /// What was said of it.
    pub reponse: Option<Reponse>,
    /// Why it is declined, as saved or as typed.
    pub motif: String,
    /// What the form that declines said, when it is given back.
    pub choisi: Option<Statut>,
    /// Version of its row, 0 when it has none.
    pub version: i64,
    /// By whom, by when, how.
    pub plan: PlanVue,
    /// What the team wrote of it, and what happened to it.
    pub echanges: Echanges,
    /// What was refused: `motif` or a field of the plan.
    pub erreurs: Vec<Erreur>,
    /// Its neighbours in the list.
    pub voisines: Voisines,
}

impl PageMesure<'_> {
    /// Address of this page, or of a neighbour.
    pub(super) fn adresse(&self, mesure: &str) -> String {
        let service = self.liste.bande.service;
        self.liste.filtres.adresse_mesure(service, mesure)
    }

    /// Address of the list.
    pub(super) fn adresse_liste(&self) -> String {
        self.liste.filtres.adresse(self.liste.bande.service)
    }

    pub(super) const fn statut(&self) -> Option<Statut> {
        match self.reponse {
            Some(Reponse::Statut(statut)) => Some(statut),
            _ => None,
        }
    }

    /// The list this page was opened from.
    pub(super) const fn filtres(&self) -> &FiltresMesures {
        &self.liste.filtres
    }
}

impl Vue for PageMesure<'_> {
    fn titre(&self) -> String {
        format!("{} · {}", typo(self.fiche.titre), self.liste.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.liste.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let mesures = self.filtres().adresse(self.liste.bande.service);
        maud! {
            div #volet .fr-container--fluid.mss-page data-titre={ (self.titre()) (SUFFIXE) } {
                (fil(&[(&mesures, "Mesures")], self.fiche.id))
                (resume_erreurs(&self.erreurs))
                div.mss-duo.mss-duo--panneau {
                    div { (colonne(cadre, &self.liste, Some(self.fiche.id))) }
                    (panneau(cadre, self))
                }
            }
        }
    }
}
