//! An annotator's own work on a text, changed without a sitting: the state of many texts in one act.

use std::path::PathBuf;

use super::decisions::Subject;
use super::error::RecordError;
use super::file::Settlement;
use super::opening::OpenRecord;
use crate::annotation::{Act, Annotator, DocumentState, Edit, Entry};
use crate::storage::journal::now;
use crate::storage::place::sidecar_path;
use crate::storage::store::Stamp;

/// The work of an annotator on a text that is not open.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The text.
    pub subject: Subject<'a>,
    /// Whose work it is.
    pub annotator: &'a Annotator,
}

/// Why the state of work on a text is not set.
#[derive(Debug, thiserror::Error)]
pub enum NotSet {
    /// There is no work on it.
    #[error("not begun")]
    NotBegun,
    /// It has that state.
    #[error("already {0}")]
    Already(DocumentState),
    /// Something else was changed since the state was set, so that setting it cannot be undone by itself.
    #[error("changed since")]
    ChangedSince,
    /// It cannot be read or written.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl Standing<'_> {
    /// Returns the state that the work has, if it can be given another one.
    ///
    /// # Errors
    /// Work that is not begun, has that state, is open elsewhere, or may not be changed.
    pub fn look(self, state: &DocumentState) -> Result<DocumentState, NotSet> {
        self.open(state).map(|open| open.set.state().clone())
    }

    /// Gives the work a state, and returns the one that it had.
    ///
    /// # Errors
    /// As [`Standing::look`]; a disk that cannot be written.
    pub fn set(self, state: &DocumentState) -> Result<DocumentState, NotSet> {
        let open = self.open(state)?;
        let before = open.set.state().clone();
        self.change(open, Act::Edit, Edit::State(state.clone()))?;
        Ok(before)
    }

    /// Takes back that the work was given a state, and returns the one that it has again.
    ///
    /// # Errors
    /// Work in which that is not the last change; work that is open elsewhere or may not be changed.
    pub fn take_back(self, state: &DocumentState) -> Result<DocumentState, NotSet> {
        let open = self.unlocked()?;
        let before = match open.history.next_undo() {
            Some(edit @ Edit::State(_)) if open.set.state() == state => edit.clone(),
            _ => return Err(NotSet::ChangedSince),
        };
        let open = self.change(open, Act::Undo, before)?;
        Ok(open.set.state().clone())
    }

    /// Opens the work, which can be given a state.
    fn open(self, state: &DocumentState) -> Result<OpenRecord, NotSet> {
        let open = self.unlocked()?;
        match open.set.state() {
            DocumentState::New if open.set.is_empty() => Err(NotSet::NotBegun),
            before if before == state => Err(NotSet::Already(before.clone())),
            _ => Ok(open),
        }
    }

    /// Opens the work, which may be changed.
    fn unlocked(self) -> Result<OpenRecord, NotSet> {
        if !self.sidecar().exists() {
            return Err(NotSet::NotBegun);
        }
        Ok(self.changeable()?)
    }

    /// The sidecar, which may not be there yet.
    fn sidecar(self) -> PathBuf {
        sidecar_path(self.subject.source, self.annotator)
    }

    /// Opens the work, begun or not, which may be changed.
    pub(super) fn changeable(self) -> Result<OpenRecord, RecordError> {
        let mut open = self.subject.open(self.annotator, Stamp::of(self.subject.source));
        match open.read_only.take() {
            Some(why) => Err(RecordError::ReadOnly { path: self.sidecar(), source: Box::new(why) }),
            None => Ok(open),
        }
    }

    /// Makes a change of the state.
    fn change(self, mut open: OpenRecord, act: Act, edit: Edit) -> Result<OpenRecord, RecordError> {
        let path = self.sidecar();
        let inverse = open.set.revert(edit.clone()).map_err(|source| RecordError::Edit { path, source })?;
        let command = match act {
            Act::Undo => "undo".to_owned(),
            _ => format!("state {}", open.set.state()),
        };
        let entry = Entry { command, at: now(), ..Entry::new(act, edit, inverse, &open.set) };
        self.keep(&mut open, entry)?;
        Ok(open)
    }

    /// Keeps a change that was made: in the journal, then in the sidecar.
    pub(super) fn keep(self, open: &mut OpenRecord, entry: Entry) -> Result<(), RecordError> {
        let document = self.subject.document;
        open.file.change(vec![entry], document)?;
        match open.file.settle(&open.set, document)? {
            Settlement::Written => Ok(()),
            Settlement::Merged(..) | Settlement::SetAside(_) => Err(RecordError::Meanwhile(self.sidecar())),
        }
    }
}
