//! `hashiya export`: annotations in an exchange format.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::arguments::Common;
use super::common;
use super::fault::{Fault, tell, warn};
use crate::annotation::Annotator;
use crate::exchange::jsonl::{Facts, write_row};
use crate::storage::{Batch, TextFile, corpus, sidecar_path, source, store};
use crate::text::Encoding;

/// The formats that are written and read.
pub const FORMATS: &[&str] = &["jsonl"];

/// Options of `hashiya export`.
#[derive(Debug, Args)]
pub struct Export {
    /// Texts, and folders of them.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The format: jsonl.
    #[arg(long, default_value = "jsonl")]
    pub format: String,
    /// Whose annotations: an annotator's, or gold.
    #[arg(long, value_name = "NAME|gold")]
    pub set: String,
    /// The folder that gets the file NAME.jsonl; - for standard output.
    #[arg(long, value_name = "DIR|-")]
    pub out: PathBuf,
}

/// Refuses a format that is not known.
pub fn check_format(format: &str) -> Result<(), Fault> {
    if FORMATS.contains(&format) {
        return Ok(());
    }
    Err(Fault::user(format!("the format `{format}` is not supported yet")).hint(format!("use {}", FORMATS.join(" or "))))
}

/// Writes a row for every text that the annotator has a sidecar of. With a sidecar that does not agree with its
/// text, nothing is written at all.
pub fn run(export: &Export, common: &Common) -> Result<(), Fault> {
    check_format(&export.format)?;
    let annotator = common::set(&export.set)?;
    let choices = common.choose(export.paths.first().map(PathBuf::as_path))?;
    let encoding = choices.encoding()?;
    let texts = texts(&export.paths)?;
    let mut rows = String::new();
    let mut count = 0;
    for text in &texts {
        if let Some(row) = row(text, &annotator, encoding)? {
            rows.push_str(&row);
            rows.push('\n');
            count += 1;
        }
    }
    if count == 0 {
        return Err(nothing(&texts, &annotator));
    }
    if export.out == Path::new("-") {
        let mut out = io::stdout().lock();
        out.write_all(rows.as_bytes())?;
        out.flush()?;
    } else {
        let path = export.out.join(format!("{annotator}.jsonl"));
        let mut batch = Batch::new();
        batch.replace(path.clone(), rows.into_bytes());
        batch.write()?;
        tell([format!("{}: {count} of {} texts", path.display(), texts.len())]);
    }
    Ok(())
}

/// The texts that were named, those of folders by their paths from there. A name must stand for one text.
fn texts(paths: &[PathBuf]) -> Result<Vec<TextFile>, Fault> {
    let mut texts: BTreeMap<String, TextFile> = BTreeMap::new();
    for path in paths {
        let found = if corpus::is_folder(path)? {
            let listing = corpus::list(path)?;
            listing.faults.iter().for_each(warn);
            listing.texts
        } else {
            vec![corpus::find(path)?]
        };
        for text in found {
            let fault = format!("{}: another text is called {} too", text.path.display(), text.name);
            if texts.insert(text.name.clone(), text).is_some() {
                return Err(Fault::user(fault).hint("export the folder that holds them all, or each one by itself"));
            }
        }
    }
    Ok(texts.into_values().collect())
}

/// The row of a text; none where the annotator has not seen it.
fn row(text: &TextFile, annotator: &Annotator, encoding: Option<Encoding>) -> Result<Option<String>, Fault> {
    let sidecar = sidecar_path(&text.path, annotator);
    if !text.sidecars.iter().any(|sidecar| sidecar.annotator == *annotator) {
        return Ok(None);
    }
    let (document, warnings) = source::read_all(&text.path, encoding)?;
    for warning in &warnings {
        warn(format_args!("{}: {warning}", text.path.display()));
    }
    let Some(loaded) = store::load(&text.path, annotator, &document)? else { return Ok(None) };
    if let Some(finding) = loaded.findings.first() {
        let fault = Fault::user(format!("{}: {finding}", sidecar.display()));
        return Err(fault.hint(format!("`hashiya check {}` lists all that is wrong", text.path.display())));
    }
    let facts = Facts { file: &text.name, sha256: document.sha256() };
    Ok(Some(write_row(facts, annotator, &loaded.set, &document)))
}

/// Nobody of that name has annotated any of the texts.
fn nothing(texts: &[TextFile], annotator: &Annotator) -> Fault {
    let known: BTreeSet<&str> = texts.iter().flat_map(|text| &text.sidecars).map(|s| s.annotator.as_str()).collect();
    let known: Vec<&str> = known.into_iter().collect();
    let hint = if known.is_empty() { "nobody has".to_owned() } else { format!("there are {}", known.join(", ")) };
    let fault =
        if texts.is_empty() { "there is no text here".to_owned() } else { format!("{annotator} has annotated no text here") };
    Fault::user(fault).hint(hint)
}
