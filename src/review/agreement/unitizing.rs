//! Krippendorff's unitizing αU: whether annotators cut the same stretches out of a text, and put the same tag on them.

use std::collections::BTreeMap;

use super::cells::cells;
use super::score::wide;
use super::tagged::Tagged;

/// Units and gaps of one tag in the texts that the same annotators have all annotated.
///
/// The continuum is the texts one after another, measured in code points; a gap ends where its text ends, so that the
/// order of the texts does not matter. All sums are of whole numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Continuum {
    annotators: u128,
    length: u128,
    /// Σ of squared differences, over pairs of annotators.
    differences: u128,
    /// Units by their length.
    units: BTreeMap<u128, u128>,
    /// Gaps by their length.
    gaps: BTreeMap<u128, u128>,
}

cells!(Continuum { length, differences, units, gaps });

/// Observed and expected disagreement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Disagreement {
    /// Do.
    pub observed: f64,
    /// De.
    pub expected: f64,
}

impl Disagreement {
    /// α = 1 − Do / De; `None` where there is nothing to differ in.
    pub(super) fn alpha(self) -> Option<f64> {
        (self.expected > 0.0).then(|| 1.0 - self.observed / self.expected)
    }
}

/// αU over all tags: 1 less the sum of Do over the sum of De.
pub(super) fn overall(tags: impl IntoIterator<Item = Disagreement>) -> Option<f64> {
    let add = |sum: Disagreement, tag: Disagreement| Disagreement {
        observed: sum.observed + tag.observed,
        expected: sum.expected + tag.expected,
    };
    tags.into_iter().fold(Disagreement { observed: 0.0, expected: 0.0 }, add).alpha()
}

/// The spans of one tag without those that overlap an earlier one, and how many those were.
///
/// Units of one observer must not overlap. Kept is what begins earliest and, of those, is longest.
pub(super) fn without_overlaps(spans: &[Tagged]) -> (Vec<Tagged>, u64) {
    let mut ordered = spans.to_vec();
    ordered.sort_unstable_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let mut kept: Vec<Tagged> = Vec::with_capacity(ordered.len());
    let mut left_out = 0;
    for span in ordered {
        if kept.last().is_some_and(|last| last.end > span.start) {
            left_out += 1;
        } else {
            kept.push(span);
        }
    }
    (kept, left_out)
}

impl Continuum {
    /// Nothing yet, of so many annotators.
    pub(super) fn new(annotators: usize) -> Self {
        Self { annotators: number(annotators), ..Self::default() }
    }

    /// Adds a text of so many code points: for each annotator the units, in order and without overlaps.
    pub(super) fn add(&mut self, length: usize, annotators: &[Vec<Tagged>]) {
        self.length += number(length);
        for (n, units) in annotators.iter().enumerate() {
            let mut end = 0;
            for unit in units {
                self.gap(unit.start.saturating_sub(end), 1);
                *self.units.entry(number(unit.length())).or_default() += 1;
                end = unit.end;
            }
            self.gap(length.saturating_sub(end), 1);
            self.differences += annotators.iter().skip(n + 1).map(|others| differences(units, others)).sum::<u128>();
        }
    }

    /// Adds texts of one length in which nobody has a unit.
    pub(super) fn add_without_units(&mut self, length: usize, texts: u128) {
        self.length += number(length) * texts;
        self.gap(length, texts * self.annotators);
    }

    fn gap(&mut self, length: usize, times: u128) {
        if length > 0 && times > 0 {
            *self.gaps.entry(number(length)).or_default() += times;
        }
    }

    /// Adds all of another one, of as many annotators.
    pub(super) fn merge(&mut self, other: &Self) {
        self.annotators = self.annotators.max(other.annotators);
        self.length += other.length;
        self.differences += other.differences;
        other.units.iter().for_each(|(length, times)| *self.units.entry(*length).or_default() += times);
        other.gaps.iter().for_each(|(length, times)| *self.gaps.entry(*length).or_default() += times);
    }

