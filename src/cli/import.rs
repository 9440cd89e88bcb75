//! `hashiya import`: annotations from an exchange format, with their texts.
//!
//! Everything is checked before the first byte is written, and everything is written or nothing. A text is written
//! as the file that it was where its hash tells how; else as UTF-8, with the hash of what is written in the sidecar
//! and a warning.

mod files;
mod gathering;
mod names;

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::arguments::Common;
use super::common;
use super::export::unit;
use super::fault::{Fault, tell, warn};
use crate::exchange::mapping::LeftOut;
use crate::exchange::{Brought, READERS, Reader, Settings};
use crate::storage::rewriting::Author;
use gathering::Gathering;
use names::Names;

/// Options of `hashiya import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Files to import, or folders of them; - for standard input. With --annotator, all becomes that annotator's work.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The format.
    #[arg(long, default_value = "jsonl", value_name = "FORMAT", value_parser = formats())]
    pub format: String,
    /// The folder that gets texts and sidecars.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub into: PathBuf,
    /// Replaces sidecars that are there.
    #[arg(long)]
    pub replace: bool,
    /// What offsets count, where the format does not say (doccano): code-points, utf-16 or graphemes.
    #[arg(long, value_name = "UNIT")]
    pub offsets: Option<String>,
    /// A RON table that turns tags, attributes and relations into ours; `ask` asks for each tag that the schema has not.
    #[arg(long, value_name = "FILE|ask")]
    pub map: Option<String>,
    /// What the columns of a conll file are, `FORM,_,_,TAG`; else told from the file.
    #[arg(long, value_name = "LIST")]
    pub columns: Option<String>,
    /// Imports nothing if a line is malformed.
    #[arg(long)]
    pub strict: bool,
}

fn reader(name: &str) -> Result<&'static dyn Reader, Fault> {
    let found = READERS.iter().find(|reader| reader.name() == name).copied();
    let fault = || Fault::user(format!("there is no format `{name}` to import from"));
    found.ok_or_else(|| fault().hint("see `hashiya import --help`"))
}

/// The formats that are read.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(READERS.iter().map(|reader| reader.name()))
}

/// Imports all works of all files, or none.
pub fn run(import: &Import, common: &Common) -> Result<(), Fault> {
    let reader = reader(&import.format)?;
    let choices = common.choose(Some(&import.into))?;
    let annotator = common.annotator.as_deref().map(common::annotator).transpose()?;
    let schema = choices.schema()?;
    let settings = Settings { schema: &schema, unit: unit(import.offsets.as_deref())?, columns: import.columns.as_deref() };
    let mut names = Names::of(import.map.as_deref())?;
    let author = Author::new(&choices.annotator(), format!("import {}", import.format), &schema);
    let mut gathering = Gathering::new(import, &schema, annotator, author);
    let (mut complaints, mut left_out) = (0, LeftOut::new());
    for file in files::find(&import.files, reader)? {
        let read = file.read(reader)?;
        let brought = reader.read(&read.input(), &settings).map_err(|fault| {
            let place = if fault.line > 0 { format!("{}:{}", file.shown, fault.line) } else { file.shown.clone() };
            Fault::user(fault.to_string()).hint("correct the file at that place; nothing was written").at(&place)
        })?;
        complaints += report(&file.shown, &brought);
        let works = brought.works;
        names.learn(works.iter().map(|(_, work)| work), &schema)?;
        for (line, mut work) in works {
            names.mapping().apply(&mut work, &mut left_out);
            let place = if line > 0 { format!("{}:{line}", file.shown) } else { file.shown.clone() };
            gathering.add(work, &place).map_err(|fault| fault.at(&place))?;
        }
    }
    if complaints > 0 && import.strict {
        let fault = Fault::user(format!("{complaints} lines are malformed"));
        return Err(fault.hint("correct them, or leave --strict away; nothing was written"));
    }
    let (made, sidecars) = gathering.write()?;
    names.tell();
    for ((kind, name), count) in left_out {
        tell([format!("left out as the table says: {count} of the {kind} {name}")]);
    }
    if complaints > 0 {
        tell([format!("{complaints} malformed lines, told above")]);
    }
    tell([format!("{}: {made} texts and {sidecars} sidecars written", import.into.display())]);
    Ok(())
}

/// Prints what is wrong with single lines, and counts it.
fn report(file: &str, brought: &Brought) -> usize {
    for complaint in &brought.complaints {
        warn(format_args!("{file}:{}: {}", complaint.line, complaint.message));
    }
    brought.complaints.len()
}
