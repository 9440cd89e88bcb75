//! What someone decides about others' work on a text: kept as annotations are, under a lock, with a journal.
//!
//! A change is in the journal before it is in the file, and either is on the disk before anybody is told. The lock is
//! taken with the first change, so that looking at ten thousand texts opens none of them.

use std::path::{Path, PathBuf};

use super::corpus::sidecar_path;
use super::error::StorageError;
use super::journal::{Place, now};
use super::keeping::{Keeping, Kept, Outcome};
use super::sidecar::{Loaded, SidecarError};
use super::store::{self, Stamp};
use crate::annotation::{Act, AnnotationSet, Annotator, DocumentState, Edit, Entry, Fault, History, Schema, difference};
use crate::review::adjudication::{about, decisions_field};
use crate::text::Document;

/// That what is on the disk is not what was read.
const MEANWHILE: &str = "another program has written it meanwhile";

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

/// The file of one who decides about one text.
#[derive(Debug)]
pub struct Deciding {
    source: PathBuf,
    /// The name it is kept under: a review's, or the gold standard's.
    name: Annotator,
    /// What it says; `None` if there is none.
    set: Option<AnnotationSet>,
    /// The hash of the file as it was written last, if that was here.
    known: Option<String>,
    /// What can be taken back and made again, also from earlier sittings, as the journal has it.
    history: History,
    keeping: Option<Keeping>,
    /// Whether the file lacks what the set says.
    is_behind: bool,
    /// What the text looked like when it was read.
    stamp: Stamp,
}

impl Deciding {
    /// Reads what was decided under a name. What a sudden end left in the journal alone is put into the file first.
    ///
    /// # Errors
    /// A file that cannot be read or understood, or does not fit the text.
    pub fn open(source: &Path, name: Annotator, schema: &Schema, document: &Document) -> Result<Self, StorageError> {
        let mut deciding = Self::recovered(source, name, schema, document)?;
        let loaded = store::load(source, &deciding.name, document)?;
        if let Some(finding) = loaded.as_ref().and_then(|loaded| loaded.findings.iter().find(|finding| finding.is_unfit())) {
            return Err(deciding.fails(finding.to_string()));
        }
        deciding.set = loaded.map(|Loaded { set, .. }| set);
        Ok(deciding)
    }

