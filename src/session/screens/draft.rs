//! A reading of a unit that the reviewer edits with the keys of annotating, to be kept as the decision or dropped.
//!
//! Around it are the spans of the other units, which relations may go to. They have ids that no annotator gives, from whose
//! they are and what they are called there.

use std::sync::Arc;

use super::reader;
use super::screen::{Screen, Turn};
use crate::annotation::{Annotation, AnnotationSet, Annotator, End, Parts, Relation};
use crate::review::adjudication::{Choice, StatedRelation, Status};
use crate::review::compare::{Link, Target};
use crate::session::command::Command;
use crate::session::desk::Desk;
use crate::session::effect::{Effect, Opened};
use crate::session::mode::Mode;
use crate::session::notice::Refusal;
use crate::session::pointer::Pointer;
use crate::session::review::Reviewing;
use crate::session::shared::Shared;

/// Stands between an annotator and the id of a span of theirs.
const OF: char = '\u{1F}';

/// What the edited spans become.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Aim {
    /// The decision on the unit; whose reading they began as, if anybody's.
    Decision(Option<Annotator>),
    /// A remark that the annotator has missed them.
    Missed,
}

/// A reading being edited. The spans themselves are in the text that is open.
#[derive(Debug)]
pub struct Draft {
    aim: Aim,
    /// The relations that the reading has where nothing else is said.
    relations: Vec<Relation>,
}

impl Draft {
    /// Opens the marked reading of the unit at hand; where one was edited before or composed of several, that.
    ///
    /// # Errors
    ///
    /// Fails where nothing can be decided.
    pub(super) fn of_reading(shared: &mut Shared) -> Result<Self, Refusal> {
        let review = shared.decidable()?;
        let desk = review.desk().ok_or(Refusal::NoDesk)?;
        if review.unit().is_some_and(|unit| unit.fact.is_some()) {
            return Err(Refusal::OneValue);
        }
        let unit = review.unit_number();
        let decision = review.decision();
        let composed = composed(desk, unit);
        let marked = || review.groups().get(review.focus()).map_or(0, |group| desk.leader(unit, group));
        let edited = decision.and_then(|decision| match &decision.choice {
            Choice::Edited(from, _) => desk.number_of(from.as_ref()?),
            _ => None,
        });
        let n = composed.as_ref().map(|(n, _)| *n).or(edited).unwrap_or_else(marked);
        let reading = desk.reading(unit, n).cloned();
        let from = desk.adjudication.comparison().annotators.get(n).cloned().filter(|_| reading.is_some());
        let reading = reading.unwrap_or_default();
        let view = Surround::of(desk, unit, n);
        let relations: Vec<Relation> = reading.links.iter().map(|link| view.drafted(link)).collect();
        let stated = decision.and_then(|decision| decision.relations.as_ref());
        let (spans, drafted) = match (decision.map(|decision| &decision.choice), composed) {
            (Some(Choice::Edited(_, spans)), _) => (spans.clone(), stated.map(|all| all.iter().map(drafted).collect())),
            (_, Some((_, spans))) => (spans, view.composed_relations()),
            _ => (reading.spans, None),
        };
        let drafted = drafted.unwrap_or_else(|| relations.clone());
        let around = view.around;
        open(shared, spans, drafted, around);
        Ok(Self { aim: Aim::Decision(from), relations })
    }

    /// Opens the text at hand without a span, to tag what the annotator has missed.
    ///
    /// # Errors
    ///
    /// Fails where this is no peer review, and where nothing can be decided.
    pub(super) fn of_missed(shared: &mut Shared) -> Result<Self, Refusal> {
        if shared.review.as_ref().is_some_and(|review| review.of().is_none()) {
            return Err(Refusal::MissedByAll);
        }
        let around = shared.decidable()?.desk().map(|desk| Surround::of(desk, usize::MAX, 0).around).unwrap_or_default();
        open(shared, Vec::new(), Vec::new(), around);
        Ok(Self { aim: Aim::Missed, relations: Vec::new() })
    }

