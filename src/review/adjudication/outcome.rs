//! What a unit gives to the gold standard: its spans, or the value of a fact, and whose they are.

use super::decision::{Choice, Decision};
use super::quorum::Quorum;
use super::{Adjudication, Status};
use crate::annotation::{Annotation, Annotator, Grounds, SpanId, Value};
use crate::review::compare::Unit;

/// The spans that a unit gives to the gold standard.
pub(super) struct Outcome {
    /// The number of the unit.
    pub(super) unit: usize,
    /// What has become of it.
    pub(super) status: Status,
    /// How they were chosen.
    pub(super) grounds: Grounds,
    pub(super) spans: Vec<Given>,
}

/// A span that is given to the gold standard.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) span: Annotation,
    /// The spans of annotators that it stands for: relations from and to them are relations of this one.
    pub(super) stands_for: Vec<(usize, SpanId)>,
}

/// What is settled of a fact or an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Its value.
    As(Value),
    /// That it is left out.
    Unsaid,
}

impl From<Option<Value>> for Settled {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Self::Unsaid, Self::As)
    }
}

impl Settled {
    /// The value, unless it is left out.
    pub fn value(self) -> Option<Value> {
        match self {
            Self::As(value) => Some(value),
            Self::Unsaid => None,
        }
    }
}

impl Adjudication {
    /// The spans that a unit gives to the gold standard; `None` where it is not settled.
    pub fn outcome(&self, unit: usize) -> Option<Vec<Annotation>> {
        match self.status(unit) {
            Status::Decided if self.decision(unit)?.choice == Choice::Nothing => return Some(Vec::new()),
            Status::Agreed | Status::Decided => {}
            Status::Open | Status::Deferred | Status::Stale => return None,
        }
        Some(self.given(unit, self.status(unit))?.spans.into_iter().map(|given| given.span).collect())
    }

    /// The number of an annotator.
    pub(super) fn number(&self, annotator: &Annotator) -> Option<usize> {
        self.comparison().annotators.iter().position(|name| name == annotator)
    }

    /// What a unit of a status gives to the gold standard; `None` where it is not settled, or settled to be nothing.
    pub(super) fn given(&self, unit: usize, status: Status) -> Option<Outcome> {
        let number = |annotator: &_| self.number(annotator);
        let (grounds, spans) = match (status, self.decision(unit).map(|decision| &decision.choice)) {
            (Status::Agreed, _) => (Grounds::Unanimous, self.as_agreed(unit)?),
            (Status::Decided, Some(Choice::Take(annotator))) => (Grounds::Adjudicated, self.reading(unit, number(annotator)?)?),
            (Status::Decided | Status::Open, Some(Choice::Majority)) => {
                (Grounds::Majority, self.shared_spans(unit, Quorum::Half)?)
            }
            (Status::Decided, Some(Choice::Several(annotators))) => {
                let numbers: Vec<usize> = annotators.iter().filter_map(number).collect();
                (Grounds::Adjudicated, self.together(unit, &numbers)?)
            }
            (Status::Decided, Some(Choice::Edited(from, spans))) => {
                let of = from.as_ref().and_then(number);
                let given = |span: &Annotation| self.edited(unit, span, of);
                (Grounds::Edited, spans.iter().filter_map(given).collect())
            }
            (Status::Decided, Some(Choice::Fields(annotator, fields))) => {
                (Grounds::Adjudicated, self.composed(unit, annotator, fields)?)
            }
            // Of what is open, that much is settled which all say.
            (Status::Open | Status::Deferred | Status::Stale, _) => (Grounds::Unanimous, self.shared_spans(unit, Quorum::All)?),
            _ => return None,
        };
        Some(Outcome { unit, status, grounds, spans })
    }

    /// The reading of one annotator.
    fn reading(&self, unit: usize, annotator: usize) -> Option<Vec<Given>> {
        let of = self.units().get(unit)?;
        let given = |span: &Annotation| Given { span: span.clone(), stands_for: self.namesakes(of, span, Some(annotator)) };
        Some(of.readings.get(annotator)?.spans.iter().map(given).collect())
    }

    /// The reading of all, with what any of them wrote out that the others took for granted.
    fn as_agreed(&self, unit: usize) -> Option<Vec<Given>> {
        let of = self.units().get(unit)?;
        let mut spans = self.reading(unit, 0)?;
        for (n, given) in spans.iter_mut().enumerate() {
            for other in of.readings.iter().filter_map(|reading| reading.spans.get(n)) {
                let unwritten = other.attributes.iter().filter(|(name, _)| given.span.attribute(name).is_none());
                let unwritten: Vec<(String, Value)> = unwritten.cloned().collect();
                given.span.attributes.extend(unwritten);
            }
        }
        Some(spans)
    }

