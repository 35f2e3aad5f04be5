//! The curve of the index over time, with what happened on it.
//!
//! Invariant: one point a day at most, its value the last of that day; a bounded number of points
//! and of marks, whatever the length of the journal.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::vocabulaire::NiveauSecurite;

/// Points of the curve, at most, those that carry a mark aside.
pub const POINTS_MAX: usize = 60;

/// Days that carry a mark, at most: the most telling ones.
pub const REPERES_MAX: usize = 8;

/// Measures answered in a day before the day is worth a mark.
const LOT: usize = 10;

/// Days of many answers this close, in days, are one event.
const PROCHES: i32 = 7;

/// Something worth a mark on the curve, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evenement {
    /// The level of needs went from one to another: other measures are asked.
    Niveau {
        /// Before.
        avant: NiveauSecurite,
        /// After.
        apres: NiveauSecurite,
    },
    /// The description was finished: the curve begins.
    DescriptionTerminee,
    /// A risk was set aside.
    RisqueDesactive,
    /// The answers changed in a way that moved the index.
    DescriptionModifiee,
    /// Many measures were answered the same day: how many answers.
    Mesures(usize),
}

/// What a line of the journal says of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Releve {
    /// The civil day of the line.
    pub jour: Date,
    /// The index after it, in hundredths; none when the line does not touch it.
    pub centiemes: Option<u16>,
    /// What it tells. A single answer to a measure is `Mesures(1)`.
    pub evenement: Option<Evenement>,
}

/// A day of the curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub jour: Date,
    /// The index at the end of that day, in hundredths.
    pub centiemes: u16,
    /// What happened that day, the most telling first; empty on most days.
    pub evenements: Vec<Evenement>,
}

/// The index over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Courbe {
    /// The points, oldest first; the last one is today's.
    pub points: Vec<Point>,
}

/// The curve of a service, from lines oldest first, up to today.
#[must_use]
pub fn courbe(releves: &[Releve], aujourd_hui: Date) -> Courbe {
    let mut points = par_jour(releves);
    garder_les_plus_parlants(&mut points);
    if let Some(dernier) = points.last()
        && dernier.jour < aujourd_hui
    {
        let centiemes = dernier.centiemes;
        points.push(Point {
            jour: aujourd_hui,
            centiemes,
            evenements: Vec::new(),
        });
    }
    Courbe {
        points: clairsemer(points),
    }
}

/// One point per day that has an index, with the events of that day.
fn par_jour(releves: &[Releve]) -> Vec<Point> {
    let mut jours: BTreeMap<Date, Point> = BTreeMap::new();
    let mut indice = None;
    for releve in releves {
        let avant = indice;
        indice = releve.centiemes.or(indice);
        let Some(centiemes) = indice else {
            continue;
        };
        let point = jours.entry(releve.jour).or_insert_with(|| Point {
            jour: releve.jour,
            centiemes,
            evenements: Vec::new(),
        });
        point.centiemes = centiemes;
        match releve.evenement {
            Some(Evenement::DescriptionModifiee) if avant == Some(centiemes) => {}
            Some(evenement) => ajouter(&mut point.evenements, evenement),
            None => {}
        }
    }
    jours.into_values().collect()
}

/// Adds an event to those of a day: answers add up, the rest is told once.
fn ajouter(evenements: &mut Vec<Evenement>, evenement: Evenement) {
    let meme_sorte = evenements.iter_mut().find(|present| {
        **present == evenement
            || matches!(
                (present, evenement),
                (Evenement::Mesures(_), Evenement::Mesures(_))
            )
    });
    match (meme_sorte, evenement) {
        (Some(Evenement::Mesures(total)), Evenement::Mesures(nombre)) => *total += nombre,
        (Some(_), _) => {}
        (None, _) => evenements.push(evenement),
    }
}

/// Drops the events that are not worth a mark, then those of the least telling days.
fn garder_les_plus_parlants(points: &mut [Point]) {
    let negligeable = |e: &Evenement| matches!(e, Evenement::Mesures(nombre) if *nombre < LOT);
    for point in &mut *points {
        point.evenements.retain(|e| !negligeable(e));
        point.evenements.sort_unstable();
    }
    rassembler(points);
    let mut marques: Vec<_> = points
        .iter()
        .filter_map(|p| Some((rang(p.evenements.first()?), p.jour)))
        .collect();
    // Among equally telling days, the latest ones.
    marques.sort_by_key(|(rang, jour)| (*rang, std::cmp::Reverse(*jour)));
    let gardes: Vec<_> = marques
        .iter()
        .take(REPERES_MAX)
        .map(|(_, jour)| *jour)
        .collect();
    for point in points {
        if !gardes.contains(&point.jour) {
            point.evenements.clear();
        }
    }
}

/// Days of many answers close to one another are one event, on the last of them.
fn rassembler(points: &mut [Point]) {
    let mut dernier: Option<&mut Point> = None;
    for point in points {
        let Some(Evenement::Mesures(nombre)) = point.evenements.last_mut() else {
            continue;
        };
        if let Some(precedent) = dernier
            && (point.jour - precedent.jour).get_days() <= PROCHES
            && let Some(Evenement::Mesures(autres)) = precedent.evenements.pop()
        {
            *nombre += autres;
        }
        dernier = Some(point);
    }
}

