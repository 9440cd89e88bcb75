//! The gold standard that a text's comparison and decisions amount to, every span with where it comes from.

use std::collections::{HashMap, HashSet};

use super::decision::{Choice, Decision, Said};
use super::fields::{Composed, chosen_relations};
use super::record::{Rejection, stored_decisions, stored_rejections};
use super::{Adjudication, Status};
use crate::annotation::{
    Annotation, AnnotationSet, Annotator, DocumentState, End, Grounds, Held, Lists, Origin, Parts, Provenance, Relation, SpanId,
    Timestamp,
};
use crate::review::compare::{Link, Target, UnitKind};
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

/// The spans that a unit gives to the gold standard.
struct Chosen {
    unit: usize,
    /// How they were chosen.
    grounds: Grounds,
    /// Each span, with the number of the annotator whose it was, if it is one's.
    spans: Vec<(Annotation, Option<usize>)>,
    /// Where fields were chosen one by one: the spans of annotators that these stand for, with the number of the span.
    counterparts: Vec<(usize, SpanId, usize)>,
}

impl Adjudication {
    /// Makes the gold standard: what all agree on and what was decided; what is open, put off or stale is not in it.
    ///
    /// A relation is in it where both its ends are, and all whose reading was taken and who have the other end state
    /// it. A span of an earlier gold standard that no annotator had stays.
    pub fn gold(&self, gold: Gold<'_>) -> AnnotationSet {
        let chosen: Vec<Chosen> = (0..self.units().len()).filter_map(|unit| self.chosen(unit)).collect();
        let mut maker = Maker::new(self, gold);
        for chosen in &chosen {
            maker.take(chosen);
        }
        maker.keep_own();
        let relations = chosen.iter().flat_map(|chosen| maker.relations(chosen)).collect::<Vec<_>>();
        let rejections = self.rejections(&maker.places);
        let extra = gold.previous.map(|set| set.extra().clone()).unwrap_or_default();
        let lists = Lists {
            rejections: Held::Known(stored_rejections(&rejections, gold.document)),
            decisions: Held::Known(stored_decisions(self.decisions(), gold.document)),
            ..gold.previous.map(|set| set.lists().clone()).unwrap_or_default()
        };
        let mut metadata = gold.previous.map(|set| set.metadata().to_vec()).unwrap_or_default();
        let said = self.comparison().metadata.iter().filter(|(name, _)| !metadata.iter().any(|(known, _)| known == name));
        metadata.extend(said.cloned().collect::<Vec<_>>());
        let state = if self.progress().pending() == 0 { DocumentState::Reviewed } else { DocumentState::InProgress };
        let relations = maker.numbered(relations);
        let Maker { spans, .. } = maker;
        AnnotationSet::from_parts(Parts { annotations: spans, relations, metadata, state, lists, extra }).0
    }

    /// Decides every open unit in which more than half of the annotators say the same; gives how many there were.
    pub fn decide_by_majority(&mut self, text: &str, by: &str, at: &Timestamp) -> usize {
        let open = (0..self.units().len()).filter(|unit| self.status(*unit) == Status::Open && self.majority(*unit).is_some());
        let open: Vec<usize> = open.collect();
        for unit in &open {
            let draft = self.draft(text, *unit, Choice::Majority);
            let decision = draft.map(|draft| Decision { by: by.to_owned(), at: at.clone(), ..draft });
            self.decide(*unit, decision);
        }
        open.len()
    }

    /// The spans that a unit gives to the gold standard; `None` where it is not settled.
    pub fn outcome(&self, unit: usize) -> Option<Vec<Annotation>> {
        if self.status(unit) == Status::Decided && self.decision(unit)?.choice == Choice::Nothing {
            return Some(Vec::new());
        }
        Some(self.chosen(unit)?.spans.into_iter().map(|(span, _)| span).collect())
    }

    /// The number of the annotator whose reading was taken, where it was one's alone.
    pub fn leader(&self, unit: usize) -> Option<usize> {
        match (self.status(unit), self.decision(unit).map(|decision| &decision.choice)) {
            (Status::Decided, Some(Choice::Take(annotator))) => {
                self.comparison().annotators.iter().position(|name| name == annotator)
            }
            (Status::Decided, Some(Choice::Majority)) => self.majority(unit),
            _ => None,
        }
    }

