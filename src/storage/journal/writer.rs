//! Writing a journal: records at its end, each on the disk before anybody is told of it.

use std::fs::File;
use std::time::SystemTime;

use super::addition::{Addition, Basis, Hand};
use super::chain::Tail;
use super::record::Rewrite;
use crate::annotation::{Entry, Timestamp};
use crate::storage::error::StorageError;
use crate::storage::place::Place;
use crate::storage::{atomic, disk};
use crate::text::Document;

/// Bytes from which a segment is put aside, once the sidecar has all that is in it. Undo reaches back through the one
/// that was put aside last.
const LONG: u64 = 512 * 1024;

/// A journal that is written to.
#[derive(Debug)]
pub(crate) struct Journal {
    place: Place,
    hand: Hand,
    tail: Tail,
    live: Option<Live>,
}

/// The segment that is written to.
#[derive(Debug)]
struct Live {
    file: File,
    /// Its length up to the end of the last record that is whole.
    good: u64,
    /// Whether something may stand after that.
    is_torn: bool,
}

impl Journal {
    /// A journal that goes on where it ended.
    pub(crate) fn new(place: Place, hand: Hand, tail: Tail) -> Self {
        Self { place, hand, tail, live: None }
    }

    /// Goes on where the journal ends, now that it was read.
    pub(crate) fn go_on(&mut self, tail: Tail) {
        self.tail = tail;
    }

    /// Says in the records to come who makes the changes.
    pub(crate) fn sign(&mut self, by: &str) {
        by.clone_into(&mut self.hand.by);
    }

    /// Puts the lines that cannot be read into a file of their own and cuts them off, so that records can follow.
    ///
    /// # Errors
    /// A file or disk that cannot be written; nothing is cut off then.
    pub(crate) fn keep_aside(&self, from: u64) -> Result<String, StorageError> {
        let live = self.place.live();
        let bad = self.place.bad();
        let fail = |error| StorageError::new(&live, error);
        let bytes = std::fs::read(&live).map_err(fail)?;
        let tail = bytes.get(usize::try_from(from).unwrap_or(usize::MAX)..).unwrap_or_default();
        atomic::write(&bad, tail)?;
        let file = disk::open_to_append(&live).map_err(fail)?;
        disk::shorten(&file, &live, from).and_then(|()| disk::sync(&file, &live)).map_err(fail)?;
        Ok(bad.file_name().unwrap_or_default().to_string_lossy().into_owned())
    }

    /// Adds changes to the journal and brings them to the disk.
    ///
    /// `sidecar` is the hash of the sidecar they are made on, empty if there is none.
    ///
    /// # Errors
    /// A folder, file or disk that cannot be written; no record is added then.
    pub(crate) fn append(&mut self, entries: &[Entry], document: &Document, sidecar: &str) -> Result<(), StorageError> {
        let source = document.sha256().unwrap_or_default();
        self.add(Basis { source, sidecar }, |addition, _| entries.iter().for_each(|entry| addition.change(entry, document)))
    }

    /// Says that a sidecar is about to be written: this one, by its hash, in place of the one of `before`.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub(crate) fn saving(&mut self, document: &Document, before: &str, sidecar: &str) -> Result<(), StorageError> {
        let source = document.sha256().unwrap_or_default();
        self.add(Basis { source, sidecar: before }, |addition, at| addition.saving(at, sidecar))
    }

    /// Says that the sidecar of this hash was written.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub(crate) fn saved(&mut self, document: &Document, sidecar: &str) -> Result<(), StorageError> {
        let source = document.sha256().unwrap_or_default();
        self.add(Basis { source, sidecar }, |addition, at| addition.saved(at, sidecar))
    }

    /// Says that a command is about to write the sidecar anew; `before` is the text and the sidecar until then.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub(crate) fn rewriting(&mut self, command: &str, before: Basis<'_>, rewrite: &Rewrite) -> Result<(), StorageError> {
        self.add(before, |addition, at| addition.rewriting(at, command, rewrite))
    }

    /// Says that a command has written the sidecar anew: this text and this sidecar are what comes next goes on from.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub(crate) fn rewritten(&mut self, command: &str, basis: Basis<'_>) -> Result<(), StorageError> {
        let mut addition = Addition::after(self.tail.clone(), &self.hand);
        addition.opened(&now(), command, basis);
        let (lines, tail) = addition.finish();
        self.write(&lines, tail)
    }

    /// Adds records that go on from a text and a sidecar, and says so where the journal does not lead there.
    fn add(&mut self, basis: Basis<'_>, what: impl FnOnce(&mut Addition<'_>, &str)) -> Result<(), StorageError> {
        let at = now();
        let mut addition = Addition::after(self.tail.clone(), &self.hand);
        addition.begin(&at, basis);
        what(&mut addition, &at);
        let (lines, tail) = addition.finish();
        self.write(&lines, tail)
    }

    /// Puts a segment that has grown long aside. The sidecar must have all that is in it.
    pub(crate) fn rotate(&mut self) {
        if self.live.as_ref().is_none_or(|live| live.good < LONG) {
            return;
        }
        let number = self.place.numbers().pop().unwrap_or(0) + 1;
        // If it cannot be done now, the segment grows on.
        if disk::rename(&self.place.live(), &self.place.segment(number)).is_ok() {
            let _names_are_synced_with_the_next_segment = disk::sync_folder(self.place.folder());
            self.live = None;
            self.tail.continues = false;
        }
    }

    fn write(&mut self, lines: &str, tail: Tail) -> Result<(), StorageError> {
        let path = self.place.live();
        let fail = |error| StorageError::new(&path, error);
        let live = match self.live.take() {
            Some(live) => live,
            None => Live::open(&self.place)?,
        };
        let live = self.live.insert(live);
        if live.is_torn {
            disk::shorten(&live.file, &path, live.good).map_err(fail)?;
        }
        live.is_torn = true;
        disk::write(&mut live.file, &path, lines.as_bytes()).and_then(|()| disk::sync(&live.file, &path)).map_err(fail)?;
        live.is_torn = false;
        live.good += lines.len() as u64;
        self.tail = tail;
        Ok(())
    }
}

impl Live {
    /// Opens the segment, and brings its name and that of its folder to the disk.
    fn open(place: &Place) -> Result<Self, StorageError> {
        let path = place.live();
        let folder = place.folder();
        let fail = |error| StorageError::new(folder, error);
        disk::make_folder(folder).and_then(|()| disk::sync_folder(place.outer())).map_err(fail)?;
        let file = disk::open_to_append(&path).map_err(|error| StorageError::new(&path, error))?;
        disk::sync_folder(folder).map_err(fail)?;
        let good = file.metadata().map_err(|error| StorageError::new(&path, error))?.len();
        Ok(Self { file, good, is_torn: false })
    }
}

/// The time, in RFC 3339.
pub(crate) fn now() -> Timestamp {
    Timestamp::from(SystemTime::now())
}
