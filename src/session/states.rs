//! What became of the states of many texts, set from the list in one act.

use super::notice::Cause;
use crate::annotation::{DocumentState, StateOrder};
use crate::text::TextId;

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
