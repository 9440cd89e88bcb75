//! Merging what was proposed for a span, which leaves no mark: what became of it is read off the merged span.

use std::collections::BTreeSet;

use super::trios::Trio;
use crate::annotation::merge::{Sides, pairs};
use crate::annotation::record::line;
use crate::annotation::{Held, Offer, Offered};

/// What was proposed for the subjects of a span, whose ends have the same names everywhere.
pub(super) fn merge(trio: Trio<Offered>) -> Offered {
    let (ours, theirs) = match (trio.ours, trio.theirs) {
        (Some(ours), Some(theirs)) => (ours, theirs),
        (one, other) => return one.or(other).unwrap_or_default(),
    };
    let base = trio.base.unwrap_or_default();
    let sides = Sides { base: &base, ours: &ours, theirs: &theirs };
    if let Some(agreed) = sides.agreed() {
        return agreed.clone();
    }
    if ours.is_odd() || theirs.is_odd() {
        let by_spelling = |offered: &&Offered| offered.to_ron();
        return std::cmp::min_by_key(sides.ours, sides.theirs, by_spelling).clone();
    }
    let known = sides.map(|side| side.known().map(Vec::as_slice).unwrap_or_default());
    let mut merged = pairs(known, |offer: &Offer| line(offer), &mut BTreeSet::new());
    merged.sort_by(|a, b| a.0.cmp(&b.0));
    if merged.is_empty() { Offered::default() } else { Held::Known(merged).into() }
}
