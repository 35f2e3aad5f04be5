//! The lines of the list: which ones, in which order.
//!
//! Invariant: unless deadlines or gains order it, the order depends on the service only, never on
//! where its measures stand, so that a line stays in its place when it is answered.

use std::borrow::Cow;
use std::collections::BTreeMap;

use application::acces::LigneMesure as Ligne;
use application::mesures::Entourage;
use application::specifiques::Specifique;
use domaine::actions::Gain;
use domaine::catalogue::Mesure;
use domaine::ensemble::{Ensemble, MesureIdx};
use domaine::priorites::Reste;
use domaine::specifiques::Contenu;
use domaine::statuts::Statuts;
use domaine::suivi::SuiviMesure;
use domaine::texte::{cle_de_tri, mots_cherches};
use domaine::vocabulaire::{Effort, Exigence, Statut};
use jiff::civil::Date;
use ui::pages::etat_des_lieux::Reponse;
use ui::pages::mesures::{ComptesMesures, FiltresMesures, LigneMesure, TriMesures};
use uuid::Uuid;

use super::criteres::{Criteres, de_l_onglet};
use crate::decrit::Decrit;

/// A count of the engine, for display.
pub(crate) fn nombre(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// What was said of a measure.
pub(crate) fn reponse(ligne: Option<&Ligne>) -> Option<Reponse> {
    ligne.and_then(|l| reponse_du(&l.suivi))
}

/// What a follow-up says of a measure.
pub(crate) fn reponse_du(suivi: &SuiviMesure) -> Option<Reponse> {
    Reponse::de(suivi.statut, suivi.incertaine, suivi.reportee)
}

/// What remains, the most pressing first.
pub(crate) fn priorites(decrit: &Decrit) -> Vec<LigneMesure> {
    let statuts = &decrit.service.suivi.statuts;
    let classees = classees(decrit, statuts);
    classees.iter().map(|r| ligne(decrit, r)).collect()
}

/// How many measures each state holds, those of its own included.
pub(crate) fn comptes(decrit: &Decrit) -> ComptesMesures {
    let toutes = decrit.bilan.evaluation.mesures.toutes();
    let statuts = &decrit.service.suivi.statuts;
    let siennes = decrit.service.mesures_specifiques();
    let compter = |du_catalogue: Ensemble, statut| {
        let siennes = siennes.iter().filter(|s| s.statut == statut);
        nombre(du_catalogue.len()) + siennes.count()
    };
    let avec = |statut| compter(toutes & statuts.avec(statut), Some(statut));
    ComptesMesures {
        a_statuer: compter(toutes - statuts.renseignees(), None),
        a_lancer: avec(Statut::ALancer),
        en_cours: avec(Statut::EnCours),
        faites: avec(Statut::Fait),
        ecartees: avec(Statut::NonFait),
    }
}

/// A service, and what its list shows besides its rows.
pub(super) struct Lecture<'a> {
    pub(super) decrit: &'a Decrit,
    pub(super) entourage: &'a Entourage,
    /// The day it is.
    pub(super) jour: Date,
    /// What each measure that remains would bring, the most useful first.
    pub(super) gains: Vec<Gain>,
}

/// A measure of the list, whatever its kind: what it is filtered and sorted by.
pub(super) struct Article<'a> {
    pub(super) fiche: LigneMesure,
    /// Its place among what would help most; the largest when it brings nothing more.
    rang: usize,
    /// Its theme, when it has one.
    pub(super) theme: Option<&'a str>,
    /// How much work, when it is known.
    effort: Option<Effort>,
    /// What its text says, besides its title.
    pub(super) fond: Fond<'a>,
    pub(super) suivi: Option<&'a SuiviMesure>,
}

/// Where the text of a measure is: read only when one searches.
pub(super) enum Fond<'a> {
    Catalogue(&'a Mesure),
    Propre(&'a Contenu),
}

impl Fond<'_> {
    pub(super) fn texte(&self) -> String {
        match self {
            Self::Catalogue(m) => format!("{} {}", m.description, m.pourquoi),
            Self::Propre(c) => format!("{} {}", c.description, c.etapes.join(" ")),
        }
    }
}

