//! What more than half say, field by field: the spans of a unit, their attributes, their relations, the value of a fact.
//!
//! - A span, that is a tag at a place, is there if more than half of all annotators have it; nothing is there if more than
//!   half have nothing.
//! - An attribute of it has a value, or none, if more than half of those who have the span say so.
//! - A relation from it is there if more than half of those who have the span state it to the same end; so is what is said
//!   of the relation, among those who state it.
//! - A fact of the document has a value if more than half of those who speak of it say so.
//!
//! Whatever has no majority is left out, and the unit stays open for it. What all say is counted in the same way, with all in
//! the place of more than half.

use std::collections::BTreeMap;

use super::decision::{Choice, Decision};
use super::outcome::{Given, Settled};
use super::quorum::Quorum;
use super::{Adjudication, Status};
use crate::annotation::{Annotation, End, SpanId, Timestamp, Value};
use crate::review::compare::{Link, Reading, Target, Unit};

/// The other end of a relation: a span of another unit, by its tag and place, or what is none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Goal {
    Span(String, usize, usize),
    Other(End),
}

/// A relation that enough state, as far as enough of them say what it is like.
pub(super) struct SharedLink {
    /// One of those who state it.
    pub(super) annotator: usize,
    /// The relation, as they all state it.
    pub(super) link: Link,
}

/// The relations from a span that more than half have.
struct Links {
    found: Vec<SharedLink>,
    /// Whether there was a majority for or against each, and for all that is said of it.
    is_complete: bool,
}

impl Adjudication {
    /// Whether more than half say the same of a unit, in all its fields.
    pub fn has_majority(&self, unit: usize) -> bool {
        if self.units().get(unit).is_some_and(|unit| unit.fact.is_some()) {
            return self.majority_fact(unit).is_some();
        }
        self.shared_spans(unit, Quorum::Half).is_some_and(|spans| {
            let is_complete =
                |given: &Given| self.has_all_attributes(unit, given) && self.links(unit, given, Quorum::Half).is_complete;
            spans.iter().all(is_complete)
        })
    }

    /// The spans that enough have, with their attributes; `None` where enough neither have any nor have nothing, and for a
    /// fact.
    pub(super) fn shared_spans(&self, unit: usize, quorum: Quorum) -> Option<Vec<Given>> {
        let of = self.units().get(unit).filter(|unit| unit.fact.is_none())?;
        let all = of.readings.len();
        let mut spans: Vec<Given> = Vec::new();
        for (n, reading) in of.readings.iter().enumerate() {
            for (place, span) in reading.spans.iter().enumerate() {
                let is_known = |given: &Given| given.stands_for.iter().any(|(who, id)| *who == n && *id == span.id);
                if spans.iter().any(is_known) {
                    continue;
                }
                let twin = reading.spans.iter().take(place).filter(|before| is_same_place(before, span)).count();
                let stands_for = namesakes(of, span, twin);
                if quorum.is_met(stands_for.len(), all) {
                    spans.push(Given { span: span.clone(), stands_for });
                }
            }
        }
        for given in &mut spans {
            given.span.attributes = self.shared_attributes(of, given, quorum);
        }
        let nothing = of.readings.iter().filter(|reading| reading.is_empty()).count();
        (!spans.is_empty() || quorum.is_met(nothing, all)).then_some(spans)
    }

    /// The attributes that enough of those who have a span give it, as one of them wrote them.
    fn shared_attributes(&self, unit: &Unit, given: &Given, quorum: Quorum) -> Vec<(String, Value)> {
        let names = attribute_names(unit, given);
        names
            .into_iter()
            .filter_map(|name| Some((name.clone(), self.shared_value(unit, given, &name, quorum)?.value()?)))
            .collect()
    }

    /// Whether more than half of those who have a span are of one mind on each of its attributes.
    fn has_all_attributes(&self, unit: usize, given: &Given) -> bool {
        let Some(of) = self.units().get(unit) else { return false };
        attribute_names(of, given).iter().all(|name| self.shared_value(of, given, name, Quorum::Half).is_some())
    }

    /// The value that enough of those who have a span give an attribute, or that they leave it out; `None` where there is no
    /// such value.
    fn shared_value(&self, unit: &Unit, given: &Given, name: &str, quorum: Quorum) -> Option<Settled> {
        let defaults = &self.comparison().defaults;
        let spans: Vec<&Annotation> = own_spans(unit, given).map(|(_, span)| span).collect();
        let said = |span: &Annotation| defaults.said(span, name).cloned();
        let wanted = quorum.verdict(spans.iter().map(|span| said(span)).collect())?;
        let written = spans.iter().find(|span| said(span) == wanted && span.attribute(name).is_some());
        Some(written.and_then(|span| span.attribute(name)).cloned().into())
    }

    /// The relations that enough of those who have a span state from it.
    pub(super) fn shared_links(&self, unit: usize, given: &Given, quorum: Quorum) -> Vec<SharedLink> {
        self.links(unit, given, quorum).found
    }

