//! What is selected: from an anchor to the cursor, both graphemes included, and how it grows and shrinks.

use std::ops::Range;

use crate::language::text_unit::{self, TextUnit};
use crate::text::{Document, grapheme};

/// A selection under way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Selection {
    /// The grapheme it began at.
    pub anchor: usize,
    /// Whether plain motions extend it too.
    pub sticky: bool,
    /// What was selected before each expansion, anchor and cursor.
    grown: Vec<(usize, usize)>,
}

impl Selection {
    /// A selection that begins at a grapheme.
    pub(super) fn at(anchor: usize) -> Self {
        Self { anchor, sticky: false, grown: Vec::new() }
    }

    /// A selection that begins at a grapheme and that plain motions extend too.
    pub(super) fn sticky_at(anchor: usize) -> Self {
        Self { sticky: true, ..Self::at(anchor) }
    }

    /// The bytes selected while the cursor stands at `cursor`, without a paragraph separator at the end.
    pub(super) fn range(&self, document: &Document, cursor: usize) -> Range<usize> {
        let start = grapheme::start_of(document.text(), self.anchor.min(cursor));
        let last = self.anchor.max(cursor);
        let end = grapheme::next(document.text(), last);
        let paragraph = document.paragraph_at(last);
        start..if end > paragraph.end { paragraph.end.max(start) } else { end }
    }

    /// Grows to the next larger unit; returns the new cursor, or `None` when all is selected.
    pub(super) fn expand(&mut self, document: &Document, cursor: usize) -> Option<usize> {
        let now = self.range(document, cursor);
        let larger = [TextUnit::Word, TextUnit::Clause, TextUnit::Sentence, TextUnit::Paragraph].into_iter().find_map(|unit| {
            let found = text_unit::around(document, unit, now.start);
            (found.start <= now.start && now.end <= found.end && found != now).then_some(found)
        });
        let larger = larger.or_else(|| (now.start > 0 || now.end < document.len()).then_some(0..document.len()))?;
        let before = (std::mem::replace(&mut self.anchor, larger.start), cursor);
        let cursor = grapheme::previous(document.text(), larger.end).max(larger.start);
        if self.range(document, cursor) == now {
            // Only the separator at the very end is left, which is never selected.
            self.anchor = before.0;
            return None;
        }
        self.grown.push(before);
        Some(cursor)
    }

    /// Goes back to what was selected before the last expansion; returns the cursor of then.
    pub(super) fn shrink(&mut self) -> Option<usize> {
        let (anchor, cursor) = self.grown.pop()?;
        self.anchor = anchor;
        Some(cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_grows_unit_by_unit_and_shrinks_back_the_same_way() {
        let document = Document::from("قال ناطق، وهو عسكري. ثم سكت\nوعاد");
        let at = document.text().find("هو").unwrap();
        let mut selection = Selection::at(at);
        let mut cursor = at;
        let mut seen = Vec::new();
        while let Some(next) = selection.expand(&document, cursor) {
            cursor = next;
            seen.push(document.slice(selection.range(&document, cursor)).to_owned());
        }
        assert_eq!(seen, ["وهو", "وهو عسكري.", "قال ناطق، وهو عسكري.", "قال ناطق، وهو عسكري. ثم سكت", document.text()]);
        for _ in 0..seen.len() {
            cursor = selection.shrink().unwrap();
        }
        assert_eq!((selection.anchor, cursor), (at, at));
    }
}
