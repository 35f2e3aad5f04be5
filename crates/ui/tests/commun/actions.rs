//! What to do next: gains, the shortest way, the simulator.

use super::cas::Cas;
use super::{HOSTILE, Planche, Regard, SERVICE};
use domaine::actions::{Baisse, Cible};
use domaine::indice::centiemes;
use domaine::vocabulaire::{Exigence, Statut};
use referentiels::mss_v2;
use ui::gabarit::SectionService;
use ui::pages::actions::{
    ActionVue, Appui, BaisseVue, CheminVue, Choisie, CibleVue, EtatCible, ProchainesActions,
    Simulateur,
};

pub(super) fn ajouter(planche: &mut Planche<'_>, cas: &Cas) {
    let page = |cible, simulateur| ProchainesActions {
        bande: cas.bande(SectionService::IndiceCyber),
        cible,
        actions: actions(cas),
        simulateur,
    };
    let accessible = page(
        cible(cas, 300),
        simulateur(cas, 3, "prochaines-actions", true),
    );
    planche.page("actions", Regard::Connecte, &accessible);
    planche.page("actions-sombre", Regard::Sombre, &accessible);
    let hors = page(
        cible(cas, 500),
        simulateur(cas, 0, "prochaines-actions", false),
    );
    planche.page("actions-hors-de-portee", Regard::Connecte, &hors);
    let refus = CibleVue {
        saisie: HOSTILE.to_owned(),
        erreur: Some("Écrivez un nombre de 0,01 à 5, par exemple 3 ou 3,5."),
        indice: 212,
        etat: None,
    };
    let refus = page(refus, simulateur(cas, 1, "prochaines-actions", true));
    planche.page("actions-refus", Regard::Connecte, &refus);
    let finies = ProchainesActions {
        actions: Vec::new(),
        ..page(
            cible(cas, 100),
            simulateur(cas, 0, "prochaines-actions", true),
        )
    };
    planche.page("actions-aucune", Regard::Connecte, &finies);
    let service = SERVICE.to_string();
    assert!(planche.pages.last().unwrap().1.contains(&service));
}

fn baisse(b: &Baisse) -> BaisseVue {
    BaisseVue {
        id: mss_v2().risques.risque(&b.risque).id.clone(),
        titre: mss_v2().risques.titre(&b.risque),
        avant: b.risque.courant,
        apres: b.apres,
    }
}

pub(super) fn actions(cas: &Cas) -> Vec<ActionVue> {
    let catalogue = mss_v2();
    let gains = catalogue.gains(&cas.description, &cas.statuts, &cas.evaluation);
    let vue = |(rang, gain): (usize, &domaine::actions::Gain)| {
        let fiche = catalogue.mesure(gain.mesure);
        let groupe = Appui::Groupe {
            avec: ["AUTH.1", "AUTH.2", "AUTH.3", "AUTH.4", "AUTH.5"]
                .map(str::to_owned)
                .to_vec(),
            risque: BaisseVue {
                id: "R5".to_owned(),
                titre: HOSTILE.to_owned(),
                avant: 3,
                apres: 2,
            },
        };
        ActionVue {
            id: fiche.id.clone(),
            titre: fiche.titre.clone(),
            categorie: fiche.categorie,
            exigence: cas
                .evaluation
                .mesures
                .exigence(gain.mesure)
                .unwrap_or(Exigence::Recommandee),
            effort: gain.effort,
            statut: cas.statuts.de(gain.mesure),
            gain: gain.indice,
            risques: gain.risques.iter().map(baisse).collect(),
            appui: match rang % 4 {
                2 => Some(Appui::Indispensable),
                3 => Some(groupe),
                _ => None,
            },
            cochee: rang < 3,
        }
    };
    gains.iter().enumerate().map(vue).collect()
}

pub(super) fn simulateur(
    cas: &Cas,
    nombre: usize,
    page: &'static str,
    modifiable: bool,
) -> Simulateur {
    let catalogue = mss_v2();
    let gains = catalogue.gains(&cas.description, &cas.statuts, &cas.evaluation);
    let choisies: Vec<_> = gains.iter().take(nombre).map(|g| g.mesure).collect();
    let faites: Vec<_> = choisies.iter().map(|m| (*m, Some(Statut::Fait))).collect();
    let simulation = catalogue.simuler(&cas.description, &cas.statuts, &[], &faites);
    Simulateur {
        page,
        cible: "3".to_owned(),
        choisies: choisies
            .iter()
            .map(|m| Choisie {
                id: catalogue.mesure(*m).id.clone(),
                titre: catalogue.mesure(*m).titre.clone(),
                version: 0,
                sans_statut: cas.statuts.de(*m).is_none(),
            })
            .collect(),
        indice: (
            centiemes(simulation.avant.indice.total),
            centiemes(simulation.apres.indice.total),
        ),
        baisses: simulation.baisses().map(|b| baisse(&b)).collect(),
        modifiable,
    }
}

fn cible(cas: &Cas, visee: u16) -> CibleVue {
    let catalogue = mss_v2();
    let gains = catalogue.gains(&cas.description, &cas.statuts, &cas.evaluation);
    let fiche = |m| {
        let mesure = catalogue.mesure(m);
        (mesure.id.clone(), mesure.titre.clone())
    };
    let etat = match catalogue.plus_court(&cas.statuts, &cas.evaluation, &gains, visee) {
        Cible::Atteinte => EtatCible::Atteinte,
        Cible::Accessible(chemin) => EtatCible::Accessible(CheminVue {
            mesures: chemin
                .mesures
                .iter()
                .map(|m| {
                    let (id, titre) = fiche(*m);
                    let exigence = cas.evaluation.mesures.exigence(*m).unwrap();
                    (id, titre, exigence, catalogue.mesure(*m).effort)
                })
                .collect(),
            indice: centiemes(chemin.indice),
        }),
        Cible::HorsDePortee { maximum, ecartees } => EtatCible::HorsDePortee {
            maximum: centiemes(maximum),
            ecartees: ecartees.iter().map(fiche).collect(),
        },
    };
    CibleVue {
        saisie: (visee / 100).to_string(),
        erreur: None,
        indice: centiemes(cas.evaluation.indice.total),
        etat: Some(etat),
    }
}
