//! `hashiya find`: words in texts, and spans by what is said of them, each with its context.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::arguments::{Common, Looking, or_here};
use super::console::Console;
use super::fault::{Fault, instead, one_line, warn};
use super::json::{self, Format};
use super::{names, signals};
use crate::annotation::{Annotator, Identity, Value};
use crate::language::classes::{is_mark, is_zero_width};
use crate::language::fold::Layer;
use crate::language::matcher::{Matcher, PatternError, Rules, SearchMode, Spaces};
use crate::workspace::{Asked, Find as Finding, Hit, Job, Unreadable, Workspace, read_registries};

/// The word that has a space in the query stand for one space only.
const SPACES: &str = "spaces";

/// Time between two moments at which what was found is handed on.
const PAUSE: Duration = Duration::from_millis(20);

/// Options of `hashiya find`.
#[derive(Debug, Args)]
pub(super) struct Find {
    /// What to find; with --query, --tag, --attr or --set a PATH.
    #[arg(value_name = "QUERY")]
    pub(super) first: Option<String>,
    /// Texts, and folders of them; the current folder if none is named.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// What to find; every argument is a PATH then.
    #[arg(long, value_name = "QUERY")]
    pub(super) query: Option<String>,
    /// How the query is taken.
    #[arg(long, value_enum, value_name = "MODE", default_value_t = SearchMode::Folded)]
    pub(super) mode: SearchMode,
    /// Differences of spelling that count; `spaces`: a space in the query is one space.
    #[arg(long, value_name = "LAYER,LAYER", value_delimiter = ',', value_parser = layers())]
    pub(super) without: Vec<String>,
    /// Finds hits inside of longer names of the registries, too.
    #[arg(long)]
    pub(super) inside_names: bool,
    /// Finds spans of this tag.
    #[arg(long, value_name = "TAG")]
    pub(super) tag: Option<String>,
    /// Finds spans that have this value; several have to hold.
    #[arg(long, value_name = "NAME=VALUE", value_parser = value)]
    pub(super) attr: Vec<(String, String)>,
    /// Finds spans of this set: an annotator's, or gold.
    #[arg(long, value_name = "NAME|gold")]
    pub(super) set: Option<String>,
    #[command(flatten)]
    pub(super) looking: Looking,
    /// Code points of context on either side.
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub(super) context: usize,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

impl ValueEnum for SearchMode {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Folded => "whole words in any spelling, also behind particles",
            Self::Exact => "letter for letter",
            Self::Substring => "in any spelling, also inside words",
            Self::Regex => "a regular expression on the folded text, a line at a time",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

fn layers() -> PossibleValuesParser {
    PossibleValuesParser::new(Layer::ALL.map(Layer::name).into_iter().chain([SPACES]))
}

/// Reads a name and a value.
fn value(text: &str) -> Result<(String, String), Unparted> {
    text.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).ok_or(Unparted)
}

/// A value without the name of its attribute.
#[derive(Debug, thiserror::Error)]
#[error("expected NAME=VALUE")]
struct Unparted;

/// What is asked for: words, and where.
struct Question<'a> {
    query: Option<&'a str>,
    paths: Vec<PathBuf>,
}

impl Find {
    fn asks_about_spans(&self) -> bool {
        self.tag.is_some() || !self.attr.is_empty() || self.set.is_some()
    }

    /// The first argument is the query, unless that is an option or spans are asked about; there it is one if it is no path
    /// and others follow.
    fn question(&self) -> Result<Question<'_>, Fault> {
        let first = self.first.as_deref();
        let is_path = self.query.is_some()
            || self.asks_about_spans() && first.is_some_and(|first| self.paths.is_empty() || Path::new(first).exists());
        let query = if is_path { self.query.as_deref() } else { self.query.as_deref().or(first) };
        if query.is_none() && !self.asks_about_spans() {
            return Err(Fault::user("missing query").hint("`hashiya find QUERY PATH`, or --tag, --attr or --set to find spans"));
        }
        let paths = first.filter(|_| is_path).map(PathBuf::from).into_iter().chain(self.paths.iter().cloned()).collect();
        Ok(Question { query, paths })
    }

    fn rules(&self) -> Rules {
        let mut rules = Rules::of(self.mode);
        rules.layers.retain(|layer| !self.without.iter().any(|name| name == layer.name()));
        if self.without.iter().any(|name| name == SPACES) {
            rules.spaces = Spaces::One;
        }
        rules
    }

    fn matcher(&self, query: &str) -> Result<Matcher, Fault> {
        let pattern =
            |error: PatternError| Fault::user(error.to_string()).hint("--mode substring takes every sign of the query as itself");
        let matcher = Matcher::new(query, &self.rules()).map_err(pattern)?;
        if matcher.is_empty() {
            let message = format!("nothing is left of the query “{}” without marks and spaces", one_line(query));
            return Err(Fault::user(message).hint("--mode exact takes it letter for letter"));
        }
        Ok(matcher)
    }
}

