//! What a screen takes of the whole one, and what its bar of keys has: each says it in its own file, and [`super::draw`] has
//! the table of all.

use crate::session::{Command, Mode, Session};
use crate::words::Label;

/// What of the whole screen something takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A text: its keys with the tags above it, what its spans say beside or below.
    Text,
    /// A review: the keys that decide above it, what is at hand below.
    Review,
    /// Rows from top to bottom, with a bar of keys below.
    List,
    /// The same without a bar of keys.
    Page,
    /// A part of the screen below it, in whose place its keys are.
    Panel,
    /// No more than a row of the bars, or letters on a text.
    Row,
}

impl Shape {
    /// Whether nothing of the screens below is seen.
    pub(super) fn covers(self) -> bool {
        !matches!(self, Self::Panel | Self::Row)
    }
}

/// The commands of a bar of keys.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keys {
    /// The most important first. A state without a name is whichever follows the key that all of them begin with.
    pub hints: &'static [Command],
    /// Those that are always shown.
    pub kept: &'static [Command],
}

impl Keys {
    /// No bar of keys.
    const NONE: Self = Self { hints: &[], kept: &[] };
}

/// What a screen says of itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// The mode that it is about.
    pub mode: Mode,
    /// What it takes of the whole screen.
    pub shape: Shape,
    /// Its keys.
    pub keys: Keys,
    /// Its keys while something is selected in the text, where they are others.
    pub selecting: Option<Keys>,
    /// What keys do here, where that has another word than elsewhere.
    pub labels: &'static [(Command, Label<'static>)],
    /// What stands before a line that is typed here.
    pub prompt: Option<fn(&Session) -> Label<'static>>,
}

impl Plan {
    /// A screen of a shape without keys and without a line.
    pub(super) const fn of(mode: Mode, shape: Shape) -> Self {
        Self { mode, shape, keys: Keys::NONE, selecting: None, labels: &[], prompt: None }
    }

    /// What a key does here, in another word than elsewhere.
    pub(super) fn label(&self, command: &Command) -> Option<&Label<'static>> {
        self.labels.iter().find(|(of, _)| of == command).map(|(_, label)| label)
    }
}
