//! `hashiya report`: what a corpus amounts to, for people. So far, what was corrected in an annotator's work.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value as Json, json};

use super::arguments::{Common, Counted, Looking, or_here};
use super::console::Console;
use super::fault::{Fault, one_line};
use super::legible::{Legible, sub_spans};
use super::signals;
use crate::annotation::{Annotation, Value};
use crate::exchange::{Pairs, ValueOut};
use crate::review::UnitKind;
use crate::review::correction::{CorrectedFact, Correction, CorrectionKind, OtherEnd, StatedRelation};
use crate::text::{Document, counted};
use crate::workspace::{Corrected, Job, Workspace, read_registries};

/// Options of `hashiya report`.
#[derive(Debug, Args)]
pub(super) struct Report {
    /// What is reported.
    #[command(subcommand)]
    pub(super) subject: Subject,
}

/// What can be reported.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Subject {
    /// Where the gold standard differs from an annotator (--annotator NAME), and why.
    Corrections(Corrections),
}

/// Options of `hashiya report corrections`.
#[derive(Debug, Args)]
pub(super) struct Corrections {
    /// Texts, and folders of them; the current folder if none is named.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) counted: Counted,
    #[command(flatten)]
    pub(super) looking: Looking,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for the terminal.
    Text,
    /// One JSON object.
    Json,
    /// A Markdown page.
    Markdown,
}

/// A correction with where it is.
struct Row {
    file: String,
    correction: Correction,
    /// The attributes that differ.
    differences: Vec<String>,
    /// What the annotator had, in words.
    own: String,
    /// What is gold, in words.
    gold: String,
    json: Json,
}

/// What is said of an annotator.
#[derive(Default)]
struct Findings {
    annotator: String,
    texts: usize,
    settled: usize,
    kept: usize,
    rows: Vec<Row>,
}

/// Prints the report.
pub(super) fn run(report: &Report, common: &Common) -> Result<(), Fault> {
    let Subject::Corrections(report) = &report.subject;
    let choices = common.choose(report.paths.first().map(PathBuf::as_path))?;
    let annotator = choices.annotator();
    let schema = choices.schema()?;
    let viewer = choices.viewer(&report.looking, &schema);
    let registries;
    let mut findings = Findings { annotator: annotator.to_string(), ..Findings::default() };
    {
        let console = Console::new();
        let job = Job::new(signals::listen(), &console);
        let workspace = Workspace::open(&or_here(&report.paths), choices.encoding()?, &job)?.on(report.counted.terms(&schema));
        let workspace = workspace.seen_by(&viewer, &job)?;
        registries = read_registries(choices.folder(), &schema, &job);
        let legible = Legible { schema: &schema, registries: &registries };
        workspace.corrections(&annotator, &job, |corrected| {
            findings.add(corrected, legible);
            Ok(())
        })?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    match report.format {
        Format::Text => findings.print_text(&mut out)?,
        Format::Json => writeln!(out, "{}", findings.json())?,
        Format::Markdown => findings.print_markdown(&mut out)?,
    }
    Ok(out.flush()?)
}

impl Row {
    fn new(file: &str, correction: Correction, document: &Document, legible: Legible<'_>) -> Self {
        let differences = attribute_differences(&correction, document, legible);
        let words = |spans: &[Annotation]| match spans {
            [] => "nothing".to_owned(),
            spans => spans.iter().map(|span| told(span, document)).collect::<Vec<_>>().join(" + "),
        };
        let list = |spans: &[Annotation]| spans.iter().map(|span| span_json(span, document)).collect::<Vec<_>>();
        let relations = |all: &[StatedRelation]| all.iter().map(|one| relation_json(one, document)).collect::<Vec<_>>();
        let json = json!({
            "file": file,
            "kind": correction.kind.name(),
            "own": list(&correction.own),
            "gold": list(&correction.gold),
            "own_relations": relations(&correction.own_relations),
            "gold_relations": relations(&correction.gold_relations),
            "fact": correction.fact.as_ref().map(fact_json),
            "differences": differences,
            "reason": correction.reason,
            "comment": correction.comment,
            "guideline": correction.guideline,
            "by": correction.by,
            "at": correction.at,
        });
        let named = |spans: &[Annotation], relations: &[StatedRelation]| {
            let mut named: Vec<String> = relations.iter().map(|relation| told_relation(relation, document)).collect();
            if correction.kind != CorrectionKind::Changed(UnitKind::Relation) {
                named.insert(0, words(spans));
            }
            if named.is_empty() { "nothing".to_owned() } else { named.join(" + ") }
        };
        let said = |fact: &CorrectedFact, value: Option<&Value>| {
            let said = |value: &Value| format!("{}={}", fact.name, legible.of_text(&fact.name, value, document.text()));
            value.map_or_else(|| "nothing".to_owned(), said)
        };
        let [own, gold] = match &correction.fact {
            Some(fact) => [said(fact, Some(&fact.own)), said(fact, fact.gold.as_ref())],
            None => [named(&correction.own, &correction.own_relations), named(&correction.gold, &correction.gold_relations)],
        };
        Self { file: file.to_owned(), correction, differences, own, gold, json }
    }

    /// First code point of what it is about.
    fn place(&self) -> String {
        let span = |key: &str| self.json.get(key).and_then(|spans| spans.get(0)).and_then(|span| span.get("start")).cloned();
        span("own").or_else(|| span("gold")).map_or_else(|| self.file.clone(), |start| format!("{}:{start}", self.file))
    }

    /// Attributes that differ, reason, comment, guideline flag and who it was.
    fn remarks(&self) -> String {
        let mut remarks = self.differences.clone();
        remarks.extend([&self.correction.reason, &self.correction.comment].into_iter().filter(|text| !text.is_empty()).cloned());
        if self.correction.guideline {
            remarks.push("see the guideline".to_owned());
        }
        if !self.correction.by.is_empty() {
            remarks.push(format!("by {}", self.correction.by));
        }
        remarks.join("; ")
    }
}

/// `name: own -> gold` for every attribute that differs in the first spans.
fn attribute_differences(correction: &Correction, document: &Document, legible: Legible<'_>) -> Vec<String> {
    let (Some(own), Some(gold)) = (correction.own.first(), correction.gold.first()) else { return Vec::new() };
    let mut names: Vec<&String> = own.attributes.iter().chain(&gold.attributes).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    let said = |span: &Annotation, name: &str| {
        let value = span.attribute(name);
        value.map_or_else(|| "-".to_owned(), |value| legible.of_span(&span.tag, name, value, document.text()))
    };
    let differ = names.into_iter().filter(|name| own.attribute(name) != gold.attribute(name));
    differ.map(|name| format!("{name}: {} -> {}", said(own, name), said(gold, name))).collect()
}

fn told(span: &Annotation, document: &Document) -> String {
    format!("{} {}", span.tag, document.slice(span.span.range()))
}

/// A relation with both its ends and what is said of it.
fn told_relation(relation: &StatedRelation, document: &Document) -> String {
    let to = match &relation.to {
        OtherEnd::Span(span) => told(span, document),
        OtherEnd::Other(end) => end.to_string(),
    };
    let mut said: Vec<String> = relation.order.iter().map(|order| format!("order: {order}")).collect();
    said.extend(relation.certainty.iter().map(|value| format!("certainty: {value}")));
    said.extend(relation.attributes.iter().map(|(name, value)| format!("{name}: {value}")));
    let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) };
    format!("{} {} → {to}{said}", relation.kind, told(&relation.from, document))
}