    fn links(&self, unit: usize, given: &Given, quorum: Quorum) -> Links {
        let mut links = Links { found: Vec::new(), is_complete: true };
        let Some(of) = self.units().get(unit) else { return links };
        let mut stated: BTreeMap<(&str, Goal), Vec<(usize, &Link)>> = BTreeMap::new();
        for (n, span) in own_spans(of, given) {
            let reading = of.readings.get(n);
            for link in reading.into_iter().flat_map(|reading| &reading.links).filter(|link| link.from == span.id) {
                let by = stated.entry((link.kind.as_str(), self.goal(n, link))).or_default();
                if by.iter().all(|(who, _)| *who != n) {
                    by.push((n, link));
                }
            }
        }
        for ((_, goal), by) in stated {
            if quorum.is_met(by.len(), given.stands_for.len()) {
                links.add(&by, quorum);
            } else if by.len() * 2 == given.stands_for.len() && self.is_majority_goal(&goal, &by) {
                links.is_complete = false;
            }
        }
        links
    }

    /// Where a relation of an annotator leads to.
    fn goal(&self, annotator: usize, link: &Link) -> Goal {
        let span = self.comparison.end(annotator, link);
        span.map_or_else(|| Goal::Other(link.to.clone()), |span| Goal::Span(span.tag.clone(), span.span.start(), span.span.end()))
    }

    /// Whether more than half have what a relation leads to, so that a question of the relation is one.
    fn is_majority_goal(&self, goal: &Goal, by: &[(usize, &Link)]) -> bool {
        let Goal::Span(tag, start, end) = goal else { return true };
        let target = by.iter().find_map(|(_, link)| match link.target {
            Target::Unit(unit) => self.units().get(unit),
            Target::Other(_) => None,
        });
        let is_it = |span: &Annotation| span.tag == *tag && span.span.range() == (*start..*end);
        let has = |reading: &&Reading| reading.spans.iter().any(is_it);
        target.is_none_or(|unit| unit.readings.iter().filter(has).count() * 2 > unit.readings.len())
    }

    /// The value of a fact that more than half of those who speak of it state.
    pub(super) fn majority_fact(&self, unit: usize) -> Option<Value> {
        let spoken = self.units().get(unit)?.readings.iter().filter_map(|reading| reading.value.clone()).collect();
        Quorum::Half.verdict(spoken)
    }

    /// Decides every open unit in which more than half say the same, as far as they do, and again what was decided so on
    /// readings that are others now; gives how many there were.
    pub fn decide_by_majority(&mut self, text: &str, by: &str, at: &Timestamp) -> usize {
        let is_to_decide = |unit: &usize| {
            let is_by_majority = self.decision(*unit).is_some_and(|decision| decision.choice == Choice::Majority);
            match self.status(*unit) {
                // What two adjudicators decided otherwise is for a person to decide.
                Status::Open => !is_by_majority && self.decision(*unit).is_none_or(|decision| decision.rivals.is_empty()),
                Status::Stale => is_by_majority,
                _ => false,
            }
        };
        let is_said = |unit: &usize| self.majority_fact(*unit).is_some() || self.shared_spans(*unit, Quorum::Half).is_some();
        let open: Vec<usize> = (0..self.units().len()).filter(is_to_decide).filter(is_said).collect();
        for unit in &open {
            let draft = self.draft(text, *unit, Choice::Majority);
            let decision = draft.map(|draft| Decision { by: by.to_owned(), at: at.clone(), ..draft });
            self.decide(*unit, decision);
        }
        open.len()
    }
}

impl Links {
    /// Adds a relation that these state, with what enough of them say of it.
    fn add(&mut self, by: &[(usize, &Link)], quorum: Quorum) {
        let Some((annotator, first)) = by.first() else { return };
        // Whoever gives a relation no order says nothing of it: a chain of one has none.
        let orders: Vec<i64> = by.iter().filter_map(|(_, link)| link.order).collect();
        let is_ordered = !orders.is_empty();
        let order = quorum.verdict(orders);
        let certainty = quorum.verdict(by.iter().map(|(_, link)| link.certainty.clone()).collect());
        self.is_complete &= order.is_some() == is_ordered && certainty.is_some();
        let mut names: Vec<&str> = by.iter().flat_map(|(_, link)| &link.attributes).map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let mut attributes = Vec::new();
        for name in names {
            let value = |link: &Link| link.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
            match quorum.verdict(by.iter().map(|(_, link)| value(link)).collect()) {
                Some(value) => attributes.extend(value.map(|value| (name.to_owned(), value))),
                None => self.is_complete = false,
            }
        }
        let link = Link { order, certainty: certainty.flatten(), attributes, ..(*first).clone() };
        self.found.push(SharedLink { annotator: *annotator, link });
    }
}

fn is_same_place(a: &Annotation, b: &Annotation) -> bool {
    a.span == b.span && a.tag == b.tag
}

/// Of each annotator the span with a place and tag, where they have several the one of that number.
fn namesakes(unit: &Unit, span: &Annotation, twin: usize) -> Vec<(usize, SpanId)> {
    let own = |reading: &Reading| reading.spans.iter().filter(|own| is_same_place(own, span)).nth(twin).map(|own| own.id.clone());
    unit.readings.iter().enumerate().filter_map(|(n, reading)| Some((n, own(reading)?))).collect()
}

/// The spans that one stands for, each with the number of its annotator.
fn own_spans<'a>(unit: &'a Unit, given: &'a Given) -> impl Iterator<Item = (usize, &'a Annotation)> {
    given.stands_for.iter().filter_map(|(n, id)| {
        let span = unit.readings.get(*n)?.spans.iter().find(|own| own.id == *id)?;
        Some((*n, span))
    })
}

/// The attributes that anybody who has a span gives it, in the order in which they are met.
fn attribute_names(unit: &Unit, given: &Given) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in own_spans(unit, given).flat_map(|(_, span)| &span.attributes) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}
