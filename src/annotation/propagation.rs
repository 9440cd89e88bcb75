//! Where the words of a span are met again, in its text and in others, and what becomes of them there.
//!
//! The tag goes along, and the attributes that the schema copies between spans of the same words or takes from the registry. What
//! may well be another thing is shown and left to whoever decides: boilerplate, a part of a longer name, words that are tagged already, a name
//! that is also a common word.

use std::ops::Range;
use std::sync::Arc;

use super::edit::Edit;
use super::model::Annotation;
use super::name::{SpanId, Timestamp};
use super::origin::Origin;
use super::schema::{Fill, Schema};
use super::set::AnnotationSet;
use super::value::Value;
use crate::language::homographs::is_common;
use crate::language::matcher::{Matcher, Names, Rules, SearchMode};
use crate::text::{Document, Span};

/// What is known of the words of an occurrence before it is tagged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing stands against it.
    Free,
    /// They have a tag.
    Tagged {
        /// The span.
        id: SpanId,
        /// Its tag.
        tag: String,
        /// Whether it is the tag that would go along.
        is_same: bool,
    },
    /// They are a part of a longer name, or of a longer span of the tag.
    Inside,
    /// They are in boilerplate.
    Boilerplate,
    /// They are also a common word.
    Common,
}

impl Standing {
    /// Its name in messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Tagged { is_same: true, .. } => "same",
            Self::Tagged { .. } => "other",
            Self::Inside => "inside",
            Self::Boilerplate => "boilerplate",
            Self::Common => "common",
        }
    }
}

/// A place where the words are met again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Its place.
    pub span: Span,
    /// What is known of it.
    pub standing: Standing,
}

/// What is looked for: a span, the names by which it is met again, and the names of others that may hold them.
#[derive(Debug, Clone)]
pub struct Sought {
    of: Annotation,
    names: Vec<Matcher>,
    known: Vec<Arc<Names>>,
}

impl Sought {
    /// A span by its names. What is inside of one of the known names that is longer is told apart.
    pub fn new(of: &Annotation, names: &[String], known: Vec<Arc<Names>>) -> Self {
        let rules = Rules::of(SearchMode::Folded);
        Self { of: of.clone(), names: names.iter().filter_map(|name| Matcher::new(name, &rules).ok()).collect(), known }
    }

    /// Whether a text has one of the names.
    pub fn is_in(&self, text: &str) -> bool {
        self.names.iter().any(|name| name.hits(text, 0).next().is_some())
    }

    /// The occurrences in the text of the span, itself aside, in order. Of two that overlap the first counts, of two that
    /// begin together the longer.
    pub fn here(&self, document: &Document, set: &AnnotationSet) -> Vec<Occurrence> {
        self.occurrences(document, set, Some(self.of.span))
    }

    /// The occurrences in another text, as [`Sought::here`].
    pub fn elsewhere(&self, document: &Document, set: &AnnotationSet) -> Vec<Occurrence> {
        self.occurrences(document, set, None)
    }

    fn occurrences(&self, document: &Document, set: &AnnotationSet, own: Option<Span>) -> Vec<Occurrence> {
        let text = document.text();
        let mut found: Vec<(Span, bool)> = Vec::new();
        for name in &self.names {
            let is_inside = |hit: &Range<usize>| self.known.iter().any(|names| names.cover(text, hit));
            let placed = name.hits(text, 0).filter_map(|hit| Some((document.span(hit.clone())?, is_inside(&hit))));
            found.extend(placed.filter(|(span, _)| Some(*span) != own));
        }
        found.sort_by_key(|(span, is_inside)| (span.start(), std::cmp::Reverse(span.end()), *is_inside));
        let mut end = 0;
        found.retain(|(span, _)| {
            let is_apart = span.start() >= end;
            end = if is_apart { span.end() } else { end };
            is_apart
        });
        let standing = |span: Span, is_inside: bool| standing(document, set, &self.of, span, is_inside);
        found.into_iter().map(|(span, is_inside)| Occurrence { span, standing: standing(span, is_inside) }).collect()
    }
}

/// The occurrences of the names of a span in its text, as [`Sought::here`].
pub fn occurrences(
    document: &Document,
    set: &AnnotationSet,
    of: &Annotation,
    names: &[String],
    known: &[Arc<Names>],
) -> Vec<Occurrence> {
    Sought::new(of, names, known.to_vec()).here(document, set)
}

fn standing(document: &Document, set: &AnnotationSet, of: &Annotation, span: Span, is_inside: bool) -> Standing {
    let mut around = set.in_range(span.range());
    let own = set.in_range(span.range()).filter(|other| other.span == span);
    let tagged = own.min_by_key(|other| other.tag != of.tag);
    let crosses = |other: &Annotation| other.tag == of.tag && other.span != span;
    match tagged {
        Some(tagged) => Standing::Tagged { id: tagged.id.clone(), tag: tagged.tag.clone(), is_same: tagged.tag == of.tag },
        None if is_inside || around.any(crosses) => Standing::Inside,
        None if set.is_boilerplate(&span.range()) => Standing::Boilerplate,
        None if is_common(document.slice(span.range())) => Standing::Common,
        None => Standing::Free,
    }
}

/// What goes along from a span: the attributes that the schema copies between spans of the same words, and those that the
/// registry gives with the identity, such as its class.
pub fn carried(of: &Annotation, schema: &Schema) -> Vec<(String, Value)> {
    let tag = schema.tag(&of.tag);
    let goes_along = |fill: &Fill| matches!(fill, Fill::SameText | Fill::Registry);
    let is_copied = |name: &str| tag.and_then(|tag| tag.attribute(name)).is_some_and(|own| own.fill.iter().any(goes_along));
    of.attributes.iter().filter(|(name, _)| is_copied(name)).cloned().collect()
}

/// The edits that tag an occurrence as a span is; one that is tagged gets the tag and what goes along.
///
/// `id` is the id of a new span.
pub fn edits(of: &Annotation, occurrence: &Occurrence, schema: &Schema, id: &SpanId, now: Timestamp) -> Vec<Edit> {
    let carried = carried(of, schema);
    let Standing::Tagged { id, is_same, .. } = &occurrence.standing else {
        let new = Annotation::new(id, &of.tag, occurrence.span);
        return vec![Edit::Add(Annotation { attributes: carried, origin: Origin::Propagated, at: now, ..new })];
    };
    let retag = (!is_same).then(|| Edit::Retag { id: id.clone(), tag: of.tag.clone() });
    let values = carried.into_iter().map(|(name, value)| Edit::Attribute { id: id.clone(), name, value: Some(value) });
    retag.into_iter().chain(values).collect()
}
