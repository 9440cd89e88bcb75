//! Going from span to span in the inspector: by gaps, by spans, or through the text.

use std::collections::BTreeMap;

use hashiya::annotation::{Gap, Part, gaps};
use hashiya::session::{Inspector, Mode};

use super::Fault;
use super::desk::{Desk, Purpose};
use super::wants::Left;
use super::way::Goal;
use super::ways::Map;

/// Keys that are pressed to go from gap to gap, or from span to span, before the way leads through the text.
const NEAR: usize = 5;

impl Desk {
    /// The span of which something is said next: the one that is inspected, else the next one after it.
    pub(crate) fn next<'t>(&self, left: Vec<Left<'t>>) -> Result<Option<Left<'t>>, Fault> {
        let set = self.set()?;
        let place = |id: &str| set.iter().position(|span| span.id == *id);
        let here = self.inspected().as_deref().and_then(place);
        let key = |left: &Left<'_>| {
            let place = place(&left.id);
            (place < here, place)
        };
        Ok(left.into_iter().min_by_key(key))
    }

    /// The span that the inspector is about.
    pub(crate) fn inspected(&self) -> Option<String> {
        let inspector = self.session().find::<Inspector>()?;
        inspector.spans().first().map(ToString::to_string)
    }

    /// Brings the inspector to a span.
    pub(crate) fn go_to(&mut self, id: &str, map: &Map<'_>) -> Result<(), Fault> {
        let set = self.set()?;
        let places: BTreeMap<String, usize> = set.iter().enumerate().map(|(n, span)| (span.id.to_string(), n)).collect();
        let place = |id: &str| places.get(id).copied().unwrap_or_default();
        let wanted = place(id);
        let here = self.inspected().map(|id| place(&id));
        let by_gap = self.gaps_until(id)?.filter(|steps| *steps <= NEAR);
        let by_span = here.map(|here| wanted.abs_diff(here)).filter(|steps| *steps <= NEAR);
        match (by_gap, by_span, here) {
            (Some(gap), span, _) if span.is_none_or(|span| gap <= span) => self.press_all(",", Purpose::Moving),
            (_, Some(_), Some(here)) => self.press_all(if wanted > here { "]" } else { "[" }, Purpose::Moving),
            _ => return self.inspect(id, map),
        }
        let now = self.inspected().map(|id| place(&id).abs_diff(wanted));
        let is_nearer = match by_gap {
            Some(steps) => now == Some(0) || self.gaps_until(id)?.is_some_and(|left| left < steps),
            None => now.is_some_and(|now| here.is_none_or(|here| now < here.abs_diff(wanted))),
        };
        if is_nearer { Ok(()) } else { self.inspect(id, map) }
    }

    /// How often `,` is pressed until a span is inspected; none where nothing is missing of it.
    fn gaps_until(&self, id: &str) -> Result<Option<usize>, Fault> {
        let set = self.set()?;
        let all: Vec<Gap> =
            gaps(set, self.session().schema(), Part::Annotator).into_iter().filter(|gap| gap.span.is_some()).collect();
        let Some(wanted) = all.iter().position(|gap| gap.span.as_deref() == Some(id)) else { return Ok(None) };
        let inspected =
            self.session().find::<Inspector>().and_then(|inspector| Some((inspector.spans().first()?, inspector.at())));
        let card = self.session().card();
        let own = |gap: &Gap| inspected.is_some_and(|(here, _)| gap.span.as_ref() == Some(here));
        let row = inspected.and_then(|(_, at)| card.rows.get(at));
        let at_hand = all.iter().position(|gap| own(gap) && row.is_some_and(|row| row.is_about(&gap.missing)));
        let cursor = self.text()?.cursor();
        let is_ahead = |gap: &Gap| gap.span.as_deref().and_then(|id| set.get(id)).is_some_and(|span| span.span.start() >= cursor);
        let first = match at_hand {
            Some(here) => (here + 1) % all.len(),
            None => all.iter().position(own).or_else(|| all.iter().position(is_ahead)).unwrap_or(0),
        };
        Ok(Some(1 + (wanted + all.len() - first) % all.len()))
    }

    /// Goes to a span in the text, and opens the inspector on it.
    fn inspect(&mut self, id: &str, map: &Map<'_>) -> Result<(), Fault> {
        if self.session().mode() == Mode::Inspector {
            self.press_all("esc", Purpose::Moving);
        }
        let start = self.set()?.get(id).ok_or("a span is gone")?.span.start();
        self.go(&Goal::Cursor(start..start + 1), map, Purpose::Moving)?;
        for _ in 0..self.text()?.stack().len() {
            if self.session().current().is_some_and(|span| span.id == *id) {
                break;
            }
            self.press_all("tab", Purpose::Moving);
        }
        self.press_all("i", Purpose::Moving);
        if self.inspected().as_deref() == Some(id) { Ok(()) } else { Err(format!("no keys inspect {id}").into()) }
    }
}
