//! The best alignment of any number of annotators: candidates that share no unit and save most, by branch and bound.

use super::candidates::Candidate;
use super::simplex::relax;

/// Relaxations solved for one group of candidates at most; what is best until then is taken, and not called proved.
const EFFORT: usize = 4_000;
/// Parts below this, or above 1 less this, count as whole.
const WHOLE: f64 = 1e-6;
/// A bound that is better by less than this is not better.
const BETTER: f64 = 1e-10;

/// Candidates that share no unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Packing {
    /// Their indices.
    pub chosen: Vec<usize>,
    /// What they save together.
    pub saving: f64,
    /// Whether no packing saves more.
    pub proved: bool,
}

/// Chooses the candidates that share no unit and save most together.
///
/// The problem is NP-hard from three annotators on. It falls into groups of candidates that have to do with each
/// other, for each of which the linear relaxation is solved; mostly it is whole already. Where it is not, a candidate
/// that is taken by parts is once taken and once left out, and each of the two falls into groups again.
///
/// When it is told to stop, what is left is chosen greedily and not called proved.
pub(super) fn heaviest(candidates: &[Candidate], units: usize, cancelled: &dyn Fn() -> bool) -> Packing {
    let all: Vec<usize> = (0..candidates.len()).collect();
    let mut packing = Packing { chosen: Vec::new(), saving: 0.0, proved: true };
    for group in groups(candidates, &all, units) {
        let mut search = Search { candidates, units, cancelled, effort: EFFORT, proved: true };
        let best = search.group(&group);
        packing.saving += total(candidates, &best);
        packing.chosen.extend(best);
        packing.proved &= search.proved;
    }
    packing.chosen.sort_unstable();
    packing
}

fn total(candidates: &[Candidate], chosen: &[usize]) -> f64 {
    chosen.iter().filter_map(|n| candidates.get(*n)).map(|candidate| candidate.saving).sum()
}

fn meet(a: &Candidate, b: &Candidate) -> bool {
    a.units.iter().any(|unit| b.units.contains(unit))
}

