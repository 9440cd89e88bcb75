//! What drawing needs to know besides the session.

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
    /// How things look.
    pub theme: Theme,
}
