//! A sidecar that a command writes anew as a whole, outside of a sitting: under the lock of whose it is, with a word in
//! the journal before and after, so that the next sitting goes on from it.

use std::path::{Path, PathBuf};

use super::atomic;
use super::corpus::sidecar_path;
use super::disk;
use super::error::StorageError;
use super::journal::{Basis, Glance, Hand, Journal, Place, Rewrite, Segment, glance};
use super::lock::{Lock, Locking};
use super::sidecar::{SidecarError, Stored, StoredSpan};
use super::store;
use crate::annotation::{Annotator, Schema};

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

/// The sidecar of one annotator for one text, locked to be written anew.
#[derive(Debug)]
pub struct Rewriting {
    sidecar: PathBuf,
    /// The sidecar as it is, if there is one.
    old: Option<Vec<u8>>,
    /// What the journal tells.
    glance: Glance,
    journal: Journal,
    command: String,
    /// Held until the sidecar is written.
    _lock: Option<Lock>,
}

impl Rewriting {
    /// Takes the lock, and reads the sidecar and the journal. Where there can be no locks it goes on without.
    ///
    /// # Errors
    /// Somebody else holds the lock; a sidecar or journal that cannot be read.
    pub fn begin(source: &Path, annotator: &Annotator, author: &Author) -> Result<Self, StorageError> {
        let (place, sidecar) = (Place::of(source, annotator), sidecar_path(source, annotator));
        place.check()?;
        disk::allow_many_files();
        let lock = match Lock::take(&place) {
            Locking::Taken(lock) => Some(lock),
            Locking::Held(holder) => return Err(StorageError::Held { path: sidecar, holder: holder.to_string() }),
            Locking::Impossible(_) => None,
        };
        let old = store::read_bytes(&sidecar)?;
        let glance = glance(&Segment::recent(&place)?, &store::hash(old.as_deref()));
        if let Some((_, source)) = glance.bad.clone().filter(|(_, why)| why.is_newer()) {
            return Err(StorageError::Journal { path: place.live(), source });
        }
        if let Some(Err(error)) = old.as_deref().map(|old| store::parse_sidecar(&sidecar, old)).filter(is_newer) {
            return Err(error);
        }
        let hand = Hand::new(author.by.as_str(), author.schema.clone());
        let journal = Journal::new(place, hand, glance.tail.clone());
        Ok(Self { sidecar, old, glance, journal, command: author.command.clone(), _lock: lock })
    }

    /// Whether there is anything that a sidecar written now would follow on: one that is there, a journal, somebody
    /// who has the text open.
    pub fn concerns(source: &Path, annotator: &Annotator) -> bool {
        let place = Place::of(source, annotator);
        [sidecar_path(source, annotator), place.live(), place.lock()].iter().any(|path| path.symlink_metadata().is_ok())
    }

    /// The sidecar as it is, if there is one.
    pub fn old(&self) -> Option<&[u8]> {
        self.old.as_deref()
    }

    /// Where it is.
    pub fn sidecar(&self) -> &Path {
        &self.sidecar
    }

    /// What the journal tells beside the sidecar as it is.
    pub fn glance(&self) -> &Glance {
        &self.glance
    }

    /// Calls the command otherwise, now that more is known of it.
    pub(super) fn rename(&mut self, command: &str) {
        command.clone_into(&mut self.command);
    }

    /// The hash of the sidecar and the number of the next record: if both are the same, nothing has happened.
    pub(super) fn state(&self) -> (String, u64) {
        (store::hash(self.old()), self.glance.tail.next)
    }

    /// Says in the journal what is about to be written.
    ///
    /// # Errors
    /// A journal that cannot be written; nothing has changed then.
    pub(super) fn announce(&mut self, new: &[u8]) -> Result<(), StorageError> {
        if let Some((from, _)) = &self.glance.bad {
            self.journal.keep_aside(*from)?;
        }
        let parse = |bytes: &[u8]| store::parse_sidecar(&self.sidecar, bytes).ok();
        let (before, after) = (self.old.as_deref().and_then(parse), parse(new));
        let source = |stored: &Option<Stored>| stored.as_ref().map(|stored| stored.source.sha256.clone()).unwrap_or_default();
        let (spans, was) = differing(before.as_ref(), after.as_ref());
        let rewrite = Rewrite { source: source(&after), sidecar: store::hash(Some(new)), spans, was };
        let hash = store::hash(self.old());
        self.journal.rewriting(&self.command, Basis { source: &source(&before), sidecar: &hash }, &rewrite)
    }

    /// Says that it was written. If that cannot be, what was announced tells it, too.
    pub(super) fn confirm(&mut self, new: &[u8]) {
        let source = store::parse_sidecar(&self.sidecar, new).map(|stored| stored.source.sha256).unwrap_or_default();
        let basis = Basis { source: &source, sidecar: &store::hash(Some(new)) };
        let _announced = self.journal.rewritten(&self.command, basis);
        self.journal.rotate();
    }

    /// Writes the sidecar.
    ///
    /// # Errors
    /// A journal or sidecar that cannot be written; the sidecar is then as it was.
    pub fn write(mut self, new: &[u8]) -> Result<(), StorageError> {
        self.announce(new)?;
        atomic::write(&self.sidecar, new)?;
        self.confirm(new);
        Ok(())
    }
}

/// Whether a sidecar cannot be read because a newer program wrote it: it must not be replaced.
fn is_newer(parsed: &Result<Stored, StorageError>) -> bool {
    matches!(parsed, Err(StorageError::Sidecar { source: SidecarError::Newer(_), .. }))
}

/// The spans of the second that the first has not or has otherwise, and those of the first that the second has not or
/// has otherwise.
fn differing(before: Option<&Stored>, after: Option<&Stored>) -> (Vec<StoredSpan>, Vec<StoredSpan>) {
    let spans = |stored: Option<&Stored>| {
        let all = stored.into_iter().flat_map(|stored| &stored.spans).cloned();
        all.map(|span| (span.id.clone(), span)).collect::<std::collections::HashMap<_, _>>()
    };
    let only = |one: Option<&Stored>, other: Option<&Stored>| {
        let known = spans(other);
        let differs = |span: &&StoredSpan| known.get(&span.id) != Some(span);
        one.into_iter().flat_map(|stored| &stored.spans).filter(differs).cloned().collect()
    };
    (only(after, before), only(before, after))
}
