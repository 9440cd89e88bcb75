//! The text as it is now, searched for the words of spans.

use std::collections::HashMap;
use std::ops::Range;

use super::anchor::Anchor;
use crate::annotation::quote::fit;
use crate::text::{Document, Span};

/// Most places looked at for one quote.
const MOST: usize = 10_000;

/// Where a span was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) span: Span,
    /// How many code points further on it stands than it stood.
    pub(super) shift: isize,
    pub(super) parts: Vec<Range<usize>>,
}

/// The places of quotes in the text, each looked for once.
pub(super) struct Search<'a> {
    pub(super) now: &'a Document,
    found: HashMap<String, Vec<Span>>,
}

impl<'a> Search<'a> {
    pub(super) fn new(now: &'a Document) -> Self {
        Self { now, found: HashMap::new() }
    }

    /// All places of a quote that are spans, at most [`MOST`].
    pub(super) fn places(&mut self, quote: &str) -> &[Span] {
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
pub(super) fn shift(now: &Document, at: usize, was: usize) -> isize {
    let now = isize::try_from(now.code_point_at(at)).unwrap_or(isize::MAX);
    now.saturating_sub(isize::try_from(was).unwrap_or(isize::MAX))
}

pub(super) fn shifted(place: &Range<usize>, shift: isize) -> Option<Range<usize>> {
    Some(place.start.checked_add_signed(shift)?..place.end.checked_add_signed(shift)?)
}

/// Whether the very words of a span stand at a place.
pub(super) fn stands(now: &Document, anchor: &Anchor<'_>, shift: isize) -> Option<Span> {
    fit(now, shifted(&anchor.place, shift)?, Some(anchor.quote)).ok()
}
