//! Writing a journal: records at its end, each on the disk before anybody is told of it.
//!
//! The file is held open, and others may reach it by its name: version control, a sync client, a second sitting. Before
//! every write it is compared with what stands under its name. What is no longer there is written again, beside whatever
//! stands there now: the records of both are branches of one journal.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::addition::{Addition, Basis, Hand};
use super::chain::Tail;
use super::course::known_beside;
use super::record::Rewrite;
use super::segment::Segment;
use crate::annotation::{Entry, Timestamp};
use crate::storage::error::StorageError;
use crate::storage::place::Place;
use crate::storage::{disk, source};
use crate::text::Document;

/// Bytes from which a segment is put aside, once the sidecar has all that is in it. Undo reaches back through the one
/// that was put aside last.
const LONG: u64 = 512 * 1024;

/// How often, and after what pause, a turn is tried to get that another writer has: a second in all.
const TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(10);

/// A journal that is written to.
#[derive(Debug)]
pub(crate) struct Journal {
    place: Place,
    hand: Hand,
    tail: Tail,
    live: Option<Live>,
    /// What others did to the file that nobody was told of yet.
    disturbances: Vec<Disturbance>,
    /// Whether records of others stand in the file, which this opening has not read.
    is_shared: bool,
}

/// What others did to a journal that is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disturbance {
    /// The file was removed or replaced by another, or cut; what was missing of it was written again.
    Restored,
    /// Somebody else wrote to it.
    Shared,
}

/// The segment that is written to.
#[derive(Debug)]
struct Live {
    file: File,
    /// Its length up to the end of the last record that is whole.
    good: u64,
    /// Lines that could not be written to their end: some of their bytes may stand after that.
    torn: Vec<u8>,
    /// All of its lines, as far as they are known, to be written again should anybody cut them off.
    lines: Vec<u8>,
}

/// A turn at the sidecar; dropping it lets go.
#[derive(Debug)]
pub(crate) struct Turn(File);

