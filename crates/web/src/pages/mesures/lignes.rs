//! The lines of the list: which ones, in which order.
//!
//! Invariant: unless deadlines or gains order it, the order depends on the service only, never on where its
//! measures stand, so that a line stays in its place when it is answered.

use std::collections::BTreeMap;

use application::acces::LigneMesure as Ligne;
use application::commentaires::Objet;
use application::mesures::Entourage;
use application::specifiques::Specifique;
use domaine::actions::Gain;
use domaine::ensemble::{Ensemble, MesureIdx};
use domaine::priorites::Reste;
use domaine::statuts::Statuts;
use domaine::suivi::SuiviMesure;
use domaine::texte::{cle_de_tri, mots_cherches};
use domaine::vocabulaire::{Effort, Exigence, Statut};
use jiff::ToSpan;
use jiff::civil::Date;
use ui::pages::etat_des_lieux::Reponse;
use ui::pages::mesures::{
    ComptesMesures, EcheanceMesures, FiltresMesures, LigneMesure, OngletMesures, TriMesures,
};
use uuid::Uuid;

use crate::decrit::Decrit;

/// How near a deadline is "near", in days.
const PROCHE: i32 = 30;

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
struct Article<'a> {
    fiche: LigneMesure,
    /// Its place among what would help most; the largest when it brings nothing more.
    rang: usize,
    /// Its theme, when it has one.
    theme: Option<&'a str>,
    /// How much work, when it is known.
    effort: Option<Effort>,
    /// What its text says, besides its title.
    texte: String,
    suivi: Option<&'a SuiviMesure>,
}

impl<'a> Lecture<'a> {
    /// The lines a person asked to see, in the order they asked for. `gardee`, the measure just
    /// answered, stays in its place even when it no longer belongs there.
    pub(super) fn filtrees(
        &self,
        filtres: &FiltresMesures,
        gardee: Option<&str>,
    ) -> Vec<LigneMesure> {
        let criteres = self.criteres(filtres);
        let mut articles = self.ordonnes(filtres.tri);
        articles.retain(|a| criteres.retient(a) || gardee == Some(&a.fiche.id));
        articles
            .into_iter()
            .map(|a| self.avec_plan(a, &criteres.noms))
            .collect()
    }

    /// The measures just before and just after one, in the list a person asked to see; that one
    /// may no longer be part of it.
    pub(super) fn voisines(
        &self,
        filtres: &FiltresMesures,
        mesure: &str,
    ) -> (Option<String>, Option<String>) {
        let criteres = self.criteres(filtres);
        let articles = self.ordonnes(filtres.tri);
        let place = articles.iter().position(|a| a.fiche.id == mesure);
        let place = place.unwrap_or_default();
        let dedans = |a: &&Article<'_>| criteres.retient(a);
        let id = |a: &Article<'_>| a.fiche.id.clone();
        (
            articles.iter().take(place).rev().find(dedans).map(id),
            articles.iter().skip(place + 1).find(dedans).map(id),
        )
    }

