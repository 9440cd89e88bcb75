//! `hashiya suggest`: suggestions of spans as a sidecar, and how often what the program suggests and proposes is what a finished
//! set says.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use super::arguments::{Common, Looking, or_here};
use super::console::Console;
use super::fault::{Fault, one_line};
use super::json::{self, Format};
use super::{names, signals};
use crate::annotation::proposal::{Evaluation, Tally};
use crate::annotation::suggestion::{SuggestionScore, SuggestionScores, SuggestionTally};
use crate::workspace::{Job, SuggestedText, Suggesting, Workspace, read_registries};

/// Options of `hashiya suggest`.
#[derive(Debug, Args)]
pub(super) struct Suggest {
    /// Texts, and folders of them; the current folder if none is named.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The annotator whose sidecars the suggestions become.
    #[arg(long = "as", value_name = "NAME", default_value = "suggested", conflicts_with = "evaluate")]
    pub(super) name: String,
    /// Replaces sidecars of that annotator that were made of suggestions.
    #[arg(long, conflicts_with = "evaluate")]
    pub(super) replace: bool,
    /// Suggests the spans of this annotator's sidecars, too, such as those of a program.
    #[arg(long = "suggest-from", value_name = "NAME", conflicts_with = "evaluate")]
    pub(super) from: Option<String>,
    /// Measures instead of suggesting.
    #[arg(long)]
    pub(super) evaluate: bool,
    /// Measures the proposals of values and relations instead of the suggestions of spans.
    #[arg(long, requires = "evaluate")]
    pub(super) values: bool,
    /// The set that is measured against: an annotator's, or gold.
    #[arg(long, value_name = "NAME|gold", default_value = "gold", requires = "evaluate")]
    pub(super) set: String,
    #[command(flatten)]
    pub(super) looking: Looking,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// How often proposals were right, for a script.
#[derive(Serialize)]
struct Whole {
    texts: usize,
    values: BTreeMap<String, Row>,
    relations: BTreeMap<String, Row>,
}

#[derive(Serialize)]
struct Row {
    asked: usize,
    first: usize,
    top3: usize,
}

impl From<Evaluation> for Whole {
    fn from(found: Evaluation) -> Self {
        let rows =
            |tallies: BTreeMap<String, Tally>| tallies.into_iter().map(|(name, tally)| (name, Row::from(&tally))).collect();
        Self { texts: found.texts, values: rows(found.values), relations: rows(found.relations) }
    }
}

impl From<&Tally> for Row {
    fn from(tally: &Tally) -> Self {
        let Tally { asked, first, top3 } = *tally;
        Self { asked, first, top3 }
    }
}

/// Suggests spans, or measures.
pub(super) fn run(suggest: &Suggest, common: &Common) -> Result<(), Fault> {
    if suggest.evaluate { evaluate(suggest, common) } else { write(suggest, common) }
}

/// What was suggested in a text, for a script.
#[derive(Serialize)]
struct TextRow<'a> {
    file: &'a str,
    tags: &'a BTreeMap<String, usize>,
}

/// Writes what is suggested as sidecars, and prints how many spans of each tag that is, by text.
fn write(suggest: &Suggest, common: &Common) -> Result<(), Fault> {
    let name = names::annotator(&suggest.name)?;
    let choices = common.choose(suggest.paths.first().map(PathBuf::as_path))?;
    let schema = choices.schema()?;
    let viewer = choices.viewer(&suggest.looking, &schema);
    let console = Console::new();
    let job = Job::new(signals::listen(), &console);
    let workspace = Workspace::open_by_name(&or_here(&suggest.paths), choices.encoding()?, &job)?;
    let from = suggest.from.as_deref().map(names::set).transpose()?;
    if let Some(from) = &from {
        workspace.check_predictions(from, &viewer, &job)?;
    }
    let registries = read_registries(choices.folder(), &schema, &job);
    let suggester = workspace.suggester(&viewer, &schema, &registries, &job)?;
    let model = workspace.model(&viewer, &suggester, &schema, Some(choices.folder()), &job)?;
    let suggester = model.into_iter().fold(suggester, |suggester, model| suggester.with_model(Arc::new(model)));
    let is_replacing = suggest.replace;
    let suggesting = Suggesting { name: &name, viewer: &viewer, schema: &schema, is_replacing, from: from.as_ref() };
    let mut texts: Vec<SuggestedText> = Vec::new();
    workspace.suggest(&suggesting, &suggester, &job, |text| {
        texts.push(text);
        Ok(())
    })?;
    let mut out = BufWriter::new(io::stdout().lock());
    for SuggestedText { file, tags } in &texts {
        if suggest.format == Format::Json {
            json::write_line(&mut out, &TextRow { file, tags })?;
        } else {
            let counts: Vec<String> = tags.iter().map(|(tag, count)| format!("{count} {tag}")).collect();
            writeln!(out, "{}", one_line(&format!("{file}: {}", counts.join(", "))))?;
        }
    }
    Ok(out.flush()?)
}

