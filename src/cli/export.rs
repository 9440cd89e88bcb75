//! `hashiya export`: annotations in an exchange format.
//!
//! Texts are read, converted and written a few at a time on all cores; memory does not grow with their number. The
//! files come to stand under their names when all are whole, so that an end before that leaves nothing behind.

pub(super) mod release;
pub(super) mod texts;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::agree;
use super::arguments::Common;
use super::common;
use super::fault::{Fault, tell, warn};
use super::parallel::{Cancel, in_order};
use super::progress::Progress;
use super::screen;
use crate::exchange::split::PARTS;
use crate::exchange::{Loss, Output, Run, Seen, Unit, WRITERS, Writer};
use crate::storage::{Staging, TextFile};
use crate::text::counted;
use texts::{Loader, texts};

/// Options of `hashiya export`.
#[derive(Debug, Args)]
pub struct Export {
    /// Texts, and folders of them.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The format.
    #[arg(long, default_value = "jsonl", value_name = "FORMAT", value_parser = formats())]
    pub format: String,
    /// Whose annotations: an annotator's, or gold.
    #[arg(long, value_name = "NAME|gold")]
    pub set: String,
    /// The folder that gets the files; - for standard output, where the format is one file.
    #[arg(long, value_name = "DIR|-", required_unless_present = "release", conflicts_with = "release")]
    pub out: Option<PathBuf>,
    /// Writes a release into this folder: data in --formats, split, with a card, the schema and checksums.
    #[arg(long, value_name = "DIR")]
    pub release: Option<PathBuf>,
    /// The formats of a release.
    #[arg(long, value_name = "F,F", value_delimiter = ',', default_value = "jsonl,conll,brat", value_parser = formats())]
    pub formats: Vec<String>,
    /// Where the random order of the split begins.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// The licence that the card of a release names.
    #[arg(long, value_name = "NAME")]
    pub licence: Option<String>,
    /// The title of the card.
    #[arg(long, value_name = "TEXT", default_value = "Annotated Arabic texts")]
    pub title: String,
    /// Exports this part of the split alone: train, dev or test.
    #[arg(long, value_name = "PART", value_parser = PARTS.map(|(name, _)| name), conflicts_with = "release")]
    pub split: Option<String>,
    /// Writes nothing if the format cannot carry everything.
    #[arg(long)]
    pub strict: bool,
    /// Replaces files that are there.
    #[arg(long)]
    pub replace: bool,
    /// What offsets count, where the format leaves a choice (doccano): code-points, utf-16 or graphemes.
    #[arg(long, value_name = "UNIT")]
    pub offsets: Option<String>,
    /// Begins spreadsheets (csv) with a byte order mark, which Excel needs to read Arabic.
    #[arg(long)]
    pub bom: bool,
}

/// The formats, each with a sentence, for the help and for what is accepted.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(WRITERS.iter().map(|writer| PossibleValue::new(writer.name()).help(writer.about())))
}

fn writer(name: &str) -> Result<&'static dyn Writer, Fault> {
    let found = WRITERS.iter().find(|writer| writer.name() == name).copied();
    found.ok_or_else(|| Fault::user(format!("there is no format `{name}` to export to")).hint("see `hashiya export --help`"))
}

/// Reads the name of a unit.
pub fn unit(name: Option<&str>) -> Result<Option<Unit>, Fault> {
    let Some(name) = name else { return Ok(None) };
    let names = Unit::ALL.map(|(name, _)| name).join(", ");
    let unit = Unit::by_name(name).ok_or_else(|| Fault::user(format!("offsets cannot count `{name}`")));
    unit.map(Some).map_err(|fault| fault.hint(format!("use one of {names}")))
}

