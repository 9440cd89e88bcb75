//! `hashiya rename`: another name for a text or an annotator, with everything that goes along.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::arguments::Common;
use super::fault::{Fault, one_line, tell};
use super::names;
use crate::storage::Author;
use crate::text::counted;
use crate::workspace::{Doing, RenamedFiles, rename_annotator, rename_text};

/// Options of `hashiya rename`.
#[derive(Debug, Args)]
#[command(override_usage = "hashiya rename [--dry-run] OLD NEW\n       hashiya rename [--dry-run] --annotator OLD NEW PATH")]
pub(super) struct Rename {
    /// The text; with --annotator, the annotator's new name.
    #[arg(value_name = "OLD")]
    pub(super) first: PathBuf,
    /// The text's new name; with --annotator, the folder of the texts.
    #[arg(value_name = "NEW")]
    pub(super) second: PathBuf,
    /// Prints what would be renamed, and writes nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// Renames, and prints what has another name.
pub(super) fn run(rename: &Rename, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(Some(&rename.first))?;
    let author = Author::new(&choices.annotator(), "rename", &choices.schema()?);
    let doing = if rename.dry_run { Doing::Dry } else { Doing::Really };
    // A text cannot be renamed to what is there.
    let files = match &common.annotator {
        Some(old) if rename.second.exists() => {
            let old = names::annotator(old)?;
            let new = names::annotator(&rename.first.to_string_lossy())?;
            rename_annotator(&old, &new, &rename.second, &author, doing)?
        }
        _ => rename_text(&rename.first, &rename.second, &author, doing)?,
    };
    print(&files)?;
    let done = if rename.dry_run { "would be renamed" } else { "renamed" };
    let changed = counted(files.changed.len(), "file");
    tell([format!("{} {done}; the name is another in {changed}", counted(files.moved.len(), "file"))]);
    Ok(())
}

fn print(files: &RenamedFiles) -> Result<(), Fault> {
    let mut out = BufWriter::new(io::stdout().lock());
    for (from, to) in &files.moved {
        let to = to.file_name().map_or(to.as_path(), Path::new).display();
        writeln!(out, "{}", one_line(&format!("{} -> {to}", from.display())))?;
    }
    for path in &files.changed {
        writeln!(out, "{}", one_line(&format!("{}: the name is another in it", path.display())))?;
    }
    out.flush()?;
    Ok(())
}
