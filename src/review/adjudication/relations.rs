//! The relations of the gold standard: which of those that annotators state are in it, and between which of its spans.

use std::collections::HashMap;

use super::decision::{Aspect, Choice, Said, StatedRelation};
use super::fields::chosen_relations;
use super::majority::SharedLink;
use super::outcome::Outcome;
use super::quorum::Quorum;
use super::{Adjudication, Status};
use crate::annotation::{Annotator, End, Grounds, Relation, SpanId};
use crate::review::compare::{Link, Target, Unit};

/// What the spans of annotators are called in the gold standard.
pub(super) struct Ends<'a> {
    pub(super) adjudication: &'a Adjudication,
    /// The id that an annotator's span has here.
    pub(super) renamed: &'a HashMap<(usize, SpanId), SpanId>,
    /// The first span that a unit gave.
    pub(super) firsts: &'a HashMap<usize, SpanId>,
}

impl Adjudication {
    /// The relations that are chosen for a unit whose fields were chosen one by one, each with the number of whose it is.
    pub fn chosen_links(&self, unit: usize) -> Vec<(usize, &Link)> {
        let Some(Choice::Fields(annotator, fields)) = self.decision(unit).map(|decision| &decision.choice) else {
            return Vec::new();
        };
        let Some(of) = self.units().get(unit) else { return Vec::new() };
        links_by_field(self, of, annotator, fields)
    }
}

/// What one annotator states of a unit, and of each type that was chosen apart what was chosen.
fn links_by_field<'a>(
    adjudication: &'a Adjudication,
    unit: &'a Unit,
    annotator: &Annotator,
    fields: &[(Aspect, Said)],
) -> Vec<(usize, &'a Link)> {
    let mut found = Vec::new();
    for (n, name) in adjudication.comparison().annotators.iter().enumerate() {
        let is_chosen = |link: &&Link| match chosen_relations(fields, &link.kind) {
            Some(Said::By(of)) => of == name,
            Some(_) => false,
            None => annotator == name,
        };
        let links = unit.readings.get(n).into_iter().flat_map(|reading| &reading.links).filter(is_chosen);
        found.extend(links.map(|link| (n, link)));
    }
    found
}

