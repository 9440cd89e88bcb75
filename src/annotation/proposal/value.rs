//! Proposed values: what the schema's fills give for an attribute.

use std::ops::Range;

use super::grounds::Grounds;
use super::lexical::Read;
use super::{cue, figure, lexical, when};
use crate::annotation::schema::{Attribute, Cue, Fill};
use crate::annotation::{Annotation, Subject, Value};

/// Where a proposal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The registry, which knows the words of the span.
    Registry,
    /// Another span of the same words.
    SameText,
    /// The span before, of the same tag.
    Before,
    /// A word of a lexicon.
    Lexicon,
    /// The figure in the span.
    Number,
    /// Words that say when.
    Date,
    /// A word that says that somebody says so.
    Cue,
    /// It is inside the span.
    Inside,
    /// It is near the span, in its sentence.
    Sentence,
    /// It is near the span.
    Near,
}

impl Source {
    /// Its name in files and statistics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registry => "registry",
            Self::SameText => "same_text",
            Self::Before => "before",
            Self::Lexicon => "lexicon",
            Self::Number => "number",
            Self::Date => "date",
            Self::Cue => "cue",
            Self::Inside => "inside",
            Self::Sentence => "sentence",
            Self::Near => "near",
        }
    }
}

/// A value that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The value.
    pub value: Value,
    /// Where it comes from.
    pub source: Source,
    /// The words that gave rise to it, in bytes of the text, where it is words.
    pub words: Option<Range<usize>>,
}

/// What is proposed for an attribute, each value once, in the order in which the schema fills it. Nothing is proposed where
/// the likeliest value is the default, or was refused before.
pub fn values(attribute: &Attribute, grounds: &Grounds<'_>) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    for fill in &attribute.fill {
        for Read { value, words } in read(attribute, fill, grounds) {
            if found.iter().all(|known| known.value != value) {
                found.push(Proposal { value, source: source(fill), words });
            }
        }
    }
    let offer = grounds.span.offers.get(&Subject::Attribute(attribute.id.clone()));
    let is_said = grounds.span.attribute(&attribute.id).is_some();
    let refused = offer.map(|offer| &offer.value).filter(|_| !is_said);
    match found.first().map(|first| &first.value) {
        first if first == attribute.default.as_ref() || first == refused => Vec::new(),
        _ => found,
    }
}

fn source(fill: &Fill) -> Source {
    match fill {
        Fill::Registry => Source::Registry,
        Fill::SameText => Source::SameText,
        Fill::Before | Fill::Continued => Source::Before,
        Fill::Holds { .. } => Source::Inside,
        Fill::Lexicon(_) => Source::Lexicon,
        Fill::Number(_) => Source::Number,
        Fill::Cue(Cue::When) => Source::Date,
        Fill::Cue(_) => Source::Cue,
    }
}

fn read(attribute: &Attribute, fill: &Fill, grounds: &Grounds<'_>) -> Vec<Read> {
    let plain = |value: Value| Read { value, words: None };
    let said = |span: Option<&Annotation>| span.and_then(|span| span.attribute(&attribute.id)).cloned().map(plain);
    match fill {
        Fill::SameText => grounds.alike().iter().filter_map(|other| other.attribute(&attribute.id)).cloned().map(plain).collect(),
        Fill::Registry => grounds.known(attribute).into_iter().map(plain).collect(),
        Fill::Lexicon(lexicon) => lexical::values(attribute, lexicon, grounds),
        Fill::Cue(Cue::Stance) => cue::stances(grounds),
        Fill::Cue(Cue::Span) => cue::places(grounds),
        Fill::Cue(Cue::Certainty) => cue::certainties(grounds),
        Fill::Cue(Cue::When) => when::values(attribute, grounds),
        Fill::Before => said(grounds.before()).into_iter().collect(),
        Fill::Continued if figure::is_bare(grounds) => said(lexical::whole(grounds)).into_iter().collect(),
        Fill::Continued => Vec::new(),
        Fill::Holds { class, value } => grounds.holds(class).then(|| plain(Value::Text(value.clone()))).into_iter().collect(),
        Fill::Number(part) => figure::value(*part, grounds).into_iter().collect(),
    }
}
