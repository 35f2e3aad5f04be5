//! `regles.csv`: which measures a service has, column by column (`regles.md`).

use crate::anomalies::Releve;
use crate::mesures::Rangs;
use domaine::ensemble::MesureIdx;
use domaine::mesures::{Besoin, Colonne, Modificateur, Regles};
use domaine::vocabulaire::Exigence;

/// Columns before the modifiers: key, scope (not read by the engine), starting set, then the levels.
const ENTETE: [&str; 6] = [
    "mesure",
    "portee",
    "socle_initial",
    "niveau_basique",
    "niveau_modere",
    "niveau_avance",
];

/// Reads the table; its rows are the measures, in catalogue order.
pub(crate) fn lire(releve: &mut Releve, csv: &str, ids: &[&str], rangs: &Rangs) -> Regles {
    let mut regles = Regles::default();
    let mut lecteur = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(csv.as_bytes());
    let entetes: Vec<String> = match lecteur.headers() {
        Ok(entetes) => entetes.iter().map(str::to_owned).collect(),
        Err(e) => {
            releve.noter(e.to_string());
            return regles;
        }
    };
    let colonnes = Colonne::TOUS.iter().map(|c| c.id());
    let attendues: Vec<&str> = ENTETE.into_iter().chain(colonnes).collect();
    releve.exiger(entetes == attendues, || {
        format!("columns {entetes:?}, not {attendues:?}")
    });

    let mut lues = Vec::new();
    for ligne in lecteur.records() {
        match ligne {
            Ok(ligne) => {
                let id = ligne.get(0).unwrap_or_default();
                lues.push(id.to_owned());
                if let Some(mesure) = rangs.get(id) {
                    lire_ligne(releve, &mut regles, *mesure, &ligne);
                }
            }
            Err(e) => releve.noter(e.to_string()),
        }
    }
    releve.exiger(lues == ids, || {
        "rows are not the measures, in the same order".to_owned()
    });
    regles
}

fn lire_ligne(
    releve: &mut Releve,
    regles: &mut Regles,
    mesure: MesureIdx,
    ligne: &csv::StringRecord,
) {
    let mut cases = ligne.iter();
    let id = cases.next().unwrap_or_default();
    let portee = cases.next().unwrap_or_default();
    releve.exiger(["orga+si", "si"].contains(&portee), || {
        format!("{id}: portee `{portee}`")
    });
    match cases.next().unwrap_or_default() {
        "presente" => regles.socle.ajouter(mesure),
        "absente" => {}
        autre => releve.noter(format!("{id}: socle_initial `{autre}`")),
    }
    for (besoin, case) in regles.niveaux.iter_mut().zip(cases.by_ref()) {
        lire_besoin(releve, besoin, mesure, id, case);
    }
    for (modifications, case) in regles.colonnes.iter_mut().zip(cases) {
        for mot in case.split('+').filter(|mot| !mot.is_empty()) {
            match Modificateur::depuis_id(mot) {
                Some(modificateur) => modifications[modificateur.rang()].ajouter(mesure),
                None => releve.noter(format!("{id}: unknown modifier `{mot}`")),
            }
        }
    }
}

fn lire_besoin(releve: &mut Releve, besoin: &mut Besoin, mesure: MesureIdx, id: &str, case: &str) {
    match Exigence::depuis_id(case) {
        Some(Exigence::Indispensable) => besoin.indispensables.ajouter(mesure),
        Some(Exigence::Recommandee) => besoin.recommandees.ajouter(mesure),
        None if case.is_empty() => {}
        None => releve.noter(format!("{id}: unknown requirement `{case}`")),
    }
}
