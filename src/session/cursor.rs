//! The cursor of a text: where motions take it, in the text and on the screen.

use super::motion::Motion;
use super::selection::Selection;
use super::sheet::Sheet;
use crate::annotation::AnnotationSet;
use crate::language::text_unit::{self, TextUnit};
use crate::layout::{Row, RowPlace, ScreenSide, Stride, cursor};
use crate::text::{Document, grapheme};

/// How far a vertical motion goes, down or, if negative, up.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rise {
    /// Rows of the text.
    Lines(isize),
    /// Rows of the screen, blank ones among them.
    Rows(isize),
}

impl Sheet {
    /// Moves the cursor in a text with these spans; a sticky selection is extended, any other is dropped.
    pub(super) fn go(&mut self, motion: Motion, count: usize, spans: &AnnotationSet) {
        if !self.is_selecting() {
            self.selection = None;
        }
        self.travel(motion, count, spans);
    }

    /// Moves the cursor and selects what it passes.
    pub(super) fn extend(&mut self, motion: Motion, count: usize, spans: &AnnotationSet) {
        if self.selection.is_none() {
            if motion == Motion::PreviousWord
                && text_unit::around(&self.document, TextUnit::Word, self.cursor).start == self.cursor
            {
                // Backwards from the start of a word, that word stays out.
                self.cursor = text_unit::word_end_before(&self.document, self.cursor);
            }
            self.selection = Some(Selection::at(self.cursor));
        }
        self.travel(motion, count, spans);
    }

    fn travel(&mut self, motion: Motion, count: usize, spans: &AnnotationSet) {
        let from = self.cursor;
        for _ in 0..count {
            let before = self.cursor;
            self.step(motion, spans);
            if self.cursor == before {
                break;
            }
        }
        if is_far(motion) {
            self.remember(from);
        }
        if self.cursor != from {
            self.placement += 1;
        }
        self.settle();
    }

    fn step(&mut self, motion: Motion, spans: &AnnotationSet) {
        if let Some(rise) = self.rise(motion) {
            self.onward = None;
            self.cursor = self.risen(rise);
            // A page takes the screen along.
            if let Rise::Rows(rows) = rise {
                self.top = self.away(self.top, rows);
            }
            return;
        }
        self.goal = None;
        let goes_by_side =
            matches!(motion, Motion::VisualLeft | Motion::VisualRight | Motion::VisualWordLeft | Motion::VisualWordRight);
        self.onward = if goes_by_side { Some(self.onward()) } else { None };
        let target = self.target(motion, spans);
        self.cursor = self.stop_at(target);
    }

    /// The side that leads onward: as in the paragraph under the cursor, unless the cursor is being moved by sides, which
    /// goes on the way it began.
    fn onward(&mut self) -> ScreenSide {
        self.onward.unwrap_or_else(|| cursor::onward_side(&mut self.typesetter, &self.document, self.cursor))
    }

    /// Where the cursor stands for a byte; on the last character at the end of the text.
    fn stop_at(&mut self, at: usize) -> usize {
        let last = cursor::last_position(&self.document);
        let end = grapheme::next(self.document.text(), last).saturating_sub(1);
        cursor::stop_at(&mut self.typesetter, &self.document, at.min(self.document.floor(end)))
    }

    /// How far a vertical motion goes.
    pub(super) fn rise(&self, motion: Motion) -> Option<Rise> {
        let page = isize::try_from(self.rows.saturating_sub(1).max(1)).unwrap_or(1);
        Some(match motion {
            Motion::LineUp => Rise::Lines(-1),
            Motion::LineDown => Rise::Lines(1),
            Motion::PageUp => Rise::Rows(-page),
            Motion::PageDown => Rise::Rows(page),
            Motion::HalfPageUp => Rise::Rows(-(page / 2).max(1)),
            Motion::HalfPageDown => Rise::Rows((page / 2).max(1)),
            _ => return None,
        })
    }

    /// Where a vertical motion takes the cursor.
    pub(super) fn risen(&mut self, rise: Rise) -> usize {
        let goal = self.goal();
        let from = self.typesetter.place_of(&self.document, self.cursor);
        let place = match rise {
            Rise::Lines(lines) => self.typesetter.step(&self.document, from, lines),
            Rise::Rows(rows) => self.away(from, rows),
        };
        if place == from {
            return self.cursor;
        }
        cursor::byte_at(&self.typesetter.row(&self.document, place), goal)
    }

    /// The row of text so many rows of the screen away, or the last before; at least the next one.
    fn away(&mut self, from: RowPlace, rows: isize) -> RowPlace {
        let place = self.typesetter.within(&self.document, from, rows);
        if place == from { self.typesetter.step(&self.document, from, rows.signum()) } else { place }
    }

    /// Where a step by a cell to one side leads.
    fn visual_cell(&mut self, side: ScreenSide) -> usize {
        let onward = self.onward();
        cursor::visual_step(&mut self.typesetter, &self.document, self.cursor, Stride { side, onward })
    }

    /// Where a step by a word to one side leads.
    fn visual_word(&mut self, side: ScreenSide, spans: &AnnotationSet) -> usize {
        let goes_on = side == self.onward();
        self.target(if goes_on { Motion::NextWord } else { Motion::PreviousWord }, spans)
    }

