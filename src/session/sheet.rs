//! A text laid out for the screen: where the cursor is in it, what is on screen, what is selected and searched for.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::hits::Hits;
use super::jumps::Jumps;
use super::selection::Selection;
use crate::language::text_unit::{self, TextUnit};
use crate::layout::steering::{self, Steering};
use crate::layout::{Direction, Page, PageSettings, RowPlace, ScreenSide, Typesetter, cursor};
use crate::text::{Document, Span, grapheme};

/// A text on screen. What is said of it is known elsewhere.
#[derive(Debug)]
pub struct Sheet {
    pub(super) document: Arc<Document>,
    pub(super) typesetter: Typesetter,
    pub(super) rows: usize,
    pub(super) top: RowPlace,
    pub(super) page: Page,
    pub(super) cursor: usize,
    /// Counts how often the cursor was put somewhere.
    pub(super) placement: u64,
    pub(super) goal: Option<u16>,
    /// The side that leads onward while the cursor is moved by sides, as it did where that began.
    pub(super) onward: Option<ScreenSide>,
    pub(super) jumps: Jumps,
    /// Places that letters stand for.
    pub(super) marks: BTreeMap<char, usize>,
    pub(super) selection: Option<Selection>,
    pub(super) hits: Option<Hits>,
    /// What steers the order in each paragraph that was on screen, by its number.
    steered: BTreeMap<usize, Option<Steering>>,
}

impl Sheet {
    /// Lays a text out on a screen of `rows` rows, set like this.
    pub(super) fn new(document: Arc<Document>, settings: PageSettings, rows: u16) -> Self {
        let mut sheet = Self {
            document,
            typesetter: Typesetter::new(settings),
            rows: usize::from(rows.max(1)),
            top: RowPlace::default(),
            page: Page::default(),
            cursor: 0,
            placement: 0,
            goal: None,
            onward: None,
            jumps: Jumps::default(),
            marks: BTreeMap::new(),
            selection: None,
            hits: None,
            steered: BTreeMap::new(),
        };
        sheet.settle();
        sheet
    }

    /// Takes the whole text in place of its head: every position stays what it was.
    pub(super) fn complete(&mut self, document: Arc<Document>) {
        self.document = document;
        if let Some(hits) = &mut self.hits {
            hits.recount(self.document.text());
        }
        self.typesetter.forget();
        self.steered.clear();
        self.settle();
    }

    /// The text, or as much of it as is read.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The rows on screen.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Byte offset of the grapheme under the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Row and column of the cursor on screen, and the columns it covers.
    pub fn cursor_place(&self) -> Option<(usize, u16, u16)> {
        let row = self.page.row_of(self.cursor)?;
        let (column, columns) = cursor::column_of(self.page.line(row)?, self.cursor, self.typesetter.settings().width);
        Some((row, column, columns))
    }

    /// The bytes selected, if something is.
    pub fn selected(&self) -> Option<Range<usize>> {
        self.selection.as_ref().map(|s| s.range(&self.document, self.cursor))
    }

    /// The grapheme the selection began at.
    pub(super) fn anchor(&self) -> Option<usize> {
        self.selection.as_ref().map(|s| s.anchor)
    }

    /// Whether plain motions extend the selection.
    pub fn is_selecting(&self) -> bool {
        self.selection.as_ref().is_some_and(|s| s.sticky)
    }

    /// How the text is set.
    pub(super) fn settings(&self) -> PageSettings {
        self.typesetter.settings()
    }

    /// The base direction the text is set in.
    pub fn direction(&self) -> Direction {
        self.typesetter.settings().direction
    }

    /// The bytes on screen.
    pub fn on_screen(&self) -> Range<usize> {
        let first = self.page.first().map_or(0, |row| row.bytes().start);
        first..self.page.last().map_or(first, |row| row.bytes().end + 1)
    }

    /// What is searched for, with its hits.
    pub fn hits(&self) -> Option<&Hits> {
        self.hits.as_ref()
    }

    /// The hit that was gone to last, as it is selected.
    pub(super) fn hit(&self) -> Option<Span> {
        self.span(self.hits.as_ref()?.current(self.document.text())?)
    }

