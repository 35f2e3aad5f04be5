//! The état des lieux.

use super::cas::Cas;
use super::{Planche, Regard};
use domaine::indice::centiemes;
use referentiels::mss_v2;
use ui::gabarit::{Bande, SectionService};
use ui::pages::etat_des_lieux::{
    ADemander, Brouillon, Debut, Fin, GroupeADemander, Progression, QuestionADemander,
};

pub(super) fn ajouter(planche: &mut Planche<'_>, cas: &Cas) {
    let catalogue = mss_v2();
    let question = catalogue.question(catalogue.trouver("ID.1").unwrap());
    planche.page(
        "etat-des-lieux",
        Regard::Connecte,
        &Debut {
            bande: cas.bande(SectionService::EtatDesLieux),
            deploiement: cas.reponses.statut_deploiement,
            progression: Progression {
                repondues: 0,
                total: 82,
                minutes: 15,
                inconnues: 0,
            },
            prochaine: Some("ID.1".to_owned()),
            themes: cas.themes(),
            modifiable: true,
        },
    );
    planche.page(
        "etat-des-lieux-brouillon",
        Regard::Connecte,
        &Brouillon {
            bande: Bande {
                niveau: None,
                indice: None,
                ..cas.bande(SectionService::EtatDesLieux)
            },
            modifiable: true,
        },
    );
    planche.page("question", Regard::Connecte, &cas.page_question(true));
    planche.page(
        "question-lecture",
        Regard::Connecte,
        &cas.page_question(false),
    );
    planche.page("question-sombre", Regard::Sombre, &cas.page_question(true));
    planche.page(
        "a-demander",
        Regard::Connecte,
        &ADemander {
            bande: cas.bande(SectionService::EtatDesLieux),
            groupes: vec![GroupeADemander {
                qui_sait: question.qui_sait.clone(),
                questions: vec![QuestionADemander {
                    mesure: "ID.1".to_owned(),
                    question: question.question.clone(),
                    fait_si: question.fait_si.clone(),
                    en_cours_si: question.en_cours_si.clone(),
                    version: 1,
                }],
            }],
            annonce: None,
            modifiable: true,
        },
    );
    planche.page(
        "a-demander-rien",
        Regard::Connecte,
        &ADemander {
            bande: cas.bande(SectionService::EtatDesLieux),
            groupes: Vec::new(),
            annonce: Some("ID.1 : fait. Indice 2,1.".to_owned()),
            modifiable: true,
        },
    );
    let total = centiemes(cas.evaluation.indice.total);
    let comptes = cas.comptes();
    planche.page(
        "fin",
        Regard::Connecte,
        &Fin {
            bande: cas.bande(SectionService::EtatDesLieux),
            indice: total,
            comptes: [
                comptes.faites,
                comptes.en_cours,
                comptes.a_lancer,
                comptes.ecartees,
            ],
            restantes: comptes.a_statuer,
            inconnues: 3,
            priorites: cas.priorites(),
        },
    );
}
