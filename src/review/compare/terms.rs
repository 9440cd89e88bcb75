//! The terms on which annotators are compared: whose work counts, and what says nothing.

use crate::annotation::{AnnotationSet, Annotator, Defaults, DocumentState, Schema};

/// The terms on which annotators are compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// Work in these states counts.
    pub states: States,
    /// The values that say no more than absence.
    pub defaults: Defaults,
}

/// The states in which work counts.
///
/// Work that has only begun says nothing of what it has not come to yet: counted, it would be a vote of “nothing” there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum States {
    /// Those of finished work: submitted, returned, reviewed, and any that is not known here.
    #[default]
    Finished,
    /// Any.
    All,
    /// Those that were named.
    Named(Vec<DocumentState>),
}

impl Terms {
    /// The terms of a schema, on which finished work counts.
    pub fn of(schema: &Schema) -> Self {
        Self { states: States::Finished, defaults: schema.defaults() }
    }

    /// The same with other states.
    #[must_use]
    pub fn with_states(self, states: States) -> Self {
        Self { states, ..self }
    }

    /// Whether what an annotator says of a text is a reading of it that counts.
    ///
    /// Work without a span is a reading only where it is finished; before that the text is untouched, and the annotator is
    /// missing from it. A gold standard counts in any state: what is open is not in it.
    pub fn is_reading(&self, annotator: &Annotator, set: &AnnotationSet) -> bool {
        let counts = annotator.is_gold() || self.states.include(set.state());
        counts && (!set.is_empty() || is_finished(set.state()))
    }

    /// Whether it is work that was begun and does not count.
    pub fn is_begun(&self, annotator: &Annotator, set: &AnnotationSet) -> bool {
        !set.is_empty() && !self.is_reading(annotator, set)
    }
}

impl States {
    /// Whether work in a state counts.
    pub fn include(&self, state: &DocumentState) -> bool {
        match self {
            Self::Finished => is_finished(state),
            Self::All => true,
            Self::Named(states) => states.contains(state),
        }
    }
}

/// Whether an annotator is done with a text, for the first time or again.
fn is_finished(state: &DocumentState) -> bool {
    !matches!(state, DocumentState::New | DocumentState::InProgress)
}
