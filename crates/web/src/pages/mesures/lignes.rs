//! The lines of the list: which ones, in which order.
//!
//! Invariant: the order depends on the service only, never on where its measures stand, so that a
//! line stays in its place when it is answered.

use application::acces::LigneMesure as Ligne;
use domaine::ensemble::{Ensemble, MesureIdx};
use domaine::priorites::Reste;
use domaine::statuts::Statuts;
use domaine::suivi::SuiviMesure;
use domaine::texte::{cle_de_tri, mots_cherches};
use domaine::vocabulaire::Statut;
use ui::pages::etat_des_lieux::Reponse;
use ui::pages::mesures::{ComptesMesures, FiltresMesures, LigneMesure, OngletMesures, TriMesures};

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
    classees(decrit, statuts)
        .iter()
        .map(|r| ligne(decrit, r))
        .collect()
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

/// The lines a person asked to see, in the order they asked for. `gardee`, the measure just
/// answered, stays in its place even when it no longer belongs there.
pub(crate) fn filtrees(
    decrit: &Decrit,
    filtres: &FiltresMesures,
    gardee: Option<MesureIdx>,
) -> Vec<LigneMesure> {
    let du_filtre = retenues(decrit, filtres);
    let voulue = |r: &&Reste| du_filtre.contient(r.mesure) || gardee == Some(r.mesure);
    let ordonnees = ordonnees(decrit, filtres.tri);
    ordonnees
        .iter()
        .filter(voulue)
        .map(|r| ligne(decrit, r))
        .collect()
}

/// The measures just before and just after one, in the list a person asked to see; that one may
/// no longer be part of it.
pub(crate) fn voisines(
    decrit: &Decrit,
    filtres: &FiltresMesures,
    mesure: MesureIdx,
) -> (Option<MesureIdx>, Option<MesureIdx>) {
    let du_filtre = retenues(decrit, filtres);
    let ordre: Vec<_> = ordonnees(decrit, filtres.tri)
        .iter()
        .map(|r| r.mesure)
        .collect();
    let place = ordre.iter().position(|m| *m == mesure).unwrap_or_default();
    let dedans = |m: &&MesureIdx| du_filtre.contient(**m);
    (
        ordre.iter().take(place).rev().find(dedans).copied(),
        ordre.iter().skip(place + 1).find(dedans).copied(),
    )
}

/// Everything of the service that is neither done nor declined under `statuts`.
fn classees(decrit: &Decrit, statuts: &Statuts) -> Vec<Reste> {
    let bilan = &decrit.bilan;
    let catalogue = decrit.service.catalogue;
    catalogue.priorites(&bilan.description, statuts, &bilan.evaluation)
}

fn ordonnees(decrit: &Decrit, tri: TriMesures) -> Vec<Reste> {
    let catalogue = decrit.service.catalogue;
    let mut toutes = classees(decrit, &Statuts::VIDES);
    match tri {
        TriMesures::Priorite => {}
        TriMesures::Titre => {
            toutes.sort_by_cached_key(|r| cle_de_tri(&catalogue.mesure(r.mesure).titre));
        }
        TriMesures::Effort => toutes.sort_by_key(|r| catalogue.mesure(r.mesure).effort),
    }
    toutes
}

fn retenues(decrit: &Decrit, filtres: &FiltresMesures) -> Ensemble {
    let catalogue = decrit.service.catalogue;
    let mesures = &decrit.bilan.evaluation.mesures;
    let mots = mots_cherches(&filtres.q);
    let retenue = |mesure: &MesureIdx| {
        let fiche = catalogue.mesure(*mesure);
        filtres.categorie.is_none_or(|c| fiche.categorie == c)
            && (filtres.theme.is_empty() || catalogue.theme(*mesure).id == filtres.theme)
            && filtres
                .exigence
                .is_none_or(|e| mesures.exigence(*mesure) == Some(e))
            && filtres
                .porteur
                .is_none_or(|p| mesures.porteur(*mesure) == Some(p))
            && contient(
                &[&fiche.id, &fiche.titre, &fiche.description, &fiche.pourquoi],
                &mots,
            )
    };
    de_l_onglet(decrit, filtres.onglet)
        .iter()
        .filter(retenue)
        .collect()
}

fn contient(textes: &[&str], mots: &[String]) -> bool {
    mots.is_empty() || {
        let plie = mots_cherches(&textes.join(" ")).join(" ");
        mots.iter().all(|mot| plie.contains(mot.as_str()))
    }
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
        version: service.ligne(reste.mesure).map_or(0, |l| l.version),
    }
}
