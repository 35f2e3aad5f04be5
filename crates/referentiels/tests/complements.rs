//! The library of complementary measures: whole, searchable, and refused with reasons when wrong.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use domaine::complements::RoleComplement;
use domaine::vocabulaire::{Categorie, Effort};
use referentiels::{MESURES_COMPLEMENTAIRES, charger_complements, complements};

fn anomalies(de: &str, a: &str) -> Vec<String> {
    assert!(MESURES_COMPLEMENTAIRES.contains(de), "{de}");
    charger_complements(&MESURES_COMPLEMENTAIRES.replacen(de, a, 1))
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn the_library_is_whole_and_in_our_words() {
    let toutes = complements().mesures();
    assert_eq!(toutes.len(), 130);
    let par_categorie = Categorie::TOUS.iter().map(|categorie| {
        let siennes = toutes.iter().filter(|m| m.contenu.categorie == *categorie);
        siennes.count()
    });
    assert_eq!(par_categorie.collect::<Vec<_>>(), [33, 68, 16, 13]);
    let forts = toutes.iter().filter(|m| m.effort == Effort::Eleve);
    assert_eq!(forts.count(), 7);
    let premiere = complements().trouver("autorite-homologation").unwrap();
    assert_eq!(premiere.contenu.titre, "Nommer l’autorité d’homologation");
    assert_eq!(premiere.contenu.etapes.len(), 4);
    assert_eq!(premiere.role, RoleComplement::ResponsableMetier);
    assert!(complements().trouver("inconnue").is_none());
}

#[test]
fn it_is_searched_by_words_family_and_role() {
    let ids = |mots: &str, categorie, role| -> Vec<&str> {
        let trouvees = complements().chercher(mots, categorie, role);
        trouvees.map(|m| m.id.as_str()).collect()
    };
    assert_eq!(ids("", None, None).len(), 130);
    assert!(ids("SAUVEGARDE isolee", None, None).contains(&"sauvegarde-isolee"));
    let dpo = ids("", None, Some(RoleComplement::Dpo));
    assert_eq!(dpo.len(), 8);
    let croisees = ids("", Some(Categorie::Resilience), Some(RoleComplement::Dpo));
    assert!(croisees.len() < dpo.len());
    assert!(ids("xylophone", None, None).is_empty());
}

#[test]
fn every_measure_can_be_copied_as_it_is() {
    for mesure in complements().mesures() {
        let relu = mesure.contenu.saisi().lire();
        assert_eq!(relu.as_ref(), Ok(&mesure.contenu), "{}", mesure.id);
    }
}

#[test]
fn a_wrong_file_is_refused() {
    for (de, a, attendu) in [
        (
            "\"nombre\": 130",
            "\"nombre\": 129",
            "130 measures, 129 announced",
        ),
        (
            "\"id\": \"referent-securite\"",
            "\"id\": \"autorite-homologation\"",
            "appears twice",
        ),
        (
            "\"id\": \"referent-securite\"",
            "\"id\": \"Référent\"",
            "not usable in an address",
        ),
        ("\"effort\": \"faible\"", "\"effort\": \"infime\"", "infime"),
        ("\"role\": \"rssi\"", "\"role\": \"maire\"", "maire"),
        ("\"theme\": \"Personnes\"", "\"theme\": \" \"", "empty text"),
        (
            "\"titre\": \"Nommer l'autorité d'homologation\"",
            "\"titre\": \"\"",
            "titre",
        ),
        (
            "\"famille\": \"gouvernance\"",
            "\"couleur\": \"bleu\"",
            "couleur",
        ),
    ] {
        let trouvees = anomalies(de, a);
        assert!(
            trouvees.iter().any(|t| t.contains(attendu)),
            "{attendu}: {trouvees:?}"
        );
    }
}
