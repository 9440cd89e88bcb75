//! The unitary alignments that can be part of a best alignment.

use super::dissimilarity::{Unit, Units, Weights};

/// More unitary alignments of a continuum than this are not looked through.
const LIMIT: usize = 2_000_000;
/// Savings below this are rounding errors.
const LEAST: f64 = 1e-12;

/// Units of different annotators that may be aligned, and what that saves.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Indices among all units, counted through the annotators.
    pub units: Vec<usize>,
    /// Disorder of the units each by itself, less the disorder of the unitary alignment; positive.
    pub saving: f64,
}

/// All candidates; `None` where there are too many, and when it is told to stop.
///
/// A unitary alignment with k units of n annotators has the mean dissimilarity over the C = n(n − 1)/2 pairs of
/// annotators, Δ∅ for a pair that lacks a unit. Each unit by itself costs Δ∅, so that a candidate must cost less than
/// k Δ∅ (Mathet et al. 2015, section 5.1.1); moreover each of its units must be worth more within it than by itself,
/// which is the case where Σ d(u, v) < (C + k − 1) Δ∅.
pub(super) fn candidates(units: &Units, weights: Weights, cancelled: &dyn Fn() -> bool) -> Option<Vec<Candidate>> {
    let annotators = units.len();
    let pairs = (annotators * annotators.saturating_sub(1)) / 2;
    let mut search = Search {
        all: units.iter().enumerate().flat_map(|(who, units)| units.iter().map(move |unit| (who, *unit))).collect(),
        near: Vec::new(),
        pairs: count(pairs),
        annotators: count(annotators),
        empty: weights.empty,
        found: Vec::new(),
    };
    search.near = search.neighbours(weights);
    for n in 0..search.all.len() {
        let near = search.near.get(n).cloned().unwrap_or_default();
        search.extend(&[(n, 0.0)], &near).ok().filter(|()| !cancelled())?;
    }
    Some(search.found)
}

/// A small count as a float.
fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// A unit with its dissimilarity, to one unit or to all that it is aligned with.
type Weighed = (usize, f64);

struct Search {
    /// Units with the numbers of their annotators.
    all: Vec<(usize, Unit)>,
    /// For each unit those of later annotators that it may be aligned with.
    near: Vec<Vec<Weighed>>,
    pairs: f64,
    annotators: f64,
    empty: f64,
    found: Vec<Candidate>,
}

struct TooMany;

impl Search {
    /// No unit of a candidate has a dissimilarity to the others of this or more.
    fn limit(&self) -> f64 {
        (self.pairs + self.annotators - 1.0) * self.empty
    }

    fn neighbours(&self, weights: Weights) -> Vec<Vec<Weighed>> {
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        let start = |n: &usize| self.all.get(*n).map_or(0.0, |(_, unit)| unit.start);
        order.sort_by(|a, b| start(a).total_cmp(&start(b)));
        let longest = self.all.iter().map(|(_, unit)| unit.length()).fold(0.0, f64::max);
        // |b₁ − b₂| alone makes two units too unlike from this multiple of their lengths on.
        let reach = (self.limit() / (weights.position * self.empty)).sqrt();
        let mut near = vec![Vec::new(); self.all.len()];
        for (place, n) in order.iter().enumerate() {
            let Some((who, unit)) = self.all.get(*n) else { continue };
            let last = unit.start + reach * (unit.length() + longest);
            for m in order.iter().skip(place + 1).take_while(|m| start(m) <= last) {
                let Some((other, second)) = self.all.get(*m).filter(|(other, _)| other != who) else { continue };
                let between = weights.between(unit, second);
                let (from, to) = if who < other { (*n, *m) } else { (*m, *n) };
                if between < self.limit()
                    && let Some(list) = near.get_mut(from)
                {
                    list.push((to, between));
                }
            }
        }
        near
    }

    /// Adds the candidates that begin with the units chosen so far and go on with one of the others.
    fn extend(&mut self, chosen: &[Weighed], others: &[Weighed]) -> Result<(), TooMany> {
        for (other, _) in others {
            let Some(with) = self.joined(chosen, *other) else { continue };
            self.consider(&with)?;
            let who = self.all.get(*other).map_or(0, |(who, _)| *who);
            let later: Vec<Weighed> =
                others.iter().copied().filter(|(n, _)| self.all.get(*n).is_some_and(|(later, _)| *later > who)).collect();
            if !later.is_empty() {
                self.extend(&with, &later)?;
            }
        }
        Ok(())
    }

    /// The chosen units and one more, each with its dissimilarity to the rest; `None` where that is too much for one.
    fn joined(&self, chosen: &[Weighed], other: usize) -> Option<Vec<Weighed>> {
        let mut with = Vec::with_capacity(chosen.len() + 1);
        let mut sum = 0.0;
        for (n, known) in chosen {
            let (_, between) = self.near.get(*n)?.iter().find(|(m, _)| *m == other)?;
            with.push((*n, known + between));
            sum += between;
        }
        with.push((other, sum));
        with.iter().all(|(_, sum)| *sum < self.limit()).then_some(with)
    }

    fn consider(&mut self, chosen: &[Weighed]) -> Result<(), TooMany> {
        let k = count(chosen.len());
        let between = chosen.iter().map(|(_, sum)| sum).sum::<f64>() / 2.0;
        let without_a_unit = self.pairs - k * (k - 1.0) / 2.0;
        let disorder = (between + without_a_unit * self.empty) / self.pairs;
        let saving = k * self.empty - disorder;
        let worth = |(_, sum): &Weighed| *sum < (self.pairs + k - 1.0) * self.empty;
        if saving > LEAST && chosen.iter().all(worth) {
            if self.found.len() >= LIMIT {
                return Err(TooMany);
            }
            self.found.push(Candidate { units: chosen.iter().map(|(n, _)| *n).collect(), saving });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_units_may_be_aligned_while_they_cost_less_than_two() {
        let continuum = |second: Unit| vec![vec![Unit::new(0, 0.0, 10.0)], vec![second]];
        let saved = |second| candidates(&continuum(second), Weights::default(), &|| false).unwrap().first().map(|c| c.saving);
        assert_eq!(saved(Unit::new(0, 0.0, 10.0)), Some(2.0));
        assert_eq!(saved(Unit::new(1, 0.0, 10.0)), Some(1.0));
        assert_eq!(saved(Unit::new(0, 10.0, 20.0)), Some(1.0));
        assert_eq!(saved(Unit::new(1, 10.0, 20.0)), None);
        assert_eq!(saved(Unit::new(0, 40.0, 50.0)), None);
    }

    #[test]
    fn of_three_annotators_two_or_all_may_be_aligned() {
        let units = vec![vec![Unit::new(0, 0.0, 10.0)]; 3];
        let mut found: Vec<_> = candidates(&units, Weights::default(), &|| false).unwrap();
        found.sort_by_key(|candidate| candidate.units.clone());
        let of = |units: &[usize], saving| Candidate { units: units.to_vec(), saving };
        let two = 2.0 - 2.0 / 3.0;
        assert_eq!(found, [of(&[0, 1], two), of(&[0, 1, 2], 3.0), of(&[0, 2], two), of(&[1, 2], two)]);
    }
}