    /// Do and De (Krippendorff 2004, *Content Analysis*, 2nd ed., pp. 251–256; 1995, *Sociological Methodology*
    /// 25:47–76), with L the length of the continuum, m annotators, N units of lengths l and gaps of lengths g:
    ///
    /// Do = Σ δ² / (m (m − 1) L²), where δ² is (b₁ − b₂)² + (e₁ − e₂)² for two units that intersect, l² for a unit
    /// that lies in a gap, over ordered pairs of annotators;
    /// De = 2/L · Σ [(N − 1)/3 · (2l³ − 3l² + l) + l² Σ (g − l + 1)] / (mL (mL − 1) − Σ l (l − 1)), the inner sum
    /// over gaps with g ≥ l.
    ///
    /// `None` with fewer than two annotators or no text.
    pub(super) fn disagreement(&self) -> Option<Disagreement> {
        if self.annotators < 2 || self.length == 0 {
            return None;
        }
        let (m, length) = (self.annotators, self.length);
        let observed = wide(2 * self.differences) / (wide(m * (m - 1)) * wide(length) * wide(length));
        let total: u128 = self.units.values().sum();
        let mut larger = self.gaps.iter().rev().peekable();
        // Number and total length of the gaps that a unit of the present length fits in.
        let (mut gaps, mut gap_lengths) = (0, 0);
        let (mut expected, mut within) = (0.0, 0);
        for (unit, times) in self.units.iter().rev().filter(|(_, times)| **times > 0) {
            while let Some((gap, count)) = larger.next_if(|(gap, _)| *gap >= unit) {
                gaps += count;
                gap_lengths += gap * count;
            }
            let against_units = (total - 1) * unit * (unit - 1) * (2 * unit - 1) / 3;
            let places = gap_lengths - gaps * (unit - 1);
            expected += wide(*times) * (wide(against_units) + wide(unit * unit) * wide(places));
            within += times * unit * (unit - 1);
        }
        let whole = m * length * (m * length - 1) - within;
        let expected = if whole == 0 { 0.0 } else { 2.0 / wide(length) * expected / wide(whole) };
        Some(Disagreement { observed, expected })
    }
}

/// A length or a count in the width that its cubes need.
fn number(length: usize) -> u128 {
    u128::try_from(length).unwrap_or(u128::MAX)
}

/// Σ δ² of two annotators' units in a text.
fn differences(a: &[Tagged], b: &[Tagged]) -> u128 {
    let squared = |x: usize, y: usize| number(x.abs_diff(y)).pow(2);
    let mut sum = 0;
    for (own, other, pairs_too) in [(a, b, true), (b, a, false)] {
        let mut from = 0;
        for unit in own {
            from += other.iter().skip(from).take_while(|o| o.end <= unit.start).count();
            let meets: Vec<&Tagged> = other.iter().skip(from).take_while(|o| o.start < unit.end).collect();
            if meets.is_empty() {
                sum += number(unit.length()).pow(2);
            } else if pairs_too {
                sum += meets.iter().map(|o| squared(unit.start, o.start) + squared(unit.end, o.end)).sum::<u128>();
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(spans: &[(usize, usize)]) -> Vec<Tagged> {
        spans.iter().map(|(start, length)| Tagged::new(0, *start..start + length)).collect()
    }

    /// Krippendorff 2004, p. 254: a continuum of 300 from 150 on, two observers, categories c and k.
    fn book() -> [Disagreement; 2] {
        let c = [&[(75, 70), (220, 30)][..], &[(70, 80), (205, 20), (250, 20)]];
        let k = [&[(30, 60), (150, 50)][..], &[(30, 60), (150, 50)]];
        [c, k].map(|observers| {
            let mut continuum = Continuum::new(2);
            continuum.add(300, &observers.map(units));
            continuum.disagreement().unwrap()
        })
    }

    #[test]
    fn the_continuum_of_krippendorff_2004_has_its_disagreements() {
        let [c, k] = book();
        let near = |found: f64, published: f64| assert!((found - published).abs() < 5e-5, "{found} for {published}");
        near(c.observed, 0.0144);
        near(c.expected, 0.0532);
        near(c.alpha().unwrap(), 0.7286);
        near(k.expected, 0.0490);
        assert_eq!((k.observed, k.alpha()), (0.0, Some(1.0)));
    }

    #[test]
    fn the_continuum_of_krippendorff_2004_has_its_alpha_before_rounding() {
        // The book prints .859 and, from disagreements rounded to four places, .8591.
        let found = overall(book()).unwrap();
        assert!((found - 0.858_67).abs() < 5e-6, "{found}");
    }

    #[test]
    fn of_spans_that_overlap_the_earliest_longest_is_kept() {
        let (kept, left_out) = without_overlaps(&units(&[(5, 3), (0, 4), (0, 6), (6, 2), (7, 9)]));
        assert_eq!((kept, left_out), (units(&[(0, 6), (6, 2)]), 3));
    }

    #[test]
    fn texts_without_units_lengthen_the_continuum_however_they_are_added() {
        let (mut one_by_one, mut at_once) = (Continuum::new(2), Continuum::new(2));
        for continuum in [&mut one_by_one, &mut at_once] {
            continuum.add(20, &[units(&[(3, 5)]), units(&[(4, 6)])]);
        }
        (0..3).for_each(|_| one_by_one.add(9, &[vec![], vec![]]));
        at_once.add_without_units(9, 3);
        assert_eq!(one_by_one.disagreement(), at_once.disagreement());
    }

    #[test]
    fn without_any_unit_alpha_is_undefined() {
        let mut continuum = Continuum::new(2);
        assert_eq!(continuum.disagreement(), None);
        continuum.add(10, &[vec![], vec![]]);
        assert_eq!(continuum.disagreement().unwrap().alpha(), None);
    }
}
