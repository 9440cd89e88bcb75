//! Relations as the measures compare them: their type and their two ends.

use std::collections::HashMap;

use super::attributes::Sayings;
use super::names::Numbered;
use super::tagged::Tagged;
use crate::annotation::{AnnotationSet, Relation};

/// What a relation comes from or goes to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationEnd {
    /// A span, by its tag and its two ends.
    Span(Tagged),
    /// What is no span of the text, as it is written: `@document`, a span of another text.
    Other(String),
    /// A span that there is not, of the annotator at this place: it is nobody else's.
    Missing(usize, String),
}

/// A relation by what tells it from others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// The number of its type.
    pub kind: u32,
    /// What it comes from.
    pub from: RelationEnd,
    /// What it goes to.
    pub to: RelationEnd,
}

impl Related {
    /// The two ends.
    pub(super) fn ends(&self) -> [&RelationEnd; 2] {
        [&self.from, &self.to]
    }
}

/// The relations of a set in order, those that say the same in everything once. `places` are its spans by id.
pub(super) fn of<'a>(
    set: &'a AnnotationSet,
    annotator: usize,
    places: &HashMap<&str, Tagged>,
    kinds: &mut Numbered<String>,
    wanted: impl Fn(&str) -> bool,
) -> (Vec<Related>, Vec<&'a Relation>) {
    let counts = |id: &str| set.get(id).is_none_or(|annotation| wanted(&annotation.tag));
    let end = |id: &str| match places.get(id) {
        Some(span) => RelationEnd::Span(*span),
        None if id.starts_with('@') || id.contains('#') => RelationEnd::Other(id.to_owned()),
        None => RelationEnd::Missing(annotator, id.to_owned()),
    };
    let mut found: Vec<(Related, String, &Relation)> = Vec::new();
    for relation in set.relations().iter().filter(|relation| counts(&relation.from) && counts(&relation.to)) {
        let kind = kinds.number(relation.kind.as_str());
        let related = Related { kind, from: end(&relation.from), to: end(&relation.to) };
        found.push((related, letters(relation), relation));
    }
    found.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    found.dedup_by(|a, b| (&a.0, &a.1) == (&b.0, &b.1));
    found.into_iter().map(|(related, _, relation)| (related, relation)).unzip()
}

/// All that is said of a relation, in letters.
fn letters(relation: &Relation) -> String {
    format!("{:?};{:?};{}", relation.order, relation.certainty, Sayings::of_relation(relation).letters())
}

/// In how much two relations differ.
pub(super) fn unlikeness(a: &Relation, b: &Relation) -> usize {
    let attributes = Sayings::of_relation(a).unlikeness(&Sayings::of_relation(b));
    attributes + usize::from(a.order != b.order) + usize::from(a.certainty != b.certainty)
}
