//! The part of our style sheet that the State's design system has nothing for.
//!
//! Invariant: only colours and sizes (`:root`, `[data-theme]`) and rules about our own classes
//! (`mss-*`, `g-*`) are kept, so that no rule of ours touches an `fr-*` component.

/// Keeps, in a well-formed style sheet, the rules of our own classes and the tokens they use.
pub(crate) fn complements(css: &str) -> String {
    let css = sans_commentaires(css);
    let mut sortie = String::new();
    garder(&css, &mut sortie);
    sortie
}

fn garder(mut css: &str, sortie: &mut String) {
    while let Some(ouvrante) = css.find('{') {
        let Some(longueur) = css.get(ouvrante..).and_then(fin_du_bloc) else {
            return;
        };
        let entete = css.get(..ouvrante).unwrap_or_default().trim();
        let corps = css
            .get(ouvrante + 1..ouvrante + longueur)
            .unwrap_or_default();
        if entete.starts_with('@') {
            let mut dedans = String::new();
            garder(corps, &mut dedans);
            if !dedans.is_empty() {
                sortie.push_str(&format!("{entete} {{\n{dedans}}}\n"));
            }
        } else {
            let gardes: Vec<_> = selecteurs(entete)
                .filter(|selecteur| est_a_nous(selecteur))
                .collect();
            if !gardes.is_empty() {
                sortie.push_str(&format!("{} {{{corps}}}\n", gardes.join(", ")));
            }
        }
        css = css.get(ouvrante + longueur + 1..).unwrap_or_default();
    }
}

fn est_a_nous(selecteur: &str) -> bool {
    selecteur == ":root"
        || selecteur.starts_with("[data-theme")
        || selecteur.contains(".mss-")
        || selecteur.contains(".g-")
}

/// The selectors of a list; commas inside `:is(…)` do not separate.
fn selecteurs(entete: &str) -> impl Iterator<Item = &str> {
    let mut profondeur = 0_i32;
    entete
        .split(move |c| {
            profondeur += i32::from(c == '(') - i32::from(c == ')');
            c == ',' && profondeur == 0
        })
        .map(str::trim)
}

/// Where the brace that opens `bloc` closes.
fn fin_du_bloc(bloc: &str) -> Option<usize> {
    let mut profondeur = 0_i32;
    bloc.char_indices().find_map(|(i, c)| {
        profondeur += i32::from(c == '{') - i32::from(c == '}');
        (profondeur == 0).then_some(i)
    })
}

fn sans_commentaires(css: &str) -> String {
    let mut sortie = String::new();
    let mut reste = css;
    while let Some((avant, suite)) = reste.split_once("/*") {
        sortie.push_str(avant);
        reste = suite.split_once("*/").map_or("", |(_, apres)| apres);
    }
    sortie.push_str(reste);
    sortie
}
