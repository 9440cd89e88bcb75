//! Changing what is said of the open text, and taking changes back: every change becomes an entry for the journal.

use std::sync::Arc;

use super::notice::Refusal;
use super::reading::Reading;
use super::saved::Saved;
use super::travel::Travel;
use crate::annotation::{Act, AnnotationSet, DocumentState, Edit, Entry};
use crate::text::Span;

impl Reading {
    /// Makes one change that undo takes back as one; the first change to an untouched text also says so.
    pub(super) fn change(&mut self, edit: Edit) -> Result<(), Refusal> {
        let first = *self.set.state() == DocumentState::New && !matches!(edit, Edit::State(_));
        self.make(Act::Edit, if first { Edit::Batch(vec![Edit::State(DocumentState::InProgress), edit]) } else { edit })
    }

    /// Takes in what somebody else wrote; undo takes it back as one.
    pub(super) fn join(&mut self, edit: Edit) -> Result<(), Refusal> {
        let set = Arc::make_mut(&mut self.set);
        let inverse = self.history.join(set, edit.clone())?;
        self.touched(Act::Edit, edit, inverse);
        Ok(())
    }

    /// Makes a change, by itself or as a step of the one before.
    fn make(&mut self, act: Act, edit: Edit) -> Result<(), Refusal> {
        if let Some(reason) = &self.read_only {
            return Err(Refusal::ReadOnly(reason.clone()));
        }
        let set = Arc::make_mut(&mut self.set);
        let done = match act {
            Act::Step => self.history.step(set, edit.clone()),
            _ => self.history.apply(set, edit.clone()),
        };
        let inverse = done?;
        self.touched(act, edit, inverse);
        Ok(())
    }

    /// Takes note of a change, to be kept.
    fn touched(&mut self, act: Act, edit: Edit, inverse: Edit) {
        self.entries.push(Entry::new(act, edit, inverse, &self.set));
        self.revision += 1;
        self.saved = Saved::NotYet;
        self.look_for_remarks();
    }

    /// Moves a span whose edge is held, by itself or as a step of the change before; returns how the next move is made, so
    /// that all of them are taken back as one.
    pub(super) fn move_span(&mut self, id: &str, span: Span, act: Act) -> Result<Act, Refusal> {
        let depth = self.history.depth();
        let edit = Edit::Move { id: id.into(), span };
        match act {
            Act::Step => self.make(Act::Step, edit)?,
            _ => self.change(edit)?,
        }
        // Back where it was, there is nothing to take back, and the next move begins anew.
        Ok(if self.history.depth() >= depth { Act::Step } else { Act::Edit })
    }

    /// Takes the last change back, or makes it again, and goes to where it was; returns whether there was one.
    pub(super) fn travel(&mut self, travel: Travel) -> Result<bool, Refusal> {
        if let Some(reason) = &self.read_only {
            return Err(Refusal::ReadOnly(reason.clone()));
        }
        let next = match travel {
            Travel::Undo => self.history.next_undo(),
            Travel::Redo => self.history.next_redo(),
        };
        let id = next.and_then(touched_id).map(str::to_owned);
        let place_of = |set: &AnnotationSet| id.as_ref().and_then(|id| set.get(id)).map(|a| (a.id.clone(), a.span));
        let before = place_of(&self.set);
        let set = Arc::make_mut(&mut self.set);
        let (done, inverse) = match travel {
            Travel::Undo => (self.history.undo(set), self.history.next_redo()),
            Travel::Redo => (self.history.redo(set), self.history.next_undo()),
        };
        let (Some(done), Some(inverse)) = (done, inverse.cloned()) else { return Ok(false) };
        self.touched(travel.act(), done, inverse);
        if let Some((id, span)) = place_of(&self.set).or(before) {
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
