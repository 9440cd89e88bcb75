//! Editing one reading of a unit with the keys of annotating, to be kept as the decision.

use super::command::Command;
use super::effect::Effect;
use super::mode::Mode;
use super::notice::Refusal;
use super::reviewing::Edited;
use super::state::Session;
use crate::annotation::{AnnotationSet, Parts};
use crate::review::adjudication::Choice;

impl Session {
    /// Opens one reading with the tools of the annotator.
    pub(super) fn edit_reading(&mut self) -> Result<(), Refusal> {
        let Some(review) = &mut self.review else { return Ok(()) };
        let Some(desk) = review.desk() else { return Ok(()) };
        if let Some(why) = &desk.closed {
            return Err(Refusal::Closed(why.clone()));
        }
        let n = desk.order().get(review.focus).copied().unwrap_or(0);
        let reading = review.unit().and_then(|unit| unit.readings.get(n)).cloned().unwrap_or_default();
        let from = desk.adjudication.comparison().annotators.get(n).cloned().filter(|_| !reading.is_empty());
        let spans = match review.decision().map(|decision| &decision.choice) {
            Some(Choice::Edited(_, spans)) => spans.clone(),
            _ => reading.spans,
        };
        let at = spans.first().map(|span| span.span.start());
        let set = AnnotationSet::from_parts(Parts { annotations: spans, ..Parts::default() }).0;
        let (number, unit_start) = (review.desk, review.unit().map_or(0, |unit| unit.start));
        review.editing = Some(Edited { from, is_addition: false });
        self.open_desk(number, set);
        if let Some(opened) = &mut self.reading {
            opened.place_cursor(at.unwrap_or(unit_start));
        }
        self.mode = Mode::Reading;
        Ok(())
    }

    /// While a reading is edited, some keys end that; `None` for all others.
    pub(super) fn update_editing(&mut self, command: &Command) -> Option<Vec<Effect>> {
        let Edited { from, is_addition } = self.review.as_ref()?.editing.clone()?;
        match command {
            Command::Accept => {
                let spans: Vec<_> = self.reading.as_ref().map(|r| r.set.iter().cloned().collect()).unwrap_or_default();
                self.end_editing();
                if is_addition {
                    return Some(self.add_missed(spans));
                }
                let choice = if spans.is_empty() { Choice::Nothing } else { Choice::Edited(from, spans) };
                Some(self.decide(choice))
            }
            Command::Back => {
                self.end_editing();
                Some(Vec::new())
            }
            Command::NextText | Command::PreviousText | Command::State(_) | Command::Save => {
                self.tell(Refusal::Editing);
                Some(Vec::new())
            }
            _ => None,
        }
    }

    fn end_editing(&mut self) {
        if let Some(review) = &mut self.review {
            review.editing = None;
        }
        self.mode = Mode::Review;
        self.show_everything();
    }
}
