//! `hashiya history`: who changed what in the annotations of a text, and when, from the journals.
//!
//! Every change is a line: when, who, the command, what came of it, and the words it is about. Changes that were kept
//! aside because a line before them could not be read stand at the end, marked. Lines that cannot be read are told of
//! on standard error and end in exit code 1, after everything that can be read.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::arguments::{Common, Looking};
use super::fault::{Fault, one_line, warn};
use super::json::{self, Format};
use super::names::{self, warn_of_no_work};
use crate::annotation::{Act, Annotator, OrderId};
use crate::storage::journal::{Does, Record, Segment};
use crate::storage::{Place, corpus, sidecar_path, store};
use crate::workspace::{Viewer, Warning};

/// Options of `hashiya history`.
#[derive(Debug, Args)]
pub(super) struct History {
    /// A text, or a sidecar of it; --annotator prints the changes of one annotator only.
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) looking: Looking,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// A record as it is printed.
#[derive(Debug, Serialize)]
struct Row<'a> {
    n: u64,
    /// Who wrote it: one opening of the journal. Records of version 0.1 do not tell it.
    #[serde(skip_serializing_if = "str::is_empty")]
    writer: &'a str,
    /// The checksum of the record that it follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    follows: Option<String>,
    at: &'a str,
    by: &'a str,
    /// How it came about: edit, step, undo, redo, opened, saving, saved, rewriting.
    act: &'static str,
    command: &'a str,
    /// The order over several texts that it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<&'a str>,
    program: &'a str,
    schema: String,
    /// The spans it is about.
    about: Vec<Words<'a>>,
    /// The hash of the sidecar it speaks of.
    sidecar: Option<&'a str>,
    /// Whether it was kept aside, since a line before it could not be read.
    aside: bool,
    /// Whether it was begun, and nothing tells that it was done.
    #[serde(skip)]
    begun: bool,
}

/// A span that a change is about.
#[derive(Debug, Serialize)]
struct Words<'a> {
    id: &'a str,
    tag: &'a str,
    text: &'a str,
}

