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
    let notres: BTreeSet<&str> = PERMISES.iter().map(|(nom, _)| *nom).collect();
    let mut trouvees: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for paquet in &metadata.packages {
        let dependances = paquet
            .dependencies
            .iter()
            .filter(|d| d.kind != DependencyKind::Development && notres.contains(d.name.as_str()))
            .map(|d| d.name.as_str());
        trouvees.insert(paquet.name.as_str(), dependances.collect());
    }
    let permises: BTreeMap<&str, BTreeSet<&str>> = PERMISES
        .iter()
        .map(|(nom, dependances)| (*nom, dependances.iter().copied().collect()))
        .collect();
    assert_eq!(trouvees, permises);
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