/// The list as a person asked to see it, worked out once for its lines, its tabs and its
/// neighbours.
pub(super) struct Liste<'l> {
    lecture: &'l Lecture<'l>,
    filtres: &'l FiltresMesures,
    noms: BTreeMap<Uuid, String>,
    /// In order; and whether the filters keep it, the tab aside.
    articles: Vec<(Article<'l>, bool)>,
}

impl Liste<'_> {
    fn montre(&self, (article, garde): &(Article<'_>, bool)) -> bool {
        *garde && de_l_onglet(article.fiche.statut, self.filtres.onglet)
    }

    /// The lines, in the order asked for. `gardee`, the measure just answered, stays in its place
    /// even when it no longer belongs there.
    pub(super) fn lignes(&self, gardee: Option<&str>) -> Vec<LigneMesure> {
        let montrees = self
            .articles
            .iter()
            .filter(|a| self.montre(a) || gardee == Some(&a.0.fiche.id));
        montrees
            .map(|(article, _)| self.lecture.avec_plan(article, &self.noms))
            .collect()
    }

    /// How many measures each tab would show, were it the one asked for.
    pub(super) fn comptes(&self) -> ComptesMesures {
        let mut comptes = ComptesMesures::default();
        for (article, _) in self.articles.iter().filter(|(_, garde)| *garde) {
            *match article.fiche.statut {
                None => &mut comptes.a_statuer,
                Some(Statut::ALancer) => &mut comptes.a_lancer,
                Some(Statut::EnCours) => &mut comptes.en_cours,
                Some(Statut::Fait) => &mut comptes.faites,
                Some(Statut::NonFait) => &mut comptes.ecartees,
            } += 1;
        }
        comptes
    }

    /// The measures just before and just after one; that one may no longer be part of the list.
    pub(super) fn voisines(&self, mesure: &str) -> (Option<String>, Option<String>) {
        let place = self.articles.iter().position(|a| a.0.fiche.id == mesure);
        let place = place.unwrap_or_default();
        let id = |a: &(Article<'_>, bool)| a.0.fiche.id.to_string();
        let (avant, apres) = self.articles.split_at(place);
        (
            avant.iter().rev().find(|a| self.montre(a)).map(id),
            apres.iter().skip(1).find(|a| self.montre(a)).map(id),
        )
    }
}

impl<'a> Lecture<'a> {
    /// The list a person asked to see.
    pub(super) fn liste<'l>(&'l self, filtres: &'l FiltresMesures) -> Liste<'l> {
        let criteres = self.criteres(filtres);
        let articles = self.ordonnes(filtres.tri).into_iter();
        let articles = articles.map(|article| {
            let garde = criteres.retient(&article);
            (article, garde)
        });
        Liste {
            lecture: self,
            filtres,
            articles: articles.collect(),
            noms: criteres.noms,
        }
    }

    /// The members by account.
    pub(super) fn noms(&self) -> BTreeMap<Uuid, String> {
        self.entourage.membres.iter().cloned().collect()
    }

    /// A line with what the team plans.
    fn avec_plan(&self, article: &Article<'_>, noms: &BTreeMap<Uuid, String>) -> LigneMesure {
        let suivi = article.suivi;
        let responsables = suivi.map(|s| &s.responsables).into_iter().flatten();
        LigneMesure {
            priorite: suivi.and_then(|s| s.priorite),
            responsables: responsables
                .filter_map(|id| noms.get(id).cloned())
                .collect(),
            echeance: suivi.and_then(|s| s.echeance),
            retard: suivi.is_some_and(|s| s.en_retard(self.jour)),
            ..article.fiche.clone()
        }
    }

    /// Every measure of the service, in the order asked for; its own come last when they are
    /// sorted by what presses or by effort, which nobody knows of them.
    fn ordonnes(&self, tri: TriMesures) -> Vec<Article<'a>> {
        let du_catalogue = classees(self.decrit, &Statuts::VIDES);
        let rangs = self.rangs();
        let du_catalogue = du_catalogue.iter().map(|r| self.du_catalogue(r, &rangs));
        let siennes = self.decrit.service.specifiques.iter();
        let siennes = siennes.map(|s| self.propre(s));
        let mut articles: Vec<_> = du_catalogue.chain(siennes).collect();
        match tri {
            TriMesures::Priorite => {}
            TriMesures::Titre => articles.sort_by_cached_key(|a| cle_de_tri(&a.fiche.titre)),
            TriMesures::Gain => articles.sort_by_key(|a| a.rang),
            TriMesures::Effort => articles.sort_by_key(|a| (a.effort.is_none(), a.effort)),
            TriMesures::Echeance => articles.sort_by_key(|a| {
                let echeance = a.suivi.and_then(|s| s.echeance);
                (echeance.is_none(), echeance)
            }),
        }
        articles
    }

    /// Its place among what would help most, by measure; none for what is done or declined.
    fn rangs(&self) -> [Option<usize>; MesureIdx::MAX] {
        let mut rangs = [None; MesureIdx::MAX];
        for (place, gain) in self.gains.iter().enumerate() {
            rangs[gain.mesure.rang()] = Some(place);
        }
        rangs
    }

    fn du_catalogue(&self, reste: &Reste, rangs: &[Option<usize>; MesureIdx::MAX]) -> Article<'a> {
        let service = &self.decrit.service;
        let fiche = service.catalogue.mesure(reste.mesure);
        let rang = rangs[reste.mesure.rang()];
        Article {
            fiche: LigneMesure {
                gain: rang.map(|place| self.gains[place].indice),
                ..ligne(self.decrit, reste)
            },
            rang: rang.unwrap_or(usize::MAX),
            theme: Some(&service.catalogue.theme(reste.mesure).id),
            effort: Some(fiche.effort),
            fond: Fond::Catalogue(fiche),
            suivi: service.ligne(reste.mesure).map(|l| &l.suivi),
        }
    }

    fn propre(&self, specifique: &'a Specifique) -> Article<'a> {
        let ligne = self.decrit.service.lignes.get(&specifique.id);
        let contenu = &specifique.contenu;
        Article {
            fiche: LigneMesure {
                id: Cow::Owned(specifique.id.clone()),
                titre: Cow::Owned(contenu.titre.clone()),
                exigence: Exigence::Recommandee,
                categorie: contenu.categorie,
                porteur: None,
                propre: true,
                gain: None,
                risques: 0,
                statut: ligne.and_then(|l| l.suivi.statut),
                priorite: None,
                responsables: Vec::new(),
                echeance: None,
                retard: false,
                version: ligne.map_or(0, |l| l.version),
            },
            rang: usize::MAX,
            theme: None,
            effort: None,
            fond: Fond::Propre(contenu),
            suivi: ligne.map(|l| &l.suivi),
        }
    }

    fn criteres<'l>(&'l self, filtres: &'l FiltresMesures) -> Criteres<'l> {
        Criteres {
            filtres,
            mots: mots_cherches(&filtres.q),
            noms: self.noms(),
            textes: &self.entourage.textes,
            jour: self.jour,
        }
    }
}

/// Everything of the service that is neither done nor declined under `statuts`.
fn classees(decrit: &Decrit, statuts: &Statuts) -> Vec<Reste> {
    let bilan = &decrit.bilan;
    let catalogue = decrit.service.catalogue;
    catalogue.priorites(&bilan.description, statuts, &bilan.evaluation)
}

/// A line, its plan aside.
fn ligne(decrit: &Decrit, reste: &Reste) -> LigneMesure {
    let service = &decrit.service;
    let fiche = service.catalogue.mesure(reste.mesure);
    LigneMesure {
        id: Cow::Borrowed(&fiche.id),
        titre: Cow::Borrowed(&fiche.titre),
        exigence: reste.exigence,
        categorie: fiche.categorie,
        porteur: decrit.bilan.evaluation.mesures.porteur(reste.mesure),
        propre: false,
        gain: None,
        risques: nombre(reste.risques),
        statut: service.suivi.statuts.de(reste.mesure),
        priorite: None,
        responsables: Vec::new(),
        echeance: None,
        retard: false,
        version: service.ligne(reste.mesure).map_or(0, |l| l.version),
    }
}
