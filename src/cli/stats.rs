//! `hashiya stats`: what a folder amounts to in numbers, and what became of what was proposed.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::arguments::{Common, Looking, or_here};
use super::console::Console;
use super::fault::{Fault, one_line};
use super::json;
use super::signals;
use crate::annotation::Annotator;
use crate::exchange::csv_line;
use crate::text::counted;
use crate::workspace::{Amount, Counting, Job, Outcomes, Overview, ProposalStats, SubjectStats, Workspace, figure};

/// Options of `hashiya stats`.
#[derive(Debug, Args)]
pub(super) struct Stats {
    /// Texts, and folders of them; the current folder if none is named. --annotator counts the work of one annotator only.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Counts what became of proposals, by attribute, relation and rule: how many were kept, changed and refused.
    #[arg(long)]
    pub(super) proposals: bool,
    #[command(flatten)]
    pub(super) looking: Looking,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// How numbers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Tables.
    Text,
    /// One JSON object.
    Json,
    /// A row a number.
    Csv,
}

/// What was counted.
enum Found {
    Proposals(ProposalStats),
    Overview(Overview),
}

/// Counts, and prints the numbers.
pub(super) fn run(stats: &Stats, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(stats.paths.first().map(PathBuf::as_path))?;
    let viewer = choices.viewer(&stats.looking, &choices.schema()?);
    let annotator = choices.annotator();
    let counting = Counting { annotator: common.annotator.as_ref().map(|_| &annotator), viewer: &viewer };
    let found = {
        let console = Console::new();
        let job = Job::new(signals::listen(), &console);
        let workspace = Workspace::open_by_name(&or_here(&stats.paths), choices.encoding()?, &job)?;
        if stats.proposals {
            Found::Proposals(workspace.proposal_stats(&counting, &job)?)
        } else {
            Found::Overview(workspace.overview(&counting, &job)?)
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    match (&found, stats.format) {
        (Found::Proposals(found), Format::Text) => print_proposals(&mut out, found)?,
        (Found::Proposals(found), Format::Json) => json::write_line(&mut out, &ProposalsOut::of(found))?,
        (Found::Proposals(found), Format::Csv) => write_proposals_csv(&mut out, found)?,
        (Found::Overview(found), Format::Text) => print_overview(&mut out, found)?,
        (Found::Overview(found), Format::Json) => json::write_line(&mut out, &OverviewOut::of(found))?,
        (Found::Overview(found), Format::Csv) => write_overview_csv(&mut out, found)?,
    }
    Ok(out.flush()?)
}

fn print_heading<'a>(out: &mut impl Write, texts: usize, annotators: impl Iterator<Item = &'a Annotator>) -> io::Result<()> {
    let names: Vec<&str> = annotators.map(Annotator::as_str).collect();
    let names = if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
    writeln!(out, "{}: {names}", counted(texts, "text"))
}

/// A row of the table of proposals.
#[derive(Clone)]
struct Row {
    name: String,
    /// None of a row that is a title.
    outcomes: Option<Outcomes>,
}

/// A title with the rows below it, if there are any: each subject, and then its rules.
fn rows(title: &str, subjects: &BTreeMap<String, SubjectStats>) -> Vec<Row> {
    let mut rows = vec![Row { name: title.to_owned(), outcomes: None }];
    for (name, stats) in subjects {
        rows.push(Row { name: one_line(name), outcomes: Some(stats.all) });
        rows.extend(stats.rules.iter().map(|(rule, all)| Row { name: format!("  {}", one_line(rule)), outcomes: Some(*all) }));
    }
    if subjects.is_empty() { Vec::new() } else { rows }
}

fn print_proposals(out: &mut impl Write, found: &ProposalStats) -> io::Result<()> {
    print_heading(out, found.texts, found.annotators.iter())?;
    let rows = [rows("attributes", &found.attributes), rows("relations", &found.relations)].concat();
    if rows.is_empty() {
        return writeln!(out, "no proposal was taken, changed or refused");
    }
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    writeln!(out, "{:width$}  proposed   kept  changed  refused  share kept", "")?;
    for Row { name, outcomes } in rows {
        match outcomes {
            None => writeln!(out, "{name}")?,
            Some(all) => {
                let Outcomes { kept, changed, refused } = all;
                let share = figure(all.share());
                writeln!(out, "{name:width$}  {:>8}  {kept:>5}  {changed:>7}  {refused:>7}  {share:>10}", all.proposed())?;
            }
        }
    }
    Ok(())
}

/// What became of proposals, as JSON has it.
#[derive(Serialize)]
struct OutcomesOut {
    proposed: usize,
    kept: usize,
    changed: usize,
    refused: usize,
    share: Option<f64>,
}

/// The same of one attribute or type of relation.
#[derive(Serialize)]
struct SubjectOut<'a> {
    #[serde(flatten)]
    all: OutcomesOut,
    rules: BTreeMap<&'a str, OutcomesOut>,
}

