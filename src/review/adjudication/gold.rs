//! The gold standard that a text's comparison and decisions amount to, every span with where it comes from.

use std::collections::{HashMap, HashSet};

use super::decision::Decision;
use super::outcome::{Given, Outcome};
use super::record::{Rejection, stored_decisions, stored_rejections};
use super::relations::Ends;
use super::{Adjudication, Progress, Status};
use crate::annotation::{
    Annotation, AnnotationSet, Annotator, DocumentState, Grounds, Held, Lists, Offers, Origin, Parts, Provenance, Relation,
    SpanId, Timestamp, Value,
};
use crate::review::compare::UnitKind;
use crate::text::{Document, Span};

/// What makes a gold standard besides the decisions.
#[derive(Debug, Clone, Copy)]
pub struct Gold<'a> {
    /// The text.
    pub document: &'a Document,
    /// The gold standard as it was; ids, times and what is not known here are kept from it.
    pub previous: Option<&'a AnnotationSet>,
    /// Who puts it together.
    pub by: &'a str,
    /// When.
    pub at: &'a Timestamp,
}

impl Adjudication {
    /// Makes the gold standard: what all agree on and what was decided. Of what is open, put off or stale, only that is in it
    /// which all say: a span without the attribute on which they differ.
    ///
    /// A relation is in it where both its ends are, as whoever's reading was taken states it, or by majority those who have the
    /// span. A span of an earlier gold standard that no annotator had stays.
    pub fn gold(&self, gold: Gold<'_>) -> AnnotationSet {
        let statuses: Vec<Status> = (0..self.units().len()).map(|unit| self.status(unit)).collect();
        let given = |(unit, status): (usize, &Status)| self.given(unit, *status);
        let outcomes: Vec<Outcome> = statuses.iter().enumerate().filter_map(given).collect();
        let mut maker = Maker::new(self, gold);
        for outcome in &outcomes {
            maker.take(outcome);
        }
        maker.keep_own();
        let ends = Ends { adjudication: self, renamed: &maker.renamed, firsts: &maker.firsts };
        let relations = outcomes.iter().flat_map(|outcome| ends.relations(outcome)).collect::<Vec<_>>();
        let rejections = self.rejections(&maker.places, &statuses);
        let extra = gold.previous.map(|set| set.extra().clone()).unwrap_or_default();
        let lists = Lists {
            rejections: Held::Known(stored_rejections(&rejections, gold.document)),
            decisions: Held::Known(stored_decisions(self.decisions(), gold.document)),
            ..gold.previous.map(|set| set.lists().clone()).unwrap_or_default()
        };
        let metadata = self.facts(gold.previous);
        let state = if Progress::of(statuses.iter().copied()).pending() == 0 {
            DocumentState::Reviewed
        } else {
            DocumentState::InProgress
        };
        let relations = maker.numbered(relations);
        let Maker { spans, .. } = maker;
        AnnotationSet::from_parts(Parts { annotations: spans, relations, metadata, state, lists, extra }).0
    }

    /// Whether the gold standard has a span that an annotator has in a unit. Another span there that is of another unit, in
    /// which the annotator has a span of that place and tag, too, is not this one.
    fn is_in(&self, gold: &HashMap<(Span, String), Vec<Twin>>, span: &Annotation, (unit, who): (usize, usize)) -> bool {
        let is_other = |other: &Annotation| other.span == span.span && other.tag == span.tag;
        let has_another =
            |unit: usize| self.comparison.reading(unit, who).is_some_and(|reading| reading.spans.iter().any(is_other));
        let there = gold.get(&(span.span, span.tag.clone())).map(Vec::as_slice).unwrap_or_default();
        there.iter().any(|twin| twin.unit == unit || !has_another(twin.unit))
    }

    /// The facts of the gold standard: those it had, but for what was decided, and those that all who speak of them agree on.
    fn facts(&self, previous: Option<&AnnotationSet>) -> Vec<(String, Value)> {
        let mut facts = previous.map(|set| set.metadata().to_vec()).unwrap_or_default();
        for (n, name) in self.units().iter().enumerate().filter_map(|(n, unit)| Some((n, unit.fact.as_ref()?))) {
            let Some(value) = self.decided_fact(n) else { continue };
            match (facts.iter_mut().find(|(known, _)| known == name), value.value()) {
                (Some((_, old)), Some(value)) => *old = value,
                (None, Some(value)) => facts.push((name.clone(), value)),
                (_, None) => facts.retain(|(known, _)| known != name),
            }
        }
        let agreed = self.comparison().metadata.iter();
        let new: Vec<_> = agreed.filter(|(name, _)| !facts.iter().any(|(known, _)| known == name)).cloned().collect();
        facts.extend(new);
        facts
    }

