//! Reanchoring on the disk: the text as it was is looked for, and the sidecar as it was is kept, so that there is a
//! way back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::batch::{Batch, leads_out};
use super::error::StorageError;
use super::old_text;
use super::sidecar::reanchor::{Choice, Drift, Reanchored, reanchor};
use super::sidecar::{SidecarError, Stored, write_stored};
use super::store::{read_bytes, read_sidecar};
use crate::text::{Document, Encoding};

/// The folder, beside the texts, in which sidecars are kept as they were.
const FOLDER: &str = ".hashiya";

/// What was found for a sidecar.
#[derive(Debug)]
pub struct Found {
    /// What comes of it.
    pub outcome: Reanchored,
    /// Where the text as it was comes from: `file` or `git`; `None` where it is not at hand.
    pub old: Option<&'static str>,
    stored: Stored,
    document: Option<Document>,
    sidecar: PathBuf,
}

impl Found {
    /// Finds again, with what was decided about orphans.
    ///
    /// # Errors
    /// Orphans of earlier changes that cannot be read.
    pub fn choose(&mut self, now: &Document, choices: &BTreeMap<String, Choice>) -> Result<(), StorageError> {
        self.outcome =
            reanchor(&self.stored, self.document.as_ref(), now, choices).map_err(|source| fail(&self.sidecar, source))?;
        Ok(())
    }
}

/// Reads a sidecar and finds its spans in the text as it is `now`; the text as it was is `old`, if that is named, else
/// what git keeps.
///
/// # Errors
/// A file that cannot be read or understood.
pub fn find(
    text: &Path,
    sidecar: &Path,
    old: Option<&Path>,
    now: &Document,
    told: Option<Encoding>,
) -> Result<Found, StorageError> {
    let stored = read_sidecar(sidecar)?.ok_or_else(|| StorageError::Missing(sidecar.to_owned()))?;
    let (mut from, mut document) = (None, None);
    if stored.source.differs(now, true) {
        let hash = &stored.source.sha256;
        (from, document) = match old {
            Some(path) => (Some("file"), old_text::named(path, hash, told)?),
            None => (Some("git"), old_text::in_git(text, hash, told)),
        };
    }
    let outcome = reanchor(&stored, document.as_ref(), now, &BTreeMap::new()).map_err(|source| fail(sidecar, source))?;
    let old = from.filter(|_| document.is_some());
    Ok(Found { outcome, old, stored, document, sidecar: sidecar.to_owned() })
}

fn fail(sidecar: &Path, source: SidecarError) -> StorageError {
    StorageError::Sidecar { path: sidecar.to_owned(), source }
}

/// Writes reanchored sidecars, all of them or none; each is kept as it was.
///
/// # Errors
/// A folder or file that cannot be written; nothing has changed then.
pub fn write(found: Vec<(PathBuf, Found)>) -> Result<(), StorageError> {
    let mut batch = Batch::new();
    for (path, found) in found {
        let (old, kept) = (read_bytes(&path)?.unwrap_or_default(), kept(&path));
        if leads_out(path.parent().unwrap_or(Path::new("")), &kept) {
            return Err(StorageError::LeadsOut(kept));
        }
        batch.replace(kept, old);
        batch.replace(path, write_stored(&found.outcome.stored).into_bytes());
    }
    batch.write()
}

/// Changes sidecars over with those that were kept, and tells how many there were.
///
/// # Errors
/// As [`write()`].
pub fn undo(sidecars: &[&Path]) -> Result<usize, StorageError> {
    let mut batch = Batch::new();
    for path in sidecars {
        if let (Some(kept_bytes), Some(now)) = (read_bytes(&kept(path))?, read_bytes(path)?) {
            batch.replace(kept(path), now);
            batch.replace((*path).to_owned(), kept_bytes);
        }
    }
    let count = batch.len() / 2;
    batch.write()?;
    Ok(count)
}

/// Where a sidecar is kept as it was before it was reanchored.
fn kept(sidecar: &Path) -> PathBuf {
    let mut name = sidecar.file_name().unwrap_or_default().to_owned();
    name.push(".before");
    sidecar.with_file_name(FOLDER).join(name)
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
