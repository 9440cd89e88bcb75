//! `hashiya export`: annotations in an exchange format.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::arguments::{Common, Looking};
use super::console::Console;
use super::fault::{Fault, tell};
use super::{names, screen, signals};
use crate::annotation::registry::NamedRegistry;
use crate::annotation::{Annotator, Schema};
use crate::exchange::split::PARTS;
use crate::exchange::{Loss, Unit, WRITERS, Writer};
use crate::review::Terms;
use crate::text::counted;
use crate::workspace::{self, Job, JobError, Part, Release, Workspace, read_registries};

/// Options of `hashiya export`.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// Texts, and folders of them.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Format of the files.
    #[arg(long, default_value = "jsonl", value_name = "FORMAT", value_parser = formats())]
    pub(super) format: String,
    /// Whose annotations are exported: an annotator's, or gold.
    #[arg(long, value_name = "NAME|gold")]
    pub(super) set: String,
    /// The folder to write to; - for standard output, if the format has one file.
    #[arg(long, value_name = "DIR|-", required_unless_present = "release", conflicts_with = "release")]
    pub(super) out: Option<PathBuf>,
    /// Writes a release into this folder: data in --formats, split, with a card, the schema and checksums.
    #[arg(long, value_name = "DIR")]
    pub(super) release: Option<PathBuf>,
    /// The formats of a release.
    #[arg(long, value_name = "F,F", value_delimiter = ',', default_value = "jsonl,conll,brat", value_parser = formats())]
    pub(super) formats: Vec<String>,
    /// Seed of the random split.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// The licence that the card of a release names.
    #[arg(long, value_name = "NAME")]
    pub(super) licence: Option<String>,
    /// The title of the card.
    #[arg(long, value_name = "TEXT", default_value = "Annotated Arabic texts")]
    pub(super) title: String,
    /// Exports only this part of the split: train, dev or test.
    #[arg(long, value_name = "PART", value_parser = PARTS.map(|(name, _)| name), conflicts_with = "release")]
    pub(super) split: Option<String>,
    #[command(flatten)]
    pub(super) looking: Looking,
    /// Writes nothing if the format cannot carry everything.
    #[arg(long)]
    pub(super) strict: bool,
    /// Replaces files that exist already.
    #[arg(long)]
    pub(super) replace: bool,
    /// What offsets count, where the format leaves a choice (doccano): code-points, utf-16 or graphemes.
    #[arg(long, value_name = "UNIT")]
    pub(super) offsets: Option<String>,
    /// Begins spreadsheets (csv) with a byte order mark, which Excel needs to read Arabic.
    #[arg(long)]
    pub(super) bom: bool,
}

/// What all kinds of export need.
struct Source<'a> {
    workspace: Workspace,
    set: &'a Annotator,
    schema: &'a Schema,
    registries: Vec<NamedRegistry>,
    unit: Option<Unit>,
    job: Job<'a>,
}

/// The formats, each with a sentence, for the help and for what is accepted.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(WRITERS.iter().map(|writer| PossibleValue::new(writer.name()).help(writer.about())))
}

fn writer(name: &str) -> Result<&'static dyn Writer, Fault> {
    let found = WRITERS.iter().find(|writer| writer.name() == name).copied();
    found.ok_or_else(|| Fault::user(format!("cannot export to the format `{name}`")).hint("see `hashiya export --help`"))
}

/// Writes the work of one annotator on every text that they have a sidecar of. With a sidecar that does not agree
/// with its text, nothing is written at all.
pub(super) fn run(export: &Export, common: &Common) -> Result<(), Fault> {
    let set = names::set(&export.set)?;
    let choices = common.choose(export.paths.first().map(PathBuf::as_path))?;
    let schema = choices.schema()?;
    let unit = export.offsets.as_deref().map(names::unit).transpose()?;
    let console = Console::new();
    let job = Job::new(signals::listen(), &console);
    let mut workspace = Workspace::open_by_name(&export.paths, choices.encoding()?, &job)?.on(Terms::of(&schema));
    let viewer = choices.viewer(&export.looking, &schema);
    if set != *viewer.name() {
        workspace = workspace.seen_by(&viewer, &job)?;
    }
    let registries = read_registries(choices.folder(), &schema, &job);
    let source = Source { workspace, set: &set, schema: &schema, registries, unit, job };
    match (&export.release, &export.out) {
        (Some(out), _) => release(export, out, &choices.schema_text()?, &source),
        (None, Some(out)) if out == Path::new("-") => print(export, &source),
        (None, out) => write(export, out.as_deref().unwrap_or(Path::new(".")), &source),
    }
}

fn options<'a>(export: &'a Export, source: &'a Source<'_>) -> Result<workspace::Export<'a>, Fault> {
    let part = export.split.as_deref().map(|name| Part { seed: export.seed, name });
    let bom = export.bom;
    let is_strict = export.strict;
    let is_replacing = export.replace;
    let Source { set, schema, ref registries, unit, .. } = *source;
    Ok(workspace::Export { format: writer(&export.format)?, set, schema, registries, unit, bom, is_strict, is_replacing, part })
}

/// Writes to a folder, everything or nothing.
fn write(export: &Export, out: &Path, source: &Source<'_>) -> Result<(), Fault> {
    let Source { workspace, job, .. } = source;
    let done = workspace.export(&options(export, source)?, out, job).map_err(explained)?;
    let what = match done.stream {
        Some(name) if done.files == 1 => out.join(name),
        _ => out.to_owned(),
    };
    let files = if done.files == 1 { String::new() } else { format!(" in {} files", done.files) };
    tell([format!("{}: {} of {}{files}", what.display(), done.texts, counted(workspace.texts().len(), "text"))]);
    account(&export.format, &done.loss);
    Ok(())
}

/// Writes the one file of a format to standard output, as it comes.
fn print(export: &Export, source: &Source<'_>) -> Result<(), Fault> {
    let mut out = screen::output();
    let loss = source.workspace.export_to(&options(export, source)?, &mut *out, &source.job).map_err(explained)?;
    account(&export.format, &loss);
    Ok(())
}

/// Writes a release, all of it or nothing.
fn release(export: &Export, out: &Path, schema_text: &str, source: &Source<'_>) -> Result<(), Fault> {
    let Source { set, schema, ref registries, unit, .. } = *source;
    let release = Release {
        set,
        schema,
        registries,
        schema_text,
        unit,
        bom: export.bom,
        formats: export.formats.iter().map(|name| writer(name)).collect::<Result<_, _>>()?,
        seed: export.seed,
        licence: export.licence.as_deref(),
        title: &export.title,
        is_strict: export.strict,
        is_replacing: export.replace,
    };
    let done = source.workspace.release(&release, out, &source.job).map_err(explained)?;
    done.formats.iter().for_each(|(format, loss)| account(format, loss));
    tell([format!("{}: {} in {}", out.display(), counted(done.texts, "text"), counted(done.files, "file"))]);
    Ok(())
}

/// Prints what a strict export would have lost before the error.
fn explained(error: JobError) -> Fault {
    if let JobError::Lossy { format, loss } = &error {
        account(format, loss);
    }
    error.into()
}

/// Prints the table of what was lost, if anything was.
fn account(format: &str, loss: &Loss) {
    if !loss.is_none() {
        tell([format!("{format} does not carry:")]);
        tell(loss.to_string().lines());
    }
}
