//! The line where a comment on a decision is typed.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::reviewing::Reviewing;
use crate::session::shared::Shared;
use crate::session::typing::Typed;

/// A comment being typed.
#[derive(Debug)]
pub struct Comment {
    line: Typed,
}

impl Comment {
    /// Begins with the comment on the unit at hand, or the one that is to go along with the decision to come.
    pub(super) fn on_unit(review: &Reviewing) -> Self {
        let comment = review.decision().map_or(review.remark().comment.as_str(), |decision| &decision.comment);
        Self { line: Typed::from(comment) }
    }
}

impl Screen for Comment {
    fn mode(&self) -> Mode {
        Mode::Comment
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn typed(&self) -> Option<&str> {
        Some(self.line.text())
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Accept => Turn::Close(shared.end_comment(self.line.text().trim())),
            Command::Cancel => Turn::close(),
            other if self.line.update(&other) => Turn::done(),
            other => Turn::Everywhere(other),
        }
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::EditComment)
    }
}
