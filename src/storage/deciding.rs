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
use crate::annotation::{Act, AnnotationSet, Annotator, Edit, Entry, Fault, Schema, difference};
use crate::text::Document;

/// The file of one who decides about one text.
#[derive(Debug)]
pub struct Deciding {
    source: PathBuf,
    /// The name it is kept under: a review's, or the gold standard's.
    name: Annotator,
    /// What it says; `None` if there is none.
    set: Option<AnnotationSet>,
    keeping: Option<Keeping>,
    /// What the text looked like when it was read.
    stamp: Stamp,
}

impl Deciding {
    /// Reads what was decided under a name. What a sudden end left in the journal alone is put into the file first.
    ///
    /// # Errors
    /// A file that cannot be read or understood, or does not fit the text.
    pub fn open(source: &Path, name: Annotator, schema: &Schema, document: &Document) -> Result<Self, StorageError> {
        let mut deciding = Self::on(source, name, None);
        deciding.recover(schema, document)?;
        let loaded = store::load(source, &deciding.name, document)?;
        if let Some(finding) = loaded.as_ref().and_then(|loaded| loaded.findings.iter().find(|finding| finding.is_unfit())) {
            return Err(deciding.fails(finding.to_string()));
        }
        deciding.set = loaded.map(|Loaded { set, .. }| set);
        Ok(deciding)
    }

    /// What was read already.
    pub fn on(source: &Path, name: Annotator, set: Option<AnnotationSet>) -> Self {
        Self { source: source.to_owned(), name, set, keeping: None, stamp: Stamp::of(source) }
    }

    /// Puts into the file what a sudden end left in the journal alone.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn recover(&self, schema: &Schema, document: &Document) -> Result<(), StorageError> {
        if Place::of(&self.source, &self.name).live().exists() {
            let mut kept = self.keep(schema, document);
            if kept.is_ahead {
                kept.keeping.save(&kept.set, document)?;
            }
        }
        Ok(())
    }

    /// Lets go of the lock, until something is decided again.
    pub fn release(&mut self) {
        self.keeping = None;
    }

    /// What was decided; `None` if nothing was yet.
    pub fn set(&self) -> Option<&AnnotationSet> {
        self.set.as_ref()
    }

    /// Keeps what is decided now, in the words of a command, unless it is what is kept already.
    ///
    /// # Errors
    /// A file that somebody else has open, or has written since it was read; a disk that cannot be written.
    pub fn decide(
        &mut self,
        set: AnnotationSet,
        (by, command): (&Annotator, &str),
        schema: &Schema,
        document: &Document,
    ) -> Result<(), StorageError> {
        if self.set.as_ref() == Some(&set) {
            return Ok(());
        }
        let mut keeping = match self.keeping.take() {
            Some(keeping) => keeping,
            None => self.begin(schema, document)?,
        };
        keeping.sign(by);
        let mut changed = self.set.clone().unwrap_or_default();
        let edit = difference(&changed, &set);
        let inverse = changed.revert(edit.clone()).map_err(|error| self.fails(error.to_string()))?;
        let entry = Entry { command: command.to_owned(), at: now(), ..Entry::new(Act::Edit, edit, inverse, &changed) };
        let kept = keeping.append(vec![entry], document).and_then(|()| keeping.save(&set, document));
        self.keeping = Some(keeping);
        // It is in the journal at least, or waits to be: what is decided next continues from it.
        self.set = Some(set);
        match kept? {
            Outcome::Written => Ok(()),
            Outcome::Joined(..) => Err(self.fails("another program has written it meanwhile".to_owned())),
            Outcome::SetAside(why) => Err(self.fails(why)),
        }
    }

    /// Takes the lock, and looks whether the file is still what was read.
    fn begin(&self, schema: &Schema, document: &Document) -> Result<Keeping, StorageError> {
        let Kept { keeping, set, read_only, .. } = self.keep(schema, document);
        if let Some(why) = read_only {
            return Err(self.fails(why));
        }
        if set != *self.set.as_ref().unwrap_or(&AnnotationSet::new()) {
            return Err(self.fails("another program has written it meanwhile".to_owned()));
        }
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
    state: crate::annotation::DocumentState,
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
