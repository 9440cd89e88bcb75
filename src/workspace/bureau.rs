//! The texts of a review: read in a thread of their own, their gold standards and reviews written.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::arrival::{Arrival, LeftOut, Listener, ReviewedText, ReviewedWork};
use super::error::JobError;
use crate::annotation::{Annotator, DocumentState, Edit, Schema};
use crate::review::{Adjudication, States, Terms};
use crate::storage::corpus::{self, TextFile, is_under_way};
use crate::storage::record::{Changed, Kept, RecordError, TakenIn};
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
    papers: Arc<Mutex<Papers>>,
}

/// What lies beside the texts, and which of them is at hand.
#[derive(Default)]
struct Papers {
    filed: HashMap<TextId, Filed>,
    /// The text whose lock is held.
    at_hand: Option<TextId>,
}

/// A text with what lies beside it.
struct Filed {
    text: TextFile,
    paper: Paper,
    /// Whether nothing may be decided on it, whoever has it open.
    is_closed: bool,
    /// Whether somebody else had it open when it was come to last.
    is_refused: bool,
}

/// What became of coming to a text.
#[derive(Debug, Default)]
pub struct Attended {
    /// The text, where it was read anew: somebody has decided on it since, or was about to.
    pub again: Option<Box<ReviewedText>>,
    /// Why nothing may be decided on it.
    pub closed: Option<JobError>,
    /// What was taken in of what another program had written.
    pub taken: Option<TakenIn>,
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
        let mut is_heard = (self.listener)(Arrival::Listed(texts.into()));
        let readers = self.readers();
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

    /// How many must have read a text that is to be decided on.
    fn readers(&self) -> usize {
        if self.schema.workflow.gold_needs_two_readers { 2 } else { 1 }
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
        let filed = Filed { text: text.clone(), paper, is_closed: reviewed.closed.is_some(), is_refused: false };
        self.papers().filed.insert(n, filed);
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

    fn papers(&self) -> MutexGuard<'_, Papers> {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Comes to a text: its gold standard, or the review, is locked from now on, and that of the text before is free.
    ///
    /// What somebody else has decided since it was read is read first.
    pub fn attend(&self, n: TextId) -> Attended {
        let mut papers = self.papers();
        papers.at_hand = Some(n);
        papers.release_others(n);
        let Some(filed) = papers.filed.get_mut(&n).filter(|filed| !filed.is_closed) else { return Attended::default() };
        match filed.paper.attend(&self.schema) {
            Ok(()) if !filed.is_refused => return Attended::default(),
            Err(error) if error.is_held() => {
                filed.is_refused = true;
                return Attended { closed: Some(error.into()), ..Attended::default() };
            }
            _ => filed.paper.release(),
        }
        let text = filed.text.clone();
        drop(papers);
        self.attend_again(n, &text)
    }

    /// Reads a text anew that somebody else had open or has written, and locks it.
    fn attend_again(&self, n: TextId, text: &TextFile) -> Attended {
        let now = corpus::find(&text.path).map(|now| TextFile { name: text.name.clone(), ..now });
        let reviewed = now.map_err(JobError::from).and_then(|text| self.read(n, &text, self.readers()));
        let again = match reviewed {
            Ok(Some(reviewed)) => Some(Box::new(reviewed)),
            Ok(None) => return Attended { closed: Some(JobError::ChangedAgain), ..Attended::default() },
            Err(error) => return Attended { closed: Some(error), ..Attended::default() },
        };
        let mut papers = self.papers();
        let filed = papers.filed.get_mut(&n).filter(|filed| !filed.is_closed);
        let closed = filed.and_then(|filed| {
            let refused = filed.paper.attend(&self.schema).err();
            filed.is_refused = refused.is_some();
            refused.map(JobError::from)
        });
        Attended { again, closed, taken: None }
    }

    /// Keeps changes of what is decided on a text: in the gold standard, or in the review. What another program, such as
    /// version control, has written into that meanwhile is taken in, and the text is read anew.
    ///
    /// # Errors
    /// A gold standard or review that cannot be written.
    pub fn save(&self, n: TextId, changed: Changed) -> Result<Attended, JobError> {
        let mut papers = self.papers();
        // One text is locked besides the one at hand: a decision may be applied to thousands.
        papers.release_others(n);
        let filed = papers.filed.get_mut(&n).ok_or(JobError::NoSuchText)?;
        let kept = match &mut filed.paper {
            Paper::Peer(peer) => peer.decide(changed, &self.schema)?,
            Paper::Gold(gold) => gold.decide(changed, &self.reviewer, &self.schema)?,
        };
        let Kept::Merged(taken) = kept else { return Ok(Attended::default()) };
        filed.paper.release();
        let text = filed.text.clone();
        drop(papers);
        Ok(Attended { taken: Some(taken), ..self.attend_again(n, &text) })
    }

    /// Hands one annotator's work back in a state, after changes of what is decided; the edit does so in the review.
    ///
    /// # Errors
    /// A review or sidecar that cannot be written; a text that is not one annotator's work. A review that another program
    /// has written is to be read anew, with [`Bureau::attend`].
    pub fn hand_back(&self, n: TextId, changed: Changed, edit: &Edit, state: &DocumentState) -> Result<(), JobError> {
        let mut papers = self.papers();
        let Some(filed) = papers.filed.get_mut(&n) else { return Err(JobError::NoSuchText) };
        let Paper::Peer(peer) = &mut filed.paper else { return Err(JobError::NoSuchText) };
        let handed = peer.hand_back(changed, edit, state, &self.schema);
        filed.is_refused |= matches!(handed, Err(RecordError::Meanwhile(_)));
        handed.map_err(|error| JobError::NotHandedBack(Box::new(error)))
    }
}

impl Papers {
    /// Lets go of every lock but that of the text at hand and that of this one.
    fn release_others(&mut self, n: TextId) {
        let at_hand = self.at_hand;
        let others = self.filed.iter_mut().filter(|(other, _)| **other != n && Some(**other) != at_hand);
        others.for_each(|(_, filed)| filed.paper.release());
    }
}

impl Paper {
    /// Takes the lock before anything is decided.
    fn attend(&mut self, schema: &Schema) -> Result<(), RecordError> {
        match self {
            Self::Peer(peer) => peer.attend(schema),
            Self::Gold(gold) => gold.attend(schema),
        }
    }

    /// Lets go of the lock.
    fn release(&mut self) {
        match self {
            Self::Peer(peer) => peer.release(),
            Self::Gold(gold) => gold.release(),
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
