//! Whether to submit a text in which something is missing: what, span by span.

use super::screen::{Lie, Screen, Turn};
use crate::annotation::{DocumentState, Edit, Gap, Missing, SpanId, gaps};
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::motion::{Motion, Neighbour};
use crate::session::shared::Shared;

/// What is missing, and the state that the text is to have.
#[derive(Debug)]
pub struct Submission {
    state: DocumentState,
    rows: Vec<Lack>,
    at: usize,
}

/// What one span lacks; the text itself, where there is no span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// The span.
    pub span: Option<SpanId>,
    /// The attributes, facts and relations that are missing.
    pub missing: Vec<Missing>,
}

impl Submission {
    /// Asks before a text is submitted in which something is missing; `None` where nothing is, or another state is set.
    pub(super) fn of(state: &DocumentState, shared: &Shared) -> Option<Self> {
        let open = shared.open_text.as_ref().filter(|open| open.read_only.is_none())?;
        let is_submitted = *state == DocumentState::Submitted && shared.review.is_none();
        let rows = if is_submitted { lacks(gaps(open.set(), &shared.schema, shared.part())) } else { Vec::new() };
        (!rows.is_empty()).then(|| Self { state: state.clone(), rows, at: 0 })
    }

    /// Returns what is missing, in reading order.
    pub fn rows(&self) -> &[Lack] {
        &self.rows
    }

    /// Returns the number of the row at hand.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes a row down or up; the text goes along.
    fn go(&mut self, which: Neighbour, shared: &mut Shared) {
        self.at = which.of(self.at, self.rows.len()).unwrap_or(self.at);
        let Some(open) = &mut shared.open_text else { return };
        let span = self.rows.get(self.at).and_then(|row| open.set().get(row.span.as_ref()?));
        if let Some((id, start)) = span.map(|span| (span.id.clone(), span.span.start())) {
            open.sheet.place_cursor(start);
            open.choose(id);
        }
    }
}

/// Gaps by span.
fn lacks(gaps: Vec<Gap>) -> Vec<Lack> {
    let mut rows: Vec<Lack> = Vec::new();
    for gap in gaps {
        match rows.last_mut().filter(|row| row.span == gap.span) {
            Some(row) => row.missing.push(gap.missing),
            None => rows.push(Lack { span: gap.span, missing: vec![gap.missing] }),
        }
    }
    rows
}

impl Screen for Submission {
    fn mode(&self) -> Mode {
        Mode::Submission
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Accept => {
                let state = Edit::State(self.state.clone());
                if let Some(open) = &mut shared.open_text {
                    let done = open.change(state);
                    shared.report(done);
                }
                return Turn::close();
            }
            Command::Cancel | Command::Back => return Turn::close(),
            Command::Move(Motion::LineDown) => self.go(Neighbour::Next, shared),
            Command::Move(Motion::LineUp) => self.go(Neighbour::Previous, shared),
            // The reader opens the round of gaps, in the place of this.
            next @ Command::NextGap => return Turn::Below(next),
            other => return Turn::Everywhere(other),
        }
        Turn::done()
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::State(self.state.as_str().to_owned()))
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.open_text.is_none()
    }
}
