//! Two edits of one text, word by word: what each changed, and a text with both.
//!
//! Invariant: every word either of them added is in the text with both; where they changed the same
//! words, the two versions follow each other, for a person to choose.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What an edit did to a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marque {
    /// Left as it was.
    Garde,
    /// Added.
    Ajoute,
    /// Taken out.
    Retire,
}

/// A piece of base text replaced by words of an edit.
struct Retouche<'a> {
    base: Range<usize>,
    mots: Vec<&'a str>,
}

/// The pieces of `apres`, and those of `avant` it took out, in reading order.
#[must_use]
pub fn ecarts(avant: &str, apres: &str) -> Vec<(Marque, String)> {
    let (a, b) = (mots(avant), mots(apres));
    let mut morceaux: Vec<(Marque, String)> = Vec::new();
    let mut ajouter = |marque, mots: &[&str]| match morceaux.last_mut() {
        _ if mots.is_empty() => {}
        Some((derniere, texte)) if *derniere == marque => texte.push_str(&mots.concat()),
        _ => morceaux.push((marque, mots.concat())),
    };
    for (garde, avant, apres) in morceaux_des_deux(&a, &b) {
        if garde {
            ajouter(Marque::Garde, part(&b, apres));
        } else {
            ajouter(Marque::Retire, part(&a, avant));
            ajouter(Marque::Ajoute, part(&b, apres));
        }
    }
    morceaux
}

/// `base` with what both edits changed; the first one's words come first where they meet.
#[must_use]
pub fn reunir(base: &str, un: &str, deux: &str) -> String {
    let origine = mots(base);
    let (uns, deuxs) = (mots(un), mots(deux));
    let (a, b) = (retouches(&origine, &uns), retouches(&origine, &deuxs));
    let (mut i, mut j, mut place) = (0, 0, 0);
    let mut texte = String::with_capacity(un.len().max(deux.len()));
    loop {
        let debut = match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) => x.base.start.min(y.base.start),
            (Some(x), None) | (None, Some(x)) => x.base.start,
            (None, None) => break,
        };
        texte.push_str(&part(&origine, place..debut).concat());
        // Everything that meets, step by step, becomes one place.
        let (di, dj, mut fin) = (i, j, debut);
        loop {
            let rencontre = |r: &&Retouche<'_>| r.base.start < fin || r.base.start == debut;
            if let Some(r) = a.get(i).filter(rencontre) {
                fin = fin.max(r.base.end);
                i += 1;
            } else if let Some(r) = b.get(j).filter(rencontre) {
                fin = fin.max(r.base.end);
                j += 1;
            } else {
                break;
            }
        }
        let cote = |retouches: Option<&[Retouche<'_>]>| {
            appliquer(&origine, debut..fin, retouches.unwrap_or_default())
        };
        let (du_un, du_deux) = (cote(a.get(di..i)), cote(b.get(dj..j)));
        if i > di {
            texte.push_str(&du_un);
        }
        if j > dj && (i == di || du_un != du_deux) {
            let colle =
                |t: &str, bord: Option<char>| t.is_empty() || bord.is_none_or(char::is_whitespace);
            if i > di
                && !colle(&texte, texte.chars().next_back())
                && !colle(&du_deux, du_deux.chars().next())
            {
                texte.push(' ');
            }
            texte.push_str(&du_deux);
        }
        place = fin;
    }
    texte.push_str(&part(&origine, place..origine.len()).concat());
    texte
}

/// Words and the blanks between them, each a piece of its own.
fn mots(texte: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut reste = texte;
    while let Some(premier) = reste.chars().next() {
        let blanc = premier.is_whitespace();
        let fin = reste.find(|c: char| c.is_whitespace() != blanc);
        let (piece, suite) = reste.split_at(fin.unwrap_or(reste.len()));
        pieces.push(piece);
        reste = suite;
    }
    pieces
}

fn part<'t, 'a>(mots: &'t [&'a str], plage: Range<usize>) -> &'t [&'a str] {
    mots.get(plage).unwrap_or_default()
}

