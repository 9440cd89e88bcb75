//! Which keyboard is in use: asked where a letter is not the same key on all, or at any time.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::keyboard::KeyboardChoice;
use crate::session::mode::Mode;
use crate::session::motion::{Motion, Neighbour};
use crate::session::notice::Refusal;
use crate::session::shared::Shared;

/// The keyboards, of which one is chosen.
#[derive(Debug)]
pub struct Keyboard {
    letter: Option<char>,
    choices: Vec<KeyboardChoice>,
    cursor: usize,
}

impl Keyboard {
    /// Asks which of these keyboards is in use, because of a letter that was typed or for another reason.
    pub(crate) fn of(letter: Option<char>, choices: Vec<KeyboardChoice>) -> Self {
        Self { letter, choices, cursor: 0 }
    }

    /// Returns the letter that is not the same key on all of them.
    pub fn letter(&self) -> Option<char> {
        self.letter
    }

    /// Returns the keyboards, and whether the cursor is on each.
    pub fn rows(&self) -> impl Iterator<Item = (&KeyboardChoice, bool)> {
        self.choices.iter().enumerate().map(|(row, choice)| (choice, row == self.cursor))
    }

    fn choose(&self, row: usize, shared: &mut Shared) -> Turn {
        if let Some(choice) = self.choices.get(row) {
            return Turn::Close(vec![Effect::UseKeyboard(choice.name.clone())]);
        }
        shared.tell(Refusal::NoSuchValue { values: self.choices.len() });
        Turn::done()
    }
}

impl Screen for Keyboard {
    fn mode(&self) -> Mode {
        Mode::Keyboard
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::ChooseValue(digit) => return self.choose(usize::from(digit).wrapping_sub(1), shared),
            Command::Accept => return self.choose(self.cursor, shared),
            Command::Move(Motion::LineDown) => self.cursor = Neighbour::Next.round(self.cursor, self.choices.len()),
            Command::Move(Motion::LineUp) => self.cursor = Neighbour::Previous.round(self.cursor, self.choices.len()),
            Command::Cancel => return Turn::close(),
            other => return Turn::Everywhere(other),
        }
        Turn::done()
    }
}
