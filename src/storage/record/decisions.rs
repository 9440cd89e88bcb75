//! A record file of what someone decides about others' work on a text: a review, or the gold standard.
//!
//! A change is in the journal before it is in the file, and either is on the disk before anybody is told. The lock is
//! taken with the first change, so that looking at ten thousand texts opens none of them.

use std::path::{Path, PathBuf};

use super::error::RecordError;
use super::file::{RecordFile, Settlement};
use super::opening::{OpenRecord, Opening};
use crate::annotation::{Act, AnnotationSet, Annotator, DocumentState, Edit, Entry, History, Schema, difference};
use crate::review::adjudication::about;
use crate::storage::journal::now;
use crate::storage::place::{Place, sidecar_path};
use crate::storage::sidecar::{Finding, Loaded};
use crate::storage::store::{self, Stamp};
use crate::text::Document;

/// How a decision came about.
#[derive(Debug, Clone, Copy)]
pub struct Means<'a> {
    /// Whether it was made, taken back or made again.
    pub act: Act,
    /// Who did so.
    pub by: &'a Annotator,
    /// The command, as a keymap spells it.
    pub command: &'a str,
}

/// A text on which something is decided, with the schema that it is decided by.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Where the text is.
    pub source: &'a Path,
    /// The text.
    pub document: &'a Document,
    /// The schema.
    pub schema: &'a Schema,
}

/// The file of one who decides about one text.
#[derive(Debug)]
pub(crate) struct DecisionFile {
    /// The name it is kept under: a review's, or the gold standard's.
    name: Annotator,
    /// Where it is.
    path: PathBuf,
    /// What it says; `None` if there is none.
    set: Option<AnnotationSet>,
    /// The hash of the file as it was written last, if that was here.
    known: Option<String>,
    /// What can be taken back and made again, also from earlier sittings, as the journal has it.
    history: History,
    /// The file itself, from the first change on.
    file: Option<RecordFile>,
    /// Whether the file lacks what the set says.
    is_behind: bool,
    /// What the text looked like when it was read.
    stamp: Stamp,
}

impl DecisionFile {
    /// Reads what was decided under a name. What a sudden end left in the journal alone is put into the file first.
    ///
    /// # Errors
    /// A file that cannot be read or understood, or does not fit the text.
    pub(crate) fn open(subject: Subject<'_>, name: Annotator) -> Result<Self, RecordError> {
        let mut file = Self::recovered(subject, name)?;
        let Some(Loaded { set, findings, .. }) = store::load(subject.source, &file.name, subject.document)? else {
            return Ok(file);
        };
        if let Some(source) = findings.into_iter().find(Finding::is_unfit) {
            return Err(RecordError::Finding { path: file.path, source });
        }
        file.set = Some(set);
        Ok(file)
    }

