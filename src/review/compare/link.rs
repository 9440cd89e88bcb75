//! Relations between units, so that two annotators' relations can be told to be the same one.

use crate::annotation::{End, Relation, SpanId, Value};

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
    /// How sure it is, if that is said.
    pub certainty: Option<Value>,
    /// Its attributes.
    pub attributes: Vec<(String, Value)>,
    /// The words that it goes to, where those are in another text.
    pub quote: Option<String>,
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
pub(super) fn standard(links: &[Link], counts: impl Fn(&Target) -> bool) -> Vec<(&str, &Target, String)> {
    let mut links: Vec<&Link> = links.iter().filter(|link| counts(&link.target)).collect();
    links.sort_by(|a, b| (&a.kind, a.order, &a.target).cmp(&(&b.kind, b.order, &b.target)));
    links.into_iter().map(|link| (link.kind.as_str(), &link.target, link.qualities())).collect()
}

impl Link {
    /// A relation that goes to this target.
    pub(crate) fn of(relation: &Relation, target: Target) -> Self {
        Self {
            kind: relation.kind.clone(),
            from: relation.from.clone(),
            to: relation.to.clone(),
            target,
            order: relation.order,
            certainty: relation.certainty.clone(),
            attributes: relation.attributes.clone(),
            quote: relation.quote.clone(),
        }
    }

    /// What is said of the relation besides its ends and its place, in an order of its own; empty where nothing is.
    pub fn qualities(&self) -> String {
        let mut attributes: Vec<&(String, Value)> = self.attributes.iter().collect();
        attributes.sort_by(|a, b| a.0.cmp(&b.0));
        let certainty = self.certainty.iter().map(|value| ("", value));
        let mut out = String::new();
        for (name, value) in certainty.chain(attributes.into_iter().map(|(name, value)| (name.as_str(), value))) {
            out.push_str(name);
            out.push('=');
            value.write_ron(&mut out);
            out.push('\u{1F}');
        }
        out
    }
}