    fn keep(&self, shared: &mut Shared) -> Vec<Effect> {
        let set = shared.open_text.take().map(|open| open.set().clone()).unwrap_or_default();
        let spans: Vec<Annotation> = set.iter().cloned().collect();
        let relations = self.stated(&set, shared.review.as_ref());
        match &self.aim {
            Aim::Missed => shared.add_missed(spans, relations),
            Aim::Decision(_) if spans.is_empty() => shared.decide(Choice::Nothing),
            Aim::Decision(from) => shared.decide_with(Choice::Edited(from.clone(), spans), relations),
        }
    }

    /// The relations of the edited reading; `None` where they are those that it has where nothing is said.
    fn stated(&self, set: &AnnotationSet, review: Option<&Reviewing>) -> Option<Vec<StatedRelation>> {
        let bare = |relation: &Relation| Relation { id: "".into(), ..relation.clone() };
        let mut before: Vec<Relation> = self.relations.iter().map(bare).collect();
        let now: Vec<Relation> = set.relations().iter().map(bare).collect();
        let is_same =
            |relation: &Relation| before.iter().position(|other| other == relation).map(|at| before.remove(at)).is_some();
        if now.iter().all(is_same) && before.is_empty() {
            return None;
        }
        let annotators = review.and_then(Reviewing::desk).map(|desk| desk.adjudication.comparison().annotators.as_slice());
        let whose = |to: &End| {
            let (name, id) = to.split_once(OF)?;
            let annotator = annotators?.iter().find(|annotator| annotator.as_str() == name)?;
            Some((annotator.clone(), End::from(id)))
        };
        let stated = |relation: Relation| match whose(&relation.to) {
            Some((of, to)) => StatedRelation { relation: Relation { to, ..relation }, of: Some(of) },
            None => StatedRelation { relation, of: None },
        };
        Some(now.into_iter().map(stated).collect())
    }
}

/// What was put together of several readings, and the number of the annotator whose reading it is but for some fields.
fn composed(desk: &Desk, unit: usize) -> Option<(usize, Vec<Annotation>)> {
    let Choice::Fields(base, _) = &desk.adjudication.decision(unit)?.choice else { return None };
    Some((desk.number_of(base)?, desk.adjudication.outcome(unit)?))
}

/// A relation of an edited reading as it is drafted.
fn drafted(stated: &StatedRelation) -> Relation {
    let to = stated.of.as_ref().map(|of| around_id(of, &stated.relation.to));
    Relation { to: to.unwrap_or_else(|| stated.relation.to.clone()), ..stated.relation.clone() }
}

/// What a span of an annotator is called around a reading of another unit.
fn around_id(annotator: &Annotator, id: &str) -> End {
    format!("{annotator}{OF}{id}").into()
}

/// The spans of the other units around a reading of an annotator, by number.
struct Surround<'a> {
    desk: &'a Desk,
    unit: usize,
    annotator: usize,
    around: Vec<Annotation>,
}

impl<'a> Surround<'a> {
    fn of(desk: &'a Desk, unit: usize, annotator: usize) -> Self {
        let mut view = Self { desk, unit, annotator, around: Vec::new() };
        let others = (0..desk.units().len()).filter(|other| *other != unit);
        view.around = others.flat_map(|other| view.spans(other)).collect();
        view
    }

    /// The spans of another unit: those of the reading that was taken, else of the annotator, else of the first who has some.
    fn spans(&self, unit: usize) -> Vec<Annotation> {
        let adjudication = &self.desk.adjudication;
        let decided = adjudication.decision(unit).filter(|_| adjudication.status(unit) == Status::Decided);
        let taken = match decided.map(|decision| &decision.choice) {
            Some(Choice::Nothing) => return Vec::new(),
            Some(choice) => choice.annotators().next().and_then(|name| self.desk.number_of(name)),
            None => None,
        };
        let annotators = &adjudication.comparison().annotators;
        let mut all = taken.into_iter().chain([self.annotator]).chain(0..annotators.len());
        let found = all.find_map(|n| Some((annotators.get(n)?, self.desk.reading(unit, n)?)));
        let Some((annotator, reading)) = found else { return Vec::new() };
        let called = |span: &Annotation| Annotation { id: around_id(annotator, &span.id).as_str().into(), ..span.clone() };
        reading.spans.iter().map(called).collect()
    }

