//! Gives the readings of units their relations.

use std::collections::HashMap;

use super::link::{Link, Target};
use super::unit::{Unit, Work};
use crate::annotation::SpanId;

/// Gives every reading the relations from its spans.
pub(super) fn attach(units: &mut [Unit], works: &[Work<'_>]) {
    for (n, work) in works.iter().enumerate() {
        let mut places: HashMap<SpanId, usize> = HashMap::new();
        for (at, unit) in units.iter().enumerate() {
            let spans = unit.readings.get(n).map(|reading| reading.spans.as_slice()).unwrap_or_default();
            places.extend(spans.iter().map(|span| (span.id.clone(), at)));
        }
        for relation in work.set.relations() {
            let Some(from) = places.get(&relation.from) else { continue };
            let target =
                places.get(relation.to.as_str()).map_or_else(|| Target::Other(relation.to.clone()), |at| Target::Unit(*at));
            if let Some(reading) = units.get_mut(*from).and_then(|unit| unit.readings.get_mut(n)) {
                reading.links.push(Link::of(relation, target));
            }
        }
    }
}
