//! Opening a record file: its lock, then its sidecar, then what the journal has and the sidecar lacks.

use std::path::Path;

use super::error::{Incident, MergeReport, ReadOnly};
use super::file::RecordFile;
use super::files::Files;
use super::merge::Sides;
use crate::annotation::{Act, AnnotationSet, Annotator, Edit, Entry, History, Schema, difference};
use crate::storage::atomic;
use crate::storage::journal::{self, Hand, Segment, Tail, glance, replay, sides};
use crate::storage::lock::{Lock, Locking};
use crate::storage::place::Place;
use crate::storage::sidecar::{self, Discrepancy, Hash, Loaded};
use crate::storage::store::{self, Stamp};
use crate::text::Document;

/// Which record file is to be opened, on which text.
#[derive(Debug)]
pub struct Opening<'a> {
    /// The text.
    pub source: &'a Path,
    /// What the text looked like before it was read.
    pub stamp: Stamp,
    /// The text, read.
    pub document: &'a Document,
    /// Whose file it is.
    pub annotator: &'a Annotator,
    /// The schema, for a sidecar that is new.
    pub schema: &'a Schema,
    /// Whether the text is compared by its hash with the one that was annotated, and not only by its lengths.
    pub hash: Hash,
    /// The file of the same text as it was open before: it gives its lock on.
    pub earlier: Option<RecordFile>,
}

/// A record file that is open, with all that was read from it.
#[derive(Debug)]
pub struct OpenRecord {
    /// The file.
    pub file: RecordFile,
    /// What the annotator says.
    pub set: AnnotationSet,
    /// What can be undone, also from earlier sittings.
    pub history: History,
    /// Why nothing may be changed, if so.
    pub read_only: Option<ReadOnly>,
    /// What happened meanwhile.
    pub incidents: Vec<Incident>,
    /// Whether the set says more than the sidecar does.
    pub is_ahead: bool,
    /// The command outside of a sitting that wrote the sidecar anew, if nothing was changed after that.
    pub rewritten: Option<String>,
}

impl Opening<'_> {
    /// Opens the file. What cannot be read or written forbids changes.
    pub fn open(self) -> OpenRecord {
        let Self { source, stamp, document, annotator, schema, hash, earlier } = self;
        let schema = (schema.id.clone(), schema.version.clone());
        let hand = Hand::new(annotator.as_str(), schema.clone());
        let files = Files::new(Place::of(source, annotator), hand, Tail::default());
        let mut open = OpenRecord {
            file: RecordFile::new(files, source.to_owned(), stamp, annotator.clone(), schema),
            set: AnnotationSet::new(),
            history: History::new(),
            read_only: None,
            incidents: Vec::new(),
            is_ahead: false,
            rewritten: None,
        };
        open.lock(earlier.and_then(|earlier| earlier.files.lock));
        if let Err(why) = open.read(document, hash).and_then(|()| open.replay(document)) {
            open.forbid(why);
            // Also of a text that has changed: that it was reanchored, and taken back, can be made again.
            let segments = Segment::recent(&open.file.files.place).unwrap_or_default();
            open.rewritten = glance(&segments, &open.file.files.known).rewritten;
        }
        // What may not be changed is not written either: it may be somebody else's just now.
        open.is_ahead &= open.read_only.is_none();
        if open.is_ahead {
            let whole = sidecar::write(&open.set, &open.file.header(document), document);
            open.file.take_length(whole.len());
        }
        open
    }
}

impl OpenRecord {
    /// Forbids changes; the first reason counts.
    fn forbid(&mut self, why: ReadOnly) {
        self.read_only.get_or_insert(why);
    }

