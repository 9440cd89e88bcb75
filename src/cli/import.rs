//! `hashiya import`: annotations from an exchange format, with their texts.
//!
//! Files are read a part at a time, and their works checked and made into texts and sidecars on all cores; memory does not
//! grow with their number, but for their names. Everything comes to stand under its name at the end, or nothing does. A
//! text is written as the file that it was where its hash tells how; else as UTF-8, with the hash of what is written in
//! the sidecar and a warning.

mod files;
mod gathering;
mod names;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::arguments::Common;
use super::common;
use super::export::unit;
use super::fault::{Fault, tell, warn};
use super::parallel::{Cancel, in_order};
use super::progress::Progress;
use crate::exchange::format::Complaint;
use crate::exchange::mapping::{LeftOut, Mapping};
use crate::exchange::{Incoming, READERS, Reader, Settings};
use crate::storage::rewriting::Author;
use crate::text::{Document, counted};
use files::Files;
use gathering::{Gathering, Made, Maker, Taken};
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
    let names = Names::of(import.map.as_deref())?;
    let files = Files::find(&import.files, reader)?;
    let author = Author::new(&choices.annotator(), format!("import {}", import.format), &schema);
    let task = Task { files, settings, maker: Maker::new(import, &schema, annotator), cancel: Cancel::listen() };
    let (gathering, report) = task.gather(import, names, author)?;
    if report.malformed > 0 && import.strict {
        let fault = Fault::user(format!("there were {}, told above", counted(report.malformed, "malformed line")));
        return Err(fault.hint("correct them, or leave --strict away; nothing was written"));
    }
    let (texts, sidecars) = gathering.finish()?;
    report.tell();
    let (texts, sidecars) = (counted(texts, "text"), counted(sidecars, "sidecar"));
    tell([format!("{}: {texts} and {sidecars} written", import.into.display())]);
    Ok(())
}

/// What there is to tell at the end.
struct Report {
    malformed: usize,
    left_out: LeftOut,
    names: Names,
}

impl Report {
    fn tell(&self) {
        self.names.tell();
        for ((kind, name), count) in &self.left_out {
            tell([format!("left out as the table says: {count} of the {kind} {name}")]);
        }
        if self.malformed > 0 {
            tell([format!("{}, told above", counted(self.malformed, "malformed line"))]);
        }
    }
}

/// An import that is under way.
struct Task<'a> {
    files: Files,
    settings: Settings<'a>,
    maker: Maker<'a>,
    cancel: Cancel,
}

/// What came of a part of the files.
#[derive(Default)]
struct Part {
    complaints: Vec<Complaint>,
    unknown: BTreeMap<String, usize>,
    left_out: LeftOut,
    works: Vec<Work>,
}

/// A work, or what was made of it already.
enum Work {
    Read(Box<Incoming>, String),
    Made(Box<Made>, String),
}

impl Task<'_> {
    /// Reads and makes everything on all cores, a part at a time, and gathers it in its order.
    fn gather<'a>(&self, import: &'a Import, names: Names, author: Author) -> Result<(Gathering<'a>, Report), Fault> {
        let mut gathering = Gathering::new(&import.into, author)?;
        let known = (!names.asks()).then(|| names.mapping().clone());
        let mut report = Report { malformed: 0, left_out: LeftOut::new(), names };
        // Questions stand where the line would.
        let mut progress = known.is_some().then(|| Progress::new("importing", self.files.len()));
        let read = |n: usize| self.read(n, known.as_ref());
        in_order(self.files.len(), &self.cancel, read, |n, part| {
            if let Some(progress) = &mut progress {
                progress.at(n);
            }
            report.malformed += part.complaints.len();
            for complaint in &part.complaints {
                warn(format_args!("{}: {}", self.files.place(n, complaint.line), complaint.message));
            }
            report.names.learn(part.unknown, self.settings.schema, &self.cancel)?;
            for ((kind, name), count) in part.left_out {
                *report.left_out.entry((kind, name)).or_default() += count;
            }
            for (nth, work) in part.works.into_iter().enumerate() {
                self.take(&mut gathering, &mut report, (n, nth), work)?;
            }
            Ok(())
        })?;
        Ok((gathering, report))
    }

    /// Reads a part, and makes its works where the table is known.
    fn read(&self, n: usize, mapping: Option<&Mapping>) -> Result<Part, Fault> {
        let brought = self.files.read(n, &self.settings)?;
        let unknown = Mapping::unknown_tags(brought.works.iter().map(|(_, work)| work), self.settings.schema);
        let mut part = Part { complaints: brought.complaints, unknown, ..Part::default() };
        for (line, mut work) in brought.works {
            let place = self.files.place(n, line);
            part.works.push(match mapping {
                None => Work::Read(Box::new(work), place),
                Some(mapping) => {
                    mapping.apply(&mut work, &mut part.left_out);
                    Work::Made(Box::new(self.make(work, None, &place)?), place)
                }
            });
        }
        Ok(part)
    }

    fn make(&self, work: Incoming, known: Option<Arc<Document>>, place: &str) -> Result<Made, Fault> {
        self.maker.make(work, known, place).map_err(|fault| fault.at(place))
    }

    /// Gathers a work, the `nth` of part `n`.
    fn take(
        &self,
        gathering: &mut Gathering<'_>,
        report: &mut Report,
        (n, nth): (usize, usize),
        work: Work,
    ) -> Result<(), Fault> {
        let (made, place) = match work {
            Work::Made(made, place) => (*made, place),
            Work::Read(mut work, place) => {
                report.names.mapping().apply(&mut work, &mut report.left_out);
                (self.make(*work, None, &place)?, place)
            }
        };
        if gathering.take(&made).map_err(|fault| fault.at(&place))? == Taken::Yes {
            return Ok(());
        }
        // An earlier work has brought this text from other bytes. That is rare, so that it is read once more here.
        let again = self.files.read(n, &self.settings)?.works.into_iter().nth(nth);
        let (_, mut work) = again.ok_or_else(|| Fault::user(format!("{place}: the file is being written meanwhile")))?;
        report.names.mapping().apply(&mut work, &mut LeftOut::new());
        let made = self.make(work, Some(gathering.text(&made)?), &place)?;
        gathering.take(&made).map(|_| ()).map_err(|fault| fault.at(&place))
    }
}
