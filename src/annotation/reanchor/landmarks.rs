//! Placing spans where the text as it was is gone: by their distance from what has not moved.

use std::ops::Range;

use super::anchor::Anchor;
use super::search::{Placed, Search, shift, shifted, stands};

/// Spans looked at for the nearest one that does not overlap.
const NEIGHBOURS: usize = 32;

/// What is known while spans are being placed.
struct Landmarks<'a, 'b> {
    anchors: &'a [Anchor<'b>],
    /// The spans in reading order, the longer first.
    order: Vec<usize>,
    /// How far those have moved whose words stand at one place.
    shifts: Vec<Option<isize>>,
    /// How much longer the text is.
    growth: Option<isize>,
}

/// Places what can be placed.
pub(super) fn place(search: &mut Search<'_>, anchors: &[Anchor<'_>], code_points: usize) -> Vec<Option<Placed>> {
    let mut order: Vec<usize> = (0..anchors.len()).collect();
    let key = |n: usize| anchors.get(n).map(|anchor| (anchor.place.start, std::cmp::Reverse(anchor.place.end)));
    order.sort_by_key(|n| key(*n));
    let shifts = anchors.iter().map(|anchor| only(search, anchor)).collect();
    let growth = (code_points > 0).then(|| shift(search.now, search.now.len(), code_points));
    let landmarks = Landmarks { anchors, order, shifts, growth };
    let sure = landmarks.sure();
    let shifts = landmarks.with_inner(&sure);
    let placed = |(n, anchor): (usize, &Anchor<'_>)| {
        let shift = (*shifts.get(n)?)?;
        let span = stands(search.now, anchor, shift)?;
        let parts = anchor.parts.iter().map(|part| landmarks.place_part(anchor, part, shift, &shifts)).collect::<Option<_>>()?;
        Some(Placed { span, shift, parts })
    };
    anchors.iter().enumerate().map(placed).collect()
}

/// How far a span has moved, if its words stand at one place.
fn only(search: &mut Search<'_>, anchor: &Anchor<'_>) -> Option<isize> {
    let place = match search.places(anchor.quote) {
        [only] => *only,
        _ => return None,
    };
    Some(shift(search.now, place.start(), anchor.place.start))
}

impl Landmarks<'_, '_> {
    fn start(&self, n: usize) -> usize {
        self.anchors.get(n).map_or(0, |anchor| anchor.place.start)
    }

    fn end(&self, n: usize) -> usize {
        self.anchors.get(n).map_or(0, |anchor| anchor.place.end)
    }

    fn shift(&self, n: usize) -> Option<isize> {
        self.shifts.get(n).copied().flatten()
    }

    /// For each span whether its distance from the start, the end, or a neighbour is as it was.
    fn sure(&self) -> Vec<bool> {
        let mut sure = vec![false; self.anchors.len()];
        for (at, n) in self.order.iter().enumerate() {
            let Some(shift) = self.shift(*n) else { continue };
            let before = self
                .order
                .iter()
                .take(at)
                .rev()
                .take(NEIGHBOURS)
                .find(|m| self.end(**m) <= self.start(*n) && self.shift(**m).is_some());
            let after = self
                .order
                .iter()
                .skip(at + 1)
                .take(NEIGHBOURS)
                .find(|m| self.start(**m) >= self.end(*n) && self.shift(**m).is_some());
            let beside = [before, after].into_iter().flatten().any(|m| self.shift(*m) == Some(shift));
            if let Some(slot) = sure.get_mut(*n) {
                *slot = shift == 0 || Some(shift) == self.growth || beside;
            }
        }
        sure
    }

    /// How far each span has moved that is sure or lies within one that is.
    fn with_inner(&self, sure: &[bool]) -> Vec<Option<isize>> {
        let mut shifts = vec![None; self.anchors.len()];
        // The sure span that reaches furthest so far.
        let mut outer: Option<(usize, isize)> = None;
        for n in &self.order {
            let own = self.shift(*n).filter(|_| sure.get(*n).copied().unwrap_or(false));
            let along = outer.filter(|(end, _)| self.end(*n) <= *end).map(|(_, shift)| shift);
            let shift = own.or(along);
            if let (Some(shift), true) = (own, outer.is_none_or(|(end, _)| self.end(*n) > end)) {
                outer = Some((self.end(*n), shift));
            }
            if let Some(slot) = shifts.get_mut(*n) {
                *slot = shift;
            }
        }
        shifts
    }

    /// A sub-span moves along where it lies within a span that moves as far: its words are in that one's quote.
    fn place_part(&self, own: &Anchor<'_>, part: &Range<usize>, shift: isize, shifts: &[Option<isize>]) -> Option<Range<usize>> {
        let holds = |anchor: &Anchor<'_>| anchor.place.start <= part.start && part.end <= anchor.place.end;
        let along = || self.anchors.iter().zip(shifts).any(|(anchor, so_far)| *so_far == Some(shift) && holds(anchor));
        (holds(own) || along()).then(|| shifted(part, shift)).flatten()
    }
}
