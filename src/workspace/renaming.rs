//! Renaming a text or an annotator, with everything beside the texts that bears the name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::JobError;
use crate::annotation::Annotator;
use crate::storage::assignments::ASSIGNMENTS;
use crate::storage::renaming::{Plan, Renaming};
use crate::storage::{Author, StorageError, corpus};

/// Whether a renaming is done, or only looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// It is done.
    Really,
    /// Nothing is written.
    Dry,
}

/// What was renamed, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenamedFiles {
    /// The files that have another name, with the new one.
    pub moved: Vec<(PathBuf, PathBuf)>,
    /// The files in which the name is another, as they were called.
    pub changed: Vec<PathBuf>,
}

/// Gives a text another name in its folder, and everything beside it: sidecars, journals, reviews, the gold standard, the
/// assignments, and what relations of other texts lead to. All of it, or nothing.
///
/// # Errors
/// A text that is not there; a name that is taken or leads elsewhere; work that somebody has open; a file that cannot be
/// written.
pub fn rename_text(old: &Path, new: &Path, author: &Author, doing: Doing) -> Result<RenamedFiles, JobError> {
    let is_bare = new.parent().is_none_or(|folder| folder.as_os_str().is_empty());
    let new = if is_bare { old.with_file_name(new) } else { new.to_owned() };
    if new.parent() != old.parent() {
        return Err(JobError::OtherFolder { path: new });
    }
    if new.symlink_metadata().is_ok() {
        return Err(JobError::NameTaken(new));
    }
    corpus::find(old)?;
    let folder = corpus_of(old);
    let listing = corpus::list(&folder)?;
    let text = listing.texts.iter().find(|text| text.path.file_name() == old.file_name() && is_same(&text.path, old));
    let text = text.ok_or_else(|| StorageError::Missing(old.to_owned()))?;
    if !corpus::is_text(&new) {
        return Err(JobError::NoTextName { path: new });
    }
    let renaming = Renaming { folder: &folder, texts: &listing.texts, author };
    let new = text.path.with_file_name(new.file_name().unwrap_or_default());
    finish(renaming.text(text, &new).map_err(taken)?, doing)
}

/// Gives an annotator another name in all texts of a folder: their sidecars, journals and reviews, whom the gold standard
/// names, and the assignments. All of it, or nothing.
///
/// # Errors
/// A name that has work here already; work that somebody has open; nothing of theirs; a file that cannot be written.
pub fn rename_annotator(
    old: &Annotator,
    new: &Annotator,
    folder: &Path,
    author: &Author,
    doing: Doing,
) -> Result<RenamedFiles, JobError> {
    let listing = corpus::list(folder)?;
    let plan = Renaming { folder, texts: &listing.texts, author }.annotator(old, new).map_err(taken)?;
    if plan.moved.is_empty() && plan.changed.is_empty() {
        let known = listing.texts.iter().flat_map(|text| &text.sidecars).map(|file| file.annotator.clone());
        let known: BTreeSet<Annotator> = known.collect();
        return Err(JobError::NoWork { annotator: old.clone(), known: known.into_iter().collect() });
    }
    finish(plan, doing)
}

fn finish(plan: Plan, doing: Doing) -> Result<RenamedFiles, JobError> {
    let files = RenamedFiles { moved: plan.moved.clone(), changed: plan.changed.clone() };
    if doing == Doing::Really {
        plan.perform().map_err(taken)?;
    }
    Ok(files)
}

fn taken(error: StorageError) -> JobError {
    match error {
        StorageError::Taken(path) => JobError::NameTaken(path),
        error => error.into(),
    }
}

/// The folder of the corpus that a text is of: the one with assignments that it stands in, not above the current folder; else
/// its own.
fn corpus_of(text: &Path) -> PathBuf {
    let own = || text.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    let outer = text.ancestors().skip(1).map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    let found = if text.is_relative() { outer.filter(|folder| folder.join(ASSIGNMENTS).is_file()).last() } else { None };
    found.map_or_else(own, Path::to_owned)
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
