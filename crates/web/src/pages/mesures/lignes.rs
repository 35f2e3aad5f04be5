//! The lines of the list: which ones, in which order.
//!
//! Invariant: unless deadlines order it, the order depends on the service only, never on where its
//! measures stand, so that a line stays in its place when it is answered.

use std::collections::BTreeMap;

use application::acces::LigneMesure as Ligne;
use application::commentaires::Objet;
use application::mesures::Entourage;
use domaine::ensemble::{Ensemble, MesureIdx};
use domaine::priorites::Reste;
use domaine::statuts::Statuts;
use domaine::suivi::SuiviMesure;
use domaine::texte::{cle_de_tri, mots_cherches};
use domaine::vocabulaire::Statut;
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

/// How many measures each state holds.
pub(crate) fn comptes(decrit: &Decrit) -> ComptesMesures {
    let toutes = decrit.bilan.evaluation.mesures.toutes();
    let statuts = &decrit.service.suivi.statuts;
    let avec = |statut| nombre((toutes & statuts.avec(statut)).len());
    ComptesMesures {
        a_statuer: nombre((toutes - statuts.renseignees()).len()),
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
}

impl Lecture<'_> {
    /// The lines a person asked to see, in the order they asked for. `gardee`, the measure just
    /// answered, stays in its place even when it no longer belongs there.
    pub(super) fn filtrees(
        &self,
        filtres: &FiltresMesures,
        gardee: Option<MesureIdx>,
    ) -> Vec<LigneMesure> {
        let noms = self.noms();
        let du_filtre = self.retenues(filtres);
        let voulue = |r: &&Reste| du_filtre.contient(r.mesure) || gardee == Some(r.mesure);
        let ordonnees = self.ordonnees(filtres.tri);
        ordonnees
            .iter()
            .filter(voulue)
            .map(|r| self.ligne(r, &noms))
            .collect()
    }

    /// The measures just before and just after one, in the list a person asked to see; that one
    /// may no longer be part of it.
    pub(super) fn voisines(
        &self,
        filtres: &FiltresMesures,
        mesure: MesureIdx,
    ) -> (Option<MesureIdx>, Option<MesureIdx>) {
        let du_filtre = self.retenues(filtres);
        let ordonnees = self.ordonnees(filtres.tri);
        let ordre: Vec<_> = ordonnees.iter().map(|r| r.mesure).collect();
        let place = ordre.iter().position(|m| *m == mesure).unwrap_or_default();
        let dedans = |m: &&MesureIdx| du_filtre.contient(**m);
        (
            ordre.iter().take(place).rev().find(dedans).copied(),
            ordre.iter().skip(place + 1).find(dedans).copied(),
        )
    }

    /// The members by account.
    pub(super) fn noms(&self) -> BTreeMap<Uuid, String> {
        self.entourage.membres.iter().cloned().collect()
    }

    fn ligne(&self, reste: &Reste, noms: &BTreeMap<Uuid, String>) -> LigneMesure {
        let suivi = self.decrit.service.ligne(reste.mesure).map(|l| &l.suivi);
        let responsables = suivi.map(|s| &s.responsables).into_iter().flatten();
        LigneMesure {
            priorite: suivi.and_then(|s| s.priorite),
            responsables: responsables
                .filter_map(|id| noms.get(id).cloned())
                .collect(),
            echeance: suivi.and_then(|s| s.echeance),
            retard: suivi.is_some_and(|s| s.en_retard(self.jour)),
            ..ligne(self.decrit, reste)
        }
    }

    fn ordonnees(&self, tri: TriMesures) -> Vec<Reste> {
        let catalogue = self.decrit.service.catalogue;
        let mut toutes = classees(self.decrit, &Statuts::VIDES);
        match tri {
            TriMesures::Priorite => {}
            TriMesures::Titre => {
                toutes.sort_by_cached_key(|r| cle_de_tri(&catalogue.mesure(r.mesure).titre));
            }
            TriMesures::Effort => toutes.sort_by_key(|r| catalogue.mesure(r.mesure).effort),
            TriMesures::Echeance => toutes.sort_by_key(|r| {
                let ligne = self.decrit.service.ligne(r.mesure);
                let echeance = ligne.and_then(|l| l.suivi.echeance);
                (echeance.is_none(), echeance)
            }),
        }
        toutes
    }

    fn retenues(&self, filtres: &FiltresMesures) -> Ensemble {
        let catalogue = self.decrit.service.catalogue;
        let mesures = &self.decrit.bilan.evaluation.mesures;
        let mots = mots_cherches(&filtres.q);
        let noms = self.noms();
        let retenue = |mesure: &MesureIdx| {
            let fiche = catalogue.mesure(*mesure);
            let exigence = mesures.exigence(*mesure);
            filtres.categorie.is_none_or(|c| fiche.categorie == c)
                && (filtres.theme.is_empty() || catalogue.theme(*mesure).id == filtres.theme)
                && filtres.exigence.is_none_or(|e| exigence == Some(e))
                && filtres
                    .porteur
                    .is_none_or(|p| mesures.porteur(*mesure) == Some(p))
                && self.du_plan(filtres, *mesure)
                && self.contient(*mesure, &mots, &noms)
        };
        de_l_onglet(self.decrit, filtres.onglet)
            .iter()
            .filter(retenue)
            .collect()
    }

    /// Whether the plan of a measure is one of those asked for.
    fn du_plan(&self, filtres: &FiltresMesures, mesure: MesureIdx) -> bool {
        let vide = SuiviMesure::default();
        let ligne = self.decrit.service.ligne(mesure);
        let suivi = ligne.map_or(&vide, |l| &l.suivi);
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
    fn contient(&self, mesure: MesureIdx, mots: &[String], noms: &BTreeMap<Uuid, String>) -> bool {
        if mots.is_empty() {
            return true;
        }
        let fiche = self.decrit.service.catalogue.mesure(mesure);
        let mut texte = [
            fiche.id.as_str(),
            &fiche.titre,
            &fiche.description,
            &fiche.pourquoi,
        ]
        .join(" ");
        let mut ajouter = |morceau: &str| {
            texte.push(' ');
            texte.push_str(morceau);
        };
        if let Some(ligne) = self.decrit.service.ligne(mesure) {
            ajouter(&ligne.suivi.motif);
            ajouter(&ligne.suivi.details);
            for nom in ligne
                .suivi
                .responsables
                .iter()
                .filter_map(|id| noms.get(id))
            {
                ajouter(nom);
            }
        }
        let objet = Objet::Mesure(fiche.id.clone()).id();
        if let Some(ecrit) = self.entourage.textes.get(&objet) {
            ajouter(ecrit);
        }
        let plie = mots_cherches(&texte).join(" ");
        mots.iter().all(|mot| plie.contains(mot.as_str()))
    }
}

/// Everything of the service that is neither done nor declined under `statuts`.
fn classees(decrit: &Decrit, statuts: &Statuts) -> Vec<Reste> {
    let bilan = &decrit.bilan;
    let catalogue = decrit.service.catalogue;
    catalogue.priorites(&bilan.description, statuts, &bilan.evaluation)
}

fn de_l_onglet(decrit: &Decrit, onglet: OngletMesures) -> Ensemble {
    let toutes = decrit.bilan.evaluation.mesures.toutes();
    let statuts = &decrit.service.suivi.statuts;
    let closes = statuts.avec(Statut::Fait) | statuts.avec(Statut::NonFait);
    match onglet {
        OngletMesures::ATraiter => toutes - closes,
        OngletMesures::AStatuer => toutes - statuts.renseignees(),
        OngletMesures::ALancer => toutes & statuts.avec(Statut::ALancer),
        OngletMesures::EnCours => toutes & statuts.avec(Statut::EnCours),
        OngletMesures::Faites => toutes & statuts.avec(Statut::Fait),
        OngletMesures::Ecartees => toutes & statuts.avec(Statut::NonFait),
        OngletMesures::Toutes => toutes,
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
        risques: nombre(reste.risques),
        statut: service.suivi.statuts.de(reste.mesure),
        priorite: None,
        responsables: Vec::new(),
        echeance: None,
        retard: false,
        version: service.ligne(reste.mesure).map_or(0, |l| l.version),
    }
}
