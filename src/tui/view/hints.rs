//! What is remembered of the bars of keys from one frame to the next.

use std::cell::RefCell;
use std::collections::HashMap;

use super::parts::bar::Bar;
use super::pieces::Pieces;
use super::plan::{Plan, Shape};
use super::targets::Targets;
use crate::session::Mode;

/// The hints that were made: what a key is called and does changes with the keymap and the language only, and each frame
/// asks for them more than once.
#[derive(Debug)]
pub struct Hints {
    /// What each screen says of itself.
    plans: Vec<&'static Plan>,
    pub(super) places: RefCell<HashMap<Place, Bar>>,
    /// The keys of each tag, in the order of the schema, by mode.
    pub(super) tags: RefCell<HashMap<Mode, Vec<Pieces>>>,
    /// What the mouse can press on the last frame.
    pub targets: Targets,
}

impl Hints {
    /// Remembers nothing yet of screens that say this of themselves.
    pub(super) fn of(plans: impl IntoIterator<Item = &'static Plan>) -> Self {
        Self {
            plans: plans.into_iter().collect(),
            places: RefCell::default(),
            tags: RefCell::default(),
            targets: Targets::default(),
        }
    }

    /// What the screen of a mode says of itself.
    pub(super) fn plan(&self, mode: Mode) -> Option<&'static Plan> {
        self.plans.iter().find(|plan| plan.mode == mode).copied()
    }

    /// What the screen of a mode takes of the whole one.
    pub(super) fn shape(&self, mode: Mode) -> Shape {
        self.plan(mode).map_or(Shape::Page, |plan| plan.shape)
    }
}

/// Where keys are shown: the mode, and whether something is selected there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) mode: Mode,
    pub(super) is_selecting: bool,
}
