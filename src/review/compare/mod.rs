//! Compares what several annotators say of one text: units of spans that answer one question, each with its readings.
//!
//! A unit holds spans that are rivals: readings of the same words. What merely overlaps is no rival, or an
//! allegation that fills a paragraph would draw every name in it into one heap. Spans become rivals in three steps:
//!
//! 1. Those of one tag with one [`Extent`] are the same answer. Where every annotator gave it, the unit is complete.
//! 2. Of the others, those of different annotators that overlap are paired, the most alike first, each answer with at
//!    most one of every other annotator: they have one tag, or different tags and at least half of their words in
//!    common.
//! 3. An answer that is left over joins the unit of a longer one of its tag that holds at least half of it, if it
//!    stands apart from what its own annotator has there: then one annotator split what another left whole.
//!
//! Whatever is still alone is a unit of its own, missing from the other annotators. Within one annotator, spans that
//! nest or cross never share a unit by that alone.

mod answer;
mod kind;
mod link;
mod pairing;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::extent::Extent;
use crate::annotation::{Annotation, AnnotationSet, Annotator, DocumentState};

pub use kind::{UnitKind, same_attributes};
pub use link::{Link, Target};

/// What one annotator says of a text.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// Who says it.
    pub annotator: &'a Annotator,
    /// What is said.
    pub set: &'a AnnotationSet,
}

/// Whether a set is a reading of its text: it is not where nothing was tagged and the work was not handed in.
///
/// Work without a span counts only once it is submitted; before that the text is untouched, and the annotator is
/// missing from it.
pub fn is_reading(set: &AnnotationSet) -> bool {
    !set.is_empty() || !matches!(set.state(), DocumentState::New | DocumentState::InProgress)
}

/// What annotators say of one text, side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Those who are compared, by name.
    pub annotators: Vec<Annotator>,
    /// The units, in the order of the text, the longer first.
    pub units: Vec<Unit>,
}

/// Spans that answer one question, with every annotator's reading of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// From its first byte to the byte after its last.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// How the readings differ.
    pub kind: UnitKind,
    /// A reading of each annotator of the comparison, in their order.
    pub readings: Vec<Reading>,
}

/// How one annotator reads a unit; without spans, as nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The spans, in order.
    pub spans: Vec<Annotation>,
    /// The relations from them.
    pub links: Vec<Link>,
}

impl Comparison {
    /// Whether two annotators read a unit alike: the same spans, tags and attributes, and the same relations where
    /// both have the other end.
    pub fn is_alike(&self, unit: usize, one: usize, other: usize) -> bool {
        kind::is_alike(&self.units, unit, one, other)
    }
}

impl Unit {
    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The reading of an annotator of the comparison.
    pub fn reading_of(&self, comparison: &Comparison, annotator: Option<&Annotator>) -> Option<&Reading> {
        let n = comparison.annotators.iter().position(|name| Some(name) == annotator)?;
        self.readings.get(n)
    }

    /// All spans of all readings.
    pub fn spans(&self) -> impl Iterator<Item = &Annotation> {
        self.readings.iter().flat_map(|reading| &reading.spans)
    }
}

impl Reading {
    /// Whether the annotator saw nothing here.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }
}

/// Compares annotators on a text whose spans are all theirs, in near-linear time.
///
/// Whoever is in `works` has read the text: leave out those for whom [`is_reading`] is false. Of one annotator at
/// one place, pairs are looked for among the innermost hundred answers only.
pub fn compare(text: &str, works: &[Work<'_>]) -> Comparison {
    let mut works = works.to_vec();
    works.sort_by(|a, b| a.annotator.cmp(b.annotator));
    works.dedup_by(|a, b| a.annotator == b.annotator);
    let answers = answer::answers(text, &works);
    let clusters = pairing::pair(&answers, works.len());
    let mut units: Vec<Unit> = clusters.iter().map(|cluster| unit(cluster, &answers, works.len())).collect();
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by_key(|n| units.get(*n).map(|unit| (unit.start, std::cmp::Reverse(unit.end), *n)));
    let nested: Vec<bool> = order.iter().map(|n| clusters.get(*n).is_some_and(|cluster| cluster.is_nested)).collect();
    let mut slots: Vec<Option<Unit>> = units.drain(..).map(Some).collect();
    let mut units: Vec<Unit> = order.iter().filter_map(|n| slots.get_mut(*n)?.take()).collect();
    link::attach(&mut units, &works);
    kind::judge(text, &mut units, &nested);
    Comparison { annotators: works.iter().map(|work| work.annotator.clone()).collect(), units }
}

/// The unit of a cluster, without relations and not yet judged.
fn unit(cluster: &pairing::Cluster, answers: &[answer::Answer<'_>], annotators: usize) -> Unit {
    let mut readings = vec![Reading::default(); annotators];
    let (mut start, mut end) = (usize::MAX, 0);
    for answer in cluster.answers.iter().filter_map(|n| answers.get(*n)) {
        for (annotator, span) in &answer.spans {
            (start, end) = (start.min(span.span.start()), end.max(span.span.end()));
            if let Some(reading) = readings.get_mut(*annotator) {
                reading.spans.push((*span).clone());
            }
        }
    }
    for reading in &mut readings {
        reading.spans.sort_by(Annotation::order);
    }
    Unit { start, end, kind: UnitKind::Agreed, readings }
}

/// The extents of the spans of a reading, in order.
fn extents(text: &str, reading: &Reading) -> Vec<Extent> {
    reading.spans.iter().map(|span| Extent::of(text, span.span)).collect()
}
