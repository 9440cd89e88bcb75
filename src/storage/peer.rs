//! One annotator's work on a text as another person goes through it: the work, read only, and the review beside it.
//!
//! The review is a file of its own, `<text>.<reviewer>@<annotator>.ron`, in the form of a sidecar without spans. What the
//! annotator wrote is not touched; only the state of their work is set when the review is handed back.

use std::path::PathBuf;
use std::sync::Arc;

use super::corpus::{SidecarFile, TextFile};
use super::dossier::not_understood;
use super::error::StorageError;
use super::journal::now;
use super::place::sidecar_path;
use super::record::{Changed, DecisionFile, Kept, RecordError, Subject, set_state};
use super::sidecar::{Discrepancy, Hash};
use super::{source, store};
use crate::annotation::{Act, AnnotationSet, Annotator, Defaults, DocumentState, Edit, Entry, History, Schema};
use crate::review::adjudication::{Adjudication, Decision, read_decisions};
use crate::review::compare::{Work, compare};
use crate::review::remark::{Answer, Review, answers};
use crate::text::{Document, Encoding};

/// A text with one annotator's work and one reviewer's review of it.
#[derive(Debug)]
pub struct Peer {
    path: PathBuf,
    /// The text.
    pub document: Arc<Document>,
    annotator: Annotator,
    reviewer: Annotator,
    work: AnnotationSet,
    file: DecisionFile,
    /// Why nothing may be decided, if so.
    pub fault: Option<RecordError>,
}

impl Peer {
    /// Opens an annotator's work for a reviewer; `None` where they have not handed it in.
    ///
    /// # Errors
    /// A text, a sidecar or a review that cannot be read or understood.
    pub fn open(
        text: &TextFile,
        annotator: &Annotator,
        reviewer: &Annotator,
        schema: &Schema,
        encoding: Option<Encoding>,
    ) -> Result<Option<Self>, RecordError> {
        if !text.sidecars.iter().any(|file| file.annotator == *annotator) {
            return Ok(None);
        }
        let (document, _) = source::read_all(&text.path, encoding)?;
        let Some(work) = store::load(&text.path, annotator, &document)? else { return Ok(None) };
        if !is_handed_in(work.set.state()) {
            return Ok(None);
        }
        let wrong = |discrepancy: &&Discrepancy| discrepancy.is_unfit() || **discrepancy == Discrepancy::SourceChanged;
        let fault = work.discrepancies.iter().find(wrong).map(|discrepancy| RecordError::Discrepancy {
            path: sidecar_path(&text.path, annotator),
            source: discrepancy.clone(),
        });
        let subject = Subject { source: &text.path, document: &document, schema };
        let file = DecisionFile::open(subject, reviewer.on(annotator))?;
        Ok(Some(Self {
            path: text.path.clone(),
            document: Arc::new(document),
            annotator: annotator.clone(),
            reviewer: reviewer.clone(),
            work: work.set,
            file,
            fault,
        }))
    }

    /// The state of the annotator's work.
    pub fn state(&self) -> &DocumentState {
        self.work.state()
    }

    /// The annotator's work with what was decided on it.
    ///
    /// # Errors
    /// A list of decisions that cannot be understood.
    pub fn adjudication(&self) -> Result<Adjudication, StorageError> {
        let path = sidecar_path(&self.path, &self.reviewer.on(&self.annotator));
        let decisions = self.file.set().map_or(Ok(None), |set| read_decisions(set, &self.document));
        let decisions = decisions.map_err(|fault| not_understood(path, &fault))?.unwrap_or_default();
        let works = [Work { annotator: &self.annotator, set: &self.work }];
        Ok(Adjudication::of_one(compare(self.document.text(), &works, &Defaults::default()), decisions))
    }

    /// What the annotator has answered to a reviewer.
    pub fn answers(&self, reviewer: &Annotator) -> Vec<Answer> {
        let mut answers = answers(&self.work, &self.document).unwrap_or_default();
        answers.retain(|answer| answer.to == reviewer.as_str());
        answers
    }

    /// Takes the lock of the review, before anything is decided.
    ///
    /// # Errors
    /// It is open elsewhere, or somebody has written it since it was read.
    pub fn attend(&mut self, schema: &Schema) -> Result<(), RecordError> {
        self.file.attend(Subject { source: &self.path, document: &self.document, schema })
    }

