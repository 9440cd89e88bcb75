//! A text that is open: where the cursor stands in it, what is on screen, what is selected and annotated.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::drifted::Reanchored;
use super::effect::{Changes, Opened, Snapshot};
use super::hits::Hits;
use super::notice::Cause;
use super::saved::Saved;
use super::selection::Selection;
use crate::annotation::{Annotation, AnnotationSet, Entry, History, SpanId};
use crate::layout::steering::{self, Steering};
use crate::layout::{Direction, Page, PageSettings, RowPlace, Typesetter, cursor};
use crate::review::{Proposal, Review};
use crate::text::{Document, Span, Warning};

/// The open text.
#[derive(Debug)]
pub struct Reading {
    pub(super) text: usize,
    pub(super) document: Arc<Document>,
    pub(super) set: Arc<AnnotationSet>,
    pub(super) history: History,
    pub(super) read_only: Option<Cause>,
    /// Whether the last that was done to the annotations was to reanchor them, or to take that back.
    pub(super) reanchored: Option<Reanchored>,
    pub(super) warnings: Vec<Warning>,
    pub(super) saved: Saved,
    pub(super) revision: u64,
    /// Changes that were not yet given away to be kept.
    pub(super) entries: Vec<Entry>,
    /// The revision that the sidecar has; `None` before it has one of this sitting.
    pub(super) written: Option<u64>,
    /// Why the sidecar could not be written, if so.
    pub(super) behind: Option<Cause>,
    pub(super) typesetter: Typesetter,
    pub(super) rows: usize,
    pub(super) top: RowPlace,
    pub(super) page: Page,
    pub(super) cursor: usize,
    pub(super) goal: Option<u16>,
    pub(super) jumps: Vec<usize>,
    pub(super) selection: Option<Selection>,
    pub(super) chosen: Option<SpanId>,
    pub(super) hits: Option<Hits>,
    /// What reviewers have decided.
    pub(super) reviews: Vec<Review>,
    /// What of it is neither followed nor answered.
    pub(super) proposals: Vec<Proposal>,
    /// The proposal that was gone to.
    pub(super) proposal: Option<usize>,
    /// What steers the order in each paragraph that was on screen, by its number.
    steered: BTreeMap<usize, Option<Steering>>,
}

impl Reading {
    /// Opens a text on a screen of `rows` rows, set like this.
    pub(super) fn new(opened: Opened, settings: PageSettings, rows: u16) -> Self {
        let mut reading = Self {
            text: opened.text,
            document: opened.document,
            set: Arc::new(opened.set),
            history: opened.history,
            read_only: opened.read_only,
            reanchored: opened.reanchored,
            warnings: opened.warnings,
            saved: Saved::Yes,
            revision: 0,
            entries: Vec::new(),
            written: (!opened.is_ahead).then_some(0),
            behind: None,
            typesetter: Typesetter::new(settings),
            rows: usize::from(rows.max(1)),
            top: RowPlace::default(),
            page: Page::default(),
            cursor: 0,
            goal: None,
            jumps: Vec::new(),
            selection: None,
            chosen: None,
            hits: None,
            reviews: opened.reviews,
            proposals: Vec::new(),
            proposal: None,
            steered: BTreeMap::new(),
        };
        reading.look_for_proposals();
        reading.settle();
        reading
    }

    /// Takes the whole text in place of its head: every position stays what it was.
    pub(super) fn complete(&mut self, opened: Opened) {
        self.document = opened.document;
        self.set = Arc::new(opened.set);
        self.history = opened.history;
        self.written = (!opened.is_ahead).then_some(self.revision);
        (self.read_only, self.reanchored) = (opened.read_only, opened.reanchored);
        self.warnings = opened.warnings;
        self.reviews = opened.reviews;
        self.look_for_proposals();
        self.typesetter.forget();
        self.steered.clear();
        self.settle();
    }

    /// These changes, to be kept.
    pub(super) fn changes(&self, entries: Vec<Entry>) -> Changes {
        Changes { text: self.text, document: self.document.clone(), entries, revision: self.revision }
    }

