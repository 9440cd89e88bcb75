//! `hashiya merge-driver BASE OURS THEIRS`: git merges sidecars by it.

use std::path::{Path, PathBuf};

use clap::Args;

use super::fault::{Fault, warn};
use crate::storage::sidecar::{Stored, merge, write_stored};
use crate::storage::{StorageError, atomic, source, store};

/// Most conflicts that are listed one by one.
const TOLD: usize = 20;

/// Options of `hashiya merge-driver`.
#[derive(Debug, Args)]
pub(super) struct MergeDriver {
    /// The sidecar that both sides began from (`%O`; an empty file if there was none), that of this side (`%A`), which
    /// becomes that of both, that of the other side (`%B`), and its name for messages (`%P`), which may be left out. All
    /// that follows the first is a name, also with a hyphen at its start.
    #[arg(
        required = true,
        num_args = 3..=4,
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_names = ["BASE", "OURS", "THEIRS", "NAME"],
    )]
    files: Vec<PathBuf>,
}

/// The sidecars of a merge, as git names them.
struct Sides<'a> {
    base: &'a Path,
    ours: &'a Path,
    theirs: &'a Path,
    name: String,
}

impl MergeDriver {
    fn sides(&self) -> Option<Sides<'_>> {
        let [base, ours, theirs, rest @ ..] = self.files.as_slice() else { return None };
        Some(Sides { base, ours, theirs, name: rest.first().unwrap_or(ours).display().to_string() })
    }
}

/// Merges into the sidecar of this side.
///
/// What cannot be read, and what speaks of different texts, is left untouched.
pub(super) fn run(driver: &MergeDriver) -> Result<(), Fault> {
    let Some(Sides { base: base_file, ours: ours_file, theirs: theirs_file, name }) = driver.sides() else {
        return Err(Fault::user("three files are merged").hint("hashiya merge-driver BASE OURS THEIRS [NAME]"));
    };
    let base = base(base_file).map_err(|error| side(&error, &name, "base"))?;
    let ours = read(ours_file).map_err(|error| side(&error, &name, "this side"))?;
    let theirs = read(theirs_file).map_err(|error| side(&error, &name, "the other side"))?;
    let merged = merge(base.as_ref(), &ours, &theirs).map_err(|error| {
        Fault::user(format!("{name}: {error}"))
            .hint("nothing was merged: choose a side, or bring both to the same text with `hashiya reanchor` first")
    })?;
    let text = write_stored(&merged.stored);
    source::check_length(Path::new(&name), text.len(), source::SIDECAR)?;
    atomic::write(ours_file, text.as_bytes())?;
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
