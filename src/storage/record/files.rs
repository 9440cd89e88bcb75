//! The three files of a record, held together: its lock, its journal and its sidecar. There is no other way to write a
//! sidecar than [`Files::write`], or its steps for several sidecars at once.

use super::error::Incident;
use crate::annotation::Entry;
use crate::storage::error::StorageError;
use crate::storage::journal::{Basis, Disturbance, Hand, Journal, Rewrite, Tail, Turn};
use crate::storage::lock::{Lock, Locking};
use crate::storage::place::Place;
use crate::storage::{atomic, store};
use crate::text::Document;

/// The files of one record.
#[derive(Debug)]
pub(super) struct Files {
    /// Where they lie.
    pub(super) place: Place,
    /// Held as long as the files are; `None` where there can be no locks, or where somebody else has it.
    pub(super) lock: Option<Lock>,
    /// The hash of the sidecar as it was read or written last; empty if there was none.
    pub(super) known: String,
    /// Whether the disk failed when the sidecar was written last, so that it is written again even if it is that one.
    is_unsynced: bool,
    journal: Journal,
    /// What others did to the lock that nobody was told of yet.
    incidents: Vec<Incident>,
    /// Whether somebody else has taken the lock, which was told.
    is_lock_lost: bool,
}

/// What is said in the journal of a sidecar that is about to be written.
#[derive(Debug)]
pub(super) enum Announcement<'a> {
    /// It has all changes of the journal; the hash of the text that it speaks of.
    Saving(&'a str),
    /// A command writes it anew as a whole.
    Rewriting {
        /// The command.
        command: &'a str,
        /// The hash of the text that the sidecar speaks of until then.
        before: &'a str,
        /// What it will be, and what differs.
        rewrite: &'a Rewrite,
    },
}

impl Files {
    pub(super) fn new(place: Place, hand: Hand, tail: Tail) -> Self {
        let journal = Journal::new(place.clone(), hand, tail);
        Self { place, lock: None, known: String::new(), is_unsynced: false, journal, incidents: Vec::new(), is_lock_lost: false }
    }

    /// Goes on where the journal ends.
    pub(super) fn go_on(&mut self, tail: Tail) {
        self.journal.go_on(tail);
    }

    /// Looks whether the lock and the journal that are held are still those under their names, and mends what is not.
    ///
    /// # Errors
    /// A folder, file or disk that cannot be written.
    pub(super) fn look(&mut self) -> Result<(), StorageError> {
        self.journal.look()?;
        if self.is_lock_lost || self.lock.as_ref().is_none_or(Lock::is_there) {
            return Ok(());
        }
        match Lock::take(&self.place) {
            Locking::Taken(lock) => {
                self.lock = Some(lock);
                self.incidents.push(Incident::LockRestored);
            }
            Locking::Held(holder) => {
                self.is_lock_lost = true;
                self.incidents.push(Incident::LockLost(holder));
            }
            // It is tried again with the next look.
            Locking::Impossible(_) => {}
        }
        Ok(())
    }

    /// Waits for a turn at the sidecar, as [`Journal::take_turn`].
    pub(super) fn take_turn(&mut self) -> Result<Turn, StorageError> {
        self.journal.take_turn()
    }

    /// What others did to the files since this was asked last.
    pub(super) fn take_incidents(&mut self) -> Vec<Incident> {
        let told = self.journal.take_disturbances().into_iter().map(|disturbance| match disturbance {
            Disturbance::Restored => Incident::JournalRestored,
            Disturbance::Shared => Incident::JournalShared,
        });
        self.incidents.drain(..).chain(told).collect()
    }

    /// Takes in what the journal says of the sidecar of this hash, which somebody else wrote and which was merged.
    pub(super) fn take_in(&mut self, hash: &str) {
        self.journal.take_in(hash);
    }

    /// Says in the journal who makes the changes to come.
    pub(super) fn sign(&mut self, by: &str) {
        self.journal.sign(by);
    }

    /// Reads the sidecar, and takes it for the one that changes go on from.
    pub(super) fn read(&mut self) -> Result<Option<Vec<u8>>, StorageError> {
        let bytes = store::read_bytes(self.place.sidecar())?;
        self.known = store::hash(bytes.as_deref());
        Ok(bytes)
    }

    /// Whether the sidecar on the disk is the one that was read or written last.
    pub(super) fn is_current(&self) -> bool {
        self.is_on_disk(&self.known)
    }

    /// Whether the sidecar on the disk is the one of this hash.
    fn is_on_disk(&self, hash: &str) -> bool {
        store::read_bytes(self.place.sidecar()).is_ok_and(|found| store::hash(found.as_deref()) == hash)
    }

    /// Puts lines of the journal that cannot be read into a file of their own, and gives its name.
    pub(super) fn keep_aside(&self, from: u64) -> Result<String, StorageError> {
        self.journal.keep_aside(from)
    }

    /// Adds changes of the known sidecar to the journal.
    pub(super) fn append(&mut self, entries: &[Entry], document: &Document) -> Result<(), StorageError> {
        self.look()?;
        self.journal.append(entries, document, &self.known)
    }

    /// Writes the sidecar.
    ///
    /// # Errors
    /// A journal, folder or disk that cannot be written; the sidecar is then as it was, or the new one whole.
    pub(super) fn write(&mut self, bytes: &[u8], announcement: &Announcement<'_>) -> Result<(), StorageError> {
        let hash = store::hash(Some(bytes));
        self.announce(&hash, announcement)?;
        if hash != self.known || self.is_unsynced || !self.place.sidecar().exists() {
            let put = self.put(bytes);
            self.is_unsynced = put.is_err();
            if put.is_err() && self.is_on_disk(&hash) {
                // The disk failed once the file had its name: it is ours, not one that another program wrote.
                self.known.clone_from(&hash);
            }
            put?;
        }
        self.confirm(hash, announcement)
    }

    /// Writes what was announced.
    pub(super) fn put(&self, bytes: &[u8]) -> Result<(), StorageError> {
        atomic::write(self.place.sidecar(), bytes)
    }

    /// Says in the journal that the sidecar of this hash is about to be written.
    pub(super) fn announce(&mut self, hash: &str, announcement: &Announcement<'_>) -> Result<(), StorageError> {
        match announcement {
            Announcement::Saving(source) => self.journal.saving(source, &self.known, hash),
            Announcement::Rewriting { command, before, rewrite } => {
                self.journal.rewriting(command, Basis { source: before, sidecar: &self.known }, rewrite)
            }
        }
    }

    /// Says that it was written: changes go on from it.
    pub(super) fn confirm(&mut self, hash: String, announcement: &Announcement<'_>) -> Result<(), StorageError> {
        self.known = hash;
        match announcement {
            Announcement::Saving(source) => self.journal.saved(source, &self.known)?,
            Announcement::Rewriting { command, rewrite, .. } => {
                self.journal.rewritten(command, Basis { source: &rewrite.source, sidecar: &self.known })?;
            }
        }
        self.journal.rotate();
        Ok(())
    }
}
