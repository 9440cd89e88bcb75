//! Annotating: what a tag key tags, and every change to the spans of the open text.

use std::ops::Range;
use std::sync::Arc;

use super::motion::Neighbour;
use super::notice::Refusal;
use super::reading::Reading;
use crate::annotation::{Annotation, Edit, SpanId, Timestamp};
use crate::language::clitic;
use crate::language::text_unit::{self, TextUnit};

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
        if let Some(range) = self.sheet.selected().filter(|range| !range.is_empty()) {
            return self.without_outer_space(range);
        }
        let word = text_unit::around(&self.sheet.document, TextUnit::Word, self.sheet.cursor);
        let inside = word.contains(&self.sheet.cursor);
        let after_clitic = inside && clitic::is_proclitic(self.sheet.document.slice(word.start..self.sheet.cursor));
        let from = if inside && !after_clitic { word.start } else { self.sheet.cursor };
        text_unit::words_from(&self.sheet.document, from, count)
    }

    /// A span neither begins nor ends with white space, unless there is nothing else in it.
    fn without_outer_space(&self, range: Range<usize>) -> Range<usize> {
        let text = self.sheet.document.slice(range.clone());
        let start = range.start + text.len() - text.trim_start().len();
        if start == range.end { range } else { start..range.start + text.trim_end().len() }
    }

    /// Tags the selection or `count` words; the new span becomes the current one.
    pub(super) fn tag(&mut self, last: &LastTag, now: Timestamp) -> Result<(), Refusal> {
        let range = self.tagged_range(last.count);
        let Some(span) = self.sheet.span(range) else { return Err(Refusal::NoWord) };
        let id = Arc::make_mut(&mut self.ledger.set).fresh_id();
        let attributes = last.id.as_ref().and_then(|id| self.ledger.set.get(id)).map_or_else(Vec::new, |a| a.attributes.clone());
        let annotation = Annotation { attributes, at: now, ..Annotation::new(&id, &last.tag, span) };
        self.change(Edit::Add(annotation))?;
        self.sheet.selection = None;
        if !span.holds(self.sheet.cursor) {
            self.sheet.cursor = span.start();
            self.sheet.settle();
        }
        self.choose(id);
        Ok(())
    }

    /// The id of the current span.
    pub(super) fn current_id(&self) -> Result<SpanId, Refusal> {
        self.current().map(|a| a.id.clone()).ok_or(Refusal::NoSpan)
    }

    /// Chooses another of the spans stacked at the cursor.
    ///
    /// The next one is the one around it: from the innermost outwards, then round.
    pub(super) fn cycle(&mut self, which: Neighbour) -> Result<(), Refusal> {
        let current = self.current_id()?;
        let stack = self.stack();
        let at = stack.iter().position(|a| a.id == current).unwrap_or(0);
        let outwards = match which {
            Neighbour::Next => Neighbour::Previous,
            Neighbour::Previous => Neighbour::Next,
        };
        if let Some(id) = stack.get(outwards.round(at, stack.len())).map(|a| a.id.clone()) {
            self.choose(id);
        }
        Ok(())
    }

    /// Goes to the next or previous span that has a note.
    pub(super) fn jump_to_note(&mut self, which: Neighbour) -> Result<(), Refusal> {
        let noted = || self.ledger.set.iter().filter(|a| !a.note.is_empty());
        let found = match which {
            Neighbour::Next => noted().find(|a| a.span.start() > self.sheet.cursor).ok_or(Refusal::NoNoteAfter),
            Neighbour::Previous => noted().rfind(|a| a.span.start() < self.sheet.cursor).ok_or(Refusal::NoNoteBefore),
        };
        let (start, id) = found.map(|a| (a.span.start(), a.id.clone()))?;
        self.sheet.jump(start);
        self.choose(id);
        Ok(())
    }
}
