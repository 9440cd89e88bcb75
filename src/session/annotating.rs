//! Annotating: what a tag key tags, and every change to the spans of the open text.

use std::ops::Range;
use std::sync::Arc;

use super::motion::Motion;
use super::notice::Refusal;
use super::reading::{Edge, Reading};
use super::selection::Selection;
use crate::annotation::{Annotation, Edit};
use crate::language::clitic;
use crate::layout::cursor;
use crate::text::grapheme;
use crate::text::unit::{self, Unit};

/// What `.` does again.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LastTag {
    pub(super) tag: String,
    /// The span it made, whose attributes are repeated too.
    pub(super) id: Option<String>,
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
        let word = unit::around(&self.document, Unit::Word, self.cursor);
        let inside = word.contains(&self.cursor);
        let after_clitic = inside && clitic::is_proclitic(self.document.slice(word.start..self.cursor));
        let from = if inside && !after_clitic { word.start } else { self.cursor };
        unit::words_from(&self.document, from, count)
    }

    /// A span neither begins nor ends with white space, unless there is nothing else in it.
    fn without_outer_space(&self, range: Range<usize>) -> Range<usize> {
        let text = self.document.slice(range.clone());
        let start = range.start + text.len() - text.trim_start().len();
        if start == range.end { range } else { start..range.start + text.trim_end().len() }
    }

    /// Tags the selection or `count` words; the new span becomes the current one.
    pub(super) fn tag(&mut self, last: &LastTag, now: String) -> Result<(), Refusal> {
        let range = self.tagged_range(last.count);
        let Some(span) = self.span(range) else { return Err(Refusal::NoWord) };
        let id = Arc::make_mut(&mut self.set).fresh_id();
        let attributes = last.id.as_ref().and_then(|id| self.set.get(id)).map_or_else(Vec::new, |a| a.attributes.clone());
        let annotation = Annotation { attributes, origin: "manual".into(), at: now, ..Annotation::new(&id, &last.tag, span) };
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
    pub(super) fn current_id(&self) -> Result<String, Refusal> {
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

    /// Takes hold of the end of the current span, or, when an edge is held already, of the other one.
    pub(super) fn take_edge(&mut self) -> Result<(), Refusal> {
        let id = self.current_id()?;
        let end = self.edge.as_ref().is_none_or(|edge| !edge.end);
        self.selection = None;
        let held = self.edge.take();
        let stepping = held.as_ref().is_some_and(|edge| edge.stepping);
        let from = held.map_or_else(|| self.set.get(&id).map(|a| a.span), |edge| edge.from);
        self.edge = Some(Edge { id, end, from, stepping });
        self.follow_edge();
        Ok(())
    }

    /// Lets go of the edge; the span stays as it is.
    pub(super) fn leave_edge(&mut self) {
        self.chosen = self.edge.take().map(|edge| edge.id);
    }

    /// Lets go of the edge; the span is again as it was when an edge of it was taken hold of.
    pub(super) fn drop_edge(&mut self) -> Result<(), Refusal> {
        let Some(edge) = self.edge.clone() else { return Ok(()) };
        let moved = self.set.get(&edge.id).map(|a| a.span) != edge.from;
        let result = match edge.from.filter(|_| moved) {
            Some(span) => self.move_held(edge.id.clone(), span),
            None => Ok(()),
        };
        self.edge = None;
        if let Some(span) = self.set.get(&edge.id).map(|a| a.span) {
            self.place_cursor(span.start());
        }
        self.chosen = Some(edge.id);
        result
    }

    fn follow_edge(&mut self) {
        let Some(edge) = self.edge.clone() else { return };
        let Some(span) = self.set.get(&edge.id).map(|a| a.span) else {
            self.edge = None;
            return;
        };
        let at = if edge.end { grapheme::previous(self.document.text(), span.end()) } else { span.start() };
        self.cursor = at.max(span.start());
        self.settle();
    }

    /// Moves the edge that is held by a motion; attributes, note and id stay.
    pub(super) fn move_edge(&mut self, motion: Motion, count: usize) -> Result<(), Refusal> {
        let Some(edge) = self.edge.clone() else { return Ok(()) };
        let Some(span) = self.set.get(&edge.id).map(|a| a.span) else { return Ok(()) };
        self.follow_edge();
        for _ in 0..count {
            let before = self.cursor;
            self.step_edge(motion, edge.end);
            if self.cursor == before {
                break;
            }
        }
        let at = self.cursor;
        let range = if edge.end { span.start()..grapheme::next(self.document.text(), at) } else { at..span.end() };
        let paragraph = self.document.paragraph_at(range.start.min(span.start()));
        let moved = self.span(range.start..range.end.min(paragraph.end.max(span.end()))).filter(|_| range.start < range.end);
        let result = match moved {
            Some(moved) if moved != span => self.move_held(edge.id, moved),
            Some(_) => Ok(()),
            None => Err(Refusal::EmptySpan),
        };
        self.follow_edge();
        result
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

    /// Takes the cursor, which stands for an edge, one motion further; an edge does not rest on a space.
    fn step_edge(&mut self, motion: Motion, end: bool) {
        let last = cursor::last_position(&self.document);
        for _ in 0..8 {
            let before = self.cursor;
            let rows = self.rows_of(motion);
            if rows.is_none() {
                self.goal = None;
            }
            let target = match motion {
                Motion::NextWord if end => unit::word_end_after(&self.document, before),
                Motion::PreviousWord if end => unit::word_end_before(&self.document, before),
                _ if rows.is_some() => {
                    let goal = self.goal();
                    cursor::vertical_step(&mut self.typesetter, &self.document, before, goal, rows.unwrap_or(0))
                }
                _ => self.target(motion),
            };
            self.cursor = self.past_grapheme(before, target).min(last);
            let on_space = self.document.slice(self.cursor..self.document.len()).starts_with(char::is_whitespace);
            if !on_space || self.cursor == before {
                return;
            }
        }
    }

    /// A place to move an edge to: spans end with graphemes, also where reveal mode lets the cursor stand inside one.
    fn past_grapheme(&self, from: usize, to: usize) -> usize {
        let (text, start) = (self.document.text(), grapheme::start_of(self.document.text(), to));
        if to > from && start <= from { grapheme::next(text, from) } else { start }
    }

    /// Selects a unit around the cursor; `count` of them.
    pub(super) fn select(&mut self, unit: Unit, count: usize) {
        let mut range = unit::around(&self.document, unit, self.cursor);
        if let Some(selected) = self.selected().filter(|s| s.start == range.start && s.end >= range.end) {
            // Pressed again: one unit more.
            let next = unit::around(&self.document, unit, unit::next_start(&self.document, unit, selected.end.saturating_sub(1)));
            range.end = next.end.max(selected.end);
        }
        for _ in 1..count {
            let next = unit::around(&self.document, unit, unit::next_start(&self.document, unit, range.end.saturating_sub(1)));
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