/// Prints the history of a text.
pub(super) fn run(history: &History, common: &Common) -> Result<(), Fault> {
    let (source, named) = source(&history.file)?;
    let asked = common.annotator.as_deref().map(names::set).transpose()?.or(named);
    if let Some(asked) = &asked {
        warn_of_nobody(&source, asked);
    }
    let mut annotators = asked.map_or_else(|| Place::annotators(&source), |annotator| vec![annotator]);
    let viewer = viewer(history, common)?;
    if corpus::find(&source).is_ok_and(|text| viewer.is_blind_to(&text)) {
        let all = annotators.len();
        annotators.retain(|annotator| annotator == viewer.name());
        if annotators.len() < all {
            warn(Warning::Unseen { viewer: viewer.name().clone(), texts: 1 });
        }
    }
    let hash = |annotator| store::hash(store::read_bytes(&sidecar_path(&source, annotator)).ok().flatten().as_deref());
    let sidecars: Vec<String> = annotators.iter().map(hash).collect();
    let places: Vec<Place> = annotators.iter().map(|annotator| Place::of(&source, annotator)).collect();
    let read = |read: fn(&Place) -> Result<Vec<Segment>, _>| -> Result<Vec<Segment>, Fault> {
        Ok(places.iter().map(read).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    };
    let segments = read(Segment::all)?;
    let aside = read(Segment::aside)?;
    let mut rows: Vec<Row<'_>> = records(&segments).map(|record| Row::of(record, false)).collect();
    for row in rows.iter_mut().filter(|row| row.act == "rewriting") {
        // Killed before it was done, or after that and before it could say so.
        let is_later = |record: &Record| record.n > row.n && record.does.sidecar() == row.sidecar;
        let is_there = sidecars.iter().any(|hash| Some(hash.as_str()) == row.sidecar);
        row.begun = !is_there && !records(&segments).any(is_later);
    }
    rows.extend(records(&aside).map(|record| Row::of(record, true)));
    // Several annotators by time; what one did stays in its order.
    rows.sort_by(|a, b| (a.aside, a.at).cmp(&(b.aside, b.at)));
    print(&rows, history.format)?;
    let unreadable = segments.iter().map(tell_unreadable).sum::<usize>();
    if unreadable > 0 {
        return Err(Fault::user(format!("unreadable lines: {unreadable}"))
            .hint("open the text to set them aside; everything else is printed above"));
    }
    Ok(())
}

/// Warns of an annotator who never had the text open and has no sidecar of it.
fn warn_of_nobody(source: &Path, annotator: &Annotator) {
    if !Place::annotators(source).contains(annotator) && !sidecar_path(source, annotator).exists() {
        warn_of_no_work(source, annotator);
    }
}

/// Whoever asks. --annotator names whose history is asked for, which may be that of the gold standard.
fn viewer(history: &History, common: &Common) -> Result<Viewer, Fault> {
    let annotator = common.annotator.clone().filter(|name| name != Annotator::gold().as_str());
    let choices = Common { annotator, ..common.clone() }.choose(Some(&history.file))?;
    let schema = choices.schema()?;
    Ok(choices.viewer(&history.looking, &schema))
}

/// The text that was named, itself or by a sidecar of it, and then the annotator.
fn source(file: &Path) -> Result<(PathBuf, Option<Annotator>), Fault> {
    let parts = file.to_str().and_then(|name| name.strip_suffix(".ron")?.rsplit_once('.'));
    let sidecar = parts.and_then(|(text, annotator)| Some((PathBuf::from(text), Annotator::parse_kept(annotator).ok()?)));
    if let Some((text, annotator)) = sidecar.filter(|(text, _)| text.is_file()) {
        return Ok((text, Some(annotator)));
    }
    // A text that is gone has a history all the same.
    if Place::annotators(file).is_empty() {
        corpus::find(file)?;
    }
    Ok((file.to_owned(), None))
}

fn records(segments: &[Segment]) -> impl Iterator<Item = &Record> {
    segments.iter().flat_map(|segment| &segment.lines).filter_map(|line| line.record.as_ref().ok())
}

/// Tells of the lines of a segment that cannot be read, and how many there are.
fn tell_unreadable(segment: &Segment) -> usize {
    let lines = segment.lines.iter().zip(1..).filter_map(|(line, n)| Some((n, line.record.as_ref().err()?)));
    lines.map(|(n, why)| warn(format_args!("{}:{n}: {why}", segment.path.display()))).count()
}

impl<'a> Row<'a> {
    fn of(record: &'a Record, aside: bool) -> Self {
        let act = match &record.does {
            Does::Opened { .. } => "opened",
            Does::Saving(_) => "saving",
            Does::Saved(_) => "saved",
            Does::Rewriting(_) => "rewriting",
            does => match does.change() {
                Some((Act::Step, ..)) => "step",
                Some((Act::Undo, ..)) => "undo",
                Some((Act::Redo, ..)) => "redo",
                _ => "edit",
            },
        };
        let (id, version) = &record.schema;
        Self {
            n: record.n,
            writer: record.writer.as_str(),
            follows: record.follows.map(|sum| sum.to_string()),
            at: &record.at,
            by: &record.by,
            act,
            command: &record.command,
            order: record.order.as_ref().map(OrderId::as_str),
            program: &record.program,
            schema: format!("{id} {version}"),
            about: record.about.iter().map(|(id, tag, text)| Words { id, tag, text }).collect(),
            sidecar: record.does.sidecar(),
            aside,
            begun: false,
        }
    }
}

impl std::fmt::Display for Row<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}  {}  {}", self.at, self.by, self.command)?;
        for words in &self.about {
            write!(out, "  {} {} “{}”", words.id, words.tag, words.text)?;
        }
        out.write_str(if self.begun { "  (begun)" } else { "" })?;
        out.write_str(if self.aside { "  (kept aside)" } else { "" })
    }
}

fn print(rows: &[Row<'_>], format: Format) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for row in rows {
        match format {
            Format::Text if row.sidecar.is_some() && row.act != "rewriting" => {}
            Format::Text => writeln!(out, "{}", one_line(&row.to_string()))?,
            Format::Json => json::write_line(&mut out, row)?,
        }
    }
    out.flush()
}