    /// Where a motion that is not vertical leads, from the cursor.
    pub(super) fn target(&mut self, motion: Motion, spans: &AnnotationSet) -> usize {
        let document = &self.document;
        let at = self.cursor;
        match motion {
            Motion::VisualLeft => self.visual_cell(ScreenSide::Left),
            Motion::VisualRight => self.visual_cell(ScreenSide::Right),
            Motion::VisualWordLeft => self.visual_word(ScreenSide::Left, spans),
            Motion::VisualWordRight => self.visual_word(ScreenSide::Right, spans),
            Motion::NextGrapheme => cursor::next_stop(&mut self.typesetter, document, at),
            Motion::PreviousGrapheme => cursor::previous_stop(&mut self.typesetter, document, at),
            Motion::NextWord if self.anchor().is_some_and(|anchor| anchor <= at) => text_unit::word_end_after(document, at),
            Motion::PreviousWord if self.anchor().is_some_and(|anchor| anchor < at) => {
                let end = text_unit::word_end_before(document, at);
                let anchored = self.anchor().is_some_and(|anchor| anchor <= end && end < at);
                if anchored { end } else { text_unit::previous_start(document, TextUnit::Word, at) }
            }
            Motion::NextWord => text_unit::next_start(document, TextUnit::Word, at),
            Motion::PreviousWord => text_unit::previous_start(document, TextUnit::Word, at),
            Motion::WordEnd => text_unit::word_end_after(document, at),
            Motion::NextSentence => text_unit::next_start(document, TextUnit::Sentence, at),
            Motion::PreviousSentence => text_unit::previous_start(document, TextUnit::Sentence, at),
            Motion::NextParagraph => self.paragraph(text_unit::next_start, spans),
            Motion::PreviousParagraph => self.paragraph(text_unit::previous_start, spans),
            Motion::LineStart => self.line_start(),
            Motion::LineEnd => self.line_end(),
            Motion::DocumentStart => 0,
            Motion::DocumentEnd => document.len(),
            Motion::NextSpan => spans.next_start_after(at).map_or(at, |a| a.span.start()),
            Motion::PreviousSpan => spans.previous_start_before(at).map_or(at, |a| a.span.start()),
            Motion::LineUp | Motion::LineDown | Motion::PageUp | Motion::PageDown | Motion::HalfPageUp | Motion::HalfPageDown => {
                at
            }
        }
    }

    /// Where steps by a paragraph lead to one that is not all boilerplate; where there is none, the cursor stays.
    fn paragraph(&self, step: fn(&Document, TextUnit, usize) -> usize, spans: &AnnotationSet) -> usize {
        let is_skipped = |at: usize| spans.is_boilerplate(&self.document.paragraph_at(at).range());
        let mut at = self.cursor;
        loop {
            let next = step(&self.document, TextUnit::Paragraph, at);
            if next >= self.document.len() || !is_skipped(next) {
                return next;
            }
            if next == at {
                return self.cursor;
            }
            at = next;
        }
    }

    /// The row of the cursor.
    fn row(&mut self) -> Row {
        let place = self.typesetter.place_of(&self.document, self.cursor);
        self.typesetter.row(&self.document, place)
    }

    /// The first grapheme of the cursor's line.
    fn line_start(&mut self) -> usize {
        let row = self.row();
        row.block.line_bytes(row.line).start
    }

    /// The last grapheme of the cursor's line that is shown.
    fn line_end(&mut self) -> usize {
        let row = self.row();
        let line = row.logical();
        if line.shown <= line.start {
            return row.block.line_bytes(row.line).start;
        }
        let last = row.block.bytes_of(line.shown - 1);
        grapheme::start_of(self.document.text(), last.end.saturating_sub(1)).max(last.start)
    }

    /// Puts the cursor somewhere far; the way back is remembered.
    pub(super) fn jump(&mut self, to: usize) {
        let from = self.cursor;
        self.place_cursor(to);
        self.remember(from);
    }

    /// Puts the cursor on the grapheme that holds a byte.
    pub(super) fn place_cursor(&mut self, to: usize) {
        self.goal = None;
        self.onward = None;
        self.placement += 1;
        self.cursor = self.stop_at(to);
        self.settle();
    }

    /// Remembers a place that the cursor went far away from.
    pub(super) fn remember(&mut self, at: usize) {
        if self.cursor != at {
            self.jumps.leave(at);
        }
    }

    /// Goes back to where the cursor stood before its last far move.
    pub(super) fn jump_back(&mut self) -> bool {
        let Some(at) = self.jumps.back(self.cursor) else { return false };
        if !self.is_selecting() {
            self.selection = None;
        }
        self.place_cursor(at);
        true
    }

    /// Goes to where the cursor stood before it was taken back.
    pub(super) fn jump_forth(&mut self) -> bool {
        let Some(at) = self.jumps.forth(self.cursor) else { return false };
        if !self.is_selecting() {
            self.selection = None;
        }
        self.place_cursor(at);
        true
    }

    /// Scrolls until the cursor stands in the middle of the screen.
    pub(super) fn centre(&mut self) {
        let place = self.typesetter.place_of(&self.document, self.cursor);
        let half = isize::try_from(self.rows / 2).unwrap_or(0);
        self.top = self.typesetter.within(&self.document, place, -half);
        self.settle();
    }

    /// The byte at a column and row of the screen.
    pub(super) fn byte_at(&self, column: u16, row: u16) -> Option<usize> {
        self.page.line_until(usize::from(row)).map(|row| cursor::byte_at(row, column))
    }
}

/// Motions whose way back is worth remembering.
fn is_far(motion: Motion) -> bool {
    matches!(motion, Motion::DocumentStart | Motion::DocumentEnd | Motion::NextSpan | Motion::PreviousSpan)
}