fn relation_json(relation: &StatedRelation, document: &Document) -> Json {
    let to = match &relation.to {
        OtherEnd::Span(span) => span_json(span, document),
        OtherEnd::Other(end) => json!(end.as_str()),
    };
    json!({
        "type": relation.kind,
        "from": span_json(&relation.from, document),
        "to": to,
        "order": relation.order,
        "certainty": relation.certainty.as_ref().map(ValueOut),
        "attributes": Pairs(&relation.attributes),
    })
}

fn fact_json(fact: &CorrectedFact) -> Json {
    json!({"name": fact.name, "own": ValueOut(&fact.own), "gold": fact.gold.as_ref().map(ValueOut)})
}

fn span_json(span: &Annotation, document: &Document) -> Json {
    json!({
        "tag": span.tag,
        "start": document.code_point_at(span.span.start()),
        "end": document.code_point_at(span.span.end()),
        "text": document.slice(span.span.range()),
        "attributes": Pairs(&span.attributes),
        "sub_spans": sub_spans(span, document.text()),
    })
}

impl Findings {
    fn add(&mut self, corrected: Corrected, legible: Legible<'_>) {
        let Corrected { file, document, corrections } = corrected;
        self.texts += 1;
        self.settled += corrections.settled;
        self.kept += corrections.kept;
        self.rows.extend(corrections.corrections.into_iter().map(|found| Row::new(&file, found, &document, legible)));
    }

    fn kinds(&self) -> BTreeMap<&'static str, usize> {
        let mut kinds = BTreeMap::new();
        for row in &self.rows {
            *kinds.entry(row.correction.kind.name()).or_default() += 1;
        }
        kinds
    }

    fn summary(&self) -> String {
        let kinds: Vec<String> = self.kinds().iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
        let Self { annotator, texts, settled, kept, rows } = self;
        let texts = counted(*texts, "text");
        let settled = counted(*settled, "unit");
        format!("{annotator}: {texts}, {settled} settled, {kept} kept, {} corrected{kinds}", rows.len())
    }

    fn print_text(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", self.summary())?;
        for row in &self.rows {
            let remarks = row.remarks();
            let remarks = if remarks.is_empty() { String::new() } else { format!(" ({remarks})") };
            let line = format!("{} {}: {} -> {}{remarks}", row.place(), row.correction.kind.name(), row.own, row.gold);
            writeln!(out, "{}", one_line(&line))?;
        }
        Ok(())
    }

    fn json(&self) -> Json {
        json!({
            "annotator": self.annotator,
            "texts": self.texts,
            "settled": self.settled,
            "kept": self.kept,
            "corrected": self.rows.len(),
            "kinds": self.kinds(),
            "corrections": self.rows.iter().map(|row| row.json.clone()).collect::<Vec<_>>(),
        })
    }

    fn print_markdown(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "# Corrections of {}\n\n{}\n", self.annotator, self.summary())?;
        writeln!(out, "| place | kind | {} had | gold | remarks |\n| --- | --- | --- | --- | --- |", self.annotator)?;
        for row in &self.rows {
            let cells = [row.place(), row.correction.kind.name().to_owned(), row.own.clone(), row.gold.clone(), row.remarks()];
            writeln!(out, "| {} |", cells.map(|cell| cell_text(&cell)).join(" | "))?;
        }
        Ok(())
    }
}

/// A text that stays within its cell of a Markdown table.
fn cell_text(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;")
}
