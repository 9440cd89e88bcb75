//! What is kept of one annotator's work on one open text: the journal at once, the sidecar when there is time.
//!
//! A change is safe once [`Keeping::append`] has returned. The sidecar follows with [`Keeping::save`], which first looks
//! whether it is still the one that was read or written last: what somebody else wrote meanwhile is merged, never
//! replaced.

use std::path::{Path, PathBuf};

use super::atomic;
use super::corpus::sidecar_path;
use super::error::StorageError;
use super::joining::Sets;
use super::journal::{self, Hand, Journal, Place, Segment, Tail, glance, replay, sides};
use super::lock::{Lock, Locking};
use super::sidecar::{self, Finding, Header, Loaded};
use super::store::{self, Stamp};
use crate::annotation::{Act, AnnotationSet, Annotator, Edit, Entry, History, Schema, difference};
use crate::text::{Document, counted};

/// The files of one annotator's work on one open text.
#[derive(Debug)]
pub struct Keeping {
    source: PathBuf,
    pub(super) sidecar: PathBuf,
    annotator: Annotator,
    /// Id and version of the schema, for a sidecar that is new.
    schema: (String, String),
    header: Option<Header>,
    /// The hash of the sidecar as it was read or written last.
    known: String,
    /// What the text looked like when it was read.
    stamp: Stamp,
    journal: Journal,
    /// Changes that are not in the journal yet, because it could not be written.
    waiting: Vec<Entry>,
    /// What takes back the changes since the known sidecar, the first first.
    since: Vec<Edit>,
    /// What takes the next change back to the known sidecar, where that is not its own inverse: a merge with it.
    instead: Option<Edit>,
    lock: Option<Lock>,
}

/// What opening the work on a text gave.
#[derive(Debug)]
pub struct Kept {
    /// Its files.
    pub keeping: Keeping,
    /// What the annotator says.
    pub set: AnnotationSet,
    /// What can be undone, also from earlier sittings.
    pub history: History,
    /// Why nothing may be changed, if so.
    pub read_only: Option<String>,
    /// What there is to tell.
    pub told: Vec<String>,
    /// Whether the set says more than the sidecar does.
    pub is_ahead: bool,
    /// The command outside of a sitting that wrote the sidecar anew, if nothing was changed after that.
    pub rewritten: Option<String>,
}

/// What came of saving.
#[derive(Debug)]
pub enum Outcome {
    /// The sidecar says what the set says.
    Written,
    /// Somebody else has written the sidecar. This edit brings our set to what both say; then it is to be saved again.
    Joined(Edit, String),
    /// What somebody else wrote cannot be merged; ours stands beside it. In words.
    SetAside(String),
}

