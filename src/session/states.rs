//! The states of many texts, set from the list in one act.

use super::notice::Cause;
use crate::annotation::DocumentState;
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

/// What became of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateReport {
    /// The order.
    pub order: StateOrder,
    /// The state of each text as it was before it is set, or as it is again; or why nothing is done to it.
    pub outcomes: Vec<(TextId, Result<DocumentState, Cause>)>,
}

impl StateReport {
    /// Returns the texts to which something is done.
    pub fn texts(&self) -> Vec<TextId> {
        self.outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(text, _)| *text).collect()
    }

    /// Returns how many texts are left out.
    pub fn left_out(&self) -> usize {
        self.outcomes.iter().filter(|(_, outcome)| outcome.is_err()).count()
    }
}
