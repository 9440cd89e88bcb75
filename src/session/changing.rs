//! Changing what is said of the open text, and taking changes back: every change becomes an entry for the journal.

use super::notice::Refusal;
use super::reading::Reading;
use super::travel::Travel;
use crate::annotation::{Act, AnnotationSet, DocumentState, Edit};
use crate::text::Span;

impl Reading {
    /// Makes one change that undo takes back as one; the first change to an untouched text also says so.
    pub(super) fn change(&mut self, edit: Edit) -> Result<(), Refusal> {
        let first = *self.ledger.set.state() == DocumentState::New && !matches!(edit, Edit::State(_));
        self.make(Act::Edit, if first { Edit::Batch(vec![Edit::State(DocumentState::InProgress), edit]) } else { edit })
    }

    /// Takes in what somebody else wrote; undo takes it back as one.
    pub(super) fn join(&mut self, edit: Edit) -> Result<(), Refusal> {
        self.ledger.join(edit)?;
        self.look_for_remarks();
        Ok(())
    }

    /// Makes a change, by itself or as a step of the one before.
    fn make(&mut self, act: Act, edit: Edit) -> Result<(), Refusal> {
        if let Some(reason) = &self.read_only {
            return Err(Refusal::ReadOnly(reason.clone()));
        }
        self.ledger.make(act, edit)?;
        self.look_for_remarks();
        Ok(())
    }

    /// Moves a span whose edge is held, by itself or as a step of the change before; returns how the next move is made, so
    /// that all of them are taken back as one.
    pub(super) fn move_span(&mut self, id: &str, span: Span, act: Act) -> Result<Act, Refusal> {
        let depth = self.ledger.history.depth();
        let edit = Edit::Move { id: id.into(), span };
        match act {
            Act::Step => self.make(Act::Step, edit)?,
            _ => self.change(edit)?,
        }
        // Back where it was, there is nothing to take back, and the next move begins anew.
        Ok(if self.ledger.history.depth() >= depth { Act::Step } else { Act::Edit })
    }

    /// Takes the last change back, or makes it again, and goes to where it was; returns whether there was one.
    pub(super) fn travel(&mut self, travel: Travel) -> Result<bool, Refusal> {
        if let Some(reason) = &self.read_only {
            return Err(Refusal::ReadOnly(reason.clone()));
        }
        let id = self.ledger.next(travel).and_then(touched_id).map(str::to_owned);
        let place_of = |set: &AnnotationSet| id.as_ref().and_then(|id| set.get(id)).map(|a| (a.id.clone(), a.span));
        let before = place_of(&self.ledger.set);
        if !self.ledger.travel(travel) {
            return Ok(false);
        }
        self.look_for_remarks();
        if let Some((id, span)) = place_of(&self.ledger.set).or(before) {
            if !span.holds(self.sheet.cursor) || self.sheet.page.row_of(self.sheet.cursor).is_none() {
                self.sheet.place_cursor(span.start());
            }
            self.choose(id);
        }
        Ok(true)
    }
}

/// The span an edit speaks of, if it speaks of one.
fn touched_id(edit: &Edit) -> Option<&str> {
    match edit {
        Edit::Add(annotation) => Some(&annotation.id),
        Edit::Remove(id)
        | Edit::Retag { id, .. }
        | Edit::Move { id, .. }
        | Edit::Note { id, .. }
        | Edit::Attribute { id, .. } => Some(id),
        Edit::Batch(edits) => edits.iter().find_map(touched_id),
        _ => None,
    }
}