    fn chosen(&self, unit: usize) -> Option<Chosen> {
        let reading = |n: usize| {
            let spans = self.units().get(unit)?.readings.get(n)?.spans.iter();
            Some(spans.map(|span| (span.clone(), Some(n))).collect::<Vec<_>>())
        };
        let number = |annotator: &_| self.number(annotator);
        let mut counterparts = Vec::new();
        let (grounds, spans) = match (self.status(unit), self.decision(unit).map(|decision| &decision.choice)) {
            (Status::Agreed, _) => (Grounds::Unanimous, reading(0)?),
            (Status::Decided, Some(Choice::Take(annotator))) => (Grounds::Adjudicated, reading(number(annotator)?)?),
            (Status::Decided, Some(Choice::Majority)) => (Grounds::Majority, reading(self.majority(unit)?)?),
            (Status::Decided, Some(Choice::Several(annotators))) => {
                (Grounds::Adjudicated, annotators.iter().filter_map(number).filter_map(reading).flatten().collect())
            }
            (Status::Decided, Some(Choice::Edited(from, spans))) => {
                let n = from.as_ref().and_then(number);
                (Grounds::Edited, spans.iter().map(|span| (span.clone(), n)).collect())
            }
            (Status::Decided, Some(Choice::Fields(annotator, fields))) => {
                let Composed { spans, counterparts: others } = self.composed(unit, annotator, fields)?;
                counterparts = others;
                (Grounds::Adjudicated, spans)
            }
            _ => return None,
        };
        Some(Chosen { unit, grounds, spans, counterparts })
    }

