//! What was decided in earlier sittings, to be taken back and made again in this one.
//!
//! Where nothing of this sitting is left to take back, the text at hand stands as its file did when it was opened, or as
//! what is taken back here has left it: so the changes of the file, as its journal has them, go on from there.

use std::sync::Arc;

use super::desk::Desk;
use super::effect::Effect;
use super::reading::Saved;
use super::state::Session;
use crate::annotation::{Act, AnnotationSet, History};
use crate::review::Adjudication;
use crate::review::adjudication::read_decisions;
use crate::text::Document;

/// The changes of the file of decisions in earlier sittings.
#[derive(Debug, Clone, Default)]
pub(super) struct Earlier {
    history: History,
    /// What the file says, or would say with what was taken back.
    set: AnnotationSet,
}

impl Earlier {
    /// Takes back, or makes again, what was decided last, and gives what stands then; `None` if there is nothing.
    fn travel(&mut self, back: bool, now: &Adjudication, document: &Document) -> Option<Adjudication> {
        loop {
            if back { self.history.undo(&mut self.set) } else { self.history.redo(&mut self.set) }?;
            let decisions = read_decisions(&self.set, document).ok()?.unwrap_or_default();
            // A change of the state alone is passed over.
            let then = now.with(decisions);
            if !then.decisions().eq(now.decisions()) {
                return Some(then);
            }
        }
    }
}

impl Desk {
    /// A text on which decisions of earlier sittings can be taken back: their history, and the file it takes back to.
    #[must_use]
    pub fn after(mut self, (history, set): (History, AnnotationSet)) -> Self {
        self.earlier = Earlier { history, set };
        self
    }
}

impl Session {
    /// Takes back, or makes again, what was decided on the text at hand in an earlier sitting.
    pub(super) fn travel_further(&mut self, back: bool) -> Option<Vec<Effect>> {
        let review = self.review.as_mut()?;
        if !back && !review.undo.is_empty() {
            return None;
        }
        let n = review.desk;
        let desk = review.desks.get_mut(n).filter(|desk| desk.closed.is_none())?;
        let then = desk.earlier.travel(back, &desk.adjudication, &desk.document)?;
        let units = desk.units().len().max(then.units().len());
        let unit = (0..units).find(|unit| then.decision(*unit) != desk.adjudication.decision(*unit)).unwrap_or(0);
        let unit = unit.min(then.units().len().saturating_sub(1));
        desk.adjudication = Arc::new(then);
        desk.revision += 1;
        desk.saved = Saved::NotYet;
        // What could be made again went on from what is taken back now.
        review.redo.clear();
        review.decided = None;
        self.go_to_unit(n, unit);
        Some(self.save_gold(Some(n), if back { Act::Undo } else { Act::Redo }))
    }
}
