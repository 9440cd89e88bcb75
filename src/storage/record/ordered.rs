//! An order over the spans of many texts, in one of them: done, taken back, done again, without a sitting.

use super::error::RecordError;
use super::standing::Standing;
use crate::annotation::{Act, Edit, Entry, Ground, OrderFault, OrderId, SpanOrder, SpanPlace};
use crate::storage::error::StorageError;
use crate::storage::journal::{Trace, now};
use crate::storage::place::Place;

/// Why an order is not done, or not taken back, in a text.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// Its words, its spans or its state forbid it.
    #[error(transparent)]
    Fault(#[from] OrderFault),
    /// The work on it cannot be read or written, or somebody else has it open.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl From<StorageError> for NotDone {
    fn from(error: StorageError) -> Self {
        Self::Record(error.into())
    }
}

impl Standing<'_> {
    /// Does what is ordered for this text, and returns how many spans there are that it was done to.
    ///
    /// # Errors
    /// Why nothing was done; the work is then as it was.
    pub fn order(self, order: &SpanOrder, places: &[SpanPlace]) -> Result<usize, NotDone> {
        let mut open = self.changeable()?;
        let ground = Ground { document: self.subject.document, schema: self.subject.schema, now: now() };
        let edit = order.act.edit(places, &mut open.set, &ground)?;
        if edit.is_nothing() {
            return Ok(0);
        }
        let inverse = open.set.apply(edit.clone()).map_err(OrderFault::from)?;
        let new = Entry::new(Act::Edit, edit, inverse, &open.set);
        let entry = Entry { command: order.command.clone(), at: ground.now, order: Some(order.id.clone()), ..new };
        self.keep(&mut open, entry)?;
        Ok(places.len())
    }

    /// Takes an order back in this text, or does it again, and returns how many spans it was about; `None` where there is
    /// nothing of it to take back, or to do again.
    ///
    /// # Errors
    /// Work in which it is not the last change; work that is open elsewhere or may not be changed.
    pub fn travel(self, act: Act, order: &OrderId) -> Result<Option<usize>, NotDone> {
        let place = Place::of(self.subject.source, self.annotator);
        let (from, command) = match act {
            Act::Redo => (Trace::TakenBack, "redo"),
            Act::Undo | Act::Edit | Act::Step => (Trace::Made, "undo"),
        };
        if Trace::of(&place, order)? != Some(from) {
            return Ok(None);
        }
        let mut open = self.changeable()?;
        let (next, edit) = match from {
            Trace::Made => (open.history.undo_order(), open.history.next_undo()),
            Trace::TakenBack => (open.history.redo_order(), open.history.next_redo()),
        };
        let edit: Edit = edit.filter(|_| next == Some(order)).cloned().ok_or(OrderFault::Changed)?;
        let inverse = open.set.revert(edit.clone()).map_err(OrderFault::from)?;
        let new = Entry::new(act, edit, inverse, &open.set);
        let spans = new.about.len();
        self.keep(&mut open, Entry { command: command.to_owned(), at: now(), order: Some(order.clone()), ..new })?;
        Ok(Some(spans))
    }
}
