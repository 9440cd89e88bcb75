//! A record file of what someone decides about others' work on a text: a review, or the gold standard.
//!
//! A change is in the journal before it is in the file, and either is on the disk before anybody is told. The lock is that
//! of the text at hand ([`DecisionFile::attend`]), so that reading ten thousand texts locks none of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::error::RecordError;
use super::file::{RecordFile, Settlement};
use super::merge::Sides;
use super::opening::{OpenRecord, Opening};
use crate::annotation::{Act, AnnotationSet, Annotator, DocumentState, Edit, Entry, History, Schema, StoredDecision, difference};
use crate::storage::journal::now;
use crate::storage::place::{Place, sidecar_path};
use crate::storage::sidecar::{self, Discrepancy, Hash, Loaded};
use crate::storage::store::{self, Stamp};
use crate::text::Document;

/// Times a lock is asked for that somebody has: whoever reads a folder has each for a moment.
const TRIES: usize = 6;
/// The time between two of them.
const PAUSE: Duration = Duration::from_millis(20);

/// Changes of a file, in order, and what it says with all of them.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The changes.
    pub entries: Vec<Entry>,
    /// What the file says with them.
    pub set: Arc<AnnotationSet>,
}

/// How changes were kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// As they were made.
    AsMade,
    /// Together with what another program had written meanwhile: the file says more than was made here.
    Merged(TakenIn),
}

/// What another program had written that was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TakenIn {
    /// Decisions that came in.
    pub decisions: usize,
    /// Units that were decided otherwise here, so that they are to be decided.
    pub conflicts: usize,
}

impl TakenIn {
    /// What a file says more than was made here.
    fn of(joined: &AnnotationSet, ours: &AnnotationSet) -> Self {
        let decisions = |set: &AnnotationSet| set.lists().decisions.known().cloned().unwrap_or_default();
        let known = decisions(ours);
        let new: Vec<StoredDecision> = decisions(joined).into_iter().filter(|decision| !known.contains(decision)).collect();
        let conflicts = new.iter().filter(|decision| decision.is_contested()).count();
        Self { decisions: new.len() - conflicts, conflicts }
    }
}

