//! Writing a journal: records at its end, each on the disk before anybody is told of it.

use std::fs::File;
use std::time::SystemTime;

use super::place::Place;
use super::record::{Hand, Rewrite};
use super::replay::Replayed;
use crate::annotation::Entry;
use crate::storage::error::StorageError;
use crate::storage::{atomic, disk};
use crate::text::Document;

/// Bytes from which a segment is put aside, once the sidecar has all that is in it. Undo reaches back through the one
/// that was put aside last.
const LONG: u64 = 512 * 1024;

/// A journal that is written to.
#[derive(Debug)]
pub struct Journal {
    place: Place,
    hand: Hand,
    next: u64,
    /// Whether the next record continues from what the last one left, so that nothing has to be said before it.
    continues: bool,
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
    /// A journal that goes on where replaying it ended.
    pub fn new(place: Place, hand: Hand, replayed: &Replayed) -> Self {
        Self { place, hand, next: replayed.next.max(1), continues: replayed.continues, live: None }
    }

    /// Says in the records to come who makes the changes.
    pub fn sign(&mut self, by: &str) {
        by.clone_into(&mut self.hand.by);
    }

    /// Puts the lines that cannot be read into a file of their own and cuts them off, so that records can follow.
    ///
    /// # Errors
    /// A file or disk that cannot be written; nothing is cut off then.
    pub fn keep_aside(&self, from: u64) -> Result<String, StorageError> {
        let (live, bad) = (self.place.live(), self.place.bad());
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
    pub fn append(&mut self, entries: &[Entry], document: &Document, sidecar: &str) -> Result<(), StorageError> {
        let (mut lines, mut n) = (String::new(), self.next);
        if !self.continues {
            lines.push_str(&self.hand.opened(n, &now(), "", (document.sha256().unwrap_or_default(), sidecar)));
            n += 1;
        }
        for entry in entries {
            lines.push_str(&self.hand.change(n, entry, document));
            n += 1;
        }
        self.write(&lines, n)
    }

    /// Says that the sidecar of this hash is about to be written, or, when `done`, that it was.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub fn saved(&mut self, document: &Document, before: &str, sidecar: &str, done: bool) -> Result<(), StorageError> {
        let (mut lines, mut n) = (String::new(), self.next);
        if !self.continues {
            lines.push_str(&self.hand.opened(n, &now(), "", (document.sha256().unwrap_or_default(), before)));
            n += 1;
        }
        lines.push_str(&self.hand.saved(n, &now(), sidecar, done));
        self.write(&lines, n + 1)
    }

    /// Says that a command is about to write the sidecar anew; `before` is the text and the sidecar until then.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub fn rewriting(&mut self, command: &str, before: (&str, &str), rewrite: &Rewrite) -> Result<(), StorageError> {
        let (mut lines, mut n) = (String::new(), self.next);
        if !self.continues {
            lines.push_str(&self.hand.opened(n, &now(), "", before));
            n += 1;
        }
        lines.push_str(&self.hand.rewriting(n, &now(), command, rewrite));
        self.write(&lines, n + 1)
    }

    /// Says that a command has written the sidecar anew: this text and this sidecar are what comes next goes on from.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub fn rewritten(&mut self, command: &str, now_there: (&str, &str)) -> Result<(), StorageError> {
        let line = self.hand.opened(self.next, &now(), command, now_there);
        self.write(&line, self.next + 1)
    }

    /// Puts a segment that has grown long aside. The sidecar must have all that is in it.
    pub fn rotate(&mut self) {
        if self.live.as_ref().is_none_or(|live| live.good < LONG) {
            return;
        }
        let number = self.place.numbers().pop().unwrap_or(0) + 1;
        // If it cannot be done now, the segment grows on.
        if disk::rename(&self.place.live(), &self.place.segment(number)).is_ok() {
            let _names_are_synced_with_the_next_segment = disk::sync_folder(self.place.folder());
            (self.live, self.continues) = (None, false);
        }
    }

    /// Says that what comes next does not continue from the last record.
    pub fn break_off(&mut self) {
        self.continues = false;
    }

    fn write(&mut self, lines: &str, next: u64) -> Result<(), StorageError> {
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
        (self.next, self.continues) = (next, true);
        Ok(())
    }
}

impl Live {
    /// Opens the segment, and brings its name and that of its folder to the disk.
    fn open(place: &Place) -> Result<Self, StorageError> {
        let (path, folder) = (place.live(), place.folder());
        let outer = folder.parent().filter(|outer| !outer.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
        let fail = |error| StorageError::new(folder, error);
        disk::make_folder(folder).and_then(|()| disk::sync_folder(outer)).map_err(fail)?;
        let file = disk::open_to_append(&path).map_err(|error| StorageError::new(&path, error))?;
        disk::sync_folder(folder).map_err(fail)?;
        let good = file.metadata().map_err(|error| StorageError::new(&path, error))?.len();
        Ok(Self { file, good, is_torn: false })
    }
}

/// The time, in RFC 3339.
pub fn now() -> String {
    humantime::format_rfc3339_seconds(SystemTime::now()).to_string()
}
