//! What drawing needs to know besides the session.

use super::hints::Hints;
use crate::keymap::{Key, Keymap};
use crate::tui::theme::Theme;
use crate::words::Words;

/// What drawing needs to know besides the session.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// What keys do, for the legend and the help.
    pub keymap: &'a Keymap,
    /// The keys of an unfinished sequence.
    pub pending: &'a [Key],
    /// What people read.
    pub words: Words,
    /// The hints that were made for this keymap in these words.
    pub hints: &'a Hints,
    /// How things look.
    pub theme: Theme,
}
