//! The line where the answer to a reviewer's remark is typed.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::notice::Refusal;
use crate::session::shared::Shared;
use crate::session::typing::Typed;

/// An answer being typed.
#[derive(Debug)]
pub struct Answer {
    line: Typed,
}

impl Answer {
    /// Begins an answer to the remark at the cursor.
    ///
    /// # Errors
    ///
    /// Fails where there is no remark, or nothing may be changed.
    pub(super) fn to_remark(shared: &Shared) -> Result<Self, Refusal> {
        shared.changeable()?.remark_here()?;
        Ok(Self { line: Typed::default() })
    }
}

impl Screen for Answer {
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
            Command::Accept => shared.end_answer(self.line.text().trim()),
            Command::Cancel => {}
            other if self.line.update(&other) => return Turn::done(),
            other => return Turn::Everywhere(other),
        }
        Turn::close()
    }
    fn begun_by(&self) -> Option<Command> {
        Some(Command::AnswerRemark)
    }
}