impl Keeping {
    /// Opens the work of an annotator on a text that was just read; `stamp` is what the text looked like before.
    ///
    /// With `hash`, the text is compared by its hash with the one that was annotated. An earlier keeping of the same
    /// text gives its lock on.
    pub fn open(
        source: &Path,
        who: (&Annotator, &Schema),
        document: &Document,
        stamp: Stamp,
        hash: bool,
        earlier: Option<Self>,
    ) -> Kept {
        let (annotator, schema) = who;
        let place = Place::of(source, annotator);
        let schema = (schema.id.clone(), schema.version.clone());
        let hand = Hand::new(annotator.as_str(), schema.clone());
        let mut kept = Kept {
            keeping: Self {
                source: source.to_owned(),
                sidecar: sidecar_path(source, annotator),
                annotator: annotator.clone(),
                schema,
                header: None,
                known: String::new(),
                stamp,
                journal: Journal::new(place.clone(), hand.clone(), Tail::default()),
                waiting: Vec::new(),
                since: Vec::new(),
                instead: None,
                lock: None,
            },
            set: AnnotationSet::new(),
            history: History::new(),
            read_only: None,
            told: Vec::new(),
            is_ahead: false,
            rewritten: None,
        };
        kept.lock(&place, earlier.and_then(|earlier| earlier.lock));
        if let Err(why) = kept.read(document, hash).and_then(|()| kept.replay(&place, hand, document)) {
            kept.forbid(why);
            // Also of a text that has changed: that it was reanchored, and taken back, can be made again.
            let segments = Segment::recent(&place).unwrap_or_default();
            kept.rewritten = glance(&segments, &kept.keeping.known).rewritten;
        }
        // What may not be changed is not written either: it may be somebody else's just now.
        kept.is_ahead &= kept.read_only.is_none();
        kept
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
    /// A journal that cannot be written. The changes wait for the next time.
    pub fn append(&mut self, entries: Vec<Entry>, document: &Document) -> Result<(), StorageError> {
        let inverses = entries.iter().map(|entry| self.instead.take().unwrap_or_else(|| entry.inverse.clone()));
        self.since.extend(inverses);
        self.waiting.extend(entries);
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.journal.append(&self.waiting, document, &self.known)?;
        self.waiting.clear();
        Ok(())
    }

    /// Says in the journal who makes the changes to come, where that is not whose work it is.
    pub(super) fn sign(&mut self, by: &Annotator) {
        self.journal.sign(by.as_str());
    }

    /// The hash of the sidecar as it was read or written last.
    pub(super) fn known(&self) -> &str {
        &self.known
    }

    /// Whether the sidecar on the disk is the one that was read or written last.
    pub(super) fn is_current(&self) -> bool {
        store::read_bytes(&self.sidecar).is_ok_and(|found| store::hash(found.as_deref()) == self.known)
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

    /// Writes the sidecar, after the changes that still wait for the journal.
    ///
    /// # Errors
    /// A journal, folder or disk that cannot be written; the sidecar is then as it was.
    pub fn save(&mut self, set: &AnnotationSet, document: &Document) -> Result<Outcome, StorageError> {
        self.append(Vec::new(), document)?;
        let found = store::read_bytes(&self.sidecar)?;
        let hash = store::hash(found.as_deref());
        if let Some(theirs) = found.filter(|_| hash != self.known) {
            return self.meet(&theirs, hash, set, document);
        }
        let text = sidecar::write(set, &self.header(document), document);
        let new = store::hash(Some(text.as_bytes()));
        self.journal.saving(document, &self.known, &new)?;
        if new != hash {
            atomic::write(&self.sidecar, text.as_bytes())?;
        }
        self.known.clone_from(&new);
        self.since.clear();
        self.journal.saved(document, &new)?;
        self.journal.rotate();
        Ok(Outcome::Written)
    }

    /// Meets a sidecar that somebody else has written: merges it, or, if that cannot be, puts ours beside it.
    fn meet(&mut self, theirs: &[u8], hash: String, set: &AnnotationSet, document: &Document) -> Result<Outcome, StorageError> {
        let mut base = set.clone();
        for inverse in self.since.iter().rev() {
            // What cannot be taken back stays, and counts as having been there.
            let _done = base.revert(inverse.clone());
        }
        match self.join(&Sets { base: &base, ours: set }, theirs, document) {
            Ok(joined) => {
                let told = merged(&self.sidecar, joined.conflicts);
                self.header = Some(joined.header);
                self.known = hash;
                // From now on what they wrote is what we began from.
                let edit = difference(set, &joined.set);
                self.since.clear();
                self.instead = Some(difference(&joined.set, &self.read_again(theirs, document)));
                Ok(Outcome::Joined(edit, told))
            }
            Err(why) => {
                let aside = store::rescue_path(&self.sidecar);
                let text = sidecar::write(set, &self.header(document), document);
                atomic::write(&aside, text.as_bytes())?;
                let (theirs, ours) = (name(&self.sidecar), name(&aside));
                Ok(Outcome::SetAside(format!(
                    "another program has written {theirs} meanwhile, and it cannot be merged ({why}); your own are in {ours}"
                )))
            }
        }
    }

    /// The set of a sidecar that was merged, so that it is known to be readable.
    fn read_again(&self, sidecar: &[u8], document: &Document) -> AnnotationSet {
        store::parse_sidecar(&self.sidecar, sidecar).map(|stored| stored.resolve(document, false).set).unwrap_or_default()
    }
}

impl Kept {
    /// Forbids changes; the first reason counts.
    fn forbid(&mut self, why: String) {
        self.read_only.get_or_insert(why);
    }

    fn lock(&mut self, place: &Place, earlier: Option<Lock>) {
        let folder = place.folder().parent().filter(|outer| !outer.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !store::is_writable(folder) {
            return self.forbid(format!("{}: nothing can be written in this folder", folder.display()));
        }
        if let Err(error) = place.check() {
            return self.forbid(error.to_string());
        }
        match earlier.map_or_else(|| Lock::take(place), Locking::Taken) {
            Locking::Taken(lock) => self.keeping.lock = Some(lock),
            Locking::Held(holder) => {
                self.forbid(format!("{} has it open already ({holder})", self.keeping.annotator));
            }
            Locking::Impossible(error) => {
                self.told.push(format!("no lock can be had here ({error}): see that nobody else has this text open as you"));
            }
        }
    }

    /// Reads the sidecar.
    fn read(&mut self, document: &Document, hash: bool) -> Result<(), String> {
        let path = &self.keeping.sidecar;
        let bytes = store::read_bytes(path).map_err(|error| error.to_string())?;
        self.keeping.known = store::hash(bytes.as_deref());
        let Some(bytes) = bytes else { return Ok(()) };
        let stored = store::parse_sidecar(path, &bytes).map_err(|error| error.to_string())?;
        let loaded: Loaded = stored.resolve(document, hash);
        let fault = loaded.findings.iter().find(|f| f.is_unfit() || **f == Finding::SourceChanged).map(ToString::to_string);
        (self.set, self.keeping.header) = (loaded.set, Some(loaded.header));
        fault.map_or(Ok(()), Err)
    }

    /// Puts what the journal has and the sidecar lacks onto the set.
    fn replay(&mut self, place: &Place, hand: Hand, document: &Document) -> Result<(), String> {
        let segments = Segment::recent(place).map_err(|error| error.to_string())?;
        let mut replayed = replay(&segments, &self.keeping.known, document, &mut self.set);
        self.keeping.journal = Journal::new(place.clone(), hand, replayed.tail.clone());
        (self.history, self.rewritten) = (std::mem::take(&mut replayed.history), replayed.rewritten.take());
        self.keeping.since = std::mem::take(&mut replayed.changes);
        self.is_ahead = !self.keeping.since.is_empty();
        if self.is_ahead {
            let changes = counted(self.keeping.since.len(), "change");
            self.told.push(format!("{changes} that the sidecar lacked came from the journal"));
        }
        if let Some(why) = replayed.stopped {
            return Err(format!("the journal: {why}"));
        }
        if self.read_only.is_some() {
            return Ok(());
        }
        if let Some((from, why)) = replayed.bad {
            let aside = self.keeping.journal.keep_aside(from).map_err(|error| error.to_string())?;
            self.told.push(format!("the journal ends early ({why}); what follows is in {aside}"));
        }
        if !replayed.elsewhere.is_empty() {
            self.meet(&replayed.elsewhere, document)?;
        }
        Ok(())
    }

    /// Merges changes of the journal with a sidecar that somebody else has written since.
    fn meet(&mut self, changes: &[(Edit, Edit)], document: &Document) -> Result<(), String> {
        let (base, ours) = sides(changes, &self.set);
        let bytes = store::read_bytes(&self.keeping.sidecar).map_err(|error| error.to_string())?;
        let theirs = bytes.unwrap_or_else(|| sidecar::write(&self.set, &self.keeping.header(document), document).into_bytes());
        let joined = self.keeping.join(&Sets { base: &base, ours: &ours }, &theirs, document)?;
        let edit = difference(&self.set, &joined.set);
        if edit == Edit::Batch(Vec::new()) {
            return Ok(());
        }
        let inverse = self.set.revert(edit.clone()).map_err(|error| error.to_string())?;
        self.keeping.header = Some(joined.header);
        self.history.record(Act::Edit, &edit, inverse.clone());
        let entry = Entry { command: "merge".into(), at: journal::now(), ..Entry::new(Act::Edit, edit, inverse, &self.set) };
        self.keeping.since.push(entry.inverse.clone());
        self.keeping.waiting.push(entry);
        self.is_ahead = true;
        let changes = counted(changes.len(), "change");
        self.told.push(format!("{changes} of the journal: {}", merged(&self.keeping.sidecar, joined.conflicts)));
        Ok(())
    }
}

/// That a sidecar was merged, in words.
fn merged(sidecar: &Path, conflicts: usize) -> String {
    let undecided = match conflicts {
        0 => String::new(),
        n => format!("; {} marked as merge_conflict", counted(n, "conflict")),
    };
    format!("another program has written {} meanwhile, and both were merged{undecided}", name(sidecar))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
