//! A sidecar that a command writes anew as a whole, outside of a sitting: under the lock of whose it is, with a word in
//! the journal before and after, so that the next sitting goes on from it.

use std::collections::HashMap;
use std::path::Path;

use super::files::{Announcement, Files};
use crate::annotation::{Annotator, Schema};
use crate::storage::disk;
use crate::storage::error::StorageError;
use crate::storage::journal::{Glance, Hand, Rewrite, Segment, Tail, glance};
use crate::storage::lock::{Lock, Locking};
use crate::storage::place::Place;
use crate::storage::sidecar::{SidecarError, Stored, StoredSpan};
use crate::storage::store;

/// Who writes a sidecar anew, and by what.
#[derive(Debug, Clone)]
pub struct Author {
    /// Who runs it.
    pub by: Annotator,
    /// The command, as history prints it.
    pub command: String,
    /// The schema: id and version.
    pub schema: (String, String),
}

impl Author {
    /// Somebody who runs a command under a schema.
    pub fn new(by: &Annotator, command: impl Into<String>, schema: &Schema) -> Self {
        Self { by: by.clone(), command: command.into(), schema: (schema.id.clone(), schema.version.clone()) }
    }
}

/// The record file of one annotator for one text, locked to be written anew.
#[derive(Debug)]
pub struct Revision {
    /// The lock is held until the sidecar is written.
    files: Files,
    /// The sidecar as it is, if there is one.
    old: Option<Vec<u8>>,
    /// What the journal tells.
    glance: Glance,
    command: String,
}

/// A revision whose new sidecar is known.
#[derive(Debug)]
pub(crate) struct Draft {
    files: Files,
    bytes: Vec<u8>,
    command: String,
    rewrite: Rewrite,
    /// The hash of the text that the sidecar speaks of until then.
    before: String,
    /// Where lines of the journal begin that cannot be read.
    bad: Option<u64>,
    /// Why the sidecar could not be read again.
    fault: Option<StorageError>,
    change: Change,
}

/// How a sidecar is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// It says something else than its journal.
    Anew,
    /// Only names in it are others.
    Names,
}

impl Revision {
    /// Takes the lock, and reads the sidecar and the journal.
    ///
    /// # Errors
    /// Somebody else holds the lock; a sidecar or journal that cannot be read, or that a newer program wrote.
    pub fn begin(source: &Path, annotator: &Annotator, author: &Author) -> Result<Self, StorageError> {
        let place = Place::of(source, annotator);
        place.check()?;
        disk::allow_many_files();
        let lock = match Lock::take(&place) {
            Locking::Taken(lock) => lock,
            Locking::Held(holder) => {
                return Err(StorageError::Held { path: place.sidecar().to_owned(), holder: holder.to_string() });
            }
            Locking::Impossible(error) => return Err(StorageError::new(&place.lock(), error)),
        };
        let hand = Hand::new(author.by.as_str(), author.schema.clone());
        let mut files = Files::new(place, hand, Tail::default());
        files.lock = Some(lock);
        let old = files.read()?;
        let glance = glance(&Segment::recent(&files.place)?, &files.known);
        refuse_newer(&files.place, old.as_deref(), &glance)?;
        files.go_on(glance.tail.clone());
        Ok(Self { files, old, glance, command: author.command.clone() })
    }

    /// Whether there is anything that a sidecar written now would follow on: one that is there, a journal, somebody
    /// who has the text open.
    pub fn concerns(source: &Path, annotator: &Annotator) -> bool {
        let place = Place::of(source, annotator);
        let is_there = |path: &Path| path.symlink_metadata().is_ok();
        is_there(place.sidecar()) || is_there(&place.live()) || is_there(&place.lock())
    }

    /// The sidecar as it is, if there is one.
    pub(crate) fn old(&self) -> Option<&[u8]> {
        self.old.as_deref()
    }

    /// Where it is.
    pub(crate) fn sidecar(&self) -> &Path {
        self.files.place.sidecar()
    }

    /// Whether the sidecar on the disk is still as it was read.
    pub(crate) fn is_current(&self) -> bool {
        self.files.is_current()
    }

    /// The hash of the sidecar as it is.
    pub(crate) fn known(&self) -> &str {
        &self.files.known
    }

    /// What the journal tells beside the sidecar as it is.
    pub(crate) fn glance(&self) -> &Glance {
        &self.glance
    }

