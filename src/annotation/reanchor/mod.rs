//! Finding spans again in a text that has changed since they were made.
//!
//! A span is placed by itself only where its very words stand in the very context that they had:
//!
//! - Where the text as it was is at hand, the words and what stood around them, in both directions, must stand at
//!   exactly one place.
//! - Where it is not, the words must stand at exactly one place, and their distance from something that is known not
//!   to have moved must be as it was: from the start or the end of the text, or from the span before or after.
//! - A span within one that was placed is placed with it.
//!
//! Everything else is an orphan with candidates, for somebody to choose from. Nothing is guessed.

mod context;
mod landmarks;
mod near;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

use super::quote::fit;
use crate::text::{Document, Span};

/// Most places looked at for one quote.
const MOST: usize = 10_000;
/// Most candidates of an orphan: one for each digit key.
const CANDIDATES: usize = 9;
/// Most orphans for which similar words are looked for.
const SEARCHED: usize = 500;

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

/// Looks for every span in the text as it is now; a verdict for each, in their order.
pub fn reanchor(anchors: &[Anchor<'_>], before: Before<'_>, now: &Document) -> Vec<Verdict> {
    let mut search = Search { now, found: HashMap::new() };
    let placed = match before.document {
        Some(old) => anchors.iter().map(|anchor| context::place(&mut search, anchor, old)).collect(),
        None => landmarks::place(&mut search, anchors, before.code_points),
    };
    let mut known: Vec<(usize, isize)> =
        anchors.iter().zip(&placed).filter_map(|(anchor, place)| Some((anchor.place.start, place.as_ref()?.shift))).collect();
    known.sort_unstable();
    let mut searched = 0;
    let verdict = |(anchor, place): (&Anchor<'_>, &Option<Placed>)| {
        if let Some(placed) = place {
            return Verdict::Placed(placed.span, placed.parts.clone());
        }
        searched += 1;
        let expected = expected(anchor, &known, now);
        Verdict::Orphan(candidates(&mut search, anchor, expected, searched <= SEARCHED))
    };
    anchors.iter().zip(&placed).map(verdict).collect()
}

/// Where a span was found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Placed {
    span: Span,
    /// How many code points further on it stands than it stood.
    shift: isize,
    parts: Vec<Range<usize>>,
}

/// The places of quotes in the text, each looked for once.
struct Search<'a> {
    now: &'a Document,
    found: HashMap<String, Vec<Span>>,
}

impl Search<'_> {
    /// All places of a quote that are spans, at most [`MOST`].
    fn places(&mut self, quote: &str) -> &[Span] {
        if !self.found.contains_key(quote) {
            let places = if quote.is_empty() { Vec::new() } else { places(self.now, quote) };
            self.found.insert(quote.to_owned(), places);
        }
        self.found.get(quote).map(Vec::as_slice).unwrap_or_default()
    }
}

fn places(document: &Document, quote: &str) -> Vec<Span> {
    let finder = memchr::memmem::Finder::new(quote);
    let (mut found, mut from) = (Vec::new(), 0);
    let bytes = document.text().as_bytes();
    while let Some(at) = bytes.get(from..).and_then(|rest| finder.find(rest)).map(|at| from + at) {
        found.extend(document.span(at..at + quote.len()).filter(|span| span.range() == (at..at + quote.len())));
        if found.len() >= MOST {
            break;
        }
        // Places may overlap.
        from = at + 1;
    }
    found
}

/// How many code points further on a byte is than a code point was.
fn shift(now: &Document, at: usize, was: usize) -> isize {
    let now = isize::try_from(now.code_point_at(at)).unwrap_or(isize::MAX);
    now.saturating_sub(isize::try_from(was).unwrap_or(isize::MAX))
}

fn shifted(place: &Range<usize>, shift: isize) -> Option<Range<usize>> {
    Some(place.start.checked_add_signed(shift)?..place.end.checked_add_signed(shift)?)
}

/// The byte near which an orphan is likely to be: as far on as the nearest span that was placed, of those `known` by
/// where they stood and how far they moved.
fn expected(anchor: &Anchor<'_>, known: &[(usize, isize)], now: &Document) -> usize {
    let start = anchor.place.start;
    let at = known.partition_point(|(was, _)| *was < start);
    let beside = [at.checked_sub(1).and_then(|at| known.get(at)), known.get(at)];
    let nearest = beside.into_iter().flatten().min_by_key(|(was, _)| was.abs_diff(start));
    let point = start.saturating_add_signed(nearest.map_or(0, |(_, shift)| *shift));
    now.byte_of_code_point(point.min(now.code_points())).unwrap_or(now.len())
}

fn candidates(search: &mut Search<'_>, anchor: &Anchor<'_>, expected: usize, near: bool) -> Vec<Candidate> {
    let mut exact: Vec<Span> = search.places(anchor.quote).to_vec();
    exact.sort_by_key(|span| span.start().abs_diff(expected));
    exact.truncate(CANDIDATES);
    let mut found: Vec<Candidate> = exact.into_iter().map(|span| Candidate { span, likeness: 100 }).collect();
    if near && found.len() < CANDIDATES {
        let others = near::look(search.now, anchor.quote, expected);
        let new = |other: &Candidate| {
            !found.iter().any(|known| known.span.holds(other.span.start()) || other.span.holds(known.span.start()))
        };
        let more: Vec<Candidate> = others.into_iter().filter(new).collect();
        found.extend(more);
        found.truncate(CANDIDATES);
    }
    found
}

/// Whether the very words of a span stand at a place.
fn stands(now: &Document, anchor: &Anchor<'_>, shift: isize) -> Option<Span> {
    fit(now, shifted(&anchor.place, shift)?, Some(anchor.quote)).ok()
}
