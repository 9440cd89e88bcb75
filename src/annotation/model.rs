//! An annotation, which says a tag of a span, and a relation between two of them.

use std::cmp::Ordering;

use super::name::{End, RelationId, SpanId, Timestamp};
use super::offer::Offers;
use super::origin::Origin;
use super::provenance::Provenance;
use super::ron_text::Extra;
use super::value::Value;
use crate::text::Span;

/// The attribute, fact or field that holds the marks of merges: a list of strings such as `actor_class: state`.
pub const CONFLICT: &str = "merge_conflict";
/// The field of a relation that holds the words that it goes to in another text.
pub const QUOTE: &str = "quote";

/// A tag said of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Its name within the set (`s1`, `s2`, …).
    pub id: SpanId,
    /// Id of its tag; perhaps one that the schema does not know.
    pub tag: String,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its attributes, in the order in which they were set.
    pub attributes: Vec<(String, Value)>,
    /// How it came to be.
    pub origin: Origin,
    /// A remark of the annotator.
    pub note: String,
    /// When it was made.
    pub at: Timestamp,
    /// In a gold standard: where it comes from.
    pub provenance: Provenance,
    /// What was proposed for it where its annotator acted.
    pub offers: Offers,
    /// Fields that are not known here.
    pub extra: Extra,
}

impl Annotation {
    /// An annotation made by hand, with nothing but a tag.
    pub fn new(id: impl Into<SpanId>, tag: impl Into<String>, span: Span) -> Self {
        Self {
            id: id.into(),
            tag: tag.into(),
            span,
            attributes: Vec::new(),
            origin: Origin::Manual,
            note: String::new(),
            at: Timestamp::default(),
            provenance: Provenance::default(),
            offers: Offers::default(),
            extra: Extra::new(),
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&Value> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Gives an attribute a value, in its place among the others, or takes it away.
    pub fn set_attribute(&mut self, name: &str, value: Option<Value>) {
        set_in(&mut self.attributes, name, value);
    }

    /// The order of a set and of a sidecar: start, longer first, id.
    pub fn order(&self, other: &Self) -> Ordering {
        self.span.cmp(&other.span).then_with(|| self.id.cmp(&other.id))
    }
}

/// Gives one of named values another value, in its place among the others, or takes it away.
fn set_in(attributes: &mut Vec<(String, Value)>, name: &str, value: Option<Value>) {
    let old = attributes.iter_mut().find(|(known, _)| known == name);
    match (old, value) {
        (Some((_, old)), Some(value)) => *old = value,
        (None, Some(value)) => attributes.push((name.to_owned(), value)),
        (_, None) => attributes.retain(|(known, _)| known != name),
    }
}

/// A relation of one annotation to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its name within the set (`r1`, `r2`, …).
    pub id: RelationId,
    /// Id of its type in the schema; `type` in a file.
    pub kind: String,
    /// Id of the annotation it comes from.
    pub from: SpanId,
    /// What it goes to: an annotation, or a special end of the schema (`@document`).
    pub to: End,
    /// Its place among its like, where the type is ordered.
    pub order: Option<i64>,
    /// How sure it is, in a word of the schema, if that is said.
    pub certainty: Option<Value>,
    /// Its attributes, in the order in which they were set.
    pub attributes: Vec<(String, Value)>,
    /// The words that it goes to, where those are in another text.
    pub quote: Option<String>,
    /// What a merge left undecided; an annotation has it among its attributes.
    pub merge_conflict: Option<Value>,
    /// Fields that are not known here.
    pub extra: Extra,
}

impl Relation {
    /// A relation with nothing but its ends.
    pub fn new(id: impl Into<RelationId>, kind: impl Into<String>, from: impl Into<SpanId>, to: impl Into<End>) -> Self {
        Self {
            id: id.into(),
            kind: kind.into(),
            from: from.into(),
            to: to.into(),
            order: None,
            certainty: None,
            attributes: Vec::new(),
            quote: None,
            merge_conflict: None,
            extra: Extra::new(),
        }
    }

    /// Gives an attribute a value, in its place among the others, or takes it away.
    pub fn set_attribute(&mut self, name: &str, value: Option<Value>) {
        set_in(&mut self.attributes, name, value);
    }

    /// Whether one of its ends is that annotation.
    pub fn touches(&self, id: &str) -> bool {
        self.from == id || self.to == id
    }
}
