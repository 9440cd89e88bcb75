//! The help: the words that its entries must hold, and which of its lines is the first on screen.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::motion::Motion;
use crate::session::parts::{Line, Sieve, Touched};
use crate::session::shared::Shared;

/// The help on screen.
#[derive(Debug, Default)]
pub struct Help {
    sieve: Sieve,
    top: usize,
    /// The first line when its end is on screen.
    last: usize,
}

impl Help {
    /// Returns the words that its entries must hold.
    pub fn sieve(&self) -> &Sieve {
        &self.sieve
    }

    /// Returns the first line on screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Takes note of how many lines it has, on so many rows.
    pub(crate) fn measure(&mut self, lines: usize, rows: u16) {
        self.last = lines.saturating_sub(usize::from(rows));
        self.top = self.top.min(self.last);
    }
}

impl Screen for Help {
    fn mode(&self) -> Mode {
        if self.sieve.is_typing() { Mode::Filter } else { Mode::Help }
    }

    fn about(&self) -> Mode {
        Mode::Help
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn line(&self) -> Option<&Line> {
        self.sieve.is_typing().then(|| self.sieve.line())
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.sieve.paste(text);
        self.top = 0;
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match self.sieve.update(&command) {
            Some(Touched::Text) => {
                self.top = 0;
                return Turn::done();
            }
            Some(Touched::Cursor) => return Turn::done(),
            None => {}
        }
        let page = usize::from(shared.area.1.max(2)) - 1;
        self.top = match command {
            Command::Move(Motion::LineUp) | Command::ScrollUp => self.top.saturating_sub(1),
            Command::Move(Motion::LineDown) | Command::ScrollDown => self.top + 1,
            Command::Move(Motion::PageUp | Motion::HalfPageUp) => self.top.saturating_sub(page),
            Command::Move(Motion::PageDown | Motion::HalfPageDown) => self.top + page,
            Command::Move(Motion::DocumentStart) => 0,
            Command::Move(Motion::DocumentEnd) => self.last,
            Command::Help | Command::Cancel | Command::Accept | Command::Back => return Turn::close(),
            other => return Turn::Everywhere(other),
        };
        self.top = self.top.min(self.last);
        Turn::done()
    }
}
