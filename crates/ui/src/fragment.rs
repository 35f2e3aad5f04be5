//! One element of a page, for the page script.
//!
//! Invariant: a fragment is cut out of the full page, so it cannot differ from it. This works on
//! our own pages only: `hypertext` writes `<` nowhere but in a tag, attribute values included.

/// The elements of `page` with the given identifiers (separated by spaces), one after the other.
///
/// `None` when one of them is not in the page: the answer is then the page itself.
#[must_use]
pub fn fragments(page: &str, ids: &str) -> Option<String> {
    let mut elements = ids
        .split_ascii_whitespace()
        .map(|id| element(page, id))
        .peekable();
    elements.peek()?;
    elements.collect()
}

/// The element with this identifier, from its opening tag to its closing one.
fn element<'a>(page: &'a str, id: &str) -> Option<&'a str> {
    if !id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)) {
        return None;
    }
    let attribut = page.find(&format!(" id=\"{id}\""))?;
    let page = page.get(page.get(..attribut)?.rfind('<')?..)?;
    let nom: String = page
        .chars()
        .skip(1)
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let (ouvrante, fermante) = (format!("<{nom}"), format!("</{nom}>"));
    let mut profondeur = 0usize;
    let mut ici = 0usize;
    loop {
        let suivant = ici + 1 + page.get(ici + 1..)?.find('<')?;
        if est_balise(page.get(ici..)?, &ouvrante) {
            profondeur += 1;
        } else if page.get(ici..)?.starts_with(&fermante) {
            profondeur -= 1;
        }
        if profondeur == 0 {
            let fin = ici + page.get(ici..)?.find('>')? + 1;
            return page.get(..fin);
        }
        ici = suivant;
    }
}

/// Whether the text starts with this very tag, not with one whose name is longer.
fn est_balise(texte: &str, ouvrante: &str) -> bool {
    texte
        .strip_prefix(ouvrante)
        .is_some_and(|reste| reste.starts_with([' ', '>']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<main><div id=\"a\"><div>x</div><p id=\"p\">y</p></div><p id=\"v\"></p>\
                        <dl id=\"d\"><div><dt>t</dt></div></dl></main>";

    #[test]
    fn an_element_is_cut_whole() {
        assert_eq!(
            fragments(PAGE, "a").as_deref(),
            Some("<div id=\"a\"><div>x</div><p id=\"p\">y</p></div>")
        );
        assert_eq!(fragments(PAGE, "v").as_deref(), Some("<p id=\"v\"></p>"));
        assert_eq!(
            fragments(PAGE, "p d").as_deref(),
            Some("<p id=\"p\">y</p><dl id=\"d\"><div><dt>t</dt></div></dl>")
        );
    }

    #[test]
    fn what_is_not_there_gives_nothing() {
        for absent in ["", "z", "a z", "a\" onload=\"x", "é"] {
            assert_eq!(fragments(PAGE, absent), None, "{absent}");
        }
    }
}
