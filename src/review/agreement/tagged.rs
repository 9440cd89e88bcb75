//! What the measures compare: spans with their tags, as plain numbers.

use std::ops::Range;

/// A span with the number of its tag, in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tagged {
    /// The tag.
    pub tag: u32,
    /// Its first code point.
    pub start: usize,
    /// The code point after its last; more than `start`.
    pub end: usize,
}

impl Tagged {
    /// A span of a tag.
    pub fn new(tag: u32, range: Range<usize>) -> Self {
        Self { tag, start: range.start, end: range.end }
    }

    /// Code points in it.
    pub fn length(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Code points that both have.
    pub fn shared(&self, other: &Self) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// Whether they have at least half of what they cover together in common.
    pub fn shares_half(&self, other: &Self) -> bool {
        let shared = self.shared(other);
        2 * shared >= self.length() + other.length() - shared
    }
}

/// The runs of one tag in a set, in the order of the tags.
pub(super) fn by_tag(set: &[Tagged]) -> impl Iterator<Item = (u32, &[Tagged])> {
    set.chunk_by(|a, b| a.tag == b.tag).filter_map(|run| Some((run.first()?.tag, run)))
}

/// The spans of one tag in a set.
pub(super) fn of_tag(set: &[Tagged], tag: u32) -> &[Tagged] {
    let from = set.partition_point(|span| span.tag < tag);
    let to = set.partition_point(|span| span.tag <= tag);
    set.get(from..to).unwrap_or_default()
}

/// The tags of several sets, each once, in order.
pub(super) fn tags_of<'a>(sets: impl IntoIterator<Item = &'a [Tagged]>) -> Vec<u32> {
    let mut tags: Vec<u32> = sets.into_iter().flat_map(|set| by_tag(set).map(|(tag, _)| tag)).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spans_of_a_tag_are_found_in_a_set() {
        let set = [Tagged::new(0, 7..9), Tagged::new(1, 3..5)];
        assert_eq!((of_tag(&set, 1), of_tag(&set, 2), tags_of([&set[..]])), (&set[1..], &set[2..], vec![0, 1]));
    }

    #[test]
    fn half_of_what_two_spans_cover_is_enough_to_be_about_the_same() {
        let span = |range| Tagged::new(0, range);
        assert!(span(0..10).shares_half(&span(0..5)) && span(0..6).shares_half(&span(2..8)));
        assert!(!span(0..10).shares_half(&span(0..4)) && !span(0..5).shares_half(&span(5..9)));
        assert_eq!((span(0..5).shared(&span(5..9)), span(0..5).shared(&span(4..9))), (0, 1));
    }
}
