//! The list of texts: which one the cursor is on.

use super::screen::{Screen, Turn};
use crate::session::command::Command;
use crate::session::effect::{Effect, Pointer};
use crate::session::mode::Mode;
use crate::session::motion::Motion;
use crate::session::notice::Notice;
use crate::session::shared::Shared;

/// The list of texts on screen.
#[derive(Debug, Default)]
pub struct Corpus {
    cursor: usize,
    top: usize,
    rows: usize,
}

impl Corpus {
    /// Returns the number of the text under the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns the number of the first text on screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Moves the cursor in a list of so many texts.
    fn go(&mut self, motion: Motion, count: usize, texts: usize) {
        let page = self.rows.saturating_sub(1).max(1);
        let cursor = match motion {
            Motion::LineUp | Motion::PreviousParagraph => self.cursor.saturating_sub(count),
            Motion::LineDown | Motion::NextParagraph => self.cursor.saturating_add(count),
            Motion::PageUp | Motion::HalfPageUp => self.cursor.saturating_sub(page * count),
            Motion::PageDown | Motion::HalfPageDown => self.cursor.saturating_add(page * count),
            Motion::DocumentStart | Motion::LineStart => 0,
            Motion::DocumentEnd | Motion::LineEnd => texts.saturating_sub(1),
            _ => self.cursor,
        };
        self.place(cursor, texts);
    }

    /// Puts the cursor on a text, or the last one.
    fn place(&mut self, cursor: usize, texts: usize) {
        self.cursor = cursor.min(texts.saturating_sub(1));
        let rows = self.rows.max(1);
        // No row stays empty below the list while there are texts above the screen.
        self.top = self.top.min(texts.saturating_sub(rows));
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + rows {
            self.top = self.cursor + 1 - rows;
        }
    }

    fn open(&self, shared: &mut Shared) -> Turn {
        if !shared.texts.is_listed() {
            shared.tell(Notice::StillListing);
        } else if shared.texts.entries().is_empty() {
            shared.tell(Notice::NoTexts);
        } else {
            return Turn::Done(vec![Effect::Open(self.cursor)]);
        }
        Turn::done()
    }
}

impl Screen for Corpus {
    fn mode(&self) -> Mode {
        Mode::Corpus
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        let count = shared.times();
        let texts = shared.texts.entries().len();
        match command {
            Command::Move(motion) => self.go(motion, count, texts),
            Command::NextText => self.go(Motion::LineDown, count, texts),
            Command::PreviousText => self.go(Motion::LineUp, count, texts),
            Command::ScrollDown => self.go(Motion::LineDown, 3, texts),
            Command::ScrollUp => self.go(Motion::LineUp, 3, texts),
            Command::Open => return self.open(shared),
            other => return Turn::Everywhere(other),
        }
        Turn::done()
    }

    fn resize(&mut self, shared: &Shared) {
        self.rows = usize::from(shared.area.1.max(1));
        self.place(self.cursor, shared.texts.entries().len());
    }

    fn opened(&mut self, text: usize, shared: &Shared) {
        self.place(text, shared.texts.entries().len());
    }

    fn point(&mut self, pointer: Pointer, shared: &mut Shared) {
        let texts = shared.texts.entries().len();
        match pointer {
            Pointer::Press(_, row) => self.place(self.top + usize::from(row), texts),
            Pointer::Wheel(rows) if rows > 0 => self.go(Motion::LineDown, rows.unsigned_abs(), texts),
            Pointer::Wheel(rows) => self.go(Motion::LineUp, rows.unsigned_abs(), texts),
            Pointer::Drag(..) => {}
        }
    }
}
