//! The list of texts: what each is, how far its annotations are, and which one the cursor is on.

use super::motion::Motion;
use super::notice::Cause;

/// What the annotations of a text amount to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextSummary {
    /// The state in its sidecar, if it has one.
    pub state: Option<String>,
    /// How many spans of each tag, in the order of the schema.
    pub counts: Vec<usize>,
    /// When they last changed, for people (`2031-03-12 10:04`).
    pub changed: Option<String>,
    /// What is wrong with the sidecar, if it cannot be read.
    pub fault: Option<Cause>,
}

/// A text of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEntry {
    /// Its name, relative to the folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many other annotators have a sidecar beside it.
    pub others: usize,
    /// What the annotator's own sidecar says, once it was read.
    pub summary: Option<TextSummary>,
}

/// The list of texts on screen.
#[derive(Debug, Default)]
pub struct Corpus {
    texts: Vec<TextEntry>,
    listed: bool,
    cursor: usize,
    top: usize,
    rows: usize,
}

impl Corpus {
    /// The texts, in order.
    pub fn texts(&self) -> &[TextEntry] {
        &self.texts
    }

    /// Whether the folder has been listed, so that no text means that there is none.
    pub fn is_listed(&self) -> bool {
        self.listed
    }

    /// Number of the text under the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Number of the first text on screen.
    pub fn top(&self) -> usize {
        self.top
    }

    pub(super) fn list(&mut self, texts: Vec<TextEntry>) {
        self.texts = texts;
        self.listed = true;
        self.place(self.cursor);
    }

    pub(super) fn summarise(&mut self, text: usize, summary: TextSummary) {
        if let Some(entry) = self.texts.get_mut(text) {
            entry.summary = Some(summary);
        }
    }

    pub(super) fn resize(&mut self, rows: u16) {
        self.rows = usize::from(rows.max(1));
        self.place(self.cursor);
    }

    /// Moves the cursor in the list.
    pub(super) fn go(&mut self, motion: Motion, count: usize) {
        let page = self.rows.saturating_sub(1).max(1);
        let last = self.texts.len().saturating_sub(1);
        self.place(match motion {
            Motion::LineUp | Motion::PreviousParagraph => self.cursor.saturating_sub(count),
            Motion::LineDown | Motion::NextParagraph => self.cursor.saturating_add(count),
            Motion::PageUp | Motion::HalfPageUp => self.cursor.saturating_sub(page * count),
            Motion::PageDown | Motion::HalfPageDown => self.cursor.saturating_add(page * count),
            Motion::DocumentStart | Motion::LineStart => 0,
            Motion::DocumentEnd | Motion::LineEnd => last,
            _ => self.cursor,
        });
    }

    /// Puts the cursor on a text, or the last one.
    pub(super) fn place(&mut self, cursor: usize) {
        self.cursor = cursor.min(self.texts.len().saturating_sub(1));
        let rows = self.rows.max(1);
        // No row stays empty below the list while there are texts above the screen.
        self.top = self.top.min(self.texts.len().saturating_sub(rows));
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + rows {
            self.top = self.cursor + 1 - rows;
        }
    }
}
