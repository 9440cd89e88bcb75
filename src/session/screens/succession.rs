//! What is to become of identities: merged into another, renamed, split, or as they were; shown before it is done.

use crate::annotation::{IdentityAct, IdentityId};
use crate::session::registries::IdentityReport;

/// How far it is said what is to become of an identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Succession {
    /// What it is merged into is picked.
    Heir(IdentityId),
    /// Its other id is typed.
    OtherId(IdentityId),
    /// The id of a new one is typed, which gets its uses with these words.
    Part {
        /// The one that is split.
        id: IdentityId,
        /// The words.
        words: String,
    },
    /// All is said, and what would follow is shown.
    Shown(IdentityReport),
}

impl Succession {
    /// What is to be done once an identity is picked, or an id typed; `None` where nothing is asked for.
    pub(super) fn act(&self, answer: &IdentityId) -> Option<IdentityAct> {
        Some(match self {
            Self::Heir(from) => IdentityAct::Merge { from: from.clone(), into: answer.clone() },
            Self::OtherId(old) => IdentityAct::Rename { old: old.clone(), new: answer.clone() },
            Self::Part { id, words } => IdentityAct::Split { id: id.clone(), new: answer.clone(), words: words.clone() },
            Self::Shown(_) => return None,
        })
    }
}
