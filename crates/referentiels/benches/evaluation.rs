//! Time of one evaluation (level, rules, index, risks) over the reference cases, of what follows
//! from it (gains, companions, shortest sets), and of a load.
//!
//! Prints the median and the 95th and 99th percentiles, in microseconds per service.

#![expect(
    clippy::expect_used,
    reason = "a benchmark stops at the first surprise"
)]

use domaine::actions::Appuis;
use domaine::reponses::{Description, Reponses};
use domaine::statuts::Statuts;
use domaine::vocabulaire::Statut;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Each case is evaluated this many times.
const TOURS: usize = 40;

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

    mesurer("evaluation of a service", &cas, |(description, statuts)| {
        black_box(catalogue.evaluer(black_box(description), black_box(statuts), &[]));
    });
    let evalues: Vec<_> = cas
        .iter()
        .map(|(d, s)| {
            let e = catalogue.evaluer(d, s, &[]);
            let gains = catalogue.gains(d, s, &e);
            (d, s, e, gains)
        })
        .collect();
    mesurer("all the gains of a service", &evalues, |(d, s, e, _)| {
        black_box(catalogue.gains(black_box(d), black_box(s), e));
    });
    mesurer(
        "companions of every measure",
        &evalues,
        |(d, s, e, gains)| {
            let appuis = Appuis::new(catalogue, d, s, e);
            for gain in gains {
                black_box(appuis.risques(gain.mesure));
            }
        },
    );
    for cible in [200, 300, 400, 500] {
        let quoi = format!("shortest set that reaches {cible} hundredths");
        mesurer(&quoi, &evalues, |(_, s, e, gains)| {
            black_box(catalogue.plus_court(black_box(s), e, gains, cible));
        });
    }
}

/// Prints how long `f` takes on each of these.
fn mesurer<T>(quoi: &str, cas: &[T], f: impl Fn(&T)) {
    let mut durees = Vec::with_capacity(TOURS * cas.len());
    for _ in 0..TOURS {
        for un in cas {
            let debut = Instant::now();
            f(un);
            durees.push(debut.elapsed());
        }
    }
    durees.sort_unstable();
    println!(
        "{quoi} over {} runs: median {:.2} µs, p95 {:.2} µs, p99 {:.2} µs, worst {:.0} µs",
        durees.len(),
        microsecondes(&durees, 50),
        microsecondes(&durees, 95),
        microsecondes(&durees, 99),
        microsecondes(&durees, 100),
    );
}

/// The given percentile of sorted durations.
fn microsecondes(durees: &[Duration], centile: usize) -> f64 {
    let rang = (durees.len() * centile / 100).min(durees.len().saturating_sub(1));
    durees.get(rang).map_or(0.0, |d| d.as_secs_f64() * 1e6)
}
