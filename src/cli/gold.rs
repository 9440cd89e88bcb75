//! `hashiya gold`: the gold standard without a screen.
//!
//! Decisions that were made stay; what is still open is settled by the strategy where it settles it, and else stays
//! open for `hashiya review`.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::arguments::Common;
use super::fault::{Fault, one_line, tell, warn};
use super::json::{self, Format};
use super::parallel::{Cancel, in_order};
use super::progress::Progress;
use crate::annotation::{Annotation, AnnotationSet, Schema, Value};
use crate::review::adjudication::Progress as Counts;
use crate::review::same_attributes;
use crate::storage::rewriting::Author;
use crate::storage::{Dossier, TextFile, corpus};
use crate::text::{Document, Encoding, counted};

/// Options of `hashiya gold`.
#[derive(Debug, Args)]
pub struct Gold {
    /// Texts, and folders of them; the current folder if none is named.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What settles a disagreement that nobody has decided.
    #[arg(long, value_enum, default_value_t = Strategy::Unanimous)]
    pub strategy: Strategy,
    /// Prints what would change in the gold standard, and writes nothing.
    #[arg(long)]
    pub diff: bool,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What settles a disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Strategy {
    /// Nothing: only what all annotators agree on is taken.
    Unanimous,
    /// What more than half of the annotators who read the text say.
    Majority,
}

/// What became of one text.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    annotators: Vec<&'a str>,
    spans: usize,
    unanimous: usize,
    decided: usize,
    open: usize,
    deferred: usize,
    stale: usize,
    written: bool,
}

/// A span that a gold standard gains, loses or has otherwise.
#[derive(Serialize)]
struct Change<'a> {
    file: &'a str,
    #[serde(rename = "change")]
    what: &'static str,
    tag: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    decision: Option<String>,
}

/// Makes the gold standard of every text that enough annotators have read.
pub fn run(gold: &Gold, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(gold.paths.first().map(PathBuf::as_path))?;
    let (schema, encoding, by) = (choices.schema()?, choices.encoding()?, choices.annotator());
    let readers = if schema.workflow.gold_needs_two_readers { 2 } else { 1 };
    let strategy = gold.strategy.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let author = Author::new(&by, format!("gold --strategy {strategy}"), &schema);
    let at = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    let task = Task { options: gold, schema: &schema, encoding, author: &author, at: &at, readers };
    let texts = texts(&gold.paths)?;
    let mut progress = Progress::new("deciding", texts.len());
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut few, mut total) = (0, Counts::default());
    let one = |n: usize| texts.get(n).map_or_else(|| Ok(None), |text| task.text(text));
    in_order(texts.len(), &Cancel::default(), one, |n, done| {
        progress.at(n + 1);
        match done {
            Some(done) => {
                total.add(done.counts);
                out.write_all(&done.printed)?;
            }
            None => few += 1,
        }
        Ok(())
    })?;
    out.flush()?;
    drop(progress);
    conclude(gold, few, total, readers);
    Ok(())
}

/// What is to be done with every text.
struct Task<'a> {
    options: &'a Gold,
    schema: &'a Schema,
    encoding: Option<Encoding>,
    author: &'a Author,
    at: &'a str,
    /// How many annotators a text needs.
    readers: usize,
}

/// What was done with a text.
struct Done {
    counts: Counts,
    printed: Vec<u8>,
}

impl Task<'_> {
    /// Makes the gold standard of a text; `None` where too few have read it.
    fn text(&self, text: &TextFile) -> Result<Option<Done>, Fault> {
        let mut dossier = Dossier::open(text, self.encoding)?;
        if dossier.works.len() < self.readers {
            return Ok(None);
        }
        if let Some(fault) = &dossier.fault {
            let hint = format!("`hashiya check {}` lists all that is wrong; nothing was written for it", text.path.display());
            return Err(Fault::user(fault.clone()).hint(hint));
        }
        let mut adjudication = dossier.adjudication()?;
        if self.options.strategy == Strategy::Majority {
            adjudication.decide_by_majority(dossier.document.text(), self.author.by.as_str(), self.at);
        }
        let set = dossier.gold(&adjudication, self.author.by.as_str(), self.at);
        let (mut printed, format) = (Vec::new(), self.options.format);
        if self.options.diff {
            let none = AnnotationSet::new();
            let before = dossier.gold.as_ref().map_or(&none, |gold| &gold.set);
            print_changes(&mut printed, format, &text.name, &dossier.document, before, &set)?;
            return Ok(Some(Done { counts: Counts::default(), printed }));
        }
        let (counts, spans) = (adjudication.progress(), set.len());
        let written = dossier.save(set, self.schema, self.author)?;
        let annotators = dossier.works.iter().map(|(annotator, _)| annotator.as_str()).collect();
        print_row(&mut printed, format, &Row::new(&text.name, annotators, spans, counts, written))?;
        Ok(Some(Done { counts, printed }))
    }
}

