//! A registry as its file and its journal say it: what the file lacks is put into what it says.

use std::path::Path;

use super::super::error::StorageError;
use super::super::place::Place;
use super::super::source;
use super::super::store::{Stamp, hash};
use super::journal::{End, Journal, RegistryRecord};
use super::reading::{parse_registry, registry_name};
use crate::annotation::registry::{RegistryError, merge};
use crate::annotation::{Registry, RegistryEdit};

/// The files of a registry, as they are on the disk.
pub(super) struct Files {
    /// The bytes of the registry; `None` if there is none.
    bytes: Option<Vec<u8>>,
    /// Their hash; empty if there are none.
    hash: String,
    journal: Journal,
}

impl Files {
    pub(super) fn of(place: &Place) -> Result<Self, StorageError> {
        let bytes = match source::read_beneath(place.sidecar(), source::REGISTRY) {
            Ok(bytes) => Some(bytes),
            Err(StorageError::Missing(_)) => None,
            Err(error) => return Err(error),
        };
        Ok(Self { hash: hash(bytes.as_deref()), bytes, journal: Journal::of(place) })
    }

    /// Whether they are the files that were seen.
    pub(super) fn are(&self, seen: &Seen) -> bool {
        self.hash == seen.hash && self.journal.end == seen.journal
    }
}

/// The files of a registry at some time.
#[derive(Debug)]
pub(super) struct Seen {
    /// What the file looked like from outside.
    pub stamp: Stamp,
    /// Its hash; empty if there was none.
    pub hash: String,
    /// Bytes that a file with all changes has at most.
    pub length: usize,
    /// How far its journal went.
    pub journal: End,
}

/// A registry as the disk has it, with what the journal alone has.
pub(super) struct Found {
    pub registry: Registry,
    pub seen: Seen,
    /// Whether the journal has changes that the file lacks.
    pub is_ahead: bool,
}

impl Found {
    pub(super) fn at(place: &Place) -> Result<Self, StorageError> {
        let path = place.sidecar();
        let stamp = Stamp::of(path);
        let Files { bytes, hash, journal } = Files::of(place)?;
        let name = registry_name(path);
        let length = bytes.as_ref().map_or(0, Vec::len);
        let mut registry = match bytes {
            Some(bytes) => Registry::from(parse_registry(path, &name, &bytes)?),
            None => Registry::new(&name),
        };
        let pending = journal.pending(&hash);
        put_in(&mut registry, &pending).map_err(|source| refused(path, source))?;
        let length = pending.iter().fold(length, |length, record| length.saturating_add(record.body().len()));
        let is_ahead = !pending.is_empty();
        Ok(Self { registry, seen: Seen { stamp, hash, length, journal: journal.end }, is_ahead })
    }

    /// Whether there is a registry.
    pub(super) fn exists(&self) -> bool {
        self.is_ahead || !self.seen.hash.is_empty()
    }
}

/// Puts changes into a registry that may have some of them, or was changed since by others: nothing that these said is lost.
fn put_in(registry: &mut Registry, pending: &[&RegistryRecord]) -> Result<(), RegistryError> {
    let mut ours = registry.clone();
    if pending.iter().all(|record| follows(&mut ours, record)) {
        *registry = ours;
        return Ok(());
    }
    let mut base = registry.clone();
    for record in pending.iter().rev() {
        put(&mut base, &record.undo)?;
    }
    let mut ours = base.clone();
    for record in pending {
        put(&mut ours, &record.edit)?;
    }
    *registry = Registry::from(merge(Some(&base.stored()), &ours.stored(), &registry.stored()).stored);
    Ok(())
}

/// Makes a change of a registry that is as it was when the change was made; whether it was.
fn follows(registry: &mut Registry, record: &RegistryRecord) -> bool {
    registry.outstanding(record.undo.clone()).is_none() && put(registry, &record.edit).is_ok()
}

fn put(registry: &mut Registry, edit: &RegistryEdit) -> Result<(), RegistryError> {
    registry.outstanding(edit.clone()).map_or(Ok(()), |edit| registry.apply(edit).map(drop))
}

/// A registry that does not take a change.
pub(super) fn refused(path: &Path, source: RegistryError) -> StorageError {
    StorageError::RegistryEdit { path: path.to_owned(), source: Box::new(source) }
}