impl Ends<'_> {
    /// The relations from the spans of a unit, ids of the gold standard at both ends, without ids of their own.
    pub(super) fn relations(&self, outcome: &Outcome) -> Vec<Relation> {
        let Some(unit) = self.adjudication.units().get(outcome.unit) else { return Vec::new() };
        let decision = self.adjudication.decision(outcome.unit);
        let edited = decision.filter(|_| outcome.grounds == Grounds::Edited).and_then(|decision| decision.relations.as_ref());
        let stated = match decision.map(|decision| &decision.choice) {
            _ if edited.is_some() => self.edited(outcome.unit, edited.map(Vec::as_slice).unwrap_or_default()),
            Some(Choice::Majority) if outcome.grounds == Grounds::Majority => self.shared(outcome, Quorum::Half),
            _ if !matches!(outcome.status, Status::Agreed | Status::Decided) => self.shared(outcome, Quorum::All),
            Some(Choice::Fields(annotator, fields)) => self.by_field(unit, annotator, fields),
            Some(Choice::Take(annotator) | Choice::Edited(Some(annotator), _)) => {
                self.adjudication.number(annotator).map(|n| self.stated_by(unit, n)).unwrap_or_default()
            }
            Some(Choice::Several(annotators)) => {
                let numbers = annotators.iter().filter_map(|annotator| self.adjudication.number(annotator));
                numbers.flat_map(|n| self.stated_by(unit, n)).collect()
            }
            _ => self.by_all(outcome.unit, unit),
        };
        let mut found: Vec<Relation> = Vec::new();
        for relation in stated {
            let same = |known: &Relation| Relation { id: known.id.clone(), ..relation.clone() } == *known;
            if !found.iter().any(same) {
                found.push(relation);
            }
        }
        found
    }

    /// The relations of an edited reading, as far as what they go to is here.
    fn edited(&self, unit: usize, relations: &[StatedRelation]) -> Vec<Relation> {
        let editor = self.adjudication.editor(unit);
        let own = |id: &str| self.renamed.get(&(editor, id.into()));
        let to = |stated: &StatedRelation| match &stated.of {
            Some(annotator) => self.span_of(annotator, &stated.relation.to),
            None => own(&stated.relation.to).map_or_else(|| Some(stated.relation.to.clone()), |id| Some(End::from(id))),
        };
        let one = |stated: &StatedRelation| {
            Some(Relation { from: own(&stated.relation.from)?.clone(), to: to(stated)?, ..stated.relation.clone() })
        };
        relations.iter().filter_map(one).collect()
    }

    /// The span here that stands for one of an annotator, else the first of its unit.
    fn span_of(&self, annotator: &Annotator, id: &End) -> Option<End> {
        let n = self.adjudication.number(annotator)?;
        let has = |unit: &Unit| unit.readings.get(n).is_some_and(|reading| reading.spans.iter().any(|span| *id == span.id));
        let first = || self.firsts.get(&self.adjudication.units().iter().position(has)?);
        self.renamed.get(&(n, id.as_str().into())).or_else(first).map(End::from)
    }

    /// All that an annotator states.
    fn stated_by(&self, unit: &Unit, annotator: usize) -> Vec<Relation> {
        let links = unit.readings.get(annotator).into_iter().flat_map(|reading| &reading.links);
        links.filter_map(|link| self.relation(annotator, link)).collect()
    }

    /// What all state who have the span and the other end.
    fn by_all(&self, number: usize, unit: &Unit) -> Vec<Relation> {
        let takes_part = |n: &usize| {
            let spans = unit.readings.get(*n).into_iter().flat_map(|reading| &reading.spans);
            spans.into_iter().any(|span| self.renamed.contains_key(&(*n, span.id.clone())))
        };
        let all: Vec<usize> = (0..unit.readings.len()).filter(takes_part).collect();
        let is_stated = |link: &Link| all.iter().all(|n| !self.has(*n, &link.target) || self.states(*n, number, link));
        let of = |n: &usize| {
            let links = unit.readings.get(*n).into_iter().flat_map(|reading| &reading.links);
            links.filter(|link| is_stated(link)).filter_map(|link| self.relation(*n, link)).collect::<Vec<_>>()
        };
        let mut found: Vec<Relation> = Vec::new();
        for relation in all.iter().flat_map(of) {
            // One may give an order where another does not need one.
            let same = |known: &&mut Relation| Relation { order: relation.order, ..(**known).clone() } == relation;
            match found.iter_mut().find(same) {
                Some(known) => known.order = known.order.or(relation.order),
                None => found.push(relation),
            }
        }
        found
    }

    /// What enough state of those who have a span, as far as the very span that it leads to is in the gold standard.
    fn shared(&self, outcome: &Outcome, quorum: Quorum) -> Vec<Relation> {
        let links = outcome.spans.iter().flat_map(|given| self.adjudication.shared_links(outcome.unit, given, quorum));
        let is_there = |stated: &SharedLink| match stated.link.target {
            Target::Unit(_) => self.renamed.contains_key(&(stated.annotator, stated.link.to.as_str().into())),
            Target::Other(_) => true,
        };
        links.filter(is_there).filter_map(|stated| self.relation(stated.annotator, &stated.link)).collect()
    }

    /// What one annotator states, and of each type that was chosen apart what was chosen.
    fn by_field(&self, unit: &Unit, annotator: &Annotator, fields: &[(Aspect, Said)]) -> Vec<Relation> {
        let links = links_by_field(self.adjudication, unit, annotator, fields);
        links.into_iter().filter_map(|(n, link)| self.relation(n, link)).collect()
    }

    /// A relation of an annotator as one of the gold standard; `None` where an end is not in it.
    fn relation(&self, annotator: usize, link: &Link) -> Option<Relation> {
        let from = self.renamed.get(&(annotator, link.from.clone()))?;
        let to = self.target(annotator, link)?;
        Some(Relation {
            order: link.order,
            certainty: link.certainty.clone(),
            attributes: link.attributes.clone(),
            quote: link.quote.clone(),
            ..Relation::new("", link.kind.as_str(), from, to)
        })
    }

    /// Whether an annotator has the other end of a relation.
    fn has(&self, annotator: usize, target: &Target) -> bool {
        let Target::Unit(unit) = target else { return true };
        self.adjudication.comparison().reading(*unit, annotator).is_some_and(|reading| !reading.is_empty())
    }

    fn states(&self, annotator: usize, unit: usize, link: &Link) -> bool {
        let reading = self.adjudication.comparison().reading(unit, annotator);
        reading.is_some_and(|r| r.links.iter().any(|own| own.kind == link.kind && own.target == link.target))
    }

    /// The id of the other end here; `None` where it is not in the gold standard.
    fn target(&self, annotator: usize, link: &Link) -> Option<End> {
        match &link.target {
            Target::Unit(unit) => {
                self.renamed.get(&(annotator, link.to.as_str().into())).or_else(|| self.firsts.get(unit)).map(End::from)
            }
            Target::Other(to) => Some(to.clone()),
        }
    }
}
