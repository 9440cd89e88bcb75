//! The states of an annotator's texts, many in one act: looked at first, then set, and that taken back.

use std::path::Path;

use super::error::JobError;
use crate::annotation::{Annotator, DocumentState, Schema, StateStep};
use crate::storage::record::{NotSet, Standing, Subject};
use crate::storage::source;
use crate::text::{Encoding, TextId};

/// What became of the state of a text.
#[derive(Debug)]
pub struct StateOutcome {
    /// The text.
    pub text: TextId,
    /// The state that it had before it is set; the one that it has again, where that is taken back. Or why nothing was
    /// done.
    pub state: Result<DocumentState, StateError>,
}

/// Why the state of a text is not set.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The text is not there, or cannot be read.
    #[error(transparent)]
    Text(#[from] JobError),
    /// The work on it cannot have the state.
    #[error(transparent)]
    NotSet(#[from] NotSet),
}

/// Whose texts they are, and how they are read.
pub(super) struct States<'a> {
    pub(super) annotator: &'a Annotator,
    pub(super) schema: &'a Schema,
    pub(super) encoding: Option<Encoding>,
}

impl States<'_> {
    /// Does a step on a text.
    pub(super) fn perform(&self, step: StateStep, state: &DocumentState, path: &Path) -> Result<DocumentState, StateError> {
        let (document, _) = source::read_all(path, self.encoding).map_err(JobError::from)?;
        let subject = Subject { source: path, document: &document, schema: self.schema };
        let standing = Standing { subject, annotator: self.annotator };
        let done = match step {
            StateStep::Look => standing.look(state),
            StateStep::Set => standing.set(state),
            StateStep::TakeBack => standing.take_back(state),
        };
        Ok(done?)
    }
}
