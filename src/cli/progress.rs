//! `hashiya progress`: how far the work on a folder has come.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::arguments::{Common, or_here};
use super::console::Console;
use super::fault::{Fault, one_line};
use super::json::{self, Format};
use super::signals;
use crate::text::counted;
use crate::workspace::{GoldState, Job, PersonProgress, TextProgress, Workspace};

/// Options of `hashiya progress`.
#[derive(Debug, Args)]
pub(super) struct Progress {
    /// Texts, and folders of them; the current folder if none is named. Assignments are those of the first.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// What the rows are.
    #[arg(long, value_enum, default_value_t = By::Person)]
    pub(super) by: By,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// What the rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// A person each.
    Person,
    /// A text each.
    Text,
}

/// How far the work of a person has come.
#[derive(Serialize)]
struct PersonRow<'a> {
    annotator: &'a str,
    assigned: usize,
    waiting: usize,
    begun: usize,
    submitted: usize,
    returned: usize,
    reviewed: usize,
}

/// How far the work on a text has come.
#[derive(Serialize)]
struct TextRow<'a> {
    file: &'a str,
    assigned: &'a [String],
    begun: &'a [String],
    submitted: &'a [String],
    returned: &'a [String],
    reviewed: &'a [String],
    gold: &'static str,
}

/// Everything, for a script.
#[derive(Serialize)]
struct Whole<'a> {
    people: Vec<PersonRow<'a>>,
    texts: Vec<TextRow<'a>>,
}

/// Prints how far the work has come.
pub(super) fn run(progress: &Progress, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(progress.paths.first().map(PathBuf::as_path))?;
    let paths = or_here(&progress.paths);
    let folder = paths.first().filter(|path| path.is_dir());
    let mut texts = Vec::new();
    let people = {
        let console = Console::new();
        let job = Job::new(signals::listen(), &console);
        let workspace = Workspace::open_by_name(&paths, choices.encoding()?, &job)?;
        workspace.progress(folder.map(PathBuf::as_path), &job, |text| {
            texts.push(text);
            Ok(())
        })?
    };
    let mut out = BufWriter::new(io::stdout().lock());
    match (progress.format, progress.by) {
        (Format::Json, _) => {
            let people = people.iter().map(|(name, person)| PersonRow::of(name, person)).collect();
            json::write_line(&mut out, &Whole { people, texts: texts.iter().map(TextRow::of).collect() })?;
        }
        (Format::Text, By::Person) => print_people(&mut out, &people)?,
        (Format::Text, By::Text) => texts.iter().try_for_each(|text| print_text(&mut out, text))?,
    }
    if progress.format == Format::Text {
        print_sum(&mut out, &texts)?;
    }
    Ok(out.flush()?)
}

impl<'a> PersonRow<'a> {
    fn of(annotator: &'a str, person: &PersonProgress) -> Self {
        let PersonProgress { assigned, waiting, begun, submitted, returned, reviewed } = *person;
        Self { annotator, assigned, waiting, begun, submitted, returned, reviewed }
    }
}

impl<'a> TextRow<'a> {
    fn of(text: &'a TextProgress) -> Self {
        let TextProgress { file, assigned, begun, submitted, returned, reviewed, gold } = text;
        Self { file, assigned, begun, submitted, returned, reviewed, gold: gold.name() }
    }
}

fn print_people(out: &mut impl Write, people: &BTreeMap<String, PersonProgress>) -> io::Result<()> {
    let width = people.keys().map(String::len).max().unwrap_or(0).max("annotator".len());
    writeln!(out, "{:width$}  assigned  waiting  begun  submitted  returned  reviewed", "annotator")?;
    for (name, person) in people {
        let PersonProgress { assigned, waiting, begun, submitted, returned, reviewed } = person;
        writeln!(out, "{name:width$}  {assigned:>8}  {waiting:>7}  {begun:>5}  {submitted:>9}  {returned:>8}  {reviewed:>8}")?;
    }
    Ok(())
}

fn print_text(out: &mut impl Write, text: &TextProgress) -> io::Result<()> {
    let lists = [
        ("assigned", &text.assigned),
        ("begun", &text.begun),
        ("submitted", &text.submitted),
        ("returned", &text.returned),
        ("reviewed", &text.reviewed),
    ];
    let named = lists.iter().filter(|(_, names)| !names.is_empty());
    let mut parts: Vec<String> = named.map(|(word, names)| format!("{word}: {}", names.join(", "))).collect();
    match text.gold {
        GoldState::None => {}
        GoldState::InReview => parts.push("in review".to_owned()),
        GoldState::Gold => parts.push("gold".to_owned()),
    }
    let told = if parts.is_empty() { "untouched".to_owned() } else { parts.join(" · ") };
    writeln!(out, "{}", one_line(&format!("{}: {told}", text.file)))
}

fn print_sum(out: &mut impl Write, texts: &[TextProgress]) -> io::Result<()> {
    let of = |is_one: &dyn Fn(&TextProgress) -> bool| texts.iter().filter(|text| is_one(text)).count();
    let begun = of(&|text| !text.begun.is_empty());
    let finished = of(&|text| text.submitted.len() + text.returned.len() + text.reviewed.len() > 1);
    let in_review = of(&|text| text.gold == GoldState::InReview);
    let gold = of(&|text| text.gold == GoldState::Gold);
    let all = counted(texts.len(), "text");
    writeln!(out, "{all}: {begun} begun by somebody, {finished} finished by two or more, {in_review} in review, {gold} gold")
}
