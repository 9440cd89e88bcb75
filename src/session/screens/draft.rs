//! A reading of a unit that the reviewer edits with the keys of annotating, to be kept as the decision or dropped.

use std::sync::Arc;

use super::reader;
use super::screen::{Screen, Turn};
use crate::annotation::{Annotation, AnnotationSet, Annotator, Parts};
use crate::review::adjudication::Choice;
use crate::session::command::Command;
use crate::session::effect::{Effect, Opened, Pointer};
use crate::session::mode::Mode;
use crate::session::notice::Refusal;
use crate::session::shared::Shared;

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
}

impl Draft {
    /// Opens the marked reading of the unit at hand.
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
        let n = review.groups().get(review.focus()).map_or(0, |group| desk.leader(review.unit_number(), group));
        let reading = desk.reading(review.unit_number(), n).cloned();
        let from = desk.adjudication.comparison().annotators.get(n).cloned().filter(|_| reading.is_some());
        let spans = match review.decision().map(|decision| &decision.choice) {
            Some(Choice::Edited(_, spans)) => spans.clone(),
            _ => reading.unwrap_or_default().spans,
        };
        open(shared, spans);
        Ok(Self { aim: Aim::Decision(from) })
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
        shared.decidable()?;
        open(shared, Vec::new());
        Ok(Self { aim: Aim::Missed })
    }

    fn keep(&self, shared: &mut Shared) -> Vec<Effect> {
        let spans: Vec<_> = shared.open_text.as_ref().map(|r| r.set().iter().cloned().collect()).unwrap_or_default();
        shared.open_text = None;
        match &self.aim {
            Aim::Missed => shared.add_missed(spans),
            Aim::Decision(_) if spans.is_empty() => shared.decide(Choice::Nothing),
            Aim::Decision(from) => shared.decide(Choice::Edited(from.clone(), spans)),
        }
    }
}

/// Opens the text at hand with these spans alone, the cursor on the first, else on the unit.
fn open(shared: &mut Shared, spans: Vec<Annotation>) {
    let Some(review) = &shared.review else { return };
    let start = review.unit().map_or(0, |unit| unit.start);
    let at = spans.first().map_or(start, |span| span.span.start());
    let set = AnnotationSet::from_parts(Parts { annotations: spans, ..Parts::default() }).0;
    let Some(opened) = review.desk().map(|desk| Opened::whole(desk.text, Arc::clone(&desk.document), set)) else { return };
    let mut open = shared.set_text(opened);
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
            Command::NextText | Command::PreviousText | Command::State(_) | Command::Save => {
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

    fn point(&mut self, pointer: Pointer, shared: &mut Shared) {
        reader::point(pointer, shared);
    }
}
