//! Standard error while a job works: its warnings, and on a terminal one line that says how far it has come.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::fault::warn;
use crate::workspace::{Progress, Stage, Warning, Watch};

/// Time between two drawings of the line.
const PAUSE: Duration = Duration::from_millis(100);
/// Cells of the bar.
const CELLS: usize = 24;

/// Watches a job for whoever looks at standard error. Its line vanishes when the job ends, however it ends.
#[derive(Debug)]
pub(super) struct Console {
    has_line: bool,
    line: Mutex<Line>,
}

/// The line, and when it was drawn last.
#[derive(Debug)]
struct Line {
    stage: Option<Stage>,
    drawn: Option<Instant>,
    begun: Instant,
}

impl Console {
    pub(super) fn new() -> Self {
        Self { has_line: io::stderr().is_terminal(), line: Mutex::new(Line::new(None)) }
    }

    /// A console without a line, for a job that asks questions in its place.
    pub(super) fn without_line() -> Self {
        Self { has_line: false, line: Mutex::new(Line::new(None)) }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    fn new(stage: Option<Stage>) -> Self {
        Self { stage, drawn: None, begun: Instant::now() }
    }

    fn clear(&mut self) {
        if self.drawn.take().is_some() {
            let mut out = io::stderr().lock();
            let _unread = write!(out, "\r\u{1b}[K").and_then(|()| out.flush());
        }
    }
}

impl Watch for Console {
    /// Draws the line now and then; a stage that ends at once draws nothing, and one that
    /// is done clears it.
    fn progress(&self, Progress { stage, done, all }: Progress) {
        if !self.has_line {
            return;
        }
        let mut line = self.line();
        if line.stage != Some(stage) {
            line.clear();
            *line = Line::new(Some(stage));
        }
        if done >= all {
            return line.clear();
        }
        let is_due = line.drawn.unwrap_or(line.begun).elapsed() >= PAUSE;
        if is_due {
            let full = CELLS * done / all.max(1);
            let bar: String = (0..CELLS).map(|n| if n < full { '#' } else { '.' }).collect();
            let mut out = io::stderr().lock();
            let _unread = write!(out, "\r\u{1b}[K{} [{bar}] {done}/{all}", stage.name()).and_then(|()| out.flush());
            line.drawn = Some(Instant::now());
        }
    }

    fn warning(&self, warning: &Warning) {
        self.line().clear();
        warn(warning);
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        self.line().clear();
    }
}
