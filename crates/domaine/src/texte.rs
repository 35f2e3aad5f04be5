//! Texts typed by people: their stored form, the keys they sort by and are searched by.
//!
//! Invariant: every key is a pure function of the text, so that both database engines sort alike.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Digits are padded to this width in sort keys, so that "Salle 2" comes before "Salle 10".
const CHIFFRES: usize = 10;

/// The stored form of a typed text: NFC, line ends as LF, no blank at either end; empty when
/// nothing in it can be seen.
#[must_use]
pub fn normaliser(saisie: &str) -> String {
    if !saisie.chars().any(est_visible) {
        return String::new();
    }
    let unis: String = saisie.replace("\r\n", "\n").replace('\r', "\n");
    unis.trim().nfc().collect()
}

/// Same, on one line: every run of blanks becomes a single space.
#[must_use]
pub fn normaliser_ligne(saisie: &str) -> String {
    if !saisie.chars().any(est_visible) {
        return String::new();
    }
    let mots: Vec<&str> = saisie.split_whitespace().collect();
    mots.join(" ").nfc().collect()
}

/// Whether a character leaves a mark on the page. Forbidden ones count: they are refused with
/// their own message. Source: Unicode, `Default_Ignorable_Code_Point`, and the blank braille cell.
fn est_visible(c: char) -> bool {
    let ignorable = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{e0000}'..='\u{e0fff}');
    !c.is_whitespace() && !ignorable
}

/// Whether a character has no place in a text: controls other than line feed and tabulation,
/// and the marks that reorder what is displayed.
#[must_use]
pub fn est_interdit(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Key a text sorts by: NFKD, marks removed, lower case, ligatures opened, digits padded.
///
/// Compared byte by byte (`COLLATE "C"`), ties being broken by id.
#[must_use]
pub fn cle_de_tri(texte: &str) -> String {
    let plie = plier(texte);
    let mut cle = String::with_capacity(plie.len() + CHIFFRES);
    let mut nombre = String::new();
    for c in plie.chars() {
        if c.is_ascii_digit() {
            nombre.push(c);
        } else {
            vider(&mut nombre, &mut cle);
            cle.push(c);
        }
    }
    vider(&mut nombre, &mut cle);
    cle
}

/// French typography for display: curly apostrophes, no-break spaces before double punctuation and
/// inside quotation marks.
#[must_use]
pub fn typographier(texte: &str) -> String {
    let mut beau = String::with_capacity(texte.len() + 8);
    let mut suite = texte.chars().peekable();
    while let Some(c) = suite.next() {
        let apres_lettre = beau.ends_with(char::is_alphabetic);
        beau.push(match (c, suite.peek()) {
            ('\'', _) if apres_lettre => '’',
            (' ', Some(';' | '!' | '?')) => '\u{202f}',
            (' ', Some(':' | '»')) => '\u{a0}',
            (' ', _) if beau.ends_with('«') => '\u{a0}',
            _ => c,
        });
    }
    beau
}

/// The words to look for in a sort key: each must be contained in it, in any order.
///
/// Digits are not padded, so that "202" finds "2024".
#[must_use]
pub fn mots_cherches(saisie: &str) -> Vec<String> {
    plier(saisie)
        .split(' ')
        .filter(|mot| !mot.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Writes a run of digits, padded, and empties it. Leading zeros carry no meaning.
fn vider(nombre: &mut String, cle: &mut String) {
    if nombre.is_empty() {
        return;
    }
    let utile = nombre.trim_start_matches('0');
    cle.extend(std::iter::repeat_n(
        '0',
        CHIFFRES.saturating_sub(utile.len()),
    ));
    cle.push_str(utile);
    nombre.clear();
}

/// Lower case without marks nor ligatures, blanks made single.
fn plier(texte: &str) -> String {
    let mut plie = String::with_capacity(texte.len());
    for c in texte
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c))
    {
        match c {
            'œ' => plie.push_str("oe"),
            'æ' => plie.push_str("ae"),
            'ß' => plie.push_str("ss"),
            'ø' => plie.push('o'),
            'ł' => plie.push('l'),
            'đ' => plie.push('d'),
            '’' | '‘' | 'ʼ' => plie.push('\''),
            _ if c.is_whitespace() => {
                if !plie.is_empty() && !plie.ends_with(' ') {
                    plie.push(' ');
                }
            }
            _ if c.is_control() => {}
            _ => plie.push(c),
        }
    }
    plie.truncate(plie.trim_end().len());
    plie
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_seen_is_nothing() {
        for vide in [
            "\u{200b}\u{200b}",
            " \u{2060}\u{a0}\u{fe0f}",
            "\u{2800}",
            "",
        ] {
            assert_eq!(
                (normaliser(vide), normaliser_ligne(vide)),
                Default::default()
            );
        }
        assert_eq!(normaliser_ligne("Cœur ❤\u{fe0f}"), "Cœur ❤\u{fe0f}");
    }

    #[test]
    fn french_towns_sort_as_in_an_atlas() {
        let villes = ["Ebersheim", "Échirolles", "École", "Eguisheim", "Zoo"];
        let mut triees = villes;
        triees.sort_by_key(|v| cle_de_tri(v));
        assert_eq!(triees, villes);
    }

    #[test]
    fn ligatures_digits_and_blanks() {
        assert_eq!(
            cle_de_tri("  Œuvre\u{a0}d’Ænéas  GROẞ "),
            "oeuvre d'aeneas gross"
        );
        assert!(cle_de_tri("Salle 2") < cle_de_tri("Salle 10"));
        assert!(cle_de_tri("Salle 0002") < cle_de_tri("Salle 3"));
        assert_eq!(cle_de_tri("nº 0"), "no 0000000000");
        assert_eq!(cle_de_tri("12345678901234"), "12345678901234");
    }

    #[test]
    fn search_finds_words_in_any_order() {
        let cle = cle_de_tri("Réservation de salles 2024");
        assert!(
            mots_cherches("SALLES reserv")
                .iter()
                .all(|m| cle.contains(m))
        );
        assert!(mots_cherches("202").iter().all(|m| cle.contains(m)));
        assert!(!mots_cherches("cantine").iter().all(|m| cle.contains(m)));
        assert!(mots_cherches("   ").is_empty());
    }

    #[test]
    fn typography() {
        assert_eq!(
            typographier("L'a-t-il « vu » : oui ; à 6 ? https://a.fr"),
            "L’a-t-il «\u{a0}vu\u{a0}»\u{a0}: oui\u{202f}; à 6\u{202f}? https://a.fr"
        );
    }

    #[test]
    fn stored_form() {
        assert_eq!(normaliser(" e\u{301}te\u{301}\r\nfin\r"), "été\nfin");
        assert_eq!(normaliser_ligne("a\t b\u{a0}\n c"), "a b c");
        assert!(est_interdit('\u{0}') && est_interdit('\u{202e}') && !est_interdit('\n'));
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(t in "\\PC{0,40}") {
            let une = normaliser(&t);
            prop_assert_eq!(normaliser(&une), une.clone());
            let ligne = normaliser_ligne(&t);
            prop_assert_eq!(normaliser_ligne(&ligne), ligne);
        }

        #[test]
        fn case_and_accents_do_not_matter(t in "[a-zA-Zéèàçïôù 0-9'-]{0,30}") {
            prop_assert_eq!(cle_de_tri(&t.to_uppercase()), cle_de_tri(&t));
        }
    }
}
