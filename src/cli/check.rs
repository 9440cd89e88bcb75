//! `hashiya check`: texts can be read, and what is said of them fits.
//!
//! An error is what keeps annotations from being used: something cannot be read, or does not agree with its text
//! or with itself. A warning is what the schema does not know or misses.

mod finding;
mod decisions;
mod journal;
mod lines;
mod schema;
mod sidecar;

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use finding::{About, Finding, Severity};

use super::arguments::Common;
use super::fault::{Fault, one_line, tell};
use super::json::{self, Format};
use crate::annotation::Schema;
use crate::layout::steering::steering;
use crate::storage::{Listing, StorageError, TextFile, corpus, source};
use crate::text::{Document, Encoding};

/// Options of `hashiya check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Texts, and folders of them; the current folder if none is named.
    pub paths: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What was looked at, and what was found.
#[derive(Debug, Default)]
struct Report {
    texts: usize,
    sidecars: usize,
    findings: Vec<Finding>,
}

/// Checks everything that was named and prints what was found.
pub(super) fn run(check: &Check, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(check.paths.first().map(PathBuf::as_path))?;
    let (schema, encoding) = (choices.schema()?, choices.encoding()?);
    let here = [PathBuf::from(".")];
    let paths = if check.paths.is_empty() { &here } else { check.paths.as_slice() };
    let mut report = Report::default();
    let mut seen = BTreeSet::new();
    let listings = paths.iter().map(|path| Ok((path, list(path)?))).collect::<Result<Vec<_>, StorageError>>()?;
    for (path, listing) in listings {
        report.listing(&listing);
        let folders = listing.texts.iter().map(|text| text.path.parent().unwrap_or(Path::new("")));
        let named = Some(path.as_path()).filter(|path| path.is_dir());
        journal::without_text(&mut report, &folders.filter(|_| named.is_some()).chain(named).collect());
        for text in listing.texts.iter().filter(|text| seen.insert(text.path.clone())) {
            report.text(text, &schema, encoding);
        }
    }
    report.print(check.format)?;
    report.conclude()
}

/// The texts of a folder, or the one that was named, itself or by a sidecar of it.
fn list(path: &Path) -> Result<Listing, StorageError> {
    if corpus::is_folder(path)? {
        return corpus::list(path);
    }
    let named = path.to_str().and_then(|name| name.strip_suffix(".ron")?.rsplit_once('.')).map(|(text, _)| PathBuf::from(text));
    let text = match named {
        Some(text) if corpus::is_folder(&text).is_ok_and(|is_folder| !is_folder) => corpus::find(&text)?,
        _ => corpus::find(path)?,
    };
    Ok(Listing { texts: vec![text], ..Listing::default() })
}

impl Report {
    fn listing(&mut self, listing: &Listing) {
        for fault in &listing.faults {
            self.storage(fault);
        }
        for stray in &listing.strays {
            let text = stray.to_str().and_then(|name| name.strip_suffix(".ron")?.rsplit_once('.'));
            let is_there = text.is_some_and(|(text, _)| corpus::is_folder(Path::new(text)).is_ok());
            let why = if is_there { "its name has no name of an annotator" } else { "there is no such text beside it" };
            self.add(stray, 1, (Severity::Warning, About::Stray), None, format!("this sidecar belongs to no text: {why}"));
        }
    }

    fn text(&mut self, text: &TextFile, schema: &Schema, encoding: Option<Encoding>) {
        self.texts += 1;
        let document = match source::read_all(&text.path, encoding) {
            Err(error) => return self.storage(&error),
            Ok((document, warnings)) => {
                for warning in warnings {
                    self.add(&text.path, 1, (Severity::Warning, About::Encoding), None, warning.to_string());
                }
                document
            }
        };
        self.steering(text, &document);
        for file in &text.sidecars {
            self.sidecars += 1;
            let first = self.findings.len();
            sidecar::check(self, text, file, &document, schema);
            self.findings.get_mut(first..).unwrap_or_default().sort_by_key(|finding| finding.line);
        }
        decisions::check(self, text, encoding);
        decisions::check_reviews(self, text, &document);
        journal::check(self, text);
    }

    /// Paragraphs in which letters stand in another order than a reader expects. A line is a paragraph here.
    fn steering(&mut self, text: &TextFile, document: &Document) {
        if !document.text().contains(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2068}')) {
            return;
        }
        for paragraph in (0..document.paragraph_count()).map(|n| document.paragraph(n)) {
            if let Some(found) = steering(document.slice(paragraph.range())) {
                let message = format!("an {}: {}; `hashiya show --reveal` shows where", found.word(), found.effect());
                self.add(&text.path, paragraph.index + 1, (Severity::Warning, About::Order), None, message);
            }
        }
    }

    /// An error of the storage, at its place if it is one in a sidecar.
    fn storage(&mut self, error: &StorageError) {
        let (line, message) = match error {
            StorageError::Sidecar { source: crate::storage::SidecarError::Malformed(fault), .. } => {
                (fault.line, fault.message.clone())
            }
            StorageError::Sidecar { source, .. } => (1, source.to_string()),
            other => (1, message(other)),
        };
        self.add(error.path(), line, (Severity::Error, About::Unreadable), None, message);
    }

    fn add(&mut self, path: &Path, line: usize, sort: (Severity, About), id: Option<&str>, message: String) {
        // What a hostile file calls an id may be as long as the file.
        let (path, id) = (path.display().to_string(), id.map(|id| shortened(id, 80)));
        let message = if message.len() > 400 { shortened(&message, 400) } else { message };
        let (severity, about) = sort;
        self.findings.push(Finding { path, line, severity, about, id, message });
    }

    fn print(&self, format: Format) -> io::Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        for finding in &self.findings {
            match format {
                Format::Text => writeln!(out, "{}", one_line(&finding.to_string()))?,
                Format::Json => json::write_line(&mut out, finding)?,
            }
        }
        out.flush()
    }

    fn conclude(&self) -> Result<(), Fault> {
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        let warnings = self.findings.len() - errors;
        let summary = format!("texts: {}, sidecars: {}, errors: {errors}, warnings: {warnings}", self.texts, self.sidecars);
        if errors > 0 {
            return Err(Fault::user(summary).hint("each finding stands on standard output, with its place"));
        }
        tell([summary]);
        Ok(())
    }
}

fn shortened(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The error without its path, which stands before the finding.
fn message(error: &StorageError) -> String {
    let (text, path) = (error.to_string(), error.path().display().to_string());
    text.strip_prefix(&path).and_then(|rest| rest.strip_prefix(": ")).map_or(text.clone(), str::to_owned)
}