/// Prints how often suggestions, or proposals, are what the set says.
fn evaluate(suggest: &Suggest, common: &Common) -> Result<(), Fault> {
    let set = names::set(&suggest.set)?;
    let choices = common.choose(suggest.paths.first().map(PathBuf::as_path))?;
    let schema = choices.schema()?;
    let found = {
        let console = Console::new();
        let job = Job::new(signals::listen(), &console);
        let mut workspace = Workspace::open_by_name(&or_here(&suggest.paths), choices.encoding()?, &job)?;
        let viewer = choices.viewer(&suggest.looking, &schema);
        if set != *viewer.name() {
            workspace = workspace.seen_by(&viewer, &job)?;
        }
        let registries = read_registries(choices.folder(), &schema, &job);
        if suggest.values {
            Found::Values(workspace.evaluate_proposals(&set, &schema, &registries, &job)?)
        } else {
            Found::Spans(workspace.evaluate_suggestions(&set, &schema, &registries, &job)?)
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    match (found, suggest.format) {
        (Found::Values(found), Format::Json) => json::write_line(&mut out, &Whole::from(found))?,
        (Found::Values(found), Format::Text) => print(&mut out, &found)?,
        (Found::Spans(found), Format::Json) => json::write_line(&mut out, &Spans::from(&found))?,
        (Found::Spans(found), Format::Text) => print_spans(&mut out, &found)?,
    }
    Ok(out.flush()?)
}

/// What was measured.
enum Found {
    Values(Evaluation),
    Spans(SuggestionScores),
}

/// How often suggestions were right, for a script.
#[derive(Serialize)]
struct Spans<'a> {
    texts: usize,
    tags: BTreeMap<&'a str, SpanRow>,
    sources: BTreeMap<&'static str, BTreeMap<&'a str, SpanRow>>,
}

#[derive(Serialize)]
struct SpanRow {
    proposed: usize,
    correct: usize,
    gold: usize,
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
}

impl<'a> From<&'a SuggestionScores> for Spans<'a> {
    fn from(found: &'a SuggestionScores) -> Self {
        let rows = |score: &'a SuggestionScore| score.iter().map(|(tag, tally)| (tag.as_str(), SpanRow::from(tally))).collect();
        let sources = found.sources.iter().map(|(source, score)| (source.as_str(), rows(score)));
        Self { texts: found.texts, tags: rows(&found.tags), sources: sources.collect() }
    }
}

impl From<&SuggestionTally> for SpanRow {
    fn from(tally: &SuggestionTally) -> Self {
        let rounded = |share: Option<f64>| share.map(|share| (share * 1000.0).round() / 1000.0);
        let (precision, recall, f1) = (rounded(tally.precision()), rounded(tally.recall()), rounded(tally.f1()));
        Self { proposed: tally.proposed, correct: tally.correct, gold: tally.gold, precision, recall, f1 }
    }
}

/// Prints a row for each tag, of all sources and of each.
fn print_spans(out: &mut impl Write, found: &SuggestionScores) -> io::Result<()> {
    let scores =
        || [("all", &found.tags)].into_iter().chain(found.sources.iter().map(|(source, score)| (source.as_str(), score)));
    let width = scores().flat_map(|(_, score)| score.keys()).map(String::len).max().unwrap_or(0).max("tag".len());
    writeln!(out, "{:8}  {:width$}  suggested  right   of  precision  recall", "source", "tag")?;
    for (source, score) in scores() {
        for (tag, tally) in score {
            let share = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), |share| format!("{:.0} %", share * 100.0));
            let SuggestionTally { proposed, correct, gold } = tally;
            let (precision, recall) = (share(tally.precision()), share(tally.recall()));
            writeln!(out, "{source:8}  {tag:width$}  {proposed:9}  {correct:5}  {gold:3}  {precision:>9}  {recall:>6}")?;
        }
    }
    writeln!(out, "{} texts", found.texts)
}

/// Prints a row for each attribute and each type of relation.
fn print(out: &mut impl Write, found: &Evaluation) -> io::Result<()> {
    let names = found.values.keys().chain(found.relations.keys());
    let width = names.map(String::len).max().unwrap_or(0).max("relation".len());
    for (head, rows) in [("value", &found.values), ("relation", &found.relations)] {
        writeln!(out, "{head:width$}  asked  first         top 3")?;
        for (name, Tally { asked, first, top3 }) in rows {
            let share = |right: usize| format!("{:3} %", (100 * right + asked / 2) / asked.max(&1));
            writeln!(out, "{name:width$}  {asked:5}  {first:5} {}  {top3:5} {}", share(*first), share(*top3))?;
        }
    }
    writeln!(out, "{} texts", found.texts)
}
