//! Krippendorff's α for values without an order, of any number of annotators, some of whom may be missing.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use super::cells::cells;
use super::score::{float, wide};

/// The coincidences of values within items.
#[derive(Debug, Clone)]
pub struct Coincidences<T> {
    /// Values by how many the items have: how often each was given.
    totals: HashMap<(T, u64), u64>,
    /// For items with so many values: ordered pairs of values that differ.
    differing: BTreeMap<u64, u128>,
}

cells!(Coincidences<T> { totals, differing });

impl<T> Default for Coincidences<T> {
    fn default() -> Self {
        Self { totals: HashMap::new(), differing: BTreeMap::new() }
    }
}

impl<T: Copy + Eq + Hash> Coincidences<T> {
    /// Adds items with the same values, each with the number of annotators who gave it. An item with fewer than two
    /// values says nothing of agreement and is left out.
    pub fn add(&mut self, values: &[(T, u64)], items: u64) {
        let given: u64 = values.iter().map(|(_, annotators)| annotators).sum();
        if given < 2 || items == 0 {
            return;
        }
        let mut differing = 0;
        for (value, annotators) in values.iter().filter(|(_, annotators)| *annotators > 0) {
            *self.totals.entry((*value, given)).or_default() += annotators * items;
            differing += u128::from(annotators * (given - annotators)) * u128::from(items);
        }
        *self.differing.entry(given).or_default() += differing;
    }

    /// Adds all of another one, its values renamed.
    pub fn merge<U: Copy>(&mut self, other: &Coincidences<U>, mut rename: impl FnMut(U) -> T) {
        for ((value, given), total) in &other.totals {
            *self.totals.entry((rename(*value), *given)).or_default() += total;
        }
        for (given, pairs) in &other.differing {
            *self.differing.entry(*given).or_default() += pairs;
        }
    }

    /// α = 1 − Do / De = 1 − (n − 1) Σ o(c,k) / Σ n(c) n(k), over c ≠ k (Krippendorff 2011, *Computing
    /// Krippendorff's Alpha-Reliability*, section C; 2004, *Content Analysis*, 2nd ed., ch. 11).
    ///
    /// `None` where nothing can be paired, and where every value is the same: De is 0 then.
    pub fn alpha(&self) -> Option<f64> {
        let all: u128 = self.totals.values().map(|total| u128::from(*total)).sum();
        let mut of_value = HashMap::<T, u128>::new();
        for ((value, _), total) in &self.totals {
            *of_value.entry(*value).or_default() += u128::from(*total);
        }
        let same: u128 = of_value.values().map(|total| total.pow(2)).sum();
        let expected = all * all - same;
        let observed: f64 = self.differing.iter().map(|(given, pairs)| wide(*pairs) / float(given - 1)).sum();
        (expected > 0).then(|| 1.0 - wide(all - 1) * observed / wide(expected))
    }

    /// Gwet's AC1 of any number of annotators (Gwet 2008, *British Journal of Mathematical and Statistical Psychology*
    /// 61:29–48; 2014, *Handbook of Inter-Rater Reliability*, 4th ed.): pa is the mean over items of
    /// the share of pairs of values that are the same, π of a value the mean over items of its share, and
    /// pe = Σ π(1 − π) / (q − 1) over the q values that were given, `least` or more.
    ///
    /// `None` without items, and where fewer than two values could be given.
    pub fn ac1(&self, least: u64) -> Option<f64> {
        let mut items = BTreeMap::<u64, u64>::new();
        let mut of_value = HashMap::<T, BTreeMap<u64, u64>>::new();
        for ((value, given), total) in self.totals.iter().filter(|(_, total)| **total > 0) {
            *items.entry(*given).or_default() += total;
            *of_value.entry(*value).or_default().entry(*given).or_default() += total;
        }
        for (given, total) in &mut items {
            *total /= (*given).max(1);
        }
        let all = float(items.values().sum());
        let apart: f64 = self.differing.iter().map(|(given, pairs)| wide(*pairs) / float(given * (given - 1))).sum();
        let share = |totals: &BTreeMap<u64, u64>| totals.iter().map(|(n, total)| float(*total) / float(*n)).sum::<f64>() / all;
        let mut chances: Vec<f64> = of_value.values().map(share).map(|share| share * (1.0 - share)).collect();
        // Floats are added in one order, whatever the order of a hash map.
        chances.sort_by(f64::total_cmp);
        let values = u64::try_from(of_value.len()).unwrap_or(u64::MAX).max(least);
        let expected = chances.iter().sum::<f64>() / float(values.checked_sub(1).filter(|n| *n > 0)?);
        (all > 0.0 && expected < 1.0).then(|| (1.0 - apart / all - expected) / (1.0 - expected))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Items as rows of values, a blank for a missing one.
    fn alpha(items: &str) -> Option<f64> {
        let mut coincidences = Coincidences::default();
        for item in items.split(',') {
            let mut values: HashMap<char, u64> = HashMap::new();
            item.chars().filter(|c| *c != '-').for_each(|c| *values.entry(c).or_default() += 1);
            coincidences.add(&values.into_iter().collect::<Vec<_>>(), 1);
        }
        coincidences.alpha()
    }

    fn is_published(items: &str, published: f64) {
        let found = alpha(items).unwrap();
        assert!((found - published).abs() < 5e-4, "{found} for {published}");
    }

    #[test]
    fn two_observers_of_two_values_agree_as_in_krippendorff_2011_a() {
        is_published("01,11,01,00,00,01,00,00,10,00", 0.095);
    }

    #[test]
    fn two_observers_of_five_values_agree_as_in_krippendorff_2011_b() {
        is_published("ab,aa,bb,bb,db,cc,cc,cc,ee,dd,dd,ad", 0.692);
    }

    #[test]
    fn four_observers_with_missing_values_agree_as_in_krippendorff_2011_c() {
        is_published("11-1,2232,3333,3333,2222,1234,4444,1121,2222,-555,--11,-3--", 0.743);
    }

    #[test]
    fn the_digitised_continuum_of_krippendorff_1995_has_its_alpha_and_kappa() {
        let items = "00,00,10,10,11,11,11,11,10,10,00,00,00,00,10,11,11,10,10,10,00,00,00,00";
        is_published(items, 0.329);
        let mut table = super::super::kappa::Table::default();
        items.split(',').for_each(|item| table.add(item.chars().next(), item.chars().nth(1), 1));
        assert!((table.kappa().unwrap() - 0.385).abs() < 5e-4);
    }

    #[test]
    fn one_value_for_everything_leaves_alpha_undefined() {
        assert_eq!((alpha("aa,aa,a-"), alpha("a-,-b"), alpha("--")), (None, None, None));
        assert_eq!(alpha("aa,bb"), Some(1.0));
    }
}