const fn rang(evenement: &Evenement) -> u8 {
    match evenement {
        Evenement::Niveau { .. } => 0,
        Evenement::DescriptionTerminee => 1,
        Evenement::RisqueDesactive => 2,
        Evenement::DescriptionModifiee => 3,
        Evenement::Mesures(_) => 4,
    }
}

/// Keeps the first and last points, those that carry a mark, and an even choice of the rest.
fn clairsemer(points: Vec<Point>) -> Vec<Point> {
    let total = points.len();
    let pas = total.div_ceil(POINTS_MAX);
    let gardes = points.into_iter().enumerate().filter(|(i, p)| {
        *i == 0 || *i + 1 == total || i % pas == pas - 1 || !p.evenements.is_empty()
    });
    gardes.map(|(_, point)| point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    const DEBUT: Date = date(2026, 1, 1);

    fn le(jour: i32) -> Date {
        DEBUT.saturating_add(jour.days())
    }

    fn releve(jour: i32, centiemes: u16, evenement: Option<Evenement>) -> Releve {
        Releve {
            jour: le(jour),
            centiemes: Some(centiemes),
            evenement,
        }
    }

    #[test]
    fn a_day_keeps_its_last_value_and_the_curve_reaches_today() {
        let terminee = Some(Evenement::DescriptionTerminee);
        let une = Some(Evenement::Mesures(1));
        let releves = [
            releve(0, 0, terminee),
            releve(0, 20, une),
            releve(0, 40, une),
            releve(3, 80, une),
        ];
        let points = courbe(&releves, le(5)).points;
        let valeurs: Vec<_> = points.iter().map(|p| (p.jour, p.centiemes)).collect();
        assert_eq!(valeurs, [(le(0), 40), (le(3), 80), (le(5), 80)]);
        assert_eq!(points[0].evenements, [Evenement::DescriptionTerminee]);
        assert!(points[1].evenements.is_empty(), "one answer is no event");
    }

    #[test]
    fn a_draft_has_no_curve_and_a_line_without_index_keeps_the_value() {
        let sans = Releve {
            jour: le(0),
            centiemes: None,
            evenement: Some(Evenement::RisqueDesactive),
        };
        assert_eq!(courbe(&[sans], le(9)), Courbe::default());
        let tard = Releve {
            jour: le(4),
            ..sans
        };
        let points = courbe(&[releve(1, 130, None), tard], le(4)).points;
        assert_eq!(points.len(), 2);
        assert_eq!(points[1].centiemes, 130);
        assert_eq!(points[1].evenements, [Evenement::RisqueDesactive]);
    }

    #[test]
    fn sittings_close_to_one_another_are_one_event() {
        let lot = |jour, centiemes| releve(jour, centiemes, Some(Evenement::Mesures(20)));
        let terminee = releve(0, 0, Some(Evenement::DescriptionTerminee));
        let releves = [terminee, lot(0, 40), lot(5, 90), lot(12, 150), lot(40, 200)];
        let points = courbe(&releves, le(40)).points;
        let evenements: Vec<_> = points.iter().map(|p| p.evenements.clone()).collect();
        assert_eq!(
            evenements,
            [
                vec![Evenement::DescriptionTerminee],
                vec![],
                vec![Evenement::Mesures(60)],
                vec![Evenement::Mesures(20)]
            ]
        );
    }

    #[test]
    fn many_answers_in_a_day_are_an_event_and_an_idle_change_is_none() {
        let mut releves = vec![releve(0, 100, None)];
        releves.extend((0..12).map(|i| releve(2, 110 + i, Some(Evenement::Mesures(1)))));
        releves.push(releve(5, 121, Some(Evenement::DescriptionModifiee)));
        releves.push(releve(6, 90, Some(Evenement::DescriptionModifiee)));
        let points = courbe(&releves, le(6)).points;
        let evenements: Vec<_> = points.iter().map(|p| p.evenements.clone()).collect();
        assert_eq!(
            evenements,
            [
                vec![],
                vec![Evenement::Mesures(12)],
                vec![],
                vec![Evenement::DescriptionModifiee]
            ]
        );
    }

    proptest! {
        #[test]
        fn however_long_the_journal_the_curve_is_bounded_and_ordered(
            lignes in prop::collection::vec((0i32..2000, 0u16..=500, 0usize..40), 1..400),
        ) {
            let mut lignes = lignes;
            lignes.sort_by_key(|(jour, ..)| *jour);
            let releves: Vec<_> = lignes
                .iter()
                .map(|(jour, indice, nombre)| releve(*jour, *indice, match nombre {
                    0 => Some(Evenement::RisqueDesactive),
                    1..20 => None,
                    _ => Some(Evenement::Mesures(*nombre)),
                }))
                .collect();
            let points = courbe(&releves, le(2000)).points;
            prop_assert!(points.len() <= POINTS_MAX + REPERES_MAX + 2);
            prop_assert!(points.is_sorted_by(|a, b| a.jour < b.jour));
            let marques = points.iter().filter(|p| !p.evenements.is_empty()).count();
            prop_assert!(marques <= REPERES_MAX);
            let dernier = releves.last().and_then(|r| r.centiemes);
            prop_assert_eq!(points.last().map(|p| p.centiemes), dernier);
            prop_assert_eq!(points.first().map(|p| p.jour), releves.first().map(|r| r.jour));
        }
    }
}
