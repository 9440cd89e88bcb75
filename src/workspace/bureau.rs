//! The texts of a review: read in a thread of their own, their gold standards and reviews written.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::arrival::{Arrival, LeftOut, Listener, ReviewedText, ReviewedWork};
use super::error::JobError;
use crate::annotation::{Annotator, DocumentState, Edit, Schema};
use crate::review::{Adjudication, States, Terms};
use crate::storage::corpus::{TextFile, is_under_way};
use crate::storage::record::{Changed, RecordError};
use crate::storage::{GoldDesk, Peer, StorageError, is_writable};
use crate::text::{Encoding, TextId};

/// What a review reads and writes.
#[derive(Clone)]
pub struct Bureau {
    reviewer: Annotator,
    /// Whose work is gone through, if it is one annotator's.
    of: Option<Annotator>,
    schema: Arc<Schema>,
    encoding: Option<Encoding>,
    /// On what terms annotators are compared.
    terms: Terms,
    listener: Listener,
    papers: Arc<Mutex<HashMap<TextId, Paper>>>,
}

/// What lies beside a text.
enum Paper {
    /// Every annotator's work, and the gold standard.
    Gold(Box<GoldDesk>),
    /// One annotator's work, and the review of it.
    Peer(Box<Peer>),
}

impl Bureau {
    /// A bureau of one reviewer, whose news go to `listener`.
    pub fn new(
        reviewer: Annotator,
        of: Option<Annotator>,
        schema: Arc<Schema>,
        encoding: Option<Encoding>,
        listener: Listener,
    ) -> Self {
        let terms = Terms::of(&schema);
        Self { reviewer, of, schema, encoding, terms, listener, papers: Arc::default() }
    }

    /// The same bureau, where work in other states counts.
    #[must_use]
    pub fn counting(self, states: States) -> Self {
        Self { terms: self.terms.with_states(states), ..self }
    }

    /// Reads texts in the background, in their order; each that enough annotators have read arrives by itself.
    pub fn take(&self, texts: Vec<TextFile>) {
        let bureau = self.clone();
        std::thread::spawn(move || bureau.read_all(&texts));
    }

    fn read_all(&self, texts: &[TextFile]) {
        let mut is_heard = (self.listener)(Arrival::Listed(texts.to_vec()));
        let readers = if self.schema.workflow.gold_needs_two_readers { 2 } else { 1 };
        let mut left_out = LeftOut::default();
        for (n, text) in texts.iter().enumerate() {
            if !is_heard {
                return;
            }
            // Who still annotates a text does not see what others made of it.
            if is_under_way(text, &self.reviewer) {
                left_out.under_way += 1;
                continue;
            }
            is_heard = match self.read(n.into(), text, readers) {
                Ok(Some(reviewed)) => (self.listener)(Arrival::Reviewable(Box::new(reviewed))),
                Ok(None) => {
                    left_out.too_few += 1;
                    true
                }
                Err(error) => (self.listener)(Arrival::NotReviewable(error)),
            };
        }
        (self.listener)(Arrival::ReviewComplete(left_out));
    }

    /// Reads a text; `None` if too few annotators have read it.
    fn read(&self, n: TextId, text: &TextFile, readers: usize) -> Result<Option<ReviewedText>, JobError> {
        let (paper, reviewed) = if let Some(of) = &self.of {
            let opened = Peer::open(text, of, &self.reviewer, &self.schema, self.encoding)?;
            let Some(mut peer) = opened else { return Ok(None) };
            let reviewed = self.reviewed_work(n, text, &mut peer);
            (Paper::Peer(Box::new(peer)), reviewed)
        } else {
            let mut gold = GoldDesk::open(text, &self.schema, self.encoding, &self.terms)?;
            if gold.dossier.works.len() < readers {
                return Ok(None);
            }
            let reviewed = reviewed_text(n, text, &mut gold);
            (Paper::Gold(Box::new(gold)), reviewed)
        };
        self.papers().insert(n, paper);
        Ok(Some(reviewed))
    }

    fn reviewed_work(&self, n: TextId, text: &TextFile, peer: &mut Peer) -> ReviewedText {
        let fault = peer.fault.take();
        let (adjudication, closed) = decidable(text, peer.adjudication(), fault);
        let work = ReviewedWork { state: peer.state().clone(), answers: peer.answers(&self.reviewer) };
        let name = text.name.clone();
        let document = Arc::clone(&peer.document);
        let (set, history) = peer.earlier();
        let states = vec![work.state.clone()];
        ReviewedText { text: n, name, document, adjudication, closed, set, history, states, begun: Vec::new(), peer: Some(work) }
    }

    fn papers(&self) -> MutexGuard<'_, HashMap<TextId, Paper>> {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps changes of what is decided on a text: in the gold standard, or in the review.
    ///
    /// # Errors
    /// A gold standard or review that cannot be written.
    pub fn save(&self, n: TextId, changed: Changed) -> Result<(), JobError> {
        let mut papers = self.papers();
        // One text at a time is locked: a decision may be applied to thousands.
        for (_, paper) in papers.iter_mut().filter(|(other, _)| **other != n) {
            match paper {
                Paper::Peer(peer) => peer.release(),
                Paper::Gold(gold) => gold.release(),
            }
        }
        match papers.get_mut(&n).ok_or(JobError::NoSuchText)? {
            Paper::Peer(peer) => peer.decide(changed, &self.schema)?,
            Paper::Gold(gold) => gold.decide(changed, &self.reviewer, &self.schema)?,
        }
        Ok(())
    }

    /// Hands one annotator's work back in a state, after changes of what is decided; the edit does so in the review.
    ///
    /// # Errors
    /// A review or sidecar that cannot be written; a text that is not one annotator's work.
    pub fn hand_back(&self, n: TextId, changed: Changed, edit: &Edit, state: &DocumentState) -> Result<(), JobError> {
        match self.papers().get_mut(&n) {
            Some(Paper::Peer(peer)) => {
                peer.hand_back(changed, edit, state, &self.schema).map_err(|error| JobError::NotHandedBack(Box::new(error)))
            }
            _ => Err(JobError::NoSuchText),
        }
    }
}

fn reviewed_text(n: TextId, text: &TextFile, gold: &mut GoldDesk) -> ReviewedText {
    let fault = gold.dossier.fault.take();
    let (adjudication, closed) = decidable(text, gold.dossier.adjudication(), fault);
    let name = text.name.clone();
    let document = Arc::clone(&gold.dossier.document);
    let (set, history) = gold.earlier();
    let states = gold.dossier.works.iter().map(|(_, loaded)| loaded.set.state().clone()).collect();
    let begun = gold.dossier.begun.clone();
    ReviewedText { text: n, name, document, adjudication, closed, set, history, states, begun, peer: None }
}

/// What is to be decided on a text, and why nothing may be, if so.
fn decidable(
    text: &TextFile,
    adjudication: Result<Adjudication, StorageError>,
    fault: Option<RecordError>,
) -> (Adjudication, Option<JobError>) {
    let undecidable = |source| JobError::Undecidable { text: text.path.clone(), source: Box::new(source) };
    let (adjudication, mut closed) = match adjudication {
        Ok(adjudication) => (adjudication, fault.map(undecidable)),
        Err(error) => (Adjudication::default(), Some(error.into())),
    };
    let folder = text.path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(PathBuf::from("."), PathBuf::from);
    if closed.is_none() && !is_writable(&folder) {
        closed = Some(JobError::NotWritable(folder));
    }
    (adjudication, closed)
}
