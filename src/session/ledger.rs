//! What a file says of a text, with every change that was made to it: annotations, decisions and reviews have one history.

use std::sync::Arc;

use super::saved::Saved;
use super::travel::Travel;
use crate::annotation::{Act, AnnotationSet, Edit, EditError, Entry, History, OrderId, Timestamp};

/// The set of a file, what can be taken back of it and made again, also from earlier sittings, and what is to be kept.
#[derive(Debug, Clone)]
pub(super) struct Ledger {
    /// What the file says, or is to say.
    pub(super) set: Arc<AnnotationSet>,
    pub(super) history: History,
    /// Changes that were not yet given away to be kept.
    entries: Vec<Entry>,
    /// Counts the changes.
    pub(super) revision: u64,
    pub(super) saved: Saved,
}

impl Default for Ledger {
    /// A file that is not there yet.
    fn default() -> Self {
        Self::new(Arc::default(), History::new())
    }
}

impl Ledger {
    /// A file as it was read, with what can be taken back of it.
    pub(super) fn new(set: Arc<AnnotationSet>, history: History) -> Self {
        Self { set, history, entries: Vec::new(), revision: 0, saved: Saved::Yes }
    }

    /// Makes a change, by itself or as a step of the one before.
    pub(super) fn make(&mut self, act: Act, edit: Edit) -> Result<(), EditError> {
        let set = Arc::make_mut(&mut self.set);
        let inverse = match act {
            Act::Step => self.history.step(set, edit.clone()),
            _ => self.history.apply(set, edit.clone()),
        }?;
        self.note(act, edit, inverse);
        Ok(())
    }

    /// Makes a change that is a part of an order over many texts.
    pub(super) fn order(&mut self, order: &OrderId, edit: Edit) -> Result<(), EditError> {
        self.make(Act::Edit, edit)?;
        self.history.belongs(Act::Edit, order);
        self.belongs(Some(order.clone()));
        Ok(())
    }

    /// Says of which order the last change is a part that is to be kept.
    fn belongs(&mut self, order: Option<OrderId>) {
        if let Some(entry) = self.entries.last_mut() {
            entry.order = order;
        }
    }

    /// Makes a change that follows from what others wrote; undo takes it back as one.
    pub(super) fn join(&mut self, edit: Edit) -> Result<(), EditError> {
        let inverse = self.history.join(Arc::make_mut(&mut self.set), edit.clone())?;
        self.note(Act::Edit, edit, inverse);
        Ok(())
    }

    /// Takes in a change that is kept already.
    pub(super) fn follow(&mut self, edit: Edit) -> Result<(), EditError> {
        self.history.join(Arc::make_mut(&mut self.set), edit)?;
        Ok(())
    }

    /// Takes the last change back, or makes it again; returns whether there was one.
    pub(super) fn travel(&mut self, travel: Travel) -> bool {
        let next = self.next(travel).cloned();
        next.is_some_and(|edit| self.travel_by(travel, edit).is_ok())
    }

    /// Takes the last change back, or makes it again, by an edit that does so for the file as it is now.
    pub(super) fn travel_by(&mut self, travel: Travel, edit: Edit) -> Result<(), EditError> {
        let order = self.next_order(travel).cloned();
        let inverse = Arc::make_mut(&mut self.set).revert(edit.clone())?;
        self.history.record(travel.act(), &edit, inverse.clone());
        self.note(travel.act(), edit, inverse);
        self.belongs(order);
        Ok(())
    }

    /// The order that the change is a part of which [`Ledger::travel`] would take back, or make again.
    pub(super) fn next_order(&self, travel: Travel) -> Option<&OrderId> {
        match travel {
            Travel::Undo => self.history.undo_order(),
            Travel::Redo => self.history.redo_order(),
        }
    }

    /// Takes note of a change, to be kept.
    fn note(&mut self, act: Act, edit: Edit, inverse: Edit) {
        self.entries.push(Entry::new(act, edit, inverse, &self.set));
        self.revision += 1;
        self.saved = Saved::NotYet;
    }

    /// Names the command that made the last change, and when.
    pub(super) fn sign_last(&mut self, at: &Timestamp, command: &str) {
        if let Some(entry) = self.entries.last_mut() {
            at.clone_into(&mut entry.at);
            command.clone_into(&mut entry.command);
        }
    }

    /// The changes that were made since some were given away.
    pub(super) fn fresh(&self) -> &[Entry] {
        &self.entries
    }

    /// Gives the changes away that are to be kept.
    pub(super) fn take_entries(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// The edit that takes the last change back, or makes the one again that was taken back last.
    pub(super) fn next(&self, travel: Travel) -> Option<&Edit> {
        match travel {
            Travel::Undo => self.history.next_undo(),
            Travel::Redo => self.history.next_redo(),
        }
    }
}
