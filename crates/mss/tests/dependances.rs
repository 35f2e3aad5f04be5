//! Dependencies between our crates go one way: exactly the edges of `docs/architecture.md`.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Each crate and those of ours it may use.
const PERMISES: [(&str, &[&str]); 7] = [
    ("domaine", &[]),
    ("referentiels", &["domaine"]),
    ("stockage", &["domaine"]),
    ("application", &["domaine", "referentiels", "stockage"]),
    ("ui", &["domaine"]),
    ("web", &["application", "domaine", "stockage", "ui"]),
    (
        "mss",
        &["application", "domaine", "referentiels", "stockage", "web"],
    ),
];

#[test]
fn dependencies_go_one_way() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let permises: BTreeMap<&str, &[&str]> = PERMISES.into_iter().collect();
    let paquets: BTreeSet<&str> = metadata.packages.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(
        paquets,
        permises.keys().copied().collect(),
        "a crate nobody placed"
    );
    for paquet in &metadata.packages {
        let nom = paquet.name.as_str();
        for dependance in &paquet.dependencies {
            let vers = dependance.name.as_str();
            let notre = permises.contains_key(vers);
            if notre && dependance.kind != DependencyKind::Development {
                assert!(permises[nom].contains(&vers), "{nom} may not use {vers}");
            }
        }
    }
}

#[test]
fn the_centre_knows_nothing_of_the_outside_world() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let interdites = ["tokio", "sqlx", "axum", "tracing", "getrandom", "hypertext"];
    for paquet in metadata.packages.iter().filter(|p| p.name == "domaine") {
        for dependance in &paquet.dependencies {
            assert!(
                !interdites.contains(&dependance.name.as_str()),
                "domaine depends on {}",
                dependance.name
            );
        }
    }
}
