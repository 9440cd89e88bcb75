//! Reanchoring on the disk: the text as it was is looked for, and the sidecar as it was is kept, so that there is a
//! way back. Who holds the lock writes, and the journal tells what moved.
//!
//! Decisions move with the spans that they are about, in a gold standard or a review, and what they rest on goes along.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::bases::{self, Moved};
use super::batch::Batch;
use super::corpus::{self, SidecarFile, TextFile};
use super::error::StorageError;
use super::journal::{Segment, glance, replay};
use super::old_text;
use super::place::{Place, kept, sidecar_path};
use super::record::{Author, Revision};
use super::sidecar::reanchor::{Choice, Drift, Reanchored, reanchor};
use super::sidecar::{self, Hash, SidecarError, Stored, write_stored};
use super::source;
use super::store::{self, read_bytes};
use crate::annotation::{Annotator, Held};
use crate::text::{Document, Encoding};

/// The command of a reanchoring, as the journal has it; what was chosen may follow.
pub const COMMAND: &str = "reanchor";
/// The command that takes it back.
pub const UNDO: &str = "reanchor --undo";
/// The command that does again what was taken back.
pub const REDO: &str = "reanchor --redo";

/// What was found for a sidecar.
#[derive(Debug)]
pub struct Found {
    /// What comes of it.
    pub outcome: Reanchored,
    /// Where the text as it was comes from: `file` or `git`; `None` where it is not at hand.
    pub old: Option<&'static str>,
    stored: Stored,
    document: Option<Document>,
    /// Whose sidecar it is.
    pub annotator: Annotator,
    text: PathBuf,
    /// The sidecar as it is, with what the journal has and it lacks.
    kept: Vec<u8>,
    /// The hash of the sidecar and the number of the journal's next record.
    basis: (String, u64),
}

impl Found {
    /// Finds again, with what was decided about orphans.
    ///
    /// # Errors
    /// Orphans of earlier changes that cannot be read.
    pub fn choose(&mut self, now: &Document, choices: &BTreeMap<String, Choice>) -> Result<(), StorageError> {
        let sidecar = sidecar_path(&self.text, &self.annotator);
        self.outcome = reanchor(&self.stored, self.document.as_ref(), now, choices).map_err(|source| fail(&sidecar, source))?;
        Ok(())
    }

    /// What it was and is to be.
    fn moved(&self) -> Moved<'_> {
        Moved { annotator: &self.annotator, before: &self.stored, after: &self.outcome.stored, old: self.document.as_ref() }
    }

    /// What everything that was found hangs on, in one word: another one means that it is to be found anew.
    pub fn basis(&self, now: &Document) -> String {
        format!("{} {} {}", self.basis.0, self.basis.1, now.sha256().unwrap_or_default())
    }
}

/// Reads an annotator's sidecar, with what its journal has and it lacks, and finds its spans in the text as it is `now`;
/// the text as it was is `old`, if that is named, else what git keeps.
///
/// # Errors
/// A file that cannot be read or understood; changes in the journal while the text that they were made on is not at hand.
pub fn find(
    text: &Path,
    annotator: &Annotator,
    old: Option<&Path>,
    now: &Document,
    told: Option<Encoding>,
) -> Result<Found, StorageError> {
    let sidecar = sidecar_path(text, annotator);
    let segments = Segment::recent(&Place::of(text, annotator))?;
    let bytes = read_bytes(&sidecar)?;
    let hash = store::hash(bytes.as_deref());
    let glance = glance(&segments, &hash);
    let behind = || StorageError::Behind { path: sidecar.clone(), changes: glance.lacking };
    let Some(mut kept) = bytes else {
        return Err(if glance.lacking > 0 { behind() } else { StorageError::Missing(sidecar) });
    };
    let mut stored = store::parse_sidecar(&sidecar, &kept)?;
    let mut from = None;
    let mut document = None;
    if stored.source.differs(now, true) {
        let hash = &stored.source.sha256;
        (from, document) = match old {
            Some(path) => (Some("file"), old_text::named(path, hash, told)?),
            None => (Some("git"), old_text::in_git(text, hash, told)),
        };
    }
    if glance.lacking > 0 {
        let before = if stored.source.differs(now, true) { document.as_ref() } else { Some(now) };
        stored = before.and_then(|before| with_journal(stored, &segments, &hash, before)).ok_or_else(behind)?;
        kept = write_stored(&stored).into_bytes();
    }
    let outcome = reanchor(&stored, document.as_ref(), now, &BTreeMap::new()).map_err(|source| fail(&sidecar, source))?;
    let old = from.filter(|_| document.is_some());
    let basis = (hash, glance.tail.next);
    Ok(Found { outcome, old, stored, document, text: text.to_owned(), annotator: annotator.clone(), kept, basis })
}

/// A sidecar with the changes of its journal that it lacks, made on the text that it speaks of.
fn with_journal(stored: Stored, segments: &[Segment], hash: &str, before: &Document) -> Option<Stored> {
    let mut loaded = Some(stored.resolve(before, Hash::Compared)).filter(sidecar::Loaded::is_same_source)?;
    let replayed = replay(segments, hash, before, &mut loaded.set);
    let is_whole = replayed.stopped.is_none() && replayed.elsewhere.is_empty();
    is_whole.then(|| sidecar::parse(&sidecar::write(&loaded.set, &loaded.header, before)).ok()).flatten()
}

fn fail(sidecar: &Path, source: SidecarError) -> StorageError {
    StorageError::Sidecar { path: sidecar.to_owned(), source }
}

