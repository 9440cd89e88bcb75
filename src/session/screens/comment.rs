//! The line where a comment on a decision is typed.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::parts::Line;
use crate::session::reviewing::Reviewing;
use crate::session::shared::Shared;

/// A comment being typed.
#[derive(Debug)]
pub struct Comment {
    line: Line,
}

impl Comment {
    /// Begins with the comment on the unit at hand, or the one that is to go along with the decision to come.
    pub(super) fn on_unit(review: &Reviewing) -> Self {
        let comment = review.decision().map_or(review.rationale().comment.as_str(), |decision| &decision.comment);
        Self { line: Line::from(comment) }
    }
}

impl Screen for Comment {
    fn mode(&self) -> Mode {
        Mode::Comment
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn line(&self) -> Option<&Line> {
        Some(&self.line)
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.line.insert(text);
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Accept => {
                shared.recalls.comments.keep(self.line.text().trim());
                Turn::Close(shared.end_comment(self.line.text().trim()))
            }
            Command::Cancel => {
                shared.recalls.comments.rest();
                Turn::close()
            }
            other if shared.recalls.comments.update(&mut self.line, &other).is_some() => Turn::done(),
            other => Turn::Everywhere(other),
        }
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::EditComment)
    }
}
