//! Annotating: what a tag key tags, and every change to the spans of the open text.

use std::ops::Range;
use std::sync::Arc;

use super::notice::Refusal;
use super::reading::Reading;
use super::selection::Selection;
use crate::annotation::{Annotation, Edit, SpanId, Timestamp};
use crate::language::clitic;
use crate::language::text_unit::{self, TextUnit};
use crate::text::grapheme;

/// What `.` does again.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LastTag {
    pub(super) tag: String,
    /// The span it made, whose attributes are repeated too.
    pub(super) id: Option<SpanId>,
    pub(super) count: usize,
}

impl Reading {
    /// What a tag key tags: the selection, else `count` words from the one under the cursor on.
    ///
    /// The first word is tagged whole, unless the cursor stands right after its proclitics: they stay out.
    pub(super) fn tagged_range(&self, count: usize) -> Range<usize> {
        if let Some(range) = self.selected().filter(|range| !range.is_empty()) {
            return self.without_outer_space(range);
        }
        let word = text_unit::around(&self.document, TextUnit::Word, self.cursor);
        let inside = word.contains(&self.cursor);
        let after_clitic = inside && clitic::is_proclitic(self.document.slice(word.start..self.cursor));
        let from = if inside && !after_clitic { word.start } else { self.cursor };
        text_unit::words_from(&self.document, from, count)
    }

    /// A span neither begins nor ends with white space, unless there is nothing else in it.
    fn without_outer_space(&self, range: Range<usize>) -> Range<usize> {
        let text = self.document.slice(range.clone());
        let start = range.start + text.len() - text.trim_start().len();
        if start == range.end { range } else { start..range.start + text.trim_end().len() }
    }

    /// Tags the selection or `count` words; the new span becomes the current one.
    pub(super) fn tag(&mut self, last: &LastTag, now: Timestamp) -> Result<(), Refusal> {
        let range = self.tagged_range(last.count);
        let Some(span) = self.span(range) else { return Err(Refusal::NoWord) };
        let id = Arc::make_mut(&mut self.set).fresh_id();
        let attributes = last.id.as_ref().and_then(|id| self.set.get(id)).map_or_else(Vec::new, |a| a.attributes.clone());
        let annotation = Annotation { attributes, at: now, ..Annotation::new(&id, &last.tag, span) };
        self.change(Edit::Add(annotation))?;
        self.selection = None;
        if !span.holds(self.cursor) {
            self.cursor = span.start();
            self.settle();
        }
        self.chosen = Some(id);
        Ok(())
    }

    /// The id of the current span.
    pub(super) fn current_id(&self) -> Result<SpanId, Refusal> {
        self.current().map(|a| a.id.clone()).ok_or(Refusal::NoSpan)
    }

    /// Chooses another of the spans stacked at the cursor.
    pub(super) fn cycle(&mut self, onwards: bool) -> Result<(), Refusal> {
        let current = self.current_id()?;
        let stack = self.stack();
        let at = stack.iter().position(|a| a.id == current).unwrap_or(0);
        // From the innermost outwards, then round.
        let last = stack.len().saturating_sub(1);
        let next = if onwards {
            at.checked_sub(1).unwrap_or(last)
        } else if at < last {
            at + 1
        } else {
            0
        };
        self.chosen = stack.get(next).map(|a| a.id.clone());
        Ok(())
    }

    /// Goes to the next or previous span that has a note.
    pub(super) fn jump_to_note(&mut self, onwards: bool) -> Result<(), Refusal> {
        let noted = || self.set.iter().filter(|a| !a.note.is_empty());
        let found = if onwards {
            noted().find(|a| a.span.start() > self.cursor)
        } else {
            noted().rfind(|a| a.span.start() < self.cursor)
        };
        let Some((start, id)) = found.map(|a| (a.span.start(), a.id.clone())) else {
            return Err(if onwards { Refusal::NoNoteAfter } else { Refusal::NoNoteBefore });
        };
        self.jump(start);
        self.chosen = Some(id);
        Ok(())
    }

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
        self.selection = Some(Selection::at(anchor, false));
    }

    /// Grows the selection to the next larger unit; false where it is all of the text already.
    pub(super) fn expand(&mut self) -> bool {
        let cursor = self.cursor;
        let mut selection = self.selection.take().unwrap_or_else(|| Selection::at(cursor, false));
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
            None => self.selection = Some(Selection::at(cursor, true)),
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
