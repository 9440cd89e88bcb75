//! `hashiya merge-driver BASE OURS THEIRS`: git merges sidecars and registries by it.

use std::path::{Path, PathBuf};

use clap::Args;

use super::fault::{Fault, warn};
use crate::annotation::registry::{self, StoredRegistry};
use crate::storage::registry::read_registry;
use crate::storage::sidecar::{Stored, merge, write_stored};
use crate::storage::{StorageError, atomic, source, store};

/// Most conflicts that are listed one by one.
const TOLD: usize = 20;

/// Options of `hashiya merge-driver`.
#[derive(Debug, Args)]
pub(super) struct MergeDriver {
    /// The sidecar or registry that both sides began from (`%O`; an empty file if there was none), that of this side (`%A`), which
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
    if [ours_file, theirs_file].into_iter().any(is_registry) {
        return merge_registries(&Sides { base: base_file, ours: ours_file, theirs: theirs_file, name });
    }
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
    let what = |id: &Option<String>| id.clone().unwrap_or_else(|| "the text".to_owned());
    report(&name, merged.conflicts.iter().map(|conflict| format!("{}: {}", what(&conflict.id), conflict.mark)))
}

/// Merges into the registry of this side, identity by identity.
fn merge_registries(sides: &Sides<'_>) -> Result<(), Fault> {
    let Sides { base, ours: ours_file, theirs, name } = sides;
    let read = |path: &Path| read_registry(path)?.ok_or_else(|| StorageError::Missing(path.to_owned()));
    let base = if store::is_blank(base) { Ok(None) } else { read(base).map(Some) };
    let base = base.map_err(|error| side(&error, name, "base"))?;
    let ours = read(ours_file).map_err(|error| side(&error, name, "this side"))?;
    let theirs = read(theirs).map_err(|error| side(&error, name, "the other side"))?;
    let merged = registry::merge(base.as_ref(), &ours, &theirs);
    let text = merged.stored.write();
    source::check_length(Path::new(name), text.len(), source::REGISTRY)?;
    atomic::write(ours_file, text.as_bytes())?;
    report(name, merged.conflicts.iter().map(|(id, mark)| format!("{id}: {mark}")))
}

/// Whether a file is a registry, and no sidecar.
fn is_registry(path: &Path) -> bool {
    source::read_bytes(path, source::REGISTRY).is_ok_and(|bytes| str::from_utf8(&bytes).is_ok_and(StoredRegistry::is_one))
}

/// Tells what was left undecided, if anything was.
fn report(name: &str, conflicts: impl ExactSizeIterator<Item = String>) -> Result<(), Fault> {
    let count = conflicts.len();
    if count == 0 {
        return Ok(());
    }
    for conflict in conflicts.take(TOLD) {
        warn(format_args!("{name}: {conflict}"));
    }
    Err(Fault::user(format!("{name}: merge conflicts: {count}")).hint(
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
        StorageError::Registry { source, .. } => source.to_string(),
        other => other.to_string(),
    };
    Fault::user(format!("{name}: {side} cannot be read: {why}"))
        .hint("nothing was merged; correct that side, or choose the other")
}
