//! Selecting: units around the cursor, growing and shrinking, and the end that moves.

use std::ops::Range;

use super::selection::Selection;
use super::sheet::Sheet;
use crate::language::text_unit::{self, TextUnit};
use crate::text::grapheme;

impl Sheet {
    /// Selects a unit around the cursor; `count` of them.
    pub(super) fn select(&mut self, unit: TextUnit, count: usize) {
        let mut range = text_unit::around(&self.document, unit, self.cursor);
        if let Some(selected) = self.selected().filter(|s| s.start == range.start && s.end >= range.end) {
            // Pressed again: one unit more.
            let next = text_unit::around(
                &self.document,
                unit,
                text_unit::next_start(&self.document, unit, selected.end.saturating_sub(1)),
            );
            range.end = next.end.max(selected.end);
        }
        for _ in 1..count {
            let next =
                text_unit::around(&self.document, unit, text_unit::next_start(&self.document, unit, range.end.saturating_sub(1)));
            if next.end <= range.end {
                break;
            }
            range.end = next.end;
        }
        self.select_range(range);
    }

    /// Selects a range; the cursor goes to its last grapheme.
    pub(super) fn select_range(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let last = grapheme::previous(self.document.text(), range.end).max(range.start);
        let anchor = range.start;
        self.place_cursor(last);
        self.selection = Some(Selection::at(anchor));
    }

    /// Grows the selection to the next larger unit; false where it is all of the text already.
    pub(super) fn expand(&mut self) -> bool {
        let cursor = self.cursor;
        let mut selection = self.selection.take().unwrap_or_else(|| Selection::at(cursor));
        let grown = selection.expand(&self.document, cursor);
        self.selection = Some(selection);
        if let Some(at) = grown {
            self.cursor = at;
            self.settle();
        }
        grown.is_some()
    }

    /// Shrinks the selection to what it was before it grew, at last to nothing; false where there is none.
    pub(super) fn shrink(&mut self) -> bool {
        let was = self.selection.is_some();
        match self.selection.as_mut().and_then(Selection::shrink) {
            Some(at) => self.cursor = at,
            None => self.selection = None,
        }
        self.settle();
        was
    }

    /// Starts selecting at the cursor, or stops; what is selected stays selected.
    pub(super) fn toggle_selecting(&mut self) {
        let cursor = self.cursor;
        match &mut self.selection {
            Some(selection) => selection.sticky = !selection.sticky,
            None => self.selection = Some(Selection::sticky_at(cursor)),
        }
    }

    /// Moves the cursor to the other end of the selection.
    pub(super) fn swap_ends(&mut self) {
        if let Some(selection) = &mut self.selection {
            std::mem::swap(&mut selection.anchor, &mut self.cursor);
            self.settle();
        }
    }
}