    fn lock(&mut self, earlier: Option<Lock>) {
        let place = &self.file.files.place;
        if !atomic::is_writable(place.outer()) {
            return self.forbid(ReadOnly::Folder(place.outer().to_owned()));
        }
        if let Err(error) = place.check() {
            return self.forbid(error.into());
        }
        match earlier.map_or_else(|| Lock::take(place), Locking::Taken) {
            Locking::Taken(lock) => self.file.files.lock = Some(lock),
            Locking::Held(holder) => {
                let annotator = self.file.annotator.clone();
                self.forbid(ReadOnly::Held { annotator, holder });
            }
            Locking::Impossible(error) => self.forbid(ReadOnly::NoLock(error)),
        }
    }

    /// Reads the sidecar.
    fn read(&mut self, document: &Document, hash: Hash) -> Result<(), ReadOnly> {
        let Some(bytes) = self.file.files.read()? else { return Ok(()) };
        self.file.take_length(bytes.len());
        let path = self.file.files.place.sidecar();
        let stored = store::parse_sidecar(path, &bytes)?;
        let whose = store::check_annotator(path, &stored, &self.file.annotator);
        let Loaded { set, header, discrepancies } = stored.resolve(document, hash);
        self.set = set;
        self.file.header = Some(header);
        // What another has said is shown, and neither changed nor counted under this name.
        whose?;
        let fault =
            discrepancies.into_iter().find(|discrepancy| discrepancy.is_unfit() || *discrepancy == Discrepancy::SourceChanged);
        fault.map_or(Ok(()), |discrepancy| Err(ReadOnly::Discrepancy(discrepancy)))
    }

    /// Puts what the journal has and the sidecar lacks onto the set.
    fn replay(&mut self, document: &Document) -> Result<(), ReadOnly> {
        let segments = Segment::recent(&self.file.files.place)?;
        let replayed = replay(&segments, &self.file.files.known, document, &mut self.set);
        let has_branches = !replayed.tail.joins.is_empty() || !replayed.elsewhere.is_empty();
        self.file.files.go_on(replayed.tail);
        self.history = replayed.history;
        self.rewritten = replayed.rewritten;
        self.file.since = replayed.changes;
        // Branches that change nothing are taken in, too, with the next sidecar.
        self.is_ahead = has_branches || !self.file.since.is_empty();
        if !self.file.since.is_empty() {
            self.incidents.push(Incident::Recovered(self.file.since.len()));
        }
        if let Some(stop) = replayed.stopped {
            return Err(ReadOnly::Journal(stop));
        }
        if self.read_only.is_some() {
            return Ok(());
        }
        if let Some((from, why)) = replayed.bad {
            let aside = self.file.files.keep_aside(from)?;
            self.incidents.push(Incident::EndsEarly { why, aside });
        }
        replayed.elsewhere.iter().try_for_each(|changes| self.meet(changes, document))
    }

    /// Merges changes of the journal that were made beside those in the set: with a sidecar that another program has
    /// written since, or by another writer.
    fn meet(&mut self, changes: &[(Edit, Edit)], document: &Document) -> Result<(), ReadOnly> {
        let (base, ours) = sides(changes, &self.set);
        let header = self.file.header(document);
        let path = self.file.files.place.sidecar();
        let theirs = sidecar::write(&self.set, &header, document).into_bytes();
        let sides = Sides { base: &base, ours: &ours, header: &header, theirs: &theirs, path };
        let joined = sides.merge(document)?;
        let edit = difference(&self.set, &joined.set);
        if edit == Edit::Batch(Vec::new()) {
            return Ok(());
        }
        let inverse = self.set.revert(edit.clone())?;
        self.file.header = Some(joined.header);
        self.history.record(Act::Edit, &edit, inverse.clone());
        let entry = Entry { command: "merge".into(), at: journal::now(), ..Entry::new(Act::Edit, edit, inverse, &self.set) };
        self.file.since.push(entry.inverse.clone());
        self.file.waiting.push(entry);
        self.is_ahead = true;
        let report = MergeReport { sidecar: self.file.files.place.name(), conflicts: joined.conflicts };
        self.incidents.push(Incident::Merged { changes: changes.len(), report });
        Ok(())
    }
}