fn retouches<'a>(base: &[&str], apres: &[&'a str]) -> Vec<Retouche<'a>> {
    let morceaux = morceaux_des_deux(base, apres).into_iter();
    morceaux
        .filter(|(garde, ..)| !garde)
        .map(|(_, avant, nouveaux)| Retouche {
            base: avant,
            mots: part(apres, nouveaux).to_vec(),
        })
        .collect()
}

/// The two texts side by side: whether a piece is kept, and where it is in each. Places are counted
/// from the lengths: after moving a change, the library leaves the place it had before.
fn morceaux_des_deux(avant: &[&str], apres: &[&str]) -> Vec<(bool, Range<usize>, Range<usize>)> {
    let (mut i, mut j) = (0, 0);
    let ops = capture_diff_slices(Algorithm::Myers, avant, apres).into_iter();
    ops.map(|op| {
        let (debut_i, debut_j) = (i, j);
        i += op.old_range().len();
        j += op.new_range().len();
        let garde = matches!(op, DiffOp::Equal { .. });
        (garde, debut_i..i, debut_j..j)
    })
    .collect()
}

/// A piece of the base text with the changes of one side.
fn appliquer(base: &[&str], plage: Range<usize>, retouches: &[Retouche<'_>]) -> String {
    let mut texte = String::new();
    let mut place = plage.start;
    for retouche in retouches {
        texte.push_str(&part(base, place..retouche.base.start).concat());
        texte.push_str(&retouche.mots.concat());
        place = retouche.base.end;
    }
    texte.push_str(&part(base, place..plage.end).concat());
    texte
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_additions_and_a_correction_read_together() {
        let base = "Reste la messagerie : 14 agents sur 62 équipés d’une clé.";
        let un = "Reste la messagerie : 31 agents sur 62 équipés d’une clé. Livraison jeudi.";
        let deux = "Reste la messagerie : 14 agents sur 62 équipés d’une clé. Exception écrite pour l’astreinte.";
        assert_eq!(
            reunir(base, un, deux),
            "Reste la messagerie : 31 agents sur 62 équipés d’une clé. Livraison jeudi. Exception écrite pour l’astreinte."
        );
        let morceaux = ecarts(base, un);
        assert!(morceaux.contains(&(Marque::Retire, "14".to_owned())));
        assert!(morceaux.contains(&(Marque::Ajoute, "31".to_owned())));
    }

    #[test]
    fn the_same_words_changed_twice_follow_each_other() {
        assert_eq!(
            reunir("14 agents", "31 agents", "20 agents"),
            "31 20 agents"
        );
        assert_eq!(
            reunir("", "De Karim.", "De Claire."),
            "De Karim. De Claire."
        );
    }

    #[test]
    fn a_line_put_before_another_stays_there() {
        assert_eq!(reunir("b\n", "b\n", "\na\na"), "\na\na");
        assert_eq!(reunir("b\n", "\na\na", "b\n"), "\na\na");
    }

    proptest! {
        #[test]
        fn one_edit_alone_is_itself(base in "[ab \n]{0,12}", autre in "[abc \n]{0,12}") {
            prop_assert_eq!(reunir(&base, &base, &autre), autre.clone());
            prop_assert_eq!(reunir(&base, &autre, &base), autre.clone());
            prop_assert_eq!(reunir(&base, &autre, &autre), autre);
        }

        #[test]
        fn no_added_word_is_lost(base in "[ab ]{0,12}", un in "[abx ]{0,12}", deux in "[aby ]{0,12}") {
            let reuni = reunir(&base, &un, &deux);
            for (autre, lettre) in [(&un, 'x'), (&deux, 'y')] {
                let ajouts = autre.matches(lettre).count();
                prop_assert!(reuni.matches(lettre).count() >= ajouts, "{}", reuni);
            }
        }

        #[test]
        fn pieces_give_both_texts_back(avant in "[ab \n]{0,12}", apres in "[abc \n]{0,12}") {
            let morceaux = ecarts(&avant, &apres);
            let sans = |marque| {
                let gardes = morceaux.iter().filter(|(m, _)| *m != marque);
                gardes.map(|(_, t)| t.as_str()).collect::<String>()
            };
            prop_assert_eq!(sans(Marque::Retire), apres);
            prop_assert_eq!(sans(Marque::Ajoute), avant);
        }
    }
}
