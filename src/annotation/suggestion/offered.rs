//! A span that is offered.

use std::cmp::Reverse;

use crate::annotation::{Annotation, Origin, SpanId, Timestamp, Value};
use crate::text::Span;

/// Where a suggestion comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuggestionSource {
    /// A registry has the name.
    Registry,
    /// The words were tagged before.
    Earlier,
    /// The lexicons of the schema, and the grammar of figures.
    Lexicon,
    /// A model that was learned from earlier work.
    Model,
    /// The sidecar of an annotator.
    Sidecar,
}

impl SuggestionSource {
    /// All of them, in the order of this list.
    pub const ALL: [Self; 5] = [Self::Registry, Self::Earlier, Self::Lexicon, Self::Model, Self::Sidecar];

    /// Its name in files and statistics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registry => "registry",
            Self::Earlier => "earlier",
            Self::Lexicon => "lexicon",
            Self::Model => "model",
            Self::Sidecar => "sidecar",
        }
    }
}

/// How likely a suggestion is, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u16);

impl Confidence {
    /// As likely as so many of so many; nothing of nothing is not likely at all.
    pub fn of(right: f64, all: f64) -> Self {
        let share = if all > 0.0 { (right / all).clamp(0.0, 1.0) } else { 0.0 };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Self((share * 1000.0).round() as u16)
    }

    /// So many thousandths, at most all of them.
    pub const fn thousandths(part: u16) -> Self {
        Self(if part > 1000 { 1000 } else { part })
    }

    /// How many thousandths it is.
    pub fn as_thousandths(self) -> u16 {
        self.0
    }
}

/// What is at least so likely may be taken with others.
const LIKELY: Confidence = Confidence::thousandths(700);

/// A span that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Its place.
    pub span: Span,
    /// Its tag.
    pub tag: String,
    /// What is offered with it: of a name its identity, and what that tells.
    pub attributes: Vec<(String, Value)>,
    /// Where it comes from.
    pub source: SuggestionSource,
    /// How likely it is.
    pub confidence: Confidence,
}

impl Suggestion {
    /// The annotation that it becomes when somebody takes it, or that a program has which takes all of them.
    pub fn annotation(&self, id: &SpanId, now: Timestamp) -> Annotation {
        let new = Annotation::new(id, &self.tag, self.span);
        Annotation { attributes: self.attributes.clone(), origin: Origin::Auto, at: now, ..new }
    }

    /// Whether it is likely enough to be taken with others, without a look at each.
    pub fn is_likely(&self) -> bool {
        self.confidence >= LIKELY
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.span.start() < other.span.end() && other.span.start() < self.span.end()
    }
}

/// Of those that overlap with one tag, or have one place, the likeliest, the longer of two that are equally likely; in the
/// order of the text.
pub(super) fn likeliest(mut all: Vec<Suggestion>) -> Vec<Suggestion> {
    all.sort_by(|a, b| {
        let rank = |one: &Suggestion| (Reverse(one.confidence), Reverse(one.span.end() - one.span.start()), one.source);
        rank(a).cmp(&rank(b)).then_with(|| (a.span, &a.tag).cmp(&(b.span, &b.tag)))
    });
    let mut kept: Vec<Suggestion> = Vec::with_capacity(all.len());
    // Those that were kept, by the blocks of the text that they touch: no text makes this quadratic.
    let mut places: std::collections::HashMap<usize, Vec<usize>> = std::collections::HashMap::new();
    let blocks = |one: &Suggestion| one.span.start() / BLOCK..=one.span.end() / BLOCK;
    for one in all {
        let stands_against = |other: &Suggestion| other.span == one.span || other.tag == one.tag && other.overlaps(&one);
        let near = blocks(&one).filter_map(|block| places.get(&block)).flatten().filter_map(|n| kept.get(*n));
        if !near.into_iter().any(stands_against) {
            blocks(&one).for_each(|block| places.entry(block).or_default().push(kept.len()));
            kept.push(one);
        }
    }
    kept.sort_by(|a, b| (a.span, &a.tag).cmp(&(b.span, &b.tag)));
    kept
}

/// Bytes of a block of a text.
const BLOCK: usize = 512;
