//! What a screen is: its own state, what keys mean on it, and what it makes of a command.

use std::any::Any;
use std::fmt;

use crate::session::command::Command;
use crate::session::corpus::News;
use crate::session::effect::Effect;
use crate::session::mode::Mode;
use crate::session::notice::Refusal;
use crate::session::parts::Line;
use crate::session::pointer::Pointer;
use crate::session::shared::Shared;
use crate::text::TextId;

/// What a screen makes of a command.
#[derive(Debug)]
pub enum Turn {
    /// It is done, with these wishes.
    Done(Vec<Effect>),
    /// It is not for this screen: the one below gets it.
    Below(Command),
    /// It is for no screen: it means the same everywhere.
    Everywhere(Command),
    /// Another screen opens above this one; whatever was above this one closes.
    Open(Box<dyn Screen>),
    /// The same, with these wishes.
    OpenWith(Box<dyn Screen>, Vec<Effect>),
    /// This screen closes, with these wishes.
    Close(Vec<Effect>),
    /// The sitting ends, if everything is saved.
    Quit,
}

impl Turn {
    /// Nothing is left to be done.
    pub(super) fn done() -> Self {
        Self::Done(Vec::new())
    }

    /// This screen closes, and nothing is left to be done.
    pub(super) fn close() -> Self {
        Self::Close(Vec::new())
    }
}

/// The screen that opens, or why it does not.
pub(super) fn opened(screen: Result<impl Screen, Refusal>, shared: &mut Shared) -> Turn {
    match screen {
        Ok(screen) => Turn::Open(Box::new(screen)),
        Err(refused) => {
            shared.tell(refused);
            Turn::done()
        }
    }
}

/// Where a screen lies on the one below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// It takes its place.
    Instead,
    /// It lies over it: what it is about is still the screen below.
    Over,
}

/// One place of the program: a list, a text, a line that is typed, a question.
///
/// A screen owns what is true only while it is there. It knows the screens that it opens and none of those it lies on.
pub trait Screen: Any + fmt::Debug {
    /// Returns what keys mean on it.
    fn mode(&self) -> Mode;

    /// Returns how it lies on the screen below.
    fn lie(&self) -> Lie {
        Lie::Instead
    }

    /// Performs a command.
    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn;

    /// Returns the command that history names for what is done here, where it is another than the one given.
    fn begun_by(&self) -> Option<Command> {
        None
    }

    /// Returns the mode of what it shows while a line is typed on it.
    fn about(&self) -> Mode {
        self.mode()
    }

    /// Returns the line that is being typed on it, if one is.
    fn line(&self) -> Option<&Line> {
        None
    }

    /// Takes a text that is pasted, as a whole.
    fn paste(&mut self, _text: &str, _shared: &mut Shared) {}

    /// Returns whether it has nothing left to be about.
    fn is_over(&self, _shared: &Shared) -> bool {
        false
    }

    /// Goes on where a screen over it has closed.
    fn resume(&mut self, _shared: &mut Shared) {}

    /// Takes note of another size of the screen.
    fn resize(&mut self, _shared: &Shared) {}

    /// Takes note of what is new about the texts.
    fn heard(&mut self, _news: News, _shared: &Shared) {}

    /// Takes note of the text that was opened.
    fn opened(&mut self, _text: TextId, _shared: &Shared) {}

    /// Does what the mouse asks for; returns the command that does what is left of it, if something is.
    fn point(&mut self, _pointer: Pointer, _shared: &mut Shared) -> Option<Command> {
        None
    }
}
