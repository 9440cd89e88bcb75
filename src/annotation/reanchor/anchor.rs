//! A span as it was made, and what becomes of it.

use std::ops::Range;

use crate::text::{Document, Span};

/// Most candidates of an orphan: one for each digit key.
pub(super) const CANDIDATES: usize = 9;

/// A span as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor<'a> {
    /// Where it stood, in code points.
    pub place: Range<usize>,
    /// The words that stood there.
    pub quote: &'a str,
    /// Sub-spans that go with it, in code points.
    pub parts: Vec<Range<usize>>,
}

/// The text as it was when the spans were made, as far as that is known.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// Its length in code points; 0 if that is not known.
    pub code_points: usize,
    /// The text, if it is at hand.
    pub document: Option<&'a Document>,
}

/// What became of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It stands here, its sub-spans by so many code points further on (or back) than they stood.
    Placed(Span, Vec<Range<usize>>),
    /// Nobody can say; the likeliest place first.
    Orphan(Vec<Candidate>),
}

/// A place that an orphan may belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The place.
    pub span: Span,
    /// How like the words there are to those quoted, in per cent; 100 is the same words.
    pub likeness: u8,
}
