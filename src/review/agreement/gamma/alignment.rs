//! The best alignment of several annotators' units: the one with the least disorder.

use super::assignment;
use super::candidates::{Candidate, candidates};
use super::dissimilarity::{Unit, Units, Weights};
use super::packing;

/// An alignment.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// The disorders of its unitary alignments over the mean number of units of an annotator.
    pub disorder: f64,
    /// Units that are aligned with each other, as (annotator, index); units by themselves too.
    pub aligned: Vec<Vec<(usize, usize)>>,
    /// Whether no alignment has less disorder.
    pub proved: bool,
}

/// Mean number of units of an annotator.
pub(super) fn mean_units(units: &Units) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    count(units.iter().map(Vec::len).sum()) / count(units.len().max(1))
}

/// The best alignment (Mathet et al. 2015, sections 4.3 and 5.1): each unit in exactly one unitary alignment.
///
/// `None` where there are too many possible unitary alignments, or no unit at all, and when it is told to stop. For two annotators the problem is
/// an assignment and solved in polynomial time; for more it is a packing and solved by branch and bound.
pub fn best(units: &Units, weights: Weights, cancelled: &dyn Fn() -> bool) -> Option<Alignment> {
    let mean = mean_units(units);
    let candidates = candidates(units, weights, cancelled)?;
    let places: Vec<(usize, usize)> =
        units.iter().enumerate().flat_map(|(who, units)| (0..units.len()).map(move |n| (who, n))).collect();
    let (chosen, proved) = if units.len() == 2 {
        (assigned(&candidates, units), true)
    } else {
        let packing = packing::heaviest(&candidates, places.len(), cancelled);
        (packing.chosen, packing.proved)
    };
    let mut alone = vec![true; places.len()];
    let mut aligned = Vec::new();
    let mut disorder = 0.0;
    for candidate in chosen.iter().filter_map(|n| candidates.get(*n)) {
        for unit in &candidate.units {
            alone.get_mut(*unit).into_iter().for_each(|alone| *alone = false);
        }
        let group: Vec<(usize, usize)> = candidate.units.iter().filter_map(|n| places.get(*n).copied()).collect();
        disorder += unitary(units, &group, weights);
        aligned.push(group);
    }
    for (place, _) in places.iter().zip(alone).filter(|(_, alone)| *alone) {
        disorder += weights.empty;
        aligned.push(vec![*place]);
    }
    (mean > 0.0 && !cancelled()).then(|| Alignment { disorder: disorder / mean, aligned, proved })
}

/// Mean dissimilarity over the pairs of annotators; Δ∅ for a pair that lacks a unit.
fn unitary(units: &Units, group: &[(usize, usize)], weights: Weights) -> f64 {
    let unit = |(who, n): &(usize, usize)| units.get(*who).and_then(|units| units.get(*n));
    let found: Vec<&Unit> = group.iter().filter_map(unit).collect();
    let (mut sum, mut pairs) = (0.0, 0);
    for (n, first) in found.iter().enumerate() {
        for second in found.iter().skip(n + 1) {
            sum += weights.between(first, second);
            pairs += 1;
        }
    }
    let all = units.len() * (units.len() - 1) / 2;
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    (sum + count(all - pairs) * weights.empty) / count(all)
}