    /// Calls the command otherwise, now that more is known of it.
    pub(crate) fn rename(&mut self, command: &str) {
        command.clone_into(&mut self.command);
    }

    /// Takes the sidecar that is to be written.
    pub(crate) fn draft(self, bytes: Vec<u8>) -> Draft {
        let Self { files, old, glance, command } = self;
        let before = old.as_deref().and_then(|old| store::parse_sidecar(files.place.sidecar(), old).ok());
        let read = store::read_again(files.place.sidecar(), &bytes);
        let after = read.as_ref().ok();
        let source = |stored: Option<&Stored>| stored.map(|stored| stored.source.sha256.clone()).unwrap_or_default();
        let rewrite = Rewrite {
            source: source(after),
            sidecar: store::hash(Some(&bytes)),
            spans: differing(after, before.as_ref()),
            was: differing(before.as_ref(), after),
        };
        let bad = glance.bad.map(|(from, _)| from);
        let before = source(before.as_ref());
        Draft { before, files, bytes, command, rewrite, bad, fault: read.err(), change: Change::Anew }
    }

    /// Takes the sidecar that is to be written, in which only names are others: its journal goes on, and what it tells can be
    /// undone.
    pub(crate) fn respelled(self, bytes: Vec<u8>) -> Draft {
        Draft { change: Change::Names, ..self.draft(bytes) }
    }

    /// Writes the sidecar.
    ///
    /// # Errors
    /// A journal or sidecar that cannot be written, or could not be read again; the sidecar is then as it was.
    pub fn write(self, bytes: Vec<u8>) -> Result<(), StorageError> {
        let mut draft = self.draft(bytes);
        draft.check()?;
        draft.announce()?;
        draft.files.put(&draft.bytes)?;
        draft.confirm();
        Ok(())
    }
}

impl Draft {
    /// Where the sidecar is.
    pub(crate) fn sidecar(&self) -> &Path {
        self.files.place.sidecar()
    }

    /// The sidecar that is to be written.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Checks that what is to be written can be read again.
    ///
    /// # Errors
    /// Why it cannot be.
    pub(crate) fn check(&mut self) -> Result<(), StorageError> {
        self.fault.take().map_or(Ok(()), Err)
    }

    /// Says in the journal what is about to be written.
    ///
    /// # Errors
    /// A journal that cannot be written; nothing has changed then.
    pub(crate) fn announce(&mut self) -> Result<(), StorageError> {
        if let Some(from) = self.bad.take() {
            self.files.keep_aside(from)?;
        }
        let Self { files, command, rewrite, before, change, .. } = self;
        files.announce(&rewrite.sidecar, &announcement(*change, command, before, rewrite))
    }

    /// Says that it was written. If that cannot be, what was announced tells it, too.
    pub(crate) fn confirm(&mut self) {
        let Self { files, command, rewrite, before, change, .. } = self;
        let announcement = announcement(*change, command, before, rewrite);
        let _announced = files.confirm(rewrite.sidecar.clone(), &announcement);
    }
}

/// What is said in the journal of a sidecar.
fn announcement<'a>(change: Change, command: &'a str, before: &'a str, rewrite: &'a Rewrite) -> Announcement<'a> {
    match change {
        Change::Anew => Announcement::Rewriting { command, before, rewrite },
        Change::Names => Announcement::Saving(before),
    }
}

/// Refuses to go on after what a newer program wrote: it must not be replaced.
fn refuse_newer(place: &Place, old: Option<&[u8]>, glance: &Glance) -> Result<(), StorageError> {
    if let Some((_, source)) = glance.bad.clone().filter(|(_, why)| why.is_newer()) {
        return Err(StorageError::Journal { path: place.live(), source });
    }
    match old.map(|old| store::parse_sidecar(place.sidecar(), old)) {
        Some(Err(error @ StorageError::Sidecar { source: SidecarError::Newer(_), .. })) => Err(error),
        _ => Ok(()),
    }
}

/// The spans of one sidecar that the other has not, or has otherwise.
fn differing(one: Option<&Stored>, other: Option<&Stored>) -> Vec<StoredSpan> {
    let known: HashMap<&str, &StoredSpan> = spans(other).iter().map(|span| (span.id.as_str(), span)).collect();
    spans(one).iter().filter(|span| known.get(span.id.as_str()) != Some(span)).cloned().collect()
}

fn spans(stored: Option<&Stored>) -> &[StoredSpan] {
    stored.map(|stored| stored.spans.as_slice()).unwrap_or_default()
}
