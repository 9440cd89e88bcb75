//! The linear relaxation of a packing: how much of each candidate to take when parts may be taken.

use super::candidates::Candidate;

/// Reduced costs and pivots below this count as 0.
const ZERO: f64 = 1e-9;

/// A solution of the relaxation.
pub(super) struct Relaxed {
    /// No packing saves more.
    pub bound: f64,
    /// How much of each candidate is taken, from 0 to 1.
    pub taken: Vec<f64>,
}

/// Solves max Σ s(c) x(c) with Σ x(c) ≤ 1 over the candidates of each unit, x ≥ 0, by the revised simplex method.
///
/// Units are counted from 0 to `units`. Right-hand sides are 1 and a little, differently for each unit, so that the
/// method cannot go round in circles; the bound comes from the dual solution, which knows nothing of them. `None` if
/// it does not end in time, or is told to stop.
pub(super) fn relax(candidates: &[&Candidate], units: usize, cancelled: &dyn Fn() -> bool) -> Option<Relaxed> {
    let mut simplex = Simplex::new(candidates, units);
    for _ in 0..(200 + 50 * units) {
        if cancelled() {
            return None;
        }
        let prices = simplex.prices();
        let Some(entering) = simplex.entering(&prices) else { return Some(simplex.solution(&prices)) };
        simplex.pivot(entering)?;
    }
    None
}

struct Simplex<'a> {
    candidates: &'a [&'a Candidate],
    units: usize,
    /// The inverse of the basis, by rows.
    inverse: Vec<Vec<f64>>,
    /// The candidate in the basis in each row; none for the slack of that unit.
    basis: Vec<Option<usize>>,
    /// Values of the basis.
    values: Vec<f64>,
}

impl<'a> Simplex<'a> {
    fn new(candidates: &'a [&'a Candidate], units: usize) -> Self {
        let row = |n: usize| (0..units).map(|m| if n == m { 1.0 } else { 0.0 }).collect();
        let a_little = |n: usize| {
            let n = f64::from(u32::try_from(n).unwrap_or(0));
            1e-6 * (0.5 + (n * 0.618_033_988_749_895).fract())
        };
        Self {
            candidates,
            units,
            inverse: (0..units).map(row).collect(),
            basis: vec![None; units],
            values: (0..units).map(|n| 1.0 + a_little(n)).collect(),
        }
    }

    fn saving(&self, candidate: Option<usize>) -> f64 {
        candidate.and_then(|n| self.candidates.get(n)).map_or(0.0, |candidate| candidate.saving)
    }

    /// What a unit is worth.
    fn prices(&self) -> Vec<f64> {
        let mut prices = vec![0.0; self.units];
        for (row, basic) in self.inverse.iter().zip(&self.basis) {
            let saving = self.saving(*basic);
            if saving != 0.0 {
                prices.iter_mut().zip(row).for_each(|(price, part)| *price += saving * part);
            }
        }
        prices
    }

    /// The candidate that is worth most beyond the units it takes, or the unit that is worth less than nothing.
    fn entering(&self, prices: &[f64]) -> Option<Entering> {
        let price = |unit: &usize| prices.get(*unit).copied().unwrap_or(0.0);
        let worth = |candidate: &Candidate| candidate.saving - candidate.units.iter().map(price).sum::<f64>();
        let best = self.candidates.iter().enumerate().map(|(n, candidate)| (Entering::Candidate(n), worth(candidate)));
        let slack = prices.iter().enumerate().map(|(n, price)| (Entering::Slack(n), -price));
        best.chain(slack).filter(|(_, worth)| *worth > ZERO).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(entering, _)| entering)
    }

    fn pivot(&mut self, entering: Entering) -> Option<()> {
        let slack;
        let column: &[usize] = match entering {
            Entering::Candidate(n) => &self.candidates.get(n)?.units,
            Entering::Slack(n) => {
                slack = [n];
                &slack
            }
        };
        let part = |row: &Vec<f64>| column.iter().filter_map(|unit| row.get(*unit)).sum::<f64>();
        let change: Vec<f64> = self.inverse.iter().map(part).collect();
        let ratios = self.values.iter().zip(&change).enumerate().filter(|(_, (_, change))| **change > ZERO);
        let (leaving, _) = ratios.map(|(n, (value, change))| (n, value / change)).min_by(|a, b| a.1.total_cmp(&b.1))?;
        let by = *change.get(leaving)?;
        let pivot_row: Vec<f64> = self.inverse.get(leaving)?.iter().map(|entry| entry / by).collect();
        let pivot_value = self.values.get(leaving)? / by;
        for (n, ((row, value), change)) in self.inverse.iter_mut().zip(&mut self.values).zip(&change).enumerate() {
            if n == leaving {
                row.clone_from(&pivot_row);
                *value = pivot_value;
            } else if *change != 0.0 {
                row.iter_mut().zip(&pivot_row).for_each(|(entry, pivot)| *entry -= change * pivot);
                *value = (*value - change * pivot_value).max(0.0);
            }
        }
        *self.basis.get_mut(leaving)? = entering.candidate();
        Some(())
    }

    fn solution(&self, prices: &[f64]) -> Relaxed {
        let mut taken = vec![0.0; self.candidates.len()];
        for (row, basic) in self.inverse.iter().zip(&self.basis) {
            if let Some(part) = basic.and_then(|n| taken.get_mut(n)) {
                *part = row.iter().sum();
            }
        }
        Relaxed { bound: prices.iter().map(|price| price.max(0.0)).sum(), taken }
    }
}

/// What comes into the basis.
#[derive(Clone, Copy)]
enum Entering {
    Candidate(usize),
    Slack(usize),
}

impl Entering {
    fn candidate(self) -> Option<usize> {
        match self {
            Self::Candidate(n) => Some(n),
            Self::Slack(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(candidates: &[(&[usize], f64)], units: usize) -> (f64, Vec<f64>) {
        let owned: Vec<Candidate> =
            candidates.iter().map(|(units, saving)| Candidate { units: units.to_vec(), saving: *saving }).collect();
        let relaxed = relax(&owned.iter().collect::<Vec<_>>(), units, &|| false).unwrap();
        (relaxed.bound, relaxed.taken)
    }

    #[test]
    fn what_can_be_taken_whole_is() {
        let (bound, taken) = bound(&[(&[0, 1], 1.0), (&[2, 3], 1.0), (&[1, 2], 1.5)], 4);
        assert!((bound - 2.0).abs() < 1e-9 && taken.iter().zip([1.0, 1.0, 0.0]).all(|(a, b)| (a - b).abs() < 1e-9));
    }

    #[test]
    fn three_pairs_of_three_units_are_taken_by_halves() {
        let (bound, taken) = bound(&[(&[0, 1], 1.0), (&[1, 2], 1.0), (&[0, 2], 1.0)], 3);
        assert!((bound - 1.5).abs() < 1e-9 && taken.iter().all(|part| (part - 0.5).abs() < 1e-9));
    }
}