impl Journal {
    /// A journal that goes on where it ended.
    pub(crate) fn new(place: Place, hand: Hand, tail: Tail) -> Self {
        Self { place, hand, tail, live: None, disturbances: Vec::new(), is_shared: false }
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
        let bytes = source::read_beneath(&live, source::JOURNAL)?;
        let tail = bytes.get(usize::try_from(from).unwrap_or(usize::MAX)..).unwrap_or_default();
        let kept = disk::make_file(&bad, tail).and_then(|()| disk::sync(&disk::open(&bad)?, &bad));
        kept.and_then(|()| disk::sync_folder(self.place.folder())).map_err(|error| StorageError::new(&bad, error))?;
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
    pub(crate) fn saving(&mut self, source: &str, before: &str, sidecar: &str) -> Result<(), StorageError> {
        self.add(Basis { source, sidecar: before }, |addition, at| addition.saving(at, sidecar))
    }

    /// Says that the sidecar of this hash was written.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub(crate) fn saved(&mut self, source: &str, sidecar: &str) -> Result<(), StorageError> {
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

    /// Takes in the records that lead to a sidecar of somebody else's, now that it was merged: what they say is in the
    /// set. A journal that cannot be read leads nowhere.
    pub(crate) fn take_in(&mut self, sidecar: &str) {
        let segments = Segment::recent(&self.place).unwrap_or_default();
        self.tail.joins.extend(known_beside(&segments, sidecar, self.tail.last));
    }

    /// What others did to the file since this was asked last.
    pub(crate) fn take_disturbances(&mut self) -> Vec<Disturbance> {
        std::mem::take(&mut self.disturbances)
    }

    /// Looks whether the file is still the one under its name, as it was left; what is missing there is written again.
    ///
    /// # Errors
    /// A folder, file or disk that cannot be written.
    pub(crate) fn look(&mut self) -> Result<(), StorageError> {
        let Some(live) = &mut self.live else { return Ok(()) };
        let path = self.place.live();
        let fail = |error| StorageError::new(&path, error);
        let is_there = disk::is_at(&live.file, &path);
        if is_there && !live.torn.is_empty() {
            live.mend(&path).map_err(fail)?;
        }
        let length = live.file.metadata().map_err(fail)?.len();
        match length.cmp(&live.good) {
            Ordering::Equal if is_there => return Ok(()),
            Ordering::Greater if is_there => {
                let more = live.bytes_from(live.good).map_err(fail)?;
                live.lines.extend(more);
                live.good = length;
                self.disturbances.push(Disturbance::Shared);
            }
            _ => {
                let mut lines = live.lines.clone();
                if !is_there {
                    // Somebody else may have written to the file before it lost its name.
                    lines.extend(live.all().map_err(fail)?);
                }
                let mut there = Live::open(&self.place)?;
                there.restore(&lines, &path).map_err(fail)?;
                *live = there;
                self.disturbances.push(Disturbance::Restored);
            }
        }
        self.is_shared = true;
        Ok(())
    }

    /// Waits for a turn at the sidecar: between reading it and replacing it no other writer of this journal may do so.
    /// There are two where the lock was removed. Where there are no locks, nobody waits.
    ///
    /// # Errors
    /// A folder or file that cannot be written; another writer that takes too long.
    pub(crate) fn take_turn(&mut self) -> Result<Turn, StorageError> {
        let path = self.place.live();
        let fail = |error| StorageError::new(&path, error);
        let live = match self.live.take() {
            Some(live) => live,
            None => Live::open(&self.place)?,
        };
        let turn = Turn(self.live.insert(live).file.try_clone().map_err(fail)?);
        for _ in 0..TRIES {
            match turn.0.try_lock() {
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Ok(()) | Err(TryLockError::Error(_)) => return Ok(turn),
            }
        }
        Err(fail(io::Error::new(io::ErrorKind::WouldBlock, "another program is writing the sidecar")))
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

    /// Puts a segment that has grown long aside. The sidecar must have all that is in it, so that one which others wrote
    /// to meanwhile grows on.
    pub(crate) fn rotate(&mut self) {
        if self.is_shared || self.live.as_ref().is_none_or(|live| live.good < LONG) {
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
        self.look()?;
        let path = self.place.live();
        let live = match self.live.take() {
            Some(live) => live,
            None => Live::open(&self.place)?,
        };
        let live = self.live.insert(live);
        if live.good + lines.len() as u64 > source::JOURNAL {
            return Err(StorageError::Full { path, most: source::JOURNAL });
        }
        live.add(lines.as_bytes(), &path).map_err(|error| StorageError::new(&path, error))?;
        self.tail = tail;
        Ok(())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // The file stays open, and the lock with it.
        let _where_there_are_locks = self.0.unlock();
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
        let mut live = Self { file, good: 0, torn: Vec::new(), lines: Vec::new() };
        live.lines = live.all().map_err(|error| StorageError::new(&path, error))?;
        live.good = live.lines.len() as u64;
        Ok(live)
    }

    /// Adds lines and brings them to the disk. If that fails, what stands there of them is no part of the journal.
    fn add(&mut self, lines: &[u8], path: &Path) -> io::Result<()> {
        lines.clone_into(&mut self.torn);
        disk::write(&mut self.file, path, lines).and_then(|()| disk::sync(&self.file, path))?;
        self.torn.clear();
        self.good += lines.len() as u64;
        self.lines.extend_from_slice(lines);
        Ok(())
    }

    /// Cuts off what stands there of lines that could not be written to their end. What somebody else has added
    /// meanwhile stays, in lines of its own.
    fn mend(&mut self, path: &Path) -> io::Result<()> {
        let after = self.bytes_from(self.good)?;
        if self.torn.starts_with(&after) {
            disk::shorten(&self.file, path, self.good)?;
        } else if !after.ends_with(b"\n") {
            disk::write(&mut self.file, path, b"\n")?;
        }
        self.torn.clear();
        Ok(())
    }

    /// Adds those of these lines that are not there yet.
    fn restore(&mut self, lines: &[u8], path: &Path) -> io::Result<()> {
        let there = self.all()?;
        let mut known: HashSet<&[u8]> = there.split_inclusive(|byte| *byte == b'\n').collect();
        let whole = || lines.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n"));
        let missing: Vec<&[u8]> = whole().filter(|line| known.insert(line)).collect();
        let rest = there.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        if !rest.is_empty() && missing.iter().any(|line| line.starts_with(rest)) {
            // The file was cut within one of them.
            self.good -= rest.len() as u64;
            disk::shorten(&self.file, path, self.good)?;
            self.lines.truncate(there.len() - rest.len());
        } else if !rest.is_empty() {
            self.add(b"\n", path)?;
        }
        if missing.is_empty() { Ok(()) } else { self.add(&missing.concat(), path) }
    }

    /// All that stands in the file.
    fn all(&mut self) -> io::Result<Vec<u8>> {
        self.bytes_from(0)
    }

    fn bytes_from(&mut self, start: u64) -> io::Result<Vec<u8>> {
        self.file.seek(io::SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        Read::by_ref(&mut self.file).take(source::JOURNAL).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// The time, in RFC 3339.
pub(crate) fn now() -> Timestamp {
    Timestamp::from(SystemTime::now())
}