/// The same of a folder.
#[derive(Serialize)]
struct ProposalsOut<'a> {
    texts: usize,
    annotators: Vec<&'a str>,
    attributes: BTreeMap<&'a str, SubjectOut<'a>>,
    relations: BTreeMap<&'a str, SubjectOut<'a>>,
}

impl OutcomesOut {
    fn of(all: Outcomes) -> Self {
        let Outcomes { kept, changed, refused } = all;
        Self { proposed: all.proposed(), kept, changed, refused, share: all.share() }
    }
}

impl<'a> SubjectOut<'a> {
    fn each(subjects: &'a BTreeMap<String, SubjectStats>) -> BTreeMap<&'a str, Self> {
        let rules =
            |stats: &'a SubjectStats| stats.rules.iter().map(|(rule, all)| (rule.as_str(), OutcomesOut::of(*all))).collect();
        let subject = |stats: &'a SubjectStats| Self { all: OutcomesOut::of(stats.all), rules: rules(stats) };
        subjects.iter().map(|(name, stats)| (name.as_str(), subject(stats))).collect()
    }
}

impl<'a> ProposalsOut<'a> {
    fn of(found: &'a ProposalStats) -> Self {
        let ProposalStats { texts, annotators, attributes, relations } = found;
        let annotators = annotators.iter().map(Annotator::as_str).collect();
        Self { texts: *texts, annotators, attributes: SubjectOut::each(attributes), relations: SubjectOut::each(relations) }
    }
}

fn write_proposals_csv(out: &mut impl Write, found: &ProposalStats) -> io::Result<()> {
    let columns = ["kind", "name", "rule", "proposed", "kept", "changed", "refused", "share"];
    out.write_all(csv_line(&columns.map(str::to_owned)).as_bytes())?;
    for (kind, subjects) in [("attribute", &found.attributes), ("relation", &found.relations)] {
        for (name, stats) in subjects {
            let rules = stats.rules.iter().map(|(rule, all)| (rule.as_str(), all));
            for (rule, all) in std::iter::once(("", &stats.all)).chain(rules) {
                let numbers = [all.proposed(), all.kept, all.changed, all.refused].map(|number| number.to_string());
                let share = all.share().map_or_else(String::new, |share| format!("{share:.3}"));
                let names = [kind, name, rule].map(str::to_owned);
                out.write_all(csv_line(&[names.as_slice(), &numbers, &[share]].concat()).as_bytes())?;
            }
        }
    }
    Ok(())
}

/// What an annotator has, a kind and a name each.
fn counts(amount: &Amount) -> impl Iterator<Item = (&'static str, &str, usize)> {
    let spans = amount.spans.iter().map(|(tag, count)| ("span", tag.as_str(), *count));
    spans.chain(amount.relations.iter().map(|(kind, count)| ("relation", kind.as_str(), *count)))
}

fn print_overview(out: &mut impl Write, found: &Overview) -> io::Result<()> {
    print_heading(out, found.texts, found.annotators.keys())?;
    for (name, amount) in &found.annotators {
        let sum = |counts: &BTreeMap<String, usize>| counts.values().sum::<usize>();
        let (spans, relations) = (counted(sum(&amount.spans), "span"), counted(sum(&amount.relations), "relation"));
        writeln!(out, "\n{name}: {}, {spans}, {relations}", counted(amount.texts, "text"))?;
        let width = counts(amount).map(|(_, name, _)| one_line(name).chars().count()).max().unwrap_or(0);
        for (_, name, count) in counts(amount) {
            writeln!(out, "  {:width$}  {count:>6}", one_line(name))?;
        }
    }
    Ok(())
}

/// What is said in a folder, as JSON has it.
#[derive(Serialize)]
struct OverviewOut<'a> {
    texts: usize,
    annotators: BTreeMap<&'a str, AmountOut<'a>>,
}

/// How much an annotator says.
#[derive(Serialize)]
struct AmountOut<'a> {
    texts: usize,
    spans: &'a BTreeMap<String, usize>,
    relations: &'a BTreeMap<String, usize>,
}

impl<'a> OverviewOut<'a> {
    fn of(found: &'a Overview) -> Self {
        let amount = |Amount { texts, spans, relations }: &'a Amount| AmountOut { texts: *texts, spans, relations };
        Self { texts: found.texts, annotators: found.annotators.iter().map(|(name, all)| (name.as_str(), amount(all))).collect() }
    }
}

fn write_overview_csv(out: &mut impl Write, found: &Overview) -> io::Result<()> {
    out.write_all(csv_line(&["annotator", "kind", "name", "count"].map(str::to_owned)).as_bytes())?;
    for (annotator, amount) in &found.annotators {
        for (kind, name, count) in counts(amount) {
            let cells = [annotator.to_string(), kind.to_owned(), name.to_owned(), count.to_string()];
            out.write_all(csv_line(&cells).as_bytes())?;
        }
    }
    Ok(())
}
