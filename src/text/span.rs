//! A span: the validated, grapheme-aligned, never empty range that an annotation speaks of.

use std::ops::Range;

use super::grapheme;

/// A range of bytes whose two ends are grapheme edges of its text.
///
/// Spans order by start, the longer first: the order of the sidecar, in which an outer span comes before
/// what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The smallest span of `text` that covers `range`; `None` if that is empty.
    pub fn covering(text: &str, range: Range<usize>) -> Option<Self> {
        let start = grapheme::start_of(text, range.start);
        let end = range.end.min(text.len());
        let end = if grapheme::is_edge(text, end) { end } else { grapheme::next(text, end) };
        (start < end && range.start < range.end).then_some(Self { start, end })
    }

    /// Byte offset of its first character.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Byte offset after its last character.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it holds byte `at`.
    pub fn holds(&self, at: usize) -> bool {
        self.range().contains(&at)
    }
}

impl Ord for Span {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.start.cmp(&other.start).then(other.end.cmp(&self.end))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_grows_to_whole_graphemes_and_is_never_empty() {
        let text = "كَتَبَ";
        assert_eq!(Span::covering(text, 5..6).map(|s| s.range()), Some(4..8));
        assert_eq!(Span::covering(text, 4..4), None);
        assert_eq!(Span::covering(text, 0..99).map(|s| s.range()), Some(0..12));
        assert_eq!(Span::covering(text, 50..99), None);
    }

    #[test]
    fn spans_are_in_the_order_of_the_text_the_longer_first() {
        let span = |range| Span::covering("0123456789", range).unwrap();
        assert!(span(0..5) < span(0..3) && span(0..3) < span(1..9));
    }
}
