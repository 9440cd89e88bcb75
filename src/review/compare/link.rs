//! Relations between units, so that two annotators' relations can be told to be the same one.

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

/// The links of a reading in an order of their own, without those to targets that are not counted, and without ids.
pub fn standard(links: &[Link], counts: impl Fn(&Target) -> bool) -> Vec<(&str, &Target)> {
    let mut links: Vec<&Link> = links.iter().filter(|link| counts(&link.target)).collect();
    links.sort_by(|a, b| (&a.kind, a.order, &a.target).cmp(&(&b.kind, b.order, &b.target)));
    links.into_iter().map(|link| (link.kind.as_str(), &link.target)).collect()
}