    /// A relation of the annotator as it is drafted.
    fn drafted(&self, link: &Link) -> Relation {
        self.drafted_of(self.annotator, link)
    }

    fn drafted_of(&self, annotator: usize, link: &Link) -> Relation {
        let Link { kind, from, order, certainty, attributes, quote, .. } = link.clone();
        let to = match &link.target {
            Target::Unit(unit) if *unit != self.unit => self.around(annotator, *unit, &link.to),
            _ => link.to.clone(),
        };
        Relation { order, certainty, attributes, quote, ..Relation::new("", kind, from, to) }
    }

    /// What a span of an annotator in another unit is called here: itself, else the first that is shown of its unit.
    fn around(&self, annotator: usize, unit: usize, id: &End) -> End {
        let Some(name) = self.desk.adjudication.comparison().annotators.get(annotator) else { return id.clone() };
        let own = around_id(name, id);
        if self.around.iter().any(|span| own == span.id) {
            return own;
        }
        self.spans(unit).first().map_or(own, |span| End::from(&span.id))
    }

    /// The relations of a reading whose fields were chosen one by one, as far as it has one span: all come from that.
    fn composed_relations(&self) -> Option<Vec<Relation>> {
        let Choice::Fields(..) = &self.desk.adjudication.decision(self.unit)?.choice else { return None };
        let from = match self.desk.reading(self.unit, self.annotator)?.spans.as_slice() {
            [only] => only.id.clone(),
            _ => return None,
        };
        let chosen = self.desk.adjudication.chosen_links(self.unit);
        Some(chosen.into_iter().map(|(n, link)| Relation { from: from.clone(), ..self.drafted_of(n, link) }).collect())
    }
}

/// Opens the text at hand with these spans alone, the cursor on the first, else on the unit.
fn open(shared: &mut Shared, spans: Vec<Annotation>, drafted: Vec<Relation>, around: Vec<Annotation>) {
    let Some(review) = &shared.review else { return };
    let start = review.unit().map_or(0, |unit| unit.start);
    let at = spans.first().map_or(start, |span| span.span.start());
    let number = |(relation, n): (Relation, usize)| Relation { id: format!("r{n}").into(), ..relation };
    let relations = drafted.into_iter().zip(1..).map(number).collect();
    let set = AnnotationSet::from_parts(Parts { annotations: spans, relations, ..Parts::default() }).0;
    let Some(opened) = review.desk().map(|desk| Opened::whole(desk.text, Arc::clone(&desk.document), set)) else { return };
    let mut open = shared.set_text(opened);
    open.surround = around;
    open.sheet.place_cursor(at);
    shared.open_text = Some(open);
}

impl Screen for Draft {
    fn mode(&self) -> Mode {
        Mode::Draft
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::KeepDraft => Turn::Close(self.keep(shared)),
            Command::DropDraft => {
                shared.open_text = None;
                Turn::close()
            }
            Command::NextText | Command::PreviousText | Command::State(_) | Command::Save | Command::ToggleBoilerplate => {
                shared.tell(Refusal::Editing);
                Turn::done()
            }
            other => reader::update(other, shared),
        }
    }

    fn begun_by(&self) -> Option<Command> {
        Some(match self.aim {
            Aim::Missed => Command::ProposeSpan,
            Aim::Decision(_) => Command::EditReading,
        })
    }

    fn point(&mut self, pointer: Pointer, shared: &mut Shared) -> Option<Command> {
        reader::point(pointer, shared)
    }
}