/// A hit as JSON; places are code points of the text.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    before: &'a str,
    after: &'a str,
    #[serde(flatten)]
    span: Option<SpanRow<'a>>,
}

/// What is said of it.
#[derive(Serialize)]
struct SpanRow<'a> {
    annotator: &'a str,
    id: &'a str,
    tag: &'a str,
    attributes: BTreeMap<&'a str, Json>,
}

impl<'a> Row<'a> {
    fn of(hit: &'a Hit) -> Self {
        let span = hit.span.as_ref().map(|span| SpanRow {
            annotator: span.annotator.as_str(),
            id: span.annotation.id.as_str(),
            tag: &span.annotation.tag,
            attributes: span.annotation.attributes.iter().map(|(name, value)| (name.as_str(), as_json(value))).collect(),
        });
        let Hit { file, points, text, before, after, .. } = hit;
        Self { file, start: points.start, end: points.end, text, before, after, span }
    }
}

fn as_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Integer(number) => json!(number),
        Value::Boolean(flag) => json!(flag),
        Value::List(values) => json!(values),
        Value::Range(start, end) => json!([start, end]),
        Value::Other(raw) => json!(raw),
    }
}

/// Finds and prints, hit by hit.
///
/// # Errors
/// A query that is none, a text or sidecar that cannot be read, an output that cannot be written.
pub(super) fn run(find: &Find, common: &Common) -> Result<(), Fault> {
    let question = find.question()?;
    let choices = common.choose(question.paths.first().map(PathBuf::as_path))?;
    let schema = choices.schema()?;
    let set = find.set.as_deref().map(names::set).transpose()?;
    let mut matcher = question.query.map(|query| find.matcher(query)).transpose()?;
    let viewer = choices.viewer(&find.looking, &schema);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut printed = Instant::now();
    {
        let console = Console::new();
        let job = Job::new(signals::listen(), &console);
        let workspace = Workspace::open(&or_here(&question.paths), choices.encoding()?, &job)?;
        if !find.inside_names && !find.asks_about_spans() {
            let registries = read_registries(choices.folder(), &schema, &job);
            let identities = || registries.iter().flat_map(|named| named.registry.iter()).flat_map(Identity::names);
            matcher = matcher.map(|matcher| matcher.hiding(identities()));
        }
        if let Some(set) = &set {
            warn_of_nobody(set, &workspace);
        }
        let asked = Asked { set: set.as_ref(), tag: find.tag.as_deref(), values: &find.attr, viewer: &viewer };
        let asked = find.asks_about_spans().then_some(asked);
        let unreadable = Unreadable::Ends;
        let finding = Finding { words: matcher.as_ref(), asked, context: find.context, told: None, unreadable };
        workspace.find(&finding, &job, |hit| {
            match find.format {
                Format::Json => json::write_line(&mut out, &Row::of(hit))?,
                Format::Text => print(&mut out, hit, find.context)?,
            }
            // The first hits are seen while others are looked for.
            if printed.elapsed() >= PAUSE {
                out.flush()?;
                printed = Instant::now();
            }
            Ok(())
        })?;
    }
    Ok(out.flush()?)
}

/// Warns of a set that no text has, which is no error, since others of the texts asked about may have it.
fn warn_of_nobody(set: &Annotator, workspace: &Workspace) {
    let known = workspace.annotators();
    if !known.contains(set) {
        let known: Vec<&Annotator> = known.into_iter().collect();
        warn(format!("{set} has annotated no text here; {}", instead(set, &known)));
    }
}

/// Prints a hit between brackets in its context: what is before it takes the same room in every line.
fn print(out: &mut impl Write, hit: &Hit, context: usize) -> io::Result<()> {
    let [file, before, text, after] = [&hit.file, &hit.before, &hit.text, &hit.after].map(|text| one_line(text));
    let room = context.saturating_sub(before.chars().filter(|c| !is_mark(*c) && !is_zero_width(*c)).count());
    write!(out, "{file}:{}: {:room$}{before}[{text}]{after}", hit.line, "")?;
    match &hit.span {
        Some(span) => writeln!(out, "\t{} {} {}", span.annotation.tag, span.annotator, span.annotation.id),
        None => writeln!(out),
    }
}
