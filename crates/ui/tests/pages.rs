//! What holds for every page, checked on every sample, and a snapshot of each.

#![expect(
    clippy::unwrap_used,
    reason = "a sample that cannot be built fails the test"
)]

#[path = "commun/echantillons.rs"]
mod echantillons;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use ui::gabarit::Ressources;
use ui::svg::Icone;

fn pages() -> BTreeMap<String, String> {
    let ressources = Ressources {
        feuilles: vec!["/theme/mss.css?v=1".to_owned()],
        js: "/theme/mss.js?v=1".to_owned(),
        icones: "/theme/icones.svg?v=1".to_owned(),
        favicon: "/theme/favicon.svg?v=1".to_owned(),
    };
    echantillons::tous(&ressources).into_iter().collect()
}

fn theme(fichier: &str) -> String {
    let chemin = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../theme")
        .join(fichier);
    fs::read_to_string(chemin).unwrap()
}

/// Every value of an attribute, in order.
fn attributs<'a>(page: &'a str, nom: &str) -> Vec<&'a str> {
    let debut = format!(" {nom}=\"");
    page.split(&debut)
        .skip(1)
        .filter_map(|reste| reste.split('"').next())
        .collect()
}

/// The page without what a person typed in a field, nor code, which is not French.
fn sans_champs_de_texte(page: &str) -> String {
    let sans_code = sans(&sans(page, "code"), "pre");
    sans(&sans_code, "textarea")
}

fn sans(page: &str, balise: &str) -> String {
    let (ouvrante, fermante) = (format!("<{balise}"), format!("</{balise}>"));
    let mut morceaux = page.split(&ouvrante);
    let mut reste = morceaux.next().unwrap_or_default().to_owned();
    for morceau in morceaux {
        reste.push_str(morceau.split_once(&fermante).map_or("", |(_, suite)| suite));
    }
    reste
}

/// The texts between tags.
fn textes(page: &str) -> Vec<&str> {
    page.split('<')
        .filter_map(|morceau| morceau.split_once('>').map(|(_, texte)| texte))
        .collect()
}

#[test]
fn nothing_is_inline_and_nothing_typed_becomes_markup() {
    for (nom, page) in pages() {
        assert!(!page.contains(" style="), "{nom}: inline style");
        assert_eq!(
            page.matches("<script").count(),
            1,
            "{nom}: one script, ours"
        );
        assert!(
            page.contains("<script src=\"/theme/mss.js?v=1\" defer></script>"),
            "{nom}"
        );
        assert!(!page.contains("<img"), "{nom}: markup typed by a person");
    }
    let avec_texte_hostile = pages()
        .values()
        .filter(|page| page.contains("&lt;script&gt;alert(1)"))
        .count();
    assert!(
        avec_texte_hostile >= 8,
        "the hostile text must be on {avec_texte_hostile} pages or more"
    );
}

#[test]
fn every_page_has_one_title_one_main_and_sound_references() {
    for (nom, page) in pages() {
        for balise in ["<h1", "<main", "<title>", "<header", "<footer"] {
            assert_eq!(page.matches(balise).count(), 1, "{nom}: {balise}");
        }
        assert!(
            page.starts_with("<!DOCTYPE html><html lang=\"fr\""),
            "{nom}"
        );
        let robots = if page.contains("<body class=\"mss-public\">") {
            "<meta name=\"robots\" content=\"index, follow\">"
        } else {
            "<meta name=\"robots\" content=\"noindex\">"
        };
        assert!(page.contains(robots), "{nom}: robots");
        let ids = attributs(&page, "id");
        let uniques: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), uniques.len(), "{nom}: an id is used twice");
        let references = [
            "for",
            "aria-describedby",
            "aria-labelledby",
            "data-fragment",
            "data-auto",
        ];
        for reference in references.iter().flat_map(|a| attributs(&page, a)) {
            for id in reference.split(' ') {
                assert!(uniques.contains(&id), "{nom}: #{id} does not exist");
            }
        }
    }
}

