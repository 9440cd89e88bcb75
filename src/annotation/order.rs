//! Orders of what is done to many texts in one act: their states are set, the identities in them become others.

use super::name::IdentityId;
use super::state::DocumentState;
use crate::text::TextId;

/// What is to be done about the states of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateStep {
    /// It is seen which of them can be set.
    Look,
    /// They are set.
    Set,
    /// That they were set is taken back.
    TakeBack,
}

/// Texts whose state is to be set, or is to be as before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateOrder {
    /// What is to be done.
    pub step: StateStep,
    /// The state that they are to have, or to have no more.
    pub state: DocumentState,
    /// The texts.
    pub texts: Vec<TextId>,
}

/// What becomes of identities of a registry, with all their uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdentityAct {
    /// One is merged into another.
    Merge {
        /// The one that goes.
        from: IdentityId,
        /// The one that stays.
        into: IdentityId,
    },
    /// One gets another id.
    Rename {
        /// The id so far.
        old: IdentityId,
        /// The id from now on.
        new: IdentityId,
    },
    /// The uses of one that have these words go to a new one.
    Split {
        /// The one that is split.
        id: IdentityId,
        /// The id of the new one.
        new: IdentityId,
        /// The words.
        words: String,
    },
    /// What was done last is taken back.
    Undo,
}

/// How far it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityStep {
    /// It is seen which uses would follow.
    Look,
    /// It is done.
    Make,
}

/// Identities that are to become others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityOrder {
    /// The name of the registry, as the schema has it.
    pub registry: String,
    /// What becomes of them.
    pub act: IdentityAct,
    /// How far it is done.
    pub step: IdentityStep,
}

/// The uses of identities that become those of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityUses {
    /// What is done, or taken back, as the journal has it.
    pub command: String,
    /// How many there are in each text, by its name.
    pub texts: Vec<(String, usize)>,
}

impl IdentityUses {
    /// How many there are in all texts.
    pub fn count(&self) -> usize {
        self.texts.iter().map(|(_, uses)| uses).sum()
    }
}