/// Writes the work of one annotator on every text that they have a sidecar of. With a sidecar that does not agree
/// with its text, nothing is written at all.
pub fn run(export: &Export, common: &Common) -> Result<(), Fault> {
    let writer = writer(&export.format)?;
    let annotator = common::set(&export.set)?;
    let choices = common.choose(export.paths.first().map(PathBuf::as_path))?;
    let (schema, encoding) = (choices.schema()?, choices.encoding()?);
    let unit = unit(export.offsets.as_deref())?;
    let all = texts(&export.paths)?;
    let mine: Vec<&TextFile> = all.iter().filter(|text| text.sidecars.iter().any(|s| s.annotator == annotator)).collect();
    if mine.is_empty() {
        return Err(texts::nothing(&all, &annotator));
    }
    let loader = Loader { annotator: &annotator, encoding };
    let run = Run { schema: &schema, set: annotator.as_str(), unit, bom: export.bom, seen: Seen::default() };
    let mut task = Task { writer, run, loader, texts: &mine, cancel: Cancel::listen() };
    if let Some(out) = &export.release {
        let agreement = agree::tables(&all, encoding)?;
        return release::run(export, out, &task, common.schema.as_deref(), agreement);
    }
    let of_part = match &export.split {
        Some(part) => release::part(&task, export.seed, part)?,
        None => mine.clone(),
    };
    task.texts = &of_part;
    let out = export.out.as_deref().unwrap_or(Path::new("."));
    let to_stdout = out == Path::new("-");
    if to_stdout && writer.streams(&task.run).len() != 1 {
        let fault = Fault::user(format!("{} is more than one file", writer.name()));
        return Err(fault.hint("name a folder with --out"));
    }
    task.look_ahead()?;
    let loss = if to_stdout { task.print(export.strict)? } else { task.write(export, out, all.len())? };
    account(writer.name(), &loss);
    Ok(())
}

/// Prints the table of what was lost, if anything was.
fn account(format: &str, loss: &Loss) {
    if !loss.is_none() {
        tell([format!("{format} does not carry:")]);
        tell(loss.to_string().lines());
    }
}

/// An export that is under way.
struct Task<'a> {
    writer: &'static dyn Writer,
    run: Run<'a>,
    loader: Loader<'a>,
    texts: &'a [&'a TextFile],
    cancel: Cancel,
}

/// What came of some texts, and what was odd about reading them.
struct Part {
    output: Output,
    warnings: Vec<String>,
}

