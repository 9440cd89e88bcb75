//! Decisions read off a gold standard that has no list of them: one made by hand or by another program.

use super::decision::{Choice, Decision};
use super::record::{Rejection, read_rejections};
use super::{Adjudication, Status};
use crate::annotation::{Annotation, AnnotationSet, Offers, Provenance};
use crate::review::compare::Reading;
use crate::text::Document;

/// Puts on every open unit the decision that a gold standard shows; gives how many there were.
///
/// What a gold standard has nothing of is taken for rejected only if `complete` says that it leaves nothing open.
pub fn adopt(adjudication: &mut Adjudication, gold: &AnnotationSet, document: &Document, complete: bool) -> usize {
    let rejections = read_rejections(gold, document);
    let open: Vec<usize> = (0..adjudication.units().len()).filter(|unit| adjudication.status(*unit) == Status::Open).collect();
    let mut adopted = 0;
    for unit in open {
        let spans = spans_of(adjudication, unit, gold);
        let choice = match chosen(adjudication, unit, &spans) {
            Some(choice) => choice,
            None if spans.is_empty() && complete => Choice::Nothing,
            None if spans.is_empty() => continue,
            None => Choice::Edited(None, spans.iter().map(|span| without_origin(span)).collect()),
        };
        let first = spans.first();
        let draft = adjudication.draft(document.text(), unit, choice);
        let rejected = reason_of(adjudication, unit, &rejections);
        let decision = draft.map(|draft| Decision {
            reason: rejected,
            by: first.and_then(|span| span.provenance.by.known().cloned()).unwrap_or_default(),
            at: first.map(|span| span.at.clone()).unwrap_or_default(),
            comment: first.map_or_else(String::new, |span| span.note.clone()),
            ..draft
        });
        adjudication.decide(unit, decision);
        adopted += 1;
    }
    adopted
}

/// Why the spans of a unit that were rejected were so: the first reason there is.
fn reason_of(adjudication: &Adjudication, unit: usize, rejections: &[Rejection]) -> String {
    let Some(of) = adjudication.units().get(unit) else { return String::new() };
    let same = |rejection: &&Rejection| {
        of.spans().any(|span| span.span == rejection.span.span && span.tag == rejection.span.tag && !rejection.reason.is_empty())
    };
    rejections.iter().find(same).map(|rejection| rejection.reason.clone()).unwrap_or_default()
}

/// The spans of the gold standard that answer a unit: those that are one of its readings', or, where there is none,
/// those of its tags that share words with it and are no other unit's.
fn spans_of<'a>(adjudication: &Adjudication, unit: usize, gold: &'a AnnotationSet) -> Vec<&'a Annotation> {
    let Some(of) = adjudication.units().get(unit) else { return Vec::new() };
    let has = |n: usize, span: &Annotation| {
        adjudication.units().get(n).is_some_and(|unit| unit.spans().any(|own| own.span == span.span && own.tag == span.tag))
    };
    let own: Vec<&Annotation> = gold.in_range(of.range()).filter(|span| has(unit, span)).collect();
    if !own.is_empty() {
        return own;
    }
    let tagged = |span: &&Annotation| of.spans().any(|own| own.tag == span.tag);
    let free = |span: &&Annotation| !(0..adjudication.units().len()).any(|n| has(n, span));
    gold.in_range(of.range()).filter(tagged).filter(free).collect()
}

/// The reading, or the readings, that these spans are.
fn chosen(adjudication: &Adjudication, unit: usize, spans: &[&Annotation]) -> Option<Choice> {
    let readings = &adjudication.units().get(unit)?.readings;
    let defaults = &adjudication.comparison().defaults;
    let is = |reading: &Reading| {
        let same = |(own, span): (&Annotation, &&Annotation)| {
            own.span == span.span && own.tag == span.tag && defaults.same_attributes(own, span)
        };
        !reading.is_empty() && reading.spans.len() == spans.len() && reading.spans.iter().zip(spans).all(same)
    };
    let n = readings.iter().position(is)?;
    adjudication.comparison().annotators.get(n).cloned().map(Choice::Take)
}

fn without_origin(span: &Annotation) -> Annotation {
    Annotation { provenance: Provenance::default(), offers: Offers::default(), extra: Vec::new(), ..span.clone() }
}
