//! The shortest set of measures that reaches an index (`docs/architecture.md`, "Next actions").
//!
//! Invariant: exact. No smaller set reaches it, and none as small asks for less effort. Inside a
//! category the index depends only on how many measures of four classes are done (indispensable or
//! recommended, begun or not): per category the best for k changes, then the four combined.

use super::Gain;
use crate::catalogue::Catalogue;
use crate::ensemble::{Ensemble, MesureIdx};
use crate::evaluation::Evaluation;
use crate::indice::{Compte, Comptes, MAXIMUM, apport, calculer, centiemes};
use crate::statuts::Statuts;
use crate::vocabulaire::{Categorie, Effort, Exigence, Statut};

/// How to reach an index.
#[derive(Clone, Debug, PartialEq)]
pub enum Cible {
    /// It is reached already.
    Atteinte,
    /// These measures are enough.
    Accessible(Chemin),
    /// Everything that remains would not be enough: declined measures stay in the total.
    HorsDePortee {
        /// The index once all of it is done.
        maximum: f64,
        /// The declined measures.
        ecartees: Ensemble,
    },
}

/// A shortest set of measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Chemin {
    /// The measures: indispensable first, then the lightest effort, then catalogue order.
    pub mesures: Vec<MesureIdx>,
    /// The sum of their efforts: 1 for a light one, 2, 3 for a heavy one.
    pub effort: u32,
    /// The index once they are done.
    pub indice: f64,
}

impl Effort {
    /// How much an effort weighs in a sum.
    #[must_use]
    pub const fn poids(self) -> u32 {
        match self {
            Self::Faible => 1,
            Self::Moyen => 2,
            Self::Eleve => 3,
        }
    }
}

impl Catalogue {
    /// The shortest set of measures, none of them declined, with which the index reaches `cible`
    /// (hundredths). Between two as short, the lightest; inside a class, those that lower risks.
    #[must_use]
    pub fn plus_court(
        &self,
        statuts: &Statuts,
        evaluation: &Evaluation,
        gains: &[Gain],
        cible: u16,
    ) -> Cible {
        if centiemes(evaluation.indice.total) >= cible {
            return Cible::Atteinte;
        }
        let comptes = self.compter(&evaluation.mesures, statuts, Ensemble::VIDE);
        let mut classes = Classes::default();
        // In the order of the ranking, so that of two measures alike the more useful is taken.
        for gain in gains {
            let Some(exigence) = evaluation.mesures.exigence(gain.mesure) else {
                continue;
            };
            let commencee = statuts.avec(Statut::EnCours).contient(gain.mesure);
            let categorie = self.mesure(gain.mesure).categorie;
            classes[categorie.rang()][classe(exigence, commencee)]
                .push((gain.effort.poids(), gain.mesure));
        }
        for classe in classes.iter_mut().flatten() {
            classe.sort_by_key(|(effort, _)| *effort);
        }
        let Some((parts, effort)) = chercher(&comptes, &classes, cible) else {
            let toutes = classes.each_ref().map(|c| c.each_ref().map(Vec::len));
            return Cible::HorsDePortee {
                maximum: calculer(&apres(&comptes, &toutes)).total,
                ecartees: evaluation.mesures.toutes() & statuts.avec(Statut::NonFait),
            };
        };
        let mut mesures = Vec::new();
        for (classes, parts) in classes.iter().zip(&parts) {
            for (rang, (classe, part)) in classes.iter().zip(parts).enumerate() {
                mesures.extend(
                    classe
                        .iter()
                        .take(*part)
                        .map(|(effort, m)| (rang / 2, *effort, *m)),
                );
            }
        }
        mesures.sort_unstable();
        Cible::Accessible(Chemin {
            mesures: mesures.into_iter().map(|(_, _, m)| m).collect(),
            effort,
            indice: calculer(&apres(&comptes, &parts)).total,
        })
    }
}

/// Classes of a category: indispensable, then recommended; not begun, then begun.
const CLASSES: usize = 2 * Exigence::TOUS.len();
const CATEGORIES: usize = Categorie::TOUS.len();

/// The measures that remain, by category and class, the lightest first.
type Classes = [[Vec<(u32, MesureIdx)>; CLASSES]; CATEGORIES];
/// How many measures of each class are taken.
type Parts = [[usize; CLASSES]; CATEGORIES];

const fn classe(exigence: Exigence, commencee: bool) -> usize {
    2 * exigence.rang() + commencee as usize
}

/// The counts of a category once `parts` of its classes are done.
fn apres_categorie(comptes: &[Compte; 2], parts: &[usize; CLASSES]) -> [Compte; 2] {
    let mut apres = *comptes;
    for (compte, part) in apres.iter_mut().zip(parts.chunks(2)) {
        if let [nouvelles, commencees] = part {
            // At most MesureIdx::MAX measures.
            compte.faites += (nouvelles + commencees) as u32;
            compte.en_cours -= *commencees as u32;
        }
    }
    apres
}

fn apres(comptes: &Comptes, parts: &Parts) -> Comptes {
    let mut apres = *comptes;
    for (compte, part) in apres.iter_mut().zip(parts) {
        *compte = apres_categorie(compte, part);
    }
    apres
}

/// One way to change a category.
#[derive(Clone, Copy)]
struct Maniere {
    effort: usize,
    valeur: f64,
    parts: [usize; CLASSES],
}