    /// Puts into the file what a sudden end left in the journal alone; what the file says is for others to read.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub(crate) fn recovered(subject: Subject<'_>, name: Annotator) -> Result<Self, RecordError> {
        let place = Place::of(subject.source, &name);
        let stamp = Stamp::of(subject.source);
        let path = place.sidecar().to_owned();
        let mut decided =
            Self { name, path, set: None, known: None, history: History::new(), file: None, is_behind: false, stamp };
        if place.live().exists() {
            let mut open = subject.open(&decided.name, stamp);
            if open.is_ahead {
                open.file.settle(&open.set, subject.document)?;
            }
            if open.read_only.is_none() {
                decided.history = open.history;
            }
        }
        Ok(decided)
    }

    /// Takes what was read from, or written to, the file of this hash.
    pub(crate) fn read(&mut self, set: Option<AnnotationSet>, known: &str) {
        self.set = set;
        self.known = Some(known.to_owned());
    }

    /// What can be taken back and made again, also from earlier sittings.
    pub(crate) fn history(&self) -> &History {
        &self.history
    }

    /// Lets go of the lock, until something is decided again.
    pub(crate) fn release(&mut self) {
        self.file.take_if(|_| !self.is_behind);
    }

    /// What was decided; `None` if nothing was yet.
    pub(crate) fn set(&self) -> Option<&AnnotationSet> {
        self.set.as_ref()
    }

    /// Keeps what is decided now as one record of the journal, unless it is what is kept already.
    ///
    /// What is taken back leaves the file as it was before, ids and times included, where nothing else has changed.
    ///
    /// # Errors
    /// A file that somebody else has open, or has written since it was read; a disk that cannot be written.
    pub(crate) fn decide(&mut self, set: AnnotationSet, means: Means<'_>, subject: Subject<'_>) -> Result<(), RecordError> {
        if self.set.as_ref() == Some(&set) && !self.is_behind {
            return Ok(());
        }
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.begin(subject)?,
        };
        if !self.is_behind && !file.is_current() {
            return Err(RecordError::Meanwhile(self.path.clone()));
        }
        file.sign(means.by);
        let entries = self.change(set, means, subject.document)?;
        // It is in the journal from here on, or waits to be: what is decided next continues from it.
        let set = self.set.clone().unwrap_or_default();
        let settled = file.change(entries, subject.document).and_then(|()| file.settle(&set, subject.document));
        self.is_behind = !matches!(settled, Ok(Settlement::Written));
        self.known = Some(file.known().to_owned());
        self.file = Some(file);
        match settled? {
            Settlement::Written => Ok(()),
            Settlement::Merged(..) => Err(RecordError::Meanwhile(self.path.clone())),
            Settlement::SetAside(aside) => Err(RecordError::SetAside { path: self.path.clone(), aside: Box::new(aside) }),
        }
    }

    /// Makes the set what is decided now, and gives the entries that tell it.
    fn change(&mut self, set: AnnotationSet, means: Means<'_>, document: &Document) -> Result<Vec<Entry>, RecordError> {
        let mut entries =
            if self.set.as_ref() == Some(&set) { Vec::new() } else { self.turn(means.act, &set).unwrap_or_default() };
        if entries.is_empty() && self.set.as_ref() != Some(&set) {
            let mut changed = self.set.clone().unwrap_or_default();
            let edit = difference(&changed, &set);
            let inverse = changed.revert(edit.clone());
            let inverse = inverse.map_err(|source| RecordError::Edit { path: self.path.clone(), source })?;
            self.history.record(Act::Edit, &edit, inverse.clone());
            entries.push(Entry::new(Act::Edit, edit, inverse, &changed));
            self.set = Some(set);
        }
        for entry in &mut entries {
            entry.at = now();
            means.command.clone_into(&mut entry.command);
            entry.about.splice(0..0, about(&entry.edit, &entry.inverse, document));
        }
        Ok(entries)
    }

    /// Takes the last change back, or makes the one again that was, if what is decided is then what is `wanted`. A
    /// change in between that decides nothing, such as of the state, goes along.
    fn turn(&mut self, act: Act, wanted: &AnnotationSet) -> Option<Vec<Entry>> {
        let mut set = self.set.clone()?;
        let mut history = self.history.clone();
        let mut entries = Vec::new();
        let list = |set: &AnnotationSet| set.lists().decisions.known().cloned().unwrap_or_default();
        let now = list(&set);
        while list(&set) == now {
            let (edit, inverse) = match act {
                Act::Undo => (history.undo(&mut set)?, history.next_redo()?.clone()),
                Act::Redo => (history.redo(&mut set)?, history.next_undo()?.clone()),
                Act::Edit | Act::Step => return None,
            };
            entries.push(Entry::new(act, edit, inverse, &set));
        }
        let same_spans = set.len() == wanted.len() && wanted.iter().all(|span| set.same(span.span, &span.tag).is_some());
        let same_state = set.state() == wanted.state() || *set.state() == DocumentState::New;
        if list(&set) != list(wanted) || !same_spans || !same_state {
            return None;
        }
        self.set = Some(set);
        self.history = history;
        Some(entries)
    }

    /// Takes the lock, and looks whether the file is still what was read.
    fn begin(&mut self, subject: Subject<'_>) -> Result<RecordFile, RecordError> {
        let OpenRecord { file, set, read_only, history, is_ahead, .. } = subject.open(&self.name, self.stamp);
        if let Some(why) = read_only {
            return Err(RecordError::ReadOnly { path: self.path.clone(), source: Box::new(why) });
        }
        let is_known = self.known.as_deref().is_some_and(|known| known == file.known() && !is_ahead);
        if !is_known && set != *self.set.as_ref().unwrap_or(&AnnotationSet::new()) {
            return Err(RecordError::Meanwhile(self.path.clone()));
        }
        self.history = history;
        Ok(file)
    }
}

/// Sets the state of an annotator's work on a text, as somebody else: under their lock, with a record in their journal
/// that says who. Their spans stay as they are.
///
/// # Errors
/// Work that they have open, that does not fit the text, or that cannot be written. It is then as it was.
pub(crate) fn set_state(
    subject: Subject<'_>,
    annotator: &Annotator,
    state: DocumentState,
    by: &Annotator,
) -> Result<AnnotationSet, RecordError> {
    let path = || sidecar_path(subject.source, annotator);
    let OpenRecord { mut file, mut set, read_only, .. } = subject.open(annotator, Stamp::of(subject.source));
    if let Some(why) = read_only {
        return Err(RecordError::ReadOnly { path: path(), source: Box::new(why) });
    }
    if *set.state() == state {
        return Ok(set);
    }
    file.sign(by);
    let command = format!("state {state}");
    let edit = Edit::State(state);
    let inverse = set.apply(edit.clone()).map_err(|source| RecordError::Edit { path: path(), source })?;
    let entry = Entry { command, at: now(), ..Entry::new(Act::Edit, edit, inverse, &set) };
    file.change(vec![entry], subject.document)?;
    match file.settle(&set, subject.document)? {
        Settlement::Written => Ok(set),
        Settlement::Merged(..) | Settlement::SetAside(_) => Err(RecordError::Meanwhile(path())),
    }
}

impl Subject<'_> {
    /// Opens a record file on the text.
    fn open(&self, annotator: &Annotator, stamp: Stamp) -> OpenRecord {
        let Self { source, document, schema } = *self;
        Opening { source, stamp, document, annotator, schema, compares_hash: true, earlier: None }.open()
    }
}
