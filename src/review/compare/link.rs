//! Relations between units, so that two annotators' relations can be told to be the same one.

use std::collections::HashMap;

use super::{Unit, Work};
use crate::annotation::{End, SpanId};

/// A relation from a span of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Id of its type in the schema.
    pub kind: String,
    /// Id of the span it comes from.
    pub from: SpanId,
    /// Id of the annotation it goes to, or a special end, as the annotator's file has it.
    pub to: End,
    /// What that is here.
    pub target: Target,
    /// Its place among its like, where there is one.
    pub order: Option<i64>,
}

/// What a relation goes to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A unit of the comparison, by its number.
    Unit(usize),
    /// Something that is no annotation of this text: `@document`, or an end that is missing.
    Other(End),
}

/// Gives every reading the relations from its spans.
pub fn attach(units: &mut [Unit], works: &[Work<'_>]) {
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
            let link = Link {
                kind: relation.kind.clone(),
                from: relation.from.clone(),
                to: relation.to.clone(),
                target,
                order: relation.order,
            };
            if let Some(reading) = units.get_mut(*from).and_then(|unit| unit.readings.get_mut(n)) {
                reading.links.push(link);
            }
        }
    }
}

/// The links of a reading in an order of their own, without those to targets that are not counted, and without ids.
pub fn standard(links: &[Link], counts: impl Fn(&Target) -> bool) -> Vec<(&str, &Target)> {
    let mut links: Vec<&Link> = links.iter().filter(|link| counts(&link.target)).collect();
    links.sort_by(|a, b| (&a.kind, a.order, &a.target).cmp(&(&b.kind, b.order, &b.target)));
    links.into_iter().map(|link| (link.kind.as_str(), &link.target)).collect()
}
