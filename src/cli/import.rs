//! `hashiya import`: annotations from an exchange format, with their texts.

mod asking;

use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::arguments::{Common, states};
use super::console::Console;
use super::fault::{Fault, tell, warn};
use super::{names, signals};
use crate::annotation::DocumentState;
use crate::exchange::mapping::Mapping;
use crate::exchange::{READERS, Reader};
use crate::storage::{StorageError, source};
use crate::text::counted;
use crate::workspace::{self, Ask, ImportSource, Imported, ImportedHand, Job};
use asking::ask;

/// Options of `hashiya import`.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// Files to import, and folders of them; - for standard input. With --annotator, all becomes that annotator's work.
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Format of the files.
    #[arg(long, default_value = "jsonl", value_name = "FORMAT", value_parser = formats())]
    pub(super) format: String,
    /// The folder to write texts and sidecars to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) into: PathBuf,
    /// Replaces sidecars that exist already.
    #[arg(long)]
    pub(super) replace: bool,
    /// State of the work, where the format does not say; only finished work counts in agreement and gold.
    #[arg(long, value_name = "STATE", default_value = "submitted", value_parser = PossibleValuesParser::new(states()))]
    pub(super) state: String,
    /// Says that a program made the spans: they may be suggested before a text is read, with --suggest-from.
    #[arg(long, conflicts_with = "state")]
    pub(super) predictions: bool,
    /// What offsets count, where the format does not say (doccano): code-points, utf-16 or graphemes.
    #[arg(long, value_name = "UNIT")]
    pub(super) offsets: Option<String>,
    /// A RON table that renames tags, attributes and relations; `ask` asks for each tag that the schema does not have.
    #[arg(long, value_name = "FILE|ask")]
    pub(super) map: Option<String>,
    /// The columns of a conll file, such as `FORM,_,_,TAG`; detected by default.
    #[arg(long, value_name = "LIST")]
    pub(super) columns: Option<String>,
    /// Imports nothing if a line is malformed.
    #[arg(long)]
    pub(super) strict: bool,
}

fn reader(name: &str) -> Result<&'static dyn Reader, Fault> {
    let found = READERS.iter().find(|reader| reader.name() == name).copied();
    let fault = || Fault::user(format!("cannot import from the format `{name}`"));
    found.ok_or_else(|| fault().hint("see `hashiya import --help`"))
}

/// The formats that are read.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(READERS.iter().map(|reader| reader.name()))
}

/// Imports all works of all files, or none.
pub(super) fn run(import: &Import, common: &Common) -> Result<(), Fault> {
    let format = reader(&import.format)?;
    let choices = common.choose(Some(&import.into))?;
    let annotator = common.annotator.as_deref().map(names::annotator).transpose()?;
    let schema = choices.schema()?;
    let by = choices.annotator();
    let asks = import.map.as_deref() == Some("ask");
    let job = workspace::Import {
        format,
        into: &import.into,
        annotator: annotator.as_ref(),
        schema: &schema,
        unit: import.offsets.as_deref().map(names::unit).transpose()?,
        columns: import.columns.as_deref(),
        mapping: mapping(import.map.as_deref().filter(|_| !asks))?,
        by: &by,
        state: DocumentState::from(import.state.as_str()),
        is_replacing: import.replace,
        hand: if import.predictions { ImportedHand::Program } else { ImportedHand::AsWritten },
        is_strict: import.strict,
    };
    if asks && !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Fault::user("--map ask needs a terminal to ask on").hint("write a table and name its file"));
    }
    let sources = import.files.iter().map(|path| source(path)).collect::<Result<_, _>>()?;
    let imported = {
        // Questions stand where the line would.
        let console = if asks { Console::without_line() } else { Console::new() };
        let cancel = signals::listen();
        let mut ask = |tag: &str, count: usize| ask(tag, count, &schema, &cancel);
        let ask: Option<Ask<'_>> = if asks { Some(&mut ask) } else { None };
        job.run(sources, ask, &Job::new(cancel.clone(), &console))?
    };
    account(&imported, asks);
    let texts = counted(imported.texts, "text");
    let sidecars = counted(imported.sidecars, "sidecar");
    tell([format!("{}: {texts} and {sidecars} written", import.into.display())]);
    Ok(())
}

/// Reads the table of a file.
fn mapping(file: Option<&str>) -> Result<Mapping, Fault> {
    let Some(file) = file else { return Ok(Mapping::default()) };
    let text = source::read_settings(Path::new(file))?;
    Mapping::parse(&text).map_err(|fault| {
        Fault::user(format!("{file}:{}:{}: {}", fault.line, fault.column, fault.message))
            .hint("a table is (tags: [(\"PERS\", \"ACTOR\"), (\"DATE\", None)], attributes: [], relations: [])")
    })
}

/// A file or folder; standard input for `-`.
fn source(path: &Path) -> Result<ImportSource, Fault> {
    if path != Path::new("-") {
        return Ok(ImportSource::Path(path.to_owned()));
    }
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(source::IMPORTED + 1).read_to_end(&mut bytes);
    read.map_err(|error| Fault::user(format!("cannot read standard input: {error}")).hint("check where it comes from"))?;
    if bytes.len() as u64 > source::IMPORTED {
        return Err(StorageError::Large { path: path.to_owned(), most: source::IMPORTED }.into());
    }
    Ok(ImportSource::Bytes("stdin".to_owned(), bytes))
}

/// Prints what was asked, as a table for the next time, and what was left out or not known.
fn account(imported: &Imported, asks: bool) {
    if asks && !imported.mapping.tags.is_empty() {
        tell(["the same table for the next time:".to_owned(), imported.mapping.to_ron()]);
    }
    if !imported.unknown_tags.is_empty() {
        let tags: Vec<String> = imported.unknown_tags.iter().map(|(tag, count)| format!("{tag} ({count})")).collect();
        warn(format_args!("kept tags that the schema does not know: {}", tags.join(", ")));
    }
    for ((kind, name), count) in &imported.left_out {
        tell([format!("left out as the table says: {count} of the {kind} {name}")]);
    }
    if imported.malformed > 0 {
        tell([format!("skipped {} (listed above)", counted(imported.malformed, "malformed line"))]);
    }
}
