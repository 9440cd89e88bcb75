//! Changing what is said of the open text, and taking changes back: every change becomes an entry for the journal.

use std::sync::Arc;

use super::command::Command;
use super::effect::Effect;
use super::mode::Mode;
use super::notice::Refusal;
use super::reading::{Reading, Saved};
use super::state::Session;
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
        if self.edge.as_ref().is_some_and(|edge| !self.set.contains(&edge.id)) {
            self.edge = None;
        }
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
        self.look_for_proposals();
    }

    /// Moves a span whose edge is held. All moves until it is let go are taken back as one.
    pub(super) fn move_held(&mut self, id: String, span: Span) -> Result<(), Refusal> {
        let depth = self.history.depth();
        if self.edge.as_ref().is_some_and(|edge| edge.stepping) {
            self.make(Act::Step, Edit::Move { id, span })?;
        } else {
            self.change(Edit::Move { id, span })?;
        }
        // Back where it was, there is nothing to take back, and the next move begins anew.
        let stepping = self.history.depth() >= depth;
        if let Some(edge) = &mut self.edge {
            edge.stepping = stepping;
        }
        Ok(())
    }

    /// Takes the last change back, and goes to where it was.
    pub(super) fn undo(&mut self) -> Result<bool, Refusal> {
        self.travel_in_time(Act::Undo)
    }

    /// Makes the change again that was taken back last.
    pub(super) fn redo(&mut self) -> Result<bool, Refusal> {
        self.travel_in_time(Act::Redo)
    }

    fn travel_in_time(&mut self, act: Act) -> Result<bool, Refusal> {
        if let Some(reason) = &self.read_only {
            return Err(Refusal::ReadOnly(reason.clone()));
        }
        let next = if act == Act::Undo { self.history.next_undo() } else { self.history.next_redo() };
        let id = next.and_then(touched_id).map(str::to_owned);
        let place_of = |set: &AnnotationSet| id.as_ref().and_then(|id| set.get(id)).map(|a| (a.id.clone(), a.span));
        let before = place_of(&self.set);
        let set = Arc::make_mut(&mut self.set);
        let (done, inverse) = if act == Act::Undo {
            (self.history.undo(set), self.history.next_redo())
        } else {
            (self.history.redo(set), self.history.next_undo())
        };
        let (Some(done), Some(inverse)) = (done, inverse.cloned()) else { return Ok(false) };
        self.touched(act, done, inverse);
        match &mut self.edge {
            Some(edge) if !self.set.contains(&edge.id) => self.edge = None,
            Some(edge) => edge.stepping = false,
            None => {}
        }
        if let Some((id, span)) = place_of(&self.set).or(before) {
            if !span.holds(self.cursor) || self.page.row_of(self.cursor).is_none() {
                self.place_cursor(span.start());
            }
            self.chosen = Some(id);
        }
        Ok(true)
    }
}

impl Session {
    /// A command as history prints it: what is begun with one key and ended with another is called by the first.
    pub(super) fn spelled(&self, command: &Command) -> String {
        let begun = match self.mode {
            Mode::Note => Command::EditNote,
            Mode::Comment if self.review.is_some() => Command::EditComment,
            Mode::Preview => Command::ApplyToAlike,
            Mode::Reading => match self.review.as_ref().and_then(|review| review.editing.as_ref()) {
                Some(edited) if edited.is_addition => Command::ProposeSpan,
                Some(_) => Command::EditReading,
                None => return command.to_string(),
            },
            _ => return command.to_string(),
        };
        begun.to_string()
    }

    /// Hands the changes that a command made over to be kept, before anything else is done.
    pub(super) fn after(&mut self, mut effects: Vec<Effect>, command: &str) -> Vec<Effect> {
        let at = humantime::format_rfc3339_seconds(self.now).to_string();
        for effect in &mut effects {
            if let Effect::SaveGold(snapshot) = effect {
                command.clone_into(&mut snapshot.command);
            }
        }
        if let Some(reading) = self.reading.as_mut().filter(|_| self.review.is_some()) {
            // What is changed while a reading is edited is nobody's sidecar.
            reading.entries.clear();
        }
        if let Some(reading) = self.reading.as_mut().filter(|r| !r.entries.is_empty()) {
            let mut entries = std::mem::take(&mut reading.entries);
            for entry in &mut entries {
                (entry.at, entry.command) = (at.clone(), command.to_owned());
            }
            effects.insert(0, Effect::Append(reading.changes(entries)));
        }
        effects
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
