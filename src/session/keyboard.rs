//! Which keyboard is in use, where letters do not tell.

use super::command::Command;

/// A keyboard that may be in use, and what the letter that was typed would be on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyboardChoice {
    /// The name of its layout.
    pub name: String,
    /// The Latin key of the letter; `None` where no letter was typed.
    pub latin: Option<char>,
    /// What that key does, if it does something by itself.
    pub does: Option<Command>,
}