#[test]
fn every_form_that_writes_is_protected() {
    for (nom, page) in pages() {
        for form in page.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            if !form.contains("method=\"post\"") {
                continue;
            }
            assert!(
                form.contains("name=\"_csrf\" value=\"jeton-masque\""),
                "{nom}: no token"
            );
            let sans_effet = ["/deconnexion", "/affichage", "/reprise"]
                .iter()
                .any(|action| form.starts_with(&format!(" action=\"{action}\"")));
            assert!(
                sans_effet || form.contains("name=\"operation\""),
                "{nom}: no operation id"
            );
        }
    }
}

#[test]
fn french_punctuation_never_starts_a_line() {
    for (nom, page) in pages() {
        for texte in textes(&sans_champs_de_texte(&page)) {
            for signe in [" :", " ;", " ?", " !", " »", "« ", " %"] {
                assert!(
                    !texte.contains(signe),
                    "{nom}: ordinary space in « {texte} »"
                );
            }
            assert!(
                !texte.contains('\'') || texte.contains("alert("),
                "{nom}: {texte}"
            );
        }
    }
}

/// Class names of the State's design system that structure a page and that our theme leaves alone.
const STRUCTURE: [&str; 9] = [
    "fr-link",
    "fr-header__service",
    "fr-nav",
    "fr-nav__item",
    "fr-sidemenu",
    "fr-pagination",
    "fr-col-12",
    "fr-alert--info",
    "ok",
];

#[test]
fn the_theme_and_the_pages_use_the_same_classes() {
    let css = theme("mss.css");
    let js = theme("mss.js");
    let toutes: String = pages().into_values().collect();
    let employees: BTreeSet<_> = attributs(&toutes, "class")
        .iter()
        .flat_map(|c| c.split(' '))
        .filter(|c| !c.is_empty())
        .collect();
    for classe in &employees {
        let connue = css
            .match_indices(&format!(".{classe}"))
            .any(|(i, trouvee)| {
                !css[i + trouvee.len()..]
                    .starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            });
        assert!(
            connue || STRUCTURE.contains(classe),
            "no rule for .{classe}"
        );
    }
    let regles: BTreeSet<String> = css
        .split('.')
        .skip(1)
        .map(|reste| {
            reste
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
                .collect()
        })
        .filter(|classe: &String| {
            classe.starts_with("mss-") || classe.starts_with("fr-") || classe.starts_with("g-")
        })
        .collect();
    let mortes: Vec<_> = regles
        .iter()
        .filter(|c| !employees.contains(c.as_str()) && !js.contains(c.as_str()))
        .collect();
    assert!(mortes.is_empty(), "rules that nothing uses: {mortes:?}");
}

#[test]
fn the_theme_keeps_its_size() {
    assert!(
        theme("mss.js").len() <= 8192,
        "mss.js: {}",
        theme("mss.js").len()
    );
    assert!(
        theme("mss.css").len() <= 40_960,
        "mss.css: {}",
        theme("mss.css").len()
    );
}

#[test]
fn the_sprite_holds_every_icon() {
    let sprite = theme("icones.svg");
    for icone in Icone::TOUTES {
        assert!(
            sprite.contains(&format!("<symbol id=\"{}\"", icone.id())),
            "{icone:?}"
        );
    }
}

/// Lines of a snapshot: enough to see every kind of content, not every line of a long list.
const LIGNES: usize = 140;

#[test]
fn each_page_looks_the_same() {
    for (nom, page) in pages() {
        let debut = page.find("<main").unwrap();
        let fin = page.find("</main>").unwrap();
        let lisible = page[debut..fin].replace("><", ">\n<");
        let lignes: Vec<_> = lisible.lines().take(LIGNES).collect();
        insta::assert_snapshot!(nom, lignes.join("\n"));
    }
}
