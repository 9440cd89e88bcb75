//! The journals of a text: whether every line can be read, whether any is missing, whether they lead to the sidecars.

use std::collections::BTreeSet;
use std::path::Path;

use super::finding::{About, Report, Severity};
use crate::annotation::Annotator;
use crate::storage::journal::{Glance, Segment, Unreadable, glance, strays};
use crate::storage::{Place, StorageError, TextFile, lock, sidecar_path, store};

/// Checks the journals of everybody who has one on a text.
pub(super) fn check(report: &mut Report, text: &TextFile) {
    for annotator in Place::annotators(&text.path) {
        let place = Place::of(&text.path, &annotator);
        let first = report.findings.len();
        if let Err(error) = one(report, text, &annotator, &place) {
            report.storage(&error);
        }
        report.findings.get_mut(first..).unwrap_or_default().sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    }
}

/// Tells of journals in folders of texts that belong to none of them.
pub(super) fn without_text(report: &mut Report, folders: &BTreeSet<&Path>) {
    for stray in folders.iter().flat_map(|folder| strays(folder)) {
        let message = "this journal belongs to no text: there is no such text beside its folder".to_owned();
        report.add(&stray, 1, Severity::Warning, About::Stray, None, message);
    }
}

fn one(report: &mut Report, text: &TextFile, annotator: &Annotator, place: &Place) -> Result<(), StorageError> {
    let segments = Segment::all(place)?;
    let aside = Segment::aside(place)?;
    let sidecar = store::read_bytes(&sidecar_path(&text.path, annotator))?;
    let unreadable = segments.iter().map(|segment| lines(report, segment, segment.path == place.live())).sum();
    for segment in &aside {
        let message = format!("lines kept aside since one before them could not be read: {}", segment.lines.len());
        report.add(&segment.path, 1, Severity::Warning, About::Journal, None, message);
    }
    if aside.is_empty() {
        missing(report, &segments, unreadable);
    }
    let glance = glance(&segments, &store::hash(sidecar.as_deref()));
    sidecar_of(report, place, &segments, &glance, sidecar.is_some());
    branches(report, &segments, &glance);
    Ok(())
}

fn segments_end(segments: &[Segment]) -> &Path {
    segments.last().map_or(Path::new(""), |segment| &segment.path)
}

/// Tells of the lines of a segment that cannot be read or used, and how many cannot be read.
fn lines(report: &mut Report, segment: &Segment, is_live: bool) -> u64 {
    let mut unreadable = 0;
    for (n, line) in segment.lines.iter().enumerate() {
        let why = match &line.record {
            Ok(record) => {
                if let Err(why) = record.check() {
                    let message = format!("record {}: {why}", record.n);
                    report.add(&segment.path, n + 1, Severity::Error, About::Journal, None, message);
                }
                continue;
            }
            Err(why) => why,
        };
        unreadable += 1;
        // What was being written at a sudden end was never called saved.
        let is_rest = *why == Unreadable::Torn && is_live && n + 1 == segment.lines.len();
        let severity = if is_rest { Severity::Warning } else { Severity::Error };
        report.add(&segment.path, n + 1, severity, About::Journal, None, why.to_string());
    }
    unreadable
}

/// Tells of records that are missing, by their numbers. Two machines may have given the same ones.
fn missing(report: &mut Report, segments: &[Segment], unreadable: u64) {
    let numbers: BTreeSet<u64> = records(segments).map(|(.., n)| n).collect();
    let mut expected = 1;
    let mut gaps = Vec::new();
    for n in numbers {
        if n > expected {
            gaps.push((expected, n - 1, n));
        }
        expected = n + 1;
    }
    // Lines that are there and cannot be read are told already.
    if gaps.iter().map(|(from, to, _)| to - from + 1).sum::<u64>() <= unreadable {
        return;
    }
    for (from, to, next) in gaps {
        let which = if from == to { format!("record {from} is") } else { format!("records {from} to {to} are") };
        let at = records(segments).find(|(.., n)| *n == next);
        let (path, line) = at.map_or((segments_end(segments), 1), |(path, line, _)| (path, line));
        report.add(path, line, Severity::Error, About::Journal, None, format!("{which} missing before this one"));
    }
}

/// Tells of a journal that was joined from several and that nobody has gone on with, and of records of one that are
/// missing, which numbers given twice can hide.
fn branches(report: &mut Report, segments: &[Segment], glance: &Glance) {
    let mut add = |(at, line): (usize, usize), severity, message: &str| {
        let path = segments.get(at).map_or(Path::new(""), |segment| &segment.path);
        report.add(path, line + 1, severity, About::Journal, None, message.to_owned());
    };
    for end in &glance.ends {
        let message = "records of two writers stand beside each other up to this one; open the text, and both go on as one";
        add(*end, Severity::Warning, message);
    }
    for record in &glance.cut_off {
        add(*record, Severity::Error, "the record that this one follows is missing");
    }
}

/// The records with their files, lines and numbers.
fn records(segments: &[Segment]) -> impl Iterator<Item = (&Path, usize, u64)> {
    segments.iter().flat_map(|segment| {
        let lines = segment.lines.iter().enumerate();
        lines.filter_map(|(n, line)| Some((segment.path.as_path(), n + 1, line.record.as_ref().ok()?.n)))
    })
}

/// Tells where a journal does not lead to the sidecar on the disk.
fn sidecar_of(report: &mut Report, place: &Place, segments: &[Segment], glance: &Glance, is_there: bool) {
    let last = segments.last().map_or(1, |segment| segment.lines.len());
    let first = glance.first.and_then(|(at, line)| Some((segments.get(at)?.path.as_path(), line + 1)));
    let (path, line) = first.unwrap_or((segments_end(segments), last));
    let mut add = |severity, message| report.add(path, line, severity, About::Journal, None, message);
    let changes = if glance.lacking == 1 { "change".to_owned() } else { format!("{} changes", glance.lacking) };
    match (glance.lacking, glance.tail.continues) {
        (0, false) if is_there => {
            add(Severity::Warning, "another program wrote the sidecar last: the journal does not lead to it".into());
        }
        (0, false) if glance.known.as_deref().is_some_and(|known| !known.is_empty()) => {
            add(Severity::Error, "the sidecar that the journal leads to is gone".into());
        }
        (0, _) => {}
        (_, true) if lock::is_held(place) => {
            add(Severity::Warning, format!("the sidecar lacks the {changes} from here on; the text is open just now"));
        }
        (_, true) => {
            add(Severity::Error, format!("the sidecar lacks the {changes} from here on; open the text, and they are written"));
        }
        (_, false) => {
            let what = "and another program wrote it last; open the text, and both are merged";
            add(Severity::Error, format!("the sidecar lacks the {changes} from here on, {what}"));
        }
    }
}
