//! How far a page that is longer than the screen is scrolled.

use crate::session::command::Command;
use crate::session::motion::Motion;

/// Which line of a page is the first on screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scroll {
    top: usize,
    /// The first line when the end of the page is on screen.
    last: usize,
}

impl Scroll {
    /// Returns the first line on screen.
    pub fn top(self) -> usize {
        self.top
    }

    /// Goes to the beginning.
    pub fn reset(&mut self) {
        self.top = 0;
    }

    /// Takes note of how many lines the page has, on so many rows.
    pub fn measure(&mut self, lines: usize, rows: u16) {
        self.last = lines.saturating_sub(usize::from(rows));
        self.top = self.top.min(self.last);
    }

    /// Scrolls by so many lines, downwards where positive.
    pub fn turn(&mut self, lines: isize) {
        self.top = self.top.saturating_add_signed(lines).min(self.last);
    }

    /// Performs a command that scrolls, on so many rows; tells whether it is one.
    pub fn update(&mut self, command: &Command, rows: u16) -> bool {
        let page = usize::from(rows.max(2)) - 1;
        let top = match command {
            Command::Move(Motion::LineUp) | Command::ScrollUp => self.top.saturating_sub(1),
            Command::Move(Motion::LineDown) | Command::ScrollDown => self.top + 1,
            Command::Move(Motion::PageUp | Motion::HalfPageUp) => self.top.saturating_sub(page),
            Command::Move(Motion::PageDown | Motion::HalfPageDown) => self.top + page,
            Command::Move(Motion::DocumentStart) => 0,
            Command::Move(Motion::DocumentEnd) => self.last,
            _ => return false,
        };
        self.top = top.min(self.last);
        true
    }
}
