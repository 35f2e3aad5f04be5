//! Whatever a page does, a program can do: the published table of both names every address.

use std::collections::BTreeSet;

use ::web::routes;

const TABLE: &str = include_str!("../../../../../docs/reference/pages-et-api.md");

/// The lines of the table: a page, and what is said of programs.
fn lignes() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE
        .lines()
        .filter_map(|ligne| ligne.strip_prefix("| `"))
        .map(|ligne| ligne.trim_end_matches(" |").split_once("` | ").unwrap())
}

#[test]
fn every_page_says_what_a_program_asks_for_instead() {
    let toutes = routes::table();
    let adresses = |api: bool| -> BTreeSet<String> {
        let siennes = toutes.iter().filter(|r| r.portee().is_some() == api);
        siennes
            .map(|r| format!("{} {}", r.methode, r.chemin))
            .collect()
    };
    let dites: Vec<_> = lignes().map(|(page, _)| page.to_owned()).collect();
    let sans_double: BTreeSet<_> = dites.iter().cloned().collect();
    assert_eq!(dites.len(), sans_double.len(), "a page is there twice");
    assert_eq!(sans_double, adresses(false));

    let mut connues = adresses(true);
    connues.insert("GET /api/openapi.json".to_owned());
    for (page, programme) in lignes() {
        assert!(!programme.is_empty(), "{page}");
        for demande in programme.split('`').skip(1).step_by(2) {
            if demande.contains(' ') {
                assert!(connues.contains(demande), "{page}: {demande}");
            }
        }
    }
}

#[test]
fn every_address_of_the_api_stands_for_a_page_or_says_why_not() {
    // What programs have and pages do not need: they count, or store nothing.
    let sans_page = ["POST /api/v1/evaluation"];
    let demandees: BTreeSet<_> = lignes()
        .flat_map(|(_, programme)| programme.split('`').skip(1).step_by(2))
        .collect();
    let toutes = routes::table();
    let orphelines: Vec<_> = toutes
        .iter()
        .filter(|r| r.portee().is_some())
        .map(|r| format!("{} {}", r.methode, r.chemin))
        .filter(|d| !demandees.contains(d.as_str()) && !sans_page.contains(&d.as_str()))
        .collect();
    assert!(orphelines.is_empty(), "{orphelines:#?}");
}
