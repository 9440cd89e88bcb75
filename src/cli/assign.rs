//! `hashiya assign`: who is to read which text.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::arguments::Common;
use super::console::Console;
use super::fault::{Fault, one_line, tell};
use super::json::{self, Format};
use super::names;
use crate::annotation::Annotator;
use crate::text::counted;
use crate::workspace::{Assigning, Cancel, Job, Workspace};

/// Options of `hashiya assign`.
#[derive(Debug, Args)]
pub(super) struct Assign {
    /// The folder of the texts, which gets the file assignments.ron.
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) folder: PathBuf,
    /// Who can read texts.
    #[arg(long, value_name = "A,B", value_delimiter = ',', required = true)]
    pub(super) annotators: Vec<String>,
    /// How many are to read each text.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(super) overlap: usize,
    /// Seed of the drawing of lots.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Assigns texts anew that are assigned already.
    #[arg(long)]
    pub(super) replace: bool,
    /// Prints what would be assigned, and writes nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// Who is to read a text.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    annotators: &'a [String],
    new: bool,
}

/// Assigns texts and prints who is to read each.
pub(super) fn run(assign: &Assign, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(Some(&assign.folder))?;
    if !assign.folder.is_dir() {
        return Err(Fault::user(format!("{}: no folder", assign.folder.display())).hint("name the folder of the texts"));
    }
    let mut annotators: Vec<Annotator> = assign.annotators.iter().map(|name| names::annotator(name)).collect::<Result<_, _>>()?;
    annotators.sort();
    annotators.dedup();
    let assigning = Assigning {
        annotators: &annotators,
        overlap: assign.overlap,
        seed: assign.seed,
        is_replacing: assign.replace,
        is_dry: assign.dry_run,
    };
    let assigned = {
        let console = Console::new();
        let job = Job::new(Cancel::default(), &console);
        let workspace = Workspace::open_by_name(std::slice::from_ref(&assign.folder), choices.encoding()?, &job)?;
        workspace.assign(&assign.folder, &assigning)?
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut loads: BTreeMap<&str, usize> = BTreeMap::new();
    for text in &assigned {
        text.annotators.iter().for_each(|name| *loads.entry(name).or_default() += 1);
        match assign.format {
            Format::Json => {
                json::write_line(&mut out, &Row { file: &text.file, annotators: &text.annotators, new: text.is_new })?;
            }
            Format::Text => {
                let new = if text.is_new { "" } else { " (as before)" };
                writeln!(out, "{}", one_line(&format!("{}: {}{new}", text.file, text.annotators.join(", "))))?;
            }
        }
    }
    out.flush()?;
    let loads: Vec<String> = loads.iter().map(|(name, texts)| format!("{name} {texts}")).collect();
    let new = counted(assigned.iter().filter(|text| text.is_new).count(), "text");
    let done = if assign.dry_run { "would be assigned" } else { "assigned" };
    tell([format!("{new} {done}; texts of each: {}", loads.join(", "))]);
    Ok(())
}
