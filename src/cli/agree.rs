//! `hashiya agree`: how far annotators agree.

mod count;
mod html;
mod json;
mod text;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::arguments::Common;
use super::common;
use super::export::texts::{nothing, texts, too_few};
use super::fault::{Fault, tell, warn};
use crate::annotation::Annotator;
use crate::review::agreement::Report;
use crate::review::agreement::gamma::{Disorder, Gamma, Missing};
use crate::review::compare::Unit;
use crate::storage::{Batch, TextFile};
use crate::text::{Encoding, counted};

/// Options of `hashiya agree`.
#[derive(Debug, Args)]
pub struct Agree {
    /// Texts, and folders of them.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Annotators to compare, gold among them if it is named; else all but gold.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub annotators: Vec<String>,
    /// Prints each tag as well; with names, counts these tags alone.
    #[arg(long, value_name = "TAG,TAG", value_delimiter = ',', num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub tags: Option<Vec<String>>,
    /// Computes gamma too, which takes longer.
    #[arg(long)]
    pub gamma: bool,
    /// Where the random numbers of gamma begin.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Random continua of each text for gamma.
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    pub samples: u32,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// The file that gets it; else standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Disagreements that the HTML page lists at most.
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub list: usize,
}

/// What `hashiya agree` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables.
    Text,
    /// One JSON object.
    Json,
    /// One page with everything in it: heat maps, the confusion of tags, the disagreements.
    Html,
}

/// What is to be done.
struct Task<'a> {
    options: &'a Agree,
    texts: Vec<TextFile>,
    annotators: Vec<Annotator>,
    encoding: Option<Encoding>,
}

/// A text on which annotators disagree, for the list.
struct Disagreements {
    /// The text's place among all.
    at: usize,
    text: String,
    annotators: Vec<Annotator>,
    units: Vec<Unit>,
}

/// All there is to print.
struct Findings<'a> {
    task: &'a Task<'a>,
    report: Report,
    /// Names of the texts that fewer than two of the annotators have annotated.
    skipped: Vec<String>,
    gamma: Option<GammaReport>,
    disagreements: Vec<Disagreements>,
    /// How many there are, listed or not.
    disagreement_count: usize,
}

/// γ with the texts it comes from.
struct GammaReport {
    gamma: Option<Gamma>,
    texts: Vec<(String, Disorder)>,
    left_out: Vec<(String, Missing)>,
}

/// Compares annotators and prints how far they agree.
pub fn run(agree: &Agree, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(agree.paths.first().map(PathBuf::as_path))?;
    let encoding = choices.encoding()?;
    let texts = texts(&agree.paths)?;
    let annotators = annotators(agree, &texts)?;
    let task = Task { options: agree, texts, annotators, encoding };
    let found = count::count(&task)?;
    if found.report.documents == 0 {
        warn("no text was annotated by two of the annotators, so that nothing can be compared");
    }
    let out = match agree.format {
        Format::Text => text::text(&found),
        Format::Json => json::json(&found),
        Format::Html => html::page(&found),
    };
    match &agree.out {
        Some(path) if path != Path::new("-") => {
            let mut batch = Batch::new();
            batch.replace(path.clone(), out.into_bytes());
            batch.write()?;
            tell([format!("{}: {} compared", path.display(), counted(found.report.documents, "text"))]);
        }
        _ => {
            let mut to = io::stdout().lock();
            to.write_all(out.as_bytes())?;
            to.flush()?;
        }
    }
    Ok(())
}

/// The tables of all annotators but gold, for the card of a release; nothing where fewer than two have annotated.
pub fn tables(texts: &[TextFile], encoding: Option<Encoding>) -> Result<Option<String>, Fault> {
    let (paths, format) = (Vec::new(), Format::Text);
    let agree =
        Agree { paths, annotators: Vec::new(), tags: None, gamma: false, seed: 1, samples: 1, format, out: None, list: 0 };
    let Ok(annotators) = annotators(&agree, texts) else { return Ok(None) };
    let task = Task { options: &agree, texts: texts.to_vec(), annotators, encoding };
    let found = count::count(&task)?;
    Ok((found.report.documents > 0).then(|| text::text(&found)))
}

/// The annotators that were named, else all who have a sidecar here; two at least.
fn annotators(agree: &Agree, texts: &[TextFile]) -> Result<Vec<Annotator>, Fault> {
    let known: BTreeSet<&Annotator> = texts.iter().flat_map(|text| &text.sidecars).map(|sidecar| &sidecar.annotator).collect();
    let mut chosen = BTreeSet::new();
    for name in agree.annotators.iter().filter(|name| !name.is_empty()) {
        let annotator = common::set(name)?;
        if !known.contains(&annotator) {
            return Err(nothing(texts, &annotator));
        }
        chosen.insert(annotator);
    }
    if chosen.is_empty() {
        chosen = known.iter().filter(|annotator| !annotator.is_gold()).map(|annotator| (*annotator).clone()).collect();
    }
    if chosen.len() < 2 {
        return Err(too_few(texts, "agreement needs two annotators at least"));
    }
    Ok(chosen.into_iter().collect())
}
