//! The questions to hand to the people who know.

use axum::response::Response;
use domaine::ensemble::MesureIdx;
use ui::gabarit::SectionService;
use ui::pages::etat_des_lieux::{ADemander, GroupeADemander, QuestionADemander};

use crate::decrit::Decrit;
use crate::pages::mesures::{Demande, annoncer};
use crate::{Erreur, acteur::Acteur, parametres::Parametres};

pub(crate) async fn get(
    acteur: Acteur,
    Parametres(demande): Parametres<Demande>,
    decrit: Decrit,
) -> Result<Response, Erreur> {
    let vient = demande.vient(&decrit);
    let vue = ADemander {
        bande: decrit.bande(SectionService::EtatDesLieux),
        groupes: groupes(&decrit),
        annonce: vient.map(|mesure| annoncer(&decrit, mesure)),
        modifiable: decrit.modifiable(),
    };
    acteur.page(&vue).await
}

fn groupes(decrit: &Decrit) -> Vec<GroupeADemander> {
    let service = &decrit.service;
    let toutes = decrit.bilan.evaluation.mesures.toutes();
    let groupes = service.catalogue.a_demander(toutes, &service.suivi);
    let vue = |groupe: domaine::etat_des_lieux::Interlocuteur<'_>| GroupeADemander {
        qui_sait: groupe.qui_sait.to_owned(),
        questions: groupe
            .mesures
            .iter()
            .map(|m| question(decrit, *m))
            .collect(),
    };
    groupes.into_iter().map(vue).collect()
}

fn question(decrit: &Decrit, mesure: MesureIdx) -> QuestionADemander {
    let service = &decrit.service;
    let question = service.catalogue.question(mesure);
    QuestionADemander {
        mesure: service.catalogue.mesure(mesure).id.clone(),
        question: question.question.clone(),
        fait_si: question.fait_si.clone(),
        en_cours_si: question.en_cours_si.clone(),
        version: service.ligne(mesure).map_or(0, |l| l.version),
    }
}