/// The texts that were named, and those of folders.
pub fn texts(paths: &[PathBuf]) -> Result<Vec<TextFile>, Fault> {
    let here = [PathBuf::from(".")];
    let mut texts = Vec::new();
    for path in if paths.is_empty() { &here } else { paths } {
        if corpus::is_folder(path)? {
            let listing = corpus::list(path)?;
            listing.faults.iter().for_each(warn);
            texts.extend(listing.texts);
        } else {
            texts.push(corpus::find(path)?);
        }
    }
    let mut seen = std::collections::HashSet::new();
    texts.retain(|text| seen.insert(text.path.clone()));
    if texts.is_empty() {
        let place = paths.first().map_or(Path::new("."), PathBuf::as_path);
        return Err(Fault::user(format!("{}: there is no text here", place.display())).hint("name a folder with .txt files"));
    }
    Ok(texts)
}

impl<'a> Row<'a> {
    fn new(file: &'a str, annotators: Vec<&'a str>, spans: usize, counts: Counts, written: bool) -> Self {
        let Counts { agreed: unanimous, decided, open, deferred, stale } = counts;
        Self { file, annotators, spans, unanimous, decided, open, deferred, stale, written }
    }
}

fn print_row(out: &mut impl Write, format: Format, row: &Row<'_>) -> io::Result<()> {
    if format == Format::Json {
        return json::write_line(out, row);
    }
    let mut parts = vec![counted(row.spans, "span"), format!("{} unanimous", row.unanimous)];
    let counts = [(row.decided, "decided"), (row.open, "open"), (row.deferred, "deferred"), (row.stale, "stale")];
    parts.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")));
    let line = format!("{}: {} ({})", row.file, parts.join(", "), row.annotators.join(", "));
    writeln!(out, "{}", one_line(&line))
}

fn conclude(gold: &Gold, few: usize, total: Counts, readers: usize) {
    if few > 0 {
        let (texts, annotators) = (counted(few, "text"), counted(readers, "annotator"));
        tell([format!("left out: {texts} that fewer than {annotators} have read")]);
    }
    let pending = total.pending();
    if pending > 0 && !gold.diff {
        tell([format!("undecided: {}; hashiya review goes through what is open", counted(pending, "disagreement"))]);
    }
}

fn print_changes(
    out: &mut impl Write,
    format: Format,
    file: &str,
    document: &Document,
    before: &AnnotationSet,
    after: &AnnotationSet,
) -> io::Result<()> {
    let mut changes: Vec<(&'static str, &Annotation)> = Vec::new();
    for span in after.iter() {
        match before.same(span.span, &span.tag) {
            None => changes.push(("added", span)),
            Some(old) if !same_attributes(old, span) || decision(old) != decision(span) => changes.push(("changed", span)),
            Some(_) => {}
        }
    }
    changes.extend(before.iter().filter(|span| after.same(span.span, &span.tag).is_none()).map(|span| ("removed", span)));
    changes.sort_by_key(|(_, span)| span.span);
    for (what, span) in changes {
        let (start, end) = (document.code_point_at(span.span.start()), document.code_point_at(span.span.end()));
        let text = document.slice(span.span.range());
        let change = Change { file, what, tag: &span.tag, start, end, text, decision: decision(span) };
        print_change(out, format, &change)?;
    }
    Ok(())
}

fn decision(span: &Annotation) -> Option<String> {
    let raw = span.extra.iter().find(|(name, _)| name == "decision")?.1.as_str();
    Value::from_ron(raw).as_text().map(str::to_owned)
}

fn print_change(out: &mut impl Write, format: Format, change: &Change<'_>) -> io::Result<()> {
    if format == Format::Json {
        return json::write_line(out, change);
    }
    let sign = match change.what {
        "added" => '+',
        "removed" => '-',
        _ => '~',
    };
    let how = change.decision.as_deref().map_or_else(String::new, |how| format!(" ({how})"));
    let place = format!("{}:{}..{}", change.file, change.start, change.end);
    writeln!(out, "{}", one_line(&format!("{sign} {place} {} {}{how}", change.tag, change.text)))
}
