//! How far a long task has come: one line on a terminal, nothing elsewhere.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Time between two drawings of the line.
const PAUSE: Duration = Duration::from_millis(100);
/// Cells of the bar.
const CELLS: usize = 24;

/// The line of one task. It vanishes when the task ends, however it ends.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    all: usize,
    drawn: Option<Instant>,
    visible: bool,
    begun: Instant,
}

impl Progress {
    /// A task of so many steps, called by a verb (`exporting`).
    pub fn new(what: &'static str, all: usize) -> Self {
        Self { what, all, drawn: None, visible: io::stderr().is_terminal(), begun: Instant::now() }
    }

    /// Says that so many steps are done; a task that ends at once draws nothing.
    pub fn at(&mut self, done: usize) {
        let due = self.drawn.map_or(self.begun, |drawn| drawn).elapsed() >= PAUSE;
        if self.visible && due && done < self.all {
            let full = CELLS * done / self.all.max(1);
            let bar: String = (0..CELLS).map(|n| if n < full { '#' } else { '.' }).collect();
            let mut out = io::stderr().lock();
            let _unread = write!(out, "\r\u{1b}[K{} [{bar}] {done}/{}", self.what, self.all).and_then(|()| out.flush());
            self.drawn = Some(Instant::now());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.drawn.is_some() {
            let mut out = io::stderr().lock();
            let _unread = write!(out, "\r\u{1b}[K").and_then(|()| out.flush());
        }
    }
}
