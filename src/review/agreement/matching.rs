//! Which spans of one annotator stand for which of another.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::tagged::{Tagged, by_tag, of_tag, tags_of};
use super::twins::{Unlike, exchanged, same};

/// A largest one-to-one matching of spans that overlap, whatever their tags, as pairs of indices.
///
/// Of all spans not yet looked at, the one that ends first takes the overlapping one of the other side that ends
/// first. No other choice can match more: whoever else could take that partner ends later, so that it overlaps all
/// that the first could have taken instead (both hold the place just before the earlier end). n log n.
pub(super) fn maximum(a: &[Tagged], b: &[Tagged]) -> Vec<(usize, usize)> {
    let sides = [Side::of(a), Side::of(b)];
    let mut order: Vec<(usize, usize, usize, usize)> = Vec::with_capacity(a.len() + b.len());
    for (side, spans) in [a, b].into_iter().enumerate() {
        order.extend(spans.iter().enumerate().map(|(n, span)| (span.end, span.start, side, n)));
    }
    order.sort_unstable();
    let [mut first, mut second] = sides;
    let mut pairs = Vec::new();
    for (end, _, side, n) in order {
        let (own, other) = if side == 0 { (&mut first, &mut second) } else { (&mut second, &mut first) };
        if own.is_used(n) {
            continue;
        }
        own.take(n);
        if let Some(partner) = other.first_to_end(end) {
            other.take(partner);
            pairs.push(if side == 0 { (n, partner) } else { (partner, n) });
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The spans of one side, those that have begun waiting by their ends.
struct Side {
    /// Start, end and index, the last to begin first, so that the next is at the back.
    to_come: Vec<(usize, usize, usize)>,
    waiting: BinaryHeap<Reverse<(usize, usize, usize)>>,
    /// Matched, or looked at in vain.
    used: Vec<bool>,
}

impl Side {
    fn of(spans: &[Tagged]) -> Self {
        let mut to_come: Vec<_> = spans.iter().enumerate().map(|(n, span)| (span.start, span.end, n)).collect();
        to_come.sort_unstable_by(|x, y| y.cmp(x));
        Self { to_come, waiting: BinaryHeap::new(), used: vec![false; spans.len()] }
    }

    fn is_used(&self, n: usize) -> bool {
        self.used.get(n).copied().unwrap_or(true)
    }

    fn take(&mut self, n: usize) {
        if let Some(used) = self.used.get_mut(n) {
            *used = true;
        }
    }

    /// Of the spans that begin before a place and are not used, the one that ends first.
    fn first_to_end(&mut self, place: usize) -> Option<usize> {
        while let Some((start, end, n)) = self.to_come.pop_if(|(start, _, _)| *start < place) {
            self.waiting.push(Reverse((end, start, n)));
        }
        while let Some(Reverse((_, _, n))) = self.waiting.pop() {
            if !self.is_used(n) {
                return Some(n);
            }
        }
        None
    }
}

/// How many pairs of spans of the same tag overlap in a largest one-to-one matching.
pub(super) fn relaxed(a: &[Tagged], b: &[Tagged]) -> u64 {
    let matched = by_tag(a).map(|(tag, spans)| maximum(spans, of_tag(b, tag)).len()).sum::<usize>();
    u64::try_from(matched).unwrap_or(u64::MAX)
}

/// Spans of `a` that meet a span of the same tag in `b`.
pub(super) fn met(a: &[Tagged], b: &[Tagged]) -> u64 {
    let mut met = 0;
    for (tag, spans) in by_tag(a) {
        let others = of_tag(b, tag);
        let furthest = furthest_ends(others);
        for span in spans {
            let before = others.partition_point(|other| other.start < span.end);
            let end = before.checked_sub(1).and_then(|last| furthest.get(last));
            met += u64::from(end.is_some_and(|end| *end > span.start));
        }
    }
    met
}

/// For each span the greatest end up to and with it.
fn furthest_ends(spans: &[Tagged]) -> Vec<usize> {
    let mut furthest = 0;
    let up_to = |span: &Tagged| {
        furthest = furthest.max(span.end);
        furthest
    };
    spans.iter().map(up_to).collect()
}

/// Spans of the same tag that stand for each other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Matched {
    /// All of them, as pairs of indices.
    pub pairs: Vec<(usize, usize)>,
    /// How many of these, the first ones, have the same two ends.
    pub exact: usize,
}

/// Matches spans of the same tag: first those with the same two ends, then, of the rest, a largest one-to-one matching by
/// overlap. Of several at one place, the most alike come together.
pub(super) fn pairs(a: &[Tagged], b: &[Tagged], unlike: &Unlike<'_>) -> Matched {
    let mut pairs = same(a, b, unlike);
    let exact = pairs.len();
    if exact == a.len() || exact == b.len() {
        return Matched { pairs, exact };
    }
    let (rest_a, rest_b) = (rest(a, pairs.iter().map(|pair| pair.0)), rest(b, pairs.iter().map(|pair| pair.1)));
    let mut overlapping = Vec::new();
    for tag in tags_of([a]) {
        let (of_a, of_b) = (only(&rest_a, tag), only(&rest_b, tag));
        let matched = maximum(&spans(&of_a), &spans(&of_b));
        overlapping.extend(matched.into_iter().filter_map(|(n, m)| Some((of_a.get(n)?.0, of_b.get(m)?.0))));
    }
    let overlapping = exchanged(a, b, &pairs, overlapping, unlike);
    pairs.extend(overlapping);
    Matched { pairs, exact }
}

/// Adds to the pairs of [`pairs`] spans that stand for each other under different tags: those with the same two
/// ends, then those that share at least half of what they cover together, the most alike first.
pub(super) fn extend_across_tags(a: &[Tagged], b: &[Tagged], pairs: &mut Vec<(usize, usize)>) {
    for step in [same_ends, alike] {
        let rest_a = rest(a, pairs.iter().map(|pair| pair.0));
        let rest_b = rest(b, pairs.iter().map(|pair| pair.1));
        pairs.extend(step(&rest_a, &rest_b));
    }
}

/// A span with its index.
pub(super) type Indexed = (usize, Tagged);

/// The spans whose indices are not taken, with their indices.
pub(super) fn rest(spans: &[Tagged], taken: impl Iterator<Item = usize>) -> Vec<Indexed> {
    let mut free = vec![true; spans.len()];
    for n in taken {
        if let Some(free) = free.get_mut(n) {
            *free = false;
        }
    }
    spans.iter().copied().enumerate().zip(free).filter(|(_, free)| *free).map(|(span, _)| span).collect()
}

fn only(spans: &[Indexed], tag: u32) -> Vec<Indexed> {
    spans.iter().filter(|(_, span)| span.tag == tag).copied().collect()
}

fn spans(indexed: &[Indexed]) -> Vec<Tagged> {
    indexed.iter().map(|(_, span)| *span).collect()
}

fn same_ends(a: &[Indexed], b: &[Indexed]) -> Vec<(usize, usize)> {
    candidates(a, b, |x, y| (x.start, x.end) == (y.start, y.end))
}

fn alike(a: &[Indexed], b: &[Indexed]) -> Vec<(usize, usize)> {
    candidates(a, b, Tagged::shares_half)
}

/// Pairs that fulfil a condition under which spans overlap, one to one, the most alike first.
fn candidates(a: &[Indexed], b: &[Indexed], fits: impl Fn(&Tagged, &Tagged) -> bool) -> Vec<(usize, usize)> {
    let mut by_start: Vec<&Indexed> = b.iter().collect();
    by_start.sort_unstable_by_key(|(_, span)| span.start);
    let longest = b.iter().map(|(_, span)| span.length()).max().unwrap_or(0);
    let mut found = Vec::new();
    for (n, span) in a {
        let from = by_start.partition_point(|(_, other)| other.start + longest <= span.start);
        let near = by_start.iter().skip(from).take_while(|(_, other)| other.start < span.end);
        found.extend(near.filter(|(_, other)| fits(span, other)).map(|(m, other)| (unlikeness(span, other), *n, *m)));
    }
    found.sort_unstable();
    let (mut used_a, mut used_b) = (std::collections::HashSet::new(), std::collections::HashSet::new());
    let free = |(_, n, m): &(u64, usize, usize)| {
        let free = !used_a.contains(n) && !used_b.contains(m);
        if free {
            used_a.insert(*n);
            used_b.insert(*m);
        }
        free
    };
    found.into_iter().filter(free).map(|(_, n, m)| (n, m)).collect()
}

/// What is not shared of what two spans cover together, in billionths.
fn unlikeness(a: &Tagged, b: &Tagged) -> u64 {
    let shared = a.shared(b);
    let covered = a.length() + b.length() - shared;
    u64::try_from((covered - shared).saturating_mul(1_000_000_000) / covered.max(1)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs_of(a: &[Tagged], b: &[Tagged]) -> (usize, Vec<(usize, usize)>) {
        let Matched { pairs, exact } = pairs(a, b, &|_, _| 0);
        (exact, pairs)
    }

    fn set(spans: &[(u32, usize, usize)]) -> Vec<Tagged> {
        let mut set: Vec<Tagged> = spans.iter().map(|(tag, start, end)| Tagged::new(*tag, *start..*end)).collect();
        set.sort_unstable();
        set.dedup();
        set
    }

    /// The size of a largest matching, by trying everything.
    fn by_trying(a: &[Tagged], b: &[Tagged], used: u32) -> usize {
        let Some((first, rest)) = a.split_first() else { return 0 };
        let without = by_trying(rest, b, used);
        let free = (0..b.len()).filter(|n| used & (1 << n) == 0 && b[*n].shared(first) > 0);
        free.map(|n| 1 + by_trying(rest, b, used | (1 << n))).fold(without, usize::max)
    }

    #[test]
    fn spans_match_exactly_by_tag_and_both_ends() {
        let a = set(&[(0, 0, 5), (0, 7, 9), (1, 0, 5)]);
        assert_eq!(pairs_of(&a, &set(&[(0, 0, 5), (0, 17, 18), (1, 0, 5), (2, 0, 5)])), (2, vec![(0, 0), (2, 2)]));
    }

    #[test]
    fn one_long_span_matches_one_of_the_short_ones_it_covers() {
        let (a, b) = (set(&[(0, 0, 20)]), set(&[(0, 0, 5), (0, 6, 9), (0, 15, 20), (1, 0, 20)]));
        assert_eq!((relaxed(&a, &b), met(&a, &b), met(&b, &a)), (1, 1, 3));
    }

    #[test]
    fn spans_that_only_touch_do_not_overlap() {
        let (a, b) = (set(&[(0, 0, 5)]), set(&[(0, 5, 9)]));
        assert_eq!((relaxed(&a, &b), met(&a, &b)), (0, 0));
    }

    #[test]
    fn the_same_span_is_paired_before_a_nested_one() {
        let (a, b) = (set(&[(0, 0, 10)]), set(&[(0, 0, 10), (0, 3, 7)]));
        assert_eq!(pairs_of(&a, &b), (1, vec![(0, 0)]));
        let (a, b) = (set(&[(0, 0, 4), (0, 3, 9)]), set(&[(0, 3, 9), (0, 0, 5)]));
        assert_eq!(pairs_of(&a, &b), (1, vec![(1, 1), (0, 0)]));
    }

    #[test]
    fn another_tag_on_nearly_the_same_words_is_a_confusion_and_a_span_inside_another_is_not() {
        let (a, b) = (set(&[(0, 0, 10), (1, 20, 40)]), set(&[(1, 0, 9), (2, 25, 30)]));
        let across = |a: &[Tagged], b: &[Tagged]| {
            let (_, mut found) = pairs_of(a, b);
            extend_across_tags(a, b, &mut found);
            found
        };
        assert_eq!(across(&a, &b), [(0, 0)]);
        assert_eq!(across(&set(&[(0, 0, 4), (1, 0, 4)]), &set(&[(1, 0, 4), (2, 0, 4)])), [(1, 0), (0, 1)]);
    }

    proptest::proptest! {
        #[test]
        fn no_matching_is_larger_than_the_one_that_is_found(
            a in proptest::collection::vec((0_usize..12, 1_usize..7), 0..7),
            b in proptest::collection::vec((0_usize..12, 1_usize..7), 0..7),
        ) {
            let make = |spans: &[(usize, usize)]| set(&spans.iter().map(|(s, l)| (0, *s, s + l)).collect::<Vec<_>>());
            let (a, b) = (make(&a), make(&b));
            let found = maximum(&a, &b);
            assert_eq!(found.len(), by_trying(&a, &b, 0), "{a:?} {b:?}");
            assert!(found.iter().all(|(n, m)| a[*n].shared(&b[*m]) > 0));
            let mut seconds: Vec<usize> = found.iter().map(|pair| pair.1).collect();
            seconds.sort_unstable();
            seconds.dedup();
            assert_eq!(seconds.len(), found.len());
            let slow = a.iter().filter(|span| b.iter().any(|other| other.shared(span) > 0)).count();
            assert_eq!(met(&a, &b), slow as u64);
        }
    }
}
