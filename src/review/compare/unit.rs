//! Works on one text side by side: units of rival spans, and every annotator's reading of each.

use std::ops::Range;

use super::link::{Link, Target};
use crate::annotation::{Annotation, AnnotationSet, Annotator, Defaults, Value};

/// What one annotator says of a text.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// Who says it.
    pub annotator: &'a Annotator,
    /// What is said.
    pub set: &'a AnnotationSet,
}

/// What annotators say of one text, side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Those who are compared, by name.
    pub annotators: Vec<Annotator>,
    /// The units, in the order of the text, the longer first.
    pub units: Vec<Unit>,
    /// Facts of the document of which all who speak of them say the same.
    pub metadata: Vec<(String, Value)>,
    /// The values that tell no reading from another.
    pub defaults: Defaults,
}

/// Spans that answer one question, or a fact of the document, with every annotator's reading of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// From its first byte to the byte after its last.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// How the readings differ.
    pub kind: UnitKind,
    /// The fact of the document that it is about; such a unit has no spans, and no place in the text.
    pub fact: Option<String>,
    /// A reading of each annotator of the comparison, in their order.
    pub readings: Vec<Reading>,
}

/// How one annotator reads a unit; without spans or a value, as nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The spans, in order.
    pub spans: Vec<Annotation>,
    /// The relations from them.
    pub links: Vec<Link>,
    /// What is said of a fact of the document.
    pub value: Option<Value>,
}

/// How the readings of a unit differ: in the first of these, from [`UnitKind::Split`] on, that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitKind {
    /// Not at all; notes do not count.
    Agreed,
    /// One has several spans where another has one.
    Split,
    /// In the tag.
    Tag,
    /// In the words.
    Boundary,
    /// Only in glued particles, quotation marks and punctuation at the edges.
    Clitic,
    /// In an attribute.
    Attribute,
    /// In a relation whose two ends both annotators have.
    Relation,
    /// Some have nothing here, and the others are of one mind.
    Missing,
    /// As missing, and the span stands in, or around, another of its tag that they all have.
    Nesting,
    /// In a fact of the document.
    Fact,
}

impl UnitKind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Split => "split",
            Self::Tag => "tag",
            Self::Boundary => "boundary",
            Self::Clitic => "clitic-only",
            Self::Attribute => "attribute",
            Self::Relation => "relation",
            Self::Missing => "missing",
            Self::Nesting => "nesting",
            Self::Fact => "fact",
        }
    }
}

impl Comparison {
    /// The reading that an annotator, by number, has of a unit.
    pub fn reading(&self, unit: usize, annotator: usize) -> Option<&Reading> {
        self.units.get(unit)?.readings.get(annotator)
    }

    /// The span of an annotator that a relation of theirs leads to; `None` where that is no span of the text.
    pub fn end(&self, annotator: usize, link: &Link) -> Option<&Annotation> {
        let Target::Unit(unit) = &link.target else { return None };
        self.reading(*unit, annotator)?.spans.iter().find(|span| span.id == link.to)
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
        self.spans.is_empty() && self.value.is_none()
    }
}
