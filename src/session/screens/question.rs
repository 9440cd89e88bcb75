//! The question whether to leave although something is not saved.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::mode::Mode;
use crate::session::shared::Shared;

/// The question on screen; what is not saved, the session knows.
#[derive(Debug, Default)]
pub struct Question;

impl Screen for Question {
    fn mode(&self) -> Mode {
        Mode::Question
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    /// Yes, no, or asked to leave once more, which is a yes.
    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Accept | Command::Quit => {
                shared.gave_up = true;
                Turn::Done(vec![Effect::Quit])
            }
            Command::Cancel => Turn::close(),
            other => Turn::Everywhere(other),
        }
    }
}
