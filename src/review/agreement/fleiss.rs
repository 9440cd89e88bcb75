//! Fleiss' κ of any fixed number of annotators.

use std::collections::HashMap;
use std::hash::Hash;

use super::cells::cells;
use super::score::wide;

/// Items that were each given a value by the same number of annotators.
#[derive(Debug, Clone)]
pub struct Ratings<T> {
    annotators: u64,
    items: u64,
    /// Σ n², over the values of all items.
    squares: u128,
    totals: HashMap<T, u64>,
}

cells!(Ratings<T> { items, squares, totals });

impl<T: Copy + Eq + Hash> Ratings<T> {
    /// No item yet, of so many annotators.
    pub fn new(annotators: u64) -> Self {
        Self { annotators, items: 0, squares: 0, totals: HashMap::new() }
    }

    /// Adds items with the same values, each with the number of annotators who gave it.
    pub fn add(&mut self, values: &[(T, u64)], items: u64) {
        self.items += items;
        for (value, annotators) in values.iter().filter(|(_, annotators)| *annotators > 0) {
            self.squares += u128::from(annotators * annotators) * u128::from(items);
            *self.totals.entry(*value).or_default() += annotators * items;
        }
    }

    /// Adds all of another one, its values renamed.
    pub fn merge<U: Copy>(&mut self, other: &Ratings<U>, mut rename: impl FnMut(U) -> T) {
        self.items += other.items;
        self.squares += other.squares;
        for (value, total) in &other.totals {
            *self.totals.entry(rename(*value)).or_default() += total;
        }
    }

    /// κ = (P̄ − P̄e) / (1 − P̄e) (Fleiss 1971, *Psychological Bulletin* 76:378–382, formulas 3 to 7).
    ///
    /// `None` without items, with fewer than two annotators, and where every value is the same: 0/0.
    pub fn kappa(&self) -> Option<f64> {
        let (items, annotators) = (u128::from(self.items), u128::from(self.annotators));
        let given = items * annotators;
        if given == 0 || annotators < 2 {
            return None;
        }
        let same: u128 = self.totals.values().map(|total| u128::from(*total).pow(2)).sum();
        // All over (Nn)², so that perfect agreement is 1 and nothing near it.
        let observed = wide((self.squares - given) * given) / wide(annotators - 1);
        let possible = given * given - same;
        (possible > 0).then(|| (observed - wide(same)) / wide(possible))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fleiss 1971, table 1: for each of 30 patients, how many of six psychiatrists chose each of five diagnoses.
    const PATIENTS: [[u64; 5]; 30] = [
        [0, 0, 0, 6, 0],
        [0, 3, 0, 0, 3],
        [0, 1, 4, 0, 1],
        [0, 0, 0, 0, 6],
        [0, 3, 0, 3, 0],
        [2, 0, 4, 0, 0],
        [0, 0, 4, 0, 2],
        [2, 0, 3, 1, 0],
        [2, 0, 0, 4, 0],
        [0, 0, 0, 0, 6],
        [1, 0, 0, 5, 0],
        [1, 1, 0, 4, 0],
        [0, 3, 3, 0, 0],
        [1, 0, 0, 5, 0],
        [0, 2, 0, 3, 1],
        [0, 0, 5, 0, 1],
        [3, 0, 0, 1, 2],
        [5, 1, 0, 0, 0],
        [0, 2, 0, 4, 0],
        [1, 0, 2, 0, 3],
        [0, 0, 0, 0, 6],
        [0, 1, 0, 5, 0],
        [0, 2, 0, 1, 3],
        [2, 0, 0, 4, 0],
        [1, 0, 0, 4, 1],
        [0, 5, 0, 1, 0],
        [4, 0, 0, 0, 2],
        [0, 2, 0, 4, 0],
        [1, 0, 5, 0, 0],
        [0, 0, 0, 0, 6],
    ];

    #[test]
    fn the_psychiatrists_of_fleiss_1971_agree_as_published() {
        let mut ratings = Ratings::new(6);
        for patient in PATIENTS {
            assert_eq!(patient.iter().sum::<u64>(), 6);
            ratings.add(&patient.into_iter().enumerate().collect::<Vec<_>>(), 1);
        }
        assert!((ratings.kappa().unwrap() - 0.430).abs() < 5e-4, "{:?}", ratings.kappa());
    }

    #[test]
    fn one_value_for_everything_leaves_kappa_undefined() {
        let mut ratings = Ratings::new(3);
        assert_eq!(ratings.kappa(), None);
        ratings.add(&[(0, 3)], 9);
        assert_eq!(ratings.kappa(), None);
        ratings.add(&[(0, 0), (1, 3)], 1);
        assert_eq!(ratings.kappa(), Some(1.0));
    }
}
