//! Which way changes are gone through: they are taken back, or made again.

use super::notice::Notice;
use crate::annotation::Act;

/// Which way changes are gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Travel {
    /// The last change is taken back.
    Undo,
    /// The change is made again that was taken back last.
    Redo,
}

impl Travel {
    /// What an entry of the journal says that was done.
    pub(super) fn act(self) -> Act {
        match self {
            Self::Undo => Act::Undo,
            Self::Redo => Act::Redo,
        }
    }

    /// What there is to tell where no change is left.
    pub(super) fn nothing_left(self) -> Notice {
        match self {
            Self::Undo => Notice::NothingToUndo,
            Self::Redo => Notice::NothingToRedo,
        }
    }
}
