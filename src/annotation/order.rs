//! An order to set the states of many texts in one act.

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
