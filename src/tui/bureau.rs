//! The bureau behind a review: what the session wishes for becomes calls of the workspace.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::event::Incoming;
use super::library::{cause, listener};
use crate::annotation::{Annotator, DocumentState, Schema};
use crate::session::{GoldSnapshot, Message};
use crate::storage::corpus::TextFile;
use crate::text::Encoding;
use crate::workspace::{self, Decided};

/// What a review reads and writes.
pub struct Bureau(workspace::Bureau);

impl Bureau {
    /// A bureau of one reviewer; messages of its thread go to `inbox`.
    pub fn new(
        reviewer: Annotator,
        of: Option<Annotator>,
        schema: Arc<Schema>,
        encoding: Option<Encoding>,
        inbox: Sender<Incoming>,
    ) -> Self {
        let listener = listener(reviewer.clone(), Arc::clone(&schema), inbox);
        Self(workspace::Bureau::new(reviewer, of, schema, encoding, listener))
    }

    /// Reads texts in the background, in their order; one message for each that enough annotators have read.
    pub fn take(&self, texts: Vec<TextFile>) {
        self.0.take(texts);
    }

    /// Writes what decisions amount to: the gold standard, or the review.
    pub fn save(&self, snapshot: &GoldSnapshot) -> Message {
        let GoldSnapshot { text, adjudication, revision, act, command } = snapshot;
        match self.0.save(Decided { text: *text, adjudication, act: *act, command }) {
            Ok(()) => Message::GoldSaved(*text, *revision),
            Err(error) => Message::GoldNotSaved(*text, cause(error)),
        }
    }

    /// Hands one annotator's work back, with what was decided, in a state.
    pub fn hand_back(&self, snapshot: &GoldSnapshot, state: DocumentState) -> Message {
        let done = self.0.hand_back(snapshot.text, &snapshot.adjudication, &state);
        Message::HandedBack(snapshot.text, done.map(|()| state).map_err(cause))
    }
}
