//! The state of an annotator's own work on a text, set without a sitting: of many texts in one act.

use super::decisions::Subject;
use super::error::RecordError;
use super::file::Settlement;
use super::opening::OpenRecord;
use crate::annotation::{Act, Annotator, DocumentState, Edit, Entry};
use crate::storage::journal::now;
use crate::storage::place::sidecar_path;
use crate::storage::store::Stamp;

/// The work of an annotator on a text, whose state is looked at or set.
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
        let Subject { source, .. } = self.subject;
        let path = sidecar_path(source, self.annotator);
        if !path.exists() {
            return Err(NotSet::NotBegun);
        }
        let mut open = self.subject.open(self.annotator, Stamp::of(source));
        match open.read_only.take() {
            Some(why) => Err(NotSet::Record(RecordError::ReadOnly { path, source: Box::new(why) })),
            None => Ok(open),
        }
    }

    /// Makes a change: in the journal, then in the sidecar.
    fn change(self, mut open: OpenRecord, act: Act, edit: Edit) -> Result<OpenRecord, RecordError> {
        let Subject { source, document, .. } = self.subject;
        let path = || sidecar_path(source, self.annotator);
        let inverse = open.set.revert(edit.clone()).map_err(|source| RecordError::Edit { path: path(), source })?;
        let command = match act {
            Act::Undo => "undo".to_owned(),
            _ => format!("state {}", open.set.state()),
        };
        let entry = Entry { command, at: now(), ..Entry::new(act, edit, inverse, &open.set) };
        open.file.change(vec![entry], document)?;
        match open.file.settle(&open.set, document)? {
            Settlement::Written => Ok(open),
            Settlement::Merged(..) | Settlement::SetAside(_) => Err(RecordError::Meanwhile(path())),
        }
    }
}