    /// How many measures each tab would show, were it the one asked for.
    pub(super) fn comptes(&self, filtres: &FiltresMesures) -> ComptesMesures {
        let criteres = self.criteres(filtres);
        let mut comptes = ComptesMesures::default();
        let tous = self.ordonnes(filtres.tri).into_iter();
        for article in tous.filter(|a| criteres.hors_onglet(a)) {
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

    /// The members by account.
    pub(super) fn noms(&self) -> BTreeMap<Uuid, String> {
        self.entourage.membres.iter().cloned().collect()
    }

    /// A line with what the team plans.
    fn avec_plan(&self, article: Article<'_>, noms: &BTreeMap<Uuid, String>) -> LigneMesure {
        let suivi = article.suivi;
        let responsables = suivi.map(|s| &s.responsables).into_iter().flatten();
        LigneMesure {
            priorite: suivi.and_then(|s| s.priorite),
            responsables: responsables
                .filter_map(|id| noms.get(id).cloned())
                .collect(),
            echeance: suivi.and_then(|s| s.echeance),
            retard: suivi.is_some_and(|s| s.en_retard(self.jour)),
            ..article.fiche
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
            texte: format!("{} {}", fiche.description, fiche.pourquoi),
            suivi: service.ligne(reste.mesure).map(|l| &l.suivi),
        }
    }

    fn propre(&self, specifique: &Specifique) -> Article<'a> {
        let ligne = self.decrit.service.lignes.get(&specifique.id);
        let contenu = &specifique.contenu;
        Article {
            fiche: LigneMesure {
                id: specifique.id.clone(),
                titre: contenu.titre.clone(),
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
            texte: format!("{} {}", contenu.description, contenu.etapes.join(" ")),
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

/// What a person asked to see, ready to be compared with each measure.
struct Criteres<'l> {
    filtres: &'l FiltresMesures,
    mots: Vec<String>,
    noms: BTreeMap<Uuid, String>,
    /// What was written of each object.
    textes: &'l BTreeMap<String, String>,
    jour: Date,
}

impl Criteres<'_> {
    fn retient(&self, article: &Article<'_>) -> bool {
        de_l_onglet(article.fiche.statut, self.filtres.onglet) && self.hors_onglet(article)
    }

    /// The same, whatever the tab.
    fn hors_onglet(&self, article: &Article<'_>) -> bool {
        let (f, fiche) = (self.filtres, &article.fiche);
        f.categorie.is_none_or(|c| fiche.categorie == c)
            && (f.theme.is_empty() || article.theme == Some(&f.theme))
            && f.exigence.is_none_or(|e| fiche.exigence == e)
            && f.porteur.is_none_or(|p| fiche.porteur == Some(p))
            && self.du_plan(article)
            && self.contient(article)
    }

    /// Whether the plan of a measure is one of those asked for.
    fn du_plan(&self, article: &Article<'_>) -> bool {
        let vide = SuiviMesure::default();
        let (filtres, suivi) = (self.filtres, article.suivi.unwrap_or(&vide));
        let bientot = self.jour.saturating_add(PROCHE.days());
        let responsable = match filtres.responsable.as_str() {
            "" => true,
            FiltresMesures::PERSONNE => suivi.responsables.is_empty(),
            compte => Uuid::parse_str(compte).is_ok_and(|id| suivi.responsables.contains(&id)),
        };
        responsable
            && filtres.priorite.is_none_or(|p| suivi.priorite == Some(p))
            && match filtres.echeance {
                None => true,
                Some(EcheanceMesures::Retard) => suivi.en_retard(self.jour),
                Some(EcheanceMesures::Proche) => suivi
                    .echeance
                    .is_some_and(|e| (self.jour..=bientot).contains(&e)),
                Some(EcheanceMesures::Aucune) => suivi.echeance.is_none(),
            }
    }

    /// Whether every word is somewhere in the measure: title, text, identifier, plan, people,
    /// comments.
    fn contient(&self, article: &Article<'_>) -> bool {
        if self.mots.is_empty() {
            return true;
        }
        let fiche = &article.fiche;
        let mut texte = format!("{} {} {}", fiche.id, fiche.titre, article.texte);
        let mut ajouter = |morceau: &str| {
            texte.push(' ');
            texte.push_str(morceau);
        };
        if let Some(suivi) = article.suivi {
            ajouter(&suivi.motif);
            ajouter(&suivi.details);
            for nom in suivi.responsables.iter().filter_map(|id| self.noms.get(id)) {
                ajouter(nom);
            }
        }
        let objet = Objet::Mesure(fiche.id.clone()).id();
        if let Some(ecrit) = self.textes.get(&objet) {
            ajouter(ecrit);
        }
        let plie = mots_cherches(&texte).join(" ");
        self.mots.iter().all(|mot| plie.contains(mot.as_str()))
    }
}

/// Everything of the service that is neither done nor declined under `statuts`.
fn classees(decrit: &Decrit, statuts: &Statuts) -> Vec<Reste> {
    let bilan = &decrit.bilan;
    let catalogue = decrit.service.catalogue;
    catalogue.priorites(&bilan.description, statuts, &bilan.evaluation)
}

/// Whether a measure that stands there belongs to a tab.
fn de_l_onglet(statut: Option<Statut>, onglet: OngletMesures) -> bool {
    match onglet {
        OngletMesures::ATraiter => !matches!(statut, Some(Statut::Fait | Statut::NonFait)),
        OngletMesures::AStatuer => statut.is_none(),
        OngletMesures::ALancer => statut == Some(Statut::ALancer),
        OngletMesures::EnCours => statut == Some(Statut::EnCours),
        OngletMesures::Faites => statut == Some(Statut::Fait),
        OngletMesures::Ecartees => statut == Some(Statut::NonFait),
        OngletMesures::Toutes => true,
    }
}

/// A line, its plan aside.
fn ligne(decrit: &Decrit, reste: &Reste) -> LigneMesure {
    let service = &decrit.service;
    let fiche = service.catalogue.mesure(reste.mesure);
    LigneMesure {
        id: fiche.id.clone(),
        titre: fiche.titre.clone(),
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
