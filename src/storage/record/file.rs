//! A record file: what one annotator says of one text, in the journal at once, in the sidecar when there is time.
//!
//! A change is safe once [`RecordFile::change`] has returned. The sidecar follows with [`RecordFile::settle`], which first
//! looks whether it is still the one that was read or written last: what another program wrote meanwhile is merged, never
//! replaced. Dropping the file closes it: its lock is free for others.

use std::path::PathBuf;

use super::error::{Incident, MergeReport, SetAside};
use super::files::{Announcement, Files};
use super::merge::Sides;
use crate::annotation::{AnnotationSet, Annotator, Edit, Entry, difference};
use crate::storage::error::StorageError;
use crate::storage::journal::growth;
use crate::storage::sidecar::{self, Hash, Header};
use crate::storage::store::{self, Stamp};
use crate::storage::{atomic, source};
use crate::text::Document;

/// Bytes that a sidecar may have in a sitting, before which is told only about: less than what is read again.
const ROOM: u64 = source::SIDECAR - (1 << 20);

/// The owner of a record's files: lock, journal and sidecar.
///
/// It is used from the thread of the screen, after the frame that shows a change. Of 1,000 changes, on ext4 and with a
/// processor that others kept busy, the median took 4 to 5 ms, the 99th percentile 16 to 22 ms, the worst 34 ms: what a bare
/// `write` and `fsync` took there, too. That is how long the next key can wait, so no thread of its own is needed.
#[derive(Debug)]
pub struct RecordFile {
    pub(super) files: Files,
    /// The text.
    pub(super) source: PathBuf,
    /// What the text looked like when it was read.
    pub(super) stamp: Stamp,
    pub(super) annotator: Annotator,
    /// Id and version of the schema, for a sidecar that is new.
    pub(super) schema: (String, String),
    /// The rest of the sidecar, if there is one.
    pub(super) header: Option<Header>,
    /// Changes that are not in the journal yet, because it could not be written.
    pub(super) waiting: Vec<Entry>,
    /// What takes back the changes since the known sidecar, the first first.
    pub(super) since: Vec<Edit>,
    /// About how many bytes the sidecar would have with all changes that are in the journal.
    pub(super) length: i64,
    /// What takes the next change back to the known sidecar, where that is not its own inverse: a merge with it.
    instead: Option<Edit>,
}

/// What came of bringing the sidecar up to date.
#[derive(Debug)]
pub enum Settlement {
    /// The sidecar says what the set says.
    Written,
    /// Another program has written the sidecar. The edit brings our set to what both say; then it is to be settled again.
    Merged(Edit, MergeReport),
    /// What another program wrote cannot be merged; ours is in a file of its own.
    SetAside(SetAside),
}

impl RecordFile {
    /// A file that was not read yet.
    pub(super) fn new(files: Files, source: PathBuf, stamp: Stamp, annotator: Annotator, schema: (String, String)) -> Self {
        Self {
            files,
            source,
            stamp,
            annotator,
            schema,
            header: None,
            waiting: Vec::new(),
            since: Vec::new(),
            length: 0,
            instead: None,
        }
    }

    /// The rest of the sidecar, that of a new one if there is none.
    pub(super) fn header(&self, document: &Document) -> Header {
        self.header.clone().unwrap_or_else(|| {
            let name = self.source.file_name().unwrap_or_default().to_string_lossy();
            let mut header = Header::of(&name, document, &self.annotator);
            (header.schema.id, header.schema.version) = self.schema.clone();
            header
        })
    }

    /// Adds changes to the journal; those that could not be added before come first. With none, only tries again.
    ///
    /// # Errors
    /// A journal that cannot be written; changes by which the sidecar would become too long to be read again. They wait
    /// for the next time, when those that come then may have taken them back.
    pub fn change(&mut self, entries: Vec<Entry>, document: &Document) -> Result<(), StorageError> {
        let inverses = entries.iter().map(|entry| self.instead.take().unwrap_or_else(|| entry.inverse.clone()));
        self.since.extend(inverses);
        self.waiting.extend(entries);
        if self.waiting.is_empty() {
            return Ok(());
        }
        let growth = self.waiting.iter().map(|entry| growth(&entry.edit, &entry.inverse, document)).sum();
        let length = self.length.saturating_add(growth);
        if growth > 0 && u64::try_from(length).is_ok_and(|length| length > ROOM) {
            return Err(StorageError::Full { path: self.files.place.sidecar().to_owned(), most: source::SIDECAR });
        }
        self.files.append(&self.waiting, document)?;
        self.length = length;
        self.waiting.clear();
        Ok(())
    }

