//! Time of one evaluation (level, rules, index, risks) over the reference cases, and of a load.
//!
//! Prints the median and the 95th and 99th percentiles, in microseconds per service.

#![expect(
    clippy::expect_used,
    reason = "a benchmark stops at the first surprise"
)]

use domaine::reponses::{Description, Reponses};
use domaine::statuts::Statuts;
use domaine::vocabulaire::Statut;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Each case is evaluated this many times.
const TOURS: usize = 400;

#[derive(Deserialize)]
struct Vecteurs {
    cas: Vec<Cas>,
}

#[derive(Deserialize)]
struct Cas {
    description: Reponses,
    statuts: BTreeMap<String, String>,
}

fn main() {
    let debut = Instant::now();
    let catalogue = referentiels::mss_v2();
    println!(
        "catalogue loaded in {:.1} ms",
        debut.elapsed().as_secs_f64() * 1e3
    );

    let vecteurs = include_str!("../tests/donnees/vecteurs.json");
    let vecteurs: Vecteurs = serde_json::from_str(vecteurs).expect("reference cases");
    let cas: Vec<(Description, Statuts)> = vecteurs
        .cas
        .iter()
        .map(|cas| {
            let statut =
                |(id, s): (&String, &String)| Some((catalogue.trouver(id)?, Statut::depuis_id(s)?));
            let description = cas.description.description().expect("complete description");
            (description, cas.statuts.iter().filter_map(statut).collect())
        })
        .collect();

    let mut durees = Vec::with_capacity(TOURS * cas.len());
    for _ in 0..TOURS {
        for (description, statuts) in &cas {
            let debut = Instant::now();
            black_box(catalogue.evaluer(black_box(description), black_box(statuts), &[]));
            durees.push(debut.elapsed());
        }
    }
    durees.sort_unstable();
    println!(
        "evaluation of a service over {} runs: median {:.2} µs, p95 {:.2} µs, p99 {:.2} µs",
        durees.len(),
        microsecondes(&durees, 50),
        microsecondes(&durees, 95),
        microsecondes(&durees, 99),
    );
}

/// The given percentile of sorted durations.
fn microsecondes(durees: &[Duration], centile: usize) -> f64 {
    let rang = (durees.len() * centile / 100).min(durees.len().saturating_sub(1));
    durees.get(rang).map_or(0.0, |d| d.as_secs_f64() * 1e6)
}