/// A file that was opened to decide.
enum Begun {
    /// It says what was read.
    AsRead(Box<RecordFile>),
    /// Another program has written it since.
    Meanwhile(Box<OpenRecord>),
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
    set: Option<Arc<AnnotationSet>>,
    /// The hash of the file as it was written last, if that was here.
    known: Option<String>,
    /// What can be taken back and made again of earlier sittings, as the journal has it.
    history: History,
    /// Changes that could not be kept.
    waiting: Vec<Entry>,
    /// The file itself, as long as it is attended to or changed.
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
        let Some(Loaded { set, discrepancies, .. }) = store::load(subject.source, &file.name, subject.document)? else {
            return Ok(file);
        };
        if let Some(source) = discrepancies.into_iter().find(Discrepancy::is_unfit) {
            return Err(RecordError::Discrepancy { path: file.path, source });
        }
        file.set = Some(Arc::new(set));
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
        let mut decided = Self {
            name,
            path,
            set: None,
            known: None,
            history: History::new(),
            waiting: Vec::new(),
            file: None,
            is_behind: false,
            stamp,
        };
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
        self.set = set.map(Arc::new);
        self.known = Some(known.to_owned());
    }

    /// Gives away what can be taken back and made again of earlier sittings.
    pub(crate) fn take_history(&mut self) -> History {
        std::mem::take(&mut self.history)
    }

    /// Takes the lock before anything is decided, and looks whether the file is still what was read.
    ///
    /// # Errors
    /// Somebody else has it open, or has written it since it was read.
    pub(crate) fn attend(&mut self, subject: Subject<'_>) -> Result<(), RecordError> {
        self.file.take_if(|file| !self.is_behind && !file.is_current());
        if self.file.is_some() {
            return Ok(());
        }
        let mut begun = self.begin(subject);
        for _ in 1..TRIES {
            if !begun.as_ref().is_err_and(RecordError::is_held) {
                break;
            }
            std::thread::sleep(PAUSE);
            begun = self.begin(subject);
        }
        match begun? {
            Begun::AsRead(file) => self.file = Some(*file),
            Begun::Meanwhile(_) => return Err(RecordError::Meanwhile(self.path.clone())),
        }
        Ok(())
    }

    /// Lets go of the lock, until the text is attended to or something is decided again.
    pub(crate) fn release(&mut self) {
        self.file.take_if(|_| !self.is_behind);
    }

    /// What was decided; `None` if nothing was yet.
    pub(crate) fn set(&self) -> Option<&Arc<AnnotationSet>> {
        self.set.as_ref()
    }

    /// Keeps changes, each as one record of the journal, and then the set with all of them. With none, those are tried again
    /// that could not be kept.
    ///
    /// What another program, such as version control, has written since the file was read is taken in by the unit, and is one
    /// record of the journal together with the changes: nothing of either side is lost.
    ///
    /// # Errors
    /// A file that somebody else has open, or that cannot be merged with what was decided; a disk that cannot be written. The
    /// changes wait for the next time.
    pub(crate) fn decide(&mut self, changed: Changed, by: &Annotator, subject: Subject<'_>) -> Result<Kept, RecordError> {
        let Changed { entries, set } = changed;
        self.waiting.extend(entries);
        if self.waiting.is_empty() && !self.is_behind {
            return Ok(Kept::AsMade);
        }
        let is_behind = self.is_behind;
        let mut file = match self.file.take().filter(|file| is_behind || file.is_current()) {
            Some(file) => file,
            None => match self.begin(subject)? {
                Begun::AsRead(file) => *file,
                Begun::Meanwhile(open) => return self.meet(*open, &set, by, subject),
            },
        };
        file.sign(by);
        // They are in the journal from here on, or wait to be: what is decided next continues from them.
        self.set = Some(Arc::clone(&set));
        let entries = std::mem::take(&mut self.waiting);
        let settled = file.change(entries, subject.document).and_then(|()| file.settle(&set, subject.document));
        self.is_behind = !matches!(settled, Ok(Settlement::Written));
        self.known = Some(file.known().to_owned());
        self.file = Some(file);
        match settled? {
            Settlement::Written => Ok(Kept::AsMade),
            Settlement::Merged(edit, _) => self.join(&edit, subject),
            Settlement::SetAside(aside) => Err(RecordError::SetAside { path: self.path.clone(), aside: Box::new(aside) }),
        }
    }

    /// Writes what was decided here into a file that another program has written since it was read.
    fn meet(
        &mut self,
        open: OpenRecord,
        ours: &AnnotationSet,
        by: &Annotator,
        subject: Subject<'_>,
    ) -> Result<Kept, RecordError> {
        let OpenRecord { mut file, set: mut both, .. } = open;
        let base = self.set.as_deref().cloned().unwrap_or_default();
        let header = file.header(subject.document);
        let theirs = sidecar::write(&both, &header, subject.document).into_bytes();
        let sides = Sides { base: &base, ours, header: &header, theirs: &theirs, path: &self.path };
        let Ok(joined) = sides.merge(subject.document) else { return Err(RecordError::Meanwhile(self.path.clone())) };
        let edit = difference(&both, &joined.set);
        let inverse = both.revert(edit.clone()).map_err(|source| RecordError::Edit { path: self.path.clone(), source })?;
        let command = self.waiting.last().map_or_else(|| "merge".into(), |entry| entry.command.clone());
        let about = self.waiting.iter().flat_map(|entry| entry.about.clone()).collect();
        let entry = Entry { command, at: now(), about, ..Entry::new(Act::Edit, edit, inverse, &joined.set) };
        file.sign(by);
        file.header = Some(joined.header);
        file.change(vec![entry], subject.document)?;
        // They are in the journal, as one record.
        self.waiting.clear();
        let taken = TakenIn::of(&joined.set, ours);
        self.set = Some(Arc::new(joined.set));
        self.settle(file, subject)?;
        if self.is_behind { Err(RecordError::Meanwhile(self.path.clone())) } else { Ok(Kept::Merged(taken)) }
    }

    /// Brings a file up to what was decided, and keeps it.
    fn settle(&mut self, mut file: RecordFile, subject: Subject<'_>) -> Result<(), RecordError> {
        let set = self.set.clone().unwrap_or_default();
        let settled = file.settle(&set, subject.document);
        self.is_behind = !matches!(settled, Ok(Settlement::Written));
        self.known = Some(file.known().to_owned());
        self.file = Some(file);
        settled?;
        Ok(())
    }

    /// Writes what was decided here together with what another program has written, such as version control.
    fn join(&mut self, edit: &Edit, subject: Subject<'_>) -> Result<Kept, RecordError> {
        let path = || self.path.clone();
        let mut set = self.set.as_deref().cloned().unwrap_or_default();
        let inverse = set.revert(edit.clone()).map_err(|source| RecordError::Edit { path: path(), source })?;
        let file = self.file.as_mut().ok_or_else(|| RecordError::Meanwhile(self.path.clone()))?;
        if !edit.is_nothing() {
            let entry = Entry { command: "merge".into(), at: now(), ..Entry::new(Act::Edit, edit.clone(), inverse, &set) };
            file.change(vec![entry], subject.document)?;
        }
        let settled = file.settle(&set, subject.document)?;
        self.known = Some(file.known().to_owned());
        let taken = TakenIn::of(&set, self.set.as_deref().unwrap_or(&AnnotationSet::new()));
        self.set = Some(Arc::new(set));
        self.is_behind = !matches!(settled, Settlement::Written);
        if self.is_behind { Err(RecordError::Meanwhile(self.path.clone())) } else { Ok(Kept::Merged(taken)) }
    }

    /// What the file said before these changes, and before those that could not be kept.
    pub(crate) fn before(&self, changed: &Changed) -> AnnotationSet {
        let mut set = AnnotationSet::clone(&changed.set);
        for entry in self.waiting.iter().chain(&changed.entries).rev() {
            // What cannot be taken back stays, and counts as having been there.
            let _done = set.revert(entry.inverse.clone());
        }
        set
    }

    /// Takes the lock, and looks whether the file is still what was read.
    fn begin(&mut self, subject: Subject<'_>) -> Result<Begun, RecordError> {
        let mut open = subject.open(&self.name, self.stamp);
        if let Some(why) = open.read_only.take() {
            return Err(RecordError::ReadOnly { path: self.path.clone(), source: Box::new(why) });
        }
        let is_known = self.known.as_deref().is_some_and(|known| known == open.file.known() && !open.is_ahead);
        if !is_known && open.set != *self.set.as_deref().unwrap_or(&AnnotationSet::new()) {
            return Ok(Begun::Meanwhile(Box::new(open)));
        }
        Ok(Begun::AsRead(Box::new(open.file)))
    }
}

/// Sets the state of an annotator's work on a text, as somebody else: under their lock, with a record in their journal
/// that says who. Their spans stay as they are. Where it must be `unchanged`, it is only done to that.
///
/// # Errors
/// Work that they have open, that does not fit the text, that is not as it must be, or that cannot be written. It is then
/// as it was.
pub(crate) fn set_state(
    subject: Subject<'_>,
    annotator: &Annotator,
    state: DocumentState,
    by: &Annotator,
    unchanged: Option<&AnnotationSet>,
) -> Result<AnnotationSet, RecordError> {
    let path = || sidecar_path(subject.source, annotator);
    let OpenRecord { mut file, mut set, read_only, .. } = subject.open(annotator, Stamp::of(subject.source));
    if let Some(why) = read_only {
        return Err(RecordError::ReadOnly { path: path(), source: Box::new(why) });
    }
    if unchanged.is_some_and(|unchanged| *unchanged != set) {
        return Err(RecordError::Meanwhile(path()));
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
    pub(super) fn open(&self, annotator: &Annotator, stamp: Stamp) -> OpenRecord {
        let Self { source, document, schema } = *self;
        Opening { source, stamp, document, annotator, schema, hash: Hash::Compared, earlier: None }.open()
    }
}
