//! The help: the words that its entries must hold, and which of its lines is the first on screen.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::parts::{Line, Scroll, Sieve, Touched};
use crate::session::pointer::Pointer;
use crate::session::shared::Shared;

/// The help on screen.
#[derive(Debug, Default)]
pub struct Help {
    sieve: Sieve,
    scroll: Scroll,
}

impl Help {
    /// Returns the words that its entries must hold.
    pub fn sieve(&self) -> &Sieve {
        &self.sieve
    }

    /// Returns the first line on screen.
    pub fn top(&self) -> usize {
        self.scroll.top()
    }

    /// Takes note of how many lines it has, on so many rows.
    pub(crate) fn measure(&mut self, lines: usize, rows: u16) {
        self.scroll.measure(lines, rows);
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
        self.scroll.reset();
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match self.sieve.update(&command) {
            Some(Touched::Text) => {
                self.scroll.reset();
                return Turn::done();
            }
            Some(Touched::Cursor) => return Turn::done(),
            None => {}
        }
        if self.scroll.update(&command, shared.area.1) {
            return Turn::done();
        }
        match command {
            Command::Help | Command::Cancel | Command::Accept | Command::Back => Turn::close(),
            other => Turn::Everywhere(other),
        }
    }

    fn point(&mut self, pointer: Pointer, _shared: &mut Shared) -> Option<Command> {
        if let Pointer::Wheel(rows) = pointer {
            self.scroll.turn(rows);
        }
        None
    }
}
