//! Finding spans again in a text that has changed since they were made.
//!
//! A span is placed by itself only where its very words stand in the very context that they had:
//!
//! - Where the text as it was is at hand, the words and what stood around them, in both directions, must stand at
//!   exactly one place; in one direction is enough for words that stand once in either text.
//! - Where it is not, or tells nothing because what stood around was changed, the words must stand at exactly one place,
//!   and their distance from something that is known not to have moved must be as it was: from the start or the end of
//!   the text, or from the span before or after.
//! - A span within one that was placed is placed with it.
//!
//! So the text as it was only ever adds to what is placed without it. Everything else is an orphan with candidates, for somebody to choose from. Nothing is guessed.

mod anchor;
mod search;
mod context;
mod landmarks;
mod near;

#[cfg(test)]
mod tests;

pub use anchor::{Anchor, Before, Candidate, Verdict};

use anchor::CANDIDATES;
use search::{Placed, Search};

use crate::text::{Document, Span};

/// Most orphans for which similar words are looked for.
const SEARCHED: usize = 500;

/// Looks for every span in the text as it is now; a verdict for each, in their order.
pub fn reanchor(anchors: &[Anchor<'_>], before: Before<'_>, now: &Document) -> Vec<Verdict> {
    let mut search = Search::new(now);
    let mut placed = landmarks::place(&mut search, anchors, before.code_points);
    if let Some(old) = before.document {
        for (slot, anchor) in placed.iter_mut().zip(anchors) {
            *slot = context::place(&mut search, anchor, old).or_else(|| slot.take());
        }
    }
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
