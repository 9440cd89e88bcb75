//! F1 of two sets of spans, from how many of them match.

use std::ops::AddAssign;

use super::cells::cells;

/// Spans of two annotators that match one to one, and how many each has.
///
/// F1 is 2m / (a + b). For the mean over pairs of annotators this is the average positive specific agreement
/// (Hripcsak and Rothschild 2005, *JAMIA* 12:296–298), to which κ tends as true negatives grow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Pairs that match.
    pub matched: u64,
    /// Spans of the first annotator.
    pub a: u64,
    /// Spans of the second.
    pub b: u64,
}

cells!(Score { matched, a, b });
cells!(Hits { hit_a, hit_b, a, b });
cells!(Partial { exact, partial, a, b });

impl Score {
    /// F1, from 0 to 1; `None` where neither has a span.
    pub fn f1(&self) -> Option<f64> {
        ratio(2 * self.matched, self.a + self.b)
    }

    /// The share of the first one's that match; `None` where the first has nothing.
    pub fn precision(&self) -> Option<f64> {
        ratio(self.matched, self.a)
    }

    /// The share of the second one's that match; `None` where the second has nothing.
    pub fn recall(&self) -> Option<f64> {
        ratio(self.matched, self.b)
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.matched += other.matched;
        self.a += other.a;
        self.b += other.b;
    }
}

/// Spans of each annotator that meet any span of the other: a span may be met by several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hits {
    /// Spans of the first annotator that are met.
    pub hit_a: u64,
    /// Spans of the second that are met.
    pub hit_b: u64,
    /// Spans of the first annotator.
    pub a: u64,
    /// Spans of the second.
    pub b: u64,
}

impl Hits {
    /// The harmonic mean of the two shares that are met; 0 where only one has spans, `None` where neither has.
    pub fn f1(&self) -> Option<f64> {
        if self.a + self.b == 0 {
            return None;
        }
        let shares = ratio(self.hit_a, self.a).zip(ratio(self.hit_b, self.b));
        Some(shares.filter(|(a, b)| a + b > 0.0).map_or(0.0, |(a, b)| 2.0 * a * b / (a + b)))
    }
}

impl AddAssign for Hits {
    fn add_assign(&mut self, other: Self) {
        self.hit_a += other.hit_a;
        self.hit_b += other.hit_b;
        self.a += other.a;
        self.b += other.b;
    }
}

/// Spans that match exactly, and those of the rest that match by overlap and count half.
///
/// The “partial” scheme of MUC-5 (Chinchor and Sundheim 1993) and `SemEval` 2013 task 9, within a tag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Partial {
    /// Pairs with the same two ends.
    pub exact: u64,
    /// Pairs of the others that overlap.
    pub partial: u64,
    /// Spans of the first annotator.
    pub a: u64,
    /// Spans of the second.
    pub b: u64,
}

impl Partial {
    /// F1 with half a match for an overlap; `None` where neither has a span.
    pub fn f1(&self) -> Option<f64> {
        ratio(2 * self.exact + self.partial, self.a + self.b)
    }
}

impl AddAssign for Partial {
    fn add_assign(&mut self, other: Self) {
        self.exact += other.exact;
        self.partial += other.partial;
        self.a += other.a;
        self.b += other.b;
    }
}

/// One count by another; `None` for 0/0.
pub fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| float(part) / float(whole))
}

/// A count as a float; exact below 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "counts of spans and words lie far below 2^53")]
pub fn float(count: u64) -> f64 {
    count as f64
}

/// A sum of squares or cubes as a float, rounded to 53 bits.
#[expect(clippy::cast_precision_loss, reason = "the nearest float is what is asked for")]
pub fn wide(sum: u128) -> f64 {
    sum as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_compared_with_nothing_is_undefined() {
        assert_eq!((Score::default().f1(), Hits::default().f1(), Partial::default().f1()), (None, None, None));
    }

    #[test]
    fn spans_of_one_annotator_alone_score_zero() {
        assert_eq!(Score { matched: 0, a: 3, b: 0 }.f1(), Some(0.0));
        assert_eq!(Hits { a: 3, ..Hits::default() }.f1(), Some(0.0));
        assert_eq!(Partial { b: 3, ..Partial::default() }.f1(), Some(0.0));
    }

    #[test]
    fn an_overlap_counts_half_in_the_partial_scheme() {
        assert_eq!(Partial { exact: 1, partial: 2, a: 4, b: 4 }.f1(), Some(0.5));
        assert_eq!(Hits { hit_a: 1, hit_b: 2, a: 1, b: 4 }.f1(), Some(2.0 / 3.0));
    }
}