    /// The spans of decided units that are not in the gold standard.
    fn rejections(&self, gold: &HashMap<(Span, String), Vec<Twin>>, statuses: &[Status]) -> Vec<Rejection> {
        let mut rejections: Vec<Rejection> = Vec::new();
        for (n, unit) in self.units().iter().enumerate().filter(|(n, _)| statuses.get(*n) == Some(&Status::Decided)) {
            let Some(decision) = self.decision(n) else { continue };
            let first = rejections.len();
            let readings = self.comparison().annotators.iter().zip(&unit.readings).enumerate();
            for (who, (annotator, reading)) in readings {
                for span in reading.spans.iter().filter(|span| !self.is_in(gold, span, (n, who))) {
                    let same = |known: &&mut Rejection| known.span.span == span.span && known.span.tag == span.tag;
                    match rejections.iter_mut().skip(first).find(same) {
                        Some(known) => known.from.push(annotator.to_string()),
                        None => rejections.push(Rejection {
                            span: Annotation { id: SpanId::default(), ..span.clone() },
                            from: vec![annotator.to_string()],
                            reason: reason(decision, unit.kind),
                            by: decision.by.clone(),
                        }),
                    }
                }
            }
        }
        rejections
    }
}

/// The reason that was given, or the one that the kind of the unit gives.
fn reason(decision: &Decision, kind: UnitKind) -> String {
    let own = match kind {
        UnitKind::Tag => "tag",
        UnitKind::Boundary | UnitKind::Clitic | UnitKind::Split => "boundary",
        _ => "",
    };
    if decision.reason.is_empty() { own.to_owned() } else { decision.reason.clone() }
}

/// A span of the gold standard among those with its place and tag.
struct Twin {
    /// The unit that gave it.
    unit: usize,
    /// Its place among the spans of the gold standard.
    at: usize,
}

/// Puts the spans together.
struct Maker<'a> {
    adjudication: &'a Adjudication,
    gold: Gold<'a>,
    /// Gives ids that nothing has.
    ids: AnnotationSet,
    spans: Vec<Annotation>,
    /// What stands at a place with a tag.
    places: HashMap<(Span, String), Vec<Twin>>,
    /// The spans of the gold standard as it was that have a successor.
    succeeded: HashSet<SpanId>,
    /// The id that an annotator's span has here.
    renamed: HashMap<(usize, SpanId), SpanId>,
    /// The first span that a unit gave.
    firsts: HashMap<usize, SpanId>,
}

impl<'a> Maker<'a> {
    fn new(adjudication: &'a Adjudication, gold: Gold<'a>) -> Self {
        Self {
            adjudication,
            gold,
            ids: gold.previous.cloned().unwrap_or_default(),
            spans: Vec::new(),
            places: HashMap::new(),
            succeeded: HashSet::new(),
            renamed: HashMap::new(),
            firsts: HashMap::new(),
        }
    }

    fn take(&mut self, outcome: &Outcome) {
        for given in &outcome.spans {
            let place = (given.span.span, given.span.tag.clone());
            let known = self.known(&place, &given.span).map(|annotation| annotation.id.clone());
            let id = known.unwrap_or_else(|| {
                let annotation = self.annotation(outcome, given);
                let id = annotation.id.clone();
                self.places.entry(place).or_default().push(Twin { unit: outcome.unit, at: self.spans.len() });
                self.spans.push(annotation);
                id
            });
            self.firsts.entry(outcome.unit).or_insert_with(|| id.clone());
            for own in &given.stands_for {
                self.renamed.insert(own.clone(), id.clone());
            }
        }
    }

    /// The span here that says the same at a place.
    fn known(&self, place: &(Span, String), span: &Annotation) -> Option<&Annotation> {
        let defaults = &self.adjudication.comparison().defaults;
        let there = self.places.get(place)?.iter().filter_map(|twin| self.spans.get(twin.at));
        there.into_iter().find(|known| defaults.same_attributes(known, span))
    }

