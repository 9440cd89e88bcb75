//! Placing spans where the text as it was is at hand: by what stood around them.

use std::ops::Range;

use super::anchor::Anchor;
use super::search::{Placed, Search, shift, shifted};
use crate::annotation::quote::fit;
use crate::text::{Document, Span};

/// How many bytes around a span must be as they were; more, where so many stand at several places.
const WIDTHS: [usize; 5] = [32, 64, 128, 512, 4096];

/// The one place where the words of a span stand in the context that they had.
pub(super) fn place(search: &mut Search<'_>, anchor: &Anchor<'_>, old: &Document) -> Option<Placed> {
    let was = fit(old, anchor.place.clone(), Some(anchor.quote)).ok()?;
    let span = only(search, old, was)?;
    let shift = shift(search.now, span.start(), anchor.place.start);
    let parts = anchor.parts.iter().map(|part| place_part(search, anchor, part, shift, old)).collect::<Option<_>>()?;
    Some(Placed { span, shift, parts })
}

/// A sub-span among the words of its span goes along; another one is looked for as a span is.
fn place_part(
    search: &mut Search<'_>,
    own: &Anchor<'_>,
    part: &Range<usize>,
    shift: isize,
    old: &Document,
) -> Option<Range<usize>> {
    if own.place.start <= part.start && part.end <= own.place.end {
        return shifted(part, shift);
    }
    let was = fit(old, part.clone(), None).ok()?;
    let found = only(search, old, was)?;
    Some(search.now.code_point_at(found.start())..search.now.code_point_at(found.end()))
}

fn only(search: &mut Search<'_>, old: &Document, was: Span) -> Option<Span> {
    surrounded(search, old, was).or_else(|| unique(search, old, was))
}

/// The one place where the words stand in both texts, if what stood before them or after them is as it was.
fn unique(search: &mut Search<'_>, old: &Document, was: Span) -> Option<Span> {
    let now = search.now;
    let quote = old.slice(was.range());
    let [place] = search.places(quote) else { return None };
    let [width, ..] = WIDTHS;
    let (before, after) = around(old, was, width);
    let is_between = |text: &str| !text.trim().is_empty();
    let same_before = is_between(before) && now.slice(0..place.start()).ends_with(before);
    let same_after = is_between(after) && now.slice(place.end()..now.len()).starts_with(after);
    let is_only = |old: &str| old.find(quote).is_some_and(|at| at == was.start()) && old.rfind(quote) == Some(was.start());
    ((same_before || same_after) && is_only(old.text())).then_some(*place)
}

/// The one place where the words stand between what stood before them and after them.
fn surrounded(search: &mut Search<'_>, old: &Document, was: Span) -> Option<Span> {
    let now = search.now;
    let mut places = search.places(old.slice(was.range())).to_vec();
    for width in WIDTHS {
        let (before, after) = around(old, was, width);
        places.retain(|span| now.slice(0..span.start()).ends_with(before) && now.slice(span.end()..now.len()).starts_with(after));
        if places.len() <= 1 {
            break;
        }
    }
    match places.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The text before and after a span, up to so many bytes each.
fn around(old: &Document, span: Span, width: usize) -> (&str, &str) {
    let from = old.floor(span.start().saturating_sub(width));
    let to = old.floor(span.end().saturating_add(width).min(old.len()));
    (old.slice(from..span.start()), old.slice(span.end()..to))
}
