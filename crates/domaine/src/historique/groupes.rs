//! Changes put together: ten answers given in a row by one person read as one thing.
//!
//! Invariant: nothing is lost and nothing moves ahead: a group stands where its latest line does.

use jiff::{SignedDuration, Timestamp};

/// Lines of the same person, of the same kind, this close to the latest one, read as one.
pub const FENETRE: SignedDuration = SignedDuration::from_hours(1);

/// Groups lines, newest first, that have the same key within [`FENETRE`] of the newest of them.
/// A line without a key stays alone.
#[must_use]
pub fn grouper<T, C: PartialEq>(
    lignes: Vec<T>,
    quand: impl Fn(&T) -> Timestamp,
    cle: impl Fn(&T) -> Option<C>,
) -> Vec<Vec<T>> {
    let mut groupes: Vec<(Option<C>, Vec<T>)> = Vec::new();
    for ligne in lignes {
        let (instant, cle) = (quand(&ligne), cle(&ligne));
        let proche = |premiere: &T| quand(premiere).duration_since(instant) <= FENETRE;
        let ouvert = groupes
            .iter_mut()
            .rev()
            .take_while(|(_, groupe)| groupe.first().is_some_and(proche))
            .find(|(sienne, _)| sienne.is_some() && *sienne == cle);
        match ouvert {
            Some((_, groupe)) => groupe.push(ligne),
            None => groupes.push((cle, vec![ligne])),
        }
    }
    groupes.into_iter().map(|(_, groupe)| groupe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn a(minute: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute)
    }

    type Ligne = (i64, Option<char>);

    fn groupes(lignes: &[Ligne]) -> Vec<Vec<Ligne>> {
        grouper(lignes.to_vec(), |l| a(l.0), |l| l.1)
    }

    #[test]
    fn ten_answers_within_an_hour_are_one_and_another_s_do_not_cut_them() {
        let mut lignes: Vec<_> = (0..10).map(|i| (60 - i * 6, Some('k'))).collect();
        lignes.insert(4, (40, Some('c')));
        let trouves = groupes(&lignes);
        assert_eq!(trouves.len(), 2);
        assert_eq!((trouves[0].len(), trouves[1].len()), (10, 1));
    }

    #[test]
    fn an_hour_later_is_another_group_and_no_key_is_no_group() {
        let trouves = groupes(&[(121, Some('k')), (61, Some('k')), (60, Some('k'))]);
        assert_eq!(trouves.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(groupes(&[(2, None), (1, None)]).len(), 2);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_groups_stay_in_order(
            minutes in prop::collection::vec((0i64..500, prop::option::of(0u8..3)), 0..60),
        ) {
            let mut lignes: Vec<_> = minutes
                .into_iter()
                .map(|(minute, cle)| (minute, cle.map(char::from)))
                .collect();
            lignes.sort_by_key(|(minute, _)| std::cmp::Reverse(*minute));
            let trouves = groupes(&lignes);
            let tetes: Vec<_> = trouves.iter().map(|g| g[0].0).collect();
            prop_assert!(tetes.is_sorted_by(|a, b| a >= b));
            let mut rendues = trouves.concat();
            rendues.sort_unstable();
            lignes.sort_unstable();
            prop_assert_eq!(rendues, lignes);
        }
    }
}