    /// An edited span.
    fn edited(&self, unit: usize, span: &Annotation, of: Option<usize>) -> Option<Given> {
        let mut stands_for = self.namesakes(self.units().get(unit)?, span, of);
        stands_for.push((self.editor(unit), span.id.clone()));
        Some(Given { span: span.clone(), stands_for })
    }

    /// The number, beside those of the annotators, of whoever has edited the reading of a unit: ids of its spans are theirs.
    pub(super) fn editor(&self, unit: usize) -> usize {
        self.comparison().annotators.len() + unit
    }

    /// The spans of a unit that one stands for: of each annotator the one with its place and tag, else, of the annotator whose
    /// it was, the one it was made from.
    pub(super) fn namesakes(&self, unit: &Unit, span: &Annotation, of: Option<usize>) -> Vec<(usize, SpanId)> {
        let own = |(n, reading): (usize, &crate::review::compare::Reading)| {
            let alike: Vec<&Annotation> =
                reading.spans.iter().filter(|own| own.span == span.span && own.tag == span.tag).collect();
            let by_id = || reading.spans.iter().find(|own| Some(n) == of && own.id == span.id);
            let exact = alike.iter().find(|own| self.comparison().defaults.same_attributes(own, span)).copied();
            let found = exact.or_else(|| alike.first().copied()).or_else(by_id)?;
            Some((n, found.id.clone()))
        };
        unit.readings.iter().enumerate().filter_map(own).collect()
    }

    /// The readings of several annotators together: all that any of them says. Spans with one place and tag are one as long as
    /// they do not contradict each other; where they do, both stand.
    fn together(&self, unit: usize, annotators: &[usize]) -> Option<Vec<Given>> {
        let mut all: Vec<Given> = Vec::new();
        for annotator in annotators {
            for given in self.reading(unit, *annotator)? {
                let is_free = |known: &&mut Given| known.stands_for.iter().all(|(who, _)| who != annotator);
                let own = (*annotator, given.span.id.clone());
                match all
                    .iter_mut()
                    .filter(is_free)
                    .find_map(|known| self.joined(&known.span, &given.span).map(|span| (known, span)))
                {
                    Some((known, span)) => {
                        known.span = span;
                        known.stands_for.push(own);
                    }
                    None => all.push(Given { stands_for: vec![own], ..given }),
                }
            }
        }
        Some(all)
    }

    /// What two spans say together; `None` where they are not one, or contradict each other.
    fn joined(&self, one: &Annotation, other: &Annotation) -> Option<Annotation> {
        if one.span != other.span || one.tag != other.tag {
            return None;
        }
        let defaults = &self.comparison().defaults;
        let mut joined = one.clone();
        for (name, value) in &other.attributes {
            match (defaults.said(one, name), value) {
                (Some(Value::List(known)), Value::List(more)) => {
                    let all = known.iter().chain(more.iter().filter(|text| !known.contains(text))).cloned().collect();
                    joined.set_attribute(name, Some(Value::List(all)));
                }
                (Some(known), value) if known == value || defaults.is_default(&other.tag, name, value) => {}
                (Some(_), _) => return None,
                (None, value) => joined.set_attribute(name, Some(value.clone())),
            }
        }
        Some(joined)
    }

    /// What is decided of a fact of the document; `None` where nothing is.
    pub fn decided_fact(&self, unit: usize) -> Option<Settled> {
        let of = self.units().get(unit)?;
        of.fact.as_ref()?;
        let said = |n: usize| of.readings.get(n).and_then(|reading| reading.value.clone());
        match (self.status(unit), self.decision(unit).map(|decision| &decision.choice)) {
            (Status::Decided, Some(Choice::Take(annotator))) => Some(said(self.number(annotator)?).into()),
            (Status::Decided, Some(Choice::Several(annotators))) => {
                Some(annotators.iter().find_map(|name| said(self.number(name)?)).into())
            }
            (Status::Decided, Some(Choice::Majority)) => Some(self.majority_fact(unit).into()),
            (Status::Decided, Some(Choice::Nothing)) => Some(Settled::Unsaid),
            _ => None,
        }
    }

    /// Whether the fields of a unit were chosen one by one.
    pub(super) fn is_by_field(&self, unit: usize) -> bool {
        matches!(self.decision(unit), Some(Decision { choice: Choice::Fields(..), .. }))
    }
}