/// Candidates that are connected by units they share.
fn groups(candidates: &[Candidate], of: &[usize], units: usize) -> Vec<Vec<usize>> {
    let mut parents: Vec<usize> = (0..units).collect();
    for candidate in of.iter().filter_map(|n| candidates.get(*n)) {
        let mut ends = candidate.units.iter().map(|unit| root(&mut parents, *unit)).collect::<Vec<_>>();
        ends.sort_unstable();
        ends.dedup();
        for pair in ends.windows(2) {
            if let [first, second] = pair
                && let Some(parent) = parents.get_mut(*second)
            {
                *parent = *first;
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for n in of {
        if let Some(unit) = candidates.get(*n).and_then(|candidate| candidate.units.first()) {
            groups.entry(root(&mut parents, *unit)).or_default().push(*n);
        }
    }
    groups.into_values().collect()
}

fn root(parents: &mut [usize], unit: usize) -> usize {
    let mut at = unit;
    while let Some(parent) = parents.get(at).copied().filter(|parent| *parent != at) {
        let above = parents.get(parent).copied().unwrap_or(parent);
        if let Some(own) = parents.get_mut(at) {
            *own = above;
        }
        at = parent;
    }
    at
}

struct Search<'a> {
    candidates: &'a [Candidate],
    units: usize,
    cancelled: &'a dyn Fn() -> bool,
    effort: usize,
    proved: bool,
}

impl Search<'_> {
    /// The best packing of one group.
    fn group(&mut self, group: &[usize]) -> Vec<usize> {
        let Some(relaxed) = self.relaxed(group) else {
            self.proved = false;
            return self.greedy(group, |_| 0.0);
        };
        let part = |n: usize| group.iter().position(|m| *m == n).and_then(|at| relaxed.taken.get(at)).copied().unwrap_or(0.0);
        let parted = group.iter().zip(&relaxed.taken).filter(|(_, part)| **part > WHOLE && **part < 1.0 - WHOLE);
        let Some((split, _)) = parted.min_by(|a, b| (a.1 - 0.5).abs().total_cmp(&(b.1 - 0.5).abs())) else {
            return group.iter().zip(&relaxed.taken).filter(|(_, part)| **part > 0.5).map(|(n, _)| *n).collect();
        };
        let rounded = self.greedy(group, part);
        let with = self.with(group, *split);
        let best = if self.total(&with) > self.total(&rounded) { with } else { rounded };
        if relaxed.bound <= self.total(&best) + BETTER {
            return best;
        }
        let without = self.without(group, *split, self.total(&best));
        without.unwrap_or(best)
    }

    fn total(&self, chosen: &[usize]) -> f64 {
        total(self.candidates, chosen)
    }

    /// The best packing that has a certain candidate.
    fn with(&mut self, group: &[usize], taken: usize) -> Vec<usize> {
        let Some(candidate) = self.candidates.get(taken) else { return Vec::new() };
        let free = |n: &usize| self.candidates.get(*n).is_some_and(|other| !meet(candidate, other));
        let rest: Vec<usize> = group.iter().copied().filter(free).collect();
        let mut best = vec![taken];
        for part in groups(self.candidates, &rest, self.units) {
            best.extend(self.group(&part));
        }
        best
    }

    /// The best packing without a certain candidate, if it saves more than what is known.
    fn without(&mut self, group: &[usize], left_out: usize, known: f64) -> Option<Vec<usize>> {
        let rest: Vec<usize> = group.iter().copied().filter(|n| *n != left_out).collect();
        let mut best = Vec::new();
        for part in groups(self.candidates, &rest, self.units) {
            best.extend(self.group(&part));
        }
        (self.total(&best) > known).then_some(best)
    }

    /// The relaxation of a group, its units counted anew; `None` when the effort is spent.
    fn relaxed(&mut self, group: &[usize]) -> Option<super::simplex::Relaxed> {
        self.effort = self.effort.checked_sub(1)?;
        let mut numbers = std::collections::HashMap::new();
        let mut renumbered = |unit: &usize| {
            let next = numbers.len();
            *numbers.entry(*unit).or_insert(next)
        };
        let local: Vec<Candidate> = group
            .iter()
            .filter_map(|n| self.candidates.get(*n))
            .map(|c| Candidate { units: c.units.iter().map(&mut renumbered).collect(), saving: c.saving })
            .collect();
        relax(&local.iter().collect::<Vec<_>>(), numbers.len(), self.cancelled)
    }

    /// Takes what fits, the largest parts first and then what saves most.
    fn greedy(&self, group: &[usize], part: impl Fn(usize) -> f64) -> Vec<usize> {
        let saving = |n: usize| self.candidates.get(n).map_or(0.0, |candidate| candidate.saving);
        let mut order: Vec<(f64, f64, usize)> = group.iter().map(|n| (part(*n), saving(*n), *n)).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)));
        let mut used = std::collections::HashSet::new();
        let mut chosen = Vec::new();
        for (_, _, n) in order {
            let Some(candidate) = self.candidates.get(n) else { continue };
            if candidate.units.iter().all(|unit| !used.contains(unit)) {
                used.extend(candidate.units.iter().copied());
                chosen.push(n);
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_trying(candidates: &[Candidate], used: u32) -> f64 {
        let Some((first, rest)) = candidates.split_first() else { return 0.0 };
        let without = by_trying(rest, used);
        let mask = first.units.iter().fold(0, |mask, unit| mask | 1 << unit);
        if used & mask == 0 { without.max(first.saving + by_trying(rest, used | mask)) } else { without }
    }

    #[test]
    fn three_pairs_of_three_units_leave_one_pair() {
        let pairs = [[0, 1], [1, 2], [0, 2]];
        let candidates = pairs.map(|units| Candidate { units: units.to_vec(), saving: 1.0 });
        let packing = heaviest(&candidates, 3, &|| false);
        assert_eq!((packing.chosen.len(), packing.saving, packing.proved), (1, 1.0, true));
    }

    proptest::proptest! {
        #[test]
        fn no_packing_saves_more_than_the_one_that_is_found(
            candidates in proptest::collection::vec((proptest::collection::btree_set(0_usize..9, 1..4), 0.1_f64..3.0), 0..14),
        ) {
            let candidates: Vec<Candidate> = candidates
                .into_iter()
                .map(|(units, saving)| Candidate { units: units.into_iter().collect(), saving })
                .collect();
            let packing = heaviest(&candidates, 9, &|| false);
            assert!((packing.saving - by_trying(&candidates, 0)).abs() < 1e-9, "{candidates:?}");
            assert!(packing.proved);
            let mut units: Vec<usize> = packing.chosen.iter().flat_map(|n| candidates[*n].units.clone()).collect();
            let count = units.len();
            units.sort_unstable();
            units.dedup();
            assert_eq!(units.len(), count);
        }
    }
}
