//! Random continua: real annotators' units, each moved as a whole by a random distance.

use std::ops::Range;

use super::dissimilarity::{Unit, Units};
use crate::review::agreement::random::Random;

/// A random continuum with as many annotators (Mathet et al. 2015, section 5.2).
///
/// Each of them is a real annotator, chosen at random, whose units are moved by a random whole distance; what is
/// pushed over the end comes in again at the start. Two distances differ by at least half the mean length of a unit
/// where there is room for that, lest two moved alike agree by chance alone.
pub fn sample(units: &Units, bounds: Range<f64>, random: &mut Random) -> Units {
    let all = || units.iter().flatten();
    let count = all().map(|_| 1.0).sum::<f64>().max(1.0);
    let apart = all().map(Unit::length).sum::<f64>() / count / 2.0;
    let length = bounds.end - bounds.start;
    let mut free = vec![0.0..length];
    let mut moved = Vec::with_capacity(units.len());
    for _ in 0..units.len() {
        let distance = pick(&free, random).unwrap_or_else(|| length * random.fraction()).floor();
        free = free.into_iter().flat_map(|range| cut(&range, distance - apart, distance + apart)).collect();
        let chosen = units.get(random.index(units.len())).map(Vec::as_slice).unwrap_or_default();
        moved.push(chosen.iter().map(|unit| shifted(unit, distance, &bounds)).collect());
    }
    moved
}

/// A place in one of several ranges, any with the same chance.
fn pick(ranges: &[Range<f64>], random: &mut Random) -> Option<f64> {
    let whole: f64 = ranges.iter().map(|range| range.end - range.start).sum();
    let mut at = random.fraction() * whole;
    for range in ranges {
        let length = range.end - range.start;
        if at < length {
            return Some(range.start + at);
        }
        at -= length;
    }
    None
}

/// What is left of a range without the part from `from` to `to`.
fn cut(range: &Range<f64>, from: f64, to: f64) -> impl Iterator<Item = Range<f64>> + use<> {
    let parts = [range.start..range.end.min(from), range.start.max(to)..range.end];
    parts.into_iter().filter(|part| part.start < part.end)
}

fn shifted(unit: &Unit, distance: f64, bounds: &Range<f64>) -> Unit {
    let start = unit.start + distance;
    let start = if start >= bounds.end { start - (bounds.end - bounds.start) } else { start };
    Unit::new(unit.tag, start, start + unit.length())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_made_of_real_annotators_moved_as_wholes() {
        let units: Units = vec![vec![Unit::new(0, 0.0, 4.0), Unit::new(1, 10.0, 16.0)], vec![Unit::new(2, 30.0, 35.0)], vec![]];
        let mut random = Random::new(5);
        for _ in 0..200 {
            let moved = sample(&units, 0.0..40.0, &mut random);
            assert_eq!(moved.len(), 3);
            for annotator in &moved {
                assert!(annotator.iter().all(|unit| (0.0..40.0).contains(&unit.start) && unit.start.fract() == 0.0));
                let original = units.iter().find(|original| {
                    original.len() == annotator.len() && original.iter().zip(annotator).all(|(a, b)| a.tag == b.tag)
                });
                let distances: Vec<f64> =
                    original.unwrap().iter().zip(annotator).map(|(a, b)| (b.start - a.start).rem_euclid(40.0)).collect();
                assert!(distances.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 1e-9));
            }
        }
    }

    #[test]
    fn distances_keep_apart_while_there_is_room() {
        let units: Units = vec![vec![Unit::new(0, 0.0, 10.0)]; 3];
        let mut random = Random::new(5);
        for _ in 0..200 {
            let moved = sample(&units, 0.0..100.0, &mut random);
            let starts: Vec<f64> = moved.iter().map(|units| units[0].start).collect();
            let near = |a: f64, b: f64| (a - b).abs() < 4.0;
            assert!(!near(starts[0], starts[1]) && !near(starts[0], starts[2]) && !near(starts[1], starts[2]), "{starts:?}");
        }
        assert_eq!(sample(&units, 0.0..3.0, &mut random).len(), 3);
    }
}
