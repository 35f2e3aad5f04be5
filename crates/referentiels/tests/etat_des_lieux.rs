//! The order of the questions, on the real catalogue: after each one, the right next one.

use domaine::ensemble::{Ensemble, MesureIdx};
use domaine::etat_des_lieux::Suivi;
use domaine::vocabulaire::Statut;
use referentiels::mss_v2;

fn suivante(mesures: Ensemble, suivi: &Suivi, vue: MesureIdx) -> Option<MesureIdx> {
    mss_v2().suivante(mesures, suivi, vue).map(|q| q.mesure)
}

#[test]
fn answering_goes_on_from_where_one_is_then_comes_back_to_what_was_skipped() {
    let mesures = Ensemble::premiers(4);
    let ordre: Vec<_> = mss_v2().questions(mesures).map(|q| q.mesure).collect();
    let mut suivi = Suivi::default();
    suivi.statuts.poser(ordre[1], Some(Statut::Fait));
    assert_eq!(suivante(mesures, &suivi, ordre[1]), Some(ordre[2]));
    suivi.statuts.poser(ordre[3], Some(Statut::Fait));
    assert_eq!(suivante(mesures, &suivi, ordre[3]), Some(ordre[0]));
    suivi.inconnues.ajouter(ordre[0]);
    suivi.statuts.poser(ordre[2], Some(Statut::ALancer));
    assert_eq!(suivante(mesures, &suivi, ordre[2]), None);
}

#[test]
fn what_is_put_off_comes_last_and_in_turn_and_alone_it_ends() {
    let mesures = Ensemble::premiers(3);
    let ordre: Vec<_> = mss_v2().questions(mesures).map(|q| q.mesure).collect();
    let mut suivi = Suivi::default();
    suivi.plus_tard.push(ordre[0]);
    assert_eq!(suivante(mesures, &suivi, ordre[0]), Some(ordre[1]));
    suivi.plus_tard.push(ordre[2]);
    suivi.statuts.poser(ordre[1], Some(Statut::Fait));
    assert_eq!(suivante(mesures, &suivi, ordre[1]), Some(ordre[0]));
    assert_eq!(suivante(mesures, &suivi, ordre[0]), Some(ordre[2]));
    assert_eq!(suivante(mesures, &suivi, ordre[2]), Some(ordre[0]));
    suivi.statuts.poser(ordre[0], Some(Statut::Fait));
    assert_eq!(suivante(mesures, &suivi, ordre[2]), None);
    assert_eq!(
        mss_v2().prochaine(mesures, &suivi).unwrap().mesure,
        ordre[2]
    );
}

#[test]
fn the_four_themes_anyone_knows_come_first() {
    let catalogue = mss_v2();
    let premiers: Vec<_> = catalogue.themes().iter().take(4).map(|t| &t.id).collect();
    assert_eq!(
        premiers,
        [
            "comptes-habilitations",
            "mises-a-jour",
            "donnees",
            "information-usagers"
        ]
    );
    let themes: Vec<_> = catalogue
        .questions(catalogue.toutes())
        .map(|q| q.theme)
        .collect();
    assert!(
        themes.is_sorted(),
        "the questions of a theme are asked together"
    );
}