    /// The smallest span that covers a range.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        self.document.span(range)
    }

    /// Sets the text for another screen, or otherwise, without losing its place.
    pub(super) fn set_screen(&mut self, settings: PageSettings, rows: u16) {
        let rows = usize::from(rows.max(1));
        if settings == self.typesetter.settings() && rows == self.rows {
            return;
        }
        let seen = self.page.first().map(|row| row.bytes().start);
        self.typesetter.set(settings);
        self.rows = rows;
        self.goal = None;
        if let Some(at) = seen {
            self.top = self.typesetter.place_of(&self.document, at);
        }
        self.cursor = cursor::stop_at(&mut self.typesetter, &self.document, self.cursor);
        self.settle();
    }

    /// Scrolls until the cursor is on screen, then lays the screen out.
    pub(super) fn settle(&mut self) {
        let margin = self.margin();
        let low = self.rows - 1 - margin;
        let place = self.typesetter.place_of(&self.document, self.cursor);
        let is_above = place < self.top;
        match self.typesetter.distance(&self.document, self.top, place, low).filter(|_| !is_above) {
            Some(rows) if rows >= margin => {}
            None if !is_above => self.top = self.typesetter.within(&self.document, place, -signed(low)),
            _ => {
                self.top = self.typesetter.beyond(&self.document, place, -signed(margin));
                if self.typesetter.distance(&self.document, self.top, place, low).is_none() {
                    self.top = self.typesetter.within(&self.document, place, -signed(low));
                }
            }
        }
        self.fill();
        for (_, row) in self.page.lines() {
            let document = &self.document;
            let look = |n| steering::steering(document.slice(document.paragraph(n).range()));
            self.steered.entry(row.block.paragraph()).or_insert_with_key(|n| look(*n));
        }
    }

    /// What steers the order of letters in the paragraph under the cursor.
    pub fn steering_here(&self) -> Option<Steering> {
        let row = self.page.line(self.page.row_of(self.cursor)?)?;
        self.steered.get(&row.block.paragraph()).copied().flatten()
    }

    /// The gravest that steers the order of letters in a paragraph on screen.
    pub fn steering_on_screen(&self) -> Option<Steering> {
        let first = self.page.first().map_or(0, |row| row.block.paragraph());
        let last = self.page.last().map_or(0, |row| row.block.paragraph());
        self.steered.range(first..=last).filter_map(|(_, steering)| *steering).max()
    }

    /// Lays the screen out, scrolled back where the end of the text would leave it half empty.
    fn fill(&mut self) {
        self.page = self.typesetter.page(&self.document, self.top, self.rows);
        let missing = self.rows.saturating_sub(self.page.height());
        if missing > 0 && self.top != RowPlace::default() {
            self.top = self.typesetter.within(&self.document, self.top, -signed(missing));
            self.page = self.typesetter.page(&self.document, self.top, self.rows);
        }
    }

    /// Rows that are kept between the cursor and the edges of the screen.
    fn margin(&self) -> usize {
        (self.rows / 4).min(2)
    }

    /// Scrolls by rows; the cursor comes along where it would leave the screen.
    pub(super) fn scroll(&mut self, rows: isize) {
        self.top = self.typesetter.beyond(&self.document, self.top, rows);
        self.fill();
        let shown = self.page.height();
        let low = if self.top == RowPlace::default() { 0 } else { self.margin() };
        let high = shown.saturating_sub(1 + self.margin()).max(low);
        let kept = self.page.row_of(self.cursor);
        let here = kept.unwrap_or(if rows > 0 { 0 } else { shown });
        let wanted = here.clamp(low.min(shown.saturating_sub(1)), high);
        if kept != Some(wanted) {
            let goal = self.goal();
            let row = if here <= wanted { self.page.line_from(wanted) } else { self.page.line_until(wanted) };
            if let Some(row) = row {
                self.cursor = cursor::byte_at(row, goal);
            }
        }
        self.settle();
    }

    /// The column that vertical motions aim at.
    pub(super) fn goal(&mut self) -> u16 {
        let goal = self.goal.unwrap_or_else(|| cursor::goal_column(&mut self.typesetter, &self.document, self.cursor));
        self.goal = Some(goal);
        goal
    }
}

impl Sheet {
    /// Selects a unit around the cursor; `count` of them.
    pub(super) fn select(&mut self, unit: TextUnit, count: usize) {
        let around = |at: usize| text_unit::around(&self.document, unit, at);
        let mut range = around(self.cursor);
        // Whole units are selected already: one more.
        let is_whole = |selected: &Range<usize>| around(selected.start).start == selected.start && range.end == selected.end;
        if let Some(selected) = self.selected().filter(is_whole) {
            let next = around(text_unit::next_start(&self.document, unit, selected.end.saturating_sub(1)));
            range = selected.start..next.end.max(selected.end);
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

/// Rows as a way down.
fn signed(rows: usize) -> isize {
    isize::try_from(rows).unwrap_or(isize::MAX)
}
