//! The 150 reference results, equal to the last bit for the figures of the index.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use domaine::ensemble::MesureIdx;
use domaine::indice::Indice;
use domaine::reponses::Reponses;
use domaine::statuts::{MesureSpecifique, Statuts};
use domaine::vocabulaire::{Categorie, Exigence, NiveauSecurite, Porteur, Statut};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Vecteurs {
    cas: Vec<Cas>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cas {
    description: Reponses,
    statuts: BTreeMap<String, String>,
    mesures_specifiques: Vec<(Categorie, String)>,
    attendu: Attendu,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attendu {
    niveau_requis: NiveauSecurite,
    mesures: BTreeMap<String, MesureAttendue>,
    indice_cyber: BTreeMap<String, f64>,
    indice_cyber_personnalise: BTreeMap<String, f64>,
    risques: RisquesAttendus,
}

#[derive(Debug, PartialEq, Deserialize)]
struct MesureAttendue {
    exigence: Exigence,
    porteur: Option<Porteur>,
}

#[derive(Deserialize)]
struct RisquesAttendus {
    bruts: BTreeMap<String, (u8, u8)>,
    courants: BTreeMap<String, (u8, u8)>,
    cibles: BTreeMap<String, (u8, u8)>,
}

#[test]
fn all_reference_results_are_equal() {
    let vecteurs: Vecteurs = serde_json::from_str(include_str!("donnees/vecteurs.json")).unwrap();
    assert_eq!(vecteurs.cas.len(), 150);
    for (rang, cas) in vecteurs.cas.iter().enumerate() {
        comparer(rang, cas);
    }
}

fn comparer(rang: usize, cas: &Cas) {
    let catalogue = referentiels::mss_v2();
    let description = cas.description.description().unwrap();
    let idx = |id: &String| catalogue.trouver(id).unwrap();
    let statuts: Statuts = cas
        .statuts
        .iter()
        .filter_map(|(id, statut)| Some((idx(id), Statut::depuis_id(statut)?)))
        .collect();
    let specifiques: Vec<MesureSpecifique> = cas
        .mesures_specifiques
        .iter()
        .map(|(categorie, statut)| MesureSpecifique {
            categorie: *categorie,
            statut: Statut::depuis_id(statut),
        })
        .collect();
    let evaluation = catalogue.evaluer(&description, &statuts, &specifiques);
    let attendu = &cas.attendu;

    assert_eq!(
        evaluation.niveau_requis, attendu.niveau_requis,
        "case {rang}"
    );
    let mesure = |m: MesureIdx| {
        let exigence = evaluation.mesures.exigence(m).unwrap();
        let porteur = evaluation.mesures.porteur(m);
        (
            catalogue.mesure(m).id.clone(),
            MesureAttendue { exigence, porteur },
        )
    };
    let mesures: BTreeMap<String, MesureAttendue> =
        evaluation.mesures.toutes().iter().map(mesure).collect();
    assert_eq!(mesures, attendu.mesures, "case {rang}");
    assert_eq!(
        indice(&evaluation.indice),
        attendu.indice_cyber,
        "case {rang}"
    );
    assert_eq!(
        indice(&evaluation.indice_personnalise),
        attendu.indice_cyber_personnalise,
        "case {rang}"
    );
    let serie = |vraisemblance: fn(&domaine::risques::RisqueEvalue) -> u8| {
        let paire = |r| {
            (
                catalogue.risques.risque(r).id.clone(),
                (r.gravite, vraisemblance(r)),
            )
        };
        evaluation
            .risques
            .iter()
            .map(paire)
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(serie(|r| r.brut), attendu.risques.bruts, "case {rang}");
    assert_eq!(
        serie(|r| r.courant),
        attendu.risques.courants,
        "case {rang}"
    );
    assert_eq!(serie(|r| r.cible), attendu.risques.cibles, "case {rang}");
}

fn indice(indice: &Indice) -> BTreeMap<String, f64> {
    let categories = Categorie::TOUS
        .iter()
        .map(|c| (c.to_string(), indice.categorie(*c)));
    categories
        .chain([("total".to_owned(), indice.total)])
        .collect()
}