    /// The annotations as they are now, to be written.
    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot { text: self.text, document: self.document.clone(), set: self.set.clone(), revision: self.revision }
    }

    /// Number of the text in the corpus.
    pub fn text(&self) -> usize {
        self.text
    }

    /// The text, or as much of it as is read.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Its annotations.
    pub fn set(&self) -> &AnnotationSet {
        &self.set
    }

    /// Why nothing may be changed, if so.
    pub fn read_only(&self) -> Option<&Cause> {
        self.read_only.as_ref()
    }

    /// What could not be read as it stands.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Whether every change is on the disk, in the journal.
    pub fn saved(&self) -> &Saved {
        &self.saved
    }

    /// Why the sidecar could not be written, if so.
    pub fn behind(&self) -> Option<&Cause> {
        self.behind.as_ref()
    }

    /// Whether the sidecar says what the annotations say.
    pub fn is_written(&self) -> bool {
        self.written == Some(self.revision)
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
        let (column, columns) = cursor::column_of(self.page.rows.get(row)?, self.cursor, self.typesetter.settings().width);
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

    /// What is searched for, with its hits.
    pub fn hits(&self) -> Option<&Hits> {
        self.hits.as_ref()
    }

    /// The spans at the cursor, the outermost first.
    pub fn stack(&self) -> Vec<&Annotation> {
        self.set.at(self.cursor)
    }

    /// The span that commands act on: the one chosen at the cursor, else the innermost.
    pub fn current(&self) -> Option<&Annotation> {
        let stack = self.stack();
        let chosen = self.chosen.as_ref().and_then(|id| stack.iter().find(|a| a.id == *id));
        chosen.or(stack.last()).copied()
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
        let seen = self.page.rows.first().map(|row| row.block.line_bytes(row.line).start);
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
        let margin = isize::try_from((self.rows / 4).min(2)).unwrap_or(0);
        let last = isize::try_from(self.rows).unwrap_or(1) - 1;
        let place = self.typesetter.place_of(&self.document, self.cursor);
        let first_good = self.typesetter.step(&self.document, self.top, margin);
        let last_good = self.typesetter.step(&self.document, self.top, last - margin);
        if place < first_good {
            self.top = self.typesetter.step(&self.document, place, -margin);
        } else if place > last_good {
            self.top = self.typesetter.step(&self.document, place, margin - last);
        }
        self.fill();
        for row in &self.page.rows {
            let document = &self.document;
            let look = |n| steering::steering(document.slice(document.paragraph(n).range()));
            self.steered.entry(row.block.paragraph()).or_insert_with_key(|n| look(*n));
        }
    }

    /// What steers the order of letters in the paragraph under the cursor.
    pub fn steering_here(&self) -> Option<Steering> {
        let row = self.page.rows.get(self.page.row_of(self.cursor)?)?;
        self.steered.get(&row.block.paragraph()).copied().flatten()
    }

    /// The gravest that steers the order of letters in a paragraph on screen.
    pub fn steering_on_screen(&self) -> Option<Steering> {
        let first = self.page.rows.first().map_or(0, |row| row.block.paragraph());
        let last = self.page.rows.last().map_or(0, |row| row.block.paragraph());
        self.steered.range(first..=last).filter_map(|(_, steering)| *steering).max()
    }

    /// Lays the screen out, scrolled back where the end of the text would leave it half empty.
    fn fill(&mut self) {
        self.page = self.typesetter.page(&self.document, self.top, self.rows);
        let missing = self.rows.saturating_sub(self.page.rows.len());
        if missing > 0 && self.top != RowPlace::default() {
            self.top = self.typesetter.step(&self.document, self.top, -isize::try_from(missing).unwrap_or(0));
            self.page = self.typesetter.page(&self.document, self.top, self.rows);
        }
    }

    /// Scrolls by rows; the cursor comes along where it would leave the screen.
    pub(super) fn scroll(&mut self, rows: isize) {
        self.top = self.typesetter.step(&self.document, self.top, rows);
        self.fill();
        let margin = (self.rows / 4).min(2);
        let kept = self.page.row_of(self.cursor);
        let shown = self.page.rows.len();
        let low = if self.top == RowPlace::default() { 0 } else { margin };
        let wanted = kept
            .unwrap_or(if rows > 0 { 0 } else { shown })
            .clamp(low.min(shown.saturating_sub(1)), shown.saturating_sub(1 + margin).max(low));
        if kept != Some(wanted) {
            let goal = self.goal();
            if let Some(row) = self.page.rows.get(wanted) {
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
