//! A text and everything beside it.

use std::path::{Path, PathBuf};

use super::finding::{About, Report, Severity};
use super::sidecar::Against;
use super::{decisions, journal, sidecar};
use crate::layout::steering::steering;
use crate::storage::{Listing, StorageError, TextFile, corpus, source};
use crate::text::{Document, Encoding};
use crate::workspace::watch::Warning;

/// Most bytes of the name of a text, where names have 255: with a dot, 32 of an annotator, and `.journal` behind it.
const LONGEST: usize = 255 - 1 - 32 - 8;

/// The texts of a folder, or the one that was named, itself or by a sidecar of it.
pub(super) fn list(path: &Path) -> Result<Listing, StorageError> {
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

/// What is odd about a folder: what could not be looked at, and what belongs to no text of it.
pub(super) fn folder(path: &Path, listing: &Listing) -> Report {
    let mut report = Report::default();
    for fault in &listing.faults {
        report.storage(fault);
    }
    for stray in &listing.strays {
        report.add(&stray.path, 1, Severity::Warning, About::Stray, None, stray.why.to_string());
    }
    if listing.texts.is_empty() && !listing.documents.is_empty() {
        let message = Warning::OnlyDocuments(listing.documents.clone()).to_string();
        report.add(path, 1, Severity::Warning, About::Unreadable, None, message);
    }
    for link in &listing.links_out {
        let message = "the text is a link that leads out of its folder: it is left out".to_owned();
        report.add(link, 1, Severity::Warning, About::Name, None, message);
    }
    let folders = listing.texts.iter().map(|text| text.path.parent().unwrap_or(Path::new("")));
    let named = Some(path).filter(|path| path.is_dir());
    journal::without_text(&mut report, &folders.filter(|_| named.is_some()).chain(named).collect());
    report
}

/// Checks a text and everything beside it.
pub(super) fn check(text: &TextFile, against: Against<'_>, encoding: Option<Encoding>) -> Report {
    let schema = against.schema;
    let mut report = Report::default();
    let document = match source::read_all(&text.path, encoding) {
        Err(error) => {
            report.storage(&error);
            return report;
        }
        Ok((document, warnings)) => {
            for warning in warnings {
                report.add(&text.path, 1, Severity::Warning, About::Encoding, None, warning.to_string());
            }
            document
        }
    };
    order(&mut report, text, &document);
    length(&mut report, text);
    for file in &text.sidecars {
        report.sidecars += 1;
        let first = report.findings.len();
        sidecar::check(&mut report, text, file, &document, against);
        report.findings.get_mut(first..).unwrap_or_default().sort_by_key(|finding| finding.line);
    }
    for copy in &text.copies {
        report.add(&copy.path, 1, Severity::Error, About::Name, None, copy.why.to_string());
    }
    decisions::check(&mut report, text, schema, encoding);
    decisions::check_reviews(&mut report, text, &document);
    journal::check(&mut report, text);
    report
}

/// Warns of a name that leaves no room for those of a sidecar, a lock and a journal beside it.
fn length(report: &mut Report, text: &TextFile) {
    let bytes = text.path.file_name().unwrap_or_default().len();
    if bytes > LONGEST {
        let message = format!("its name has {bytes} bytes: beyond {LONGEST}, a sidecar or a journal may find no room beside it");
        report.add(&text.path, 1, Severity::Warning, About::Name, None, message);
    }
}

/// Warns of paragraphs in which letters stand in another order than a reader expects. A line is a paragraph here.
fn order(report: &mut Report, text: &TextFile, document: &Document) {
    if !document.text().contains(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2068}')) {
        return;
    }
    for paragraph in (0..document.paragraph_count()).map(|n| document.paragraph(n)) {
        if let Some(found) = steering(document.slice(paragraph.range())) {
            let message = format!("an {}: {}; `hashiya show --reveal` shows where", found.word(), found.effect());
            report.add(&text.path, paragraph.index + 1, Severity::Warning, About::Order, None, message);
        }
    }
}
