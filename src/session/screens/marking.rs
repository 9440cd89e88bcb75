//! A letter for a place in the text: it is set there, or gone to.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::notice::{Notice, Refusal};
use crate::session::shared::Shared;

/// What a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marking {
    /// It is to stand for the place of the cursor.
    Set,
    /// The place that it stands for is gone to.
    GoTo,
}

impl Marking {
    /// Asks for the letter.
    pub(super) fn asked(self, shared: &mut Shared) -> Self {
        shared.tell(Notice::MarkAsked);
        self
    }

    fn letter(self, letter: char, shared: &mut Shared) {
        let Some(open) = &mut shared.open_text else { return };
        match self {
            Self::Set => {
                open.sheet.marks.insert(letter, open.sheet.cursor);
                shared.tell(Notice::MarkSet { letter });
            }
            Self::GoTo => match open.sheet.marks.get(&letter).copied() {
                Some(at) => open.sheet.jump(at),
                None => shared.tell(Refusal::NoSuchMark { letter }),
            },
        }
    }
}

impl Screen for Marking {
    fn mode(&self) -> Mode {
        Mode::Marking
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Letter(letter) => self.letter(letter, shared),
            Command::Cancel => {}
            other => return Turn::Everywhere(other),
        }
        Turn::close()
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.open_text.is_none()
    }
}
