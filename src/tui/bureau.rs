//! The bureau behind a review: what the session wishes for becomes calls of the workspace.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::event::Incoming;
use super::library::{cause, desk, listener};
use crate::annotation::{Annotator, Schema};
use crate::review::States;
use crate::session::{GoldSnapshot, HandBack, Message, Notice};
use crate::storage::corpus::TextFile;
use crate::storage::record::{Changed, TakenIn};
use crate::text::{Encoding, TextId};
use crate::workspace;

/// What a review reads and writes.
pub struct Bureau {
    bureau: workspace::Bureau,
    schema: Arc<Schema>,
}

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
        let bureau = workspace::Bureau::new(reviewer, of, Arc::clone(&schema), encoding, listener);
        Self { bureau, schema }
    }

    /// The same bureau, where work in other states counts.
    #[must_use]
    pub fn counting(self, states: States) -> Self {
        Self { bureau: self.bureau.counting(states), ..self }
    }

    /// Reads texts in the background, in their order; one message for each that enough annotators have read.
    pub fn take(&self, texts: Vec<TextFile>) {
        self.bureau.take(texts);
    }

    /// Comes to a text, which is locked from now on.
    pub fn attend(&self, text: TextId) -> Vec<Message> {
        self.told(text, self.bureau.attend(text))
    }

    /// Keeps changes of what is decided: in the gold standard, or in the review.
    pub fn save(&self, snapshot: GoldSnapshot) -> Vec<Message> {
        let GoldSnapshot { text, entries, set, revision } = snapshot;
        match self.bureau.save(text, Changed { entries, set }) {
            Ok(attended) => std::iter::once(Message::GoldSaved(text, revision)).chain(self.told(text, attended)).collect(),
            Err(error) => vec![Message::GoldNotSaved(text, cause(error))],
        }
    }

    /// Hands one annotator's work back in a state, with what was decided.
    pub fn hand_back(&self, work: HandBack) -> Vec<Message> {
        let HandBack { decided: GoldSnapshot { text, entries, set, .. }, edit, state } = work;
        let done = self.bureau.hand_back(text, Changed { entries, set }, &edit, &state);
        // What another program has written is read, before why nothing was handed back is told.
        let again = if done.is_err() { self.attend(text) } else { Vec::new() };
        again.into_iter().chain([Message::HandedBack(text, done.map(|()| state).map_err(cause))]).collect()
    }

    /// What there is to tell of a text that was come to.
    fn told(&self, text: TextId, attended: workspace::Attended) -> Vec<Message> {
        let workspace::Attended { again, closed, taken } = attended;
        let again = again.map(|reviewed| Message::DeskAgain(Box::new(desk(*reviewed, &self.schema))));
        let closed = closed.map(|why| Message::DeskClosed(text, cause(why)));
        let taken = taken.map(|TakenIn { decisions, conflicts }| Message::Told(Notice::TakenIn { decisions, conflicts }));
        again.into_iter().chain(taken).chain(closed).collect()
    }
}