    /// Takes note of how long the sidecar is, or would be with all changes that are in the journal.
    pub(super) fn take_length(&mut self, bytes: usize) {
        self.length = i64::try_from(bytes).unwrap_or(i64::MAX);
    }

    /// Says in the journal who makes the changes to come, where that is not whose work it is.
    pub(crate) fn sign(&mut self, by: &Annotator) {
        self.files.sign(by.as_str());
    }

    /// The hash of the sidecar as it was read or written last.
    pub(crate) fn known(&self) -> &str {
        &self.files.known
    }

    /// Whether the sidecar on the disk is the one that was read or written last.
    pub(crate) fn is_current(&self) -> bool {
        self.files.is_current()
    }

    /// What others did to the lock and the journal since this was asked last.
    pub fn take_incidents(&mut self) -> Vec<Incident> {
        self.files.take_incidents()
    }

    /// Whether changes wait that are not in the journal.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The hash of the text that the sidecar speaks of, if there is one that tells it.
    pub fn annotated(&self) -> Option<&str> {
        self.header.as_ref().map(|header| header.source.sha256.as_str())
    }

    /// Whether the text on the disk is no longer the one that was read, as far as can be seen from outside.
    pub fn is_outdated(&self) -> bool {
        Stamp::of(&self.source) != self.stamp
    }

    /// Brings the sidecar up to date, after the changes that still wait for the journal.
    ///
    /// # Errors
    /// A journal, folder or disk that cannot be written; the sidecar is then as it was.
    pub fn settle(&mut self, set: &AnnotationSet, document: &Document) -> Result<Settlement, StorageError> {
        self.files.look()?;
        let _turn = self.files.take_turn()?;
        self.change(Vec::new(), document)?;
        let found = store::read_bytes(self.files.place.sidecar())?;
        let hash = store::hash(found.as_deref());
        if let Some(theirs) = found.filter(|_| hash != self.files.known) {
            return self.meet(&theirs, hash, set, document);
        }
        let text = sidecar::write(set, &self.header(document), document);
        self.take_length(text.len());
        source::check_length(self.files.place.sidecar(), text.len(), source::SIDECAR)?;
        let written = self.files.write(text.as_bytes(), &Announcement::Saving(document.sha256().unwrap_or_default()));
        if self.files.known == store::hash(Some(text.as_bytes())) {
            self.since.clear();
        }
        written.map(|()| Settlement::Written)
    }

    /// Meets a sidecar that another program has written: merges it, or, if that cannot be, puts ours into a file of its
    /// own.
    fn meet(
        &mut self,
        theirs: &[u8],
        hash: String,
        set: &AnnotationSet,
        document: &Document,
    ) -> Result<Settlement, StorageError> {
        let mut base = set.clone();
        for inverse in self.since.iter().rev() {
            // What cannot be taken back stays, and counts as having been there.
            let _done = base.revert(inverse.clone());
        }
        let header = self.header(document);
        let sides = Sides { base: &base, ours: set, header: &header, theirs, path: self.files.place.sidecar() };
        match sides.merge(document) {
            Ok(joined) => {
                let report = MergeReport { sidecar: self.files.place.name(), conflicts: joined.conflicts };
                self.header = Some(joined.header);
                self.files.take_in(&hash);
                self.files.known = hash;
                // From now on what they wrote is what we began from.
                let edit = difference(set, &joined.set);
                self.since.clear();
                self.instead = Some(difference(&joined.set, &self.read_again(theirs, document)));
                Ok(Settlement::Merged(edit, report))
            }
            Err(why) => {
                let aside = self.files.place.rescue();
                atomic::write(&aside, sidecar::write(set, &header, document).as_bytes())?;
                let aside = aside.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Ok(Settlement::SetAside(SetAside { sidecar: self.files.place.name(), aside, why }))
            }
        }
    }

    /// The set of a sidecar that was merged, so that it is known to be readable.
    fn read_again(&self, sidecar: &[u8], document: &Document) -> AnnotationSet {
        let stored = store::parse_sidecar(self.files.place.sidecar(), sidecar);
        stored.map(|stored| stored.resolve(document, Hash::Skipped).set).unwrap_or_default()
    }
}
