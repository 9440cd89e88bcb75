//! `hashiya agree`: how far annotators agree.

mod html;
mod json;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::arguments::{Common, Counted, Looking};
use super::console::Console;
use super::fault::{Fault, tell, warn};
use super::legible::Legible;
use super::{begun, names, signals};
use crate::annotation::Schema;
use crate::exchange::csv_line;
use crate::review::agreement::Declared;
use crate::storage::Batch;
use crate::text::counted;
use crate::workspace::{Agreement, Bootstrap, By, Detail, ItemKind, Job, Measure, Sampling, Tables, Workspace, read_registries};

/// Options of `hashiya agree`.
#[derive(Debug, Args)]
pub(super) struct Agree {
    /// Texts, and folders of them.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Annotators to compare; by default all but gold.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(super) annotators: Vec<String>,
    /// Also prints each tag; with names, counts only these tags.
    #[arg(long, value_name = "TAG,TAG", value_delimiter = ',', num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub(super) tags: Option<Vec<String>>,
    /// Also measures each annotator against this set, such as gold: precision, recall and F1.
    #[arg(long, value_name = "NAME")]
    pub(super) against: Option<String>,
    /// Also gives the main figures of each text, or month.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) by: Option<Apart>,
    /// The fact of the text that says its month.
    #[arg(long, value_name = "FACT", default_value = "pub_date")]
    pub(super) dated: String,
    /// Also gives 95 % intervals of all figures, from N resamples of the texts; 1000 is usual.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub(super) bootstrap: Option<u32>,
    /// Also writes what is compared to a CSV file, an item a row, for statistics of your own.
    #[arg(long, value_name = "FILE")]
    pub(super) items: Option<PathBuf>,
    /// What an item is.
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = ItemsOf::Spans)]
    pub(super) items_of: ItemsOf,
    /// Also computes gamma, which takes longer.
    #[arg(long)]
    pub(super) gamma: bool,
    /// Seed of the random numbers of gamma and of the resamples.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Random continua of each text for gamma.
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) samples: u32,
    #[command(flatten)]
    pub(super) counted: Counted,
    #[command(flatten)]
    pub(super) looking: Looking,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// The file to write; standard output by default.
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// The most disagreements that the HTML page lists.
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub(super) list: usize,
}

/// What `hashiya agree` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Tables.
    Text,
    /// One JSON object.
    Json,
    /// One page with everything in it: heat maps, the confusion of tags, the disagreements.
    Html,
}

/// What `hashiya agree` gives figures apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Apart {
    /// Each text.
    Text,
    /// The month that a fact of the text says (--dated); none if its annotators say several, or none.
    Month,
    /// The month in which the last of its spans was made.
    WorkMonth,
}

/// What an item of `--items` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ItemsOf {
    /// A place with a tag that anybody gave it.
    Spans,
    /// A type of relation with two ends that anybody gave it.
    Relations,
    /// A word, with its tags.
    Words,
}

/// Compares annotators and prints how far they agree.
pub(super) fn run(agree: &Agree, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(agree.paths.first().map(PathBuf::as_path))?;
    let schema = choices.schema()?;
    let terms = agree.counted.terms(&schema);
    let viewer = choices.viewer(&agree.looking, &schema);
    let mut items = String::new();
    let registries;
    let found = {
        let console = Console::new();
        let job = Job::new(signals::listen(), &console);
        let workspace = Workspace::open_by_name(&agree.paths, choices.encoding()?, &job)?.on(terms);
        let workspace = workspace.seen_by(&viewer, &job)?;
        let measure = measure(agree, &schema)?;
        registries = read_registries(choices.folder(), &schema, &job);
        if agree.items.is_some() {
            workspace.agreement_items(&measure, agree.items_of.kind(), &job, |row| {
                items.push_str(&csv_line(&row));
                Ok(())
            })?;
        }
        workspace.agreement(&measure, &job)?
    };
    if found.report.documents == 0 && found.report.against.is_empty() {
        warn("no text was annotated by two of the annotators, so that nothing can be compared");
    }
    begun::tell_not_counted(&found.begun);
    let printed = printed(agree, &found, Legible { schema: &schema, registries: &registries });
    let mut batch = Batch::new();
    if let Some(path) = &agree.items {
        batch.replace(path.clone(), items.into_bytes());
    }
    match &agree.out {
        Some(path) if path != Path::new("-") => {
            batch.replace(path.clone(), printed.into_bytes());
            batch.write()?;
            tell([format!("{}: {} compared", path.display(), counted(found.report.documents, "text"))]);
        }
        _ => {
            batch.write()?;
            let mut out = io::stdout().lock();
            out.write_all(printed.as_bytes())?;
            out.flush()?;
        }
    }
    Ok(())
}

impl ItemsOf {
    fn kind(self) -> ItemKind {
        match self {
            Self::Spans => ItemKind::Span,
            Self::Relations => ItemKind::Relation,
            Self::Words => ItemKind::Word,
        }
    }
}

fn measure(agree: &Agree, schema: &Schema) -> Result<Measure, Fault> {
    let named = |names: &[String]| names.iter().filter(|name| !name.is_empty()).cloned().collect::<Vec<_>>();
    Ok(Measure {
        annotators: named(&agree.annotators).iter().map(|name| names::set(name)).collect::<Result<_, _>>()?,
        tags: named(agree.tags.as_deref().unwrap_or_default()),
        declared: Declared::of(schema),
        against: agree.against.as_deref().map(names::set).transpose()?,
        bootstrap: agree.bootstrap.map(|resamples| Bootstrap { seed: agree.seed, resamples }),
        by: agree.by.map(|by| match by {
            Apart::Text => By::Text,
            Apart::Month => By::MonthOf(agree.dated.clone()),
            Apart::WorkMonth => By::MonthOfWork,
        }),
        gamma: agree.gamma.then_some(Sampling { seed: agree.seed, samples: agree.samples }),
        keeps_disagreements: agree.format == Format::Html,
    })
}

fn printed(agree: &Agree, found: &Agreement, legible: Legible<'_>) -> String {
    let detail = if agree.tags.is_some() { Detail::Each } else { Detail::Whole };
    match agree.format {
        Format::Text => Tables { agreement: found, detail }.to_string(),
        Format::Json => json::json(found),
        Format::Html => html::page(found, agree.list, legible),
    }
}
