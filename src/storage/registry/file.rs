//! The owner of a registry's files: what is changed is in the journal at once, in the file when there is time.

use std::path::Path;
use std::time::Duration;

use super::super::error::StorageError;
use super::super::lock::{Lock, Locking};
use super::super::place::Place;
use super::super::store::{Stamp, hash};
use super::super::{atomic, source};
use super::found::{Files, Found, Seen, refused};
use super::journal::{Journal, RegistryChange, RegistryRecord};
use crate::annotation::registry::merge;
use crate::annotation::{Registry, RegistryEdit};

/// Times the lock is asked for that somebody has: whoever changes the registry has it for a moment.
const TRIES: usize = 50;
/// The time between two of them.
const PAUSE: Duration = Duration::from_millis(20);

/// How a change was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistryKept {
    /// As it was made.
    AsMade,
    /// Together with what another program had written meanwhile: this brings the registry that was changed to what the file
    /// says.
    Merged(RegistryEdit),
}

/// The owner of a registry's files.
#[derive(Debug)]
pub struct RegistryFile {
    place: Place,
    /// What its owner knows of the registry.
    registry: Registry,
    /// The files that say just that; `None` where others wrote what the owner does not know yet.
    seen: Option<Seen>,
    /// Whether the journal has changes that the file lacks.
    is_ahead: bool,
}

impl RegistryFile {
    /// Opens the registry of a folder, by the path that its schema has for it; one that is not there yet is empty. What a
    /// sudden end left in the journal alone is put into the file, if that can be written.
    ///
    /// # Errors
    /// A path that leads out of the folder, a file that cannot be read or understood.
    pub fn open(folder: &Path, name: &Path) -> Result<Self, StorageError> {
        let place = Place::of_file(&source::place_inside(folder, name)?);
        let Found { registry, seen, is_ahead } = Found::at(&place)?;
        let mut file = Self { place, registry, seen: Some(seen), is_ahead };
        // Where it cannot be written, the journal still has it.
        let _settled = file.settle();
        Ok(file)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.place.sidecar()
    }

    /// The registry, with every change that was made or found when a change was made.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The changes that the journal has, the first first. Lines that are no records are left out.
    pub fn records(&self) -> Vec<RegistryRecord> {
        Journal::of(&self.place).records
    }

    /// Makes a change, which is in the journal and on the disk when this returns. [`RegistryFile::settle`] writes the file.
    ///
    /// # Errors
    /// Somebody else holds the lock, a disk that cannot be written, a change that the registry does not take, a registry
    /// that would be too long to be read again. Nothing has changed then.
    pub fn change(&mut self, change: RegistryChange) -> Result<RegistryKept, StorageError> {
        let _lock = self.lock()?;
        if self.is_current() {
            return self.make(change).map(|()| RegistryKept::AsMade);
        }
        let theirs = Found::at(&self.place)?;
        let mut ours = self.registry.clone();
        ours.apply(change.edit.clone()).map_err(|source| refused(self.path(), source))?;
        let merged = Registry::from(merge(Some(&self.registry.stored()), &ours.stored(), &theirs.registry.stored()).stored);
        let edit = theirs.registry.difference(&merged);
        self.registry = theirs.registry;
        self.seen = Some(theirs.seen);
        self.is_ahead |= theirs.is_ahead;
        self.make(RegistryChange { edit, ..change })?;
        Ok(RegistryKept::Merged(ours.difference(&self.registry)))
    }

    /// Makes a change of the registry as it is on the disk.
    fn make(&mut self, change: RegistryChange) -> Result<(), StorageError> {
        let Some(edit) = self.registry.outstanding(change.edit) else { return Ok(()) };
        let undo = self.registry.apply(edit.clone()).map_err(|source| refused(self.path(), source))?;
        let record = RegistryRecord::of(RegistryChange { edit, ..change }, undo);
        let kept = self.check_length(&record).and_then(|length| {
            let Some(seen) = &mut self.seen else { return Ok(()) };
            seen.length = length;
            seen.journal.append(&self.place, &record)
        });
        match kept {
            Ok(()) => self.is_ahead = true,
            Err(_) => drop(self.registry.apply(record.undo)),
        }
        kept
    }

    /// Bytes that the file has at most with a change that was made of the registry; reckoned, and counted only where that is
    /// too much.
    fn check_length(&self, record: &RegistryRecord) -> Result<usize, StorageError> {
        let before = self.seen.as_ref().map_or(0, |seen| seen.length);
        let reckoned = before.saturating_add(record.body().len());
        if source::check_length(self.path(), reckoned, source::REGISTRY).is_ok() {
            return Ok(reckoned);
        }
        let length = self.registry.write().len();
        source::check_length(self.path(), length, source::REGISTRY).map(|()| length)
    }

    /// Whether the files say what was read or written last, as far as they show it from outside.
    fn is_current(&self) -> bool {
        let is_same = |seen: &Seen| seen.stamp == Stamp::of(self.path()) && seen.journal.is_that_of(&self.place);
        self.seen.as_ref().is_some_and(is_same)
    }

    /// Writes the file where it lacks changes that the journal has. What others wrote meanwhile stays in it; the next change
    /// tells of it.
    ///
    /// # Errors
    /// Somebody else holds the lock, or the disk cannot be written; the changes are in the journal.
    pub fn settle(&mut self) -> Result<(), StorageError> {
        if !self.is_ahead {
            return Ok(());
        }
        let _lock = self.lock()?;
        let now = Files::of(&self.place)?;
        if let Some(seen) = self.seen.take().filter(|seen| now.are(seen)) {
            self.seen = Some(self.write(&self.registry, &seen)?);
        } else {
            let theirs = Found::at(&self.place)?;
            self.write(&theirs.registry, &theirs.seen)?;
        }
        self.is_ahead = false;
        Ok(())
    }

    /// Writes a registry into the file, and into the journal that it is there.
    fn write(&self, registry: &Registry, seen: &Seen) -> Result<Seen, StorageError> {
        let text = registry.write();
        let hash = hash(Some(text.as_bytes()));
        if hash != seen.hash {
            atomic::write(self.path(), text.as_bytes())?;
        }
        let stamp = Stamp::of(self.path());
        let mut journal = seen.journal;
        journal.mark(&self.place)?;
        Ok(Seen { stamp, hash, length: text.len(), journal })
    }

    fn lock(&self) -> Result<Lock, StorageError> {
        self.place.check()?;
        let mut tried = Lock::take(&self.place);
        for _ in 1..TRIES {
            if !matches!(tried, Locking::Held(_)) {
                break;
            }
            std::thread::sleep(PAUSE);
            tried = Lock::take(&self.place);
        }
        match tried {
            Locking::Taken(lock) => Ok(lock),
            Locking::Held(holder) => Err(StorageError::Held { path: self.path().to_owned(), holder: holder.to_string() }),
            Locking::Impossible(error) => Err(StorageError::new(&self.place.lock(), error)),
        }
    }
}
