//! Decisions, in a gold standard or a review, against the annotators' readings they were based on.

use super::finding::{About, Report, Severity};
use super::lines::Lines;
use crate::annotation::{AnnotationSet, Defaults, Schema};
use crate::review::adjudication::{Adjudication, Decision, Status};
use crate::review::{Review, Terms, Work, compare};
use crate::storage::peer::read_review;
use crate::storage::{Dossier, SidecarError, SidecarFile, StorageError, TextFile, source, store};
use crate::text::{Document, Encoding};

/// Checks the decisions of a text that has a gold standard.
pub(super) fn check(report: &mut Report, text: &TextFile, schema: &Schema, encoding: Option<Encoding>) {
    if !text.sidecars.iter().any(|file| file.annotator.is_gold()) {
        return;
    }
    // What cannot be read was reported with its sidecar, all but a list of decisions that is none.
    let Ok(dossier) = Dossier::open(text, encoding, &Terms::of(schema)) else { return };
    let decisions = match dossier.decisions() {
        Ok(Some(decisions)) => decisions,
        Ok(None) => return,
        Err(StorageError::Sidecar { path, source: SidecarError::Malformed(fault) }) => {
            let lines = source::read_sidecar_text(&path).map(|text| Lines::of(&text)).unwrap_or_default();
            let line = lines.within("decisions", &fault);
            return report.add(&path, line, Severity::Error, About::Unreadable, None, fault.message);
        }
        Err(error) => return report.storage(&error),
    };
    if decisions.is_empty() {
        return;
    }
    tell(report, &dossier, &Adjudication::new(dossier.comparison(), decisions));
}

/// Checks the reviews of a text against the work that they were made on.
pub(super) fn check_reviews(report: &mut Report, text: &TextFile, document: &Document) {
    for file in &text.reviews {
        report.sidecars += 1;
        let review = match read_review(file, document) {
            Ok(Some(review)) => review,
            Ok(None) => continue,
            Err(error) => {
                report.storage(&error);
                continue;
            }
        };
        match store::load(&text.path, &review.of, document) {
            Ok(Some(work)) => tell_review(report, file, &review, &work.set, document),
            Ok(None) => {
                let message = format!("this review belongs to no work: {} has no sidecar here", review.of);
                report.add(&file.path, 1, Severity::Warning, About::Stray, None, message);
            }
            // What is wrong with a sidecar is told at the sidecar.
            Err(_) => {}
        }
    }
}

fn tell_review(report: &mut Report, file: &SidecarFile, review: &Review, work: &AnnotationSet, document: &Document) {
    let works = [Work { annotator: &review.of, set: work }];
    let beside = Adjudication::of_one(compare(document.text(), &works, &Defaults::default()), review.decisions.clone());
    let lines = source::read_sidecar_text(&file.path).unwrap_or_default();
    for unit in (0..beside.units().len()).filter(|unit| beside.status(*unit) == Status::Stale) {
        let Some(decision) = beside.decision(unit) else { continue };
        let message = format!("the review of “{}” is stale: {} has changed it since", short(&decision.words), review.of);
        report.add(&file.path, line_of(&lines, decision, document), Severity::Warning, About::Decision, None, message);
    }
}

fn tell(report: &mut Report, dossier: &Dossier, adjudication: &Adjudication) {
    let path = dossier.gold_path();
    let lines = source::read_sidecar_text(&path).unwrap_or_default();
    for unit in (0..adjudication.units().len()).filter(|unit| adjudication.status(*unit) == Status::Stale) {
        let Some(decision) = adjudication.decision(unit) else { continue };
        let who = adjudication.changed_since(unit).join(", ");
        let message = format!("the decision on “{}” is stale: {who} reads it otherwise now", short(&decision.words));
        report.add(&path, line_of(&lines, decision, &dossier.document), Severity::Warning, About::Decision, None, message);
    }
    for decision in adjudication.decisions().filter(|decision| !decision.rivals.is_empty()) {
        let all = std::iter::once(decision).chain(&decision.rivals);
        let who = all.map(|decision| decision.by.as_str()).collect::<Vec<_>>().join(", ");
        let message = format!("“{}” was decided otherwise by {who}: it is still to be decided", short(&decision.words));
        report.add(&path, line_of(&lines, decision, &dossier.document), Severity::Warning, About::Decision, None, message);
    }
    for decision in adjudication.orphans() {
        let message = format!("the decision on “{}” is stale: nobody tags these words any more", short(&decision.words));
        report.add(&path, line_of(&lines, decision, &dossier.document), Severity::Warning, About::Decision, None, message);
    }
}

/// The line that a decision stands in; the first where it was not found.
fn line_of(lines: &str, decision: &Decision, document: &Document) -> usize {
    let start = document.code_point_at(decision.start);
    let end = document.code_point_at(decision.end);
    let begins = format!("(start: {start}, end: {end}, text:");
    let same = |line: &str| line.trim_start().starts_with(&begins) && line.contains(&format!("at: \"{}\"", decision.at));
    lines.lines().position(same).map_or(1, |n| n + 1)
}

/// The first words of a quote, for a message.
fn short(words: &str) -> String {
    let mut short: String = words.chars().take(60).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}
