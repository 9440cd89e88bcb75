//! The line where the answer to a reviewer's remark is typed.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::notice::Refusal;
use crate::session::parts::Line;
use crate::session::shared::Shared;

/// An answer being typed.
#[derive(Debug)]
pub struct Answer {
    line: Line,
}

impl Answer {
    /// Begins an answer to the remark at the cursor.
    ///
    /// # Errors
    ///
    /// Fails where there is no remark, or nothing may be changed.
    pub(super) fn to_remark(shared: &Shared) -> Result<Self, Refusal> {
        shared.changeable()?.remark_here()?;
        Ok(Self { line: Line::default() })
    }
}

impl Screen for Answer {
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
                shared.end_answer(self.line.text().trim());
            }
            Command::Cancel => shared.recalls.comments.rest(),
            other if shared.recalls.comments.update(&mut self.line, &other).is_some() => return Turn::done(),
            other => return Turn::Everywhere(other),
        }
        Turn::close()
    }
    fn begun_by(&self) -> Option<Command> {
        Some(Command::AnswerRemark)
    }
}
