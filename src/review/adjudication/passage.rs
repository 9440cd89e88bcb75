//! Decisions on a text that has changed: what they rest on, when spans have moved and say what they said.
//!
//! A digest holds places. Where a whole reading has moved, a decision that rested on it as it was rests on it as it is.

use std::collections::HashMap;
use std::ops::Range;

use super::basis;
pub use super::basis::Standing;
use crate::annotation::Annotation;
use crate::review::compare::{Comparison, Unit};

/// The digests of readings on a text as it is, by those of the same readings on the text as it was.
#[derive(Debug, Default)]
pub struct Passage {
    digests: HashMap<(String, String), (usize, String)>,
    places: Vec<Range<usize>>,
}

impl Passage {
    /// The passage to a comparison of works whose spans `stood` elsewhere: asked by the number of the annotator.
    ///
    /// A reading with a span of which that is not known has no digest before.
    pub fn new<'a>(comparison: &'a Comparison, stood: &dyn Fn(usize, &'a Annotation) -> Option<Standing<'a>>) -> Self {
        let mut digests = HashMap::new();
        for (n, unit) in comparison.units.iter().enumerate() {
            let (before, now) = (basis::at(comparison, n, stood), basis::of(comparison, n));
            let known = |annotator: usize| {
                unit.readings.get(annotator).is_some_and(|reading| {
                    !reading.is_empty() && reading.spans.iter().all(|span| stood(annotator, span).is_some())
                })
            };
            let moved = before.into_iter().zip(now).enumerate().filter(|(annotator, _)| known(*annotator));
            digests.extend(moved.map(|(_, (before, (_, now)))| (before, (n, now))));
        }
        Self { digests, places: comparison.units.iter().map(|unit| unit.start..unit.end).collect() }
    }

    /// The passage from works to the same works with other names: units are those with the same spans at the same place, or
    /// on the same fact, whose new name `fact` tells.
    pub fn between(before: &Comparison, after: &Comparison, fact: &dyn Fn(&str) -> String) -> Self {
        let key = |unit: &Unit, name: &dyn Fn(&str) -> String| {
            let ids: Vec<Vec<String>> = unit.readings.iter().map(|reading| sorted_ids(&reading.spans)).collect();
            (unit.start, unit.end, unit.fact.as_deref().map(name), ids)
        };
        let units: HashMap<_, usize> =
            after.units.iter().enumerate().map(|(n, unit)| (key(unit, &|name| name.to_owned()), n)).collect();
        let mut digests = HashMap::new();
        for (n, unit) in before.units.iter().enumerate() {
            let Some(now) = units.get(&key(unit, fact)) else { continue };
            let pairs =
                basis::of(before, n).into_iter().zip(basis::of(after, *now)).filter(|((_, before), _)| !before.is_empty());
            digests.extend(pairs.map(|(before, (_, after))| (before, (*now, after))));
        }
        Self { digests, places: after.units.iter().map(|unit| unit.start..unit.end).collect() }
    }

    /// What a decision rests on, with the digests of readings that have moved as they are now.
    pub fn carry(&self, basis: &[(String, String)]) -> Vec<(String, String)> {
        let one = |part: &(String, String)| match self.digests.get(part) {
            Some((_, now)) => (part.0.clone(), now.clone()),
            None => part.clone(),
        };
        basis.iter().map(one).collect()
    }

    /// Where the unit is now that a decision was made on: that of all the readings that it rests on.
    pub fn place(&self, basis: &[(String, String)]) -> Option<Range<usize>> {
        let mut units = basis.iter().filter(|(_, digest)| !digest.is_empty()).map(|part| self.digests.get(part).map(|(n, _)| *n));
        let first = units.next()??;
        units.all(|unit| unit == Some(first)).then(|| self.places.get(first).cloned()).flatten()
    }
}

/// The ids of spans, whatever their order.
fn sorted_ids(spans: &[Annotation]) -> Vec<String> {
    let mut ids: Vec<String> = spans.iter().map(|span| span.id.to_string()).collect();
    ids.sort_unstable();
    ids
}
