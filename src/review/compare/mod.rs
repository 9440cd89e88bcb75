//! Compares what several annotators say of one text: units of spans that answer one question, each with its readings.
//!
//! A unit holds spans that are rivals: readings of the same words. What merely overlaps is no rival, or an
//! allegation that fills a paragraph would draw every name in it into one heap. Spans become rivals in three steps:
//!
//! 1. Those of one tag with one [`Extent`](super::extent::Extent) are the same answer. Where every annotator gave it, the unit is complete.
//! 2. Of the others, those of different annotators that overlap are paired, the most alike first, each answer with at
//!    most one of every other annotator: they have one tag, or different tags and at least half of their words in
//!    common.
//! 3. An answer that is left over joins the unit of a longer one of its tag that holds at least half of it, if it
//!    stands apart from what its own annotator has there: then one annotator split what another left whole.
//!
//! Whatever is still alone is a unit of its own, missing from the other annotators. Within one annotator, spans that
//! nest or cross never share a unit by that alone. A fact of the document of which annotators say different things is a
//! unit, too, without spans; those come first.

mod terms;
mod link;
mod unit;
mod answer;
mod pairing;
mod attachment;
mod kind;
mod fact;

#[cfg(test)]
mod tests;

use crate::annotation::{Annotation, Defaults};

pub use link::{Link, Target};
pub use terms::{States, Terms};
pub use unit::{Comparison, Reading, Unit, UnitKind, Work};

/// Compares annotators on a text whose spans are all theirs, in near-linear time.
///
/// Whoever is in `works` has read the text: leave out those for whom [`Terms::is_reading`] is false. Of one annotator at
/// one place, pairs are looked for among the innermost hundred answers only. A value that equals a default says no more
/// than absence.
pub fn compare(text: &str, works: &[Work<'_>], defaults: &Defaults) -> Comparison {
    let mut works = works.to_vec();
    works.sort_by(|a, b| a.annotator.cmp(b.annotator));
    works.dedup_by(|a, b| a.annotator == b.annotator);
    let answers = answer::answers(text, &works, defaults);
    let clusters = pairing::pair(&answers, works.len());
    let mut units: Vec<Unit> = clusters.iter().map(|cluster| unit(cluster, &answers, works.len())).collect();
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by_key(|n| units.get(*n).map(|unit| (unit.start, std::cmp::Reverse(unit.end), *n)));
    let nested = order.iter().map(|n| clusters.get(*n).is_some_and(|cluster| cluster.is_nested));
    let mut slots: Vec<Option<Unit>> = units.drain(..).map(Some).collect();
    let mut units: Vec<Unit> = order.iter().filter_map(|n| slots.get_mut(*n)?.take()).collect();
    let facts = fact::facts(&works, defaults);
    let nested: Vec<bool> = facts.differing.iter().map(|_| false).chain(nested).collect();
    units.splice(..0, facts.differing);
    attachment::attach(&mut units, &works);
    kind::judge(text, &mut units, &nested, defaults);
    let annotators = works.iter().map(|work| work.annotator.clone()).collect();
    Comparison { annotators, units, metadata: facts.agreed, defaults: defaults.clone() }
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
    Unit { start, end, kind: UnitKind::Agreed, fact: None, readings }
}
