//! Cohen's κ of two annotators who give each item a value.

use std::collections::HashMap;
use std::hash::Hash;

use super::cells::cells;
use super::score::{float, ratio, wide};

/// How often the first annotator gave one value and the second another, or the same.
#[derive(Debug, Clone)]
pub struct Table<T> {
    cells: HashMap<(T, T), u64>,
}

cells!(Table<T> { cells });

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { cells: HashMap::new() }
    }
}

impl<T: Copy + Eq + Hash> Table<T> {
    /// Adds items with the same two values.
    pub fn add(&mut self, a: T, b: T, items: u64) {
        if items > 0 {
            *self.cells.entry((a, b)).or_default() += items;
        }
    }

    /// Adds all of another table, its values renamed.
    pub fn merge<U: Copy>(&mut self, other: &Table<U>, mut rename: impl FnMut(U) -> T) {
        for ((a, b), items) in &other.cells {
            self.add(rename(*a), rename(*b), *items);
        }
    }

    /// Takes one cell out: κ without the items on which both gave a certain value.
    #[must_use]
    pub fn without(mut self, a: T, b: T) -> Self {
        self.cells.remove(&(a, b));
        self
    }

    /// Every two values that were given together, with their items.
    pub fn cells(&self) -> impl Iterator<Item = ((T, T), u64)> {
        self.cells.iter().map(|(values, items)| (*values, *items))
    }

    /// All items.
    pub fn items(&self) -> u64 {
        self.cells.values().sum()
    }

    /// Items with the same value from both.
    pub fn agreed(&self) -> u64 {
        self.cells.iter().filter(|((a, b), _)| a == b).map(|(_, items)| items).sum()
    }

    /// κ = (po − pe) / (1 − pe), from −1 to 1 (Cohen 1960, *Educational and Psychological Measurement* 20:37–46,
    /// p. 40).
    ///
    /// `None` where there is no item, and where both gave all items one and the same value: pe is 1 then, and κ 0/0.
    /// Sums are of whole numbers, so that the order of items cannot change the result.
    pub fn kappa(&self) -> Option<f64> {
        let (mut rows, mut columns) = (HashMap::<T, u128>::new(), HashMap::<T, u128>::new());
        for ((a, b), items) in &self.cells {
            *rows.entry(*a).or_default() += u128::from(*items);
            *columns.entry(*b).or_default() += u128::from(*items);
        }
        let chance: u128 = rows.iter().map(|(value, row)| row * columns.get(value).copied().unwrap_or(0)).sum();
        let (items, agreed) = (u128::from(self.items()), u128::from(self.agreed()));
        let (found, possible) = (items * agreed, items * items - chance);
        let above = if found < chance { -wide(chance - found) } else { wide(found - chance) };
        (possible > 0).then(|| above / wide(possible))
    }

    /// Gwet's AC1 = (pa − pe) / (1 − pe), where pe = Σ π(1 − π) / (q − 1) over the q values that were given, π being
    /// the mean of the two annotators' shares of a value (Gwet 2008, *British Journal of Mathematical and Statistical
    /// Psychology* 61:29–48). Where both could say only yes or no, q is 2.
    ///
    /// `None` without items, and where fewer than two values could be given.
    pub fn ac1(&self, least: u64) -> Option<f64> {
        let mut given = HashMap::<T, u64>::new();
        for ((a, b), items) in self.cells.iter().filter(|(_, items)| **items > 0) {
            *given.entry(*a).or_default() += items;
            *given.entry(*b).or_default() += items;
        }
        let observed = ratio(self.agreed(), self.items())?;
        let both = u128::from(2 * self.items());
        let chance: u128 = given.values().map(|value| u128::from(*value) * (both - u128::from(*value))).sum();
        let values = u64::try_from(given.len()).unwrap_or(u64::MAX).max(least);
        let expected = wide(chance) / wide(both * both) / float(values.checked_sub(1).filter(|n| *n > 0)?);
        (expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[[u64; 3]; 3]) -> Table<usize> {
        let mut table = Table::default();
        for (a, row) in rows.iter().enumerate() {
            for (b, items) in row.iter().enumerate() {
                table.add(a, b, *items);
            }
        }
        table
    }

    #[test]
    fn the_example_of_cohen_1960_page_37_has_its_kappa() {
        let table = table(&[[25, 12, 3], [13, 2, 15], [12, 16, 2]]);
        assert_eq!((table.items(), table.agreed()), (100, 29));
        assert!((table.kappa().unwrap() - -0.0923).abs() < 5e-5, "{:?}", table.kappa());
    }

    #[test]
    fn the_example_of_cohen_1960_page_45_has_its_kappa() {
        let table = table(&[[88, 14, 18], [10, 40, 10], [2, 6, 12]]);
        assert_eq!((table.items(), table.agreed()), (200, 140));
        assert!((table.kappa().unwrap() - 0.492).abs() < 5e-4, "{:?}", table.kappa());
    }

    #[test]
    fn one_value_for_everything_leaves_kappa_undefined() {
        assert_eq!(table(&[[9, 0, 0], [0; 3], [0; 3]]).kappa(), None);
        assert_eq!(table(&[[0; 3]; 3]).kappa(), None);
        assert_eq!(table(&[[0, 9, 0], [0; 3], [0; 3]]).kappa(), Some(0.0));
        assert_eq!(table(&[[4, 0, 0], [0, 5, 0], [0; 3]]).kappa(), Some(1.0));
    }
}