    /// The span of the gold standard as it was that this one goes on from.
    fn predecessor(&mut self, span: &Annotation) -> Option<&'a Annotation> {
        let previous = self.gold.previous?;
        let is_free = |old: &&Annotation| old.span == span.span && old.tag == span.tag && !self.succeeded.contains(&old.id);
        let there = || previous.in_range(span.span.range()).filter(is_free);
        let found = there().find(|old| old.attributes == span.attributes).or_else(|| there().next())?;
        self.succeeded.insert(found.id.clone());
        Some(found)
    }

    fn annotation(&mut self, outcome: &Outcome, given: &Given) -> Annotation {
        let span = &given.span;
        let old = self.predecessor(span);
        let unanimous = outcome.grounds == Grounds::Unanimous;
        let decision = self.adjudication.decision(outcome.unit).filter(|_| !unanimous);
        let by = match (decision, old.and_then(|old| old.provenance.by.known().cloned())) {
            (Some(decision), _) => decision.by.clone(),
            (None, Some(by)) => by,
            (None, None) => self.gold.by.to_owned(),
        };
        let at = match (decision, old) {
            (Some(decision), _) => decision.at.clone(),
            (None, Some(old)) if !old.at.is_empty() => old.at.clone(),
            (None, _) => self.gold.at.clone(),
        };
        let provenance = Provenance {
            from: Held::Known(self.from(outcome, given)).into(),
            decision: Held::Known(outcome.grounds.clone()).into(),
            by: Held::Known(by).into(),
        };
        let own_note = Some(span.note.clone()).filter(|note| self.adjudication.is_by_field(outcome.unit) && !note.is_empty());
        Annotation {
            id: old.map_or_else(|| self.ids.fresh_id(), |old| old.id.clone()),
            origin: if unanimous { span.origin.clone() } else { Origin::Adjudicated },
            note: own_note.or_else(|| decision.map(|decision| decision.comment.clone())).unwrap_or_default(),
            at,
            provenance,
            // The grounds of a gold value are the decision.
            offers: Offers::default(),
            extra: old.map(|old| old.extra.clone()).unwrap_or_default(),
            ..span.clone()
        }
    }

    /// Who has the span of a unit just so; for an edited one, whoever has something there. Where nobody has all of it just so,
    /// since fields come from several, whoever has the span.
    fn from(&self, outcome: &Outcome, given: &Given) -> Vec<String> {
        let Some(unit) = self.adjudication.units().get(outcome.unit) else { return Vec::new() };
        let annotators = &self.adjudication.comparison().annotators;
        let named = |is_one: &dyn Fn(usize, &Annotator) -> bool| -> Vec<String> {
            annotators.iter().enumerate().filter(|(n, name)| is_one(*n, name)).map(|(_, name)| name.to_string()).collect()
        };
        let stands_for = |n: usize| given.stands_for.iter().any(|(who, _)| *who == n);
        if self.adjudication.is_by_field(outcome.unit) {
            return named(&|n, name| stands_for(n) && self.contributes(outcome.unit, name));
        }
        if outcome.grounds == Grounds::Edited {
            return named(&|n, _| unit.readings.get(n).is_some_and(|reading| !reading.is_empty()));
        }
        let defaults = &self.adjudication.comparison().defaults;
        let has_it = |n: usize| {
            let mut own = unit.readings.get(n).into_iter().flat_map(|reading| &reading.spans);
            own.any(|own| own.span == given.span.span && own.tag == given.span.tag && defaults.same_attributes(own, &given.span))
        };
        let just_so = named(&|n, _| has_it(n));
        if just_so.is_empty() { named(&|n, _| stands_for(n)) } else { just_so }
    }

    /// Whether an annotator's reading, or a field of it, was chosen where fields were chosen one by one.
    fn contributes(&self, unit: usize, annotator: &Annotator) -> bool {
        let choice = self.adjudication.decision(unit).map(|decision| &decision.choice);
        choice.is_some_and(|choice| choice.annotators().any(|name| name == annotator))
    }

    /// Keeps the spans of the gold standard as it was that come from no annotator.
    fn keep_own(&mut self) {
        for old in self.gold.previous.into_iter().flat_map(AnnotationSet::iter) {
            let from = &old.provenance.from;
            let place = (old.span, old.tag.clone());
            if (from.is_absent() || from.known().is_some_and(Vec::is_empty)) && !self.places.contains_key(&place) {
                self.places.entry(place).or_default().push(Twin { unit: usize::MAX, at: self.spans.len() });
                self.spans.push(old.clone());
            }
        }
    }

    /// Relations with their ids: those they had before, else new ones.
    fn numbered(&mut self, relations: Vec<Relation>) -> Vec<Relation> {
        let own: HashSet<&str> =
            self.spans.iter().filter(|span| span.provenance.decision.known().is_none()).map(|span| span.id.as_str()).collect();
        let before = self.gold.previous.map(AnnotationSet::relations).unwrap_or_default();
        let mut kept: Vec<Relation> = before.iter().filter(|relation| own.contains(relation.from.as_str())).cloned().collect();
        let ends = |relation: &Relation| (relation.kind.clone(), relation.from.clone(), relation.to.clone());
        let mut known: HashMap<_, Vec<&Relation>> = HashMap::new();
        for old in before.iter().rev() {
            known.entry(ends(old)).or_default().push(old);
        }
        for relation in relations {
            let old = known.get_mut(&ends(&relation)).and_then(Vec::pop);
            let id = old.map_or_else(|| self.ids.fresh_relation_id(), |old| old.id.clone());
            let extra = old.map(|old| old.extra.clone()).unwrap_or_default();
            let merge_conflict = old.and_then(|old| old.merge_conflict.clone());
            kept.push(Relation { id, merge_conflict, extra, ..relation });
        }
        kept
    }
}