    /// Puts into the file what a sudden end left in the journal alone; what the file says is for others to read.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn recovered(source: &Path, name: Annotator, schema: &Schema, document: &Document) -> Result<Self, StorageError> {
        let (source, stamp, history) = (source.to_owned(), Stamp::of(source), History::new());
        let mut deciding = Self { source, name, set: None, known: None, history, keeping: None, is_behind: false, stamp };
        if Place::of(&deciding.source, &deciding.name).live().exists() {
            let mut kept = deciding.keep(schema, document);
            if kept.is_ahead {
                kept.keeping.save(&kept.set, document)?;
            }
            if kept.read_only.is_none() {
                deciding.history = kept.history;
            }
        }
        Ok(deciding)
    }

    /// Takes what was read from, or written to, the file of this hash.
    pub fn read(&mut self, set: Option<AnnotationSet>, known: &str) {
        (self.set, self.known) = (set, Some(known.to_owned()));
    }

    /// What can be taken back and made again, also from earlier sittings.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Lets go of the lock, until something is decided again.
    pub fn release(&mut self) {
        self.keeping.take_if(|_| !self.is_behind);
    }

    /// What was decided; `None` if nothing was yet.
    pub fn set(&self) -> Option<&AnnotationSet> {
        self.set.as_ref()
    }

    /// Keeps what is decided now as one record of the journal, unless it is what is kept already.
    ///
    /// What is taken back leaves the file as it was before, ids and times included, where nothing else has changed.
    ///
    /// # Errors
    /// A file that somebody else has open, or has written since it was read; a disk that cannot be written.
    pub fn decide(
        &mut self,
        set: AnnotationSet,
        means: Means<'_>,
        schema: &Schema,
        document: &Document,
    ) -> Result<(), StorageError> {
        if self.set.as_ref() == Some(&set) && !self.is_behind {
            return Ok(());
        }
        let mut keeping = match self.keeping.take() {
            Some(keeping) => keeping,
            None => self.begin(schema, document)?,
        };
        if !self.is_behind && !keeping.is_current() {
            return Err(self.fails(MEANWHILE.to_owned()));
        }
        keeping.sign(means.by);
        let entries = self.change(set, means, document)?;
        // It is in the journal from here on, or waits to be: what is decided next continues from it.
        let set = self.set.clone().unwrap_or_default();
        let kept = keeping.append(entries, document).and_then(|()| keeping.save(&set, document));
        self.is_behind = !matches!(kept, Ok(Outcome::Written));
        self.known = Some(keeping.known().to_owned());
        self.keeping = Some(keeping);
        match kept? {
            Outcome::Written => Ok(()),
            Outcome::Joined(..) => Err(self.fails(MEANWHILE.to_owned())),
            Outcome::SetAside(why) => Err(self.fails(why)),
        }
    }

    /// Makes the set what is decided now, and gives the entries that tell it.
    fn change(&mut self, set: AnnotationSet, means: Means<'_>, document: &Document) -> Result<Vec<Entry>, StorageError> {
        let mut entries =
            if self.set.as_ref() == Some(&set) { Vec::new() } else { self.turn(means.act, &set).unwrap_or_default() };
        if entries.is_empty() && self.set.as_ref() != Some(&set) {
            let mut changed = self.set.clone().unwrap_or_default();
            let edit = difference(&changed, &set);
            let inverse = changed.revert(edit.clone()).map_err(|error| self.fails(error.to_string()))?;
            self.history.record(Act::Edit, &edit, inverse.clone());
            entries.push(Entry::new(Act::Edit, edit, inverse, &changed));
            self.set = Some(set);
        }
        for entry in &mut entries {
            (entry.at, entry.command) = (now(), means.command.to_owned());
            entry.about.splice(0..0, about(&entry.edit, &entry.inverse, document));
        }
        Ok(entries)
    }

    /// Takes the last change back, or makes the one again that was, if what is decided is then what is `wanted`. A
    /// change in between that decides nothing, such as of the state, goes along.
    fn turn(&mut self, act: Act, wanted: &AnnotationSet) -> Option<Vec<Entry>> {
        let (mut set, mut history, mut entries) = (self.set.clone()?, self.history.clone(), Vec::new());
        let list = |set: &AnnotationSet| decisions_field(set.extra()).unwrap_or("[]").to_owned();
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
        (self.set, self.history) = (Some(set), history);
        Some(entries)
    }

    /// Takes the lock, and looks whether the file is still what was read.
    fn begin(&mut self, schema: &Schema, document: &Document) -> Result<Keeping, StorageError> {
        let Kept { keeping, set, read_only, history, is_ahead, .. } = self.keep(schema, document);
        if let Some(why) = read_only {
            return Err(self.fails(why));
        }
        let is_known = self.known.as_deref().is_some_and(|known| known == keeping.known() && !is_ahead);
        if !is_known && set != *self.set.as_ref().unwrap_or(&AnnotationSet::new()) {
            return Err(self.fails(MEANWHILE.to_owned()));
        }
        self.history = history;
        Ok(keeping)
    }

    fn keep(&self, schema: &Schema, document: &Document) -> Kept {
        Keeping::open(&self.source, (&self.name, schema), document, self.stamp, true, None)
    }

    fn fails(&self, why: String) -> StorageError {
        StorageError::new(&sidecar_path(&self.source, &self.name), std::io::Error::other(why))
    }
}

/// Sets the state of an annotator's work on a text, as somebody else: under her lock, with a record in her journal that
/// says who. Her spans stay as they are.
///
/// # Errors
/// Work that she has open, that does not fit the text, or that cannot be written. It is then as it was.
pub fn set_state(
    (source, document): (&Path, &Document),
    annotator: &Annotator,
    state: DocumentState,
    by: &Annotator,
    schema: &Schema,
) -> Result<AnnotationSet, String> {
    let Kept { mut keeping, mut set, read_only, .. } =
        Keeping::open(source, (annotator, schema), document, Stamp::of(source), true, None);
    if let Some(why) = read_only {
        return Err(why);
    }
    if *set.state() == state {
        return Ok(set);
    }
    keeping.sign(by);
    let command = format!("state {state}");
    let edit = Edit::State(state);
    let inverse = set.apply(edit.clone()).map_err(|error| error.to_string())?;
    let entry = Entry { command, at: now(), ..Entry::new(Act::Edit, edit, inverse, &set) };
    let saved = keeping.append(vec![entry], document).and_then(|()| keeping.save(&set, document));
    match saved.map_err(|error| error.to_string())? {
        Outcome::Written => Ok(set),
        Outcome::Joined(..) | Outcome::SetAside(_) => Err("another program has written her work just now; try again".to_owned()),
    }
}

/// That a list of decisions cannot be understood.
pub(super) fn not_understood(path: PathBuf, fault: &Fault) -> StorageError {
    let message = format!("its decisions cannot be understood: {}", fault.message);
    let fault = Fault { line: fault.line, column: fault.column, message };
    StorageError::Sidecar { path, source: SidecarError::Malformed(fault) }
}