/// The ways worth taking in a category, by number of changes: more effort only for more value.
fn fronts(comptes: &[Compte; 2], classes: &[Vec<(u32, MesureIdx)>; CLASSES]) -> Vec<Vec<Maniere>> {
    let cumuls = classes.each_ref().map(|classe| {
        let mut somme = 0;
        let suite = classe.iter().map(|(effort, _)| {
            somme += *effort as usize;
            somme
        });
        std::iter::once(0).chain(suite).collect::<Vec<usize>>()
    });
    let [a, b, c, d] = cumuls.each_ref();
    let mut fronts = vec![Vec::new(); 1 + classes.iter().map(Vec::len).sum::<usize>()];
    for (i, effort_a) in a.iter().enumerate() {
        for (j, effort_b) in b.iter().enumerate() {
            for (k, effort_c) in c.iter().enumerate() {
                for (l, effort_d) in d.iter().enumerate() {
                    let parts = [i, j, k, l];
                    let (n, taux) = apport(&apres_categorie(comptes, &parts));
                    fronts[i + j + k + l].push(Maniere {
                        effort: effort_a + effort_b + effort_c + effort_d,
                        valeur: n * taux,
                        parts,
                    });
                }
            }
        }
    }
    for front in &mut fronts {
        front.sort_by(|x, y| x.effort.cmp(&y.effort).then(y.valeur.total_cmp(&x.valeur)));
        let mut meilleure = f64::NEG_INFINITY;
        front.retain(|m| {
            let utile = m.valeur > meilleure;
            meilleure = meilleure.max(m.valeur);
            utile
        });
    }
    fronts
}

/// What floating-point sums may lose.
const MARGE: f64 = 1e-9;

/// The fewest changes, then the least effort, that reach `cible`; what is taken of each class, and
/// the effort. `None` when everything is not enough.
fn chercher(comptes: &Comptes, classes: &Classes, cible: u16) -> Option<(Parts, u32)> {
    let nombre: f64 = comptes.iter().map(|c| apport(c).0).sum();
    if nombre <= 0.0 {
        return None;
    }
    let atteint = |somme: f64| centiemes((MAXIMUM * somme / nombre).min(MAXIMUM)) >= cible;
    let par_categorie: Vec<Vec<Vec<Maniere>>> = comptes
        .iter()
        .zip(classes)
        .map(|(c, classes)| fronts(c, classes))
        .collect();
    let bornes = bornes(&par_categorie);
    let possible = |somme: f64, categorie: usize, reste: usize| {
        let borne = bornes.get(categorie).and_then(|b| b.get(reste));
        borne.is_some_and(|borne| atteint(somme + borne + MARGE))
    };
    let le_plus = bornes.first().map_or(0, Vec::len);
    (1..le_plus)
        .filter(|k| possible(0.0, 0, *k))
        .find_map(|k| combiner(&par_categorie, k, &possible, &atteint))
}

/// For each category, the most the ones from it on can be worth in exactly so many changes.
fn bornes(par_categorie: &[Vec<Vec<Maniere>>]) -> Vec<Vec<f64>> {
    let mut bornes = vec![vec![0.0]];
    for fronts in par_categorie.iter().rev() {
        let suite = bornes.last().cloned().unwrap_or_default();
        let mut ici = vec![f64::NEG_INFINITY; fronts.len() + suite.len() - 1];
        for (k, front) in fronts.iter().enumerate() {
            let valeur = front.last().map_or(f64::NEG_INFINITY, |m| m.valeur);
            for (borne, reste) in ici.iter_mut().skip(k).zip(&suite) {
                *borne = borne.max(valeur + reste);
            }
        }
        bornes.push(ici);
    }
    bornes.reverse();
    bornes
}

/// The best value for a number of changes and an effort, and how it was reached.
#[derive(Clone, Copy)]
struct Etape {
    changements: usize,
    effort: usize,
    somme: f64,
    parts: Parts,
}

/// The least effort that reaches the target in exactly `k` changes: the best sum for each effort,
/// category after category, what cannot lead there any more being dropped.
fn combiner(
    par_categorie: &[Vec<Vec<Maniere>>],
    k: usize,
    possible: &impl Fn(f64, usize, usize) -> bool,
    atteint: &impl Fn(f64) -> bool,
) -> Option<(Parts, u32)> {
    let depart = Etape {
        changements: 0,
        effort: 0,
        somme: 0.0,
        parts: [[0; CLASSES]; CATEGORIES],
    };
    let mut etapes = vec![depart];
    for (categorie, fronts) in par_categorie.iter().enumerate() {
        let mut suivantes: std::collections::BTreeMap<(usize, usize), Etape> = Default::default();
        for etape in &etapes {
            for (changes, front) in fronts.iter().enumerate().take(1 + k - etape.changements) {
                let changements = etape.changements + changes;
                let utiles = front
                    .iter()
                    .map(|maniere| (maniere, etape.somme + maniere.valeur));
                for (maniere, somme) in
                    utiles.filter(|(_, somme)| possible(*somme, categorie + 1, k - changements))
                {
                    let effort = etape.effort + maniere.effort;
                    let place = suivantes.entry((changements, effort));
                    let mut parts = etape.parts;
                    parts[categorie] = maniere.parts;
                    let etape = Etape {
                        changements,
                        effort,
                        somme,
                        parts,
                    };
                    place
                        .and_modify(|deja| {
                            if somme > deja.somme {
                                *deja = etape;
                            }
                        })
                        .or_insert(etape);
                }
            }
        }
        etapes = suivantes.into_values().collect();
    }
    let arrivees = etapes
        .iter()
        .filter(|e| e.changements == k && atteint(e.somme));
    let meilleure = arrivees.min_by_key(|e| e.effort)?;
    // At most MesureIdx::MAX measures of effort 3.
    Some((meilleure.parts, meilleure.effort as u32))
}

#[cfg(test)]
mod tests;
