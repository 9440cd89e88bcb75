//! A text on the reviewer's desk: the annotators side by side, in the order in which they are shown.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::earlier::Earlier;
use super::motion::Neighbour;
use super::notice::Cause;
use super::saved::Saved;
use crate::annotation::{Annotation, AnnotationSet, Annotator, DocumentState, History};
use crate::review::Answer;
use crate::review::adjudication::Adjudication;
use crate::review::compare::Unit;
use crate::text::Document;

/// A text on the reviewer's desk.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Number of the text in the corpus.
    pub text: usize,
    /// The text.
    pub document: Arc<Document>,
    /// The annotators side by side, and what was decided.
    pub adjudication: Arc<Adjudication>,
    /// Why nothing may be decided here, if so.
    pub closed: Option<Cause>,
    /// Whether the decisions are on disk.
    pub saved: Saved,
    /// Counts the changes.
    pub revision: u64,
    /// Where one annotator's work is gone through, how it stands.
    pub peer: Option<PeerWork>,
    /// What was decided in earlier sittings.
    pub(super) earlier: Earlier,
    /// The annotators by their places on screen: the first is A.
    pub(super) order: Vec<usize>,
}

impl Desk {
    /// A text as it was read; `name` is what its shuffling hangs on.
    pub fn new(text: usize, name: &str, document: Arc<Document>, adjudication: Adjudication, closed: Option<Cause>) -> Self {
        let order = shuffled(name, &adjudication.comparison().annotators);
        let adjudication = Arc::new(adjudication);
        Self {
            text,
            document,
            adjudication,
            closed,
            saved: Saved::Yes,
            revision: 0,
            peer: None,
            earlier: Earlier::default(),
            order,
        }
    }

    /// One annotator's work, to be gone through by another person.
    #[must_use]
    pub fn of_peer(self, peer: PeerWork) -> Self {
        Self { peer: Some(peer), ..self }
    }

    /// A text on which decisions of earlier sittings can be taken back: their history, and the file it takes back to.
    #[must_use]
    pub fn after(mut self, (history, set): (History, AnnotationSet)) -> Self {
        self.earlier = Earlier { history, set };
        self
    }

    /// The numbers of the annotators by their places on screen.
    ///
    /// The order is another one in every text, so that a letter is not always the same person, and the same one
    /// whenever the text is opened.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The units.
    pub fn units(&self) -> &[Unit] {
        self.adjudication.units()
    }

    /// Returns every annotator's spans that reach into a part of the text, those that are equal once: by their starts, the
    /// longer first.
    pub fn spans_within(&self, bytes: &Range<usize>) -> Vec<&Annotation> {
        let mut found: Vec<&Annotation> = Vec::new();
        for unit in self.units() {
            let first = found.len();
            for span in unit.spans().filter(|span| span.span.start() < bytes.end && bytes.start < span.span.end()) {
                let is_known = found.iter().skip(first).any(|other| other.span == span.span && other.tag == span.tag);
                if !is_known {
                    found.push(span);
                }
            }
        }
        found.sort_by_key(|span| (span.span.start(), Reverse(span.span.end())));
        found
    }

    /// The first of these units that needs a decision, or the last.
    pub(super) fn pending(&self, which: Neighbour, mut units: Range<usize>) -> Option<usize> {
        let is_pending = |unit: &usize| self.adjudication.is_pending(*unit);
        match which {
            Neighbour::Next => units.find(is_pending),
            Neighbour::Previous => units.rfind(is_pending),
        }
    }
}

/// One annotator's work as another person goes through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerWork {
    /// The state of the work.
    pub state: DocumentState,
    /// What the annotator has answered to this reviewer.
    pub answers: Vec<Answer>,
}

/// The annotators in the order of a hash of text and name.
fn shuffled(text: &str, annotators: &[Annotator]) -> Vec<usize> {
    let key = |n: &usize| annotators.get(*n).map(|name| Sha256::digest(format!("{text}\u{0}{name}")));
    let mut order: Vec<usize> = (0..annotators.len()).collect();
    order.sort_by_key(key);
    order
}
