//! `hashiya gold`: the gold standard without a screen.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::arguments::{Common, Counted, Looking, or_here};
use super::begun;
use super::console::Console;
use super::fault::{Fault, one_line, tell};
use super::json::{self, Format};
use crate::annotation::Annotator;
use crate::text::counted;
use crate::workspace::{self, Cancel, GoldChange, GoldChangeKind, GoldSummary, Job, Settled, Settling, Workspace};

/// Options of `hashiya gold`.
#[derive(Debug, Args)]
pub(super) struct Gold {
    /// Texts, and folders of them; the current folder if none is named.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// What settles a disagreement that nobody has decided.
    #[arg(long, value_enum, default_value_t = Strategy::Unanimous)]
    pub(super) strategy: Strategy,
    /// Prints what would change in the gold standard, and writes nothing.
    #[arg(long)]
    pub(super) diff: bool,
    #[command(flatten)]
    pub(super) counted: Counted,
    #[command(flatten)]
    pub(super) looking: Looking,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// What settles a disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Strategy {
    /// Nothing: only what all annotators agree on is taken.
    Unanimous,
    /// What more than half of the annotators who read the text say.
    Majority,
}

impl From<Strategy> for workspace::Strategy {
    fn from(strategy: Strategy) -> Self {
        match strategy {
            Strategy::Unanimous => Self::Unanimous,
            Strategy::Majority => Self::Majority,
        }
    }
}

/// What became of one text.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    annotators: Vec<&'a str>,
    begun: Vec<&'a str>,
    spans: usize,
    unanimous: usize,
    decided: usize,
    open: usize,
    deferred: usize,
    stale: usize,
    written: bool,
}

/// A change of the gold standard.
#[derive(Serialize)]
struct ChangeRow<'a> {
    file: &'a str,
    change: &'static str,
    tag: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    decision: Option<&'a str>,
}

/// Makes the gold standard of every text that enough annotators have read.
pub(super) fn run(gold: &Gold, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(gold.paths.first().map(PathBuf::as_path))?;
    let schema = choices.schema()?;
    let by = choices.annotator();
    let settling = Settling { strategy: gold.strategy.into(), schema: &schema, by: &by, is_dry: gold.diff };
    let mut out = BufWriter::new(io::stdout().lock());
    let viewer = choices.viewer(&gold.looking, &schema);
    let summary = {
        let console = Console::new();
        let job = Job::new(Cancel::default(), &console);
        let workspace = Workspace::open(&or_here(&gold.paths), choices.encoding()?, &job)?.on(gold.counted.terms(&schema));
        let workspace = workspace.seen_by(&viewer, &job)?;
        workspace.settle_gold(&settling, &job, |settled| {
            if gold.diff {
                settled.changes.iter().try_for_each(|change| print_change(&mut out, gold.format, &settled.file, change))?;
            } else {
                print_row(&mut out, gold.format, &Row::of(&settled))?;
            }
            Ok(())
        })?
    };
    out.flush()?;
    conclude(gold, &summary);
    Ok(())
}

impl<'a> Row<'a> {
    fn of(settled: &'a Settled) -> Self {
        let counts = settled.counts;
        Self {
            file: &settled.file,
            annotators: settled.annotators.iter().map(Annotator::as_str).collect(),
            begun: settled.begun.iter().map(Annotator::as_str).collect(),
            spans: settled.spans,
            unanimous: counts.agreed,
            decided: counts.decided,
            open: counts.open,
            deferred: counts.deferred,
            stale: counts.stale,
            written: settled.is_written,
        }
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

fn print_change(out: &mut impl Write, format: Format, file: &str, change: &GoldChange) -> io::Result<()> {
    let (sign, word) = match change.kind {
        GoldChangeKind::Added => ('+', "added"),
        GoldChangeKind::Changed => ('~', "changed"),
        GoldChangeKind::Removed => ('-', "removed"),
    };
    let GoldChange { tag, start, end, text, decision, .. } = change;
    let start = *start;
    let end = *end;
    let decision = decision.as_deref();
    if format == Format::Json {
        return json::write_line(out, &ChangeRow { file, change: word, tag, start, end, text, decision });
    }
    let how = decision.map_or_else(String::new, |how| format!(" ({how})"));
    writeln!(out, "{}", one_line(&format!("{sign} {file}:{start}..{end} {tag} {text}{how}")))
}

fn conclude(gold: &Gold, summary: &GoldSummary) {
    if summary.left_out > 0 {
        let texts = counted(summary.left_out, "text");
        let annotators = counted(summary.readers, "annotator");
        tell([format!("left out: {texts} that fewer than {annotators} have finished")]);
    }
    begun::tell_not_counted(&summary.begun);
    let pending = summary.counts.pending();
    if pending > 0 && !gold.diff {
        tell([format!("undecided: {}; hashiya review goes through what is open", counted(pending, "disagreement"))]);
    }
}
