//! What is remembered of the bars of keys from one frame to the next.

use std::cell::RefCell;
use std::collections::HashMap;

use super::parts::bar::Bar;
use super::pieces::Pieces;
use super::targets::Targets;
use crate::session::Mode;

/// The hints that were made: what a key is called and does changes with the keymap and the language only, and each frame
/// asks for them more than once.
#[derive(Debug, Default)]
pub struct Hints {
    pub(super) places: RefCell<HashMap<Place, Bar>>,
    /// The keys of each tag, in the order of the schema, by mode.
    pub(super) tags: RefCell<HashMap<Mode, Vec<Pieces>>>,
    /// What the mouse can press on the last frame.
    pub targets: Targets,
}

/// Where keys are shown: the mode, and whether something is selected there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) mode: Mode,
    pub(super) is_selecting: bool,
}