    /// The spans of decided units that are not in the gold standard.
    fn rejections(&self, gold: &HashMap<(Span, String), SpanId>) -> Vec<Rejection> {
        let mut rejections: Vec<Rejection> = Vec::new();
        for (n, unit) in self.units().iter().enumerate().filter(|(n, _)| self.status(*n) == Status::Decided) {
            let Some(decision) = self.decision(n) else { continue };
            let first = rejections.len();
            for (annotator, reading) in self.comparison().annotators.iter().zip(&unit.readings) {
                for span in reading.spans.iter().filter(|span| !gold.contains_key(&(span.span, span.tag.clone()))) {
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

/// Puts spans and relations together.
struct Maker<'a> {
    adjudication: &'a Adjudication,
    gold: Gold<'a>,
    /// Gives ids that nothing has.
    ids: AnnotationSet,
    spans: Vec<Annotation>,
    /// The id of what stands at a place with a tag.
    places: HashMap<(Span, String), SpanId>,
    /// The id that an annotator's span has here.
    renamed: HashMap<(usize, SpanId), SpanId>,
    /// The first span that a unit gave.
    firsts: HashMap<usize, SpanId>,
}

impl<'a> Maker<'a> {
    fn new(adjudication: &'a Adjudication, gold: Gold<'a>) -> Self {
        let ids = gold.previous.cloned().unwrap_or_default();
        let (spans, places, renamed, firsts) = (Vec::new(), HashMap::new(), HashMap::new(), HashMap::new());
        Self { adjudication, gold, ids, spans, places, renamed, firsts }
    }

    fn take(&mut self, chosen: &Chosen) {
        for (n, (span, _)) in chosen.spans.iter().enumerate() {
            let place = (span.span, span.tag.clone());
            let known = self.places.get(&place).cloned();
            let id = known.unwrap_or_else(|| {
                let annotation = self.annotation(chosen, span);
                let id = annotation.id.clone();
                self.places.insert(place, id.clone());
                self.spans.push(annotation);
                id
            });
            self.firsts.entry(chosen.unit).or_insert_with(|| id.clone());
            self.rename(chosen, span, &id);
            for (who, own, _) in chosen.counterparts.iter().filter(|(_, _, of)| *of == n) {
                self.renamed.insert((*who, own.clone()), id.clone());
            }
        }
    }

    /// Remembers, for relations, whose spans a gold span stands for.
    fn rename(&mut self, chosen: &Chosen, span: &Annotation, id: &SpanId) {
        let readings = self.adjudication.units().get(chosen.unit).map(|unit| unit.readings.as_slice()).unwrap_or_default();
        for (n, reading) in readings.iter().enumerate() {
            let same = |own: &&Annotation| own.span == span.span && own.tag == span.tag;
            let by_id =
                |own: &&Annotation| own.id == span.id && chosen.spans.iter().any(|(s, who)| s.id == own.id && *who == Some(n));
            let own = reading.spans.iter().find(same).or_else(|| reading.spans.iter().find(by_id));
            if let Some(own) = own {
                self.renamed.insert((n, own.id.clone()), id.clone());
            }
        }
    }

    fn annotation(&mut self, chosen: &Chosen, span: &Annotation) -> Annotation {
        let old = self.gold.previous.and_then(|set| set.same(span.span, &span.tag));
        let decision = self.adjudication.decision(chosen.unit);
        let unanimous = chosen.grounds == Grounds::Unanimous;
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
            from: Held::Known(self.from(chosen, span)).into(),
            decision: Held::Known(chosen.grounds.clone()).into(),
            by: Held::Known(by).into(),
        };
        let own_note = Some(span.note.clone()).filter(|note| self.is_by_field(chosen.unit) && !note.is_empty());
        Annotation {
            id: old.map_or_else(|| self.ids.fresh_id(), |old| old.id.clone()),
            origin: if unanimous { span.origin.clone() } else { Origin::Adjudicated },
            note: own_note.or_else(|| decision.map(|decision| decision.comment.clone())).unwrap_or_default(),
            at,
            provenance,
            extra: old.map(|old| old.extra.clone()).unwrap_or_default(),
            ..span.clone()
        }
    }

    /// Who has the span of a unit just so; for an edited one, whoever has something there.
    fn from(&self, chosen: &Chosen, span: &Annotation) -> Vec<String> {
        let Some(unit) = self.adjudication.units().get(chosen.unit) else { return Vec::new() };
        let edited = chosen.grounds == Grounds::Edited;
        let whole = |(n, _): &(usize, _)| chosen.counterparts.iter().any(|(who, _, _)| who == n);
        if !chosen.counterparts.is_empty() {
            let all = self.adjudication.comparison().annotators.iter().enumerate();
            return all
                .filter(whole)
                .filter(|(_, name)| self.contributes(chosen.unit, name))
                .map(|(_, name)| name.to_string())
                .collect();
        }
        let same = |own: &Annotation| {
            let place = own.span == span.span && own.tag == span.tag;
            edited || place && self.adjudication.comparison().defaults.same_attributes(own, span)
        };
        let annotators = self.adjudication.comparison().annotators.iter().zip(&unit.readings);
        annotators.filter(|(_, reading)| reading.spans.iter().any(same)).map(|(name, _)| name.to_string()).collect()
    }

    /// Whether something was chosen because an annotator says so.
    fn is_said_by(&self, said: &Said, annotator: usize) -> bool {
        matches!(said, Said::By(name) if self.adjudication.number(name) == Some(annotator))
    }

    /// Whether the fields of a unit were chosen one by one.
    fn is_by_field(&self, unit: usize) -> bool {
        matches!(self.adjudication.decision(unit), Some(Decision { choice: Choice::Fields(..), .. }))
    }

    /// Whether an annotator's reading, or a field of it, was chosen where fields were chosen one by one.
    fn contributes(&self, unit: usize, annotator: &Annotator) -> bool {
        match self.adjudication.decision(unit).map(|decision| &decision.choice) {
            Some(Choice::Fields(of, fields)) => {
                of == annotator || fields.iter().any(|(_, said)| matches!(said, Said::By(name) if name == annotator))
            }
            _ => false,
        }
    }

    /// Keeps the spans of the gold standard as it was that come from no annotator.
    fn keep_own(&mut self) {
        for old in self.gold.previous.into_iter().flat_map(AnnotationSet::iter) {
            let from = &old.provenance.from;
            let place = (old.span, old.tag.clone());
            if (from.is_absent() || from.known().is_some_and(Vec::is_empty)) && !self.places.contains_key(&place) {
                self.places.insert(place, old.id.clone());
                self.spans.push(old.clone());
            }
        }
    }

    /// The relations from the spans of a unit, ids of the gold standard at both ends, without ids of their own.
    fn relations(&self, chosen: &Chosen) -> Vec<Relation> {
        let Some(unit) = self.adjudication.units().get(chosen.unit) else { return Vec::new() };
        let leader = match self.adjudication.decision(chosen.unit).map(|decision| &decision.choice) {
            Some(Choice::Take(_) | Choice::Edited(..) | Choice::Fields(..)) => chosen.spans.iter().find_map(|(_, who)| *who),
            _ => None,
        };
        let taken = |n: usize| {
            unit.readings.get(n).is_some_and(|r| r.spans.iter().any(|s| self.renamed.contains_key(&(n, s.id.clone()))))
        };
        let supporters: Vec<usize> = (0..unit.readings.len()).filter(|n| taken(*n)).collect();
        let apart = |kind: &str| match self.adjudication.decision(chosen.unit).map(|decision| &decision.choice) {
            Some(Choice::Fields(_, fields)) => chosen_relations(fields, kind),
            _ => None,
        };
        let mut found: Vec<Relation> = Vec::new();
        for n in leader.into_iter().chain(supporters.iter().copied().filter(|n| Some(*n) != leader)) {
            for link in unit.readings.get(n).into_iter().flat_map(|reading| &reading.links) {
                let judges: Vec<usize> = leader.map_or_else(|| supporters.clone(), |leader| vec![leader]);
                let all = || judges.iter().all(|judge| !self.has(*judge, &link.target) || self.states(*judge, chosen.unit, link));
                let stated = apart(&link.kind).map_or_else(all, |said| self.is_said_by(said, n));
                let (Some(from), Some(to)) = (self.renamed.get(&(n, link.from.clone())), self.target(n, link)) else { continue };
                if stated && !found.iter().any(|known| known.kind == link.kind && known.from == *from && known.to == to) {
                    found.push(Relation {
                        order: link.order,
                        certainty: link.certainty.clone(),
                        attributes: link.attributes.clone(),
                        ..Relation::new("", link.kind.as_str(), from, to)
                    });
                }
            }
        }
        found
    }

    /// Whether an annotator has the other end of a relation.
    fn has(&self, annotator: usize, target: &Target) -> bool {
        let Target::Unit(unit) = target else { return true };
        self.adjudication.units().get(*unit).and_then(|unit| unit.readings.get(annotator)).is_some_and(|r| !r.is_empty())
    }

    fn states(&self, annotator: usize, unit: usize, link: &Link) -> bool {
        let reading = self.adjudication.units().get(unit).and_then(|unit| unit.readings.get(annotator));
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

    /// Relations with their ids: those they had before, else new ones.
    fn numbered(&mut self, relations: Vec<Relation>) -> Vec<Relation> {
        let own: HashSet<&str> =
            self.spans.iter().filter(|span| span.provenance.decision.known().is_none()).map(|span| span.id.as_str()).collect();
        let before = self.gold.previous.map(AnnotationSet::relations).unwrap_or_default();
        let mut kept: Vec<Relation> = before.iter().filter(|relation| own.contains(relation.from.as_str())).cloned().collect();
        let known: HashMap<(&str, &str, &str), &Relation> =
            before.iter().map(|old| ((old.kind.as_str(), old.from.as_str(), old.to.as_str()), old)).collect();
        for relation in relations {
            let old = known.get(&(relation.kind.as_str(), relation.from.as_str(), relation.to.as_str()));
            let id = old.map_or_else(|| self.ids.fresh_relation_id(), |old| old.id.clone());
            let extra = old.map(|old| old.extra.clone()).unwrap_or_default();
            let merge_conflict = old.and_then(|old| old.merge_conflict.clone());
            kept.push(Relation { id, merge_conflict, extra, ..relation });
        }
        kept
    }
}
