//! What can be wrong in a keymap file, and where.

use thiserror::Error;

use super::key::KeyError;
use crate::session::command::CommandError;

/// Points at a place in a file: line and column count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct FilePlace {
    pub line: usize,
    pub column: usize,
}

/// Tells what is wrong in a keymap file and where; the rest of the file still counts.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}:{line}:{column}: {problem}")]
pub struct KeymapError {
    /// The name of the file, as its [`super::KeymapText`] has it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// Tells what is wrong with a keymap file or with one entry of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// The file or the entry is not the RON that is expected.
    #[error("{0}")]
    Form(String),
    /// No built-in keymap has this name.
    #[error("there is no keymap {0:?} to build upon")]
    UnknownBase(String),
    /// No built-in layout has this name.
    #[error("there is no keyboard layout {0:?}")]
    UnknownLayout(String),
    /// A pair of a layout is not a typed character, or two, and one key.
    #[error("{typed:?} and {key:?} are no pair of a typed character and a key")]
    BadPair {
        /// What the layout types.
        typed: String,
        /// The key it is said to be typed with.
        key: String,
    },
    /// A layout types the same in two places.
    #[error("{0:?} is already in this layout")]
    DuplicatePair(String),
    /// No mode is named.
    #[error("no mode is named")]
    NoMode,
    /// No mode has this name.
    #[error("there is no mode {0:?}")]
    UnknownMode(String),
    /// The keys cannot be read.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The command cannot be read.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// The command means nothing in that mode.
    #[error("the command {command} has no meaning in the mode {mode}")]
    WrongMode {
        /// The command's name.
        command: &'static str,
        /// The mode's name.
        mode: &'static str,
    },
    /// The keymap of a folder binds what only a user's own may: copying, or the way out.
    #[error("the keymap of a folder cannot bind {keys} to `{command}`")]
    Withheld {
        /// The keys.
        keys: String,
        /// The command, in its written form.
        command: String,
    },
    /// The keymap of a folder says what a keyboard types: by that, any key could be another.
    #[error("the keymap of a folder cannot have letters: a keyboard is the user's own")]
    WithheldLetters,
    /// The same keys are bound twice in one file; the first binding counts.
    #[error("{keys} is already bound at line {line} in the mode {mode}")]
    Duplicate {
        /// The keys bound again.
        keys: String,
        /// The mode's name.
        mode: &'static str,
        /// The line of the first binding.
        line: usize,
    },
    /// Of two bindings in one file one begins with the other; the first counts.
    #[error("{keys} cannot stand beside {other} of line {line} in the mode {mode}: one begins with the other")]
    Prefix {
        /// The keys of this binding.
        keys: String,
        /// The keys of the first binding.
        other: String,
        /// The mode's name.
        mode: &'static str,
        /// The line of the first binding.
        line: usize,
    },
    /// The schema gives a tag a key that the keymap needs for something else.
    #[error("the tag {tag} cannot have {keys} in the mode {mode}: it collides with {other} at line {line}")]
    TagKey {
        /// The tag.
        tag: String,
        /// The keys that the template makes of the tag's key.
        keys: String,
        /// The mode's name.
        mode: &'static str,
        /// What stands in the way, in its written form.
        other: String,
        /// The line where that is bound.
        line: usize,
    },
    /// A binding over the base takes the only keys that a tag had.
    #[error("{keys} was the only key for `{command}` in the mode {mode}")]
    HiddenTag {
        /// The keys bound.
        keys: String,
        /// The command that is hidden by it, in its written form.
        command: String,
        /// The mode's name.
        mode: &'static str,
    },
}
