//! `hashiya merge-driver BASE OURS THEIRS`: git merges sidecars by it.

use std::path::{Path, PathBuf};

use clap::Args;

use super::fault::{Fault, warn};
use crate::storage::sidecar::{Stored, merge, write_stored};
use crate::storage::{StorageError, atomic, store};

/// Most conflicts that are listed one by one.
const TOLD: usize = 20;

/// Options of `hashiya merge-driver`.
#[derive(Debug, Args)]
pub(super) struct MergeDriver {
    /// The sidecar that both sides began from (`%O`); an empty file if there was none.
    pub(super) base: PathBuf,
    /// The sidecar of this side (`%A`), which becomes that of both.
    pub(super) ours: PathBuf,
    /// The sidecar of the other side (`%B`).
    pub(super) theirs: PathBuf,
    /// Its name for messages (`%P`).
    pub(super) name: Option<PathBuf>,
}

/// Merges into the sidecar of this side.
///
/// What cannot be read, and what speaks of different texts, is left untouched.
pub(super) fn run(driver: &MergeDriver) -> Result<(), Fault> {
    let name = driver.name.as_ref().unwrap_or(&driver.ours).display().to_string();
    let base = base(&driver.base).map_err(|error| side(&error, &name, "base"))?;
    let ours = read(&driver.ours).map_err(|error| side(&error, &name, "this side"))?;
    let theirs = read(&driver.theirs).map_err(|error| side(&error, &name, "the other side"))?;
    let merged = merge(base.as_ref(), &ours, &theirs).map_err(|error| {
        Fault::user(format!("{name}: {error}"))
            .hint("nothing was merged: choose a side, or bring both to the same text with `hashiya reanchor` first")
    })?;
    atomic::write(&driver.ours, write_stored(&merged.stored).as_bytes())?;
    let conflicts = &merged.conflicts;
    if conflicts.is_empty() {
        return Ok(());
    }
    for conflict in conflicts.iter().take(TOLD) {
        let what = conflict.id.as_ref().map_or_else(|| "the text".to_owned(), Clone::clone);
        warn(format_args!("{name}: {what}: {}", conflict.mark));
    }
    Err(Fault::user(format!("{name}: merge conflicts: {}", conflicts.len())).hint(
        "the file has both sides with a mark; `hashiya check` lists the marks: settle them, remove them, then `git add` the file",
    ))
}

/// The sidecar before both sides; where there was none, git gives an empty file.
fn base(path: &Path) -> Result<Option<Stored>, StorageError> {
    if store::is_blank(path) { Ok(None) } else { read(path).map(Some) }
}

fn read(path: &Path) -> Result<Stored, StorageError> {
    store::read_sidecar(path)?.ok_or_else(|| StorageError::Missing(path.to_owned()))
}

fn side(error: &StorageError, name: &str, side: &str) -> Fault {
    let why = match error {
        StorageError::Sidecar { source, .. } => source.to_string(),
        other => other.to_string(),
    };
    Fault::user(format!("{name}: {side} cannot be read: {why}"))
        .hint("nothing was merged; correct that side, or choose the other")
}
