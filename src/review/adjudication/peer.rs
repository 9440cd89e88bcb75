//! One annotator's work gone through by another person: every span of it needs a decision, and spans can be added.
//!
//! - To accept a span is to take the annotator's reading, to reject it is to decide that nothing belongs there, to change
//!   it is to edit the reading. Nothing of the annotator's is written: decisions are a reviewer's own.
//! - A span that was missed is a unit of its own, after all others, whose reading is nothing.
//! - What the annotator has changed since just as the reviewer proposed needs no further decision; any other change
//!   makes a decision stale.

use super::Adjudication;
use crate::annotation::{Annotation, Annotator};
use crate::review::adjudication::{Choice, Decision, StatedRelation};
use crate::review::compare::{Comparison, Link, Reading, Target, Unit, UnitKind};

impl Adjudication {
    /// Puts a reviewer's decisions, read from a file, on the work of one annotator.
    pub fn of_one(comparison: Comparison, decisions: Vec<Decision>) -> Self {
        let annotator = comparison.annotators.first().map(ToString::to_string).unwrap_or_default();
        let is_addition = |decision: &Decision| decision.basis == [(annotator.clone(), String::new())];
        let (additions, others): (Vec<_>, Vec<_>) = decisions.into_iter().partition(is_addition);
        let mut peer = Self { is_peer: true, ..Self::new(comparison, others) };
        for orphan in std::mem::take(&mut peer.orphans) {
            match peer.heir(&orphan) {
                Some(unit) => drop(peer.decide(unit, Some(orphan))),
                None => peer.orphans.push(orphan),
            }
        }
        for addition in additions {
            peer.add(addition);
        }
        peer
    }

    /// A decision that spans are missing, not yet made.
    pub fn missed(&self, text: &str, spans: Vec<Annotation>) -> Option<Decision> {
        let start = spans.iter().map(|span| span.span.start()).min()?;
        let end = spans.iter().map(|span| span.span.end()).max()?;
        let annotators = self.comparison.annotators.iter();
        let basis = annotators.map(|annotator| (annotator.to_string(), String::new())).collect();
        let words = text.get(start..end).unwrap_or_default().to_owned();
        Some(Decision { basis, choice: Choice::Edited(None, spans), ..Decision::at(start..end, words) })
    }

    /// Adds a decision that spans are missing; gives the number of its unit.
    ///
    /// It is that of the annotator's own span where the annotator has added one just so, else one that was begun for that
    /// place.
    pub fn add(&mut self, addition: Decision) -> usize {
        let own = (0..self.units().len()).find(|n| self.decision(*n).is_none() && self.is_as_proposed(*n, &addition));
        let same = |unit: &Unit| (unit.start, unit.end) == (addition.start, addition.end);
        let begun = |n: &usize| self.is_addition(*n) && self.decision(*n).is_none() && self.units().get(*n).is_some_and(same);
        if let Some(n) = own.or_else(|| (0..self.units().len()).find(begun)) {
            self.decide(n, Some(addition));
            return n;
        }
        self.begin(addition.start..addition.end, Some(addition))
    }

    /// The unit without a decision that one of an earlier reading goes to: what it made of that, or the same words.
    fn heir(&self, decision: &Decision) -> Option<usize> {
        let units = (0..self.units().len()).filter(|unit| !self.is_addition(*unit));
        let mut free = units.filter(|unit| self.decision(*unit).is_none());
        let is_place = |unit: &Unit| (unit.start, unit.end) == (decision.start, decision.end);
        let same = |unit: usize| self.units().get(unit).is_some_and(is_place);
        free.find(|unit| self.is_as_proposed(*unit, decision) || same(*unit))
    }

    /// A unit for a place where the annotator has nothing.
    fn begin(&mut self, place: std::ops::Range<usize>, decision: Option<Decision>) -> usize {
        let readings = vec![Reading::default(); self.comparison.annotators.len()];
        self.comparison.units.push(Unit { start: place.start, end: place.end, kind: UnitKind::Missing, fact: None, readings });
        self.decisions.push(decision);
        let nothing = |annotator: &Annotator| (annotator.to_string(), String::new());
        self.bases.push(self.comparison.annotators.iter().map(nothing).collect());
        self.units().len() - 1
    }

    /// A unit for spans that are missing, with no decision on it yet; gives its number.
    pub fn begin_addition(&mut self, place: std::ops::Range<usize>) -> usize {
        self.begin(place, None)
    }

    /// Whether a unit is one of spans that the reviewer has added.
    pub fn is_addition(&self, unit: usize) -> bool {
        self.is_peer && self.units().get(unit).is_some_and(|unit| unit.spans().next().is_none())
    }

    /// Whether the relations of the annotator's reading are those that a decision made of earlier ones.
    fn is_related_as_proposed(&self, unit: usize, decision: &Decision) -> bool {
        let (Some(stated), Choice::Edited(_, proposed)) = (&decision.relations, &decision.choice) else { return true };
        let Some(reading) = self.units().get(unit).and_then(|unit| unit.readings.first()) else { return false };
        // New spans have ids of their own: the spans of both are told by their places among them.
        let told = |spans: &[Annotation], link: &Link| {
            let place = |id: &str| spans.iter().position(|span| span.id == *id).map(|place| place.to_string());
            let to = place(&link.to).unwrap_or_else(|| link.to.to_string());
            format!("{:?} {to} {} {:?} {}", place(&link.from), link.kind, link.order, link.qualities())
        };
        let mut own: Vec<String> = reading.links.iter().map(|link| told(&reading.spans, link)).collect();
        let link = |stated: &StatedRelation| Link::of(&stated.relation, Target::Other(stated.relation.to.clone()));
        let mut wanted: Vec<String> = stated.iter().map(|stated| told(proposed, &link(stated))).collect();
        own.sort();
        wanted.sort();
        own == wanted
    }

    /// Whether the annotator's reading is what a decision made of an earlier one.
    pub(super) fn is_as_proposed(&self, unit: usize, decision: &Decision) -> bool {
        let Choice::Edited(_, proposed) = &decision.choice else { return false };
        let own = self.units().get(unit).and_then(|unit| unit.readings.first()).map(|reading| reading.spans.as_slice());
        let defaults = &self.comparison.defaults;
        let same = |(a, b): (&Annotation, &Annotation)| a.tag == b.tag && a.span == b.span && defaults.same_attributes(a, b);
        let spans_are = own.is_some_and(|own| own.len() == proposed.len() && own.iter().zip(proposed).all(same));
        self.is_peer && spans_are && self.is_related_as_proposed(unit, decision)
    }
}