    /// Keeps changes of what is decided, with the review that it amounts to.
    ///
    /// # Errors
    /// A review that is open elsewhere, or a disk that cannot be written.
    pub fn decide(&mut self, changed: Changed, schema: &Schema) -> Result<Kept, RecordError> {
        let subject = Subject { source: &self.path, document: &self.document, schema };
        self.file.decide(changed, &self.reviewer, subject)
    }

    /// The review that decisions go on from, and what can be taken back of earlier sittings.
    pub fn earlier(&mut self) -> (Arc<AnnotationSet>, History) {
        (self.file.set().cloned().unwrap_or_default(), self.file.take_history())
    }

    /// Lets go of the lock of the review.
    pub fn release(&mut self) {
        self.file.release();
    }

    /// Hands the review back by an edit of it, after changes of what is decided: the annotator sees it from now on, and
    /// their work is in this state. A state that is no handing back takes the last one back, as long as they have not gone
    /// on with their work.
    ///
    /// # Errors
    /// They have the text open, or have gone on with it, or something cannot be written; another program has written the
    /// review, which was taken in. Their work is then as it was.
    pub fn hand_back(
        &mut self,
        changed: Changed,
        edit: &Edit,
        state: &DocumentState,
        schema: &Schema,
    ) -> Result<(), RecordError> {
        let before = Arc::clone(&changed.set);
        let path = sidecar_path(&self.path, &self.reviewer.on(&self.annotator));
        if self.decide(changed, schema)? != Kept::AsMade {
            return Err(RecordError::Meanwhile(path));
        }
        let mut after = AnnotationSet::clone(&before);
        let inverse = after.revert(edit.clone()).map_err(|source| RecordError::Edit { path, source })?;
        let entry = |act, edit: &Edit, inverse: &Edit| Entry {
            at: now(),
            command: format!("state {state}"),
            ..Entry::new(act, edit.clone(), inverse.clone(), &before)
        };
        let handing = entry(Act::Edit, edit, &inverse);
        let entries = if edit.is_nothing() { Vec::new() } else { vec![handing.clone()] };
        let kept = self.decide(Changed { entries, set: Arc::new(after) }, schema);
        let subject = Subject { source: &self.path, document: &self.document, schema };
        let is_taken_back = !matches!(state, DocumentState::Returned | DocumentState::Reviewed);
        let unchanged = Some(&self.work).filter(|_| is_taken_back);
        match kept.and_then(|_| set_state(subject, &self.annotator, state.clone(), &self.reviewer, unchanged)) {
            Ok(work) => {
                self.work = work;
                Ok(())
            }
            Err(why) => {
                // A review that looks handed back while the work does not would be seen too early.
                let entries = if edit.is_nothing() { Vec::new() } else { vec![entry(Act::Undo, &inverse, edit)] };
                self.decide(Changed { entries, set: before }, schema)?;
                Err(why)
            }
        }
    }
}

/// Whether an annotator is done with a text, for the first time or again.
fn is_handed_in(state: &DocumentState) -> bool {
    !matches!(state, DocumentState::New | DocumentState::InProgress)
}

/// Reads a review of a text, to be put beside the annotator's work; `None` if it is gone.
///
/// # Errors
/// A review that cannot be read or understood.
pub fn read_review(file: &SidecarFile, document: &Document) -> Result<Option<Review>, StorageError> {
    let path = &file.path;
    let Some((reviewer, of)) = file.annotator.review() else { return Ok(None) };
    let Some(stored) = store::read_sidecar(path)? else { return Ok(None) };
    let loaded = stored.resolve(document, Hash::Skipped);
    let decisions: Vec<Decision> =
        read_decisions(&loaded.set, document).map_err(|fault| not_understood(path.clone(), &fault))?.unwrap_or_default();
    Ok(Some(Review { reviewer, of, state: loaded.set.state().clone(), decisions }))
}

/// Reads the reviews of an annotator's work on a text that lie beside it, and what is wrong with those that cannot be.
pub fn reviews(text: &TextFile, annotator: &Annotator, document: &Document) -> (Vec<Review>, Vec<StorageError>) {
    let mut found = Vec::new();
    let mut faults = Vec::new();
    for file in text.reviews_of(annotator) {
        match read_review(file, document) {
            Ok(review) => found.extend(review),
            Err(error) => faults.push(error),
        }
    }
    (found, faults)
}