/// Lets decisions rest on the readings as they are now, in all files that are reanchored together.
///
/// # Errors
/// A text or a folder that cannot be looked at.
pub fn carry(found: &mut [Found], now: &Document) -> Result<(), StorageError> {
    let Some(first) = found.first() else { return Ok(()) };
    let text = corpus::find(&first.text)?;
    let moved: Vec<Moved<'_>> = found.iter().map(Found::moved).collect();
    let passages = bases::passages(&moved, &text, now);
    for (found, passage) in found.iter_mut().zip(&passages).filter(|(found, _)| found.outcome.drift.changed) {
        let Reanchored { stored, decided, .. } = &mut found.outcome;
        if let Held::Known(list) = &mut stored.decisions {
            bases::settle(list, decided, passage, now);
        }
    }
    Ok(())
}

/// Writes reanchored sidecars, all of them or none; each is kept as it was.
///
/// # Errors
/// A sidecar that somebody is at work on, or that has changed since it was read; a folder or file that cannot be
/// written. Nothing has changed then.
pub fn write(found: Vec<Found>, now: &Document, author: &Author) -> Result<(), StorageError> {
    let mut batch = Batch::new();
    if let Some(first) = found.first() {
        let text = corpus::find(&first.text)?;
        for file in text.sidecars.iter().filter(|file| file.annotator.is_gold()).chain(&text.reviews) {
            if let Some((revision, bytes)) = following(&found, &text, file, now, author) {
                batch.rewrite(revision, bytes);
            }
        }
    }
    for found in found {
        let revision = Revision::begin(&found.text, &found.annotator, author)?;
        if (revision.known(), revision.glance().tail.next) != (found.basis.0.as_str(), found.basis.1) {
            return Err(StorageError::Changed(revision.sidecar().to_owned()));
        }
        batch.replace(kept(revision.sidecar())?, found.kept);
        batch.rewrite(revision, write_stored(&found.outcome.stored).into_bytes());
    }
    batch.write()
}

/// The decisions of a file that was brought to the text before the work that they are about; `None` where nothing is
/// another, and where somebody is at work on it: what is decided there is stale then, and can be confirmed.
fn following(
    found: &[Found],
    text: &TextFile,
    file: &SidecarFile,
    now: &Document,
    author: &Author,
) -> Option<(Revision, Vec<u8>)> {
    if found.iter().any(|found| found.annotator == file.annotator) {
        return None;
    }
    let stored = store::read_sidecar(&file.path).ok()??;
    if stored.source.differs(now, true) {
        return None;
    }
    let moved: Vec<Moved<'_>> = found.iter().filter(|found| found.outcome.drift.changed).map(Found::moved).collect();
    let stored = bases::follow(&moved, text, &stored, now)?;
    let revision = Revision::begin(&text.path, &file.annotator, author).ok()?;
    (revision.glance().lacking == 0).then(|| (revision, write_stored(&stored).into_bytes()))
}

/// Changes the sidecars of annotators over with those that were kept, and tells how many there were.
///
/// # Errors
/// As [`write()`]; changes in a journal that its sidecar lacks.
pub fn undo(text: &Path, annotators: &[Annotator], author: &Author) -> Result<usize, StorageError> {
    let mut batch = Batch::new();
    let mut count = 0;
    for (annotator, old) in last(text, annotators)? {
        let path = kept(&sidecar_path(text, annotator))?;
        let mut revision = Revision::begin(text, annotator, author)?;
        let Some(now) = revision.old().map(<[u8]>::to_vec) else { continue };
        let glance = revision.glance();
        if glance.lacking > 0 {
            return Err(StorageError::Behind { path: revision.sidecar().to_owned(), changes: glance.lacking });
        }
        let command = if glance.rewritten.as_deref() == Some(UNDO) { REDO } else { UNDO };
        revision.rename(command);
        batch.replace(path, now);
        batch.rewrite(revision, old);
        count += 1;
    }
    batch.write()?;
    Ok(count)
}

/// The sidecars that were kept when a text was reanchored last: what was kept before that is another text's, and stays.
fn last<'a>(text: &Path, annotators: &'a [Annotator]) -> Result<Vec<(&'a Annotator, Vec<u8>)>, StorageError> {
    let mut all = Vec::new();
    for annotator in annotators {
        let sidecar = sidecar_path(text, annotator);
        let Some(old) = read_bytes(&kept(&sidecar)?)? else { continue };
        let sources = [store::parse_sidecar(&sidecar, &old).ok(), store::read_sidecar(&sidecar).ok().flatten()];
        all.push((annotator, old, sources.map(|stored| stored.map(|stored| stored.source.sha256))));
    }
    let now = source::read_all(text, None).ok().and_then(|(document, _)| document.sha256().map(str::to_owned));
    let is_last = |sources: &[Option<String>; 2]| now.is_some() && sources.contains(&now);
    let has_last = all.iter().any(|(.., sources)| is_last(sources));
    Ok(all
        .into_iter()
        .filter(|(.., sources)| !has_last || is_last(sources))
        .map(|(annotator, old, _)| (annotator, old))
        .collect())
}

impl Drift {
    /// What has changed, in words.
    pub fn sentence(&self) -> String {
        if !self.changed {
            return "the text has not changed".to_owned();
        }
        let (before, now) = self.code_points;
        let length = match before {
            0 => format!("{now} characters now"),
            before if before == now => format!("{now} characters as before"),
            before => format!("{before} characters before, {now} now"),
        };
        let paragraphs = self.paragraphs.map_or_else(String::new, |count| format!(", paragraphs changed: {count}"));
        format!("the text has changed: {length}{paragraphs}; {} of {} spans stand where they stood", self.standing, self.spans)
    }
}