/// The best candidates of two annotators.
fn assigned(candidates: &[Candidate], units: &Units) -> Vec<usize> {
    let lefts = units.first().map_or(0, Vec::len);
    let mut edges: assignment::Edges = vec![Vec::new(); lefts];
    let mut numbers = std::collections::HashMap::new();
    for (n, candidate) in candidates.iter().enumerate() {
        if let [left, right] = candidate.units.as_slice()
            && let Some(edges) = edges.get_mut(*left)
        {
            edges.push((right - lefts, candidate.saving));
            numbers.insert((*left, right - lefts), n);
        }
    }
    let matching = assignment::heaviest(&edges, units.get(1).map_or(0, Vec::len));
    matching.into_iter().enumerate().filter_map(|(left, right)| numbers.get(&(left, right?)).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, disorder};
    use super::*;

    fn units(annotators: &[&[(f64, f64, u32)]]) -> Units {
        let of = |units: &[(f64, f64, u32)]| units.iter().map(|(start, end, tag)| Unit::new(*tag, *start, *end)).collect();
        annotators.iter().map(|units| of(units)).collect()
    }

    /// The demonstration of Mathet's own software.
    fn alex_paul_suzan() -> Units {
        units(&[
            &[(2., 9., 1), (11., 17., 2), (24., 30., 5), (32., 36., 6), (36., 44., 6), (44., 60., 7)],
            &[(2., 9., 1), (11., 17., 3), (19., 25., 5), (32., 44., 6)],
            &[(2., 9., 1), (11., 17., 4), (21., 27., 5), (32., 36., 6), (36., 40., 6), (40., 44., 6)],
        ])
    }

    const WEIGHTS: Weights = Weights { position: 3.0, category: 1.0, empty: 1.0 };

    #[test]
    fn alex_paul_and_suzan_are_aligned_as_published() {
        let alignment = best(&alex_paul_suzan(), WEIGHTS, &|| false).unwrap();
        // Alex's and Suzan's last units cost 2 together and 2 apart: the publication counts them as one, which makes 6.
        let ties = alignment.aligned.iter().filter(|group| group.len() == 1).count();
        assert_eq!((alignment.aligned.len(), ties, alignment.proved), (7, 2, true));
        assert!((alignment.disorder - 0.96).abs() < 0.005, "{}", alignment.disorder);
    }

    #[test]
    fn alex_paul_and_suzan_have_the_published_gamma() {
        let settings = Settings { weights: WEIGHTS, samples: 400, seed: 1 };
        let found = disorder(&alex_paul_suzan(), 60.0, settings, &|| false).unwrap();
        let gamma = super::super::Gamma::of(&[found]).unwrap();
        let value = gamma.value.unwrap();
        assert!((0.44..=0.47).contains(&value), "{value} {:?}", gamma.range());
    }

    #[test]
    fn units_that_nobody_else_has_stand_alone() {
        let alignment = best(&units(&[&[(1., 5., 0), (50., 55., 0)], &[(2., 6., 0)]]), Weights::default(), &|| false).unwrap();
        assert_eq!(alignment.aligned, [vec![(0, 0), (1, 0)], vec![(0, 1)]]);
        assert!((alignment.disorder - (1.0 / 16.0 + 1.0) / 1.5).abs() < 1e-12);
    }

    /// Every unitary alignment that a group can grow to with unused units of later annotators.
    fn groups(all: &Units, used: &[Vec<bool>], who: usize, group: &[(usize, usize)]) -> Vec<Vec<(usize, usize)>> {
        if who == all.len() {
            return vec![group.to_vec()];
        }
        let mut found = groups(all, used, who + 1, group);
        for n in (0..all[who].len()).filter(|n| !used[who][*n]) {
            found.extend(groups(all, used, who + 1, &[group, &[(who, n)]].concat()));
        }
        found
    }

    /// The least disorder of an alignment, by trying all.
    fn by_trying(all: &Units, used: &mut Vec<Vec<bool>>) -> f64 {
        let Some((who, n)) = used.iter().enumerate().find_map(|(who, used)| Some((who, used.iter().position(|u| !u)?))) else {
            return 0.0;
        };
        let mut least = f64::INFINITY;
        for group in groups(all, used, who + 1, &[(who, n)]) {
            for (who, n) in &group {
                used[*who][*n] = true;
            }
            let here = unitary(all, &group, Weights::default());
            if here < least {
                least = least.min(here + by_trying(all, used));
            }
            for (who, n) in &group {
                used[*who][*n] = false;
            }
        }
        least
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(60))]
        #[test]
        fn no_alignment_has_less_disorder_than_the_best(
            spans in proptest::collection::vec(proptest::collection::vec((0_u32..25, 1_u32..9, 0_u32..3), 0..4), 2..5),
        ) {
            let mut all: Units = spans
                .iter()
                .map(|units| units.iter().map(|(s, l, tag)| Unit::new(*tag, f64::from(*s), f64::from(s + l))).collect())
                .collect();
            all.truncate(if spans.iter().map(Vec::len).sum::<usize>() > 8 { 3 } else { 4 });
            if all.iter().any(|units| !units.is_empty()) {
                let found = best(&all, Weights::default(), &|| false).unwrap();
                let mut used = all.iter().map(|units| vec![false; units.len()]).collect();
                let least = by_trying(&all, &mut used) / mean_units(&all);
                assert!((found.disorder - least).abs() < 1e-9, "{} for {least}: {all:?}", found.disorder);
            }
        }
    }
}
