//! Which units are alike but for their place, so that one decision can answer them all.

use std::fmt::Write as _;

use crate::annotation::{Annotation, Annotator, SpanId, Value};
use crate::review::compare::{Comparison, Link, Reading, Unit};
use crate::text::Document;

use super::decision::{Choice, Decision, Said};

/// A code point beyond any text, from which places are told that may lie before their unit.
const BEYOND: usize = 1 << 40;

/// What a unit is like without its place: its words, and its readings in whatever order.
///
/// Who has which reading does not count: where one annotator takes a particle in here and the other one there, the
/// question is the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Likeness {
    words: String,
    readings: Vec<String>,
}

impl Likeness {
    /// The likeness of a unit of a text.
    pub fn of(document: &Document, comparison: &Comparison, unit: &Unit) -> Self {
        let readings = unit.readings.iter().enumerate();
        let mut readings: Vec<String> = readings.map(|(n, reading)| told(document, comparison, unit, (n, reading))).collect();
        readings.sort();
        Self { words: unit.fact.clone().unwrap_or_else(|| document.slice(unit.range()).to_owned()), readings }
    }
}

/// A reading without its place in the text: its spans and attributes, and its relations with the words that they lead to.
fn told(document: &Document, comparison: &Comparison, unit: &Unit, (annotator, reading): (usize, &Reading)) -> String {
    let mut out = String::new();
    if let Some(value) = &reading.value {
        value.write_ron(&mut out);
    }
    for span in &reading.spans {
        let (start, end) = (span.span.start() - unit.start, span.span.end() - unit.start);
        let _infallible = write!(out, "\u{1E}{}\u{1F}{start}\u{1F}{end}\u{1F}", span.tag);
        let mut attributes: Vec<(&str, Value)> =
            span.attributes.iter().map(|(name, value)| (name.as_str(), moved(document, value, unit.start, BEYOND))).collect();
        attributes.sort_by(|a, b| a.0.cmp(b.0));
        for (name, value) in attributes {
            out.push_str(name);
            out.push('=');
            value.write_ron(&mut out);
            out.push('\u{1F}');
        }
        let links = reading.links.iter().filter(|link| link.from == span.id);
        let mut links: Vec<String> = links.map(|link| told_link(document, comparison, annotator, link)).collect();
        links.sort();
        out.push_str(&links.concat());
    }
    out
}

/// A relation without its place: what it leads to by its tag and its words.
fn told_link(document: &Document, comparison: &Comparison, annotator: usize, link: &Link) -> String {
    let span = comparison.end(annotator, link);
    let to = span.map_or_else(|| link.to.to_string(), |span| format!("{}\u{1C}{}", span.tag, document.slice(span.span.range())));
    format!("\u{1D}{}\u{1F}{:?}\u{1F}{}\u{1F}{to}", link.kind, link.order, link.qualities())
}

/// A value as it is when its place begins not at byte `from` but at code point `to`.
fn moved(document: &Document, value: &Value, from: usize, to: usize) -> Value {
    let from = document.code_point_at(from);
    match value {
        Value::Range(start, end) => Value::Range((start + to).saturating_sub(from), (end + to).saturating_sub(from)),
        other => other.clone(),
    }
}

/// The choice that a decision on one unit amounts to on another that is alike; `None` where it makes no sense there.
pub fn transferred(
    (document, comparison, unit): (&Document, &Comparison, usize),
    decision: &Decision,
    (other_document, other, target): (&Document, &Comparison, usize),
) -> Option<Choice> {
    let (from, to) = (comparison.units.get(unit)?, other.units.get(target)?);
    let whose = |annotator: &Annotator| {
        let n = comparison.annotators.iter().position(|name| name == annotator)?;
        let wanted = told(document, comparison, from, (n, from.readings.get(n)?));
        let is_same = |m: usize, reading: &Reading| told(other_document, other, to, (m, reading)) == wanted;
        let readings = to.readings.iter().enumerate().filter(|(m, reading)| is_same(*m, reading));
        let mut same = readings.filter_map(|(m, _)| other.annotators.get(m));
        let first = same.next()?;
        Some(if first == annotator || same.any(|name| name == annotator) { annotator.clone() } else { first.clone() })
    };
    Some(match &decision.choice {
        Choice::Take(annotator) => Choice::Take(whose(annotator)?),
        Choice::Several(annotators) => Choice::Several(annotators.iter().map(whose).collect::<Option<_>>()?),
        Choice::Edited(annotator, spans) => {
            let whose = annotator.as_ref().and_then(whose);
            let ids = same_ids(from.reading_of(comparison, annotator.as_ref()), to.reading_of(other, whose.as_ref()));
            let place = |span: &Annotation| {
                let begin = to.start + span.span.start().checked_sub(from.start)?;
                let place = other_document.span(begin..begin + (span.span.end() - span.span.start()))?;
                let start = other_document.code_point_at(to.start);
                let attributes =
                    span.attributes.iter().map(|(name, value)| (name.clone(), moved(document, value, from.start, start)));
                let id = ids.iter().find(|(old, _)| *old == span.id).map_or_else(SpanId::default, |(_, new)| SpanId::from(*new));
                Some(Annotation { id, span: place, attributes: attributes.collect(), ..span.clone() })
            };
            let spans = spans.iter().map(place).collect::<Option<_>>()?;
            Choice::Edited(whose, spans)
        }
        Choice::Fields(annotator, fields) => {
            let said = |said: &Said| {
                Some(match said {
                    Said::By(annotator) => Said::By(whose(annotator)?),
                    // A place of this unit is none of the other.
                    Said::Place(_) => return None,
                    other => other.clone(),
                })
            };
            let fields = fields.iter().map(|(aspect, chosen)| Some((aspect.clone(), said(chosen)?))).collect::<Option<_>>()?;
            Choice::Fields(whose(annotator)?, fields)
        }
        Choice::Unfit(_) => return None,
        Choice::Majority | Choice::Nothing | Choice::Deferred => decision.choice.clone(),
    })
}

/// The ids of one reading with those of another that is alike.
fn same_ids<'a>(one: Option<&'a Reading>, other: Option<&'a Reading>) -> Vec<(&'a str, &'a str)> {
    let ids =
        |reading: Option<&'a Reading>| reading.map(|r| r.spans.as_slice()).unwrap_or_default().iter().map(|s| s.id.as_str());
    ids(one).zip(ids(other)).collect()
}