impl Task<'_> {
    /// Goes through all texts once to see what is in them, for a format that asks for it.
    fn look_ahead(&mut self) -> Result<(), Fault> {
        if !self.writer.looks_ahead() {
            return Ok(());
        }
        let (size, mut seen, mut progress) = (64, Seen::default(), Progress::new("reading", self.texts.len()));
        let look = |n: usize| {
            let mut seen = Seen::default();
            for loaded in self.loader.load_all(self.chunk(n, size))?.0 {
                seen.add(&loaded.work(self.loader.annotator), self.run.schema);
            }
            Ok(seen)
        };
        in_order(self.texts.len().div_ceil(size), &self.cancel, look, |n, part| {
            progress.at(n * size);
            seen.merge(part);
            Ok(())
        })?;
        self.run.seen = seen;
        Ok(())
    }

    fn chunk(&self, n: usize, size: usize) -> &[&TextFile] {
        self.texts.chunks(size).nth(n).unwrap_or_default()
    }

    /// Converts all texts, and hands over what comes of them in their order.
    fn convert(&self, mut take: impl FnMut(Output) -> Result<(), Fault>) -> Result<(Loss, Seen), Fault> {
        let size = self.writer.texts_at_a_time();
        let (mut loss, mut seen, mut progress) = (Loss::new(), Seen::default(), Progress::new("exporting", self.texts.len()));
        let convert = |n: usize| {
            let (loaded, warnings) = self.loader.load_all(self.chunk(n, size))?;
            let works: Vec<_> = loaded.iter().map(|loaded| loaded.work(self.loader.annotator)).collect();
            let mut output = Output::default();
            for work in &works {
                output.seen.add(work, self.run.schema);
            }
            self.writer.write(&works, n * size, &self.run, &mut output);
            Ok(Part { output, warnings })
        };
        in_order(self.texts.len().div_ceil(size), &self.cancel, convert, |n, mut part| {
            progress.at(n * size);
            part.warnings.iter().for_each(warn);
            loss.merge(std::mem::take(&mut part.output.loss));
            seen.merge(std::mem::take(&mut part.output.seen));
            take(part.output)
        })?;
        Ok((loss, seen))
    }

    /// Writes to a folder, everything or nothing.
    fn write(&self, export: &Export, out: &Path, all: usize) -> Result<Loss, Fault> {
        let mut staging = Staging::new(out)?;
        let (loss, mut written) = self.fill(&mut staging, "")?;
        if export.strict {
            strict(self.writer.name(), &loss)?;
        }
        written.truncate(1);
        let files = staging.finish(export.replace)?;
        let what = match written.first() {
            Some(name) if files == 1 => out.join(name),
            _ => out.to_owned(),
        };
        let files = if files == 1 { String::new() } else { format!(" in {files} files") };
        tell([format!("{}: {} of {}{files}", what.display(), self.texts.len(), counted(all, "text"))]);
        Ok(loss)
    }

    /// Writes all files below a folder of the staging, and gives the names of the streams.
    fn fill(&self, staging: &mut Staging, folder: &str) -> Result<(Loss, Vec<String>), Fault> {
        let streams = self.writer.streams(&self.run);
        let mut numbers = Vec::new();
        for stream in &streams {
            let number = staging.open(&format!("{folder}{}", stream.name))?;
            staging.append(number, stream.head.as_bytes())?;
            numbers.push((number, false));
        }
        let (loss, seen) = self.convert(|output| {
            for (n, bytes) in output.pieces {
                let (Some((number, begun)), Some(stream)) = (numbers.get_mut(n), streams.get(n)) else { continue };
                if std::mem::replace(begun, true) {
                    staging.append(*number, stream.between.as_bytes())?;
                }
                staging.append(*number, &bytes)?;
            }
            output.files.iter().try_for_each(|file| staging.make(&format!("{folder}{}", file.name), &file.bytes))?;
            Ok(())
        })?;
        for ((number, _), stream) in numbers.iter().zip(&streams) {
            staging.append(*number, stream.tail.as_bytes())?;
        }
        for file in self.writer.companions(&self.run, &seen) {
            staging.make(&format!("{folder}{}", file.name), &file.bytes)?;
        }
        Ok((loss, streams.into_iter().map(|stream| stream.name).collect()))
    }

    /// Writes the one file of a format to standard output, as it comes; held back where losses are no longer allowed.
    fn print(&self, strictly: bool) -> Result<Loss, Fault> {
        let stream = self.writer.streams(&self.run).into_iter().next().unwrap_or_default();
        let mut out = screen::output();
        let (mut held, mut begun) = (Vec::new(), false);
        let (loss, _) = self.convert(|output| {
            for (_, bytes) in output.pieces {
                let before = if std::mem::replace(&mut begun, true) { stream.between } else { &stream.head };
                let target: &mut dyn Write = if strictly { &mut held } else { &mut *out };
                target.write_all(before.as_bytes())?;
                target.write_all(&bytes)?;
            }
            Ok(())
        })?;
        if strictly {
            strict(self.writer.name(), &loss)?;
        }
        out.write_all(&held)?;
        out.write_all(stream.tail.as_bytes())?;
        out.flush()?;
        Ok(loss)
    }
}

fn strict(format: &str, loss: &Loss) -> Result<(), Fault> {
    if loss.is_none() {
        return Ok(());
    }
    account(format, loss);
    Err(Fault::user(format!("{format} cannot carry everything"))
        .hint("leave --strict away, or export jsonl; nothing was written"))
}
